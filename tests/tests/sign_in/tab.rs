//! The sealed path with a memory of all that went in and came out, so that a sign-in can be played again.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use fixtures::clock;
use rustls::crypto::{
    ActiveKeyExchange, CryptoProvider, GetRandomFailed, SecureRandom, SharedSecret, SupportedKxGroup, ring,
};
use rustls::{Error, NamedGroup};
use seal::{CleanPath, Edits, Environment, Opened, Step};
use wire::{Failure, Place, Report, StageEvent, TransportEnd};

/// What the path is told.
#[derive(Clone, Debug)]
pub(crate) enum Input {
    /// The client said this.
    Said(Vec<u8>),
    /// The tunnel stands, or does not.
    Opened(Opened),
    /// The server said this.
    Received(Vec<u8>),
    /// Its side ended so.
    Ended(TransportEnd),
    /// Time went by.
    Waited,
    /// The client left.
    HungUp,
}

/// The path and its memory.
pub(crate) struct Tab {
    pub(crate) path: CleanPath,
    pub(crate) seen: Seen,
    address: SocketAddr,
    environment: Environment,
    taken: Vec<(Duration, Input)>,
    in_session: bool,
}

/// What came out.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Seen {
    /// What went to the server.
    pub(crate) sent: Vec<u8>,
    /// What the client was told before its first PDU, which is a stream.
    pub(crate) before: Vec<u8>,
    /// Each message behind it.
    pub(crate) pdus: Vec<Vec<u8>>,
    pub(crate) events: Vec<StageEvent>,
    pub(crate) closed: bool,
}

impl Tab {
    pub(crate) fn new(address: SocketAddr, crypto: Arc<CryptoProvider>) -> Self {
        let environment = Environment {
            place: Place::Browser,
            started_at_ms: i64::try_from(clock::time_of_day().as_millis()).expect("a time of this age"),
            crypto,
        };
        Self::within(address, environment)
    }

    fn within(address: SocketAddr, environment: Environment) -> Self {
        let target = address.to_string().parse().expect("an address is a target");
        Self {
            path: CleanPath::new(target, environment.clone(), Edits::default()),
            seen: Seen::default(),
            address,
            environment,
            taken: Vec::new(),
            in_session: false,
        }
    }

    /// Tells the path, and gives what it wants done.
    pub(crate) fn take(&mut self, input: Input, now: Duration) -> Vec<Step> {
        self.begin_session(&input);
        self.pass(input, now)
    }

    /// The first PDU of the client begins the session.
    fn begin_session(&mut self, whole: &Input) {
        if let Input::Said(bytes) = whole {
            self.in_session |= bytes.first() == Some(&TPKT);
        }
    }

    /// Passes on what may be a piece.
    fn pass(&mut self, input: Input, now: Duration) -> Vec<Step> {
        match &input {
            Input::Said(bytes) => self.path.receive(bytes, now),
            Input::Opened(opened) => self.path.opened(opened, now),
            Input::Received(bytes) => self.path.receive_from_tunnel(bytes, now),
            Input::Ended(end) => self.path.ended(*end, now),
            Input::Waited => self.path.tick(now),
            Input::HungUp => self.path.hang_up(),
        }
        self.taken.push((now, input));
        let steps: Vec<Step> = std::iter::from_fn(|| self.path.next_step()).collect();
        for step in &steps {
            match step {
                Step::Open(_) => {}
                Step::Send(bytes) => self.seen.sent.extend(bytes),
                Step::Tell(message) if self.in_session => self.seen.pdus.push(message.clone()),
                Step::Tell(message) => self.seen.before.extend(message),
                Step::Close => self.seen.closed = true,
            }
        }
        self.seen.events.extend(std::iter::from_fn(|| self.path.next_event()));
        steps
    }

    /// How long the longest thing is that the server said at once.
    pub(crate) fn longest(&self) -> usize {
        let received = self.taken.iter().filter_map(|(_, input)| match input {
            Input::Received(bytes) => Some(bytes.len()),
            Input::Said(_) | Input::Opened(_) | Input::Ended(_) | Input::Waited | Input::HungUp => None,
        });
        received.max().unwrap_or_default()
    }

