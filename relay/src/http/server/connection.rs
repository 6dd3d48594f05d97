//! One accepted connection.

use core::pin::Pin;
use core::task::{Context, Poll, ready};
use core::time::Duration;
use std::io;

use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt as _, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::{Instant, Sleep, sleep};

use super::door::Entered;

/// A connection that holds its place as long as anybody has it, also a WebSocket, and breaks when nothing can be written
/// for [`STALL_LIMIT`].
pub(super) struct Connection<S> {
    /// Absent once the connection is shut down. It goes before the stream, so that whoever sees the end of one connection
    /// finds a place for the next: a browser that has all of its share open asks again at once.
    place: Option<Entered>,
    stream: S,
    stalled: Pin<Box<Sleep>>,
    /// Whether the last write found no room.
    waiting: bool,
}

impl<S> Connection<S> {
    pub(super) fn new(stream: S, place: Entered) -> Self {
        Self {
            place: Some(place),
            stream,
            stalled: Box::pin(sleep(STALL_LIMIT)),
            waiting: false,
        }
    }

    fn limited<T>(&mut self, cx: &mut Context<'_>, written: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        if written.is_ready() {
            self.waiting = false;
            return written;
        }
        if !self.waiting {
            self.waiting = true;
            self.stalled.as_mut().reset(Instant::now() + STALL_LIMIT);
        }
        ready!(self.stalled.as_mut().poll(cx));
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }
}

impl Connection<TcpStream> {
    /// Looks at what comes first, and leaves it there.
    pub(super) async fn peek(&self, first: &mut [u8]) -> io::Result<usize> {
        self.stream.peek(first).await
    }

    /// Says something to whoever reads it, as far as the system takes it at once.
    pub(super) async fn tell(&mut self, text: &str) {
        // Nothing depends on it.
        let _ = self.stream.write_all(text.as_bytes()).await;
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Connection<S> {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, buf)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Connection<S> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(cx, buf);
        self.limited(cx, written)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let flushed = Pin::new(&mut self.stream).poll_flush(cx);
        self.limited(cx, flushed)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        // It is served no more, however long the other end takes to close.
        self.place = None;
        let closed = Pin::new(&mut self.stream).poll_shutdown(cx);
        self.limited(cx, closed)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(cx, bufs);
        self.limited(cx, written)
    }
}

/// Whoever takes not one byte for so long reads no more. Lines that stand still for less do recover.
const STALL_LIMIT: Duration = Duration::from_secs(30);

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_client_that_does_not_read_loses_its_connection() {
        let (near, _far) = tokio::io::duplex(8);
        let mut connection = Connection::new(near, Entered::unlimited());
        let begun = Instant::now();

        let written = connection.write_all(&[0; 100]).await;

        assert_eq!(written.unwrap_err().kind(), io::ErrorKind::TimedOut);
        assert_eq!(begun.elapsed().as_secs(), STALL_LIMIT.as_secs());
    }
}
