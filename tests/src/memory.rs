//! Plays a scenario in memory, in virtual time, on a day that never changes: the check itself against the scripted server, without a socket.

use std::collections::{BTreeMap, VecDeque};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use fixtures::clock::TimeOfDay;
use probe::{Action, Check, ConnectionId, Environment, Input, PeerGone, Resolution, RunOptions};
use rustls::crypto::ring;
use wire::{Dialed, Elapsed, Host, PeerText, RecordKind, Report, Target, Unreachable};

use crate::expectation::NAME;
use crate::player::{Act, Player};
use crate::scenario::{AddressScript, DialScript, Family, Lookup, Scenario};

/// What the check reports about a scenario.
pub fn play(scenario: &Scenario) -> Report {
    let mut world = World::new(scenario);
    let target = world.target();
    let environment = Environment {
        started_at_ms: i64::try_from(BEGUN.as_millis()).expect("a time of this age"),
        random: [7; 32],
        crypto: Arc::new(ring::default_provider()),
    };
    let mut check = Check::new(target, RunOptions::default(), environment, world.now);
    loop {
        while let Some(action) = check.next_action() {
            if let Action::Finish(report) = action {
                return *report;
            }
            world.carry_out(action);
        }
        let due = check.poll_timeout();
        match world.next_news(Some(due)) {
            Some(news) => news.tell(&mut check, world.now),
            None => {
                world.now = due;
                check.handle_timeout(world.now);
            }
        }
    }
}

/// The resolver, the network and the server of a scenario.
struct World<'a> {
    scenario: &'a Scenario,
    now: Duration,
    addresses: Vec<(IpAddr, DialScript)>,
    /// What is still to happen, by time and then in the order in which it was caused.
    news: BTreeMap<(Duration, u64), News>,
    caused: u64,
    lines: BTreeMap<ConnectionId, Line>,
    answered: usize,
}

/// One connection and the server at its other end.
struct Line {
    player: Player,
    paused_until: Option<Duration>,
    waiting: VecDeque<Vec<u8>>,
    /// Bytes under way to the check.
    in_flight: usize,
    over: bool,
}

/// Something that the check will be told.
enum News {
    Resolved(Resolution),
    Dialed(ConnectionId, Dialed),
    Received(ConnectionId, Vec<u8>),
    Closed(ConnectionId),
    Reset(ConnectionId),
    HungUp(ConnectionId),
    /// A server has waited long enough; nothing for the check.
    Awake(ConnectionId),
}

impl News {
    fn tell(&self, check: &mut Check, now: Duration) {
        let input = match self {
            Self::Resolved(resolution) => Input::Resolved(resolution.clone()),
            Self::Dialed(connection, dialed) => Input::Dialed {
                connection: *connection,
                dialed: *dialed,
            },
            Self::Received(connection, bytes) => Input::Received {
                connection: *connection,
                bytes,
            },
            Self::Closed(connection) => Input::PeerClosed {
                connection: *connection,
            },
            Self::Reset(connection) => Input::PeerGone {
                connection: *connection,
                how: PeerGone::Reset,
            },
            Self::HungUp(connection) => Input::HungUp {
                connection: *connection,
                kernel: None,
            },
            Self::Awake(_) => return,
        };
        check.handle(input, now);
    }
}

impl<'a> World<'a> {
    fn new(scenario: &'a Scenario) -> Self {
        let scripts = scenario.addresses();
        let addresses = scripts
            .iter()
            .zip(1_u8..)
            .map(|(script, number)| address(script, number));
        Self {
            scenario,
            now: Duration::ZERO,
            addresses: addresses.collect(),
            news: BTreeMap::new(),
            caused: 0,
            lines: BTreeMap::new(),
            answered: 0,
        }
    }

    fn target(&self) -> Target {
        let host = match (self.scenario.target.lookup, self.addresses.first()) {
            (None, Some((IpAddr::V4(v4), _))) => v4.to_string(),
            (None, Some((IpAddr::V6(v6), _))) => format!("[{v6}]"),
            (Some(_), _) | (None, None) => NAME.to_owned(),
        };
        host.parse().expect("a name or an address")
    }

    /// The next thing that happens, unless something is due before it. Time is then there.
    fn next_news(&mut self, due: Option<Duration>) -> Option<News> {
        let (at, _) = *self.news.first_key_value()?.0;
        if due.is_some_and(|due| due < at) {
            return None;
        }
        let (_, news) = self.news.pop_first()?;
        self.now = self.now.max(at);
        if let Some((connection, line)) = news.connection().and_then(|id| Some((id, self.lines.get_mut(&id)?))) {
            if let News::Received(_, bytes) = &news {
                line.in_flight -= bytes.len();
            }
            if let News::Awake(_) = news {
                line.paused_until = None;
            }
            self.serve(connection);
        }
        Some(news)
    }

    fn carry_out(&mut self, action: Action) {
        match action {
            Action::Resolve(host) => self.resolve(&host),
            Action::Dial { connection, address } => self.dial(connection, address),
            Action::Send { connection, bytes } => {
                if let Some(line) = self.lines.get_mut(&connection) {
                    line.waiting.push_back(bytes);
                }
                self.serve(connection);
            }
            Action::HangUp { connection } => {
                self.lines.remove(&connection);
                // What was under way to somebody who has left arrives nowhere.
                self.news.retain(|_, news| news.connection() != Some(connection));
                self.later(ROUND_TRIP, News::HungUp(connection));
            }
            Action::Emit(_) | Action::Finish(_) => {}
        }
    }

