//! `rdptrace serve`: the page and the WebSocket behind it.

mod asks;
mod comparisons;
mod decode;
mod exports;
mod front;
mod language;
mod page;
mod pages;
mod problem;
mod recordings;
mod reports;
mod requests;
mod results;
mod session;
mod words;

use core::future::Future;
use core::net::SocketAddr;
use core::time::Duration;
use std::sync::Arc;

use axum::http::header::{CONTENT_SECURITY_POLICY, HeaderName, HeaderValue, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS};
use axum::response::Response;
use axum::routing::{any, get};
use axum::serve::{Listener, ListenerExt as _};
use axum::{Router, middleware};
use codes::Catalogue;
use probe::Plan;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::time::timeout;

use self::front::Front;
use self::language::Languages;
use self::recordings::Recordings;
use crate::policy::Policy;
use crate::resolve::Resolver;
use crate::store::Store;
use crate::{Config, Error};

/// What all requests of one listener share.
pub struct Relay {
    front: Front,
    languages: Languages,
    policy: Policy,
    resolver: Resolver,
    plan: Plan,
    recordings: Recordings,
    store: Store,
    pages: results::Pages,
    runs: Arc<Semaphore>,
    stopping: watch::Sender<bool>,
}

impl Relay {
    /// The relay that listens on `listen`, an address with the port that the system gave.
    ///
    /// # Errors
    ///
    /// Where the configuration does not say what others may check, or the program was built with a damaged catalogue.
    pub fn new(config: &Config, listen: SocketAddr, store: Store) -> Result<Arc<Self>, Error> {
        Ok(Arc::new(Self {
            front: Front::new(listen, &config.public_origins),
            languages: Languages::new(Catalogue::builtin().map_err(Error::Catalogue)?),
            policy: config.policy_at(listen)?,
            resolver: Resolver::new(config.dns_server),
            plan: Plan::default(),
            recordings: Recordings::new(config.recordings),
            store,
            pages: results::Pages::new(),
            runs: Arc::new(Semaphore::new(most_runs())),
            stopping: watch::Sender::new(false),
        }))
    }
}

/// Every route, behind the rules for `Host` and `Origin`.
pub fn app(relay: Arc<Relay>) -> Router {
    Router::new()
        .route("/api/check", any(session::upgrade))
        .route("/healthz", get(async || "ok"))
        .merge(asks::routes())
        .merge(comparisons::routes())
        .merge(decode::routes())
        .merge(exports::routes())
        .merge(pages::routes())
        .merge(recordings::routes())
        .merge(requests::routes())
        .merge(results::routes())
        .merge(reports::routes())
        .merge(words::routes())
        .fallback(page::asset)
        .layer(middleware::from_fn_with_state(Arc::clone(&relay), front::guard))
        .layer(middleware::map_response(with_security_headers))
        .with_state(relay)
}

/// Serves until `shutdown` completes; then tells whoever is connected, and ends within two seconds.
///
/// # Errors
///
/// Where the configuration does not say what others may check, or the listener fails.
pub async fn serve(
    listener: TcpListener,
    config: &Config,
    store: Store,
    shutdown: impl Future<Output = ()>,
) -> Result<(), Error> {
    let relay = Relay::new(config, listener.local_addr().map_err(Error::Serve)?, store.clone())?;
    let mut stopping = relay.stopping.subscribe();
    let stopped = async move {
        // An error means that the relay is gone, which is the same.
        let _ = stopping.wait_for(|stopping| *stopping).await;
    };
    let server = axum::serve(undelayed(listener), app(Arc::clone(&relay))).with_graceful_shutdown(stopped);
    let mut serving = core::pin::pin!(server.into_future());
    tokio::select! {
        served = &mut serving => return served.map_err(Error::Serve),
        () = shutdown => {}
    }
    relay.stopping.send_replace(true);
    let farewell = async {
        let served = serving.await;
        relay.stopping.closed().await;
        store.close().await;
        served
    };
    // Whoever has not gone by then is cut off.
    timeout(FAREWELL_LIMIT, farewell)
        .await
        .unwrap_or(Ok(()))
        .map_err(Error::Serve)
}

/// Accepts connections whose small messages go out at once.
///
/// With Nagle's algorithm the first event of a run leaves at once and all others wait until the browser acknowledges
/// it, which it delays by 40 ms: longer than most checks take.
fn undelayed(listener: TcpListener) -> impl Listener<Io = TcpStream, Addr = SocketAddr> {
    listener.tap_io(|stream| {
        // A connection that is gone already cannot be set, and needs nothing any more.
        let _ = stream.set_nodelay(true);
    })
}

async fn with_security_headers(mut response: Response) -> Response {
    response
        .headers_mut()
        .extend(SECURITY_HEADERS.map(|(name, value)| (name, HeaderValue::from_static(value))));
    response
}

/// A run mostly waits; four per core keep a small machine responsive.
fn most_runs() -> usize {
    4 * std::thread::available_parallelism().map_or(1, usize::from)
}

const SECURITY_HEADERS: [(HeaderName, &str); 5] = [
    (
        CONTENT_SECURITY_POLICY,
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; style-src 'self'; \
         img-src 'self' data: blob:; font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; \
         object-src 'none'",
    ),
    (REFERRER_POLICY, "no-referrer"),
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (
        HeaderName::from_static("permissions-policy"),
        "accelerometer=(), autoplay=(), camera=(), clipboard-read=(), clipboard-write=(self), display-capture=(), \
         encrypted-media=(), fullscreen=(), gamepad=(), geolocation=(), gyroscope=(), hid=(), idle-detection=(), \
         local-fonts=(), magnetometer=(), microphone=(), midi=(), payment=(), picture-in-picture=(), \
         publickey-credentials-get=(), screen-wake-lock=(), serial=(), usb=(), xr-spatial-tracking=()",
    ),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
];
/// Whoever stops the program waits two seconds at most; the rest is for the process itself.
const FAREWELL_LIMIT: Duration = Duration::from_millis(1500);

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn accepted_connections_do_not_wait_to_fill_their_packets() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let _browser = TcpStream::connect(address).await.unwrap();

        let (accepted, _) = undelayed(listener).accept().await;

        assert!(accepted.nodelay().unwrap());
    }
}
