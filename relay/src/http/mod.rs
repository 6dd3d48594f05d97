//! `rdptrace serve`: the page and the WebSocket behind it.
//!
//! ```text
//!  kit         what answers are made of: languages, problems, compression, the page's files
//!  state       what all routes share
//!  extract     what handlers ask for
//!  api, pages, ws, middleware
//!  router      which address leads where
//!  server      connections, and how long each may take
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
mod server;
mod state;
mod subject;
mod trouble;
mod ws;

use core::future::Future;
use core::time::Duration;
use std::sync::Arc;

use tokio::net::TcpListener;
use tokio::time::timeout;

use self::router::app;
use self::server::Door;
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
    let server = server::serve(
        listener,
        Door::of(&relay, config.limits.descriptors().connections),
        app(Arc::clone(&relay)),
        stopped,
    );
    let mut serving = core::pin::pin!(server);
    tokio::select! {
        () = &mut serving => return Ok(()),
        () = shutdown => {}
    }
    relay.stopping.send_replace(true);
    let farewell = async {
        serving.await;
        relay.stopping.closed().await;
        store.close().await;
    };
    // Whoever has not gone by then is cut off.
    let _ = timeout(FAREWELL_LIMIT, farewell).await;
    Ok(())
}

/// Whoever stops the program waits two seconds at most; the rest is for the process itself.
const FAREWELL_LIMIT: Duration = Duration::from_millis(1500);
