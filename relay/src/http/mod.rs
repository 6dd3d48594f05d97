//! `rdptrace serve`: the page and the WebSocket behind it.
//!
//! ```text
//!  kit         what answers are made of: languages, problems, compression, the page's files
//!  state       what all routes share
//!  rights      what a client may have checked, and from where
//!  extract     what handlers ask for
//!  portals, jwt         what portals may launch, and how they sign it
//!  bearer, idempotent   programs with a token, and their requests that come again
//!  watched              how computers are checked that are watched
//!  api, pages, tunnel, ws, middleware
//!  router      which address leads where
//!  apps        the relay itself, and the frame of each tenant
//!  server      connections, and how long each may take
//! ```
//!
//! Nothing in a line uses what stands below it.

mod admit;
mod api;
mod apps;
mod bearer;
mod downloads;
mod extract;
#[cfg(feature = "fuzz")]
pub(crate) mod fuzz;
mod idempotent;
mod jwt;
mod kit;
mod middleware;
mod pages;
mod portals;
mod rights;
mod router;
mod server;
mod state;
mod subject;
mod trouble;
mod tunnel;
mod tunnels;
mod watched;
mod ws;

use core::future::{Future, pending};
use core::net::SocketAddr;
use core::sync::atomic::Ordering;
use core::time::Duration;
use std::sync::Arc;

use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::time::timeout;
use tracing::{info, warn};

use self::api::health::metrics;
use self::apps::Apps;
pub(crate) use self::kit::front::Scheme;
use self::server::{Door, Tls};
use self::state::Relay;
use crate::agents::AgentName;
use crate::bus::{Bus, mirror, tell_of_runs};
use crate::config::TlsFiles;
use crate::random_name::random_name;
use crate::stopping::stopped;
use crate::store::Store;
use crate::{Config, Error, clock, delivery, watch as watching};

/// Where a relay is reached.
#[derive(Debug)]
pub struct Listeners {
    /// The page and everything behind it.
    pub pages: TcpListener,
    /// `/metrics`; absent where nobody reads them.
    pub metrics: Option<TcpListener>,
}

/// Calls `ready` when nothing can keep it from serving any more, and serves until `shutdown` completes; then begins no more
/// runs, and lets those that are under way end, until `hurry` completes or [`GRACE`] is over. Whoever is still connected is
/// told, and it ends within two seconds. Each change of `config` holds from the next request on, but for what belongs to the
/// listeners and the store; a certificate is read again when its file changes.
///
/// # Errors
///
/// Where the configuration does not say what others may check or does not fit together, the listener fails, or `ready` does.
pub async fn serve(
    listeners: Listeners,
    mut config: watch::Receiver<Config>,
    store: Store,
    ready: impl FnOnce() -> Result<(), Error>,
    shutdown: impl Future<Output = ()>,
    hurry: impl Future<Output = ()>,
) -> Result<(), Error> {
    let listener = listeners.pages;
    let listen = listener.local_addr().map_err(Error::Serve)?;
    let first = config.borrow_and_update().clone();
    let tls = first.tls.as_ref().map(Tls::from_files).transpose()?;
    let bus = match first.bus_settings()? {
        Some(settings) => Some(Bus::connect(&settings).await?),
        None => None,
    };
    let relay = Relay::new(&first, listen, store.clone(), bus)?;
    if let Some(listener) = listeners.metrics {
        let door = Arc::new(Door::new(MOST_SCRAPERS, None, Vec::new()));
        let metrics = metrics(Arc::clone(&relay));
        tokio::spawn(server::serve(listener, door, None, metrics, end(&relay)));
    }
    // What the relay does not take over holds for nobody.
    let accepted = watch::Sender::new(first.clone());
    let owner: Arc<str> = random_name().into();
    work(&relay, &store, &accepted, &owner);
    let apps = Apps::new(Arc::clone(&relay), &first);
    ready()?;
    let door = Arc::new(Door::of(&relay, first.limits.descriptors().connections));
    let server = server::serve(
        listener,
        Arc::clone(&door),
        tls.clone(),
        Arc::clone(&apps).router(),
        end(&relay),
    );
    let mut serving = core::pin::pin!(server);
    tokio::select! {
        () = &mut serving => return Ok(()),
        () = follow(&mut config, &accepted, (&apps, &door), (&first, listen)) => {}
        () = follow_files(tls.as_ref(), first.tls.as_ref()) => {}
        () = shutdown => {}
    }
    relay.draining.store(true, Ordering::Relaxed);
    tokio::select! {
        () = &mut serving => return Ok(()),
        // An error means that the time is over.
        _ = timeout(GRACE, relay.runs.ended()) => {}
        () = hurry => {}
    }
    relay.stopping.send_replace(true);
    let farewell = async {
        serving.await;
        relay.stopping.closed().await;
        // Otherwise nobody would check what this relay watched until its silence is long enough.
        let _ = store.release_watches(&owner).await;
        store.close().await;
    };
    // Whoever has not gone by then is cut off.
    if timeout(FAREWELL_LIMIT, farewell).await.is_err() {
        warn!("not everything came to its end before the server stopped");
    }
    Ok(())
}

