//! Agents: what they check for a relay, what they do not, and what becomes of a run when one is lost.

use std::collections::BTreeMap;
use std::future::pending;
use std::net::SocketAddr;
use std::time::Duration;

use futures_util::{SinkExt as _, StreamExt as _};
use relay::agents::{Agent, AgentName, Identity, agent};
use relay::net::dial::Network;
use relay::net::policy::{Policy, Rules};
use relay::net::resolve::Resolver;
use relay::store::{Scope, StorePlace};
use relay::{AgentSetting, Config, TenantId};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::net::TcpStream;
use tokio::task::JoinHandle;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::ClientRequestBuilder;
use tokio_tungstenite::{WebSocketStream, client_async};
use wire::{
    AGENT_SUBPROTOCOL, AgentCheck, AgentCommand, AgentMessage, ClientMessage, Extent, Failure, Gateway, GatewayUsage,
    Leg, LegEvent, LegStarted, MOST_PLACES, Node, Outcome, Place, RELAY_PLACE, Record, Refusal, Rejection, Report,
    Route, RunEnd, RunKey, SCHEMA, ServerMessage, Stage, StageEvent, StageReport, Target,
};
use words::Words;

use crate::html::Html;
use crate::peer::{ClosedPort, Listener};
use crate::policy::rules;
use crate::program;
use crate::server::{Answer, Server, answer_at};
use crate::websocket::Page;

#[cfg(test)]
mod impostors;

const NAME: &str = "branch-7";

/// A relay that knows one agent, and the agent's key.
struct Branch {
    server: Server,
    folder: TempDir,
}

impl Branch {
    async fn open() -> Self {
        Self::open_with(Config::default()).await
    }

    async fn open_with(config: Config) -> Self {
        Self::open_to(config, Vec::new()).await
    }

    /// One whose agent is open to the programs with these tokens.
    async fn open_to(config: Config, tokens: Vec<String>) -> Self {
        Self::open_for(config, tokens, Vec::new()).await
    }

    /// One whose agent is open to everybody in the frames of these portals.
    async fn open_in(config: Config, tenants: Vec<TenantId>) -> Self {
        Self::open_for(config, Vec::new(), tenants).await
    }

    async fn open_for(mut config: Config, tokens: Vec<String>, tenants: Vec<TenantId>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let key = identity(&folder).public();
        let visible_to = Vec::new();
        config.agents.insert(
            name(),
            AgentSetting {
                key,
                visible_to,
                tenants,
                tokens,
            },
        );
        let server = Server::start_with(config).await;
        Self { server, folder }
    }

    /// An agent that checks what `allow` names.
    fn agent(&self, allow: &str) -> JoinHandle<()> {
        self.agent_with(&[allow])
    }

    fn agent_with(&self, allow: &[&str]) -> JoinHandle<()> {
        let policy = Policy::Rules(Rules {
            allow: allow.iter().map(|rule| rule.parse().unwrap()).collect(),
            ..Rules::default()
        });
        tokio::spawn(agent(
            Agent {
                relay: self.server.origin(),
                name: name(),
                identity: identity(&self.folder),
                network: Network::new(policy, Resolver::new(None)),
                room: 2,
                proxy: None,
                unused_proxy: None,
            },
            pending(),
        ))
    }

    /// A page that is told of the agent.
    async fn page(&self) -> Page {
        let told = async {
            loop {
                let (page, agents) = Page::greeted(self.server.address).await;
                if agents == [NAME] {
                    return page;
                }
            }
        };
        timeout(LIMIT, told).await.expect("the agent comes")
    }

    /// What is not an agent of ours, and proves to be one all the same.
    async fn impostor(&self) -> Impostor {
        self.impostor_called(NAME).await
    }

    async fn impostor_called(&self, name: &str) -> Impostor {
        let mut impostor = Impostor::connect(&self.server).await;
        impostor.hello(name, SCHEMA).await;
        let AgentCommand::Challenge { nonce } = impostor.hear().await else {
            panic!("no challenge")
        };
        let name = name.parse().unwrap();
        let signature = identity(&self.folder).sign(&self.server.origin(), &name, &nonce);
        impostor.say(&AgentMessage::Proof { signature }).await;
        impostor
    }
}

