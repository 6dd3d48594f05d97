//! The command line: the things that it starts.

mod agent;
mod answer;
mod args;
mod attempts;
mod capture;
mod captured;
mod check;
mod delivery;
mod embed;
mod exit;
mod explain;
mod list;
mod reach;
mod remote;
mod several;
mod sign_in;
mod store;
mod token;
mod unreached;
mod view;
mod watch;

use core::future::pending;
use core::net::SocketAddr;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use tokio::net::TcpListener;
use tokio::runtime;
use tokio::sync::{mpsc, watch as changing};
use tracing::warn;
use wire::{Gateway, GatewayUsage, RdpFile, RdpSettings, Route, Target, lines_of_link};

pub use self::args::Cli;
pub(crate) use self::attempts::MOST as MOST_SIGN_INS;

use self::args::{CheckArgs, Command, EmbedCommand, PolicyCommand, PolicyTestArgs, ServeArgs};
use self::check::{Checked, Form};
use self::exit::{Exit, REFUSED};
use self::remote::Remote;
use crate::http::Scheme;
use crate::limits::raise_descriptors;
use crate::net::dial::Network;
use crate::net::policy::{Decision, Policy};
use crate::net::resolve::Resolver;
use crate::store::{Store, StorePlace};
use crate::{Config, Error, Log, LogFormat, http};

impl Cli {
    /// Does what was asked for.
    ///
    /// # Errors
    ///
    /// What keeps it from being done; the caller prints it.
    pub fn execute(self) -> Result<ExitCode, Error> {
        let config = Config::load(self.config.as_deref())?;
        match self.command {
            Command::Delivery(command) => single_thread()?.block_on(delivery::run(command, &config)),
            Command::Token(command) => single_thread()?.block_on(token::run(command, &config)),
            Command::Serve(args) => run_serve(config, args, self.config),
            Command::Check(args) => run_check(&args, args.dns.over(config)),
            Command::Agent(args) => agent::run(args, config),
            Command::Agents(args) => agent::list(&args, &config),
            Command::Answer(args) => {
                let network = own_network(&args.dns.over(config));
                Ok(answer::answer(&args, &network)?.into())
            }
            Command::Explain(args) => explain::run(&args),
            Command::Policy(PolicyCommand::Test(args)) => run_policy_test(args, config),
            Command::Policy(PolicyCommand::Reach(args)) => {
                let policy = args
                    .policy
                    .over(config)
                    .policy
                    .map_or(Policy::OwnMachine, Policy::Rules);
                single_thread()?.block_on(reach::reach(&policy))
            }
            Command::Embed(EmbedCommand::Check(args)) => embed::check(&args.portal, args.server, &config),
            Command::Watch(args) => single_thread()?.block_on(watch::run(&args, &config)),
            Command::Store(command) => single_thread()?.block_on(store::run(command, config)),
        }
    }
}

fn run_serve(config: Config, args: ServeArgs, file: Option<PathBuf>) -> Result<ExitCode, Error> {
    let mut config = args.clone().over(config)?;
    if let Policy::Rules(rules) = config.policy_at(config.listen)?
        && rules.allow.is_empty()
        && !rules.allow_any_public
    {
        return Err(Error::NothingAllowed);
    }
    start_log(&config.log, config.log_format);
    raise_descriptors();
    let runtime = runtime::Builder::new_multi_thread().enable_all().build();
    runtime.map_err(Error::Start)?.block_on(async {
        let listener = bind("listen", config.listen).await?;
        let address = listener.local_addr().map_err(Error::Serve)?;
        find_nat64(&mut config).await;
        let signal = interrupted().map_err(Error::Start)?;
        let store = Store::open(&config.store_settings()).await?;
        let greeting = greeting(address, &config, &store)?;
        let ready = move || io::stdout().write_all(greeting.as_bytes()).map_err(Error::Output);
        let metrics = match config.metrics_listen {
            Some(listen) => Some(bind("metrics_listen", listen).await?),
            None => None,
        };
        let listeners = http::Listeners {
            pages: listener,
            metrics,
        };
        let (shutdown, hurry) = twice(signal);
        let (changes, config) = changing::channel(config);
        let reload = move || Config::load(file.as_deref()).and_then(|config| args.clone().over(config));
        tokio::select! {
            served = http::serve(listeners, config, store, ready, shutdown, hurry) => served,
            error = reload_when_asked(reload, &changes) => Err(error),
        }
    })?;
    Ok(ExitCode::SUCCESS)
}

