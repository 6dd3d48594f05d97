//! What goes into the log, and which libraries say less than they would.

use core::str::FromStr;

use serde::Deserialize;
use thiserror::Error;
use tracing_subscriber::filter::{LevelFilter, Targets};

/// What goes into the log: a level, or levels per module as in `info,relay=debug`.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(try_from = "String")]
pub struct Log(pub Targets);

/// How lines of the log are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LogFormat {
    /// For people.
    #[default]
    Text,
    /// One JSON object a line, for programs.
    Json,
}

/// The text is no log filter.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error(
    "`{0}` isn't a valid log level. Use error, warn, info, debug, or trace, or one for each module: info,relay=debug"
)]
pub struct LogError(String);

impl Default for Log {
    fn default() -> Self {
        let quiet = NAMING.map(|target| (target, LevelFilter::OFF));
        let quiet = quiet.into_iter().chain([(PER_FRAME, LevelFilter::ERROR)]);
        Self::at(LevelFilter::INFO, Targets::from_iter(quiet))
    }
}

impl Log {
    /// Our own lines at `level`, and of libraries nothing below a warning.
    fn at(level: LevelFilter, quiet: Targets) -> Self {
        Self(quiet.with_default(level.min(LevelFilter::WARN)).with_target(OWN, level))
    }
}

/// The libraries that name targets in their warnings, or warn about single frames, say nothing of that unless they are
/// asked by their own names.
impl FromStr for Log {
    type Err = LogError;

    fn from_str(text: &str) -> Result<Self, LogError> {
        // A word alone would be taken for a module, and nothing else would be logged.
        let is_level =
            |part: &str| part.contains('=') || !part.is_empty() && part.trim().parse::<LevelFilter>().is_ok();
        let asked = text.parse::<Targets>().ok().filter(|_| text.split(',').all(is_level));
        let asked = asked.ok_or_else(|| LogError(text.to_owned()))?;
        let level = asked.default_level().unwrap_or(LevelFilter::OFF);
        let Self(own) = Self::at(level, Self::default().0);
        Ok(Self(own.with_targets(asked)))
    }
}

impl TryFrom<String> for Log {
    type Error = LogError;

    fn try_from(text: String) -> Result<Self, LogError> {
        text.parse()
    }
}

/// Where our own lines come from.
const OWN: &str = "relay";
/// Log targets of the libraries that look names up, of the one that repeats options of a database's URL, and of the one that
/// tells of each try to reach the bus, which names its servers.
const NAMING: [&str; 5] = ["async_nats", "hickory_net", "hickory_proto", "hickory_resolver", "sqlx"];
/// What the libraries of the protocol call their log targets. They warn about frames, of which a peer can send as many
/// as it likes: 1.6 million lines in ten seconds were seen.
const PER_FRAME: &str = "ironrdp";

#[cfg(test)]
mod tests {
    use tracing::Level;

    use super::*;

    #[test]
    fn libraries_that_name_targets_or_warn_about_frames_are_logged_only_when_asked_for() {
        let logs = |filter: &str, target, level| {
            let log: Log = filter.parse().unwrap();
            log.0.would_enable(target, &level)
        };

        assert!(logs("info", "relay::serve", Level::INFO) && !logs("info", "relay::serve", Level::DEBUG));
        assert!(!logs("trace", "hyper::proto", Level::INFO) && logs("trace", "hyper::proto", Level::WARN));
        assert!(logs("info,hyper=debug", "hyper::proto", Level::DEBUG));
        assert!(!logs("debug", "hickory_net::udp", Level::ERROR));
        assert!(logs("warn,hickory_net=warn", "hickory_net::udp", Level::WARN));
        assert!(logs("warn,relay=debug", "relay::serve", Level::DEBUG));
        assert!(!Log::default().0.would_enable("hickory_resolver", &Level::ERROR));
        assert!(Log::default().0.would_enable("relay", &Level::INFO));
        assert!(!logs("debug", "ironrdp_connector::connection", Level::WARN));
        assert!(Log::default().0.would_enable("ironrdp_connector", &Level::ERROR));
        assert!(!Log::default().0.would_enable("ironrdp_pdu::nego", &Level::WARN));
        assert!(logs(
            "warn,ironrdp_connector=warn",
            "ironrdp_connector::connection",
            Level::WARN
        ));
        for wrong in ["info,relay=loud", "loud", "", "info,relay", "x=y=z"] {
            assert!(wrong.parse::<Log>().is_err(), "{wrong}");
        }
    }
}
