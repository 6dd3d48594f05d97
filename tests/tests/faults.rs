//! The built program against real servers behind paths that are slow, lossy, narrow or broken.
//!
//! What a proxy in this process does, and what nftables does in a network namespace. Delay and jitter of packets would
//! need the kernel's `netem`, which not every kernel has; the proxy delays what is inside TCP in its place.

use std::net::SocketAddr;
use std::thread;
use std::time::Duration;

use serde_json::Value;
use suite::expectation::{assert_breaks, beyond_limits};
use suite::netns::{Fault, Network};
use suite::proxy::{Break, Path, Place, Proxy};
use suite::rdptrace::{Check, Run};
use suite::shadow::{self, Shadow};
use suite::xrdp::{self, SecurityLayer, Xrdp};
use wire::{Outcome, Stage};

/// A run through a proxy that does this to the server's answers.
fn run_behind(server: SocketAddr, answers: Path) -> Run {
    let proxy = Proxy::of_answers(server, answers);
    Check::of(proxy.address).run()
}

/// The same with the kind of the failure.
#[track_caller]
fn assert_breaks_by(run: &Run, stage: Stage, outcome: Outcome, finding: &str, failure: &str) {
    assert_breaks(run, stage, outcome, finding);
    let found = serde_json::to_value(&run.report.stage(stage).failure).expect("failures are JSON");
    assert_eq!(found.get("kind").and_then(Value::as_str), Some(failure), "{found}");
}

#[track_caller]
fn assert_passes(run: &Run, finding: &str) {
    assert_eq!(beyond_limits(run), [""; 0]);
    for (at, found) in run.report.outcomes() {
        assert_eq!(found, Outcome::Passed, "{}: {}", at.name(), run.report.summary);
    }
    assert_eq!(run.report.first_finding(), finding, "{}", run.report.summary);
}

fn millis(run: &Run, stage: Stage) -> u32 {
    let elapsed = run.report.stage(stage).elapsed_ms;
    elapsed.map_or(0, |elapsed| elapsed.as_micros() / 1000)
}

fn has(run: &Run, finding: &str) -> bool {
    run.report.findings.iter().any(|found| found.id == finding)
}

#[test]
fn latency_shows_in_every_answer_and_the_session_passes() {
    let server = Xrdp::start(SecurityLayer::Tls);
    let late = Path::delayed(Duration::from_millis(100));
    let proxy = Proxy::start(server.address, late, late);

    let run = Check::of(proxy.address).run();

    // What is behind something that answers TCP in its place may be further away.
    assert_passes(&run, "RDP-DSK-002");
    for stage in [Stage::Negotiate, Stage::Secure, Stage::Settings] {
        assert!(millis(&run, stage) >= 200, "{}: {}", stage.name(), millis(&run, stage));
    }
    assert!(millis(&run, Stage::Connect) < 100, "{}", millis(&run, Stage::Connect));
    assert!(has(&run, "RDP-NET-011"), "{:?}", run.report.findings);
}

#[test]
fn jitter_and_a_narrow_line_break_nothing() {
    let server = Xrdp::start(SecurityLayer::Tls);
    let unsteady = Path {
        delay: Duration::from_millis(10),
        jitter: Duration::from_millis(50),
        rate: Some(64 * 1024),
        ..Path::default()
    };

    let run = run_behind(server.address, unsteady);

    assert_passes(&run, "RDP-DSK-002");
}

