//! What can be typed, and what it changes of the settings.

use core::net::{IpAddr, SocketAddr};
use core::num::NonZeroU16;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use url::Url;
use wire::{Disclosure, Life};

use super::capture::Capture;
use super::check::Form;
use super::exit::{ANSWER_EXIT_CODES, EXIT_CODES, EXPLAIN_EXIT_CODES};
use super::remote::{Address, AskLink};
use super::several::Rows;
use super::sign_in::SignInArgs;
use super::view::Detail;
use crate::agents::AgentName;
use crate::config::{DEFAULT_LISTEN_PORT, settings};
use crate::net::pcapng::Secrets;
use crate::net::policy::{Rule, Rules};
use crate::store::{Scope, StorePlace, StorePlaceError};
use crate::{Config, Error, Log, Origin};

/// Find out why a Remote Desktop connection fails
///
/// rdptrace goes through an RDP connection step by step, from the name to the first picture. It needs no password. It
/// shows the step that fails, what that means, who can fix it, and how.
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
    /// Start the web page and run its checks
    ///
    /// On a loopback address, the server checks any computer and only answers browsers that use its own address. On any
    /// other address, it needs a policy and its public origins.
    #[command(after_help = SERVE_EXAMPLES)]
    Serve(ServeArgs),
    /// Check one computer from this machine
    #[command(after_help = EXIT_CODES)]
    Check(CheckArgs),
    /// Check for a server from this machine, as often as it asks
    ///
    /// Connects to the server and waits. Checks only what is allowed here, whatever the server asks. Needs a key
    /// (`rdptrace agent key`) that the server's configuration knows.
    #[command(args_conflicts_with_subcommands = true)]
    Agent(AgentArgs),
    /// Show the agents of the server on this machine
    Agents(AgentsArgs),
    /// Check what you are asked to check, from this machine, and send the result
    ///
    /// Shows who asks, for which computer, and what will be sent, and waits for a yes.
    #[command(after_help = ANSWER_EXIT_CODES)]
    Answer(AnswerArgs),
    /// Explain a code, an error message, a log, or another file
    ///
    /// It reads codes and messages of Remote Desktop programs, logs of clients and servers, Windows events (also .evtx),
    /// connection files (.rdp, .rdpw, rdp://), and captured network traffic (pcap, pcapng). Nothing leaves this machine.
    #[command(after_help = EXPLAIN_EXIT_CODES)]
    Explain(ExplainArgs),
    /// Test the target policy
    #[command(subcommand)]
    Policy(PolicyCommand),
    /// Show the check in pages of portals
    #[command(subcommand)]
    Embed(EmbedCommand),
    /// Manage shared results
    #[command(subcommand)]
    Store(StoreCommand),
    /// See what goes into the tickets of portals
    #[command(subcommand)]
    Delivery(DeliveryCommand),
    /// Manage the tokens with which programs use the server
    #[command(subcommand)]
    Token(TokenCommand),
}

#[derive(Clone, Debug, Args)]
pub(super) struct ServeArgs {
    /// Address and port to listen on, port 0 for any free port [default: 127.0.0.1:8080]
    #[arg(long, value_name = "ADDRESS:PORT", value_parser = listen_address)]
    pub(super) listen: Option<SocketAddr>,
    /// Address that browsers use, such as https://rdptrace.example.org (can be repeated)
    #[arg(long = "public-origin", value_name = "ORIGIN")]
    pub(super) public_origins: Vec<Origin>,
    /// Database for shared results: sqlite:FILE, sqlite::memory:, postgres://HOST/DATABASE, or off
    #[arg(long, value_name = "URL")]
    pub(super) store: Option<String>,
    /// Log level: error, warn, info, debug, or trace, or one for each module [default: info]
    #[arg(long, value_name = "FILTER")]
    pub(super) log: Option<Log>,
    /// Don't offer downloads of the network traffic of a check
    #[arg(long)]
    pub(super) no_recordings: bool,
    #[command(flatten)]
    pub(super) dns: DnsArgs,
    #[command(flatten)]
    pub(super) policy: PolicyArgs,
}

