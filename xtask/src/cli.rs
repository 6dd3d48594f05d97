//! What can be asked of `cargo xtask`, and the texts of its `--help`.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Builds, serves, tests and measures rdptrace.
///
/// What a task needs and does not find is installed first: build tools below one cache folder
/// ($RDPTRACE_CACHE, or `rdptrace` in the user's cache folder), Debian packages with apt-get.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", disable_help_subcommand = true)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) task: Task,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Task {
    /// Build the page and the relay, then serve the page until Ctrl-C
    Serve(Serve),
    /// Run every check and test, or one part of them
    Test(Test),
    /// Build the page and the optimised relay, and pack them: Debian package, archive, sums, list of parts
    Dist(Dist),
    /// Measure rdptrace beside nmap and xfreerdp, and the page's first load
    Bench(Bench),
    /// Show the same servers to rdptrace, xfreerdp and nmap, and say who is right
    Truth(Truth),
    /// Have libFuzzer look for bytes that break what reads foreign bytes
    Fuzz(Fuzz),
    /// Print how long and how hard the sentences are that the product says
    Prose(Prose),
    /// Only install what the other tasks need
    Setup(Setup),
}

#[derive(Debug, Args)]
pub(crate) struct Serve {
    /// Address and port to listen on; the relay asks for a target policy on anything but loopback
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8080")]
    pub(crate) listen: SocketAddr,
    #[command(flatten)]
    pub(crate) wasm: Wasm,
    /// Further arguments for `rdptrace serve`, after `--`
    #[arg(last = true, value_name = "ARGUMENT")]
    pub(crate) relay: Vec<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Test {
    /// Run this part alone (may be given more than once)
    #[arg(long, value_enum, value_name = "PART")]
    pub(crate) only: Vec<Part>,
    /// Leave out long parts that might not end within so many minutes of the start; what is left out is said
    #[arg(long, value_name = "MINUTES", conflicts_with = "only")]
    pub(crate) within: Option<u64>,
    #[command(flatten)]
    pub(crate) wasm: Wasm,
}

#[derive(Debug, Args)]
pub(crate) struct Dist {
    /// Try what was packed: its units, making all of it again in another folder, a container, and installing it in a
    /// Debian of its own (needs root)
    #[arg(long)]
    pub(crate) check: bool,
    /// Pack this program, and build none
    #[arg(long, value_name = "FILE")]
    pub(crate) binary: Option<PathBuf>,
    /// Pack this program for Windows, and build none
    #[arg(long, value_name = "FILE")]
    pub(crate) exe: Option<PathBuf>,
    /// Leave rdptrace.exe out
    #[arg(long, conflicts_with = "exe")]
    pub(crate) without_windows: bool,
    #[command(flatten)]
    pub(crate) wasm: Wasm,
}

#[derive(Debug, Args)]
pub(crate) struct Bench {
    #[command(flatten)]
    pub(crate) wasm: Wasm,
    /// Arguments for the bench program, after `--`
    #[arg(last = true, value_name = "ARGUMENT")]
    pub(crate) bench: Vec<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Truth {
    /// Write the totals into README.md and the whole table into docs/truth.md
    #[arg(long)]
    pub(crate) update: bool,
    /// Arguments for the program that asks, after `--`: a part of a scenario's name, or `--keep` and a folder for all
    /// that the tools say
    #[arg(last = true, value_name = "ARGUMENT")]
    pub(crate) truth: Vec<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Fuzz {
    /// Look at these readers alone, named as in fuzz/README.md
    #[arg(value_name = "READER")]
    pub(crate) readers: Vec<String>,
    /// Most runs of each
    #[arg(long, value_name = "NUMBER", default_value_t = 10_000_000)]
    pub(crate) runs: u64,
    /// Most seconds for each
    #[arg(long, value_name = "SECONDS", default_value_t = 20 * 60)]
    pub(crate) seconds: u64,
}

#[derive(Debug, Args)]
pub(crate) struct Prose {
    /// Read the files of this commit in place of the checkout's
    #[arg(long, value_name = "COMMIT")]
    pub(crate) at: Option<String>,
    /// Print the sentences that are too long
    #[arg(long)]
    pub(crate) long: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Setup {
    /// Install for this purpose alone (may be given more than once)
    #[arg(long, value_enum, value_name = "PURPOSE")]
    pub(crate) only: Vec<Purpose>,
    #[command(flatten)]
    pub(crate) wasm: Wasm,
}

#[derive(Debug, Args)]
pub(crate) struct Wasm {
    /// Where the standard libraries for WASM and Windows come from
    #[arg(
        long = "wasm",
        value_enum,
        value_name = "ROUTE",
        env = "RDPTRACE_WASM",
        default_value = "auto"
    )]
    pub(crate) route: Route,
}

/// Where the standard libraries for `wasm32-unknown-unknown` and `x86_64-pc-windows-gnu` come from.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub(crate) enum Route {
    /// What is there already, else rustup, else Debian
    Auto,
    /// `rustup target add`: needs rustup's download server
    Rustup,
    /// Debian's rustc-web, whose library source is compiled once: needs apt and root, and no more than package mirrors
    Debian,
}

/// One part of `cargo xtask test`, in the order in which the parts run: what is quick to fail comes first.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub(crate) enum Part {
    /// Formatting, spelling (typos), and licences, bans and sources of all dependencies (cargo-deny)
    Lint,
    /// Clippy on the whole workspace, warnings are errors
    Clippy,
    /// All Rust tests of this machine that need no other program
    Unit,
    /// The page's tests in headless Chromium
    Wasm,
    /// The relay against xrdp, FreeRDP, hostile peers and broken networks
    Servers,
    /// The served page in a real browser, against real servers
    Browser,
    /// Results that are shared, saved, compared and asked for, with and without a pointer
    Sharing,
    /// What a page shows before anything is scrolled, and that nothing on it moves
    Glance,
    /// The page in the frame of a portal, django-helpdesk among them
    Frames,
    /// The page beside the tickets of Request Tracker 5
    RequestTracker,
    /// The optimised relay against the real servers, link-time optimisation apart (long)
    Release,
    /// rdptrace.exe under wine, beside the program of this machine
    Windows,
    /// What `cargo xtask dist` gives away, made and tried (long)
    Packages,
}

