//! How hard a text is to read: the grade of Flesch and Kincaid, and how long its sentences are.

use std::iter::Sum;
use std::ops::Add;

/// What was counted in a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Reading {
    pub(super) sentences: u32,
    pub(super) words: u32,
    syllables: u32,
    /// The words of the longest sentence.
    pub(super) longest: u32,
    /// How many sentences are longer than [`LONGEST`].
    pub(super) long: u32,
}

/// More words than these are not taken in at one reading.
pub(super) const LONGEST: u32 = 20;

impl Reading {
    pub(super) fn of(text: &str) -> Self {
        sentences(text).map(Self::of_sentence).sum()
    }

    fn of_sentence(sentence: &str) -> Self {
        let mut reading = Self {
            sentences: 1,
            ..Self::default()
        };
        for word in words(sentence) {
            reading.words += 1;
            reading.syllables += syllables(word);
        }
        reading.longest = reading.words;
        reading.long = u32::from(reading.words > LONGEST);
        reading
    }

    pub(super) fn words_a_sentence(&self) -> f64 {
        f64::from(self.words) / f64::from(self.sentences.max(1))
    }

    /// The school year in which one reads it with ease, by the formula of Flesch and Kincaid (1975).
    pub(super) fn grade(&self) -> f64 {
        let syllables_a_word = f64::from(self.syllables) / f64::from(self.words.max(1));
        (0.39 * self.words_a_sentence() + 11.8 * syllables_a_word - 15.59).max(0.0)
    }
}

impl Add for Reading {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            sentences: self.sentences + other.sentences,
            words: self.words + other.words,
            syllables: self.syllables + other.syllables,
            longest: self.longest.max(other.longest),
            long: self.long + other.long,
        }
    }
}

impl Sum for Reading {
    fn sum<I: Iterator<Item = Self>>(readings: I) -> Self {
        readings.fold(Self::default(), Add::add)
    }
}

/// The sentences of a text. What follows a colon is read by itself.
pub(super) fn sentences(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    let parts = std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let ends = |(at, mark): &(usize, char)| {
            let after = rest.get(at + mark.len_utf8()..).unwrap_or_default();
            matches!(mark, '.' | '!' | '?' | ':') && after.starts_with(char::is_whitespace)
        };
        let end = rest.char_indices().find(ends).map_or(rest.len(), |(at, _)| at + 1);
        let (sentence, after) = rest.split_at(end);
        rest = after;
        Some(sentence.trim())
    });
    parts.filter(|sentence| words(sentence).next().is_some())
}

/// The words of a sentence: what has a letter or a digit in it.
pub(super) fn words(sentence: &str) -> impl Iterator<Item = &str> {
    sentence
        .split_whitespace()
        .filter(|word| word.contains(char::is_alphanumeric))
}

/// About how many syllables a word has: groups of vowels, without a silent `e` at the end.
fn syllables(word: &str) -> u32 {
    let letters: Vec<char> = word
        .to_lowercase()
        .chars()
        .filter(|c| c.is_ascii_alphabetic())
        .collect();
    let is_vowel = |c: &char| "aeiouy".contains(*c);
    let starts = letters.iter().enumerate().filter(|(at, c)| {
        let before = at.checked_sub(1).and_then(|before| letters.get(before));
        is_vowel(c) && !before.is_some_and(is_vowel)
    });
    let groups = u32::try_from(starts.count()).unwrap_or(u32::MAX);
    let silent = letters.ends_with(&['e']) && !letters.ends_with(&['l', 'e']) && groups > 1;
    (groups - u32::from(silent)).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_at_marks_before_a_space_and_not_inside_names() {
        let text = "Add it after the name: pc.example.org:3390. Then check again!";

        assert_eq!(
            sentences(text).collect::<Vec<_>>(),
            ["Add it after the name:", "pc.example.org:3390.", "Then check again!"]
        );
    }

    #[test]
    fn plain_words_have_a_lower_grade_than_long_ones() {
        let (plain, hard) = (
            Reading::of("The cat sat on the mat."),
            Reading::of("Authentication infrastructure necessitates reconfiguration."),
        );

        assert_eq!((plain.words, plain.syllables, plain.longest), (6, 6, 6));
        assert!(plain.grade() < 1.0 && hard.grade() > 20.0, "{plain:?} {hard:?}");
    }

    #[test]
    fn syllables_are_counted_about_right() {
        for (word, count) in [("computer", 3), ("name", 1), ("table", 2), ("0x4", 1), ("server's", 2)] {
            assert_eq!(syllables(word), count, "{word}");
        }
    }
}