#[test]
fn paths_that_break_are_named_at_the_step_that_was_under_way() {
    use Break::{Close, Reset, Stall};
    use Outcome::{Failed, Silent};
    use Place::{Answer, Byte};

    let server = Xrdp::start(SecurityLayer::Tls);
    let confirm = 19;
    let in_hello = confirm + 60;
    let cases = [
        (Byte(0), Stall, Stage::Negotiate, Silent, "RDP-NEG-012", "timed_out"),
        (Byte(0), Close, Stage::Negotiate, Failed, "RDP-NEG-009", "closed"),
        (Byte(0), Reset, Stage::Negotiate, Failed, "RDP-NEG-022", "reset"),
        (Byte(10), Stall, Stage::Negotiate, Silent, "RDP-NEG-013", "timed_out"),
        (Byte(10), Close, Stage::Negotiate, Failed, "RDP-NEG-013", "closed"),
        (Byte(confirm), Stall, Stage::Secure, Silent, "RDP-TLS-018", "timed_out"),
        (Answer(2), Close, Stage::Secure, Failed, "RDP-TLS-003", "closed"),
        (Answer(2), Reset, Stage::Secure, Failed, "RDP-TLS-003", "reset"),
        (Byte(in_hello), Stall, Stage::Secure, Silent, "RDP-TLS-017", "timed_out"),
        (Answer(3), Stall, Stage::Settings, Silent, "RDP-SES-025", "timed_out"),
        (Answer(3), Close, Stage::Settings, Failed, "RDP-MCS-002", "closed"),
        (Answer(3), Reset, Stage::Settings, Failed, "RDP-MCS-002", "reset"),
        (Answer(4), Stall, Stage::Channels, Silent, "RDP-SES-025", "timed_out"),
        (Answer(4), Close, Stage::Channels, Failed, "RDP-SES-023", "closed"),
        (Answer(4), Reset, Stage::Channels, Failed, "RDP-SES-024", "reset"),
    ];
    thread::scope(|scope| {
        for (place, how, stage, outcome, finding, failure) in cases {
            let server = server.address;
            scope.spawn(move || {
                let run = run_behind(server, Path::broken(place, how));
                assert_breaks_by(&run, stage, outcome, finding, failure);
            });
        }
    });
}

#[test]
fn a_path_that_breaks_in_nla_is_told_from_a_server_that_refuses() {
    let server = Shadow::start(shadow::Security::Nla);
    let at_token = |how| run_behind(server.address, Path::broken(Place::Answer(3), how));

    let silent = at_token(Break::Stall);
    let closed = at_token(Break::Close);
    let reset = at_token(Break::Reset);

    assert_breaks_by(
        &silent,
        Stage::Authenticate,
        Outcome::Silent,
        "RDP-NLA-002",
        "timed_out",
    );
    assert_breaks_by(&closed, Stage::Authenticate, Outcome::Failed, "RDP-NLA-001", "closed");
    assert_breaks_by(&reset, Stage::Authenticate, Outcome::Failed, "RDP-NLA-001", "reset");
}

/// An xrdp at the other end of a cable with this fault in it, and a check of it from this end.
fn run_across(mtu: u16, fault: Fault) -> Run {
    let network = Network::new();
    network.limit_packets(mtu);
    let mut settings = xrdp::Settings::new(SecurityLayer::Tls);
    settings.address = SocketAddr::new(network.server_address, 3389);
    settings.namespace = Some(network.server.clone());
    let server = settings.start();
    network.breaks(server.address.port(), fault);
    Check::of(server.address).namespace(&network.client).run()
}

#[test]
fn a_path_that_swallows_large_packets_is_silent_at_tls_and_packet_size_is_named() {
    // The whole answer fits into one packet, so that nothing of it comes.
    let run = run_across(1500, Fault::DropLargeAnswers);

    assert_breaks_by(&run, Stage::Secure, Outcome::Silent, "RDP-TLS-018", "timed_out");
    assert!(has(&run, "RDP-NET-005"), "{:?}", run.report.findings);
}

#[test]
fn an_answer_of_which_only_the_tail_arrives_shows_a_path_for_small_packets_only() {
    let run = run_across(900, Fault::DropLargeAnswers);

    assert_breaks_by(&run, Stage::Secure, Outcome::Silent, "RDP-NET-013", "timed_out");
}

#[test]
fn lost_packets_are_counted_and_the_session_passes() {
    let run = run_across(1500, Fault::Lose);

    assert_passes(&run, "RDP-NET-006");
}
