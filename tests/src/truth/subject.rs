//! What the tools are asked about: a server, what is right about it, and how it is set up anew for each tool.

use std::any::Any;
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::time::Duration;

use wire::{Outcome, Stage};

use super::tools::Target;
use crate::certificate::Quality;
use crate::expectation::World;
use crate::ironrdp::{self, IronRdp};
use crate::net;
use crate::proxy::{Break, Path, Place, Proxy};
use crate::rdptrace::Check;
use crate::scenario::{Expectation, Scenario, Step};
use crate::shadow::{self, Shadow};
use crate::xrdp::{self, Key, SecurityLayer, Xrdp};

/// One server.
pub struct Subject {
    /// Its name in the table.
    pub id: String,
    /// What happens, in a sentence.
    pub name: String,
    /// What is right.
    pub expect: Expectation,
    /// The protocols that it has, as in an RDP Negotiation Request; absent where it does not get that far.
    pub protocols: Option<u32>,
    /// Whether it can be asked with a password.
    pub takes_password: bool,
    set_up: Box<dyn Fn() -> Playing + Send + Sync>,
}

/// A server that has been set up for one tool.
pub struct Playing {
    /// How rdptrace asks.
    pub check: Check,
    /// How the others ask.
    pub target: Target,
    _server: Box<dyn Any>,
}

impl Subject {
    /// Sets the server up anew.
    pub fn set_up(&self) -> Playing {
        (self.set_up)()
    }

    /// The step that breaks.
    pub fn broken(&self) -> Option<Stage> {
        let mut outcomes = self.expect.outcomes();
        outcomes
            .find(|(_, outcome)| outcome.is_broken())
            .map(|(stage, _)| stage)
    }

    /// Everything that there is: the scenarios by name, then the real servers.
    pub fn all() -> Vec<Self> {
        let scenarios = Scenario::all().into_iter().filter(Scenario::fits_sockets);
        scenarios.map(Self::scripted).chain(real()).collect()
    }

    fn scripted(scenario: Scenario) -> Self {
        let steps = scenario.connections.iter().flat_map(|connection| &connection.steps);
        let serves = steps.filter_map(|step| {
            let Step::Serve(healthy) = step else { return None };
            Some(healthy.protocols)
        });
        let protocols = serves.reduce(|all, more| all | more);
        let challenges = |step: &Step| matches!(step, Step::Challenge { .. });
        let mut steps = scenario.connections.iter().flat_map(|connection| &connection.steps);
        // The script ends with its challenge, and a client with a password would wait for more.
        let past_the_challenge =
            steps.any(challenges) && !scenario.expect.outcomes().any(|(_, outcome)| outcome.is_broken());
        Self {
            id: scenario.id.clone(),
            name: scenario.name.clone(),
            expect: scenario.expect.clone(),
            protocols,
            takes_password: !past_the_challenge,
            set_up: Box::new(move || {
                let world = World::set_up(&scenario, DNS);
                Playing {
                    check: world.check.clone(),
                    target: Target {
                        host: world.host.clone(),
                        port: world.port,
                        resolver: world
                            .resolver
                            .as_ref()
                            .map(|resolver| resolver.address.ip().to_string()),
                    },
                    _server: Box::new(world),
                }
            }),
        }
    }

    fn real<S: Any>(
        id: &str,
        name: &str,
        protocols: u32,
        expect: Expectation,
        start: impl Fn() -> (SocketAddr, S) + Send + Sync + 'static,
    ) -> Self {
        Self {
            id: format!("real/{id}"),
            name: name.to_owned(),
            expect,
            protocols: Some(protocols),
            takes_password: true,
            set_up: Box::new(move || {
                let (address, server) = start();
                Playing {
                    check: Check::of(address),
                    target: Target {
                        host: address.ip().to_string(),
                        port: address.port(),
                        resolver: None,
                    },
                    _server: Box::new(server),
                }
            }),
        }
    }
}

