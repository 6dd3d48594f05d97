//! Text in the form in which sentences are compared: its letters and digits alone, without case, accents and what
//! retyping and text recognition confuse.

/// A folded text, with the way back.
#[derive(Clone, Debug, Default)]
pub(crate) struct Folded {
    /// Letters and digits.
    pub(crate) letters: String,
    /// For each byte of `letters`, where its character stands in the text.
    origins: Vec<u32>,
    /// For each byte of `letters`, whether a word starts there.
    starts: Vec<bool>,
}

impl Folded {
    pub(crate) fn new(text: &str) -> Self {
        let mut folded = Self {
            letters: String::with_capacity(text.len()),
            origins: Vec::with_capacity(text.len()),
            starts: Vec::with_capacity(text.len()),
        };
        // Whether the next character may go on with a word.
        let mut inside = false;
        for (at, c) in text.char_indices() {
            let at = u32::try_from(at).unwrap_or(u32::MAX);
            // Nearly all of a log is ASCII, and logs are long: this is the short way to what the rest does.
            if c.is_ascii()
                && let Some(letter) = fold_ascii(c)
                && !(inside && letter == 'n' && folded.letters.ends_with('r'))
            {
                folded.letters.push(letter);
                folded.origins.push(at);
                folded.starts.push(!inside);
                inside = true;
                continue;
            }
            let before = folded.letters.len();
            fold(c, &mut folded.letters);
            let added = folded.letters.len() - before;
            if added == 0 {
                inside &= is_silent(c);
            } else if inside && folded.letters.ends_with("rn") {
                folded.join_r_and_n();
            } else {
                let starts_word = !inside || is_unspaced(c);
                folded.origins.extend(core::iter::repeat_n(at, added));
                folded.starts.extend((0..added).map(|byte| byte == 0 && starts_word));
                // After a character of a script without spaces, a word may begin anywhere.
                inside = !is_unspaced(c);
            }
        }
        folded
    }

    /// Makes an `m` of the last two letters, because text recognition reads one for the other. It stands where the `r` stood,
    /// of which the place is noted already; that of the `n` is not.
    fn join_r_and_n(&mut self) {
        self.letters.truncate(self.letters.len() - "rn".len());
        self.letters.push('m');
    }

    /// Where in the text the byte `at` of the letters comes from.
    pub(crate) fn origin(&self, at: usize) -> usize {
        let last = self.origins.last().copied().unwrap_or_default();
        let origin = self.origins.get(at).copied().unwrap_or(last);
        usize::try_from(origin).unwrap_or_default()
    }

    /// Whether no word reaches over the borders of `from..to`.
    pub(crate) fn is_whole(&self, from: usize, to: usize) -> bool {
        let starts = |at: usize| self.starts.get(at).copied().unwrap_or(true);
        let unspaced = |c: Option<char>| c.is_some_and(is_unspaced);
        let first = self.letters.get(from..).and_then(|text| text.chars().next());
        let last = self.letters.get(..to).and_then(|text| text.chars().next_back());
        (starts(from) || unspaced(first)) && (starts(to) || unspaced(last))
    }

    /// The words, each with where it starts in the letters. A run of a script without spaces is as many words as it has
    /// characters.
    pub(crate) fn words(&self) -> Vec<(usize, &str)> {
        let mut borders: Vec<usize> = (0..self.letters.len())
            .filter(|at| self.starts.get(*at).copied().unwrap_or_default())
            .collect();
        borders.push(self.letters.len());
        let pairs = borders.iter().zip(borders.iter().skip(1));
        pairs
            .filter_map(|(from, to)| Some((*from, self.letters.get(*from..*to)?)))
            .collect()
    }
}

/// Whether a character inside a word is passed over, such as a soft hyphen.
fn is_silent(c: char) -> bool {
    matches!(
        c,
        '\'' | '’' | '‘' | '`' | '´' | '\u{ad}' | '\u{200b}' | '\u{300}'..='\u{36f}'
    )
}

/// Whether a script has no spaces between words, or puts endings right behind any word.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}')
}

fn fold_ascii(c: char) -> Option<char> {
    match c.to_ascii_lowercase() {
        'l' | '1' => Some('i'),
        '0' => Some('o'),
        c => c.is_ascii_alphanumeric().then_some(c),
    }
}

fn fold(c: char, into: &mut String) {
    let c = match c {
        // Full-width forms.
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        _ => c,
    };
    if c.is_ascii() {
        into.extend(fold_ascii(c));
        return;
    }
    for c in c.to_lowercase() {
        match c {
            'à'..='å' | 'ā' | 'ă' | 'ą' => into.push('a'),
            'æ' => into.push_str("ae"),
            'ç' | 'ć' | 'č' => into.push('c'),
            'ď' | 'đ' => into.push('d'),
            'è'..='ë' | 'ē' | 'ė' | 'ę' | 'ě' => into.push('e'),
            'ğ' => into.push('g'),
            'ì'..='ï' | 'ī' | 'ı' | 'ł' => into.push('i'),
            'ñ' | 'ń' | 'ň' => into.push('n'),
            'ò'..='ö' | 'ø' | 'ō' | 'ő' => into.push('o'),
            'œ' => into.push_str("oe"),
            'ř' => into.push('r'),
            'ś' | 'ş' | 'š' => into.push('s'),
            'ß' => into.push_str("ss"),
            'ť' | 'ţ' => into.push('t'),
            'ù'..='ü' | 'ū' | 'ů' | 'ű' => into.push('u'),
            'ý' | 'ÿ' => into.push('y'),
            'ź' | 'ż' | 'ž' => into.push('z'),
            'ё' => into.push('е'),
            c if c.is_alphanumeric() => into.push(c),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letters(text: &str) -> String {
        Folded::new(text).letters
    }

    #[test]
    fn retyping_line_breaks_quotes_and_slips_of_text_recognition_make_no_difference() {
        let one = letters("The computer can't be found: \u{201c}Intern\u{201d} 10");
        for same in [
            "the  computer\ncan’t be FOUND - 'Intern' 10",
            "The cornputer can't be found: Intem l0",
        ] {
            assert_eq!(letters(same), one, "{same}");
        }
        assert_eq!(letters("Médecin ﬀ ＡＢＣ１"), letters("medecin ﬀ abc1"));
        assert_eq!(letters("Straße, Łódź"), letters("STRASSE lodz"));
        assert_ne!(letters("error number"), letters("eromumber"));
    }

    #[test]
    fn what_is_found_leads_back_to_the_text_and_to_whole_words() {
        let folded = Folded::new("ein audio-timeout, 認証エラー");
        let at = folded.letters.find("timeout").unwrap();

        assert_eq!(folded.origin(at), "ein audio-".len());
        assert!(folded.is_whole(at, at + "timeout".len()));
        assert!(!folded.is_whole(at - 2, at + "timeout".len()));
        let kanji = folded.letters.find("証エラ").unwrap();
        assert!(folded.is_whole(kanji, kanji + "証エラ".len()));
        assert_eq!(folded.words().len(), 3 + 5);
    }
}
