//! The end of the relay, for those who go on until then.

use tokio::sync::watch;

/// Completes when the relay stops. Holds nothing of what it waits for, so that farewells can be said afterwards.
pub(crate) async fn stopped(stopping: &mut watch::Receiver<bool>) {
    // An error means that the relay is gone, which is the same.
    let _ = stopping.wait_for(|stopping| *stopping).await;
}