async fn bind(setting: &'static str, listen: SocketAddr) -> Result<TcpListener, Error> {
    let bound = TcpListener::bind(listen).await;
    bound.map_err(|error| Error::listen(setting, listen, error))
}

/// Completes with the first request to end, and with the second.
fn twice(mut asked: mpsc::Receiver<()>) -> (impl Future<Output = ()>, impl Future<Output = ()>) {
    let times = changing::Sender::new(0_u32);
    let after = |most: u32| {
        let mut times = times.subscribe();
        async move {
            if times.wait_for(|times| *times > most).await.is_err() {
                // Nobody can ask any more.
                pending().await
            }
        }
    };
    let both = (after(0), after(1));
    tokio::spawn(async move {
        while asked.recv().await.is_some() {
            times.send_modify(|times| *times += 1);
        }
        pending::<()>().await;
    });
    both
}

/// The prefixes of the network's NAT64 join those that the owner named.
async fn find_nat64(config: &mut Config) {
    if let Some(rules) = &mut config.policy {
        rules
            .nat64
            .extend(Resolver::new(config.dns_server).nat64_prefixes().await);
    }
}

/// Reads the configuration again with every SIGHUP. A faulty one changes nothing. Ends with what keeps signals from
/// being heard.
#[cfg(unix)]
async fn reload_when_asked(reload: impl Fn() -> Result<Config, Error>, changes: &changing::Sender<Config>) -> Error {
    use tokio::signal::unix::{SignalKind, signal};

    let mut asked = match signal(SignalKind::hangup()) {
        Ok(asked) => asked,
        Err(error) => return Error::Start(error),
    };
    while asked.recv().await.is_some() {
        match reload() {
            Ok(mut config) => {
                find_nat64(&mut config).await;
                changes.send_replace(config);
            }
            Err(error) => warn!("the configuration stays as it was: {error}"),
        }
    }
    pending().await
}

/// Nothing asks for that here.
#[cfg(not(unix))]
async fn reload_when_asked(_: impl Fn() -> Result<Config, Error>, _: &changing::Sender<Config>) -> Error {
    pending().await
}

/// Where the relay is, who may use it for what, where it keeps results, and how it is stopped. Whoever starts it in a
/// terminal reads this first.
fn greeting(address: SocketAddr, config: &Config, store: &Store) -> Result<String, Error> {
    let mut users: Vec<String> = config.public_origins.iter().map(ToString::to_string).collect();
    if address.ip().is_loopback() {
        users.insert(0, "programs on this computer".to_owned());
    }
    let checked = match config.policy_at(address)? {
        Policy::OwnMachine => "any computer".to_owned(),
        Policy::Rules(rules) => match rules.allow.len() + rules.deny.len() {
            1 => "what the policy allows (1 rule)".to_owned(),
            most => format!("what the policy allows ({most} rules)"),
        },
    };
    let results = match (store.is_on(), config.store_settings().chosen_place()) {
        (true, Some(place)) => format!("kept in {place}"),
        (true, None) | (false, _) => "not kept; nothing can be shared".to_owned(),
    };
    let (scheme, base) = (Scheme::of(config).name(), config.base_path.as_str());
    Ok(format!(
        "rdptrace listens on {scheme}://{address}{base}/\n  version:        {}\n  for:            {}\n  checks:         {checked}\n  \
         shared results: {results}\n  stop it with Ctrl+C\n",
        env!("CARGO_PKG_VERSION"),
        users.join(", "),
    ))
}