fn name() -> AgentName {
    NAME.parse().unwrap()
}

fn identity(folder: &TempDir) -> Identity {
    Identity::read_or_make(&folder.path().join("agent.key")).unwrap()
}

async fn start(page: &mut Page, target: SocketAddr, from: &[&str]) {
    start_by(page, target, Route::default(), from).await;
}

async fn start_by(page: &mut Page, target: SocketAddr, route: Route, from: &[&str]) {
    let from = from.iter().map(|place| (*place).to_owned()).collect();
    let target = target.to_string().parse().unwrap();
    let record = Record::Bytes;
    page.say(&ClientMessage::Start {
        target,
        record,
        from,
        route,
    })
    .await;
}

/// The way over this gateway.
fn over(gateway: SocketAddr) -> Route {
    let target = gateway.to_string().parse().unwrap();
    let usage = GatewayUsage::Always;
    Route {
        gateway: Some(Gateway { target, usage }),
        ..Route::default()
    }
}

async fn finished(page: &mut Page) -> Report {
    loop {
        let message = page.hear().await;
        if let ServerMessage::Finished(report) = message {
            return *report;
        }
        assert!(!matches!(message, ServerMessage::Refused(_)), "{message:?}");
    }
}

#[tokio::test]
async fn run_from_the_relay_and_from_an_agent_is_one_report_with_a_leg_for_each() {
    let branch = Branch::open().await;
    let port = ClosedPort::reserve();
    let _agent = branch.agent(&port.address().to_string());
    let mut page = branch.page().await;

    start(&mut page, port.address(), &[RELAY_PLACE, NAME]).await;

    let mut legs = Vec::new();
    let report = loop {
        let message = page.hear().await;
        if let ServerMessage::Leg(leg) = message {
            legs.push(leg);
        } else if let ServerMessage::Finished(report) = message {
            break report;
        }
    };
    legs.sort_by_key(|leg| leg.leg);
    let started = |leg, from, place, agent: Option<&str>| LegStarted {
        leg,
        from,
        to: Node::Computer,
        place,
        agent: agent.map(Into::into),
        gateway: None,
    };
    assert_eq!(
        legs,
        [
            started(0, Node::Relay, Place::Relay, None),
            started(1, Node::Agent, Place::Agent, Some(NAME)),
        ]
    );
    assert_eq!((report.end, report.fault()), (RunEnd::Completed, None));
    for (walked, leg) in legs.iter().zip(&report.legs) {
        assert_eq!(
            (walked.from, walked.place, &walked.agent),
            (leg.from, leg.place, &leg.agent)
        );
        assert_eq!(leg.broken().unwrap().stage(), Stage::Connect);
    }
    assert_eq!(report.legs.len(), 2);
}

/// Where a leg leads, who looks, where it broke, and over what.
fn outline(leg: &Leg) -> (Node, Place, Option<Stage>, Option<&Failure>) {
    let broken = leg.broken();
    let stage = broken.map(StageReport::stage);
    (leg.to, leg.place, stage, broken.and_then(|it| it.failure.as_ref()))
}

#[tokio::test]
async fn gateway_is_walked_from_each_place_and_told_behind_the_computers() {
    let branch = Branch::open().await;
    let (computer, gateway) = (ClosedPort::reserve(), ClosedPort::reserve());
    let allow = [computer.address(), gateway.address()].map(|address| address.to_string());
    let _agent = branch.agent_with(&[&allow[0], &allow[1]]);
    let mut page = branch.page().await;

    start_by(
        &mut page,
        computer.address(),
        over(gateway.address()),
        &[RELAY_PLACE, NAME],
    )
    .await;

    let mut told = BTreeMap::new();
    let report = loop {
        let message = page.hear().await;
        if let ServerMessage::Leg(started) = message {
            told.insert(started.leg, started.leg());
        } else if let ServerMessage::Stage(LegEvent {
            leg,
            event: StageEvent::Reported(report),
        }) = message
        {
            told.get_mut(&leg).unwrap().replace(*report);
        } else if let ServerMessage::Finished(report) = message {
            break report;
        }
    };
    assert_eq!((report.end, report.fault()), (RunEnd::Completed, None));
    let refused = Some(Stage::Connect);
    let outlines: Vec<_> = report.legs.iter().map(outline).collect();
    let expected = [
        (Node::Computer, Place::Relay),
        (Node::Computer, Place::Agent),
        (Node::Gateway, Place::Relay),
        (Node::Gateway, Place::Agent),
    ];
    for (found, (to, place)) in outlines.iter().zip(expected) {
        assert_eq!((found.0, found.1, found.2), (to, place, refused));
    }
    let told: Vec<_> = told.values().map(outline).collect();
    assert_eq!(told, outlines);
    for leg in [1, 3] {
        assert_eq!(report.legs[leg].agent, Some(NAME.into()));
    }
}

