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

use super::problem::ProblemResponse;
use crate::http::state::Relay;
use crate::limits::Denied;

/// A text or a file of which pieces come.
pub(in crate::http) struct Reading {
    pieces: Sender<Bytes>,
    read: JoinHandle<Explained>,
    bytes: u64,
    /// When it has taken too long.
    until: Instant,
}

impl Reading {
    /// Nothing has come yet.
    ///
    /// # Errors
    ///
    /// Where the relay reads as many as it can.
    pub(in crate::http) fn begin(relay: &Relay, library: &Arc<Library>) -> Result<Self, ProblemResponse> {
        let place = relay.readings.take(&());
        let place = place.ok_or_else(|| ProblemResponse::denied(library, Denied::held(Limit::Bodies)))?;
        let (pieces, mut come) = channel::<Bytes>(PIECES_AHEAD);
        let library = Arc::clone(library);
        let read = spawn_blocking(move || {
            let _place = place;
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
            until: Instant::now() + READ_LIMIT,
        })
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
            let next = timeout_at(self.until, timeout(PIECE_LIMIT, stream.next())).await;
            let piece = match next {
                Ok(Ok(Some(Ok(piece)))) => piece,
                Ok(Ok(None)) => return Ok(self.bytes > before),
                Ok(Ok(Some(Err(_))) | Err(_)) | Err(_) => return Err(ProblemKind::Unreadable),
            };
            self.bytes += u64::try_from(piece.len()).unwrap_or(u64::MAX);
            if self.bytes > LONGEST_FILE {
                return Err(ProblemKind::TooLarge);
            }
            // The thread reads until there is nothing more to come.
            self.pieces.send(piece).await.map_err(|_| ProblemKind::Overloaded)?;
        }
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
/// Enough for the longest file over a line of 2 Mbit/s.
const READ_LIMIT: Duration = Duration::from_secs(300);
