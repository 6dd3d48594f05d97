//! Connections: accepted, counted, limited in time, and served one request after the other.
//!
//! ```text
//!  listener --> Door: a place in all and one of its source --> Connection: no write stalls for ever --> hyper: heads
//! ```
//!
//! Whoever sends nothing, or no more, loses the connection; whoever holds too many gets no more of them.

mod connection;
mod door;
mod timer;

use core::future::Future;
use core::net::SocketAddr;
use core::pin::pin;

use axum::Router;
use axum::extract::ConnectInfo;
use hyper::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::{Service as _, service_fn};
use hyper_util::rt::TokioIo;
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tokio::sync::watch;

use self::connection::Connection;
pub(super) use self::door::Door;
use self::timer::{HeadTimer, IDLE_LIMIT};

/// Answers with `app` whoever `door` lets in from `listener`, until `stopped` completes; then ends when all connections
/// have had their last answer.
pub(super) async fn serve(listener: TcpListener, door: Door, app: Router, stopped: impl Future<Output = ()>) {
    let mut http = http1::Builder::new();
    http.header_read_timeout(IDLE_LIMIT).max_buf_size(LONGEST_HEAD);
    let closing = watch::Sender::new(false);
    let mut stopped = pin!(stopped);
    loop {
        let (stream, peer, place) = tokio::select! {
            () = &mut stopped => break,
            entered = door.enter(&listener) => entered,
        };
        let service = TowerToHyperService::new(app.clone());
        let service = service_fn(move |mut request: Request<Incoming>| {
            request.extensions_mut().insert(ConnectInfo::<SocketAddr>(peer));
            service.call(request)
        });
        let io = TokioIo::new(Connection::new(stream, place));
        // A timer of its own, because the first head has less time than those that follow.
        let serving = http.timer(HeadTimer::default()).serve_connection(io, service);
        let serving = serving.with_upgrades();
        let mut closing = closing.subscribe();
        tokio::spawn(async move {
            let mut serving = pin!(serving);
            tokio::select! {
                // Whatever ends a connection early is the client's affair.
                _ = serving.as_mut() => return,
                _ = closing.wait_for(|closing| *closing) => {}
            }
            serving.as_mut().graceful_shutdown();
            let _ = serving.await;
        });
    }
    drop(listener);
    closing.send_replace(true);
    closing.closed().await;
}

/// Browsers and proxies send a tenth of this; a cookie of 4 KiB that another site set for a whole domain fits as well.
const LONGEST_HEAD: usize = 32 * 1024;

#[cfg(test)]
mod tests;
