//! The run's TCP connections: opened, read, written and closed as the check says.

mod stream;

use core::future::{Future as _, poll_fn};
use core::net::SocketAddr;
use core::pin::Pin;
use core::task::{Context, Poll};
use core::time::Duration;

use futures_util::future::BoxFuture;
use probe::{ConnectionId, Input, PeerGone};
use tokio::net::TcpStream;
use tokio::time::{Sleep, sleep};
use wire::{Dialed, KernelFacts};

use super::dial::{Opened, begin, open};
use super::kernel;
use crate::net::recording::{Event, Recording};

use self::stream::{LinkRecorder, Stream, is_reset};

/// All connections of one run. Dropping it closes them.
pub(crate) struct Links {
    links: Vec<Link>,
    buffer: Box<[u8; READ_SIZE]>,
    recording: Option<Recording>,
}

impl Links {
    /// No connection yet; what goes over those to come is written down in `recording`, where there is one.
    pub(crate) fn new(recording: Option<Recording>) -> Self {
        Self {
            links: Vec::new(),
            buffer: Box::new([0; READ_SIZE]),
            recording,
        }
    }

    /// What went over all connections; none where it was not to be kept.
    pub(crate) fn into_recording(self) -> Option<Recording> {
        let mut recording = self.recording?;
        recording.finish();
        Some(recording)
    }

