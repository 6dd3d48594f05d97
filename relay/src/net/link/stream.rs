//! One connection that stands: what is queued on it, which halves are open, and where what passes is written down.

use core::pin::Pin;
use core::task::{Context, Poll, ready};
use std::io;

use probe::ConnectionId;
use tokio::io::{AsyncRead as _, AsyncWrite as _, ReadBuf};
use tokio::net::TcpStream;

use crate::net::recording::{Direction, Event, Recording};

/// A connection that stands.
pub(super) struct Stream {
    pub(super) tcp: TcpStream,
    pub(super) outgoing: Vec<u8>,
    /// The peer has not ended its half.
    receiving: bool,
    /// We have not ended ours.
    sending: bool,
}

impl Stream {
    pub(super) fn new(tcp: TcpStream) -> Self {
        Self {
            tcp,
            outgoing: Vec::new(),
            receiving: true,
            sending: true,
        }
    }

    /// Reads before it writes: what came before a reset is to be heard before the reset. Zero bytes are the peer's FIN.
    pub(super) fn poll(
        &mut self,
        cx: &mut Context<'_>,
        buffer: &mut [u8],
        recorder: &mut LinkRecorder<'_>,
    ) -> Poll<io::Result<usize>> {
        if let Poll::Ready(read) = self.poll_read(cx, buffer, recorder) {
            return Poll::Ready(read);
        }
        match self.poll_flush(cx, recorder) {
            Poll::Ready(Err(error)) => Poll::Ready(Err(error)),
            Poll::Ready(Ok(())) | Poll::Pending => Poll::Pending,
        }
    }

    /// Sends what is queued and FIN, and reads on until the peer's FIN, so that it sees an orderly end and no reset.
    pub(super) fn poll_end(
        &mut self,
        cx: &mut Context<'_>,
        buffer: &mut [u8],
        recorder: &mut LinkRecorder<'_>,
    ) -> Poll<()> {
        while let Poll::Ready(read) = self.poll_read(cx, buffer, recorder) {
            if read.is_err() {
                return Poll::Ready(());
            }
        }
        if self.sending {
            let flushed = ready!(self.poll_flush(cx, recorder)).is_ok();
            let ended = flushed && ready!(Pin::new(&mut self.tcp).poll_shutdown(cx)).is_ok();
            // Also where it failed: nobody is there any more to send it to.
            self.sending = false;
            if !ended {
                return Poll::Ready(());
            }
            recorder.note(Event::Ended(Direction::Sent));
        }
        if self.receiving { Poll::Pending } else { Poll::Ready(()) }
    }

    fn poll_read(
        &mut self,
        cx: &mut Context<'_>,
        buffer: &mut [u8],
        recorder: &mut LinkRecorder<'_>,
    ) -> Poll<io::Result<usize>> {
        if !self.receiving {
            return Poll::Pending;
        }
        let mut buffer = ReadBuf::new(buffer);
        let read = ready!(Pin::new(&mut self.tcp).poll_read(cx, &mut buffer)).map(|()| buffer.filled().len());
        // Behind an end or an error, every read would say the same again.
        self.receiving = read.as_ref().is_ok_and(|length| *length > 0);
        match &read {
            Ok(0) => recorder.note(Event::Ended(Direction::Received)),
            Ok(_) => recorder.carried(Direction::Received, buffer.filled()),
            Err(error) => recorder.note(Event::Broken { reset: is_reset(error) }),
        }
        Poll::Ready(read)
    }

    fn poll_flush(&mut self, cx: &mut Context<'_>, recorder: &mut LinkRecorder<'_>) -> Poll<io::Result<()>> {
        while !self.outgoing.is_empty() {
            let written = ready!(Pin::new(&mut self.tcp).poll_write(cx, &self.outgoing));
            let written = written.inspect_err(|error| recorder.note(Event::Broken { reset: is_reset(error) }))?;
            recorder.carried(Direction::Sent, self.outgoing.get(..written).unwrap_or_default());
            self.outgoing.drain(..written);
        }
        Poll::Ready(Ok(()))
    }
}

/// Where the events of one connection are written down, if they are.
pub(super) struct LinkRecorder<'a> {
    pub(super) recording: Option<&'a mut Recording>,
    pub(super) connection: ConnectionId,
}

impl LinkRecorder<'_> {
    pub(super) fn note(&mut self, event: Event) {
        if let Some(recording) = &mut self.recording {
            recording.note(self.connection, event);
        }
    }

    fn carried(&mut self, direction: Direction, bytes: &[u8]) {
        if let Some(recording) = &mut self.recording {
            recording.carried(self.connection, direction, bytes);
        }
    }
}

/// A write after the reset was noticed reports a broken pipe.
pub(super) fn is_reset(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionReset | io::ErrorKind::ConnectionAborted | io::ErrorKind::BrokenPipe
    )
}
