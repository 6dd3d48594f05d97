//! Where people turn to.

use core::fmt;
use core::str::FromStr;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use thiserror::Error;
use url::Url;

/// A mail address, a telephone number, or a web page, in whose address `{link}` and `{summary}` may stand for a result.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Contact(String);

/// The text is no contact.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error(
    "`{0}` isn't a contact. Use a mail address (help@example.org), a number (tel:+15551234), or a web address, in which {{link}} and {{summary}} stand for the result: https://help.example.org/new?text={{summary}}"
)]
pub struct ContactError(String);

impl Contact {
    /// Its address: `mailto:help@example.org`, or as it was written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The same where there is no result.
    pub fn without_result(&self) -> String {
        MARKS
            .iter()
            .fold(self.0.clone(), |address, mark| address.replace(mark, ""))
    }
}

impl fmt::Display for Contact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Contact {
    type Err = ContactError;

    fn from_str(text: &str) -> Result<Self, ContactError> {
        let address = text.strip_prefix("mailto:").unwrap_or(text);
        if is_mail_address(address) {
            return Ok(Self(format!("mailto:{address}")));
        }
        if is_web_address(text) || text.strip_prefix("tel:").is_some_and(is_number) {
            Ok(Self(text.to_owned()))
        } else {
            Err(ContactError(text.to_owned()))
        }
    }
}

impl TryFrom<String> for Contact {
    type Error = ContactError;

    fn try_from(text: String) -> Result<Self, ContactError> {
        text.parse()
    }
}

/// A contact for those who have no result, as `security.txt` may have it (RFC 9116 section 2.5.3).
pub(super) fn for_security<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Contact>, D::Error> {
    let contact = Option::<Contact>::deserialize(deserializer)?;
    let unfit = |contact: &&Contact| contact.0.contains('{') || contact.0.starts_with("http:");
    match contact.iter().find(unfit) {
        Some(contact) => Err(D::Error::custom(format!("`{contact}` {NOT_FOR_SECURITY}"))),
        None => Ok(contact),
    }
}

/// The addresses that people have; what RFC 5322 allows beyond them would have to be escaped in an address of the web.
fn is_mail_address(text: &str) -> bool {
    let plain = |part: &str, marks: &[u8]| {
        let known = |byte: u8| byte.is_ascii_alphanumeric() || marks.contains(&byte);
        !part.is_empty() && part.bytes().all(known)
    };
    text.split_once('@')
        .is_some_and(|(name, host)| plain(name, b"-._+") && plain(host, b"-."))
}

fn is_web_address(text: &str) -> bool {
    // It is written into a page, whose marks it must not have.
    let plain = text
        .bytes()
        .all(|byte| byte.is_ascii_graphic() && !b"\"'<>\\`".contains(&byte));
    let filled = MARKS.iter().fold(text.to_owned(), |text, mark| text.replace(mark, ""));
    let plain = plain && !filled.contains(['{', '}']);
    let url = Url::parse(&filled);
    plain && url.is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
}

/// RFC 3966, without its parameters.
fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix('+').unwrap_or(text);
    let known = |byte: u8| byte.is_ascii_digit() || b"-.()".contains(&byte);
    digits.bytes().any(|byte| byte.is_ascii_digit()) && digits.bytes().all(known)
}

/// What stands for the result.
const MARKS: [&str; 2] = ["{link}", "{summary}"];
const NOT_FOR_SECURITY: &str = "can't be where security problems are reported. Use a mail address, or a web address that begins with https:// and \
     has no {link} or {summary}, such as https://example.org/security";

#[cfg(test)]
mod tests {
    use figment::Figment;
    use figment::providers::{Format as _, Toml};

    use super::*;
    use crate::Config;

    #[test]
    fn contacts_are_mail_addresses_numbers_and_web_pages() {
        for (text, address) in [
            ("help@example.org", "mailto:help@example.org"),
            ("mailto:it+rdp@example.org", "mailto:it+rdp@example.org"),
            ("tel:+1-555-1234", "tel:+1-555-1234"),
            (
                "https://help.example.org/new?a=1&text={summary}",
                "https://help.example.org/new?a=1&text={summary}",
            ),
        ] {
            assert_eq!(text.parse::<Contact>().unwrap().as_str(), address);
        }
        for text in [
            "",
            "help",
            "@example.org",
            "help@",
            "a@b@c",
            "help@example.org?bcc=me@example.org",
            "javascript:alert(1)",
            "https://",
            "https://a.example/\"><script>",
            "ftp://a.example/",
            "https://a.example/?text={url}",
            "tel:",
            "tel:\"><script>",
        ] {
            assert!(text.parse::<Contact>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_contact_for_results_is_one_without_them_too() {
        let contact: Contact = "https://help.example.org/new?text={summary}&at={link}".parse().unwrap();

        assert_eq!(contact.without_result(), "https://help.example.org/new?text=&at=");
    }

    #[test]
    fn security_problems_are_reported_where_the_standard_lets_them_be() {
        let told = |contact: &str| {
            let toml = format!("security_contact = \"{contact}\"");
            let read = Figment::from(Toml::string(&toml)).extract::<Config>();
            read.err().map(|error| error.to_string()).unwrap_or_default()
        };

        for right in ["security@example.org", "https://example.org/security", "tel:+15551234"] {
            assert_eq!(told(right), "", "{right}");
        }
        for wrong in ["http://example.org/security", "https://example.org/?a={link}"] {
            let told = told(wrong);
            assert!(told.contains("security_contact") && told.contains("https://"), "{told}");
        }
    }
}