#[tokio::test]
async fn each_policy_closes_the_leg_that_it_does_not_allow_and_no_other() {
    let (computer, gateway) = (ClosedPort::reserve(), ClosedPort::reserve());
    let (at_computer, at_gateway) = (computer.address().to_string(), gateway.address().to_string());
    let both = [at_computer.as_str(), at_gateway.as_str()];
    let refused = (Some(Stage::Resolve), Some(&Failure::AddressesRefused));
    let closed = |leg: &Leg| (outline(leg).2, outline(leg).3) == refused;
    for (relay, agent, expected) in [
        (&both[..], &both[..1], [false, true]),
        (&both, &both[1..], [true, false]),
        (&both[..1], &both, [false, true]),
        (&both[1..], &both, [true, false]),
        (&both[1..], &both[..1], [true, true]),
    ] {
        let branch = Branch::open_with(rules(relay)).await;
        let _agent = branch.agent_with(agent);
        let mut page = branch.page().await;

        start_by(&mut page, computer.address(), over(gateway.address()), &[NAME]).await;

        let report = finished(&mut page).await;
        assert_eq!((report.end, report.fault()), (RunEnd::Completed, None));
        let found: Vec<_> = report.legs.iter().map(closed).collect();
        assert_eq!(found, expected, "{relay:?} {agent:?}");
        for leg in report.legs.iter().filter(|leg| !closed(leg)) {
            assert_eq!(outline(leg).2, Some(Stage::Connect));
        }
    }
}

#[tokio::test]
async fn agent_is_asked_for_nothing_that_the_relay_does_not_allow() {
    let branch = Branch::open_with(rules(&["gw.example.org:443"])).await;
    let mut agent = branch.impostor().await;
    assert_eq!(agent.hear().await, AgentCommand::Welcome);
    let mut page = branch.page().await;
    let target = Target::of_gateway("gw.example.org").unwrap();
    let usage = GatewayUsage::Always;
    let route = Route {
        gateway: Some(Gateway { target, usage }),
        ..Route::default()
    };

    start_by(&mut page, ([192, 0, 2, 7], 3389).into(), route.clone(), &[NAME]).await;

    let AgentCommand::Start { run, check } = agent.hear().await else {
        panic!("no run")
    };
    let target: Target = "192.0.2.7".parse().unwrap();
    let extent = Extent::Gateway;
    assert_eq!(
        check,
        AgentCheck {
            target: target.clone(),
            route,
            extent
        }
    );
    // It claims to have been at the computer all the same, which nobody hears.
    let passed = StageReport {
        outcome: Outcome::Passed,
        elapsed_ms: Some(Duration::ZERO.into()),
        ..StageReport::not_reached(Stage::Resolve)
    };
    let event = StageEvent::Reported(Box::new(passed.clone()));
    agent
        .say(&AgentMessage::Stage {
            run,
            event: LegEvent { leg: 0, event },
        })
        .await;
    let mut report = Report::new(target, Place::Agent, 1_790_000_000_000);
    report.replace(passed);
    let mut gateway = Leg::new(Node::Agent, Node::Gateway, Place::Agent);
    gateway.gateway = check.route.gateway;
    report.legs.push(gateway);
    agent
        .say(&AgentMessage::Finished {
            run,
            report: Box::new(report),
        })
        .await;

    let report = loop {
        let message = page.hear().await;
        if let ServerMessage::Stage(LegEvent {
            leg: 0,
            event: StageEvent::Reported(told),
        }) = message
        {
            assert_eq!(told.outcome, Outcome::Failed);
        } else if let ServerMessage::Finished(report) = message {
            break report;
        }
    };
    assert_eq!(report.end, RunEnd::Completed);
    assert_eq!(report.stage(Stage::Resolve).unwrap().outcome, Outcome::Failed);
}