fn start_log(log: &Log, format: LogFormat) {
    use tracing_subscriber::layer::SubscriberExt as _;
    use tracing_subscriber::util::SubscriberInitExt as _;

    let registry = tracing_subscriber::registry().with(log.0.clone());
    let lines = tracing_subscriber::fmt::layer().with_writer(io::stderr);
    match format {
        LogFormat::Text => registry.with(lines).init(),
        LogFormat::Json => registry.with(lines.json().flatten_event(true)).init(),
    }
}

/// Tells each time that the process is asked to end.
#[cfg(unix)]
fn interrupted() -> io::Result<mpsc::Receiver<()>> {
    use tokio::signal::unix::{SignalKind, signal};

    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    let (asked, receiver) = mpsc::channel(1);
    tokio::spawn(async move {
        loop {
            tokio::select! {
                _ = interrupt.recv() => {}
                _ = terminate.recv() => {}
            }
            if asked.send(()).await.is_err() {
                return;
            }
        }
    });
    Ok(receiver)
}

/// Tells each time that the process is asked to end.
#[cfg(not(unix))]
fn interrupted() -> io::Result<mpsc::Receiver<()>> {
    let (asked, receiver) = mpsc::channel(1);
    tokio::spawn(async move {
        // An error means that nobody can ask.
        while tokio::signal::ctrl_c().await.is_ok() && asked.send(()).await.is_ok() {}
    });
    Ok(receiver)
}

fn run_check(args: &CheckArgs, config: Config) -> Result<ExitCode, Error> {
    let network = own_network(&config);
    let (targets, unreadable) = match &args.file {
        Some(path) => read_list(path)?,
        None => (parse_all(&args.targets)?, Exit::Passed),
    };
    let targets = match &args.gateway {
        Some(gateway) => through(targets, gateway)?,
        None => targets,
    };
    if let ([Wanted { target, route }], None, false) = (targets.as_slice(), &args.file, args.csv) {
        let way = network
            .admit_way(target.clone(), route.clone())
            .map_err(|refused| Error::not_admitted(target, refused))?;
        let capture = args.capture()?;
        let account = args.sign_in.credentials(target)?;
        let check = check::check(way, &network, account, args.form(), capture);
        let Checked { report, exit } = single_thread()?.block_on(check)?;
        if let Some(address) = args.share.as_ref().filter(|_| exit != Exit::Interrupted) {
            let remote = Remote::new(address.clone());
            let sent = answer::send(&remote, &report, None, &args.sharing)?;
            let told = match args.form() {
                Form::People(_) => answer::told(&mut io::stdout().lock(), &remote, &sent),
                // One object is all that stands in the output.
                Form::Json => answer::told(&mut io::stderr().lock(), &remote, &sent),
            };
            told.map_err(Error::Output)?;
        }
        return Ok(exit.into());
    }
    for (setting, given, what) in [
        (
            "--user",
            args.sign_in.is_asked_for(),
            "one check signs in to one computer",
        ),
        (
            "--pcapng",
            args.pcapng.is_some(),
            "a file holds the traffic of one computer",
        ),
        (
            "--share",
            args.share.is_some(),
            "a link shows the result of one computer",
        ),
    ] {
        if given {
            return Err(Error::Config {
                setting: setting.to_owned(),
                place: "the command line".to_owned(),
                what: [what, ", so name only one"].concat(),
            });
        }
    }
    let worst = single_thread()?.block_on(several::check(targets, &network, args.rows()))?;
    Ok(worst.max(unreadable).into())
}

/// The folder in which this program keeps what is to last; absent where none is known.
fn own_state() -> Option<PathBuf> {
    StorePlace::default_file()?.parent().map(Path::to_owned)
}

/// What a check on one's own machine may reach: everything but what is never checked.
fn own_network(config: &Config) -> Network {
    Network::new(Policy::OwnMachine, Resolver::new(config.dns_server))
}

