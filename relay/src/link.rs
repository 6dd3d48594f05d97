//! The run's TCP connections: opened, read, written and closed as the check says.

use core::future::{Future as _, poll_fn};
use core::net::SocketAddr;
use core::pin::Pin;
use core::task::{Context, Poll, ready};
use core::time::Duration;
use std::io;

use futures_util::future::BoxFuture;
use probe::{ConnectionId, Input};
use tokio::io::{AsyncRead as _, AsyncWrite as _, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::{Sleep, sleep};
use wire::{Dialed, KernelFacts, Unreachable};

use crate::kernel;

/// All connections of one run. Dropping it closes them.
pub(crate) struct Links {
    links: Vec<Link>,
    buffer: Box<[u8; READ_SIZE]>,
}

impl Links {
    pub(crate) fn new() -> Self {
        Self {
            links: Vec::new(),
            buffer: Box::new([0; READ_SIZE]),
        }
    }

    /// Begins to open a connection.
    pub(crate) fn dial(&mut self, connection: ConnectionId, address: SocketAddr) {
        self.links.push(Link {
            connection,
            state: State::Dialing(Box::pin(open(address))),
        });
    }

    /// Queues bytes. Nothing is sent on a connection that does not stand.
    pub(crate) fn send(&mut self, connection: ConnectionId, bytes: &[u8]) {
        if let Some(Link {
            state: State::Open(stream),
            ..
        }) = self.find(connection)
        {
            stream.outgoing.extend_from_slice(bytes);
        }
    }

    /// Begins to close a connection, or gives up opening it.
    pub(crate) fn hang_up(&mut self, connection: ConnectionId) {
        let Some(link) = self.find(connection) else {
            self.links.push(Link {
                connection,
                state: State::Closed(None),
            });
            return;
        };
        link.state = match core::mem::replace(&mut link.state, State::Closed(None)) {
            State::Open(stream) => State::Closing {
                stream,
                until: Box::pin(sleep(HANG_UP_LIMIT)),
            },
            State::Broken(stream) => State::Closed(kernel::facts(&stream)),
            State::Dialing(_) | State::Failed => State::Closed(None),
            same @ (State::Closing { .. } | State::Closed(_)) => same,
        };
    }

    /// Sends what is queued, and waits for news from any connection. Nothing is lost when the wait is given up.
    pub(crate) async fn next(&mut self) -> Input<'_> {
        let (connection, news) = poll_fn(|cx| {
            for link in &mut self.links {
                if let Poll::Ready(news) = link.poll(cx, self.buffer.as_mut_slice()) {
                    return Poll::Ready((link.connection, news));
                }
            }
            Poll::Pending
        })
        .await;
        match news {
            News::Dialed(dialed) => Input::Dialed { connection, dialed },
            News::Received(length) => Input::Received {
                connection,
                bytes: self.buffer.get(..length).unwrap_or_default(),
            },
            News::PeerClosed => Input::PeerClosed { connection },
            News::PeerReset { reset } => Input::PeerReset { connection, reset },
            News::HungUp(kernel) => {
                self.links.retain(|link| link.connection != connection);
                Input::HungUp { connection, kernel }
            }
        }
    }

    fn find(&mut self, connection: ConnectionId) -> Option<&mut Link> {
        self.links.iter_mut().find(|link| link.connection == connection)
    }
}

struct Link {
    connection: ConnectionId,
    state: State,
}

enum State {
    Dialing(BoxFuture<'static, Result<TcpStream, Dialed>>),
    /// The attempt failed, which has been told.
    Failed,
    Open(Stream),
    /// Reset, which has been told; kept for what the kernel knows.
    Broken(TcpStream),
    Closing {
        stream: Stream,
        until: Pin<Box<Sleep>>,
    },
    /// Closed, which is to be told.
    Closed(Option<KernelFacts>),
}

enum News {
    Dialed(Dialed),
    /// So many bytes stand in the buffer.
    Received(usize),
    PeerClosed,
    PeerReset {
        reset: bool,
    },
    HungUp(Option<KernelFacts>),
}

impl Link {
    fn poll(&mut self, cx: &mut Context<'_>, buffer: &mut [u8]) -> Poll<News> {
        let (news, state) = match &mut self.state {
            State::Dialing(dial) => match ready!(dial.as_mut().poll(cx)) {
                Ok(tcp) => (News::Dialed(Dialed::Answered), State::Open(Stream::new(tcp))),
                Err(dialed) => (News::Dialed(dialed), State::Failed),
            },
            State::Open(stream) => match ready!(stream.poll(cx, buffer)) {
                Ok(0) => return Poll::Ready(News::PeerClosed),
                Ok(length) => return Poll::Ready(News::Received(length)),
                Err(error) => {
                    let State::Open(stream) = core::mem::replace(&mut self.state, State::Failed) else {
                        return Poll::Pending;
                    };
                    (
                        News::PeerReset {
                            reset: is_reset(&error),
                        },
                        State::Broken(stream.tcp),
                    )
                }
            },
            State::Closing { stream, until } => {
                let in_time = until.as_mut().poll(cx).is_pending();
                if in_time && stream.poll_end(cx, buffer).is_pending() {
                    return Poll::Pending;
                }
                (News::HungUp(kernel::facts(&stream.tcp)), State::Failed)
            }
            State::Closed(kernel) => (News::HungUp(kernel.take()), State::Failed),
            State::Failed | State::Broken(_) => return Poll::Pending,
        };
        self.state = state;
        Poll::Ready(news)
    }
}

/// A connection that stands.
struct Stream {
    tcp: TcpStream,
    outgoing: Vec<u8>,
    /// The peer has not ended its half.
    receiving: bool,
    /// We have not ended ours.
    sending: bool,
}

impl Stream {
    fn new(tcp: TcpStream) -> Self {
        Self {
            tcp,
            outgoing: Vec::new(),
            receiving: true,
            sending: true,
        }
    }

