//! What can be typed to check from this machine.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use std::net::SocketAddr;
use wire::{Disclosure, Life};

use super::server::metrics_address;
use super::{DnsArgs, PolicyArgs};
use crate::Error;
use crate::agents::AgentName;
use crate::cli::capture::Capture;
use crate::cli::check::Form;
use crate::cli::remote::{Address, AskLink};
use crate::cli::several::Rows;
use crate::cli::sign_in::{GatewaySignInArgs, SignInArgs};
use crate::cli::view::Detail;
use crate::net::pcapng::Secrets;

#[derive(Debug, Args)]
pub(in crate::cli) struct CheckArgs {
    /// Computers to check, such as pc, pc.example.org:3390, 192.0.2.7, [2001:db8::7]:3389, or office.rdp
    ///
    /// From an .rdp file, it takes the computer, the gateway, and what brokers and Hyper-V need to know.
    #[arg(value_name = "TARGET", required_unless_present = "file")]
    pub(in crate::cli) targets: Vec<String>,
    /// Check every computer in this file, one on each line, with # for comments
    #[arg(long, value_name = "FILE", conflicts_with_all = ["targets", "full", "pcapng"])]
    pub(in crate::cli) file: Option<PathBuf>,
    /// Check this Remote Desktop gateway as well, as the way that connections take (its port is 443 if you don't add one)
    #[arg(long, value_name = "HOST[:PORT]")]
    pub(in crate::cli) gateway: Option<String>,
    /// Add what a network tool printed about this computer (Test-NetConnection, nc -vz, or curl -v), from this file, or from
    /// standard input (-)
    #[arg(long, value_name = "FILE", conflicts_with_all = ["file", "csv"])]
    pub(in crate::cli) with: Option<PathBuf>,
    /// Print only one JSON object for each computer
    #[arg(long)]
    pub(in crate::cli) json: bool,
    /// Print comma-separated values, one line for each computer
    #[arg(long, conflicts_with_all = ["json", "full", "pcapng"])]
    pub(in crate::cli) csv: bool,
    /// Print the steps for all findings, not only for errors and warnings
    #[arg(long, conflicts_with = "json")]
    pub(in crate::cli) full: bool,
    /// Save the network traffic to a new file for Wireshark
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) pcapng: Option<PathBuf>,
    /// Add the TLS secrets to that file, so anyone with the file can read the encrypted traffic
    #[arg(long, requires = "pcapng")]
    pub(in crate::cli) tls_secrets: bool,
    #[command(flatten)]
    pub(in crate::cli) sign_in: SignInArgs,
    #[command(flatten)]
    pub(in crate::cli) gateway_sign_in: GatewaySignInArgs,
    /// Send the result to this rdptrace server, and print the link
    #[arg(long, value_name = "SERVER", conflicts_with_all = ["file", "csv"])]
    pub(in crate::cli) share: Option<Address>,
    #[command(flatten)]
    pub(in crate::cli) sharing: SharingArgs,
    #[command(flatten)]
    pub(in crate::cli) dns: DnsArgs,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct AgentArgs {
    #[command(subcommand)]
    pub(in crate::cli) command: Option<AgentCommand>,
    /// File of the key [default: agent.key in the folder of shared results]
    #[arg(long, value_name = "FILE", global = true)]
    pub(in crate::cli) key_file: Option<PathBuf>,
    #[command(flatten)]
    pub(in crate::cli) work: AgentWork,
}

/// For whom an agent works, and what it does for them.
#[derive(Clone, Debug, Args)]
pub(in crate::cli) struct AgentWork {
    /// The server to check for
    #[arg(long, value_name = "SERVER")]
    pub(in crate::cli) relay: Option<Address>,
    /// What the server's configuration calls this agent, such as branch-7
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) name: Option<AgentName>,
    /// How many checks run at the same time
    #[arg(long, value_name = "NUMBER", default_value_t = 4, value_parser = room)]
    pub(in crate::cli) room: u8,
    #[command(flatten)]
    pub(in crate::cli) dns: DnsArgs,
    #[command(flatten)]
    pub(in crate::cli) policy: PolicyArgs,
}

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum AgentCommand {
    /// Make the key if it doesn't exist, and print the line for the server's configuration
    Key,
    /// Have Windows start the agent with the computer (run this as an administrator)
    Install(Box<AgentWork>),
}

#[derive(Debug, Args)]
pub(in crate::cli) struct AgentsArgs {
    /// Where the server serves its metrics [default: metrics_listen of the configuration]
    #[arg(long, value_name = "ADDRESS:PORT", value_parser = metrics_address)]
    pub(in crate::cli) metrics: Option<SocketAddr>,
    /// Print one array for programs
    #[arg(long)]
    pub(in crate::cli) json: bool,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct AnswerArgs {
    /// The link you were sent
    #[arg(value_name = "LINK")]
    pub(in crate::cli) link: AskLink,
    /// The computer you were told about; nothing is checked if the link asks for another one
    #[arg(long = "for", value_name = "TARGET")]
    pub(in crate::cli) shown: Option<String>,
    /// Don't ask before checking and sending
    #[arg(long, requires = "shown")]
    pub(in crate::cli) yes: bool,
    /// Print the steps for all findings, not only for errors and warnings
    #[arg(long)]
    pub(in crate::cli) full: bool,
    #[command(flatten)]
    pub(in crate::cli) sharing: SharingArgs,
    #[command(flatten)]
    pub(in crate::cli) dns: DnsArgs,
}

/// What is sent of a result.
#[derive(Clone, Debug, Args)]
pub(in crate::cli) struct SharingArgs {
    /// How much is sent: everything, support (no user names), or public (no names or addresses)
    #[arg(long, value_name = "LEVEL", default_value = "support", value_parser = level)]
    pub(in crate::cli) level: Disclosure,
    /// How long it's kept: hour, day, week, or month [default: week, or less if the server keeps less]
    #[arg(long, value_name = "LIFE", value_parser = life)]
    pub(in crate::cli) life: Option<Life>,
    /// What you were doing, in your own words
    #[arg(long, value_name = "TEXT")]
    pub(in crate::cli) doing: Option<String>,
}

impl CheckArgs {
    pub(in crate::cli) fn form(&self) -> Form {
        match (self.json, self.full) {
            (true, _) => Form::Json,
            (false, true) => Form::People(Detail::Full),
            (false, false) => Form::People(Detail::Troubles),
        }
    }

    pub(in crate::cli) fn rows(&self) -> Rows {
        match (self.json, self.csv) {
            (true, _) => Rows::JsonLines,
            (false, true) => Rows::Csv,
            (false, false) => Rows::Table,
        }
    }

    pub(in crate::cli) fn capture(&self) -> Result<Option<Capture>, Error> {
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
    pub(in crate::cli) fn form(&self) -> Form {
        Form::People(if self.full { Detail::Full } else { Detail::Troubles })
    }
}

fn level(text: &str) -> Result<Disclosure, &'static str> {
    Disclosure::named(text).ok_or("it's one of everything, support, and public")
}

fn room(text: &str) -> Result<u8, &'static str> {
    let room = text.parse().ok().filter(|room| (1..=32).contains(room));
    room.ok_or("use a whole number, from 1 to 32")
}

fn life(text: &str) -> Result<Life, &'static str> {
    Life::named(text).ok_or("it's one of hour, day, week, and month")
}