/// A relay whose agent is open to one token for checks, that token, and another one.
async fn of_programs(folder: &TempDir, config: Config) -> (Branch, [String; 2]) {
    let config = Config {
        store: Some(StorePlace::File(folder.path().join("results.db"))),
        ..config
    };
    let owned = Server::start_with(config.clone()).await;
    let make = async |name| owned.store.create_token(name, &[Scope::Check], None).await.unwrap();
    let (known, other) = (make("helpdesk").await, make("other").await);
    owned.stop().await;
    let branch = Branch::open_to(config, vec![known.id]).await;
    (branch, [known.token, other.token])
}

/// What a program with this token is told of a check.
async fn program_checks(branch: &Branch, token: &str, check: &Value) -> Answer {
    let body = check.to_string();
    let lines = [
        "POST /api/checks HTTP/1.1".to_owned(),
        format!("Host: {}", branch.server.address),
        format!("Authorization: Bearer {token}"),
        format!("Content-Length: {}", body.len()),
    ];
    branch.server.send(&lines.each_ref().map(String::as_str), &body).await
}

#[tokio::test]
async fn program_checks_over_a_gateway_from_the_places_that_are_open_to_its_token() {
    let folder = tempfile::tempdir().unwrap();
    let (branch, [known, other]) = of_programs(&folder, Config::default()).await;
    let (computer, gateway) = (ClosedPort::reserve(), ClosedPort::reserve());
    let allow = [computer.address(), gateway.address()].map(|address| address.to_string());
    let _agent = branch.agent_with(&[&allow[0], &allow[1]]);
    drop(branch.page().await);
    let check = async |token: &str, from: Value| {
        let check = json!({ "target": allow[0], "gateway": allow[1], "from": from });
        program_checks(&branch, token, &check).await
    };

    let answer = check(&known, json!([RELAY_PLACE, NAME])).await;

    assert_eq!(answer.status, 200, "{}", answer.body);
    let json = answer.json();
    let legs = json["result"]["legs"].as_array().unwrap();
    let ends: Vec<_> = legs
        .iter()
        .map(|leg| (leg["from"].as_str(), leg["to"].as_str()))
        .collect();
    let expected = [
        ("relay", "computer"),
        ("agent", "computer"),
        ("relay", "gateway"),
        ("agent", "gateway"),
    ];
    assert_eq!(ends, expected.map(|(from, to)| (Some(from), Some(to))));
    assert_eq!(
        (&json["status"], &json["result"]["findings"][0]["id"]),
        (&json!("down"), &json!("RDP-GW-004"))
    );
    for (token, from) in [
        (&other, json!([NAME])),
        (&known, json!(["branch-8"])),
        (&known, json!([NAME, NAME])),
    ] {
        assert_eq!(check(token, from.clone()).await.status, 422, "{from}");
    }
}

#[tokio::test]
async fn monitor_is_told_that_a_place_which_may_not_look_knows_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let computer = ClosedPort::reserve();
    let target = computer.address().to_string();
    let (branch, [token, _]) = of_programs(&folder, rules(&[&target])).await;
    let _agent = branch.agent("10.7.0.0/16");
    drop(branch.page().await);

    for (from, gateway, status, first) in [
        (json!([NAME]), None, "unknown", "RDP-DNS-008"),
        (json!([RELAY_PLACE, NAME]), None, "down", "RDP-TCP-001"),
        (json!([RELAY_PLACE]), Some("192.0.2.9"), "unknown", "RDP-GW-003"),
    ] {
        let check = json!({ "target": target, "gateway": gateway, "from": from });
        let answer = program_checks(&branch, &token, &check).await;

        assert_eq!(answer.status, 200, "{}", answer.body);
        let json = answer.json();
        assert_eq!(
            (&json["status"], &json["result"]["findings"][0]["id"]),
            (&json!(status), &json!(first)),
            "{from}"
        );
    }
}

