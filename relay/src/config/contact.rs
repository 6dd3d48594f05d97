//! Where people turn to.

use core::fmt;
use core::str::FromStr;

use serde::Deserialize;
use thiserror::Error;
use url::Url;

/// An address that a browser can open: `mailto:`, `https:` or `tel:`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Contact(Url);

/// The text is no such address.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("`{0}` isn't a contact. Use an address such as mailto:security@example.org or https://example.org/security")]
pub struct ContactError(String);

impl FromStr for Contact {
    type Err = ContactError;

    fn from_str(text: &str) -> Result<Self, ContactError> {
        let url = Url::parse(text).ok();
        let known = url.filter(|url| ["mailto", "https", "tel"].contains(&url.scheme()));
        known.map(Self).ok_or_else(|| ContactError(text.to_owned()))
    }
}

impl TryFrom<String> for Contact {
    type Error = ContactError;

    fn try_from(text: String) -> Result<Self, ContactError> {
        text.parse()
    }
}

impl fmt::Display for Contact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.as_str())
    }
}
