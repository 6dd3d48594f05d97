//! What the connections of a run carried: the bytes, when they went over, and how each connection began and ended.
//!
//! It stays in memory and has an upper size; what is beyond is counted. `pcapng` writes it down.

use core::fmt::{self, Debug, Formatter};
use core::net::SocketAddr;
use core::time::Duration;
use std::sync::{Arc, Mutex, PoisonError};

use data_encoding::HEXLOWER;
use probe::ConnectionId;
use rustls::KeyLog;
use wire::{Dialed, Record};
use zeroize::Zeroizing;

use crate::clock::{self, Clock};

/// All connections of one run.
#[derive(Debug)]
pub struct Recording {
    clock: Clock,
    started_at_ms: i64,
    conversations: Vec<Conversation>,
    size: usize,
    secrets: Option<Arc<TlsSecrets>>,
}

impl Recording {
    /// An empty one of so much; its time begins when `clock` stood at zero.
    ///
    /// Whoever has the secrets of a connection reads all that was said on it. A run that signs in must never be recorded
    /// [with them](Record::BytesAndTlsSecrets): its password would lie open in the file.
    pub(crate) fn begin(record: Record, clock: Clock) -> Self {
        Self {
            clock,
            started_at_ms: clock::unix_millis(),
            conversations: Vec::new(),
            size: 0,
            secrets: match record {
                Record::Bytes => None,
                Record::BytesAndTlsSecrets => Some(Arc::new(TlsSecrets::default())),
            },
        }
    }

    /// The time of day when the run began, in milliseconds since 1970.
    pub(crate) fn started_at_ms(&self) -> i64 {
        self.started_at_ms
    }

    /// The connections in the order in which they were dialled.
    pub(crate) fn conversations(&self) -> &[Conversation] {
        &self.conversations
    }

    /// Who writes down the secrets of TLS connections; none where they are not kept.
    pub(crate) fn key_log(&self) -> Option<Arc<dyn KeyLog>> {
        self.secrets.clone().map(|secrets| -> Arc<dyn KeyLog> { secrets })
    }

    /// The secrets in the text form of the NSS key log; empty where there are none.
    pub(crate) fn tls_secrets(&self) -> Zeroizing<String> {
        self.secrets
            .as_ref()
            .map_or_else(Zeroizing::default, |secrets| secrets.text())
    }

    /// Whether what opens the run's TLS was kept.
    pub(crate) fn has_tls_secrets(&self) -> bool {
        self.secrets.is_some()
    }

    /// About how many bytes of memory it takes.
    pub(crate) fn size(&self) -> usize {
        let secrets = self.secrets.as_ref().map_or(0, |_| SECRETS_SIZE);
        size_of::<Self>() + self.size + secrets
    }

    /// Gives back the memory that was set aside for more.
    pub(crate) fn finish(&mut self) {
        for conversation in &mut self.conversations {
            conversation.bytes.shrink_to_fit();
            conversation.moments.shrink_to_fit();
        }
    }

    /// A connection is being opened; `local` is our end of it, where the system tells.
    pub(crate) fn dial(&mut self, connection: ConnectionId, peer: SocketAddr, local: Option<SocketAddr>) {
        self.size += size_of::<Conversation>();
        self.conversations.push(Conversation {
            connection,
            peer,
            local,
            dialed_at: self.clock.elapsed(),
            moments: Vec::new(),
            bytes: Vec::new(),
            left_out: None,
        });
    }

    /// Something happened to a connection.
    pub(crate) fn note(&mut self, connection: ConnectionId, event: Event) {
        let at = self.clock.elapsed();
        if let Some(conversation) = self.find(connection)
            && conversation.left_out.is_none()
        {
            conversation.moments.push(Moment { at, event });
            self.size += size_of::<Moment>();
        }
    }

