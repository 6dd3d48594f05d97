//! Who runs a relay, as every page of it says.

use core::fmt;
use core::str::FromStr;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use thiserror::Error;
use url::Url;
use words::Words;

/// What people are told of whoever runs this relay.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Operator {
    /// Who it is; absent where no page says.
    pub name: Option<OperatorText>,
    /// What becomes of what people enter: a sentence or two, or the address of a page that tells it.
    pub privacy: Option<OperatorText>,
}

/// A text of one line, of at most 500 characters.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct OperatorText(String);

/// The text cannot stand at the end of a page.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error(
    "it needs 1 to {LONGEST_TEXT} characters in one line. Put a longer text on a page, and give its https:// address"
)]
pub struct OperatorTextError;

impl OperatorText {
    /// It.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is the address of a page.
    pub fn is_address(&self) -> bool {
        let url = Url::parse(&self.0).ok();
        url.is_some_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
    }
}

impl TryFrom<String> for OperatorText {
    type Error = OperatorTextError;

    fn try_from(text: String) -> Result<Self, OperatorTextError> {
        let length = text.trim().chars().count();
        if length == 0 || length > LONGEST_TEXT || text.trim().chars().any(char::is_control) {
            return Err(OperatorTextError);
        }
        Ok(Self(text.trim().to_owned()))
    }
}

/// A language that the pages speak, by its tag (BCP 47).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageLanguage(&'static str);

/// The pages do not speak it.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub struct PageLanguageError(String);

impl fmt::Display for PageLanguageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let spoken: Vec<_> = tags().collect();
        write!(
            f,
            "the pages don't speak `{}`. Use one of {}",
            self.0,
            spoken.join(", ")
        )
    }
}

impl PageLanguage {
    /// Its tag.
    pub fn tag(self) -> &'static str {
        self.0
    }
}

impl FromStr for PageLanguage {
    type Err = PageLanguageError;

    fn from_str(text: &str) -> Result<Self, PageLanguageError> {
        let spoken = tags().find(|tag| tag.eq_ignore_ascii_case(text));
        spoken.map(Self).ok_or_else(|| PageLanguageError(text.to_owned()))
    }
}

// The derived one would ask for a text that lives for ever.
impl<'de> Deserialize<'de> for PageLanguage {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

fn tags() -> impl Iterator<Item = &'static str> {
    Words::in_every_language().into_iter().map(|words| words.language())
}

/// In characters: a few lines at the end of each page.
const LONGEST_TEXT: usize = 500;

#[cfg(test)]
mod tests {
    use figment::Figment;
    use figment::providers::{Format as _, Toml};

    use super::*;
    use crate::Config;

    fn told(toml: &str) -> String {
        let read = Figment::from(Toml::string(toml)).extract::<Config>();
        read.err().map(|error| error.to_string()).unwrap_or_default()
    }

    #[test]
    fn what_no_page_can_say_is_refused_with_the_right_form() {
        let long = "x".repeat(LONGEST_TEXT + 1);
        for text in ["", " ", "a\\nb", &long] {
            let told = told(&format!("operator.privacy = \"{text}\""));
            assert!(
                told.contains("operator.privacy") && told.contains("https://"),
                "{text}: {told}"
            );
        }
        assert_eq!(told("operator.name = \"IT of Example Corp.\""), "");
        let told = told("language = \"fr\"");
        assert!(told.contains("language") && told.contains("en, de"), "{told}");
    }

    #[test]
    fn a_privacy_text_may_be_the_address_of_one() {
        let text = |text: &str| OperatorText::try_from(text.to_owned()).unwrap();

        assert!(text("https://example.org/privacy").is_address());
        assert!(!text("We keep results for a week.").is_address());
        assert!(!text("javascript:alert(1)").is_address());
    }
}
