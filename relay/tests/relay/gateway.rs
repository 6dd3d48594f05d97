//! The leg to a gateway: walked beside the way to the computer, each only as far as the policy allows it.

use std::net::SocketAddr;

use futures_util::FutureExt as _;
use relay::Config;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use wire::{
    ClientMessage, Failure, Gateway, GatewayUsage, LegKind, NotChecked, Outcome, Record, Refusal, Report, Route,
    ServerMessage, Stage, Target,
};

use crate::peer::{ClosedPort, Listener};
use crate::policy::rules;
use crate::program;
use crate::server::Server;
use crate::websocket::Page;

/// Runs a check of `computer` behind `gateway` on a relay with these settings, up to its report.
async fn checked(config: Config, computer: SocketAddr, gateway: SocketAddr, usage: GatewayUsage) -> Report {
    let server = Server::start_with(config).await;
    let mut page = Page::open(&server).await;
    let target = |address: SocketAddr| -> Target { address.to_string().parse().unwrap() };
    let gateway = Gateway {
        target: target(gateway),
        usage,
    };
    page.say(&ClientMessage::Start {
        target: target(computer),
        record: Record::Bytes,
        from: Vec::new(),
        route: Route {
            gateway: Some(gateway),
            ..Route::default()
        },
    })
    .await;
    let heard = page.hear_all().await;
    let legs = heard.iter().filter_map(|message| {
        let ServerMessage::Leg(started) = message else {
            return None;
        };
        Some((started.leg, started.gateway.is_some()))
    });
    let mut legs: Vec<_> = legs.collect();
    legs.sort_unstable();
    assert_eq!(legs, [(0, false), (1, true)]);
    let Some(ServerMessage::Finished(report)) = heard.into_iter().next_back() else {
        panic!("no report");
    };
    assert_eq!(report.fault(), None);
    *report
}

/// How a stage of the leg to the gateway ended.
fn at_gateway(report: &Report, stage: Stage) -> (Outcome, Option<Failure>) {
    let known = report.gateway().unwrap().stage(stage).unwrap();
    (known.outcome, known.failure.clone())
}

#[tokio::test]
async fn both_ways_are_walked_and_the_gateway_decides() {
    let gateway = Listener::start().await;
    let answering = async {
        let mut stream = gateway.accept().await;
        // A ClientHello, answered by a web server that has no TLS.
        let mut hello = [0; 64];
        assert!(stream.read(&mut hello).await.unwrap() > 0);
        stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").await.unwrap();
        // Until it leaves.
        while stream.read(&mut hello).await.is_ok_and(|read| read > 0) {}
    };
    let closed = ClosedPort::reserve();
    let checked = checked(
        Config::default(),
        closed.address(),
        gateway.address(),
        GatewayUsage::Always,
    );
    let (report, ()) = tokio::join!(checked, answering);

    assert_eq!(report.stage(Stage::Connect).unwrap().outcome, Outcome::Failed);
    let (outcome, failure) = at_gateway(&report, Stage::Secure);
    assert!(
        outcome == Outcome::Failed && matches!(failure, Some(Failure::NotRdp { .. })),
        "{failure:?}"
    );
    let findings = diagnosis::diagnose(&report);
    assert_eq!(findings[0].id, "RDP-GW-005");
    assert_eq!(report.stopped().unwrap().0.kind(), LegKind::ToGateway);
}

#[tokio::test]
async fn a_rule_for_the_computer_does_not_open_its_gateway() {
    let gateway = Listener::start().await;
    let closed = ClosedPort::reserve();
    let allow = format!("127.0.0.1:{}", closed.address().port());
    let config = rules(&[&allow]);

    let report = checked(config, closed.address(), gateway.address(), GatewayUsage::Always).await;

    assert_eq!(
        at_gateway(&report, Stage::Resolve),
        (Outcome::Failed, Some(Failure::AddressesRefused))
    );
    assert_eq!(diagnosis::diagnose(&report)[0].id, "RDP-GW-003");
    assert!(
        gateway.accept().now_or_never().is_none(),
        "something was sent to the gateway"
    );
}

