//! Texts and files that are read as they come: in bounded memory, on a thread of their own, and never stored.

use core::time::Duration;
use std::sync::Arc;

use axum::body::Bytes;
use codes::{Explained, LONGEST_FILE};
use futures_util::{Stream, StreamExt as _};
use tokio::sync::mpsc::{Sender, channel};
use tokio::task::{JoinHandle, spawn_blocking};
use tokio::time::{Instant, timeout, timeout_at};
use ui::pages::Library;
use wire::ProblemKind;
use words::Limit;

use super::client::Client;
use super::problem::ProblemResponse;
use crate::http::state::Relay;
use crate::limits::{Denied, Quotas};

/// A text or a file of which pieces come.
pub(in crate::http) struct Reading {
    pieces: Sender<Bytes>,
    read: JoinHandle<Explained>,
    bytes: u64,
    begun: Instant,
}

impl Reading {
    /// Nothing has come yet.
    ///
    /// # Errors
    ///
    /// Where the relay reads as many as it can, or as many of `client` as it may.
    pub(in crate::http) fn begin(
        relay: &Relay,
        client: &Client,
        library: &Arc<Library>,
    ) -> Result<Self, ProblemResponse> {
        let denied = |denied| ProblemResponse::denied(library, denied);
        let of_source = relay.of_quota(client, Quotas::read).map_err(denied)?;
        let place = relay.readings.take(&());
        let place = place.ok_or_else(|| denied(Denied::held(Limit::Bodies)))?;
        let (pieces, mut come) = channel::<Bytes>(PIECES_AHEAD);
        let library = Arc::clone(library);
        let read = spawn_blocking(move || {
            // With the thread, which may be reading still when whoever sent it has gone.
            let _places = (place, of_source);
            let mut explainer = library.explainer();
            while let Some(piece) = come.blocking_recv() {
                explainer.push(&piece);
            }
            explainer.finish()
        });
        Ok(Self {
            pieces,
            read,
            bytes: 0,
            begun: Instant::now(),
        })
    }

    /// Why something is not read, in words that speak of files.
    pub(in crate::http) fn problem(library: &Library, kind: ProblemKind) -> ProblemResponse {
        if kind == ProblemKind::TooLarge {
            return ProblemResponse::saying(library, kind, library.words().explained_too_large());
        }
        ProblemResponse::new(library, kind)
    }

    /// Reads all of `stream`; returns whether there was anything in it.
    ///
    /// # Errors
    ///
    /// Where it is longer than [`LONGEST_FILE`], comes too slowly, or breaks off.
    pub(in crate::http) async fn take<E>(
        &mut self,
        mut stream: impl Stream<Item = Result<Bytes, E>> + Unpin,
    ) -> Result<bool, ProblemKind> {
        let before = self.bytes;
        loop {
            let piece = match self.in_time(stream.next()).await? {
                Some(Ok(piece)) => piece,
                None => return Ok(self.bytes > before),
                Some(Err(_)) => return Err(ProblemKind::Unreadable),
            };
            self.bytes += u64::try_from(piece.len()).unwrap_or(u64::MAX);
            if self.bytes > LONGEST_FILE {
                return Err(ProblemKind::TooLarge);
            }
            // The thread reads until there is nothing more to come.
            self.pieces.send(piece).await.map_err(|_| ProblemKind::Overloaded)?;
        }
    }

    /// What comes next: a piece, or what stands before it.
    ///
    /// # Errors
    ///
    /// Where nothing comes for [`PIECE_LIMIT`], or all of it more slowly than [`SLOWEST`].
    pub(in crate::http) async fn in_time<T>(&self, next: impl Future<Output = T>) -> Result<T, ProblemKind> {
        let earned = Duration::from_secs(self.bytes / SLOWEST);
        let until = self.begun + READ_LIMIT.min(PIECE_LIMIT + earned);
        let next = timeout_at(until, timeout(PIECE_LIMIT, next)).await;
        next.ok().and_then(Result::ok).ok_or(ProblemKind::Unreadable)
    }

    /// What it all is and says.
    ///
    /// # Errors
    ///
    /// Where the relay is ending.
    pub(in crate::http) async fn finish(self) -> Result<Explained, ProblemKind> {
        drop(self.pieces);
        self.read.await.map_err(|_| ProblemKind::Overloaded)
    }
}

/// Pieces that have come and are not read yet. A piece is what one read of a socket brings.
const PIECES_AHEAD: usize = 4;
/// A network that brings nothing for so long is gone.
const PIECE_LIMIT: Duration = Duration::from_secs(15);
/// Bytes a second, half a Mbit/s. Whoever brings a byte now and then would hold one of few places for as long as they like.
const SLOWEST: u64 = 64 * 1024;
/// Enough for the longest file over a line of 2 Mbit/s.
const READ_LIMIT: Duration = Duration::from_secs(300);

#[cfg(test)]
mod tests {
    use core::convert::Infallible;

    use futures_util::stream;
    use tokio::time::sleep;

    use super::*;

    /// One whose pieces go nowhere.
    fn reading() -> Reading {
        let (pieces, mut come) = channel(PIECES_AHEAD);
        Reading {
            pieces,
            read: tokio::spawn(async move {
                while come.recv().await.is_some() {}
                core::future::pending().await
            }),
            bytes: 0,
            begun: Instant::now(),
        }
    }

    /// `size` bytes after each `pause`, without end.
    fn pieces(size: usize, pause: Duration) -> impl Stream<Item = Result<Bytes, Infallible>> + Unpin {
        Box::pin(stream::unfold((), move |()| async move {
            sleep(pause).await;
            Some((Ok(Bytes::from(vec![b'a'; size])), ()))
        }))
    }

    #[tokio::test(start_paused = true)]
    async fn whoever_brings_next_to_nothing_loses_the_place_soon() {
        for (size, pause, seconds) in [
            (1, Duration::from_secs(14), 15),
            (1, Duration::from_secs(16), 15),
            // As slow as may be: for as long as anybody may.
            (64 * 1024, Duration::from_secs(1), 300),
        ] {
            let mut reading = reading();
            let begun = Instant::now();

            let taken = reading.take(pieces(size, pause)).await;

            assert_eq!(taken, Err(ProblemKind::Unreadable));
            assert_eq!(begun.elapsed().as_secs(), seconds, "{size} bytes");
        }
    }
}