#[derive(Debug, Args)]
pub(super) struct CheckArgs {
    /// Computers to check, such as pc, pc.example.org:3390, 192.0.2.7, or [2001:db8::7]:3389
    #[arg(value_name = "TARGET", required_unless_present = "file")]
    pub(super) targets: Vec<String>,
    /// Check every computer in this file, one on each line, with # for comments
    #[arg(long, value_name = "FILE", conflicts_with_all = ["targets", "full", "pcapng"])]
    pub(super) file: Option<PathBuf>,
    /// Print only one JSON object for each computer
    #[arg(long)]
    pub(super) json: bool,
    /// Print comma-separated values, one line for each computer
    #[arg(long, conflicts_with_all = ["json", "full", "pcapng"])]
    pub(super) csv: bool,
    /// Print the steps for all findings, not only for errors and warnings
    #[arg(long, conflicts_with = "json")]
    pub(super) full: bool,
    /// Save the network traffic to a new file for Wireshark
    #[arg(long, value_name = "FILE")]
    pub(super) pcapng: Option<PathBuf>,
    /// Add the TLS secrets to that file, so anyone with the file can read the encrypted traffic
    #[arg(long, requires = "pcapng")]
    pub(super) tls_secrets: bool,
    #[command(flatten)]
    pub(super) sign_in: SignInArgs,
    /// Send the result to this rdptrace server, and print the link
    #[arg(long, value_name = "SERVER", conflicts_with_all = ["file", "csv"])]
    pub(super) share: Option<Address>,
    #[command(flatten)]
    pub(super) sharing: SharingArgs,
    #[command(flatten)]
    pub(super) dns: DnsArgs,
}

#[derive(Debug, Args)]
pub(super) struct AgentArgs {
    #[command(subcommand)]
    pub(super) command: Option<AgentCommand>,
    /// The server to check for
    #[arg(long, value_name = "SERVER")]
    pub(super) relay: Option<Address>,
    /// What the server's configuration calls this agent, such as branch-7
    #[arg(long, value_name = "NAME")]
    pub(super) name: Option<AgentName>,
    /// How many checks run at the same time
    #[arg(long, value_name = "NUMBER", default_value_t = 4, value_parser = clap::value_parser!(u8).range(1..=32))]
    pub(super) room: u8,
    /// File of the key [default: agent.key in the folder of shared results]
    #[arg(long, value_name = "FILE", global = true)]
    pub(super) key_file: Option<PathBuf>,
    #[command(flatten)]
    pub(super) dns: DnsArgs,
    #[command(flatten)]
    pub(super) policy: PolicyArgs,
}

#[derive(Debug, Subcommand)]
pub(super) enum AgentCommand {
    /// Make the key if it doesn't exist, and print the line for the server's configuration
    Key,
}

#[derive(Debug, Args)]
pub(super) struct AgentsArgs {
    /// Where the server serves its metrics [default: metrics_listen of the configuration]
    #[arg(long, value_name = "ADDRESS:PORT")]
    pub(super) metrics: Option<SocketAddr>,
}

#[derive(Debug, Args)]
pub(super) struct AnswerArgs {
    /// The link you were sent
    #[arg(value_name = "LINK")]
    pub(super) link: AskLink,
    /// The computer you were told about; nothing is checked if the link asks for another one
    #[arg(long = "for", value_name = "TARGET")]
    pub(super) shown: Option<String>,
    /// Don't ask before checking and sending
    #[arg(long, requires = "shown")]
    pub(super) yes: bool,
    /// Print the steps for all findings, not only for errors and warnings
    #[arg(long)]
    pub(super) full: bool,
    #[command(flatten)]
    pub(super) sharing: SharingArgs,
    #[command(flatten)]
    pub(super) dns: DnsArgs,
}