    /// Reads before it writes: what came before a reset is to be heard before the reset. Zero bytes are the peer's FIN.
    fn poll(&mut self, cx: &mut Context<'_>, buffer: &mut [u8]) -> Poll<io::Result<usize>> {
        if let Poll::Ready(read) = self.poll_read(cx, buffer) {
            return Poll::Ready(read);
        }
        match self.poll_flush(cx) {
            Poll::Ready(Err(error)) => Poll::Ready(Err(error)),
            Poll::Ready(Ok(())) | Poll::Pending => Poll::Pending,
        }
    }

    /// Sends what is queued and FIN, and reads on until the peer's FIN, so that it sees an orderly end and no reset.
    fn poll_end(&mut self, cx: &mut Context<'_>, buffer: &mut [u8]) -> Poll<()> {
        while let Poll::Ready(read) = self.poll_read(cx, buffer) {
            if read.is_err() {
                return Poll::Ready(());
            }
        }
        if self.sending {
            let flushed = ready!(self.poll_flush(cx)).is_ok();
            let ended = flushed && ready!(Pin::new(&mut self.tcp).poll_shutdown(cx)).is_ok();
            self.sending = false;
            if !ended {
                return Poll::Ready(());
            }
        }
        if self.receiving { Poll::Pending } else { Poll::Ready(()) }
    }

    fn poll_read(&mut self, cx: &mut Context<'_>, buffer: &mut [u8]) -> Poll<io::Result<usize>> {
        if !self.receiving {
            return Poll::Pending;
        }
        let mut buffer = ReadBuf::new(buffer);
        let read = ready!(Pin::new(&mut self.tcp).poll_read(cx, &mut buffer)).map(|()| buffer.filled().len());
        self.receiving = read.as_ref().is_ok_and(|length| *length > 0);
        Poll::Ready(read)
    }

    fn poll_flush(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        while !self.outgoing.is_empty() {
            let written = ready!(Pin::new(&mut self.tcp).poll_write(cx, &self.outgoing))?;
            self.outgoing.drain(..written);
        }
        Poll::Ready(Ok(()))
    }
}

/// Connects, and makes sure that it is this address that answered.
async fn open(address: SocketAddr) -> Result<TcpStream, Dialed> {
    let connected = async {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        let ends = (stream.peer_addr()?, stream.local_addr()?);
        io::Result::Ok((stream, ends))
    };
    let (stream, (peer, local)) = connected.await.map_err(|error| failed(&error))?;
    if (peer.ip(), peer.port()) != (address.ip(), address.port()) {
        return Err(Dialed::LocalFault { errno: 0 });
    }
    // A socket may meet itself where the port is one that the system hands out: nothing listened.
    if local == peer {
        Err(Dialed::Refused)
    } else {
        Ok(stream)
    }
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the standard library adds kinds as it likes"
)]
fn failed(error: &io::Error) -> Dialed {
    match error.kind() {
        io::ErrorKind::ConnectionRefused => Dialed::Refused,
        io::ErrorKind::ConnectionReset => Dialed::Reset,
        io::ErrorKind::HostUnreachable => Dialed::Unreachable {
            what: Unreachable::Host,
        },
        io::ErrorKind::NetworkUnreachable => Dialed::Unreachable {
            what: Unreachable::Network,
        },
        io::ErrorKind::PermissionDenied => Dialed::LocallyBlocked,
        io::ErrorKind::TimedOut => Dialed::Silent,
        _ => Dialed::LocalFault {
            errno: error.raw_os_error().unwrap_or_default(),
        },
    }
}

/// A write after the reset was noticed reports a broken pipe.
fn is_reset(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionReset | io::ErrorKind::ConnectionAborted | io::ErrorKind::BrokenPipe
    )
}

/// One TLS record with its overhead.
const READ_SIZE: usize = 16 * 1024;
/// How long the peer's FIN is waited for: more than one round trip to anywhere, and short enough that nobody notices.
const HANG_UP_LIMIT: Duration = Duration::from_millis(300);