    /// Bytes went over a connection.
    pub(crate) fn carried(&mut self, connection: ConnectionId, direction: Direction, bytes: &[u8]) {
        let at = self.clock.elapsed();
        let cost = size_of::<Moment>() + bytes.len();
        let fits = self.size + cost <= RUN_LIMIT;
        let Some(conversation) = self.find(connection) else {
            return;
        };
        if conversation.left_out.is_some() || !fits {
            // From here on nothing more of it is kept, so that what is kept has no gap.
            let left_out = conversation.left_out.get_or_insert_default();
            let total = match direction {
                Direction::Sent => &mut left_out.sent,
                Direction::Received => &mut left_out.received,
            };
            *total = total.saturating_add(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
            return;
        }
        conversation.moments.push(Moment {
            at,
            event: Event::Carried {
                direction,
                length: bytes.len(),
            },
        });
        // Doubling would take twice the limit.
        if conversation.bytes.capacity() - conversation.bytes.len() < bytes.len() {
            conversation.bytes.reserve_exact(bytes.len().max(GROWTH));
        }
        conversation.bytes.extend_from_slice(bytes);
        self.size += cost;
    }

    fn find(&mut self, connection: ConnectionId) -> Option<&mut Conversation> {
        self.conversations
            .iter_mut()
            .rev()
            .find(|conversation| conversation.connection == connection)
    }
}

/// One connection.
#[derive(Debug)]
pub(crate) struct Conversation {
    pub(crate) connection: ConnectionId,
    pub(crate) peer: SocketAddr,
    /// Absent where the system did not say.
    pub(crate) local: Option<SocketAddr>,
    /// Since the run began, as all times here.
    pub(crate) dialed_at: Duration,
    moments: Vec<Moment>,
    /// What was sent and received, as it came.
    bytes: Vec<u8>,
    /// Present when the recording was full; nothing of this connection is kept from then on.
    pub(crate) left_out: Option<LeftOut>,
}

impl Conversation {
    /// What happened after the dial, in order, with the bytes of those events that have some.
    pub(crate) fn moments(&self) -> impl Iterator<Item = (Moment, &[u8])> {
        let mut rest = self.bytes.as_slice();
        self.moments.iter().map(move |moment| {
            let length = match moment.event {
                Event::Carried { length, .. } => length,
                Event::Dialed(_) | Event::GivenUp | Event::Ended(_) | Event::Broken { .. } | Event::Closed => 0,
            };
            let (bytes, others) = rest.split_at_checked(length).unwrap_or((rest, &[]));
            rest = others;
            (*moment, bytes)
        })
    }
}

/// Bytes of a connection that were not kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct LeftOut {
    pub(crate) sent: u64,
    pub(crate) received: u64,
}

/// An event and its time since the run began.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Moment {
    pub(crate) at: Duration,
    pub(crate) event: Event,
}

/// What happens to a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Event {
    /// The attempt to open it ended.
    Dialed(Dialed),
    /// The attempt to open it was given up.
    GivenUp,
    /// Bytes went over it.
    Carried { direction: Direction, length: usize },
    /// One side ended its half of the stream (FIN): we after `Sent`, the peer after `Received`.
    Ended(Direction),
    /// It is gone.
    Broken {
        /// By a reset; else the system reported something different, such as an ICMP unreachable.
        reset: bool,
    },
    /// Our socket was closed.
    Closed,
}

/// Which way something went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Direction {
    Sent,
    Received,
}

/// The secrets of a run's TLS connections, in the text form of the NSS key log. They are never printed, and wiped from
/// memory with the last reference.
#[derive(Default)]
struct TlsSecrets(Mutex<Zeroizing<String>>);

impl TlsSecrets {
    fn text(&self) -> Zeroizing<String> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl KeyLog for TlsSecrets {
    fn log(&self, label: &str, client_random: &[u8], secret: &[u8]) {
        let mut text = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if text.capacity() == 0 {
            text.reserve_exact(SECRETS_SIZE);
        }
        let length = label.len() + 2 * (client_random.len() + secret.len()) + 3;
        // A text that grew would leave a copy of itself behind.
        if text.capacity() - text.len() < length {
            return;
        }
        text.push_str(label);
        text.push(' ');
        HEXLOWER.encode_append(client_random, &mut text);
        text.push(' ');
        HEXLOWER.encode_append(secret, &mut text);
        text.push('\n');
    }

    /// Nobody needs this one to read a connection.
    fn will_log(&self, label: &str) -> bool {
        label != "EXPORTER_SECRET"
    }
}

impl Debug for TlsSecrets {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("TlsSecrets(..)")
    }
}

