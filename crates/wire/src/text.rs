use core::fmt;

use serde::{Deserialize, Serialize};

use crate::json::{ReadJson, WriteJson};

/// Text that a peer sent: data, never markup and never a way to steer a terminal or a page.
///
/// At most 256 characters; control characters and those that change the reading direction are taken out.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ReadJson, WriteJson)]
#[serde(from = "String")]
pub struct PeerText(String);

impl PeerText {
    /// The text as it may be shown.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether nothing that can be shown was in it.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl From<&str> for PeerText {
    fn from(text: &str) -> Self {
        Self(
            text.chars()
                .filter(|c| !c.is_control() && !steers_direction(*c))
                .take(LONGEST)
                .collect(),
        )
    }
}

impl From<String> for PeerText {
    fn from(text: String) -> Self {
        Self::from(text.as_str())
    }
}

impl fmt::Display for PeerText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The marks, embeddings, overrides and isolates of Unicode's bidirectional algorithm, and the invisible separators.
fn steers_direction(c: char) -> bool {
    matches!(c, '\u{061c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// What stands before and after the first `mark` in `text`; absent where there is none.
///
/// [`str::split_once`] does the same. With its search, which is quick in long texts, come tables of all that can be printed:
/// five kilobytes of the page, where texts are short.
pub fn split_at_first<'a>(text: &'a str, mark: &str) -> Option<(&'a str, &'a str)> {
    text.char_indices().find_map(|(at, _)| {
        let (before, rest) = text.split_at_checked(at)?;
        Some((before, rest.strip_prefix(mark)?))
    })
}

/// `text` with `value` in every place where `mark` stands; what [`str::replace`] does, for the reason of [`split_at_first`].
pub fn filled(text: &str, mark: &str, value: &str) -> String {
    let (mut filled, mut rest) = (String::new(), text);
    while let Some((before, after)) = split_at_first(rest, mark) {
        filled.extend([before, value]);
        rest = after;
    }
    filled.push_str(rest);
    filled
}

/// A DNS name has at most 253 characters and a certificate's common name 64; nothing longer helps a reader.
const LONGEST: usize = 256;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_split_at_the_first_mark_as_the_standard_library_does() {
        for text in ["", "://", "rdp://", "a://b://c", "ä:/://ö", ":s:", "pc:3389"] {
            assert_eq!(split_at_first(text, "://"), text.split_once("://"), "{text:?}");
        }
    }

    #[test]
    fn marks_are_replaced_as_the_standard_library_does() {
        for text in [
            "",
            "{port}",
            "nc {host} {port}",
            "{port}{port}",
            "{por} {{port}}",
            "ä{port}ö",
        ] {
            assert_eq!(
                filled(text, "{port}", "3389"),
                text.replace("{port}", "3389"),
                "{text:?}"
            );
        }
    }

    #[test]
    fn control_and_direction_characters_are_taken_out() {
        let hostile = PeerText::from("PC\u{1b}[31m\u{202e}01\u{0}\r\n");

        assert_eq!(hostile.as_str(), "PC[31m01");
    }

    #[test]
    fn text_from_a_stored_report_is_cleaned_too() {
        let read: PeerText = serde_json::from_str("\"a\\u202eb\"").unwrap();

        assert_eq!(read.as_str(), "ab");
    }

    #[test]
    fn long_text_is_cut() {
        assert_eq!(PeerText::from("x".repeat(1000)).as_str().len(), 256);
    }
}