#[tokio::test]
async fn agent_dials_nothing_that_its_own_policy_does_not_allow() {
    let branch = Branch::open().await;
    let listener = Listener::start().await;
    let _agent = branch.agent("10.7.0.0/16");
    let mut page = branch.page().await;

    start(&mut page, listener.address(), &[NAME]).await;

    let report = finished(&mut page).await;
    let broken = report.broken().unwrap();
    assert_eq!(
        (broken.stage(), &broken.failure),
        (Stage::Resolve, &Some(Failure::AddressesRefused))
    );
    assert_eq!(
        (report.legs[0].place, report.legs[0].agent.clone()),
        (Place::Agent, Some(NAME.into()))
    );
    // Nobody has knocked: the first connection that it takes is this one.
    let own = TcpStream::connect(listener.address()).await.unwrap();
    assert_eq!(listener.accept().await.peer_addr().unwrap(), own.local_addr().unwrap());
}

#[tokio::test]
async fn agent_that_is_lost_ends_its_run_with_that_reason_and_what_it_told() {
    let branch = Branch::open().await;
    let listener = Listener::start().await;
    let agent = branch.agent(&listener.address().to_string());
    let mut page = branch.page().await;
    start(&mut page, listener.address(), &[NAME]).await;
    let _held = listener.accept().await;
    let connected = |message: &ServerMessage| {
        matches!(message, ServerMessage::Stage(event)
            if matches!(&event.event, StageEvent::Reported(report) if report.stage() == Stage::Connect))
    };
    while !connected(&page.hear().await) {}

    agent.abort();

    let report = finished(&mut page).await;
    assert_eq!((report.end, report.fault()), (RunEnd::AgentLost, None));
    assert_eq!(report.stage(Stage::Connect).unwrap().outcome, Outcome::Passed);
    // It is gone, and others learn that at once.
    start(&mut page, listener.address(), &[NAME]).await;
    assert_eq!(
        page.hear_past_stages().await,
        ServerMessage::Refused(Refusal::NoSuchPlace)
    );
}

#[tokio::test]
async fn run_at_an_agent_is_cancelled_there() {
    let branch = Branch::open().await;
    let listener = Listener::start().await;
    let _agent = branch.agent(&listener.address().to_string());
    let mut page = branch.page().await;
    start(&mut page, listener.address(), &[NAME]).await;
    let _held = listener.accept().await;

    page.say(&ClientMessage::Cancel).await;

    assert_eq!(finished(&mut page).await.end, RunEnd::Cancelled);
}

#[tokio::test]
async fn place_of_an_agent_that_went_is_free_for_its_return() {
    let branch = Branch::open().await;
    let port = ClosedPort::reserve();
    let first = branch.agent(&port.address().to_string());
    drop(branch.page().await);
    first.abort();
    while Page::greeted(branch.server.address).await.1 != [""; 0] {}

    let _again = branch.agent(&port.address().to_string());
    let mut page = branch.page().await;
    start(&mut page, port.address(), &[NAME]).await;

    assert_eq!(finished(&mut page).await.end, RunEnd::Completed);
}

#[tokio::test]
async fn wrong_key_unknown_name_and_other_schema_are_turned_away() {
    let branch = Branch::open().await;
    let stranger = tempfile::tempdir().unwrap();
    for (called, folder) in [
        (NAME, &stranger),
        ("branch-8", &branch.folder),
        ("No Name", &branch.folder),
    ] {
        let mut impostor = Impostor::connect(&branch.server).await;
        impostor.hello(called, SCHEMA).await;
        let AgentCommand::Challenge { nonce } = impostor.hear().await else {
            panic!("no challenge")
        };
        let signature = identity(folder).sign(&branch.server.origin(), &name(), &nonce);
        impostor.say(&AgentMessage::Proof { signature }).await;

        let rejected = AgentCommand::Rejected(Rejection::UnknownKey);
        assert_eq!(impostor.hear().await, rejected, "{called}");
    }
    for other in [SCHEMA - 1, SCHEMA + 1] {
        let mut agent = Impostor::connect(&branch.server).await;
        agent.hello(NAME, other).await;
        let rejected = AgentCommand::Rejected(Rejection::OtherVersion {
            schema: SCHEMA,
            version: env!("CARGO_PKG_VERSION").into(),
        });
        assert_eq!(agent.hear().await, rejected, "schema {other}");
    }
}