    fn resolve(&mut self, host: &Host) {
        let mut resolution = Resolution {
            literal: matches!(host, Host::Address(_)),
            ..Resolution::default()
        };
        let lookup = self.scenario.target.lookup.unwrap_or(Lookup::Addresses);
        let took = if lookup == Lookup::Silence {
            RESOLVER_LIMIT
        } else {
            ROUND_TRIP
        };
        let found = match lookup {
            Lookup::Addresses | Lookup::Alias => self.addresses.iter().map(|(address, _)| *address).collect(),
            Lookup::NoSuchName | Lookup::NoData | Lookup::ServerFailure | Lookup::Refused | Lookup::Silence => {
                Vec::new()
            }
        };
        if !resolution.literal {
            let kinds = [(RecordKind::A, true), (RecordKind::Aaaa, false)];
            let lookups = kinds.into_iter().map(|(record, v4)| wire::Lookup {
                record,
                addresses: u16::try_from(found.iter().filter(|address| address.is_ipv4() == v4).count())
                    .expect("few addresses"),
                rcode: rcode(lookup),
                silent: lookup == Lookup::Silence,
                elapsed_ms: Elapsed::from(took),
            });
            resolution.lookups = lookups.collect();
        }
        if lookup == Lookup::Alias {
            resolution.aliases = vec![PeerText::from("farm.example.test")];
        }
        resolution.addresses = found;
        self.later(took, News::Resolved(resolution));
    }

    fn dial(&mut self, connection: ConnectionId, address: SocketAddr) {
        let script = self.addresses.iter().find(|(known, _)| *known == address.ip());
        let dialed = match script.map(|(_, dial)| *dial) {
            Some(DialScript::Answered) => Dialed::Answered,
            Some(DialScript::Refused) => Dialed::Refused,
            Some(DialScript::HostUnreachable) => Dialed::Unreachable {
                what: Unreachable::Host,
            },
            Some(DialScript::NetworkUnreachable) => Dialed::Unreachable {
                what: Unreachable::Network,
            },
            Some(DialScript::Silent) | None => return,
        };
        self.later(ROUND_TRIP, News::Dialed(connection, dialed));
        if dialed == Dialed::Answered {
            let names = [address.ip().to_string(), NAME.to_owned()];
            let line = Line {
                player: Player::new(
                    self.scenario.steps(self.answered),
                    &names,
                    TimeOfDay::Fixed(BEGUN + self.now),
                ),
                paused_until: None,
                waiting: VecDeque::new(),
                in_flight: 0,
                over: false,
            };
            self.answered += 1;
            self.lines.insert(connection, line);
            self.serve(connection);
        }
    }

    /// Lets the server of a connection do what it can do now.
    fn serve(&mut self, connection: ConnectionId) {
        let Some(mut line) = self.lines.remove(&connection) else {
            return;
        };
        while !line.over && line.paused_until.is_none() && line.in_flight < WINDOW {
            match line.player.next_act() {
                Act::Send(bytes) => {
                    line.in_flight += bytes.len();
                    // As they would arrive: in pieces of a packet's size.
                    for piece in bytes.chunks(PACKET) {
                        self.later(ROUND_TRIP, News::Received(connection, piece.to_vec()));
                    }
                }
                Act::Read => match line.waiting.pop_front() {
                    Some(bytes) => line.player.receive(&bytes),
                    None => break,
                },
                Act::Pause(length) => {
                    line.paused_until = Some(self.now + length);
                    self.later(length, News::Awake(connection));
                }
                Act::Close => {
                    line.over = true;
                    self.later(ROUND_TRIP, News::Closed(connection));
                }
                Act::Reset => {
                    line.over = true;
                    self.later(ROUND_TRIP, News::Reset(connection));
                }
            }
        }
        self.lines.insert(connection, line);
    }

    fn later(&mut self, after: Duration, news: News) {
        self.news.insert((self.now + after, self.caused), news);
        self.caused += 1;
    }
}

impl News {
    fn connection(&self) -> Option<ConnectionId> {
        match self {
            Self::Resolved(_) => None,
            Self::Dialed(connection, _)
            | Self::Received(connection, _)
            | Self::Closed(connection)
            | Self::Reset(connection)
            | Self::HungUp(connection)
            | Self::Awake(connection) => Some(*connection),
        }
    }
}

/// An address for documentation, RFC 5737 and RFC 3849.
fn address(script: &AddressScript, number: u8) -> (IpAddr, DialScript) {
    let address = match script.family {
        Family::V4 => IpAddr::V4(Ipv4Addr::new(192, 0, 2, number)),
        Family::V6 => IpAddr::V6(Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, number.into())),
    };
    (address, script.dial)
}

fn rcode(lookup: Lookup) -> Option<u16> {
    match lookup {
        Lookup::Addresses | Lookup::Alias | Lookup::NoData => Some(0),
        Lookup::ServerFailure => Some(2),
        Lookup::NoSuchName => Some(3),
        Lookup::Refused => Some(5),
        Lookup::Silence => None,
    }
}

/// When every scenario is played, counted from 1970: noon of 15 January 2026, so that a report is the same whenever the
/// test runs.
const BEGUN: Duration = Duration::from_secs(1_768_478_400);
/// A computer in the same town.
const ROUND_TRIP: Duration = Duration::from_millis(4);
/// How long a driver waits for a resolver.
const RESOLVER_LIMIT: Duration = Duration::from_secs(5);
/// What a kernel takes from a sender whose receiver does not read.
const WINDOW: usize = 256 * 1024;
/// What Ethernet carries of TCP.
const PACKET: usize = 1448;
