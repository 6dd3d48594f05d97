//! TLS of a connection that others hold: what it shows in the clear, and what secrets open.

use wire::{Direction, Failure, TlsFault};

use crate::both::Both;
use crate::cipher::{Opener, Suite};
use crate::handshake::{FINISHED, Handshake, KEY_UPDATE, Messages, TLS_1_3};
use crate::secrets::{Label, Secrets};

/// Both directions of TLS.
#[derive(Debug, Default)]
pub(crate) struct Tls {
    pub(crate) handshake: Handshake,
    sides: Both<Side>,
    keys: Keys,
    stands: bool,
}

/// What one side sends.
#[derive(Debug, Default)]
struct Side {
    pending: Vec<u8>,
    /// Bytes of a record that nobody reads.
    skip: usize,
    messages: Messages,
    /// Whether its records are sealed.
    sealed: bool,
    opener: Option<Opener>,
    /// Sealed records, and their bytes.
    records: u64,
    bytes: u64,
}

/// Whether sealed records are opened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Keys {
    /// Nothing was sealed yet.
    #[default]
    Unknown,
    Known,
    /// There are no secrets, or they do not open it.
    Missing,
}

/// Something that happened.
#[derive(Debug, PartialEq)]
pub(crate) enum Event {
    /// TLS stands.
    Stands,
    /// What a side said.
    Said(Vec<u8>),
    /// A side ended TLS.
    Broken(Failure),
    /// A side will say nothing more.
    Closed,
}

impl Tls {
    /// Whether what comes behind the handshake stays closed.
    pub(crate) fn is_closed_book(&self) -> bool {
        self.keys == Keys::Missing
    }

    /// How many bytes the server said that stay closed.
    pub(crate) fn sealed_of_server(&self) -> u64 {
        self.sides.server.bytes
    }

    /// Takes bytes of one side.
    pub(crate) fn take(&mut self, from: Direction, bytes: &[u8], secrets: &Secrets, events: &mut Vec<Event>) {
        let mut rest = bytes;
        let side = self.sides.of(from);
        let skipped = side.skip.min(rest.len());
        side.skip -= skipped;
        rest = rest.get(skipped..).unwrap_or_default();
        side.pending.extend_from_slice(rest);
        // Taken out, because each record is read with all of `self`; what is left of it goes back below.
        let mut pending = core::mem::take(&mut side.pending);
        let mut at = 0;
        while let Some(head) = pending.get(at..).and_then(|rest| rest.first_chunk::<HEAD>()).copied() {
            let [kind, major, _, high, low] = head;
            let length = usize::from(u16::from_be_bytes([high, low]));
            if !(CHANGE_CIPHER_SPEC..=HEARTBEAT).contains(&kind) || major != 3 || length > LONGEST_RECORD {
                let fault = TlsFault::NotTls;
                events.push(Event::Broken(Failure::TlsUnusable { fault }));
                return;
            }
            let content = pending.get(at + HEAD..at + HEAD + length);
            if content.is_none() && kind == APPLICATION_DATA && self.keys == Keys::Missing {
                // It is counted, and not kept.
                let come = pending.len() - at;
                self.sides.of(from).skip = HEAD + length - come;
                at = pending.len();
                self.counted(from, length, events);
                break;
            }
            let Some(content) = content else { break };
            at += HEAD + length;
            self.record(from, head, content, secrets, events);
        }
        pending.drain(..at.min(pending.len()));
        self.sides.of(from).pending = pending;
    }

    fn record(&mut self, from: Direction, head: [u8; 5], content: &[u8], secrets: &Secrets, events: &mut Vec<Event>) {
        let is_13 = self.handshake.version == Some(TLS_1_3);
        let kind = head[0];
        // In TLS 1.3 it is there for middleboxes alone and means nothing (RFC 8446 D.4).
        if kind == CHANGE_CIPHER_SPEC {
            if !is_13 {
                self.sides.of(from).sealed = true;
                if self.sides.client.sealed && self.sides.server.sealed {
                    self.stand(events);
                }
            }
            return;
        }
        let sealed = if is_13 {
            kind == APPLICATION_DATA
        } else {
            self.sides.of(from).sealed
        };
        if !sealed {
            return self.content(from, kind, content, secrets, events);
        }
        self.find_keys(secrets);
        let opened = match (&mut self.sides.of(from).opener, self.keys) {
            (Some(opener), Keys::Known) => opener.open(head, content),
            _ => None,
        };
        match opened {
            Some((kind, content)) => self.content(from, kind, &content, secrets, events),
            None => {
                self.keys = Keys::Missing;
                if kind == APPLICATION_DATA || is_13 {
                    self.counted(from, content.len(), events);
                }
            }
        }
    }

