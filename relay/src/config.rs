//! The settings: defaults, then the file, then the environment, then the command line.

use core::fmt;
use core::net::{IpAddr, Ipv4Addr, SocketAddr};
use core::str::FromStr;
use std::fs;
use std::path::Path;

use axum::http::Uri;
use figment::Figment;
use figment::error::Kind;
use figment::providers::{Env, Format as _, Toml};
use serde::Deserialize;
use thiserror::Error;
use tracing_subscriber::filter::{LevelFilter, Targets};
use wire::{Host, Life, Target};

use crate::policy::{Policy, Rules};
use crate::store::{MEGABYTE, MOST_MEGABYTES, MOST_RESULTS, Room, StorePlace, StoreSettings};
use crate::{Error, resolve};

/// The settings of one process.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// Where `serve` listens.
    pub listen: SocketAddr,
    /// The origins under which browsers reach the relay, where that is not its own loopback address.
    pub public_origins: Vec<Origin>,
    /// The DNS server to ask in place of the system's.
    pub dns_server: Option<SocketAddr>,
    /// What others may check. Without it the relay serves its own machine only.
    pub policy: Option<Rules>,
    /// Whether those who use the relay can download what their runs sent and received, for 15 minutes.
    pub recordings: bool,
    /// Where shared results are kept; absent for a file of the relay's own choice.
    pub store: Option<StorePlace>,
    /// The longest life that a shared result can be given.
    pub longest_life: Life,
    /// How many results are kept at a time.
    pub most_results: u64,
    /// How many megabytes they take together.
    pub most_megabytes: u64,
    /// What `serve` writes to its log.
    pub log: Log,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, DEFAULT_LISTEN_PORT)),
            public_origins: Vec::new(),
            dns_server: None,
            policy: None,
            recordings: true,
            store: None,
            longest_life: Life::Month,
            most_results: MOST_RESULTS,
            most_megabytes: MOST_MEGABYTES,
            log: Log::default(),
        }
    }
}

impl Config {
    /// Reads `file`, where one is named, and lays the environment over it.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read, or a setting is unknown or has a value that it cannot have.
    pub fn load(file: Option<&Path>) -> Result<Self, Error> {
        let mut figment = Figment::new();
        if let Some(path) = file {
            // The provider takes a missing file for an empty one.
            fs::read_to_string(path).map_err(|source| Error::ConfigFile {
                path: path.to_owned(),
                source,
            })?;
            figment = figment.merge(Toml::file(path));
        }
        figment
            .merge(Env::prefixed(ENVIRONMENT_PREFIX).ignore(&OTHER_VARIABLES).split("__"))
            .extract()
            .map_err(|error| setting_error(&error))
    }

    /// What the store of shared results is opened with.
    pub fn store_settings(&self) -> StoreSettings {
        StoreSettings {
            place: self.store.clone(),
            longest_life: self.longest_life,
            room: Room {
                results: self.most_results,
                bytes: self.most_megabytes.saturating_mul(MEGABYTE),
            },
        }
    }

    /// The policy for those who reach `listen`, the address that is really listened on.
    ///
    /// # Errors
    ///
    /// Where others could use the relay and nothing says what they may check, or browsers could not use it at all.
    pub fn policy_at(&self, listen: SocketAddr) -> Result<Policy, Error> {
        let elsewhere = self.public_origins.iter().find(|origin| !origin.is_loopback());
        let exposed = if listen.ip().is_loopback() {
            elsewhere.map(ToString::to_string)
        } else {
            Some(listen.to_string())
        };
        match (&self.policy, exposed) {
            (None, Some(exposed)) => Err(Error::NoPolicy { exposed }),
            (_, Some(_)) if self.public_origins.is_empty() => Err(Error::NoPublicOrigins { listen }),
            (None, None) => Ok(Policy::OwnMachine),
            (Some(rules), _) => Ok(Policy::Rules(rules.clone())),
        }
    }
}

/// Says which setting it is, where it stands, and what is wrong with it.
#[expect(clippy::wildcard_enum_match_arm, reason = "the other kinds word themselves")]
fn setting_error(error: &figment::Error) -> Error {
    let mut setting = error.path.join(".").to_lowercase();
    let mut place = String::from("the environment");
    match error.metadata.as_ref().and_then(|metadata| metadata.source.as_ref()) {
        Some(source) => place = source.to_string(),
        None => setting = format!("{ENVIRONMENT_PREFIX}{}", error.path.join("__").to_uppercase()),
    }
    let what = match &error.kind {
        Kind::UnknownField(_, known) => format!("there is no such setting; the ones here are {}", known.join(", ")),
        Kind::UnknownVariant(found, known) => format!("`{found}` is none of {}", known.join(", ")),
        other => other.to_string(),
    };
    if error.path.is_empty() {
        return Error::ConfigSyntax {
            place,
            what: what.trim_end().to_owned(),
        };
    }
    Error::Config { setting, place, what }
}

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
#[error(
    "`{0}` is no origin; write the scheme and the name in lower case, with the port only where it is not the \
     scheme's own, and nothing behind it: https://rdptrace.example.org"
)]
pub struct OriginError(String);

impl Origin {
    /// What a browser sends as `Host` for pages of this origin.
    pub fn authority(&self) -> &str {
        &self.authority
    }

    /// Whether only programs on the same machine can have this origin.
    fn is_loopback(&self) -> bool {
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
                Host::Address(IpAddr::V4(_)) | Host::Name(_) => ascii.host.to_string(),
            };
            let canonical = match authority.port_u16() {
                Some(port) if port == own_port => return None,
                Some(port) => format!("{host}:{port}"),
                None => host,
            };
            (text == format!("{}://{canonical}", uri.scheme_str()?)).then(|| Self {
                text: text.to_owned(),
                authority: canonical,
                host: ascii.host,
            })
        };
        parse().ok_or_else(|| OriginError(text.to_owned()))
    }
}

