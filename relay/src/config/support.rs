//! Where those who use the relay reach their support.

use core::str::FromStr;

use serde::Deserialize;
use thiserror::Error;
use url::Url;

/// What people can ask for help with, apart from the checks themselves.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Support {
    /// Where a result is sent; absent where the page only copies it.
    pub contact: Option<SupportContact>,
}

/// A mail address, or a web page that may have `{link}` and `{summary}` in its address.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct SupportContact(String);

/// The text is no contact.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error(
    "`{0}` is not a contact; write a mail address (help@example.org) or a web address, in which {{link}} and {{summary}} stand for the result: https://help.example.org/new?text={{summary}}"
)]
pub struct SupportContactError(String);

impl SupportContact {
    /// Its address: `mailto:help@example.org`, or that of the web page.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for SupportContact {
    type Err = SupportContactError;

    fn from_str(text: &str) -> Result<Self, SupportContactError> {
        let address = text.strip_prefix("mailto:").unwrap_or(text);
        if is_mail_address(address) {
            return Ok(Self(format!("mailto:{address}")));
        }
        if is_web_address(text) {
            Ok(Self(text.to_owned()))
        } else {
            Err(SupportContactError(text.to_owned()))
        }
    }
}

impl TryFrom<String> for SupportContact {
    type Error = SupportContactError;

    fn try_from(text: String) -> Result<Self, SupportContactError> {
        text.parse()
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
    let url = Url::parse(&text.replace(['{', '}'], ""));
    plain && url.is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contacts_are_mail_addresses_and_web_pages() {
        for (text, address) in [
            ("help@example.org", "mailto:help@example.org"),
            ("mailto:it+rdp@example.org", "mailto:it+rdp@example.org"),
            (
                "https://help.example.org/new?a=1&text={summary}",
                "https://help.example.org/new?a=1&text={summary}",
            ),
        ] {
            assert_eq!(text.parse::<SupportContact>().unwrap().as_str(), address);
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
        ] {
            assert!(text.parse::<SupportContact>().is_err(), "{text}");
        }
    }
}
