//! Plays a scenario in memory, in virtual time, on a day that never changes: the check itself against the scripted server, without a socket.

use std::collections::{BTreeMap, VecDeque};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use fixtures::certificate;
use fixtures::clock::TimeOfDay;
use fixtures::driver::{BEGUN, Driver};
use probe::{
    Action, ConnectionId, Credentials, Identity, Input, Kerberos, PeerGone, Resolution, RunOptions, Secret,
    ThroughGateway,
};
use rustls::RootCertStore;
use wire::{
    Dialed, Elapsed, GATEWAY_PORT, Gateway, Host, NotChecked, Outcome, PeerText, Place, RdpFile, RecordKind, Report,
    Route, Target, Unreachable,
};

use crate::expectation::NAME;
use crate::player::{Act, PASSWORD, Player, USER};
use crate::scenario::{AddressScript, DialScript, Family, Lookup, Scenario};

/// What the check reports about a scenario.
pub fn play(scenario: &Scenario) -> Report {
    play_with(scenario, RunOptions::default())
}

/// The same, made as somebody.
pub fn play_as(scenario: &Scenario, identity: Identity) -> Report {
    let options = RunOptions {
        identity,
        ..RunOptions::default()
    };
    play_with(scenario, options)
}

fn play_with(scenario: &Scenario, mut options: RunOptions) -> Report {
    options.route = route(scenario);
    options.through_gateway = scenario.through.as_ref().map(|through| ThroughGateway {
        account: Credentials {
            user: USER.to_owned(),
            domain: None,
            password: Secret::new(through.password.clone().unwrap_or_else(|| PASSWORD.to_owned())),
            kerberos: Kerberos::NotAsked,
        },
        computer: through.computer.parse().expect("a computer"),
        authorities: authorities(),
        own: Vec::new(),
    });
    let settings = options.route.settings.clone();
    let mut world = World::new(scenario, options);
    loop {
        while let Some(action) = world.driver.next_action() {
            world.carry_out(action);
        }
        if let Some(report) = world.driver.report() {
            let settings = settings.clone();
            return whole(
                scenario,
                Report {
                    settings,
                    ..report.clone()
                },
            );
        }
        match world.next_news() {
            Some(news) => news.tell(&mut world.driver),
            None => world.driver.wait(),
        }
    }
}

/// Those of whoever signs in to a scripted gateway.
fn authorities() -> Arc<RootCertStore> {
    let mut known = RootCertStore::empty();
    known.add(certificate::trusted(BEGUN)).expect("a certificate");
    Arc::new(known)
}

/// What the file of a scenario says of the way.
fn route(scenario: &Scenario) -> Route {
    let Some(lines) = &scenario.file else {
        return Route::default();
    };
    let address = scenario.target.lookup.map_or("192.0.2.1", |_| NAME);
    let file = format!("full address:s:{address}\n{lines}");
    RdpFile::parse(file.as_bytes()).expect("lines of a file").route
}

/// The report of a run: where a gateway was looked at, behind a way to the computer that was not.
fn whole(scenario: &Scenario, report: Report) -> Report {
    if scenario.gateway.is_none() {
        return report;
    }
    let mut whole = Report::new(NAME.parse().expect("a name"), Place::Relay, report.started_at_ms);
    for stage in whole.legs.iter_mut().flat_map(|leg| &mut leg.stages) {
        stage.outcome = Outcome::NotChecked;
        stage.not_checked = Some(NotChecked::BehindService);
    }
    whole.legs.extend(report.legs);
    Report {
        legs: whole.legs,
        target: whole.target,
        ..report
    }
}

/// The resolver, the network and the server of a scenario.
struct World<'a> {
    scenario: &'a Scenario,
    driver: Driver,
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
    fn tell(&self, driver: &mut Driver) {
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
            Self::HungUp(connection) => return driver.hung_up(*connection),
            Self::Awake(_) => return,
        };
        driver.tell(input);
    }
}

impl<'a> World<'a> {
    fn new(scenario: &'a Scenario, options: RunOptions) -> Self {
        let scripts = scenario.addresses();
        let addresses = scripts
            .iter()
            .zip(1_u8..)
            .map(|(script, number)| address(script, number));
        let addresses: Vec<_> = addresses.collect();
        Self {
            scenario,
            driver: match scenario.gateway {
                Some(usage) => {
                    let host = target(scenario, &addresses).host;
                    let port = GATEWAY_PORT;
                    let target = Target { host, port };
                    Driver::to_gateway(&Gateway { target, usage }, &options)
                }
                None => Driver::new(target(scenario, &addresses), options),
            },
            addresses,
            news: BTreeMap::new(),
            caused: 0,
            lines: BTreeMap::new(),
            answered: 0,
        }
    }

    /// The next thing that happens, unless something is due before it. Time is then there.
    fn next_news(&mut self) -> Option<News> {
        let (at, _) = *self.news.first_key_value()?.0;
        if self.driver.due() < at {
            return None;
        }
        let (_, news) = self.news.pop_first()?;
        self.driver.advance(at.max(self.driver.now()));
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
            // No scenario has a KDC.
            Action::AskKdc { .. } | Action::Emit(_) | Action::EmitBehind(_) | Action::Finish(_) => {}
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
            Some(DialScript::HostUnreachable) => Dialed::unreachable(Unreachable::Host),
            Some(DialScript::NetworkUnreachable) => Dialed::unreachable(Unreachable::Network),
            Some(DialScript::Silent) | None => return,
        };
        self.later(ROUND_TRIP, News::Dialed(connection, dialed));
        if dialed == Dialed::Answered {
            let names = [address.ip().to_string(), NAME.to_owned()];
            let line = Line {
                player: Player::new(
                    self.scenario.steps(self.answered),
                    &names,
                    TimeOfDay::Fixed(BEGUN + self.driver.now()),
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
                    line.paused_until = Some(self.driver.now() + length);
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
        self.news.insert((self.driver.now() + after, self.caused), news);
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

fn target(scenario: &Scenario, addresses: &[(IpAddr, DialScript)]) -> Target {
    let host = match (scenario.target.lookup, addresses.first()) {
        (None, Some((IpAddr::V4(v4), _))) => v4.to_string(),
        (None, Some((IpAddr::V6(v6), _))) => format!("[{v6}]"),
        (Some(_), _) | (None, None) => NAME.to_owned(),
    };
    host.parse().expect("a name or an address")
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

/// A computer in the same town.
const ROUND_TRIP: Duration = Duration::from_millis(4);
/// How long a driver waits for a resolver.
const RESOLVER_LIMIT: Duration = Duration::from_secs(5);
/// What a kernel takes from a sender whose receiver does not read.
const WINDOW: usize = 256 * 1024;
/// What Ethernet carries of TCP.
const PACKET: usize = 1448;
