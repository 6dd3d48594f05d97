//! Portals that show the page in a frame of theirs: one tenant each.

use core::fmt;
use core::str::FromStr;
use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::Deserialize;
use thiserror::Error;
use wire::{Disclosure, Life};

use super::accent::Accent;
use super::deliver::Deliver;
use super::keys::LaunchKey;
use super::origin::Origin;
use crate::net::policy::Rule;

/// The tenants of a relay, by the id that stands in the address of their frame.
pub type Tenants = BTreeMap<TenantId, Tenant>;

/// What a tenant is called: 1 to 32 lower-case letters, digits and hyphens, the first one a letter.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "String")]
pub struct TenantId(String);

/// The text is no id of a tenant.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error(
    "`{0}` can't be the name of a tenant. Use up to 32 lowercase letters, digits, and hyphens, with a letter first, and not \
     `v` with a number"
)]
pub struct TenantIdError(String);

impl TenantId {
    /// The text of it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for TenantId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for TenantId {
    type Err = TenantIdError;

    fn from_str(text: &str) -> Result<Self, TenantIdError> {
        let known = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        let named = text.starts_with(|first: char| first.is_ascii_lowercase()) && text.bytes().all(known);
        // `/embed/v1` is where the first version of the element is.
        let version = text.strip_prefix('v').is_some_and(|rest| rest.parse::<u64>().is_ok());
        if named && text.len() <= LONGEST_ID && !version {
            Ok(Self(text.to_owned()))
        } else {
            Err(TenantIdError(text.chars().take(LONGEST_SHOWN).collect()))
        }
    }
}

impl TryFrom<String> for TenantId {
    type Error = TenantIdError;

    fn try_from(text: String) -> Result<Self, TenantIdError> {
        text.parse()
    }
}

/// A portal.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tenant {
    /// The pages that may frame the page: every ancestor of the frame has to be one of them. Never empty.
    #[serde(deserialize_with = "some_origins")]
    pub origins: Vec<Origin>,
    /// What may be checked in this portal, of what the policy allows; absent for all of that.
    #[serde(default, deserialize_with = "plain_rules")]
    pub allow: Option<Vec<Rule>>,
    /// With which the portal signs what it launches; empty where it does not.
    #[serde(default)]
    pub keys: Vec<LaunchKey>,
    /// Where its results go; absent where they stay.
    #[serde(default)]
    pub deliver: Option<Deliver>,
    /// How long its results are kept at most; absent for as long as the relay keeps any.
    #[serde(default)]
    pub life: Option<Life>,
    /// The level that its results have at least, whatever their owner chooses; absent for all levels.
    #[serde(default, deserialize_with = "level")]
    pub level: Option<Disclosure>,
    /// The colour of links and buttons; absent for the page's own.
    #[serde(default)]
    pub accent: Option<Accent>,
    /// What stands beside the mark in the frame; absent for nothing.
    #[serde(default, deserialize_with = "name")]
    pub name: Option<String>,
    /// The file of the picture beside that, in PNG or SVG; absent for none.
    #[serde(default)]
    pub logo: Option<PathBuf>,
}

/// A portal without an origin could not show anything, and one for everybody is no portal.
fn some_origins<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Vec<Origin>, D::Error> {
    use serde::de::Error as _;

    let texts = Vec::<String>::deserialize(deserializer)?;
    if texts.is_empty() {
        return Err(D::Error::custom(NO_ORIGIN));
    }
    let parsed = texts.iter().map(|text| match text.contains('*') {
        true => Err(D::Error::custom(format!("`{text}` {STAR}"))),
        false => text.parse().map_err(D::Error::custom),
    });
    parsed.collect()
}

/// Everything is what there is without it.
fn level<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Disclosure>, D::Error> {
    use serde::de::Error as _;

    match Disclosure::deserialize(deserializer)? {
        Disclosure::Everything => Err(D::Error::custom(NO_LEVEL)),
        level @ (Disclosure::Support | Disclosure::Public) => Ok(Some(level)),
    }
}

