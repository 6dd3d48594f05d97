//! Who may connect.

use core::net::SocketAddr;
use core::time::Duration;
use std::io;
use std::sync::{Arc, PoisonError, RwLock};

use futures_util::FutureExt as _;
use ipnet::IpNet;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{sleep, timeout};
use tracing::warn;

use crate::http::kit::client::is_trusted;
use crate::http::state::Relay;
use crate::limits::{Notice, Place, Places, Source};

/// Counts connections, in all and for each source.
pub(in crate::http) struct Door {
    all: Arc<Semaphore>,
    /// Absent where everybody is the owner.
    sources: Option<Places<Source>>,
    /// Many clients come through each of these.
    trusted_proxies: RwLock<Vec<IpNet>>,
    full: Notice,
    crowded: Notice,
    failed: Notice,
}

/// A place among the connections.
#[derive(Debug)]
pub(super) struct Entered {
    _in_all: Option<OwnedSemaphorePermit>,
    _of_source: Option<Place<Source>>,
}

impl Entered {
    /// For a connection that is not counted.
    #[cfg(test)]
    pub(super) fn unlimited() -> Self {
        Self {
            _in_all: None,
            _of_source: None,
        }
    }
}

impl Door {
    /// Lets `most` in at a time, and of each source as many as `relay` shares out.
    pub(in crate::http) fn of(relay: &Relay, most: usize) -> Self {
        let share = (most / LEAST_SOURCES).max(OF_BROWSER);
        let sources = relay.quotas.as_ref().map(|quotas| quotas.connections.at_most(share));
        Self::new(most, sources, relay.trusted_proxies.clone())
    }

    /// Lets `most` in at a time, and of each source as many as it has places.
    pub(in crate::http) fn new(most: usize, sources: Option<Places<Source>>, trusted_proxies: Vec<IpNet>) -> Self {
        Self {
            all: Arc::new(Semaphore::new(most)),
            sources,
            trusted_proxies: RwLock::new(trusted_proxies),
            full: Notice::default(),
            crowded: Notice::default(),
            failed: Notice::default(),
        }
    }

    /// Counts the connections of these proxies no more, and those of all others from their next one on.
    pub(in crate::http) fn trust(&self, proxies: Vec<IpNet>) {
        *self.trusted_proxies.write().unwrap_or_else(PoisonError::into_inner) = proxies;
    }

    /// The next connection that has a place. Those without one are told so and closed: those of a source that has as many
    /// as it may at once, all others when no place gets free for [`PATIENCE`]. Nothing is lost when the wait is given up.
    pub(super) async fn enter(&self, listener: &TcpListener) -> (TcpStream, SocketAddr, Entered) {
        let in_all = loop {
            match timeout(PATIENCE, self.place()).await {
                Ok(place) => break place,
                Err(_) => turn_all_away(listener),
            }
        };
        loop {
            let (stream, peer) = match listener.accept().await {
                Ok(accepted) => accepted,
                Err(error) => {
                    self.note(&error).await;
                    continue;
                }
            };
            let Ok(of_source) = self.place_of(peer) else {
                if let Some(refused) = self.crowded.counted() {
                    warn!(refused, "connections were refused: one client holds as many as it may");
                }
                turn_away(&stream, TURNED_AWAY);
                continue;
            };
            // With Nagle's algorithm the first event of a run leaves at once and all others wait until the browser
            // acknowledges it, which it delays by 40 ms: longer than most checks take. A connection that is gone
            // already cannot be set, and needs nothing any more.
            let _ = stream.set_nodelay(true);
            let entered = Entered {
                _in_all: in_all,
                _of_source: of_source,
            };
            return (stream, peer, entered);
        }
    }

    async fn place(&self) -> Option<OwnedSemaphorePermit> {
        match Arc::clone(&self.all).try_acquire_owned() {
            Ok(place) => Some(place),
            Err(_) => {
                if let Some(times) = self.full.counted() {
                    warn!(times, "connections wait: as many are open as this server carries");
                }
                // An error would mean that the places are gone, which they never are.
                Arc::clone(&self.all).acquire_owned().await.ok()
            }
        }
    }

    fn place_of(&self, peer: SocketAddr) -> Result<Option<Place<Source>>, Crowded> {
        let address = peer.ip().to_canonical();
        let proxies = || self.trusted_proxies.read().unwrap_or_else(PoisonError::into_inner);
        match &self.sources {
            Some(sources) if !is_trusted(&address, &proxies()) => {
                sources.take(&Source::of(address)).map(Some).ok_or(Crowded)
            }
            Some(_) | None => Ok(None),
        }
    }

    /// A connection that broke before it was accepted is nobody's loss; everything else is a shortage that passes.
    async fn note(&self, error: &io::Error) {
        use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};

        if !matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset) {
            if let Some(times) = self.failed.counted() {
                warn!(times, %error, "connections were not accepted");
            }
            sleep(PAUSE).await;
        }
    }
}

/// The source holds as many connections as it may.
struct Crowded;

/// Says so to whoever reads it, as far as the system takes it at once.
fn turn_away(stream: &TcpStream, why: &str) {
    // Nothing depends on it.
    let _ = stream.try_write(why.as_bytes());
}

/// The same for everybody who waits, as far as they are known now.
fn turn_all_away(listener: &TcpListener) {
    for _ in 0..MOST_TURNED_AWAY {
        match listener.accept().now_or_never() {
            Some(Ok((stream, _))) => turn_away(&stream, ALL_TAKEN),
            Some(Err(_)) | None => return,
        }
    }
}

/// Longer than a first head may take, so that a crowd that says nothing is waited out.
const PATIENCE: Duration = Duration::from_secs(12);
/// At a time; the others come next, after those who have found a place meanwhile.
const MOST_TURNED_AWAY: usize = 256;
/// Where there are few places, so many sources still have some.
const LEAST_SOURCES: usize = 4;
/// What a browser opens to one host.
const OF_BROWSER: usize = 6;

const TURNED_AWAY: &str = "HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nRetry-After: 30\r\n\
                           Content-Type: text/plain; charset=utf-8\r\nContent-Length: 88\r\n\r\n\
                           Too many connections are open from your network. Close some, or try again in 30 seconds.";
const ALL_TAKEN: &str = "HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nRetry-After: 30\r\n\
                         Content-Type: text/plain; charset=utf-8\r\nContent-Length: 74\r\n\r\n\
                         This server has as many visitors as it can serve. Try again in 30 seconds.";

/// How long descriptors may be used up before the next try.
const PAUSE: Duration = Duration::from_millis(100);
