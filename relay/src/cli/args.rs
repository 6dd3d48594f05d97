//! What can be typed, and what it changes of the settings.

use core::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use super::capture::Capture;
use super::check::Form;
use super::exit::EXIT_CODES;
use super::view::Detail;
use crate::config::settings;
use crate::net::pcapng::Secrets;
use crate::net::policy::{Rule, Rules};
use crate::store::{StorePlace, StorePlaceError};
use crate::{Config, Error, Log, Origin};

/// Shows where a Remote Desktop connection breaks.
///
/// rdptrace walks the steps of an RDP connection, from the name to the first picture, without a password, and says
/// at which step it breaks, why, and who can fix it.
#[derive(Debug, Parser)]
#[command(name = "rdptrace", version, after_help = settings::help())]
pub struct Cli {
    /// Configuration file (TOML)
    #[arg(long, global = true, value_name = "FILE", env = "RDPTRACE_CONFIG")]
    pub(super) config: Option<PathBuf>,
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Serve the page, and run the checks that it asks for
    ///
    /// On a loopback address the relay checks any target, and answers only browsers that ask for its own address. On
    /// any other address it needs a policy and its public origins.
    #[command(after_help = SERVE_EXAMPLES)]
    Serve(ServeArgs),
    /// Check one computer from here
    #[command(after_help = EXIT_CODES)]
    Check(CheckArgs),
    /// Ask what the policy says
    #[command(subcommand)]
    Policy(PolicyCommand),
    /// Look after the results that were shared
    #[command(subcommand)]
    Store(StoreCommand),
}

#[derive(Debug, Args)]
pub(super) struct ServeArgs {
    /// Where to listen; port 0 lets the system choose a port [default: 127.0.0.1:8080]
    #[arg(long, value_name = "ADDRESS:PORT")]
    pub(super) listen: Option<SocketAddr>,
    /// Origin under which browsers reach the relay, such as https://rdptrace.example.org; may be repeated
    #[arg(long = "public-origin", value_name = "ORIGIN")]
    pub(super) public_origins: Vec<Origin>,
    /// Where shared results are kept: sqlite:FILE, sqlite::memory:, postgres://HOST/DATABASE or off
    #[arg(long, value_name = "URL")]
    pub(super) store: Option<String>,
    /// Log filter: error, warn, info, debug or trace, or levels per module [default: info]
    #[arg(long, value_name = "FILTER")]
    pub(super) log: Option<Log>,
    /// Offer no download of what a run sent and received
    #[arg(long)]
    pub(super) no_recordings: bool,
    #[command(flatten)]
    pub(super) dns: DnsArgs,
    #[command(flatten)]
    pub(super) policy: PolicyArgs,
}

#[derive(Debug, Args)]
pub(super) struct CheckArgs {
    /// The computer: pc, pc.example.org:3390, 192.0.2.7 or [2001:db8::7]:3389
    pub(super) target: String,
    /// Print one JSON object at the end and nothing else
    #[arg(long)]
    pub(super) json: bool,
    /// Print all that can be done for every finding, not only for errors and warnings
    #[arg(long, conflicts_with = "json")]
    pub(super) full: bool,
    /// Write what was sent and received into a new file, for Wireshark
    #[arg(long, value_name = "FILE")]
    pub(super) pcapng: Option<PathBuf>,
    /// Put the TLS secrets into that file too: whoever has it can then read what was said inside TLS
    #[arg(long, requires = "pcapng")]
    pub(super) tls_secrets: bool,
    #[command(flatten)]
    pub(super) dns: DnsArgs,
}

#[derive(Debug, Subcommand)]
pub(super) enum PolicyCommand {
    /// Print whether a target may be checked by those who use the relay, and by which rule
    #[command(after_help = "Exit codes: 0 allowed, 2 bad input, 3 refused by the policy.")]
    Test(PolicyTestArgs),
}

#[derive(Debug, Args)]
pub(super) struct PolicyTestArgs {
    /// The computer, as for `check`
    pub(super) target: String,
    #[command(flatten)]
    pub(super) dns: DnsArgs,
    #[command(flatten)]
    pub(super) policy: PolicyArgs,
}

#[derive(Debug, Subcommand)]
pub(super) enum StoreCommand {
    /// Copy the SQLite file of `store`, while relays go on using it
    Backup {
        /// The copy: a new file
        file: PathBuf,
    },
}

#[derive(Debug, Args)]
pub(super) struct DnsArgs {
    /// DNS server to ask in place of the system's
    #[arg(long, value_name = "ADDRESS:PORT")]
    pub(super) dns_server: Option<SocketAddr>,
}

#[derive(Debug, Args)]
pub(super) struct PolicyArgs {
    /// Let others check pc.example.org, *.example.org or 10.0.0.0/8, with ports as in pc.example.org:3389,3390; may
    /// be repeated
    #[arg(long, value_name = "RULE")]
    pub(super) allow: Vec<Rule>,
    /// Forbid what a rule of --allow would let through; may be repeated
    #[arg(long, value_name = "RULE")]
    pub(super) deny: Vec<Rule>,
    /// Let others check every public address on port 3389
    #[arg(long)]
    pub(super) allow_any_public: bool,
}

impl ServeArgs {
    pub(super) fn over(self, mut config: Config) -> Result<Config, Error> {
        config.listen = self.listen.unwrap_or(config.listen);
        config.log = self.log.unwrap_or(config.log);
        config.recordings &= !self.no_recordings;
        if !self.public_origins.is_empty() {
            config.public_origins = self.public_origins;
        }
        if let Some(store) = self.store {
            config.store = Some(store_place(&store)?);
        }
        Ok(self.dns.over(self.policy.over(config)))
    }
}

impl CheckArgs {
    pub(super) fn form(&self) -> Form {
        match (self.json, self.full) {
            (true, _) => Form::Json,
            (false, true) => Form::People(Detail::Full),
            (false, false) => Form::People(Detail::Troubles),
        }
    }

    pub(super) fn capture(&self) -> Result<Option<Capture>, Error> {
        let secrets = if self.tls_secrets {
            Secrets::Embedded
        } else {
            Secrets::LeftOut
        };
        let path = self.pcapng.clone();
        path.map(|path| Capture::create(path, secrets)).transpose()
    }
}

impl DnsArgs {
    pub(super) fn over(&self, mut config: Config) -> Config {
        config.dns_server = self.dns_server.or(config.dns_server);
        config
    }
}

impl PolicyArgs {
    pub(super) fn over(self, mut config: Config) -> Config {
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

const SERVE_EXAMPLES: &str = "\
Examples:
  rdptrace serve
  rdptrace serve --listen 127.0.0.1:0
  rdptrace serve --listen 0.0.0.0:8080 --public-origin https://rdptrace.example.org --allow '*.corp.example' \
--allow 10.0.0.0/8";
