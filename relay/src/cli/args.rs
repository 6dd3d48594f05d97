//! What can be typed, and what it changes of the settings.

mod check;
mod manage;
mod server;

use std::path::PathBuf;

use clap::error::{ContextKind, ContextValue};
use clap::{Args, Parser, Subcommand};

use super::exit::{ANSWER_EXIT_CODES, EXIT_CODES, EXPLAIN_EXIT_CODES};
use crate::config::settings;
pub(super) use check::{AgentArgs, AgentCommand, AgentWork, AgentsArgs, AnswerArgs, CheckArgs, SharingArgs};
pub(super) use manage::{
    DeliveryCommand, EmbedCommand, PolicyCommand, PolicyTestArgs, StoreCommand, TokenCommand, WatchArgs,
};
pub(super) use server::{DnsArgs, PolicyArgs, ServeArgs};

/// Find out why a Remote Desktop connection fails
///
/// rdptrace goes through an RDP connection step by step, from the name to the first picture. It needs no password. It
/// shows the step that fails, what that means, who can fix it, and how.
#[derive(Debug, Parser)]
#[command(name = "rdptrace", version, after_help = FIRST_STEPS, after_long_help = settings::help())]
pub struct Cli {
    /// Configuration file (TOML)
    #[arg(long, global = true, value_name = "FILE", env = "RDPTRACE_CONFIG")]
    pub(super) config: Option<PathBuf>,
    #[command(subcommand)]
    pub(super) command: Command,
}

impl Cli {
    /// What was typed; ends the program where it cannot be read, and says what would be right.
    pub fn from_command_line() -> Self {
        Self::try_parse().unwrap_or_else(|error| with_tip(error).exit())
    }
}

/// `error` with the command that was meant, where a computer or a code stands in its place.
fn with_tip(mut error: clap::Error) -> clap::Error {
    let first = std::env::args().nth(1);
    if let (Some(ContextValue::String(typed)), Some(first)) = (error.get(ContextKind::InvalidSubcommand), first)
        && *typed == first
        && error.get(ContextKind::SuggestedSubcommand).is_none()
    {
        let tip =
            format!("to check a computer: rdptrace check {first}\n  tip: to explain a code: rdptrace explain {first}");
        error.insert(ContextKind::Suggested, ContextValue::StyledStrs(vec![tip.into()]));
    }
    error
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Start the web page and run its checks
    ///
    /// On a loopback address, the server checks any computer and only answers browsers that use its own address. On any
    /// other address, it needs a policy and its public origins.
    #[command(after_help = SERVE_EXAMPLES)]
    Serve(ServeArgs),
    /// Check one or more computers from this machine
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
    /// It reads codes and messages of Remote Desktop apps, logs of clients and servers, Windows events (also .evtx),
    /// connection files (.rdp, .rdpw, .remmina, .rdg, confCons.xml), links (rdp://, ms-rd:), and captured network traffic
    /// (pcap, pcapng). Nothing leaves this machine.
    #[command(after_help = EXPLAIN_EXIT_CODES)]
    Explain(ExplainArgs),
    /// Test the target policy
    #[command(subcommand)]
    Policy(PolicyCommand),
    /// Show the check in pages of portals
    #[command(subcommand)]
    Embed(EmbedCommand),
    /// Show what is different from yesterday on watched computers
    ///
    /// Reads what the server found when it checked the computers that `watch` in its configuration names.
    Watch(WatchArgs),
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

#[derive(Debug, Args)]
pub(super) struct ExplainArgs {
    /// A code, a text, or the name of a file; - reads standard input
    #[arg(value_name = "INPUT", required = true, allow_negative_numbers = true)]
    pub(super) input: Vec<String>,
    /// Which connection of a capture to show, from 1
    #[arg(long, value_name = "NUMBER")]
    pub(super) connection: Option<usize>,
    /// Print one JSON object
    #[arg(long)]
    pub(super) json: bool,
}

/// What most people came for; the settings are for those who ask for more.
const FIRST_STEPS: &str = "\
Examples:
  rdptrace check pc.example.org    shows where the connection to a computer fails
  rdptrace explain 0x4             says what a code or an error message means
  rdptrace serve                   starts the web page for this computer

`rdptrace --help` lists all settings.";

const SERVE_EXAMPLES: &str = "\
Examples:
  rdptrace serve
  rdptrace serve --listen 127.0.0.1:0
  rdptrace serve --listen 0.0.0.0:8080 --public-origin https://rdptrace.example.org --allow '*.corp.example' \
--allow 10.0.0.0/8";
