use wire::{LegKind, Node, Place};

use super::*;

fn recorder() -> Recorder {
    let leg = Leg::new(Node::Relay, Node::Computer, Place::Relay);
    Recorder::new("pc".parse().unwrap(), leg, 0, Duration::ZERO)
}

#[test]
fn the_messages_of_a_run_are_kept_as_far_as_a_report_has_room_for_them() {
    let mut recorder = recorder();
    for stage in LegKind::ToComputer.stages() {
        for _ in 0..limits::EXCHANGES_PER_STAGE {
            let bytes = [3; wire::EVIDENCE_LIMIT];
            recorder.exchange(
                stage,
                Direction::Received,
                Pdu::ConnectionConfirm,
                &bytes,
                Duration::ZERO,
            );
        }
    }

    let report = recorder.report(RunEnd::Completed, Duration::ZERO);

    let exchanges = report.stages().iter().flat_map(|stage| &stage.exchanges);
    let bytes: usize = exchanges.map(|exchange| exchange.bytes.as_bytes().len()).sum();
    assert_eq!((bytes, report.fault()), (limits::EVIDENCE_BYTES, None));
}

/// What is told of the stages, in order.
fn told(recorder: &mut Recorder) -> Vec<(Stage, Outcome)> {
    let events = core::iter::from_fn(|| recorder.next_event());
    events
        .filter_map(|event| match event {
            StageEvent::Started { .. } => None,
            StageEvent::Reported(report) => Some((report.stage(), report.outcome)),
        })
        .collect()
}

#[test]
fn whoever_follows_hears_that_a_stage_was_taken_back() {
    let mut recorder = recorder();
    recorder.start(Stage::Resolve, limits::RESOLVE, Duration::ZERO);
    assert_eq!(recorder.running(), [Stage::Resolve]);

    recorder.abandon(Stage::Resolve);

    assert_eq!(recorder.running(), []);
    assert_eq!(told(&mut recorder), [(Stage::Resolve, Outcome::NotReached)]);
}

#[test]
fn more_about_a_stage_is_told_once_it_has_ended_and_not_before() {
    let mut recorder = recorder();
    recorder.start(Stage::Negotiate, limits::ANSWER, Duration::ZERO);
    recorder.amend(Stage::Negotiate);
    assert_eq!(told(&mut recorder), []);
    recorder.pass(Stage::Negotiate, Duration::ZERO);

    recorder.amend(Stage::Negotiate);

    assert_eq!(told(&mut recorder), [(Stage::Negotiate, Outcome::Passed); 2]);
}

#[test]
fn a_stage_that_a_limit_ended_was_silent_and_any_other_failed() {
    let outcome = |failure| {
        let mut recorder = recorder();
        recorder.fail(Stage::Secure, failure, Duration::ZERO);
        told(&mut recorder)
    };

    for limit in [Failure::TimedOut { received: 3 }, Failure::RunTimedOut] {
        assert_eq!(outcome(limit), [(Stage::Secure, Outcome::Silent)]);
    }
    assert_eq!(outcome(Failure::PathBroken), [(Stage::Secure, Outcome::Failed)]);
}

#[test]
fn no_list_of_a_lookup_is_longer_than_a_report_may_be() {
    let mut recorder = recorder();
    let many = vec![IpAddr::from([192, 0, 2, 7]); wire::MOST_ENTRIES + 1];
    let resolution = Resolution {
        addresses: many.clone(),
        forbidden: many,
        ..Resolution::default()
    };

    recorder.resolved(resolution, Duration::ZERO);

    assert_eq!(recorder.report(RunEnd::Completed, Duration::ZERO).fault(), None);
}

#[test]
fn connections_stand_in_the_order_in_which_they_were_opened() {
    let mut recorder = recorder();
    for opened in [30, 10, 20] {
        recorder.connection(Connection {
            purpose: wire::Purpose::Main,
            address: ([192, 0, 2, 7], 3389).into(),
            opened_at_ms: Duration::from_millis(opened).into(),
            handshake_ms: Elapsed::default(),
            selected: None,
            certificate_sha256: None,
            ended_by_peer: None,
            ended_after_ms: None,
            kernel: None,
        });
    }

    let report = recorder.report(RunEnd::Completed, Duration::ZERO);

    let opened = report.connections().iter().map(|one| one.opened_at_ms.as_millis());
    assert!(opened.eq([10.0, 20.0, 30.0]));
}