/// How much of a run is kept, in bytes: half of what a run may take in memory. A run to the first picture carries a
/// tenth of it.
const RUN_LIMIT: usize = 512 * 1024;
/// By how much the room for a connection's bytes grows: some of the largest reads.
const GROWTH: usize = 64 * 1024;
/// Room for the secrets of a run's connections: there are at most four, with four lines of at most 200 bytes each in
/// TLS 1.3 and one in TLS 1.2.
const SECRETS_SIZE: usize = 4 * 1024;

#[cfg(test)]
mod tests {
    use super::*;

    const PEER: &str = "192.0.2.7:3389";
    const LINK: ConnectionId = ConnectionId(0);

    fn dialed(record: Record) -> Recording {
        let mut recording = Recording::begin(record, Clock::start());
        recording.dial(LINK, PEER.parse().unwrap(), None);
        recording.note(LINK, Event::Dialed(Dialed::Answered));
        recording
    }

    #[test]
    fn what_went_over_is_told_in_order_and_by_direction() {
        let mut recording = dialed(Record::Bytes);
        recording.carried(LINK, Direction::Sent, b"ask");
        recording.carried(LINK, Direction::Received, b"answer");
        recording.note(LINK, Event::Ended(Direction::Received));

        let told: Vec<_> = recording.conversations()[0]
            .moments()
            .map(|(moment, bytes)| (moment.event, bytes))
            .collect();

        let carried = |direction, length| Event::Carried { direction, length };
        assert_eq!(
            told,
            [
                (Event::Dialed(Dialed::Answered), &b""[..]),
                (carried(Direction::Sent, 3), b"ask"),
                (carried(Direction::Received, 6), b"answer"),
                (Event::Ended(Direction::Received), b""),
            ]
        );
    }

    #[test]
    fn what_is_beyond_the_limit_is_counted_and_ends_the_connection_there() {
        let mut recording = dialed(Record::Bytes);
        let other = ConnectionId(1);
        let half = vec![0; RUN_LIMIT / 2];
        for _ in 0..3 {
            recording.carried(LINK, Direction::Received, &half);
        }
        recording.carried(LINK, Direction::Sent, b"late");
        recording.note(LINK, Event::Closed);
        recording.dial(other, PEER.parse().unwrap(), None);

        let conversation = &recording.conversations()[0];

        assert_eq!(conversation.moments().count(), 2);
        let received = u64::try_from(2 * half.len()).unwrap();
        assert_eq!(conversation.left_out, Some(LeftOut { sent: 4, received }));
        assert!(recording.size() <= RUN_LIMIT + 1024);
        assert_eq!(recording.conversations().len(), 2);
    }

    #[test]
    fn secrets_are_kept_only_where_asked_for_and_never_printed() {
        let secretive = dialed(Record::Bytes);
        let open = dialed(Record::BytesAndTlsSecrets);
        assert!(secretive.key_log().is_none() && secretive.tls_secrets().is_empty());

        let log = open.key_log().unwrap();
        log.log("CLIENT_RANDOM", &[0xab; 32], &[0xcd; 48]);

        let expected = format!("CLIENT_RANDOM {} {}\n", "ab".repeat(32), "cd".repeat(48));
        assert_eq!(*open.tls_secrets(), expected);
        assert!(!format!("{open:?}{log:?}").contains("cdcd"));
        assert!(!log.will_log("EXPORTER_SECRET") && log.will_log("SERVER_TRAFFIC_SECRET_0"));
    }

    #[test]
    fn more_secrets_than_a_run_has_are_dropped_whole() {
        let recording = dialed(Record::BytesAndTlsSecrets);
        let log = recording.key_log().unwrap();
        for _ in 0..100 {
            log.log("CLIENT_RANDOM", &[1; 32], &[2; 48]);
        }

        let text = recording.tls_secrets();

        assert!(text.len() <= SECRETS_SIZE && text.ends_with('\n'));
        let longest = text.lines().map(str::len).max();
        assert!(text.lines().all(|line| Some(line.len()) == longest));
    }
}
