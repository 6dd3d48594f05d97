use core::cell::RefCell;
use core::future::{pending, ready};
use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use fixtures::dns::{self, Answer};
use probe::RunOptions;
use relay::driver::{self, RunEvent};
use relay::net::dial::Network;
use relay::net::policy::{Admitted, Policy, Rules};
use relay::net::resolve::Resolver;
use tokio::io::AsyncReadExt as _;
use tokio::time::timeout;
use wire::{Dialed, Facts, Failure, Outcome, Report, RunEnd, Stage};

use crate::peer::{ClosedPort, Listener};

fn admitted(address: SocketAddr) -> Admitted {
    Policy::OwnMachine.admit(address.to_string().parse().unwrap()).unwrap()
}

async fn check(address: SocketAddr) -> Report {
    let network = Network::new(Policy::OwnMachine, Resolver::default());
    let run = driver::run(
        admitted(address),
        RunOptions::default(),
        &network,
        None,
        |_| {},
        pending(),
    );
    timeout(Duration::from_secs(10), run).await.unwrap().report
}

fn failure(report: &Report, stage: Stage) -> (Outcome, Option<Failure>) {
    let stage = report.stage(stage).unwrap();
    (stage.outcome, stage.failure.clone())
}

#[tokio::test]
async fn a_closed_port_is_refused() {
    let port = ClosedPort::reserve();
    let address = port.address();

    let report = check(address).await;

    assert_eq!(
        failure(&report, Stage::Connect),
        (Outcome::Failed, Some(Failure::NoConnection))
    );
    let Facts::Connect(facts) = &report.stage(Stage::Connect).unwrap().facts else {
        panic!("other facts");
    };
    assert_eq!(facts.dials[0].address, address);
    assert_eq!(facts.dials[0].dialed, Dialed::Refused);
}

#[tokio::test]
async fn a_server_that_accepts_and_closes_is_reported_as_closed() {
    let listener = Listener::start().await;

    let (report, ()) = tokio::join!(check(listener.address()), async {
        for _ in 0..ASKED {
            let mut peer = listener.accept().await;
            // All of it is read, because closing with unread bytes would be a reset.
            let mut header = [0; 4];
            peer.read_exact(&mut header).await.unwrap();
            let length = usize::from(u16::from_be_bytes([header[2], header[3]]));
            peer.read_exact(&mut vec![0; length - header.len()]).await.unwrap();
        }
        drop(listener.accept().await);
    });

    assert_eq!(
        failure(&report, Stage::Negotiate),
        (Outcome::Failed, Some(Failure::Closed { received: 0 }))
    );
    assert!(
        report.connections()[0]
            .kernel
            .is_some_and(|kernel| kernel.segments_out > 0)
            || !cfg!(target_os = "linux")
    );
}

#[tokio::test]
async fn a_server_that_resets_is_reported_as_reset_with_what_the_kernel_measured() {
    let listener = Listener::start().await;

    let (report, ()) = tokio::join!(check(listener.address()), async {
        for _ in 0..ASKED {
            let mut peer = listener.accept().await;
            peer.read_exact(&mut [0; 4]).await.unwrap();
            peer.set_zero_linger().unwrap();
        }
        drop(listener.accept().await);
    });

    assert_eq!(
        failure(&report, Stage::Negotiate),
        (Outcome::Failed, Some(Failure::Reset { received: 0 }))
    );
    assert!(report.connections()[0].kernel.is_some() || !cfg!(target_os = "linux"));
}

#[tokio::test]
async fn a_run_that_is_cancelled_from_the_start_reports_nothing_reached() {
    let listener = Listener::start().await;
    let network = Network::new(Policy::OwnMachine, Resolver::default());

    let report = driver::run(
        admitted(listener.address()),
        RunOptions::default(),
        &network,
        None,
        |_| {},
        ready(()),
    )
    .await
    .report;

    assert_eq!(report.end, RunEnd::Cancelled);
    assert_eq!(report.stage(Stage::Negotiate).unwrap().outcome, Outcome::NotReached);
}

#[tokio::test]
async fn dropping_the_run_closes_its_connections() {
    let listener = Listener::start().await;
    let network = Network::new(Policy::OwnMachine, Resolver::default());
    let heard = RefCell::new(Vec::new());
    let events = |event: RunEvent| heard.borrow_mut().push(event);
    let target = admitted(listener.address());
    let run = driver::run(target, RunOptions::default(), &network, None, events, pending());

    let mut peer = tokio::select! {
        run = run => panic!("the run ended: {run:?}"),
        peer = async {
            let mut peer = listener.accept().await;
            peer.read_exact(&mut [0; 4]).await.unwrap();
            peer
        } => peer,
    };

    timeout(Duration::from_secs(1), peer.read_to_end(&mut Vec::new()))
        .await
        .expect("the connection is closed")
        .unwrap();
    assert!(!heard.borrow().is_empty());
}

#[tokio::test]
async fn only_the_addresses_that_the_policy_allows_are_connected_to() {
    let listener = Listener::start().await;
    let port = listener.address().port();
    let addresses = ["127.0.0.1", "127.0.0.2", "169.254.169.254"].map(|text| text.parse().unwrap());
    let server = dns::Resolver::start([("pc.example.org", Answer::Addresses(addresses.to_vec()))]);
    let policy = Policy::Rules(Rules {
        allow: vec![format!("pc.example.org in 127.0.0.2/32:{port}").parse().unwrap()],
        ..Rules::default()
    });
    let target = format!("pc.example.org:{port}").parse().unwrap();
    let target = policy.admit(target).unwrap();
    let network = Network::new(policy, Resolver::new(Some(server.address)));

    let run = driver::run(target, RunOptions::default(), &network, None, |_| {}, pending());
    let report = tokio::select! {
        run = run => run.report,
        _ = listener.accept() => panic!("it connected to a forbidden address"),
    };

    let Facts::Resolve(resolved) = &report.stage(Stage::Resolve).unwrap().facts else {
        panic!("other facts");
    };
    let Facts::Connect(connected) = &report.stage(Stage::Connect).unwrap().facts else {
        panic!("other facts");
    };
    let text = |addresses: &[IpAddr]| addresses.iter().map(IpAddr::to_string).collect::<Vec<_>>();
    assert_eq!(text(&resolved.addresses), ["127.0.0.2"]);
    assert_eq!((&resolved.forbidden, resolved.withheld), (&Vec::new(), Some(2)));
    let dialed: Vec<_> = connected.dials.iter().map(|dial| dial.address.ip()).collect();
    assert_eq!(text(&dialed), ["127.0.0.2"]);
}

/// A server that ends its connections without a word is asked three times, and then with a ClientHello.
const ASKED: usize = 3;