    /// Begins to open a connection.
    pub(crate) fn dial(&mut self, connection: ConnectionId, address: SocketAddr) {
        let begun = begin(address);
        if let Some(recording) = &mut self.recording {
            // While it is being opened, the system already knows our end.
            let local = begun.as_ref().ok().and_then(|stream| stream.local_addr().ok());
            recording.dial(connection, address, local);
        }
        self.links.push(Link {
            connection,
            state: State::Dialing(Box::pin(open(begun, address))),
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
        let Some(place) = self.links.iter().position(|link| link.connection == connection) else {
            self.links.push(Link {
                connection,
                state: State::Closed(None),
            });
            return;
        };
        let (Some(link), recording) = (self.links.get_mut(place), self.recording.as_mut()) else {
            return;
        };
        link.state = match core::mem::replace(&mut link.state, State::Closed(None)) {
            State::Open(stream) => State::Closing {
                stream,
                until: Box::pin(sleep(HANG_UP_LIMIT)),
            },
            State::Broken(stream) => State::Closed(kernel::facts(&stream)),
            State::Dialing(_) => {
                LinkRecorder { recording, connection }.note(Event::GivenUp);
                State::Closed(None)
            }
            State::ResetAtOnce | State::Failed => State::Closed(None),
            same @ (State::Closing { .. } | State::Closed(_)) => same,
        };
    }

    /// Sends what is queued, and waits for news from any connection. Nothing is lost when the wait is given up.
    pub(crate) async fn next(&mut self) -> Input<'_> {
        let (connection, news) = poll_fn(|cx| {
            for link in &mut self.links {
                let mut recorder = LinkRecorder {
                    recording: self.recording.as_mut(),
                    connection: link.connection,
                };
                if let Poll::Ready(news) = link.poll(cx, self.buffer.as_mut_slice(), &mut recorder) {
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
            News::PeerGone(how) => Input::PeerGone { connection, how },
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
    Dialing(BoxFuture<'static, Result<Opened, Dialed>>),
    /// It stood, which has been told, and was reset, which is to be told.
    ResetAtOnce,
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
    PeerGone(PeerGone),
    HungUp(Option<KernelFacts>),
}

impl Link {
    fn poll(&mut self, cx: &mut Context<'_>, buffer: &mut [u8], recorder: &mut LinkRecorder<'_>) -> Poll<News> {
        // A turn takes the state and gives back the next one; in between, any would do.
        let state = core::mem::replace(&mut self.state, State::Failed);
        let (state, news) = state.turn(cx, buffer, recorder);
        self.state = state;
        news.map_or(Poll::Pending, Poll::Ready)
    }
}

impl State {
    /// What comes of it now, and what is to be told; none while it waits.
    fn turn(self, cx: &mut Context<'_>, buffer: &mut [u8], recorder: &mut LinkRecorder<'_>) -> (Self, Option<News>) {
        match self {
            Self::Dialing(mut dial) => {
                let Poll::Ready(opened) = dial.as_mut().poll(cx) else {
                    return (Self::Dialing(dial), None);
                };
                let (state, dialed) = match opened {
                    Ok(Opened::Stands(tcp)) => (Self::Open(Stream::new(tcp)), Dialed::Answered),
                    Ok(Opened::ResetAtOnce) => (Self::ResetAtOnce, Dialed::Answered),
                    Err(dialed) => (Self::Failed, dialed),
                };
                recorder.note(Event::Dialed(dialed));
                (state, Some(News::Dialed(dialed)))
            }
            Self::Open(mut stream) => match stream.poll(cx, buffer, recorder) {
                Poll::Pending => (Self::Open(stream), None),
                Poll::Ready(Ok(0)) => (Self::Open(stream), Some(News::PeerClosed)),
                Poll::Ready(Ok(length)) => (Self::Open(stream), Some(News::Received(length))),
                Poll::Ready(Err(error)) => {
                    let how = if is_reset(&error) {
                        PeerGone::Reset
                    } else {
                        PeerGone::PathError
                    };
                    (Self::Broken(stream.tcp), Some(News::PeerGone(how)))
                }
            },
            Self::Closing { mut stream, mut until } => {
                // Looked at first, so that a peer that goes on sending is not listened to for ever.
                let in_time = until.as_mut().poll(cx).is_pending();
                if in_time && stream.poll_end(cx, buffer, recorder).is_pending() {
                    return (Self::Closing { stream, until }, None);
                }
                recorder.note(Event::Closed);
                (Self::Failed, Some(News::HungUp(kernel::facts(&stream.tcp))))
            }
            Self::ResetAtOnce => {
                recorder.note(Event::Broken { reset: true });
                (Self::Failed, Some(News::PeerGone(PeerGone::Reset)))
            }
            Self::Closed(kernel) => (Self::Failed, Some(News::HungUp(kernel))),
            waiting @ (Self::Failed | Self::Broken(_)) => (waiting, None),
        }
    }
}

/// One TLS record with its overhead.
const READ_SIZE: usize = 16 * 1024;
/// How long the peer's FIN is waited for: more than one round trip to anywhere, and short enough that nobody notices.
const HANG_UP_LIMIT: Duration = Duration::from_millis(300);

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    use tokio::net::TcpListener;
    use tokio::task::spawn_blocking;
    use tokio::time::Instant;

    use super::*;

    const LINK: ConnectionId = ConnectionId(0);

    async fn linked() -> (Links, TcpStream) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let mut links = Links::new(None);
        links.dial(LINK, listener.local_addr().unwrap());
        let dialed = links.next().await;
        assert!(matches!(
            dialed,
            Input::Dialed {
                connection: LINK,
                dialed: Dialed::Answered
            }
        ));
        (links, listener.accept().await.unwrap().0)
    }

    #[tokio::test(start_paused = true)]
    async fn hanging_up_sends_what_is_queued_and_then_ends_the_stream() {
        let (mut links, peer) = linked().await;
        let mut peer = peer.into_std().unwrap();
        peer.set_nonblocking(false).unwrap();
        // More than the socket takes at once.
        let sent = vec![7; 8 << 20];
        links.send(LINK, &sent);
        links.hang_up(LINK);

        // As long as this goes on the clock stands still, however long it takes.
        let reading = spawn_blocking(move || peer.read_to_end(&mut Vec::new()));
        let hung_up = links.next().await;
        let read = reading.await.unwrap();

        assert_eq!(read.unwrap(), sent.len());
        let measured = matches!(hung_up, Input::HungUp { kernel: Some(_), .. });
        assert!(measured || !cfg!(target_os = "linux"), "{hung_up:?}");
    }

    #[tokio::test]
    async fn what_comes_before_a_reset_is_heard_before_the_reset() {
        let (mut links, mut peer) = linked().await;
        peer.write_all(b"why").await.unwrap();
        peer.set_zero_linger().unwrap();
        drop(peer);

        assert!(matches!(links.next().await, Input::Received { bytes: b"why", .. }));
        assert!(matches!(
            links.next().await,
            Input::PeerGone {
                how: PeerGone::Reset,
                ..
            }
        ));
    }

    #[tokio::test]
    async fn after_the_peers_end_bytes_can_still_be_sent() {
        let (mut links, mut peer) = linked().await;
        peer.shutdown().await.unwrap();
        assert!(matches!(links.next().await, Input::PeerClosed { .. }));

        links.send(LINK, b"bye");
        links.hang_up(LINK);
        assert!(matches!(links.next().await, Input::HungUp { .. }));

        let mut received = String::new();
        peer.read_to_string(&mut received).await.unwrap();
        assert_eq!(received, "bye");
    }

    #[tokio::test(start_paused = true)]
    async fn a_peer_that_does_not_end_its_half_is_waited_for_no_longer_than_the_limit() {
        let (mut links, peer) = linked().await;
        let begun = Instant::now();

        links.hang_up(LINK);
        assert!(matches!(links.next().await, Input::HungUp { .. }));

        assert!((HANG_UP_LIMIT..HANG_UP_LIMIT * 2).contains(&begun.elapsed()));
        drop(peer);
    }

    #[tokio::test]
    async fn giving_up_a_connection_that_does_not_stand_is_answered_at_once() {
        let mut links = Links::new(None);
        links.dial(LINK, SocketAddr::from(([192, 0, 2, 1], 3389)));

        links.hang_up(LINK);

        assert!(matches!(
            links.next().await,
            Input::HungUp {
                connection: LINK,
                kernel: None
            }
        ));
    }
}
