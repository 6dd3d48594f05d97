//! What can be typed to look after a server: its policy, its store, its portals and its tokens.

use core::net::SocketAddr;
use core::num::NonZeroU16;
use std::path::PathBuf;

use clap::{Args, Subcommand};
use url::Url;

use super::server::metrics_address;
use super::{DnsArgs, PolicyArgs};
use crate::store::Scope;

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum EmbedCommand {
    /// Read a portal's page, and print each line that is missing to show the check there
    #[command(after_help = "Exit codes: 0 nothing is missing, 2 invalid input or no answer, 3 something is missing.")]
    Check(EmbedCheckArgs),
}

#[derive(Debug, Args)]
pub(in crate::cli) struct EmbedCheckArgs {
    /// Address of the page, such as https://helpdesk.example.org/tickets/1
    #[arg(value_name = "URL", value_parser = web_address)]
    pub(in crate::cli) portal: Url,
    /// Address of this server for browsers [default: the first of `public_origins`]
    #[arg(long, value_name = "URL", value_parser = web_address)]
    pub(in crate::cli) server: Option<Url>,
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
pub(in crate::cli) enum PolicyCommand {
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
pub(in crate::cli) struct PolicyReachArgs {
    #[command(flatten)]
    pub(in crate::cli) policy: PolicyArgs,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct PolicyTestArgs {
    /// Computer, as for `check`
    pub(in crate::cli) target: String,
    #[command(flatten)]
    pub(in crate::cli) dns: DnsArgs,
    #[command(flatten)]
    pub(in crate::cli) policy: PolicyArgs,
}

fn days_ago(text: &str) -> Result<u8, &'static str> {
    let days = text.parse().ok().filter(|days| (1..=89).contains(days));
    days.ok_or("use a whole number of days, from 1 to 89")
}

#[derive(Debug, Args)]
pub(in crate::cli) struct WatchArgs {
    /// Compare with this many days ago, 1 to 89
    #[arg(long, value_name = "DAYS", default_value_t = 1, value_parser = days_ago)]
    pub(in crate::cli) days: u8,
    /// Show all watched computers
    #[arg(long)]
    pub(in crate::cli) all: bool,
    /// Have the server check all of them first, each from its places
    #[arg(long)]
    pub(in crate::cli) now: bool,
    /// Where the server serves its metrics, for --now [default: metrics_listen of the configuration]
    #[arg(long, value_name = "ADDRESS:PORT", value_parser = metrics_address, requires = "now")]
    pub(in crate::cli) metrics: Option<SocketAddr>,
}

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum StoreCommand {
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
        // One in 64 begins with a hyphen.
        #[arg(allow_hyphen_values = true)]
        id: String,
    },
    /// Delete shared results for good, even those of other people
    Remove {
        /// Their IDs, from the end of their links
        #[arg(
            value_name = "ID",
            required_unless_present = "older_than_days",
            allow_hyphen_values = true
        )]
        ids: Vec<String>,
        /// Delete everything that was shared more than this many days ago
        #[arg(long, value_name = "DAYS", conflicts_with = "ids")]
        older_than_days: Option<u32>,
    },
}

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum DeliveryCommand {
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
    /// Send to a portal's receiver again, after it said that it's gone (410)
    Enable {
        /// The name of the portal in the settings
        tenant: String,
    },
    /// Put a test into a ticket
    Test {
        /// The name of the portal in the settings
        tenant: String,
        /// The ticket
        ticket: String,
    },
}

fn days(text: &str) -> Result<NonZeroU16, &'static str> {
    text.parse().map_err(|_| "use a whole number of days, from 1 to 65535")
}

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum TokenCommand {
    /// Make a token and print it, once
    Create {
        /// Who uses it, such as monitoring
        name: String,
        /// What it can be used for (can be repeated)
        #[arg(long = "scope", value_name = "SCOPE", required = true)]
        scopes: Vec<Scope>,
        /// Days until it expires [default: it doesn't]
        #[arg(long, value_name = "DAYS", value_parser = days)]
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

#[cfg(test)]
mod tests {
    use clap::Parser as _;

    use crate::Cli;

    #[test]
    fn ids_may_begin_with_a_hyphen() {
        for command in ["show", "remove"] {
            let read = Cli::try_parse_from(["rdptrace", "store", command, "-HaAbCdEfGhIjKlMnOpQrS"]);
            assert!(read.is_ok(), "{command}: {:?}", read.err());
        }
        assert!(Cli::try_parse_from(["rdptrace", "store", "remove", "--older-than-days", "3"]).is_ok());
    }
}
