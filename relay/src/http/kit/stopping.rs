//! The end of the relay, for those who hold a connection.

use tokio::sync::watch;

/// Completes when the relay stops. Holds nothing of what it waits for, so that farewells can be said afterwards.
pub(in crate::http) async fn stopped(stopping: &mut watch::Receiver<bool>) {
    // An error means that the relay is gone, which is the same.
    let _ = stopping.wait_for(|stopping| *stopping).await;
}
