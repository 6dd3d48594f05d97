//! Sentences that were retyped with slips.
//!
//! A word may differ in a letter or two, but none may be missing or added: `is enabled` is never `is not enabled`.

use super::{Found, Sentence};
use crate::fold::Folded;

/// Those of `sentences` that are like a part of `text`, with the fewest slips, or one more: a letter does not tell which of
/// two was meant.
pub(super) fn find(sentences: &[Sentence], text: &Folded) -> Vec<Found> {
    let words: Vec<(usize, &str)> = text.words().into_iter().take(MOST_WORDS).collect();
    let mut best = usize::MAX;
    let mut found: Vec<Found> = Vec::new();
    for sentence in sentences.iter().filter(|sentence| !sentence.everyday) {
        let count: usize = sentence.words.iter().map(Vec::len).sum();
        let unspaced = sentence.letters() > count * 2 && sentence.letters() == count * 3;
        if count < FEWEST_WORDS || sentence.letters() < FEWEST_LETTERS {
            continue;
        }
        let most = if unspaced { count / 10 } else { sentence.letters() / 12 };
        let most = most.min(MOST_SLIPS);
        if let Some((at, slips)) = like(&sentence.words, &words, most)
            && slips <= best.saturating_add(CLOSE)
        {
            best = best.min(slips);
            found.push(Found {
                entry: sentence.entry,
                at: text.origin(at),
                span: (at, at + sentence.letters()),
                letters: sentence.letters(),
                everyday: false,
                slips,
            });
        }
    }
    found.retain(|found| found.slips <= best.saturating_add(CLOSE));
    found
}

/// Where the parts stand in `words`, and with how many slips.
fn like(parts: &[Vec<String>], words: &[(usize, &str)], most: usize) -> Option<(usize, usize)> {
    let first = parts.first()?;
    let starts = words.windows(first.len()).enumerate();
    starts
        .filter_map(|(start, window)| {
            let mut slips = part(first, window, most)?;
            let mut from = start + first.len();
            for next in parts.get(1..)? {
                let reach = words
                    .get(from..)?
                    .windows(next.len())
                    .take(MOST_WORDS_BETWEEN)
                    .enumerate();
                let (skipped, more) = reach
                    .filter_map(|(skipped, window)| Some((skipped, part(next, window, most - slips)?)))
                    .min_by_key(|(_, more)| *more)?;
                slips += more;
                from += skipped + next.len();
            }
            Some((words.get(start)?.0, slips))
        })
        .min_by_key(|(_, slips)| *slips)
}

fn part(known: &[String], typed: &[(usize, &str)], most: usize) -> Option<usize> {
    let mut slips = 0;
    for (known, (_, typed)) in known.iter().zip(typed) {
        if known != typed {
            slips += word(known, typed)?;
            if slips > most {
                return None;
            }
        }
    }
    Some(slips)
}

/// In how many letters two different words differ, if they can be the same word.
fn word(known: &str, typed: &str) -> Option<usize> {
    let length = known.chars().count();
    if length == 1 && typed.chars().count() == 1 && !known.is_ascii() && !typed.is_ascii() {
        return Some(1);
    }
    let most = match length {
        ..LONG_ENOUGH => return None,
        LONG_ENOUGH..LONG => 1,
        _ => 2,
    };
    let slips = distance(known, typed, most)?;
    // `authorized` and `unauthorized` differ in two letters, too.
    let same_head = known.chars().next() == typed.chars().next();
    (slips <= most && (slips < 2 || same_head)).then_some(slips)
}

/// The edits between two words, if there are at most `most`.
fn distance(one: &str, other: &str, most: usize) -> Option<usize> {
    let one: Vec<char> = one.chars().collect();
    let other: Vec<char> = other.chars().collect();
    if one.len().abs_diff(other.len()) > most {
        return None;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    let mut last = None;
    for (i, a) in one.iter().enumerate() {
        let mut next = vec![i + 1];
        for (j, b) in other.iter().enumerate() {
            let at = |row: &[usize], j: usize| row.get(j).copied().unwrap_or(usize::MAX / 2);
            let mut least = (at(&row, j) + usize::from(a != b))
                .min(at(&row, j + 1) + 1)
                .min(at(&next, j) + 1);
            // Two letters that changed places are one slip.
            if last == Some(b) && j > 0 && other.get(j - 1) == Some(a) {
                least = least.min(at(&before, j - 1) + 1);
            }
            next.push(least);
        }
        last = Some(a);
        before = core::mem::replace(&mut row, next);
    }
    row.last().copied().filter(|edits| *edits <= most)
}

/// A longer text is a log, which nobody retypes.
const MOST_WORDS: usize = 400;
const MOST_WORDS_BETWEEN: usize = 40;
/// Two readings that differ by no more slips are both shown.
const CLOSE: usize = 1;
const FEWEST_WORDS: usize = 4;
const FEWEST_LETTERS: usize = 24;
const MOST_SLIPS: usize = 5;
/// Shorter words have neighbors that mean something else.
const LONG_ENOUGH: usize = 4;
const LONG: usize = 8;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_in_a_long_word_is_one_and_an_other_word_is_none() {
        assert_eq!(word("credentials", "credentails"), Some(1));
        assert_eq!(word("example", "exampel"), Some(1));
        assert_eq!(word("computer", "conputers"), Some(2));
        assert_eq!(word("remote", "remot"), Some(1));
        assert_eq!(word("not", "now"), None);
        assert_eq!(word("authorized", "unauthorized"), None);
        assert_eq!(word("enabled", "disabled"), None);
        assert_eq!(word("証", "誰"), Some(1));
    }
}