/// Begins what goes on by itself until the relay stops: it delivers results, checks what is watched as `owner`, and is
/// one of several on a bus.
fn work(relay: &Arc<Relay>, store: &Store, accepted: &watch::Sender<Config>, owner: &Arc<str>) {
    let delivering = delivery::run(store.clone(), accepted.subscribe(), relay.metrics.clone());
    spawn_until(delivering, end(relay));
    if let Some(bus) = relay.bus.clone() {
        let known = Arc::clone(relay);
        let is_known = move |name: &AgentName| {
            let newest = known.newest();
            newest.is_some_and(|relay| relay.known_agents.contains_key(name))
        };
        // The farewell waits for it, because it holds the other end.
        let stopping = relay.stopping.subscribe();
        tokio::spawn(tell_of_runs(bus.clone(), relay.runs.clone(), stopping));
        spawn_until(mirror(bus, relay.agents.clone(), is_known), end(relay));
    }
    let checking = Arc::clone(relay);
    let check = move |target, place| watched::check(Arc::clone(&checking), target, place);
    let watched = watching::run(
        store.clone(),
        Arc::clone(owner),
        accepted.subscribe(),
        relay.metrics.clone(),
        Arc::new(clock::unix_millis),
        relay.asked.subscribe(),
        check,
    );
    spawn_until(watched, end(relay));
}

/// Completes when the relay stops.
fn end(relay: &Relay) -> impl Future<Output = ()> + Send + use<> {
    let mut stopping = relay.stopping.subscribe();
    async move { stopped(&mut stopping).await }
}

/// Has `work` go on by itself until `stop` completes.
fn spawn_until(work: impl Future<Output = ()> + Send + 'static, stop: impl Future<Output = ()> + Send + 'static) {
    tokio::spawn(async move {
        tokio::select! {
            () = work => {}
            () = stop => {}
        }
    });
}

/// Takes over every change of the settings that fits together, and tells `accepted` of it. What holds from the next start
/// on is compared with `first`, the settings of this one. Does not complete.
async fn follow(
    config: &mut watch::Receiver<Config>,
    accepted: &watch::Sender<Config>,
    (apps, door): (&Apps, &Door),
    (first, listen): (&Config, SocketAddr),
) {
    while config.changed().await.is_ok() {
        let changed = config.borrow_and_update().clone();
        match apps.own().renewed(&changed, listen) {
            Ok(renewed) => {
                apps.renew(renewed, &changed);
                door.trust(changed.trusted_proxies.clone());
                let waiting = first.waiting_in(&changed);
                if !waiting.is_empty() {
                    warn!(
                        "restart the server for what changed in these settings: {}",
                        waiting.join(", ")
                    );
                }
                info!(tenants = changed.tenants.len(), "the configuration was read again");
                accepted.send_replace(changed);
            }
            Err(error) => warn!("the configuration stays as it was: {error}"),
        }
    }
    pending().await
}

/// Takes over every change of the certificate. Does not complete.
async fn follow_files(tls: Option<&Tls>, files: Option<&TlsFiles>) {
    if let (Some(tls), Some(files)) = (tls, files) {
        tls.follow(files).await;
    }
    pending().await
}

/// A run takes 30 seconds at most, and those who follow it hear of its end.
const GRACE: Duration = Duration::from_secs(35);
/// Prometheus, its twin, and somebody who looks.
const MOST_SCRAPERS: usize = 8;
/// Whoever stops the program waits two seconds at most; the rest is for the process itself.
const FAREWELL_LIMIT: Duration = Duration::from_millis(1500);

#[cfg(test)]
mod tests {
    use figment::Figment;
    use figment::providers::{Format as _, Toml};
    use futures_util::FutureExt as _;

    use super::*;

    fn config(toml: &str) -> Config {
        Figment::from(Toml::string(toml)).extract().unwrap()
    }

    #[tokio::test]
    async fn refused_settings_reach_neither_what_watches_nor_what_delivers() {
        let first = config("[[watch]]\ntarget = \"pc\"");
        let listen = "127.0.0.1:8080".parse().unwrap();
        let relay = Relay::new(&first, listen, Store::off(), None).unwrap();
        let door = Door::of(&relay, 8);
        let apps = Apps::new(relay, &first);
        let accepted = watch::Sender::new(first.clone());
        let mut heard = accepted.subscribe();
        let (changes, mut changed) = watch::channel(first.clone());
        changed.borrow_and_update();
        let mut following = core::pin::pin!(follow(&mut changed, &accepted, (&apps, &door), (&first, listen)));
        let mut after = |toml: &str| {
            changes.send_replace(config(toml));
            assert_eq!(following.as_mut().now_or_never(), None);
            let is_news = heard.has_changed().unwrap();
            let targets = heard
                .borrow_and_update()
                .watch
                .iter()
                .map(|watched| watched.target.to_string())
                .collect();
            (is_news, targets)
        };

        // Nobody is called `branch-7`, so it cannot be watched from there.
        let refused: (bool, Vec<String>) = after("[[watch]]\ntarget = \"laptop\"\nplaces = [\"branch-7\"]");
        let taken = after("[[watch]]\ntarget = \"laptop\"");

        assert_eq!(refused, (false, vec!["pc:3389".to_owned()]));
        assert_eq!(taken, (true, vec!["laptop:3389".to_owned()]));
    }
}
