//! What is written and kept of a run's end.

use core::net::{Ipv4Addr, SocketAddr};

use probe::ConnectionId;
use serde_json::Value;
use wire::Place;
use words::Limit;

use super::*;
use crate::clock::Clock;
use crate::logged::logged;
use crate::net::recording::Direction;
use crate::runs::key::random_key;

/// The one line that `happens` writes.
fn line(happens: impl FnOnce()) -> Value {
    let mut lines = logged(happens);
    assert_eq!(lines.len(), 1, "{lines:?}");
    lines.remove(0)
}

fn run(via: Via, metrics: &Metrics) -> Run {
    let requester = Requester {
        via,
        source: Source::of(Ipv4Addr::LOCALHOST.into()),
        user: Some("alice".into()),
    };
    let audit = Audit {
        source: "k3n8p2q5".to_owned(),
        rule: "policy.allow pc".to_owned(),
        metrics: metrics.clone(),
    };
    let key = KeyHash::of(random_key().unwrap().as_str());
    let target = "payroll.bank.example".parse().unwrap();
    Run::new(RunId::random().unwrap(), key, target, requester, audit, Record::Bytes)
}

fn report() -> Report {
    Report::new("payroll.bank.example".parse().unwrap(), Place::Relay, 0)
}

#[test]
fn every_end_of_a_run_is_one_line_that_says_who_asked_and_which_rule_let_it_begin() {
    let metrics = Metrics::default();
    let (by_page, by_form, by_program) = (
        run(Via::Page, &metrics),
        run(Via::Form, &metrics),
        run(Via::Api, &metrics),
    );

    let ended = line(|| by_page.end(report(), None));
    let refused = line(|| by_form.refuse(Denied::held(Limit::TargetAtOnce)));
    let abandoned = line(|| by_program.abandon());

    for (line, run, message, by) in [
        (&ended, &by_page, "run ended", "page"),
        (&refused, &by_form, "run refused", "form"),
        (&abandoned, &by_program, "run abandoned", "api"),
    ] {
        assert_eq!(line["message"], message, "{line}");
        assert_eq!(line["by"], by, "{line}");
        assert_eq!(line["run"], run.id().to_string(), "{line}");
        assert_eq!(line["source"], "k3n8p2q5", "{line}");
        assert_eq!(line["user"], "alice", "{line}");
        assert_eq!(line["rule"], "policy.allow pc", "{line}");
        assert!(!line.to_string().contains("payroll"), "{line}");
    }
    assert_eq!(refused["limit"], Limit::TargetAtOnce.name());
}

#[test]
fn limit_that_a_run_meets_after_its_start_is_counted() {
    let metrics = Metrics::default();

    run(Via::Page, &metrics).refuse(Denied::held(Limit::TargetAtOnce));

    let text = metrics.text(crate::metrics::Now::default()).unwrap();
    let sample = format!("limits_reached_total{{limit=\"{}\"}} 1", Limit::TargetAtOnce.name());
    assert!(text.contains(&sample), "{text}");
}

#[tokio::test]
async fn recording_in_which_nothing_was_dialled_is_not_kept_or_offered() {
    let metrics = Metrics::default();
    let mut dialled = Recording::begin(Record::Bytes, Clock::start());
    let address = SocketAddr::from(([192, 0, 2, 7], 3389));
    dialled.dial(ConnectionId(0), address, None);
    dialled.carried(ConnectionId(0), Direction::Received, b"bytes");

    for (recording, kept) in [
        (Recording::begin(Record::Bytes, Clock::start()), false),
        (dialled, true),
    ] {
        let run = run(Via::Page, &metrics);
        run.end(report(), Some(recording));

        assert_eq!(run.ended().unwrap().recording.is_some(), kept);
        let offered = run.subscribe().told().iter().any(|told| told.contains("\"recorded\""));
        assert_eq!(offered, kept);
    }
}

#[test]
fn what_was_told_of_a_run_counts_as_memory() {
    let run = run(Via::Page, &Metrics::default());
    let before = run.size();
    let event = ServerMessage::Waiting { ahead: 1 };
    for _ in 0..100 {
        run.events.publish(&event);
    }

    let told = 100 * serde_json::to_string(&event).unwrap().len();

    assert!(run.size() >= before + told, "{before} {}", run.size());
}
