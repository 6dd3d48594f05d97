//! How much is read for one message of a WebSocket.
//!
//! A library that puts frames together gives whole messages only: frames that hold nothing and end nothing are seen by
//! nobody, and keep a core busy for as long as they come. What they cannot hide is that they are read.

use core::pin::Pin;
use core::sync::atomic::{AtomicUsize, Ordering};
use core::task::{Context, Poll, ready};
use std::io;
use std::sync::Arc;

use axum::Error;
use axum::extract::ws::{Message, WebSocket};
use futures_util::{Sink, SinkExt as _, Stream, StreamExt as _};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

/// Counts what is read from one connection since its last whole message.
#[derive(Clone, Debug)]
pub(in crate::http) struct Meter(Arc<Reading>);

#[derive(Debug)]
struct Reading {
    /// Bytes since the last message.
    read: AtomicUsize,
    /// The most of them. HTTP has limits of its own, so there is none before the connection is a WebSocket's.
    most: AtomicUsize,
}

impl Default for Meter {
    fn default() -> Self {
        Self(Arc::new(Reading {
            read: AtomicUsize::new(0),
            most: AtomicUsize::new(usize::MAX),
        }))
    }
}

impl Meter {
    /// From now on the bytes of a message, with the heads of its frames, are `most`.
    fn limit(&self, most: usize) {
        self.whole();
        self.0.most.store(most, Ordering::Relaxed);
    }

    /// A message is there.
    fn whole(&self) {
        self.0.read.store(0, Ordering::Relaxed);
    }

    /// Counts `bytes`; an error where they are more than a message may take.
    fn count(&self, bytes: usize) -> io::Result<()> {
        // No order is needed: it is a count, and publishes nothing else.
        let read = self.0.read.fetch_add(bytes, Ordering::Relaxed).saturating_add(bytes);
        if read > self.0.most.load(Ordering::Relaxed) {
            return Err(io::ErrorKind::QuotaExceeded.into());
        }
        Ok(())
    }
}

/// A connection whose reading is counted.
pub(in crate::http) struct Metered<S> {
    stream: S,
    meter: Meter,
}

impl<S> Metered<S> {
    pub(in crate::http) fn new(stream: S, meter: Meter) -> Self {
        Self { stream, meter }
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Metered<S> {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let before = buf.filled().len();
        ready!(Pin::new(&mut self.stream).poll_read(cx, buf))?;
        Poll::Ready(self.meter.count(buf.filled().len().saturating_sub(before)))
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Metered<S> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(cx, buf)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write_vectored(cx, bufs)
    }
}

/// A WebSocket that ends with an error where a message takes more than it may.
pub(in crate::http) struct Socket {
    messages: WebSocket,
    meter: Meter,
}

impl Socket {
    /// `longest` is the most bytes of a message.
    pub(super) fn new(messages: WebSocket, meter: Meter, longest: usize) -> Self {
        meter.limit(longest.saturating_mul(2).saturating_add(FRAME_HEADS));
        Self { messages, meter }
    }
}

impl Stream for Socket {
    type Item = Result<Message, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let message = ready!(self.messages.poll_next_unpin(cx));
        self.meter.whole();
        Poll::Ready(message)
    }
}

impl Sink<Message> for Socket {
    type Error = Error;

    fn poll_ready(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<(), Error>> {
        self.messages.poll_ready_unpin(cx)
    }

    fn start_send(mut self: Pin<&mut Self>, message: Message) -> Result<(), Error> {
        self.messages.start_send_unpin(message)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<(), Error>> {
        self.messages.poll_flush_unpin(cx)
    }

    fn poll_close(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<(), Error>> {
        self.messages.poll_close_unpin(cx)
    }
}

/// Browsers cut long messages into frames of several KiB; the head of each has at most 14 bytes. What is read ahead of the
/// next message is counted with it.
const FRAME_HEADS: usize = 4 * 1024;