impl TryFrom<String> for Origin {
    type Error = OriginError;

    fn try_from(text: String) -> Result<Self, OriginError> {
        text.parse()
    }
}

/// What goes into the log: a level, or levels per module as in `info,relay=debug`.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "String")]
pub struct Log(pub Targets);

/// The text is no log filter.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("`{0}` is no log filter; write error, warn, info, debug or trace, or levels per module: info,relay=debug")]
pub struct LogError(String);

impl Default for Log {
    fn default() -> Self {
        let quiet = NAMING.map(|target| (target, LevelFilter::OFF));
        let quiet = quiet.into_iter().chain([(PER_FRAME, LevelFilter::ERROR)]);
        Self(Targets::from_iter(quiet).with_default(LevelFilter::INFO))
    }
}

/// The libraries that name targets in their warnings, or warn about single frames, say nothing of that unless they are
/// asked by their own names.
impl FromStr for Log {
    type Err = LogError;

    fn from_str(text: &str) -> Result<Self, LogError> {
        let asked = text.parse::<Targets>().map_err(|_| LogError(text.to_owned()))?;
        let level = asked.default_level().unwrap_or(LevelFilter::OFF);
        Ok(Self(Self::default().0.with_default(level).with_targets(asked)))
    }
}

impl TryFrom<String> for Log {
    type Error = LogError;

    fn try_from(text: String) -> Result<Self, LogError> {
        text.parse()
    }
}

/// Log targets of the libraries that look names up, and of the one that repeats options of a database's URL.
const NAMING: [&str; 4] = ["hickory_net", "hickory_proto", "hickory_resolver", "sqlx"];
/// What the libraries of the protocol call their log targets. They warn about frames, of which a peer can send as many
/// as it likes: 1.6 million lines in ten seconds were seen.
const PER_FRAME: &str = "ironrdp";
/// Settings are read from variables such as `RDPTRACE_LISTEN` and `RDPTRACE_POLICY__ALLOW`.
pub const ENVIRONMENT_PREFIX: &str = "RDPTRACE_";
/// Variables that are no settings: where the settings are, and what the project's own tools are told.
const OTHER_VARIABLES: [&str; 4] = ["bin", "cache", "config", "wasm"];
/// The usual port of web servers that need no privilege.
const DEFAULT_LISTEN_PORT: u16 = 8080;

#[cfg(test)]
mod tests {
    use tracing::Level;

    use super::*;

    fn at(config: &Config, listen: &str) -> Result<Policy, Error> {
        config.policy_at(listen.parse().unwrap())
    }

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
            "https://rdp.example.org/path",
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
    fn a_loopback_listener_needs_no_policy() {
        for listen in ["127.0.0.1:8080", "[::1]:8080", "127.1.2.3:1"] {
            assert!(matches!(at(&Config::default(), listen), Ok(Policy::OwnMachine)));
        }
    }

    #[test]
    fn every_other_listener_needs_a_policy_and_origins() {
        let policy = Some(Rules {
            allow_any_public: true,
            ..Rules::default()
        });
        let ruled = Config {
            policy,
            ..Config::default()
        };
        let complete = Config {
            public_origins: vec!["https://rdp.example.org".parse().unwrap()],
            ..ruled.clone()
        };
        for listen in ["0.0.0.0:8080", "[::]:8080", "192.0.2.1:80"] {
            assert!(matches!(at(&Config::default(), listen), Err(Error::NoPolicy { .. })));
            assert!(matches!(at(&ruled, listen), Err(Error::NoPublicOrigins { .. })));
            assert!(matches!(at(&complete, listen), Ok(Policy::Rules(_))));
        }
    }

    #[test]
    fn a_loopback_listener_that_is_public_behind_a_proxy_needs_a_policy_too() {
        let public = Config {
            public_origins: vec!["https://rdp.example.org".parse().unwrap()],
            ..Config::default()
        };
        let developer = Config {
            public_origins: vec!["http://127.0.0.1:3000".parse().unwrap()],
            ..Config::default()
        };

        assert!(matches!(at(&public, "127.0.0.1:8080"), Err(Error::NoPolicy { .. })));
        assert!(matches!(at(&developer, "127.0.0.1:8080"), Ok(Policy::OwnMachine)));
    }

    #[test]
    fn libraries_that_name_targets_or_warn_about_frames_are_logged_only_when_asked_for() {
        let logs = |filter: &str, target, level| {
            let log: Log = filter.parse().unwrap();
            log.0.would_enable(target, &level)
        };

        assert!(logs("info", "relay::serve", Level::INFO) && !logs("info", "relay::serve", Level::DEBUG));
        assert!(!logs("debug", "hickory_net::udp", Level::ERROR));
        assert!(logs("warn,hickory_net=warn", "hickory_net::udp", Level::WARN));
        assert!(logs("warn,relay=debug", "relay::serve", Level::DEBUG));
        assert!(!Log::default().0.would_enable("hickory_resolver", &Level::ERROR));
        assert!(Log::default().0.would_enable("relay", &Level::INFO));
        assert!(!logs("debug", "ironrdp_connector::connection", Level::WARN));
        assert!(Log::default().0.would_enable("ironrdp_connector", &Level::ERROR));
        assert!(!Log::default().0.would_enable("ironrdp_pdu::nego", &Level::WARN));
        assert!(logs("warn,ironrdp_connector=warn", "ironrdp_connector::connection", Level::WARN));
        assert!("info,relay=loud".parse::<Log>().is_err());
    }
}