/// A name stands in one line beside the mark.
fn name<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    use serde::de::Error as _;

    let name = String::deserialize(deserializer)?;
    let fits = (1..=LONGEST_NAME).contains(&name.chars().count());
    if fits && !name.chars().any(char::is_control) {
        Ok(Some(name))
    } else {
        Err(D::Error::custom(LONG))
    }
}

/// Where the addresses of names have to be is for the policy to say.
pub(super) fn plain_rules<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Vec<Rule>>, D::Error> {
    use serde::de::Error as _;

    let rules = Option::<Vec<Rule>>::deserialize(deserializer)?;
    match rules.iter().flatten().find(|rule| rule.is_bound()) {
        Some(rule) => Err(D::Error::custom(format!("`{rule}` {BOUND}"))),
        None => Ok(rules),
    }
}

const BOUND: &str = "belongs into `policy.allow`. Here, write the names without the network";
const NO_ORIGIN: &str = "a tenant needs the address of its portal, such as https://helpdesk.example.org";
const NO_LEVEL: &str = "use `support` or `public`, or leave it out, so that each person chooses";
const LONG: &str = "the name of a tenant has 1 to 40 characters in one line";
/// It stands beside the mark in a frame of 320 pixels.
const LONGEST_NAME: usize = 40;
const STAR: &str = "would let other pages in. List each address of the portal, such as https://helpdesk.example.org";
/// It stands in addresses that people read.
const LONGEST_ID: usize = 32;
/// Of a name that is none.
const LONGEST_SHOWN: usize = 64;

#[cfg(test)]
mod tests {
    use figment::Figment;
    use figment::providers::{Format as _, Toml};

    use super::*;

    fn read(toml: &str) -> Result<Tenant, String> {
        Figment::from(Toml::string(toml))
            .extract()
            .map_err(|error| error.to_string())
    }

    #[test]
    fn ids_fit_into_an_address_and_never_name_a_version() {
        for text in ["helpdesk", "a", "it-2", "vip", "v1x", &"a".repeat(32)] {
            assert!(text.parse::<TenantId>().is_ok(), "{text}");
        }
        for text in [
            "",
            "Helpdesk",
            "2it",
            "-a",
            "a/b",
            "a.b",
            "v1",
            "v20",
            "ä",
            &"a".repeat(33),
        ] {
            assert!(text.parse::<TenantId>().is_err(), "{text}");
        }
    }

    #[test]
    fn only_exact_origins_are_taken() {
        assert!(read(r#"origins = ["https://helpdesk.example.org", "http://127.0.0.1:8930"]"#).is_ok());
        for (origins, told) in [
            (r#"["*"]"#, "would let other pages in"),
            (r#"["https://*.example.org"]"#, "would let other pages in"),
            ("[]", "needs the address of its portal"),
            (r#"["https://helpdesk.example.org/"]"#, "isn't a valid origin"),
            (
                r#"["https://helpdesk.example.org; script-src *"]"#,
                "would let other pages in",
            ),
            (r#"["https://helpdesk.example.org 'self'"]"#, "isn't a valid origin"),
            (r#"["helpdesk.example.org"]"#, "isn't a valid origin"),
            (r#"["null"]"#, "isn't a valid origin"),
        ] {
            let error = read(&format!("origins = {origins}")).unwrap_err();
            assert!(error.contains(told), "{origins}: {error}");
        }
        assert!(read("origins = [\"https://a.example\"]\nallow = [\"*.a.example in 10.0.0.0/8\"]").is_err());
        assert!(read("").unwrap_err().contains("origins"));
        assert!(read("origins = [\"https://a.example\"]\nsecret = 1").is_err());
    }

    #[test]
    fn a_level_that_would_change_nothing_is_told() {
        let with = |level: &str| read(&format!("origins = [\"https://a.example\"]\nlevel = \"{level}\""));

        assert!(with("everything").unwrap_err().contains("use `support` or `public`"));
        assert_eq!(with("public").unwrap().level, Some(Disclosure::Public));
    }
}
