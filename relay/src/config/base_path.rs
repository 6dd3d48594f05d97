//! The path below which browsers reach the relay.

use core::fmt;
use core::str::FromStr;

use serde::Deserialize;
use thiserror::Error;

/// The path of the page, such as `/rdp/`; `/` by default.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct BasePath(String);

/// The text is no such path.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("`{0}` is no base path; write a path of letters, digits, hyphens, dots and underscores between slashes: /rdp/")]
pub struct BasePathError(String);

impl BasePath {
    /// What stands before the addresses of the relay: `/rdp`, without the slash at the end; empty for `/`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The path of the frame of `tenant` below this one: `/rdp/embed/helpdesk`, or `/rdp/embed/helpdesk/de` in a language
    /// that the portal chooses.
    pub(crate) fn of_frame(&self, tenant: &impl fmt::Display, language: Option<&str>) -> Self {
        let language = language.map(|tag| format!("/{tag}")).unwrap_or_default();
        Self(format!("{}/embed/{tenant}{language}", self.0))
    }

    /// What follows the base in the path of a request; absent where the request is elsewhere.
    pub(crate) fn strip<'a>(&self, path: &'a str) -> Option<&'a str> {
        let below = path.strip_prefix(&self.0)?;
        if below.is_empty() {
            return Some("/");
        }
        below.starts_with('/').then_some(below)
    }
}

impl FromStr for BasePath {
    type Err = BasePathError;

    fn from_str(text: &str) -> Result<Self, BasePathError> {
        let path = text.strip_suffix('/').unwrap_or(text);
        let plain = |part: &str| {
            let known = |byte: u8| byte.is_ascii_alphanumeric() || b"-._".contains(&byte);
            !part.is_empty() && part.bytes().all(known) && part.bytes().any(|byte| byte != b'.')
        };
        let right = match path.strip_prefix('/') {
            Some(parts) => parts.split('/').all(plain),
            None => text == "/",
        };
        if right {
            Ok(Self(path.to_owned()))
        } else {
            Err(BasePathError(text.to_owned()))
        }
    }
}

impl TryFrom<String> for BasePath {
    type Error = BasePathError;

    fn try_from(text: String) -> Result<Self, BasePathError> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_path_is_read_with_and_without_its_last_slash() {
        for (text, path) in [
            ("/", ""),
            ("/rdp/", "/rdp"),
            ("/rdp", "/rdp"),
            ("/a/b-c.d_e/", "/a/b-c.d_e"),
        ] {
            assert_eq!(text.parse::<BasePath>().unwrap().as_str(), path);
        }
        for text in [
            "", "rdp", "rdp/", "//", "/a//b/", "/../", "/a?b/", "/a b/", "/\"/", "/%41/",
        ] {
            assert!(text.parse::<BasePath>().is_err(), "{text}");
        }
    }

    #[test]
    fn only_what_is_below_the_base_is_stripped() {
        let base: BasePath = "/rdp/".parse().unwrap();

        assert_eq!(base.strip("/rdp/codes"), Some("/codes"));
        assert_eq!((base.strip("/rdp/"), base.strip("/rdp")), (Some("/"), Some("/")));
        assert_eq!((base.strip("/codes"), base.strip("/rdpx/codes")), (None, None));
        assert_eq!(BasePath::default().strip("/codes"), Some("/codes"));
    }
}