/// What is sent of a result.
#[derive(Debug, Args)]
pub(super) struct SharingArgs {
    /// How much is sent: everything, support (no user names), or public (no names or addresses)
    #[arg(long, value_name = "LEVEL", default_value = "support", value_parser = level)]
    pub(super) level: Disclosure,
    /// How long it's kept: hour, day, week, or month [default: week, or less if the server keeps less]
    #[arg(long, value_name = "LIFE", value_parser = life)]
    pub(super) life: Option<Life>,
    /// What you were doing, in your own words
    #[arg(long, value_name = "TEXT")]
    pub(super) doing: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct ExplainArgs {
    /// A code, a text, or the name of a file; - reads standard input
    #[arg(value_name = "INPUT", required = true, allow_hyphen_values = true)]
    pub(super) input: Vec<String>,
    /// Which connection of a capture to show, from 1
    #[arg(long, value_name = "NUMBER")]
    pub(super) connection: Option<usize>,
    /// Print one JSON object
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Debug, Subcommand)]
pub(super) enum EmbedCommand {
    /// Read the headers of a portal's page, and print each line that is missing to show the check there
    #[command(after_help = "Exit codes: 0 nothing is missing, 2 invalid input or no answer, 3 something is missing.")]
    Check(EmbedCheckArgs),
}

#[derive(Debug, Args)]
pub(super) struct EmbedCheckArgs {
    /// Address of the page, such as https://helpdesk.example.org/tickets/1
    #[arg(value_name = "URL", value_parser = web_address)]
    pub(super) portal: Url,
    /// Address of this server for browsers [default: the first of `public_origins`]
    #[arg(long, value_name = "URL", value_parser = web_address)]
    pub(super) server: Option<Url>,
}

fn web_address(text: &str) -> Result<Url, String> {
    let url: Url = text.parse().map_err(|_| NO_WEB_ADDRESS.to_owned())?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(NO_WEB_ADDRESS.to_owned());
    }
    Ok(url)
}

const NO_WEB_ADDRESS: &str = "use a web address, such as https://helpdesk.example.org/";

#[derive(Debug, Subcommand)]
pub(super) enum PolicyCommand {
    /// Show if others are allowed to check a computer, and by which rule
    #[command(after_help = "Exit codes: 0 allowed, 2 invalid input, 3 not allowed by the policy.")]
    Test(PolicyTestArgs),
    /// Try what this machine can reach despite the policy, and print firewall rules that close it
    ///
    /// Connects once to each of some fifty addresses that the policy doesn't allow: cloud metadata services, this machine,
    /// its gateways, and private networks. Sends nothing. The policy holds without these rules. They're a second fence.
    #[command(after_help = "Exit codes: 0 nothing is reachable, 2 invalid input, 3 something is reachable.")]
    Reach(PolicyReachArgs),
}

#[derive(Debug, Args)]
pub(super) struct PolicyReachArgs {
    #[command(flatten)]
    pub(super) policy: PolicyArgs,
}

#[derive(Debug, Args)]
pub(super) struct PolicyTestArgs {
    /// Computer, as for `check`
    pub(super) target: String,
    #[command(flatten)]
    pub(super) dns: DnsArgs,
    #[command(flatten)]
    pub(super) policy: PolicyArgs,
}

#[derive(Debug, Subcommand)]
pub(super) enum StoreCommand {
    /// Back up the SQLite database, even while servers use it
    Backup {
        /// New file for the backup
        file: PathBuf,
    },
    /// Show how much is kept, and how much room there is
    Stats,
    /// List the shared results, the newest first
    List {
        /// How many
        #[arg(long, value_name = "NUMBER", default_value_t = 50)]
        most: u32,
    },
    /// Print a shared result as JSON
    Show {
        /// Its ID, from the end of its link
        id: String,
    },
    /// Delete shared results for good, even those of other people
    Remove {
        /// Their IDs, from the end of their links
        #[arg(value_name = "ID", required_unless_present = "older_than_days")]
        ids: Vec<String>,
        /// Delete everything that was shared more than this many days ago
        #[arg(long, value_name = "DAYS", conflicts_with = "ids")]
        older_than_days: Option<u32>,
    },
}

