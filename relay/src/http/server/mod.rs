//! Connections: accepted, counted, limited in time, and served one request after the other.
//!
//! ```text
//!  listener --> Door: a place in all and one of its source --> Connection: no write stalls for ever --> hyper: heads
//! ```
//!
//! Whoever sends nothing, or no more, loses the connection; whoever holds too many gets no more of them.

mod connection;
mod door;
#[cfg(feature = "fuzz")]
pub(crate) mod fuzz;
mod timer;
mod tls;

use core::future::Future;
use core::net::SocketAddr;
use core::pin::pin;
use std::sync::Arc;

use axum::Router;
use axum::extract::ConnectInfo;
use hyper::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::{Service as _, service_fn};
use hyper_util::rt::TokioIo;
use hyper_util::service::TowerToHyperService;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpListener;
use tokio::sync::watch;

use self::connection::Connection;
pub(super) use self::door::Door;
use self::timer::{HeadTimer, IDLE_LIMIT};
pub(super) use self::tls::Tls;
use super::kit::meter::{Meter, Metered};

/// Answers with `app` whoever `door` lets in from `listener`, inside TLS where there is `tls`, until `stopped` completes;
/// then ends when all connections have had their last answer.
pub(super) async fn serve(
    listener: TcpListener,
    door: Arc<Door>,
    tls: Option<Tls>,
    app: Router,
    stopped: impl Future<Output = ()>,
) {
    let closing = watch::Sender::new(false);
    let mut stopped = pin!(stopped);
    loop {
        let (stream, peer, place) = tokio::select! {
            () = &mut stopped => break,
            entered = door.enter(&listener) => entered,
        };
        let connection = Connection::new(stream, place);
        let (app, tls, closing) = (app.clone(), tls.clone(), closing.subscribe());
        tokio::spawn(async move {
            match tls {
                None => converse(connection, peer, app, closing).await,
                Some(tls) => {
                    if let Some(stream) = tls.accept(connection).await {
                        converse(stream, peer, app, closing).await;
                    }
                }
            }
        });
    }
    // Before the last answers, so that nobody new gets into its queue, where no answer would come.
    drop(listener);
    closing.send_replace(true);
    closing.closed().await;
}

/// Answers one request after the other, until the client ends or `closing` says so.
async fn converse<S>(stream: S, peer: SocketAddr, app: Router, mut closing: watch::Receiver<bool>)
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let service = TowerToHyperService::new(app);
    let meter = Meter::default();
    let stream = Metered::new(stream, meter.clone());
    let service = service_fn(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(ConnectInfo::<SocketAddr>(peer));
        request.extensions_mut().insert(meter.clone());
        service.call(request)
    });
    let mut http = http1::Builder::new();
    http.header_read_timeout(IDLE_LIMIT).max_buf_size(LONGEST_HEAD);
    // A timer of its own, because the first head has less time than those that follow.
    let serving = http.timer(HeadTimer::default());
    let serving = serving.serve_connection(TokioIo::new(stream), service).with_upgrades();
    let mut serving = pin!(serving);
    tokio::select! {
        // Whatever ends a connection early is the client's affair.
        _ = serving.as_mut() => return,
        _ = closing.wait_for(|closing| *closing) => {}
    }
    serving.as_mut().graceful_shutdown();
    let _ = serving.await;
}

/// Browsers and proxies send a tenth of this; a cookie of 4 KiB that another site set for a whole domain fits as well.
const LONGEST_HEAD: usize = 32 * 1024;

#[cfg(test)]
mod tests;
