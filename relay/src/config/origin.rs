//! Under which addresses browsers reach the relay.

use core::fmt;
use core::net::IpAddr;
use core::str::FromStr;

use axum::http::Uri;
use serde::Deserialize;
use thiserror::Error;
use wire::{Host, Target};

use super::base_path::BasePath;
use crate::net::resolve;

/// The origin of a page (RFC 6454) in the form that browsers send: `https://rdptrace.example.org`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Origin {
    text: String,
    authority: String,
    host: Host,
}

/// The text is no origin.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum OriginError {
    /// Not in the form that browsers send.
    #[error(
        "`{0}` isn't a valid origin. Write the scheme and the name in lower case, and the port only if it isn't the \
         default: https://rdptrace.example.org"
    )]
    Form(String),
    /// An origin with a path, which is a setting of its own.
    #[error(
        "`{origin}{path}` has a path. Write `{origin}`, and give the path to `--base-path {path}` or to `base_path`."
    )]
    Path {
        /// What stands before the path, a valid origin.
        origin: String,
        /// The path, a valid base path.
        path: String,
    },
}

impl Origin {
    /// What a browser sends as `Host` for pages of this origin.
    pub fn authority(&self) -> &str {
        &self.authority
    }

    /// Whether only programs on the same machine can have this origin.
    pub(super) fn is_loopback(&self) -> bool {
        match &self.host {
            Host::Address(address) => address.is_loopback(),
            Host::Name(name) => name.as_str() == "localhost",
        }
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl FromStr for Origin {
    type Err = OriginError;

    fn from_str(text: &str) -> Result<Self, OriginError> {
        let parse = || {
            let uri = text.parse::<Uri>().ok()?;
            let authority = uri.authority()?;
            let own_port = match uri.scheme_str()? {
                "http" => 80,
                "https" => 443,
                _ => return None,
            };
            let target = authority.as_str().parse::<Target>().ok()?;
            let ascii = resolve::to_ascii(&target).ok()?;
            let host = match ascii.host {
                Host::Address(IpAddr::V6(address)) => format!("[{address}]"),
                Host::Address(IpAddr::V4(address)) => address.to_string(),
                Host::Name(ref name) => name.as_str().to_owned(),
            };
            let canonical = match authority.port_u16() {
                // Browsers leave it out.
                Some(port) if port == own_port => return None,
                Some(port) => format!("{host}:{port}"),
                None => host,
            };
            // It is compared letter by letter with what browsers send, so only that form is of use.
            (text == format!("{}://{canonical}", uri.scheme_str()?)).then(|| Self {
                text: text.to_owned(),
                authority: canonical,
                host: ascii.host,
            })
        };
        parse().ok_or_else(|| OriginError::of(text))
    }
}

impl OriginError {
    /// Names the setting that takes the path, where the rest of `text` is an origin.
    fn of(text: &str) -> Self {
        let parted = || {
            let (start, _) = text.match_indices('/').nth(2)?;
            let (origin, path) = text.split_at_checked(start)?;
            let both_valid = origin.parse::<Origin>().is_ok() && path != "/" && path.parse::<BasePath>().is_ok();
            both_valid.then(|| Self::Path {
                origin: origin.to_owned(),
                path: path.to_owned(),
            })
        };
        parted().unwrap_or_else(|| Self::Form(text.to_owned()))
    }
}

impl TryFrom<String> for Origin {
    type Error = OriginError;

    fn try_from(text: String) -> Result<Self, OriginError> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn origins_are_read_in_the_form_that_browsers_send_and_in_no_other() {
        for (text, authority) in [
            ("https://rdp.example.org", "rdp.example.org"),
            ("http://rdp.example.org:8080", "rdp.example.org:8080"),
            ("https://[2001:db8::1]:8443", "[2001:db8::1]:8443"),
            ("http://127.0.0.1:3000", "127.0.0.1:3000"),
        ] {
            assert_eq!(text.parse::<Origin>().unwrap().authority(), authority);
        }
        for text in [
            "",
            "*",
            "null",
            "rdp.example.org",
            "https://*.example.org",
            "https://rdp.example.org/",
            "https://rdp.example.org/pa?th",
            "https://RDP.example.org",
            "https://rdp.example.org:443",
            "https://user@rdp.example.org",
            "ftp://rdp.example.org",
            "https://bücher.example",
        ] {
            let error = text.parse::<Origin>().unwrap_err().to_string();

            assert!(error.contains("https://rdptrace.example.org"), "{error}");
        }
    }

    #[test]
    fn a_path_behind_an_origin_is_told_the_setting_that_takes_it() {
        for path in ["/rdp", "/rdp/", "/a/b/"] {
            let error = format!("https://rdp.example.org{path}")
                .parse::<Origin>()
                .unwrap_err()
                .to_string();

            assert!(error.contains("Write `https://rdp.example.org`"), "{error}");
            assert!(error.contains(&format!("`--base-path {path}`")), "{error}");
        }
    }
}