    /// A sealed record went by.
    fn counted(&mut self, from: Direction, length: usize, events: &mut Vec<Event>) {
        let is_13 = self.handshake.version == Some(TLS_1_3);
        let side = self.sides.of(from);
        side.records += 1;
        side.bytes += u64::try_from(length).unwrap_or_default();
        // The client's first is its Finished; an alert is shorter than any.
        if is_13 && from == Direction::Sent && !self.stands {
            if length <= SEALED_ALERT {
                let fault = TlsFault::BadCertificate;
                events.push(Event::Broken(Failure::TlsUnusable { fault }));
            } else {
                self.stand(events);
            }
        }
    }

    fn content(&mut self, from: Direction, kind: u8, content: &[u8], secrets: &Secrets, events: &mut Vec<Event>) {
        match kind {
            HANDSHAKE => self.handshake_content(from, content, secrets, events),
            ALERT => self.alert(from, content, events),
            APPLICATION_DATA if !content.is_empty() => {
                self.stand(events);
                events.push(Event::Said(content.to_vec()));
            }
            _ => {}
        }
    }

    fn handshake_content(&mut self, from: Direction, content: &[u8], secrets: &Secrets, events: &mut Vec<Event>) {
        let (mut finished, mut updated) = (false, false);
        let handshake = &mut self.handshake;
        let too_long = self.sides.of(from).messages.take(content, |kind, body| {
            finished |= kind == FINISHED;
            updated |= kind == KEY_UPDATE;
            handshake.note(kind, body);
        });
        if too_long {
            let fault = TlsFault::TooLarge;
            events.push(Event::Broken(Failure::TlsUnusable { fault }));
        }
        if self.handshake.version != Some(TLS_1_3) {
            return;
        }
        if finished {
            let label = match from {
                Direction::Sent => Label::ClientTraffic,
                Direction::Received => Label::ServerTraffic,
            };
            // Behind its Finished a side seals with the keys of the application (RFC 8446 7.3).
            self.sides.of(from).opener = self.opener(label, secrets);
            if from == Direction::Sent {
                self.stand(events);
            }
        } else if updated {
            let next = self.sides.of(from).opener.as_ref().and_then(Opener::updated);
            self.sides.of(from).opener = next;
        }
    }

    fn alert(&self, from: Direction, content: &[u8], events: &mut Vec<Event>) {
        let [level, code] = content else { return };
        if *code == CLOSE_NOTIFY {
            events.push(Event::Closed);
            return;
        }
        if *level != FATAL && self.stands {
            return;
        }
        let failure = match from {
            Direction::Received => Failure::TlsAlert { code: *code },
            // The client does not take what the server has.
            Direction::Sent => Failure::TlsUnusable {
                fault: match code {
                    42..=46 | 48 => TlsFault::BadCertificate,
                    51 => TlsFault::BadSignature,
                    40 | 47 | 70 | 71 => TlsFault::NothingInCommon,
                    _ => TlsFault::ProtocolViolation,
                },
            },
        };
        events.push(Event::Broken(failure));
    }

    fn stand(&mut self, events: &mut Vec<Event>) {
        if !self.stands {
            self.stands = true;
            events.push(Event::Stands);
        }
    }

    /// Looks for the secrets of this connection, once.
    fn find_keys(&mut self, secrets: &Secrets) {
        if self.keys != Keys::Unknown {
            return;
        }
        let openers = if self.handshake.version == Some(TLS_1_3) {
            self.opener(Label::ClientHandshake, secrets)
                .zip(self.opener(Label::ServerHandshake, secrets))
                .map(|(client, server)| [client, server])
        } else {
            self.openers_of_master(secrets)
        };
        match openers {
            Some([client, server]) => {
                self.sides.client.opener = Some(client);
                self.sides.server.opener = Some(server);
                self.keys = Keys::Known;
            }
            None => self.keys = Keys::Missing,
        }
    }