#[tokio::test]
async fn second_agent_of_one_name_is_turned_away() {
    let branch = Branch::open().await;
    let mut first = branch.impostor().await;
    assert_eq!(first.hear().await, AgentCommand::Welcome);

    let mut second = branch.impostor().await;

    assert_eq!(second.hear().await, AgentCommand::Rejected(Rejection::NameTaken));
}

#[tokio::test]
async fn what_an_agent_makes_up_is_no_result() {
    let target: Target = "pc.example.org".parse().unwrap();
    let lies: [fn(&mut Report); 5] = [
        |report| report.target = "other.example.org".parse().unwrap(),
        |report| *report = Report::new(report.target.clone(), Place::Relay, 0),
        |report| report.legs.push(report.legs[0].clone()),
        |report| report.legs[0].stages.clear(),
        // A picture over a way that nobody walked.
        |report| {
            report.replace(StageReport {
                outcome: Outcome::Passed,
                elapsed_ms: Some(Duration::ZERO.into()),
                ..StageReport::not_reached(Stage::Desktop)
            });
        },
    ];
    for (number, lie) in lies.into_iter().enumerate() {
        let branch = Branch::open().await;
        let mut agent = branch.impostor().await;
        assert_eq!(agent.hear().await, AgentCommand::Welcome);
        let mut page = branch.page().await;
        let from = vec![NAME.to_owned()];
        let record = Record::Bytes;
        let message = ClientMessage::Start {
            target: target.clone(),
            record,
            from,
            route: Route::default(),
        };
        page.say(&message).await;
        let AgentCommand::Start { run, check } = agent.hear().await else {
            panic!("no run")
        };
        let mut report = Report::new(check.target.clone(), Place::Agent, 1_790_000_000_000);
        lie(&mut report);
        let report = Box::new(report);
        agent.say(&AgentMessage::Finished { run, report }).await;

        let report = finished(&mut page).await;

        assert_eq!((report.end, report.fault()), (RunEnd::AgentLost, None), "{number}");
        assert_eq!((&report.target, report.legs.len()), (&target, 1), "{number}");
        assert_eq!(report.legs[0].agent, Some(NAME.into()), "{number}");
    }
}

#[tokio::test]
async fn agents_are_there_for_those_who_may_see_them_only() {
    let shared = Config {
        trusted_proxies: vec!["127.0.0.1/32".parse().unwrap()],
        public_origins: vec!["https://rdptrace.example.org".parse().unwrap()],
        policy: Some(Rules {
            allow: vec!["pc.example.org".parse().unwrap()],
            ..Rules::default()
        }),
        ..Config::default()
    };
    let branch = Branch::open_with(shared).await;
    let mut agent = branch.impostor().await;
    assert_eq!(agent.hear().await, AgentCommand::Welcome);
    let mut stranger = Page::open_for(&branch.server, "203.0.113.7").await.unwrap();
    let message = |from: &str| ClientMessage::Start {
        target: "pc.example.org".parse().unwrap(),
        record: Record::Bytes,
        from: vec![from.to_owned()],
        route: Route::default(),
    };

    // That there is such an agent is not told.
    for from in [NAME, "branch-8"] {
        stranger.say(&message(from)).await;
        assert_eq!(
            stranger.hear().await,
            ServerMessage::Refused(Refusal::NoSuchPlace),
            "{from}"
        );
    }
    let mut own = branch.page().await;
    own.say(&message(NAME)).await;
    assert!(matches!(own.hear().await, ServerMessage::Started { .. }));
}