/// A computer to check, and what a connection file says about the way there.
#[derive(Clone, Debug)]
struct Wanted {
    target: Target,
    route: Route,
}

impl From<Target> for Wanted {
    fn from(target: Target) -> Self {
        let route = Route::default();
        Self { target, route }
    }
}

impl From<RdpFile> for Wanted {
    fn from(RdpFile { target, route }: RdpFile) -> Self {
        Self { target, route }
    }
}

fn parse_all(targets: &[String]) -> Result<Vec<Wanted>, Error> {
    let wanted = |text: &String| {
        let lower = text.to_ascii_lowercase();
        if lower.ends_with(".rdp") || lower.ends_with(".rdpw") {
            return read_connection_file(Path::new(text));
        }
        // A plain `rdp://pc` is an address that was typed wrong, and said to be.
        if lower.contains("=s:")
            && let Some(link) = lines_of_link(text)
        {
            let file = RdpFile::of(&RdpSettings::read(&link)).map_err(|fault| Error::ConnectionFile {
                path: text.into(),
                fault,
            })?;
            return Ok(file.into());
        }
        Ok(parse(text)?.into())
    };
    targets.iter().map(wanted).collect()
}

fn read_connection_file(path: &Path) -> Result<Wanted, Error> {
    let bytes = std::fs::read(path).map_err(|source| Error::TargetFile {
        path: path.to_owned(),
        source,
    })?;
    let file = RdpFile::parse(&bytes).map_err(|fault| Error::ConnectionFile {
        path: path.to_owned(),
        fault,
    })?;
    Ok(file.into())
}

/// The same computers, all of them behind `gateway`.
fn through(targets: Vec<Wanted>, gateway: &str) -> Result<Vec<Wanted>, Error> {
    let gateway = Gateway {
        target: Target::of_gateway(gateway).map_err(Error::BadTarget)?,
        usage: GatewayUsage::Always,
    };
    let behind = targets.into_iter().map(|mut wanted| {
        wanted.route.gateway = Some(gateway.clone());
        wanted
    });
    Ok(behind.collect())
}

/// The computers of a list. Lines that name none are told, and the others are checked all the same.
fn read_list(path: &Path) -> Result<(Vec<Wanted>, Exit), Error> {
    let text = std::fs::read_to_string(path).map_err(|source| Error::TargetFile {
        path: path.to_owned(),
        source,
    })?;
    let list = list::read(&text);
    let exit = if list.unreadable.is_empty() {
        Exit::Passed
    } else {
        Exit::Unusable
    };
    for (number, error) in list.unreadable {
        let error = Error::BadTarget(error);
        writeln!(io::stderr(), "{}, line {number}: {error}", path.display()).map_err(Error::Output)?;
    }
    Ok((list.targets.into_iter().map(Wanted::from).collect(), exit))
}

fn run_policy_test(args: PolicyTestArgs, config: Config) -> Result<ExitCode, Error> {
    let target = parse(&args.target)?;
    let config = args.dns.over(args.policy.over(config));
    let policy = config.policy.map_or(Policy::OwnMachine, Policy::Rules);
    let admitted = policy
        .admit(target.clone())
        .map_err(|refused| Error::not_admitted(&target, refused))?;
    let resolver = Resolver::new(config.dns_server);
    let resolution = single_thread()?.block_on(resolver.resolve(&admitted.resolved().host, policy.search()));
    let mut out = io::stdout().lock();
    if resolution.addresses.is_empty() {
        writeln!(out, "{target} has no address, so there's nothing to decide").map_err(Error::Output)?;
    }
    let mut allowed = false;
    for address in resolution.addresses {
        let line = match policy.decide(admitted.resolved(), address) {
            Decision::Allowed(reason) => {
                allowed = true;
                format!("allowed    {address}: {reason}")
            }
            Decision::Forbidden(reason) => format!("denied     {address}: {reason}"),
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