impl Part {
    /// The name as it is typed after `--only`.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Lint => "lint",
            Self::Clippy => "clippy",
            Self::Unit => "unit",
            Self::Wasm => "wasm",
            Self::Servers => "servers",
            Self::Browser => "browser",
            Self::Sharing => "sharing",
            Self::Glance => "glance",
            Self::Frames => "frames",
            Self::RequestTracker => "request-tracker",
            Self::Release => "release",
            Self::Windows => "windows",
            Self::Packages => "packages",
        }
    }

    /// How many minutes a part takes at most, with nothing compiled before and on a busy machine, when it is over five on
    /// an idle one. Such a part is left out where the time for the whole run is short.
    pub(crate) fn minutes_at_most(self) -> Option<u64> {
        match self {
            Self::Lint
            | Self::Clippy
            | Self::Unit
            | Self::Wasm
            | Self::Servers
            | Self::Browser
            | Self::Sharing
            | Self::Glance
            | Self::Frames
            | Self::RequestTracker => None,
            Self::Release => Some(20),
            Self::Windows => Some(15),
            Self::Packages => Some(60),
        }
    }

    /// What the tests of a part that needs other programs are, and how long they take on two idle cores.
    pub(crate) fn runs(self) -> (&'static str, &'static str) {
        match self {
            Self::Browser => ("the tests of the served page in Chromium and Firefox", "5 minutes"),
            Self::Sharing => ("the tests of shared results and of ways without a pointer", "4 minutes"),
            Self::Glance => ("the tests of what is seen before any scrolling", "4 minutes"),
            Self::Frames => ("the tests of the page in a portal's frame", "3 minutes"),
            Self::RequestTracker => ("the tests beside the tickets of Request Tracker 5", "a minute"),
            Self::Windows => ("the tests of rdptrace.exe under wine", "2 minutes"),
            Self::Lint | Self::Clippy | Self::Unit | Self::Wasm | Self::Servers | Self::Release | Self::Packages => {
                ("the tests against real servers and hostile peers", "6 minutes")
            }
        }
    }

    /// What is installed for the part, beside what building the page takes.
    pub(crate) fn purpose(self) -> Option<Purpose> {
        match self {
            Self::Lint => Some(Purpose::Lint),
            Self::Clippy | Self::Unit => None,
            Self::Wasm => Some(Purpose::Wasm),
            Self::Servers | Self::Release => Some(Purpose::Servers),
            Self::Browser | Self::Sharing | Self::Glance | Self::Frames => Some(Purpose::Browser),
            Self::RequestTracker => Some(Purpose::RequestTracker),
            Self::Windows => Some(Purpose::Windows),
            Self::Packages => Some(Purpose::Packages),
        }
    }

    /// Whether the relay of this part has the page inside.
    pub(crate) fn wants_page(self) -> bool {
        match self {
            Self::Lint | Self::Clippy | Self::Unit | Self::Wasm | Self::Servers | Self::Windows => false,
            Self::Browser
            | Self::Sharing
            | Self::Glance
            | Self::Frames
            | Self::RequestTracker
            | Self::Release
            | Self::Packages => true,
        }
    }
}

/// What something is installed for.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub(crate) enum Purpose {
    /// To build the page
    Page,
    /// To check spelling, licences and sources
    Lint,
    /// To run the page's tests in headless Chromium
    Wasm,
    /// To test against real servers
    Servers,
    /// To test the served page in a real browser
    Browser,
    /// To test the page beside the tickets of Request Tracker 5
    RequestTracker,
    /// To measure beside other tools
    Bench,
    /// To make and try what is given away
    Packages,
    /// To make rdptrace.exe and run it under wine
    Windows,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn command_line_definition_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn part_names_are_the_ones_that_the_command_line_takes() {
        for part in Part::value_variants() {
            assert_eq!(part.to_possible_value().unwrap().get_name(), part.name());
        }
    }

    #[test]
    fn serve_listens_on_loopback_port_8080_unless_told_otherwise() {
        let cli = Cli::try_parse_from(["xtask", "serve"]).unwrap();

        let Task::Serve(serve) = cli.task else {
            panic!("`serve` was read as another task")
        };
        assert_eq!(serve.listen.to_string(), "127.0.0.1:8080");
    }

    #[test]
    fn listen_address_without_a_port_is_refused() {
        assert!(Cli::try_parse_from(["xtask", "serve", "--listen", "127.0.0.1"]).is_err());
    }
}
