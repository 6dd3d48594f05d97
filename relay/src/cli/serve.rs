//! `rdptrace serve`.

use core::convert::Infallible;
use core::future::pending;
use core::net::SocketAddr;
use std::io::{self, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

use tokio::net::TcpListener;
use tokio::runtime;
use tokio::sync::{mpsc, watch as changing};
use tracing::warn;

use super::args::ServeArgs;
use super::signals::{hung_up, interrupted};
use super::start::start_log;
use crate::http::Scheme;
use crate::limits::raise_descriptors;
use crate::net::policy::Policy;
use crate::net::resolve::Resolver;
use crate::store::Store;
use crate::{Config, Error, http};

/// Serves until it is asked to end. `file` is read again when the process is asked to.
///
/// # Errors
///
/// What keeps it from serving.
pub(super) fn run(config: Config, args: ServeArgs, file: Option<PathBuf>) -> Result<ExitCode, Error> {
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
        // Whoever reads where the relay listens may ask at once.
        let asked = hung_up().map_err(Error::Start)?;
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
        let read = move || Config::load(file.as_deref()).and_then(|config| args.clone().over(config));
        tokio::select! {
            served = http::serve(listeners, config, store, ready, shutdown, hurry) => served,
            never = reload(asked, read, &changes) => match never {},
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

/// Reads the configuration again each time that is `asked` for. A faulty one changes nothing.
async fn reload(
    mut asked: mpsc::Receiver<()>,
    read: impl Fn() -> Result<Config, Error>,
    changes: &changing::Sender<Config>,
) -> Infallible {
    while asked.recv().await.is_some() {
        match read() {
            Ok(mut config) => {
                find_nat64(&mut config).await;
                changes.send_replace(config);
            }
            Err(error) => warn!("the configuration stays as it was: {error}"),
        }
    }
    pending().await
}

/// Where the relay is, who may use it for what, where it keeps results, and how it is stopped. Whoever starts it in a
/// terminal reads this first.
fn greeting(address: SocketAddr, config: &Config, store: &Store) -> Result<String, Error> {
    let mut users: Vec<String> = config.public_origins.iter().map(ToString::to_string).collect();
    if address.ip().is_loopback() {
        users.insert(0, "browsers and apps on this computer".to_owned());
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