#[tokio::test]
async fn page_offers_the_agents_and_its_form_checks_from_one_without_scripts() {
    let branch = Branch::open().await;
    let port = ClosedPort::reserve();
    let alone = branch.server.get("/").await;
    assert!(!alone.body.contains("<select") && !alone.body.contains("data-agents"));
    let _agent = branch.agent(&port.address().to_string());
    drop(branch.page().await);

    let offered = branch.server.get("/").await;
    let form = format!("target={}&from={NAME}", port.address());
    let posted = branch.server.post_form("/check", &form).await;

    assert!(
        offered.body.contains(&format!("data-agents=\"{NAME}\"")),
        "{}",
        offered.body
    );
    assert_eq!(offered.header("cache-control"), "no-store");
    let options: Vec<_> = Html::parse(&offered.body)
        .all("option")
        .iter()
        .map(|one| one.attribute("value"))
        .collect();
    assert_eq!(
        options,
        [Some(String::new()), Some(NAME.to_owned()), Some("*".to_owned())]
    );
    assert_eq!(posted.status, 303, "{}", posted.body);
    let key = posted.header("location").strip_prefix("/run/").unwrap();
    let mut page = Page::open(&branch.server).await;
    page.say(&ClientMessage::Join {
        key: RunKey::new(key.to_owned()),
    })
    .await;
    assert_eq!(finished(&mut page).await.legs[0].agent, Some(NAME.into()));
}

#[tokio::test]
async fn form_without_scripts_checks_from_nowhere_else_where_the_agent_has_gone() {
    let branch = Branch::open().await;
    let port = ClosedPort::reserve();

    let form = format!("target={}&from={NAME}", port.address());
    let posted = branch.server.post_form("/check", &form).await;

    assert_eq!(posted.status, 422, "{}", posted.body);
    assert!(
        posted.body.contains(&Words::english().refusal(&Refusal::NoSuchPlace)),
        "{}",
        posted.body
    );
}

#[tokio::test]
async fn places_stand_once_and_are_eight_at_most() {
    let names: Vec<String> = (1..=MOST_PLACES).map(|number| format!("branch-{number}")).collect();
    let folder = tempfile::tempdir().unwrap();
    let mut config = Config::default();
    for name in &names {
        let setting = AgentSetting {
            key: identity(&folder).public(),
            visible_to: Vec::new(),
            tenants: Vec::new(),
            tokens: Vec::new(),
        };
        config.agents.insert(name.parse().unwrap(), setting);
    }
    let server = Server::start_with(config).await;
    let branch = Branch { server, folder };
    let mut agents = Vec::new();
    for name in &names {
        let mut agent = branch.impostor_called(name).await;
        assert_eq!(agent.hear().await, AgentCommand::Welcome, "{name}");
        agents.push(agent);
    }
    let mut page = Page::open(&branch.server).await;
    let port = ClosedPort::reserve();
    let all: Vec<&str> = names.iter().map(String::as_str).collect();
    let with_the_relay = [&[RELAY_PLACE], &all[..]].concat();
    let strange = ["branch-9"];
    for from in [&[RELAY_PLACE, RELAY_PLACE][..], &strange, &with_the_relay] {
        start(&mut page, port.address(), from).await;

        assert_eq!(
            page.hear().await,
            ServerMessage::Refused(Refusal::NoSuchPlace),
            "{from:?}"
        );
    }

    start(&mut page, port.address(), &all).await;

    assert!(matches!(page.hear().await, ServerMessage::Started { .. }));
}

