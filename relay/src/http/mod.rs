//! `rdptrace serve`: the page and the WebSocket behind it.
//!
//! ```text
//!  kit         what answers are made of: languages, problems, compression, the page's files
//!  state       what all routes share
//!  extract     what handlers ask for
//!  api, pages, ws, middleware
//!  router      which address leads where
//! ```
//!
//! Nothing in a line uses what stands below it.

mod admit;
mod api;
mod extract;
mod kit;
mod middleware;
mod pages;
mod router;
mod state;
mod subject;
mod trouble;
mod ws;

use core::future::Future;
use core::net::SocketAddr;
use core::time::Duration;
use std::sync::Arc;

use axum::serve::{ListenerExt as _, TapIo};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::timeout;

use self::router::app;
use self::state::Relay;
use crate::store::Store;
use crate::{Config, Error};

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
    let server = axum::serve(
        undelayed(listener),
        app(Arc::clone(&relay)).into_make_service_with_connect_info::<SocketAddr>(),
    )
    .with_graceful_shutdown(stopped);
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
fn undelayed(listener: TcpListener) -> TapIo<TcpListener, fn(&mut TcpStream)> {
    listener.tap_io(|stream| {
        // A connection that is gone already cannot be set, and needs nothing any more.
        let _ = stream.set_nodelay(true);
    })
}

/// Whoever stops the program waits two seconds at most; the rest is for the process itself.
const FAREWELL_LIMIT: Duration = Duration::from_millis(1500);

#[cfg(test)]
mod tests {
    use axum::serve::Listener as _;

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
