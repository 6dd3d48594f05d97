//! What lines of a log have in common that differ in times, names of threads and counts.

use crate::Catalogue;
use crate::number::{self, Number, Sign};
use crate::word::words;

/// A line without what differs each time: its words without digits, and the codes that are known. A log has few of these
/// and millions of lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Form {
    pub(super) hash: u64,
    /// How many words of it are known codes. Where there is none, a decimal number may still be one.
    pub(super) codes: usize,
}

impl Form {
    pub(super) fn of(catalogue: &Catalogue, line: &str) -> Self {
        let mut form = Self { hash: OFFSET, codes: 0 };
        for word in words(line) {
            let word = word.text;
            if is_symbol(word) {
                form.codes += usize::from(catalogue.with_name(word).next().is_some());
                form.add(word.as_bytes());
            } else if word.bytes().any(|byte| byte.is_ascii_digit()) {
                if let Some(code) = code(catalogue, word) {
                    form.codes += 1;
                    form.add(&code.to_le_bytes());
                }
            } else if word.len() < SHORTEST_ID || !word.bytes().all(|byte| byte.is_ascii_hexdigit()) {
                form.add(word.as_bytes());
            }
        }
        form
    }

    /// FNV-1a.
    fn add(&mut self, bytes: &[u8]) {
        self.hash = bytes.iter().chain(b" ").fold(self.hash, |hash, byte| {
            (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
        });
    }
}

/// The code that a word is. Decimal numbers are mostly ports, counts and processes.
fn code(catalogue: &Catalogue, word: &str) -> Option<u32> {
    let number = word
        .starts_with('0')
        .then(|| Number::read(word, Sign::Plus))
        .flatten()
        .filter(|number| number.form == number::Form::Hex)?;
    let known = catalogue.with_number(number.value).next().is_some();
    known.then_some(number.value)
}

/// `SSL_ERROR_X509` is the name of something; `4ac9` and `sid_17` are not.
fn is_symbol(word: &str) -> bool {
    let upper = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_';
    word.contains('_') && word.bytes().all(upper)
}

const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
/// Shorter ones are more often words than numbers without a digit.
const SHORTEST_ID: usize = 4;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_differ_in_what_is_no_code_are_of_one_form() {
        let catalogue = Catalogue::builtin().unwrap();
        let form = |line| Form::of(&catalogue, line);
        let line = form("[12:00:00:380] [5100:00004ac9] [ERROR] x_cb: 0x80090304 at 0x7f00ab12, id deadbeef");

        for same in [
            "[13:01:59:001] [77:beefcafe] [ERROR] x_cb: 0x80090304 at 0x7fffab12, id 0a1b2c3d",
            "[13:01:59:001] [77:00000001] [ERROR] x_cb: 0x80090304 at 0x7f12, id feedbeef",
        ] {
            assert_eq!(form(same), line, "{same}");
        }
        for other in [
            "[12:00:00:380] [5100:00004ac9] [ERROR] x_cb: 0x80090308 at 0x7f00ab12, id deadbeef",
            "[12:00:00:380] [5100:00004ac9] [ERROR] y_cb: 0x80090304 at 0x7f00ab12, id deadbeef",
        ] {
            assert_ne!(form(other), line, "{other}");
        }
        assert_ne!(form("STATUS_A_1"), form("STATUS_B_1"));
        assert_eq!((line.codes, form("id 0x7f00ab12, port 3389").codes), (1, 0));
        assert_eq!(form("ERRCONNECT_LOGON_FAILURE").codes, 1);
    }
}
