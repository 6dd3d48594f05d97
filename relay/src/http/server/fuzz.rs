//! What a client sends over its connection.

use core::net::{Ipv4Addr, SocketAddr};

use axum::Router;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::runtime::Builder;
use tokio::sync::watch;

use super::converse;

/// Any bytes as the requests of a connection, with the settings with which all are read.
///
/// # Panics
///
/// Where what comes back is no answer of HTTP, or an answer that admits a fault of the server's own.
pub fn http_head(bytes: &[u8]) {
    let runtime = Builder::new_current_thread().enable_time().start_paused(true).build();
    let answers = runtime.expect("a runtime without threads").block_on(answers(bytes));
    if answers.is_empty() {
        return;
    }
    let status = answers.strip_prefix(b"HTTP/1.").and_then(|rest| rest.get(2..5));
    let status = status.expect("an answer begins with its status");
    assert!(!status.starts_with(b"5"), "{}", String::from_utf8_lossy(status));
}

/// All that comes back until the connection ends.
async fn answers(bytes: &[u8]) -> Vec<u8> {
    let (mut near, far) = tokio::io::duplex(SOCKET);
    let (_closing, closed) = watch::channel(false);
    let peer = SocketAddr::from((Ipv4Addr::LOCALHOST, 1));
    let app = Router::new().fallback(|body: String| async move { body });
    let served = tokio::spawn(converse(far, peer, app, closed));
    let mut answers = Vec::new();
    let (mut read, mut write) = tokio::io::split(&mut near);
    let asks = async {
        // The connection may end before all is read.
        let _ = write.write_all(bytes).await;
        let _ = write.shutdown().await;
    };
    let _ = tokio::join!(asks, read.read_to_end(&mut answers));
    served.await.expect("a connection ends without a panic");
    answers
}

/// What a system keeps for one socket.
const SOCKET: usize = 64 * 1024;
