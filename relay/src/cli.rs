//! The command line: what can be typed, and the three things that it starts.

use core::net::SocketAddr;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};
use tokio::net::TcpListener;
use tokio::runtime;
use wire::Target;

use crate::capture::Capture;
use crate::check::Form;
use crate::pcapng::Secrets;
use crate::policy::{Decision, Policy, Rule, Rules};
use crate::resolve::Resolver;
use crate::store::{self, Store, StorePlace, StorePlaceError};
use crate::view::Detail;
use crate::{Config, Error, Log, Origin, check, serve};

/// Shows where a Remote Desktop connection breaks.
///
/// rdptrace walks the steps of an RDP connection, from the name to the first picture, without a password, and says
/// at which step it breaks, why, and who can fix it.
#[derive(Debug, Parser)]
#[command(name = "rdptrace", version, after_help = SETTINGS)]
pub struct Cli {
    /// Configuration file (TOML)
    #[arg(long, global = true, value_name = "FILE", env = "RDPTRACE_CONFIG")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
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
struct ServeArgs {
    /// Where to listen; port 0 lets the system choose a port [default: 127.0.0.1:8080]
    #[arg(long, value_name = "ADDRESS:PORT")]
    listen: Option<SocketAddr>,
    /// Origin under which browsers reach the relay, such as https://rdptrace.example.org; may be repeated
    #[arg(long = "public-origin", value_name = "ORIGIN")]
    public_origins: Vec<Origin>,
    /// Where shared results are kept: sqlite:FILE, sqlite::memory:, postgres://HOST/DATABASE or off
    #[arg(long, value_name = "URL")]
    store: Option<String>,
    /// Log filter: error, warn, info, debug or trace, or levels per module [default: info]
    #[arg(long, value_name = "FILTER")]
    log: Option<Log>,
    /// Offer no download of what a run sent and received
    #[arg(long)]
    no_recordings: bool,
    #[command(flatten)]
    dns: DnsArgs,
    #[command(flatten)]
    policy: PolicyArgs,
}

#[derive(Debug, Args)]
struct CheckArgs {
    /// The computer: pc, pc.example.org:3390, 192.0.2.7 or [2001:db8::7]:3389
    target: String,
    /// Print one JSON object at the end and nothing else
    #[arg(long)]
    json: bool,
    /// Print all that can be done for every finding, not only for errors and warnings
    #[arg(long, conflicts_with = "json")]
    full: bool,
    /// Write what was sent and received into a new file, for Wireshark
    #[arg(long, value_name = "FILE")]
    pcapng: Option<PathBuf>,
    /// Put the TLS secrets into that file too: whoever has it can then read what was said inside TLS
    #[arg(long, requires = "pcapng")]
    tls_secrets: bool,
    #[command(flatten)]
    dns: DnsArgs,
}

#[derive(Debug, Subcommand)]
enum PolicyCommand {
    /// Print whether a target may be checked by those who use the relay, and by which rule
    #[command(after_help = "Exit codes: 0 allowed, 2 bad input, 3 refused by the policy.")]
    Test(PolicyTestArgs),
}

#[derive(Debug, Args)]
struct PolicyTestArgs {
    /// The computer, as for `check`
    target: String,
    #[command(flatten)]
    dns: DnsArgs,
    #[command(flatten)]
    policy: PolicyArgs,
}

#[derive(Debug, Subcommand)]
enum StoreCommand {
    /// Copy the SQLite file of `store`, while relays go on using it
    Backup {
        /// The copy: a new file
        file: PathBuf,
    },
}

#[derive(Debug, Args)]
struct DnsArgs {
    /// DNS server to ask in place of the system's
    #[arg(long, value_name = "ADDRESS:PORT")]
    dns_server: Option<SocketAddr>,
}

#[derive(Debug, Args)]
struct PolicyArgs {
    /// Let others check pc.example.org, *.example.org or 10.0.0.0/8, with ports as in pc.example.org:3389,3390; may
    /// be repeated
    #[arg(long, value_name = "RULE")]
    allow: Vec<Rule>,
    /// Forbid what a rule of --allow would let through; may be repeated
    #[arg(long, value_name = "RULE")]
    deny: Vec<Rule>,
    /// Let others check every public address on port 3389
    #[arg(long)]
    allow_any_public: bool,
}

impl Cli {
    /// Does what was asked for.
    ///
    /// # Errors
    ///
    /// What keeps it from being done; the caller prints it.
    pub fn execute(self) -> Result<ExitCode, Error> {
        let config = Config::load(self.config.as_deref())?;
        match self.command {
            Command::Serve(args) => run_serve(args.over(config)?),
            Command::Check(args) => run_check(&args, args.dns.over(config)),
            Command::Policy(PolicyCommand::Test(args)) => run_policy_test(args, config),
            Command::Store(StoreCommand::Backup { file }) => run_backup(config, &file),
        }
    }
}

impl ServeArgs {
    fn over(self, mut config: Config) -> Result<Config, Error> {
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
    fn form(&self) -> Form {
        match (self.json, self.full) {
            (true, _) => Form::Json,
            (false, true) => Form::People(Detail::Full),
            (false, false) => Form::People(Detail::Troubles),
        }
    }

    fn capture(&self) -> Result<Option<Capture>, Error> {
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
    fn over(&self, mut config: Config) -> Config {
        config.dns_server = self.dns_server.or(config.dns_server);
        config
    }
}

impl PolicyArgs {
    fn over(self, mut config: Config) -> Config {
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

fn run_serve(config: Config) -> Result<ExitCode, Error> {
    config.policy_at(config.listen)?;
    start_log(&config.log);
    let runtime = runtime::Builder::new_multi_thread().enable_all().build();
    runtime.map_err(Error::Start)?.block_on(async {
        let listener = TcpListener::bind(config.listen)
            .await
            .map_err(|error| Error::listen(config.listen, error))?;
        let address = listener.local_addr().map_err(Error::Serve)?;
        let signal = interrupted().map_err(Error::Start)?;
        let store = Store::open(&config.store_settings()).await?;
        writeln!(io::stdout(), "rdptrace listens on http://{address}/").map_err(Error::Output)?;
        serve::serve(listener, &config, store, signal).await
    })?;
    Ok(ExitCode::SUCCESS)
}

fn start_log(log: &Log) {
    use tracing_subscriber::layer::SubscriberExt as _;
    use tracing_subscriber::util::SubscriberInitExt as _;

    let lines = tracing_subscriber::fmt::layer().with_writer(io::stderr);
    tracing_subscriber::registry().with(lines).with(log.0.clone()).init();
}

/// Completes when the process is asked to end.
#[cfg(unix)]
fn interrupted() -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};

    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

/// Completes when the process is asked to end.
#[cfg(not(unix))]
fn interrupted() -> io::Result<impl Future<Output = ()>> {
    Ok(async {
        // An error means that nobody can ask.
        if tokio::signal::ctrl_c().await.is_err() {
            core::future::pending().await
        }
    })
}

fn run_check(args: &CheckArgs, config: Config) -> Result<ExitCode, Error> {
    let target = parse(&args.target)?;
    let admitted = Policy::OwnMachine
        .admit(target.clone())
        .map_err(|refused| Error::not_admitted(&target, refused))?;
    let resolver = Resolver::new(config.dns_server);
    let capture = args.capture()?;
    single_thread()?.block_on(check::check(admitted, &resolver, args.form(), capture))
}

/// Read here, because the command line's own reader repeats what it cannot read, and this may hold a password.
fn store_place(text: &str) -> Result<StorePlace, Error> {
    text.parse().map_err(|error: StorePlaceError| Error::Config {
        setting: "--store".to_owned(),
        place: "the command line".to_owned(),
        what: error.to_string(),
    })
}

fn run_backup(config: Config, file: &Path) -> Result<ExitCode, Error> {
    let copied = single_thread()?.block_on(store::backup(config.store, file))?;
    writeln!(io::stdout(), "copied {copied} to {}", file.display()).map_err(Error::Output)?;
    Ok(ExitCode::SUCCESS)
}

fn run_policy_test(args: PolicyTestArgs, config: Config) -> Result<ExitCode, Error> {
    let target = parse(&args.target)?;
    let config = args.dns.over(args.policy.over(config));
    let policy = config.policy.map_or(Policy::OwnMachine, Policy::Rules);
    let admitted = policy
        .admit(target.clone())
        .map_err(|refused| Error::not_admitted(&target, refused))?;
    let resolver = Resolver::new(config.dns_server);
    let resolution = single_thread()?.block_on(resolver.resolve(&admitted.ascii().host));
    let mut out = io::stdout().lock();
    if resolution.addresses.is_empty() {
        writeln!(out, "{target} has no address, so there is nothing to judge").map_err(Error::Output)?;
    }
    let mut allowed = false;
    for address in resolution.addresses {
        let line = match policy.judge(admitted.ascii(), address) {
            Decision::Allowed(reason) => {
                allowed = true;
                format!("allowed    {address}: {reason}")
            }
            Decision::Forbidden(reason) => format!("forbidden  {address}: {reason}"),
        };
        writeln!(out, "{line}").map_err(Error::Output)?;
    }
    Ok(ExitCode::from(if allowed { 0 } else { REFUSED }))
}

fn parse(target: &str) -> Result<Target, Error> {
    target.parse().map_err(Error::BadTarget)
}

/// One thread does: a run mostly waits, and starting others costs more than they could save.
fn single_thread() -> Result<runtime::Runtime, Error> {
    runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(Error::Start)
}

/// The policy does not let the target be checked.
pub(crate) const REFUSED: u8 = 3;

const EXIT_CODES: &str = "\
Exit codes:
  0    nothing failed
  1    a step failed or stayed silent
  2    bad input: the target or a setting cannot be understood
  3    refused by policy: metadata services of clouds are never checked
  130  interrupted with Ctrl-C; what was known by then is printed

Colours are left out where NO_COLOR is set.";
const SERVE_EXAMPLES: &str = "\
Examples:
  rdptrace serve
  rdptrace serve --listen 127.0.0.1:0
  rdptrace serve --listen 0.0.0.0:8080 --public-origin https://rdptrace.example.org --allow '*.corp.example' \
--allow 10.0.0.0/8";
const SETTINGS: &str = "\
Settings come from the configuration file, then from the environment, then from the command line:
  listen            RDPTRACE_LISTEN                    --listen            127.0.0.1:8080
  public_origins    RDPTRACE_PUBLIC_ORIGINS            --public-origin     [https://rdptrace.example.org]
  dns_server        RDPTRACE_DNS_SERVER                --dns-server        192.0.2.53:53
  log               RDPTRACE_LOG                       --log               info
  store             RDPTRACE_STORE                     --store             sqlite:/var/lib/rdptrace/results.db
  longest_life      RDPTRACE_LONGEST_LIFE                                  month (or hour, day, week)
  most_results      RDPTRACE_MOST_RESULTS                                  200000
  most_megabytes    RDPTRACE_MOST_MEGABYTES                                2000
  recordings        RDPTRACE_RECORDINGS                --no-recordings     true
  [policy]
  allow             RDPTRACE_POLICY__ALLOW             --allow             ['*.corp.example', '10.0.0.0/8:3389']
  deny              RDPTRACE_POLICY__DENY              --deny              [10.66.0.0/16]
  allow_any_public  RDPTRACE_POLICY__ALLOW_ANY_PUBLIC  --allow-any-public  false";