#[tokio::test]
async fn a_computer_that_no_rule_names_does_not_close_its_gateway() {
    let computer = Listener::start().await;
    let gateway = ClosedPort::reserve();
    let config = rules(&[&gateway.address().to_string()]);

    let report = checked(config, computer.address(), gateway.address(), GatewayUsage::Always).await;

    let resolve = report.stage(Stage::Resolve).unwrap();
    assert_eq!(
        (resolve.outcome, &resolve.failure),
        (Outcome::Failed, &Some(Failure::AddressesRefused))
    );
    assert_eq!(at_gateway(&report, Stage::Connect).0, Outcome::Failed);
    assert_eq!(diagnosis::diagnose(&report)[0].id, "RDP-GW-004");
    assert!(
        computer.accept().now_or_never().is_none(),
        "something was sent to the computer"
    );
}

#[tokio::test]
async fn a_way_of_which_nothing_is_allowed_is_refused() {
    let port = ClosedPort::reserve();
    let server = Server::start_with(rules(&["pc.example.org"])).await;
    let mut page = Page::open(&server).await;
    let target: Target = port.address().to_string().parse().unwrap();
    let route = Route {
        gateway: Some(Gateway {
            target: target.clone(),
            usage: GatewayUsage::Always,
        }),
        ..Route::default()
    };
    page.say(&ClientMessage::Start {
        target,
        record: Record::Bytes,
        from: Vec::new(),
        route,
    })
    .await;

    assert_eq!(page.hear().await, ServerMessage::Refused(Refusal::TargetForbidden));
}

#[tokio::test]
async fn a_computer_of_a_service_is_not_dialled() {
    let computer = Listener::start().await;
    let closed = ClosedPort::reserve();

    let report = checked(
        Config::default(),
        computer.address(),
        closed.address(),
        GatewayUsage::Service,
    )
    .await;

    assert!(
        report
            .stages()
            .iter()
            .all(|stage| stage.not_checked == Some(NotChecked::BehindService))
    );
    assert_eq!(at_gateway(&report, Stage::Connect).0, Outcome::Failed);
    assert!(
        computer.accept().now_or_never().is_none(),
        "something was sent to the computer"
    );
}

#[tokio::test]
async fn the_program_takes_the_gateway_out_of_a_connection_file() {
    let (computer, gateway) = (ClosedPort::reserve(), ClosedPort::reserve());
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("office.rdp");
    let settings = format!(
        "full address:s:{}\r\ngatewayhostname:s:{}\r\ngatewayusagemethod:i:1\r\n",
        computer.address(),
        gateway.address()
    );
    std::fs::write(&file, settings).unwrap();

    let (code, out, err) = program::run(&["check", file.to_str().unwrap(), "--json"]).await;

    let printed: serde_json::Value = serde_json::from_str(&out).unwrap_or_else(|_| panic!("{err}"));
    assert_eq!(printed["findings"][0]["id"], "RDP-GW-004", "{out}");
    assert_eq!(printed["legs"].as_array().unwrap().len(), 2, "{out}");
    assert_eq!(code, 1);
    let (code, _, err) = program::run(&["check", "pc", "--gateway", "not a name"]).await;
    assert_eq!(code, 2, "{err}");
}

#[tokio::test]
async fn the_program_signs_in_to_no_gateway_that_is_not_there() {
    let (code, _, err) = program::run(&["check", "127.0.0.1:1", "--gateway-user", "anna"]).await;
    assert!(code == 2 && err.contains("there's no gateway"), "{code}: {err}");
    let two = ["check", "pc", "pc2", "--gateway", "gw", "--gateway-user", "anna"];
    let (code, _, err) = program::run(&two).await;
    assert!(code == 2 && err.contains("--gateway-user"), "{code}: {err}");
}