#[derive(Debug, Subcommand)]
pub(super) enum DeliveryCommand {
    /// List deliveries, the latest first
    List {
        /// How many
        #[arg(long, value_name = "NUMBER", default_value_t = 100)]
        most: i64,
    },
    /// Try a delivery again
    Retry {
        /// As in the list
        id: String,
    },
    /// Put a test into a ticket
    Test {
        /// The name of the portal in the settings
        tenant: String,
        /// The ticket
        ticket: String,
    },
}

#[derive(Debug, Subcommand)]
pub(super) enum TokenCommand {
    /// Make a token and print it, once
    Create {
        /// Who uses it, such as monitoring
        name: String,
        /// What it can be used for (can be repeated)
        #[arg(long = "scope", value_name = "SCOPE", required = true)]
        scopes: Vec<Scope>,
        /// Days until it expires [default: it doesn't]
        #[arg(long, value_name = "DAYS")]
        days: Option<NonZeroU16>,
    },
    /// List the tokens, without what opens
    List,
    /// End a token at once
    #[command(after_help = "Exit codes: 0 revoked, 1 no such token, 2 the store can't be used.")]
    Revoke {
        /// As in the list
        id: String,
    },
}

#[derive(Clone, Debug, Args)]
pub(super) struct DnsArgs {
    /// DNS server to use instead of the system's
    #[arg(long, value_name = "ADDRESS:PORT")]
    pub(super) dns_server: Option<SocketAddr>,
}

#[derive(Clone, Debug, Args)]
pub(super) struct PolicyArgs {
    /// Allow others to check pc.example.org, *.example.org, or 10.0.0.0/8, with ports as in pc.example.org:3389,3390
    /// (can be repeated)
    #[arg(long, value_name = "RULE")]
    pub(super) allow: Vec<Rule>,
    /// Deny computers that --allow would allow (can be repeated)
    #[arg(long, value_name = "RULE")]
    pub(super) deny: Vec<Rule>,
    /// Allow others to check every public address on port 3389
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

    pub(super) fn rows(&self) -> Rows {
        match (self.json, self.csv) {
            (true, _) => Rows::JsonLines,
            (false, true) => Rows::Csv,
            (false, false) => Rows::Table,
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

impl AnswerArgs {
    pub(super) fn form(&self) -> Form {
        Form::People(if self.full { Detail::Full } else { Detail::Troubles })
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

fn level(text: &str) -> Result<Disclosure, &'static str> {
    Disclosure::named(text).ok_or("it's one of everything, support, and public")
}

fn life(text: &str) -> Result<Life, &'static str> {
    Life::named(text).ok_or("it's one of hour, day, week, and month")
}

/// The address in `text`. Where a port stands alone, the loopback address is suggested, because any other needs a policy.
fn listen_address(text: &str) -> Result<SocketAddr, String> {
    text.parse().map_err(|_| {
        match (
            text.strip_prefix(':').unwrap_or(text).parse::<u16>(),
            text.parse::<IpAddr>(),
        ) {
            (Ok(port), _) => format!("it needs an address before the port, such as 127.0.0.1:{port}"),
            (_, Ok(address)) => format!(
                "it needs a port after the address, such as {}",
                SocketAddr::new(address, DEFAULT_LISTEN_PORT)
            ),
            _ => format!("it needs an IP address and a port, such as 127.0.0.1:{DEFAULT_LISTEN_PORT}"),
        }
    })
}

const SERVE_EXAMPLES: &str = "\
Examples:
  rdptrace serve
  rdptrace serve --listen 127.0.0.1:0
  rdptrace serve --listen 0.0.0.0:8080 --public-origin https://rdptrace.example.org --allow '*.corp.example' \
--allow 10.0.0.0/8";