    /// Tells a new path the same, with everything that came from `who` in the pieces that `cut` makes of it.
    pub(crate) fn again(&self, who: Who, cut: impl Fn(&[u8]) -> Vec<&[u8]>) -> Self {
        let mut again = Self::within(self.address, self.environment.clone());
        for (now, input) in &self.taken {
            again.begin_session(input);
            let (bytes, made): (_, fn(Vec<u8>) -> Input) = match (input, who) {
                (Input::Received(bytes), Who::Server) => (bytes, Input::Received),
                (Input::Said(bytes), Who::Client) => (bytes, Input::Said),
                (other, _) => {
                    again.pass(other.clone(), *now);
                    continue;
                }
            };
            for piece in cut(bytes) {
                again.pass(made(piece.to_vec()), *now);
            }
        }
        again
    }

    /// When the last of it happened.
    fn now(&self) -> Duration {
        self.taken.last().map_or(Duration::ZERO, |(now, _)| *now)
    }

    /// Everything that can be seen of it.
    pub(crate) fn whole(&self) -> (&Seen, Option<Report>, Option<&Failure>) {
        (&self.seen, self.path.report(self.now()), self.path.failure())
    }
}

/// Whose bytes are cut.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Who {
    Client,
    Server,
}

/// Crypto that comes to the same when a connection is played again: it computes for the first one, and remembers for all
/// that follow. For one connection only.
pub(crate) fn repeatable_crypto() -> CryptoProvider {
    let ring = ring::default_provider();
    let group = Remembering {
        inner: *ring.kx_groups.first().expect("ring has groups"),
        kept: Arc::default(),
    };
    CryptoProvider {
        // A provider's parts live as long as the process.
        kx_groups: vec![Box::leak(Box::new(group))],
        secure_random: &Unchanging,
        ..ring
    }
}

#[derive(Debug)]
struct Unchanging;

impl SecureRandom for Unchanging {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), GetRandomFailed> {
        bytes.fill(7);
        Ok(())
    }
}

/// A key exchange that is made once.
#[derive(Debug)]
struct Remembering {
    inner: &'static dyn SupportedKxGroup,
    kept: Arc<Mutex<Kept>>,
}

#[derive(Debug, Default)]
struct Kept {
    public: Option<Vec<u8>>,
    secret: Option<Vec<u8>>,
}

impl SupportedKxGroup for Remembering {
    fn start(&self) -> Result<Box<dyn ActiveKeyExchange>, Error> {
        let known = lock(&self.kept).public.clone();
        let (exchange, public) = match known {
            Some(public) => (None, public),
            None => {
                let exchange = self.inner.start()?;
                let public = exchange.pub_key().to_vec();
                (Some(exchange), public)
            }
        };
        lock(&self.kept).public = Some(public.clone());
        Ok(Box::new(Exchange {
            exchange,
            public,
            group: self.inner.name(),
            kept: Arc::clone(&self.kept),
        }))
    }

    fn name(&self) -> NamedGroup {
        self.inner.name()
    }
}

struct Exchange {
    /// None where it was made before.
    exchange: Option<Box<dyn ActiveKeyExchange>>,
    public: Vec<u8>,
    group: NamedGroup,
    kept: Arc<Mutex<Kept>>,
}

impl ActiveKeyExchange for Exchange {
    fn complete(self: Box<Self>, peer: &[u8]) -> Result<SharedSecret, Error> {
        if let Some(exchange) = self.exchange {
            let secret = exchange.complete(peer)?;
            lock(&self.kept).secret = Some(secret.secret_bytes().to_vec());
        }
        let kept = lock(&self.kept);
        Ok(SharedSecret::from(
            kept.secret.as_deref().expect("the first exchange was completed"),
        ))
    }

    fn pub_key(&self) -> &[u8] {
        &self.public
    }

    fn group(&self) -> NamedGroup {
        self.group
    }
}

fn lock<T>(kept: &Mutex<T>) -> MutexGuard<'_, T> {
    kept.lock().unwrap_or_else(PoisonError::into_inner)
}

/// How every PDU of a client begins.
const TPKT: u8 = 3;