    fn opener(&self, label: Label, secrets: &Secrets) -> Option<Opener> {
        let suite = Suite::of(self.handshake.cipher?)?;
        let secret = secrets.find(&self.handshake.client_random?, label)?;
        Opener::of_secret(suite, secret)
    }

    fn openers_of_master(&self, secrets: &Secrets) -> Option<[Opener; 2]> {
        let Handshake {
            client_random,
            server_random,
            cipher,
            ..
        } = &self.handshake;
        let client = (*client_random)?;
        let master = secrets.find(&client, Label::Master)?;
        Opener::of_master(Suite::of((*cipher)?)?, master, &client, &(*server_random)?)
    }
}

const HEAD: usize = 5;
const CHANGE_CIPHER_SPEC: u8 = 20;
const ALERT: u8 = 21;
const HANDSHAKE: u8 = 22;
const APPLICATION_DATA: u8 = 23;
const HEARTBEAT: u8 = 24;
const FATAL: u8 = 2;
const CLOSE_NOTIFY: u8 = 0;
/// RFC 5246 6.2.3: 2^14 bytes and 2048 more.
const LONGEST_RECORD: usize = 0x4800;
/// Two bytes, their type and the tag, RFC 8446 5.2.
const SEALED_ALERT: usize = 19;

#[cfg(test)]
mod tests {
    use super::*;

    fn heard(tls: &mut Tls, from: Direction, kind: u8, content: &[u8]) -> Vec<Event> {
        let [high, low] = u16::try_from(content.len()).unwrap().to_be_bytes();
        let record = [&[kind, 3, 3, high, low][..], content].concat();
        let mut events = Vec::new();
        tls.take(from, &record, &Secrets::default(), &mut events);
        events
    }

    /// One of TLS 1.3, of which no secrets are known.
    fn sealed() -> Tls {
        let mut tls = Tls::default();
        tls.handshake.version = Some(TLS_1_3);
        tls
    }

    #[test]
    fn a_clients_first_sealed_record_is_its_finished_unless_it_is_as_short_as_an_alert() {
        let alert = vec![0; SEALED_ALERT];
        let fault = TlsFault::BadCertificate;

        let refused = heard(&mut sealed(), Direction::Sent, APPLICATION_DATA, &alert);
        assert_eq!(refused, [Event::Broken(Failure::TlsUnusable { fault })]);
        let mut tls = sealed();
        let finished = heard(&mut tls, Direction::Sent, APPLICATION_DATA, &[alert, vec![0]].concat());
        assert_eq!(finished, [Event::Stands]);
        assert!(tls.is_closed_book());
        // The server's count, whatever their length.
        assert_eq!(heard(&mut tls, Direction::Received, APPLICATION_DATA, &[0; 40]), []);
        assert_eq!(tls.sealed_of_server(), 40);
    }

    #[test]
    fn a_warning_ends_a_handshake_and_nothing_behind_it() {
        const WARNING: u8 = 1;
        const PROTOCOL_VERSION: u8 = 70;
        let told = Event::Broken(Failure::TlsAlert { code: PROTOCOL_VERSION });
        let mut tls = Tls::default();

        let before = heard(&mut tls, Direction::Received, ALERT, &[WARNING, PROTOCOL_VERSION]);
        assert_eq!(before, [told]);
        for from in [Direction::Sent, Direction::Received] {
            heard(&mut tls, from, CHANGE_CIPHER_SPEC, &[1]);
        }
        let mut events = Vec::new();
        tls.alert(Direction::Received, &[WARNING, PROTOCOL_VERSION], &mut events);
        assert_eq!(events, []);
        tls.alert(Direction::Received, &[FATAL, PROTOCOL_VERSION], &mut events);
        tls.alert(Direction::Sent, &[WARNING, CLOSE_NOTIFY], &mut events);
        let told = Event::Broken(Failure::TlsAlert { code: PROTOCOL_VERSION });
        assert_eq!(events, [told, Event::Closed]);
    }
}