/// The servers of Debian and of IronRDP, sound, faulty, and behind faulty paths.
fn real() -> Vec<Subject> {
    let xrdp = |layer| {
        move || {
            let server = Xrdp::start(layer);
            (server.address, server)
        }
    };
    let faulty = |change: fn(&mut xrdp::Settings)| {
        move || {
            let mut settings = xrdp::Settings::new(SecurityLayer::Tls);
            change(&mut settings);
            let server = settings.start();
            (server.address, server)
        }
    };
    let shadow = |security| {
        move || {
            let server = Shadow::start(security);
            (server.address, server)
        }
    };
    let ironrdp = |security| {
        move || {
            let server = IronRdp::start(security);
            (server.address, server)
        }
    };
    let behind = |up: Path, down: Path| {
        move || {
            let server = Xrdp::start(SecurityLayer::Tls);
            let proxy = Proxy::start(server.address, up, down);
            (proxy.address, (proxy, server))
        }
    };
    let cut = move |at, how| behind(Path::default(), Path::broken(at, how));
    let late = Path::delayed(Duration::from_millis(100));
    let (tls, hybrid) = (1, 2 | 8);
    vec![
        Subject::real(
            "xrdp-negotiate",
            "xrdp, security_layer=negotiate",
            tls,
            well(),
            xrdp(SecurityLayer::Negotiate),
        ),
        Subject::real(
            "xrdp-tls",
            "xrdp, security_layer=tls",
            tls,
            well(),
            xrdp(SecurityLayer::Tls),
        ),
        Subject::real(
            "xrdp-rdp",
            "xrdp, security_layer=rdp",
            0,
            legacy("RDP-NEG-025"),
            xrdp(SecurityLayer::Rdp),
        ),
        Subject::real(
            "xrdp-expired",
            "xrdp with a certificate that is over",
            tls,
            passes("RDP-TLS-021"),
            faulty(|settings| settings.certificate = Quality::Expired),
        ),
        Subject::real(
            "xrdp-key-unusable",
            "xrdp with a key that it cannot read",
            tls,
            breaks(Stage::Secure, Outcome::Failed, "RDP-TLS-011"),
            faulty(|settings| settings.key = Key::Unusable),
        ),
        Subject::real(
            "xrdp-tls-1-0",
            "xrdp with TLS 1.0 only",
            tls,
            breaks(Stage::Secure, Outcome::Failed, "RDP-TLS-001"),
            faulty(|settings| settings.tls_version = Some("TLSv1")),
        ),
        Subject::real(
            "shadow-nla",
            "FreeRDP shadow, /sec:nla",
            2,
            nla(),
            shadow(shadow::Security::Nla),
        ),
        Subject::real(
            "shadow-tls",
            "FreeRDP shadow, /sec:tls",
            tls,
            well(),
            shadow(shadow::Security::Tls),
        ),
        Subject::real(
            "shadow-rdp",
            "FreeRDP shadow, /sec:rdp",
            0,
            legacy("RDP-NEG-032"),
            shadow(shadow::Security::Rdp),
        ),
        Subject::real(
            "ironrdp-tls",
            "IronRDP's server, TLS",
            tls,
            well(),
            ironrdp(ironrdp::Security::Tls),
        ),
        Subject::real(
            "ironrdp-hybrid",
            "IronRDP's server, NLA",
            hybrid,
            nla(),
            ironrdp(ironrdp::Security::Hybrid),
        ),
        Subject::real(
            "closed-port",
            "a port without a listener",
            0,
            breaks(Stage::Connect, Outcome::Failed, "RDP-TCP-001"),
            || (net::own_socket(), ()),
        ),
        Subject::real(
            "xrdp-100-ms",
            "xrdp behind a path of 100 ms each way",
            tls,
            well(),
            behind(late, late),
        ),
        Subject::real(
            "xrdp-stalled-at-hello",
            "xrdp behind a path that stalls after the confirm",
            tls,
            breaks(Stage::Secure, Outcome::Silent, "RDP-TLS-018"),
            cut(Place::Byte(CONFIRM), Break::Stall),
        ),
        Subject::real(
            "xrdp-stalled-in-hello",
            "xrdp behind a path that stalls in its ServerHello",
            tls,
            breaks(Stage::Secure, Outcome::Silent, "RDP-TLS-017"),
            cut(Place::Byte(CONFIRM + 60), Break::Stall),
        ),
        Subject::real(
            "xrdp-reset-at-hello",
            "xrdp behind a path that resets TLS",
            tls,
            breaks(Stage::Secure, Outcome::Failed, "RDP-TLS-003"),
            cut(Place::Answer(2), Break::Reset),
        ),
        Subject::real(
            "xrdp-closed-at-settings",
            "xrdp behind a path that closes at the settings",
            tls,
            breaks(Stage::Settings, Outcome::Failed, "RDP-MCS-002"),
            cut(Place::Answer(3), Break::Close),
        ),
        Subject::real(
            "xrdp-stalled-at-channels",
            "xrdp behind a path that stalls at the channels",
            tls,
            breaks(Stage::Channels, Outcome::Silent, "RDP-SES-025"),
            cut(Place::Answer(4), Break::Stall),
        ),
    ]
}

fn well() -> Expectation {
    passes("RDP-DSK-002")
}

fn passes(finding: &str) -> Expectation {
    expectation(BTreeMap::new(), Outcome::Passed, finding)
}

fn breaks(stage: Stage, outcome: Outcome, finding: &str) -> Expectation {
    expectation(BTreeMap::from([(stage, outcome)]), Outcome::NotReached, finding)
}

/// As far as the challenge, of a server that does not know SPNEGO.
fn nla() -> Expectation {
    let stages = BTreeMap::from([(Stage::Authenticate, Outcome::Passed)]);
    expectation(stages, Outcome::NotChecked, "RDP-NLA-018")
}

/// As far as Standard RDP Security can be read.
fn legacy(finding: &str) -> Expectation {
    let stages = BTreeMap::from([(Stage::Settings, Outcome::Passed)]);
    expectation(stages, Outcome::NotChecked, finding)
}

fn expectation(stages: BTreeMap<Stage, Outcome>, rest: Outcome, finding: &str) -> Expectation {
    Expectation {
        stages,
        rest,
        finding: finding.to_owned(),
        also: Vec::new(),
        failure: None,
        code: None,
    }
}

/// The only port that `resolv.conf` knows.
const DNS: u16 = 53;
/// The length of xrdp's Connection Confirm.
const CONFIRM: usize = 19;