#[tokio::test]
async fn program_makes_its_key_needs_a_policy_and_is_listed() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("agent.key");
    let file = file.to_str().unwrap();
    let (code, out, err) = program::run(&["agent", "key", "--key-file", file]).await;
    assert_eq!((code, err.as_str()), (0, ""));
    let key = out.trim().strip_prefix("key = \"").unwrap().strip_suffix('"').unwrap();
    let mut config = Config::default();
    let key = key.parse().unwrap();
    let visible_to = Vec::new();
    config.agents.insert(
        name(),
        AgentSetting {
            key,
            visible_to,
            tenants: Vec::new(),
            tokens: Vec::new(),
        },
    );
    let server = Server::start_with(config).await;
    let origin = server.origin();
    let wanted = ["agent", "--relay", &origin, "--name", NAME, "--key-file", file];

    let (code, _, err) = program::run(&wanted).await;
    assert!(code == 2 && err.contains("--allow"), "{err}");

    let _agent = program::start(&[&wanted[..], &["--allow", "10.7.0.0/16"]].concat());
    let branch = Branch { server, folder };
    drop(branch.page().await);
    let metrics = branch.server.metrics_address();
    let (code, out, err) = program::run(&["agents", "--metrics", &metrics.to_string()]).await;
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(out.contains(NAME) && out.contains(env!("CARGO_PKG_VERSION")), "{out}");
    let metrics = branch.server.metrics().await;
    for sample in ["agents_configured 1", "agents_connected 1", "agent_runs 0"] {
        assert!(metrics.contains(&format!("\nrdptrace_{sample}\n")), "{metrics}");
    }
    // Not for those who use the page.
    assert_ne!(answer_at(branch.server.address, "/agents").await.status, 200);
}

/// A program that speaks as an agent does.
struct Impostor(WebSocketStream<TcpStream>);

impl Impostor {
    async fn connect(server: &Server) -> Self {
        let uri = format!("ws://{}/api/agents", server.address).parse().unwrap();
        let request = ClientRequestBuilder::new(uri).with_sub_protocol(AGENT_SUBPROTOCOL);
        let stream = TcpStream::connect(server.address).await.unwrap();
        Self(client_async(request, stream).await.unwrap().0)
    }

    async fn hello(&mut self, name: &str, schema: u32) {
        let message = AgentMessage::Hello {
            version: "0.1.0".into(),
            name: name.to_owned(),
            schema,
            room: 1,
        };
        self.say(&message).await;
    }

    async fn say(&mut self, message: &AgentMessage) {
        let json = serde_json::to_string(message).unwrap();
        self.0.send(Message::text(json)).await.unwrap();
    }

    /// Whether the relay hangs up on it when it says this, without another word.
    async fn is_left_alone_after(&mut self, message: &AgentMessage) -> bool {
        let json = serde_json::to_string(message).unwrap();
        // It may have hung up already.
        let _sent = self.0.send(Message::text(json)).await;
        loop {
            match timeout(LIMIT, self.0.next()).await.unwrap() {
                Some(Ok(Message::Text(_))) => return false,
                None | Some(Err(_) | Ok(Message::Close(_))) => return true,
                Some(Ok(_)) => {}
            }
        }
    }

    async fn hear(&mut self) -> AgentCommand {
        let message = timeout(LIMIT, self.0.next()).await.unwrap().unwrap().unwrap();
        serde_json::from_str(message.to_text().unwrap()).unwrap()
    }
}

const LIMIT: Duration = Duration::from_secs(20);

#[tokio::test]
async fn an_agent_of_a_portal_is_for_its_frame_alone() {
    let mut config = Config {
        trusted_proxies: vec!["127.0.0.1/32".parse().unwrap()],
        policy: Some(Rules {
            allow: vec!["127.0.0.0/8".parse().unwrap()],
            ..Rules::default()
        }),
        ..Config::default()
    };
    let tenants = serde_json::json!({
        "helpdesk": { "origins": ["https://helpdesk.example.org"] },
        "other": { "origins": ["https://other.example.org"] },
    });
    config.tenants = serde_json::from_value(tenants).unwrap();
    let branch = Branch::open_in(config, vec!["helpdesk".parse().unwrap()]).await;
    let _agent = branch.agent("127.0.0.0/8");
    let shown = async |path: &str| {
        let lines = [
            format!("GET {path} HTTP/1.1"),
            format!("Host: {}", branch.server.address),
            "X-Forwarded-For: 198.51.100.7".to_owned(),
        ];
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let page = branch.server.request(&lines).await;
        assert_eq!(page.status, 200, "{}", page.body);
        page.body.contains("data-agents=\"branch-7\"")
    };
    // It is there for the relay's own machine.
    drop(branch.page().await);

    assert!(shown("/embed/helpdesk").await);
    assert!(!shown("/embed/other").await && !shown("/").await);
}
