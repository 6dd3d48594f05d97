//! What can be typed to serve, and what it changes of the settings.

use core::net::{IpAddr, SocketAddr};

use clap::Args;

use crate::config::{BasePath, DEFAULT_LISTEN_PORT};
use crate::net::policy::{Rule, Rules};
use crate::store::{StorePlace, StorePlaceError};
use crate::{Config, Error, Log, Origin};

#[derive(Clone, Debug, Args)]
pub(in crate::cli) struct ServeArgs {
    /// Address and port to listen on, port 0 for any free port [default: 127.0.0.1:8080]
    #[arg(long, value_name = "ADDRESS:PORT", value_parser = listen_address)]
    pub(in crate::cli) listen: Option<SocketAddr>,
    /// Address that browsers use, such as https://rdptrace.example.org (can be repeated)
    #[arg(long = "public-origin", value_name = "ORIGIN")]
    pub(in crate::cli) public_origins: Vec<Origin>,
    /// Path below which browsers use it, behind a proxy [default: /]
    #[arg(long, value_name = "PATH")]
    pub(in crate::cli) base_path: Option<BasePath>,
    /// Database for shared results: sqlite:FILE, sqlite::memory:, postgres://HOST/DATABASE, or off
    #[arg(long, value_name = "URL")]
    pub(in crate::cli) store: Option<String>,
    /// Log level: error, warn, info, debug, or trace, or one for each module [default: info]
    #[arg(long, value_name = "FILTER")]
    pub(in crate::cli) log: Option<Log>,
    /// Don't offer downloads of the network traffic of a check
    #[arg(long)]
    pub(in crate::cli) no_recordings: bool,
    #[command(flatten)]
    pub(in crate::cli) dns: DnsArgs,
    #[command(flatten)]
    pub(in crate::cli) policy: PolicyArgs,
}

#[derive(Clone, Debug, Args)]
pub(in crate::cli) struct DnsArgs {
    /// DNS server to use instead of the system's
    #[arg(long, value_name = "ADDRESS:PORT", value_parser = dns_address)]
    pub(in crate::cli) dns_server: Option<SocketAddr>,
}

#[derive(Clone, Debug, Args)]
pub(in crate::cli) struct PolicyArgs {
    /// Allow others to check pc.example.org, *.example.org, or 10.0.0.0/8, with ports as in pc.example.org:3389,3390
    /// (can be repeated)
    #[arg(long, value_name = "RULE")]
    pub(in crate::cli) allow: Vec<Rule>,
    /// Deny computers that --allow would allow (can be repeated)
    #[arg(long, value_name = "RULE")]
    pub(in crate::cli) deny: Vec<Rule>,
    /// Allow others to check every public address on port 3389
    #[arg(long)]
    pub(in crate::cli) allow_any_public: bool,
}

impl ServeArgs {
    pub(in crate::cli) fn over(self, mut config: Config) -> Result<Config, Error> {
        config.listen = self.listen.unwrap_or(config.listen);
        config.log = self.log.unwrap_or(config.log);
        config.recordings &= !self.no_recordings;
        config.base_path = self.base_path.unwrap_or(config.base_path);
        if !self.public_origins.is_empty() {
            config.public_origins = self.public_origins;
        }
        if let Some(store) = self.store {
            config.store = Some(store_place(&store)?);
        }
        Ok(self.dns.over(self.policy.over(config)))
    }
}

impl DnsArgs {
    pub(in crate::cli) fn over(&self, mut config: Config) -> Config {
        config.dns_server = self.dns_server.or(config.dns_server);
        config
    }
}

impl PolicyArgs {
    pub(in crate::cli) fn over(self, mut config: Config) -> Config {
        if !self.allow.is_empty() || !self.deny.is_empty() || self.allow_any_public {
            let rules = config.policy.get_or_insert_with(Rules::default);
            if !self.allow.is_empty() {
                rules.allow = self.allow;
            }
            if !self.deny.is_empty() {
                rules.deny = self.deny;
            }
            rules.allow_any_public |= self.allow_any_public;
        }
        config
    }
}

/// Read here, because the command line's own reader repeats what it cannot read, and this may hold a password.
fn store_place(text: &str) -> Result<StorePlace, Error> {
    text.parse().map_err(|error: StorePlaceError| Error::Config {
        setting: "--store".to_owned(),
        place: "the command line".to_owned(),
        what: error.to_string(),
    })
}

/// The address in `text`. Where a port stands alone, the loopback address is suggested, because any other needs a policy.
fn listen_address(text: &str) -> Result<SocketAddr, String> {
    let alone = text.strip_prefix(':').unwrap_or(text).parse::<u16>();
    match alone {
        Ok(port) => Err(format!("it needs an address before the port, such as 127.0.0.1:{port}")),
        Err(_) => socket_address(text, DEFAULT_LISTEN_PORT, "127.0.0.1"),
    }
}

/// The address in `text`.
pub(super) fn metrics_address(text: &str) -> Result<SocketAddr, String> {
    socket_address(text, METRICS_PORT, "127.0.0.1")
}

/// The address in `text`.
fn dns_address(text: &str) -> Result<SocketAddr, String> {
    socket_address(text, DNS_PORT, "192.0.2.53")
}

/// The address in `text`. A fault says how it is written: with this `port`, and with `such_as` for an address that `text`
/// lacks.
fn socket_address(text: &str, port: u16, such_as: &str) -> Result<SocketAddr, String> {
    text.parse().map_err(|_| match text.parse::<IpAddr>() {
        Ok(address) => format!(
            "it needs a port after the address, such as {}",
            SocketAddr::new(address, port)
        ),
        Err(_) => format!("it needs an IP address and a port, such as {such_as}:{port}"),
    })
}

/// The port in the example of `metrics_listen`.
const METRICS_PORT: u16 = 9390;
/// Where name servers listen.
const DNS_PORT: u16 = 53;
