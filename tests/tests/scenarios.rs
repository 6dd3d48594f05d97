//! Every scenario, played in memory: right in each stage and in the first finding, and sure of nothing else.

use std::collections::BTreeSet;

use diagnosis::{Confidence, Finding};
use redact::redact;
use suite::expectation::compare;
use suite::memory;
use suite::scenario::Scenario;
use wire::{Disclosure, Failure, LONGEST_REPORT, Outcome, Report, Signal};
use words::Words;

/// Every scenario with its report and what that means.
fn played() -> impl Iterator<Item = (Scenario, Report, Vec<Finding>)> {
    Scenario::all().into_iter().map(|scenario| {
        let report = memory::play(&scenario);
        let findings = diagnosis::diagnose(&report);
        (scenario, report, findings)
    })
}

#[test]
fn every_scenario_gets_its_stages_and_its_finding() {
    let mut wrong = Vec::new();
    for (scenario, report, findings) in played() {
        let first = findings.first().map_or("", |finding| finding.id);
        let differences = compare(&scenario.expect, &report.stages, first);
        if !differences.is_empty() {
            wrong.push(format!(
                "{} ({}): {}",
                scenario.id,
                scenario.name,
                differences.join("; ")
            ));
        }
    }

    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What is taken for a report when it comes back, and what is left of it for others.
#[test]
fn every_report_of_a_run_is_sound_and_bears_the_same_findings_when_it_is_redacted() {
    for (scenario, report, findings) in played() {
        let expected: Vec<_> = findings.iter().map(|finding| (finding.id, finding.severity)).collect();
        for level in Disclosure::ALL {
            let shown = redact(&report, level);
            let seen: Vec<_> = diagnosis::diagnose(&shown)
                .iter()
                .map(|finding| (finding.id, finding.severity))
                .collect();
            let json = serde_json::to_string(&shown).unwrap();

            assert_eq!(shown.fault(), None, "{}: {level:?}", scenario.id);
            // Names of messages are kept by a list, which must have all that the check gives.
            assert_eq!(pdus(&shown), pdus(&report), "{}: {level:?}", scenario.id);
            assert_eq!(seen, expected, "{}: {level:?}", scenario.id);
            assert!(json.len() <= LONGEST_REPORT, "{}: {} bytes", scenario.id, json.len());
        }
    }
}

fn pdus(report: &Report) -> Vec<String> {
    let exchanges = report.stages.iter().flat_map(|stage| &stage.exchanges);
    let mut names: Vec<String> = exchanges.map(|exchange| exchange.pdu.clone()).collect();
    for failure in report.stages.iter().filter_map(|stage| stage.failure.as_ref()) {
        if let Failure::Malformed { expected } | Failure::UnexpectedPdu { expected, .. } = failure {
            names.push(expected.to_string());
        }
    }
    names
}

#[test]
fn no_finding_is_certain_that_the_scenario_does_not_expect() {
    let mut wrong = Vec::new();
    for (scenario, _, findings) in played() {
        let certain = findings
            .iter()
            .filter(|finding| finding.confidence == Confidence::Certain)
            .map(|finding| finding.id);
        let unexpected = scenario.expect.unexpected(certain);
        if !unexpected.is_empty() {
            wrong.push(format!("{}: {}", scenario.id, unexpected.join(", ")));
        }
    }

    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_finding_is_reached_by_a_scenario_or_is_none_that_a_scenario_can_show() {
    let reached: BTreeSet<&str> = played()
        .flat_map(|(_, _, findings)| findings)
        .map(|finding| finding.id)
        .collect();
    let elsewhere: BTreeSet<&str> = ELSEWHERE.iter().flat_map(|(_, ids)| ids.iter().copied()).collect();
    let ids: Vec<&str> = diagnosis::catalogue::findings().map(|finding| finding.id).collect();

    let unreached = |id: &&&str| !reached.contains(**id) && !elsewhere.contains(**id);
    assert_eq!(ids.iter().filter(unreached).collect::<Vec<_>>(), [&""; 0]);
    assert_eq!(elsewhere.intersection(&reached).collect::<Vec<_>>(), [&""; 0]);
}

/// Findings that speak of what a scripted server does not bring along, by what that is. Reports made by hand reach them
/// in the tests of `diagnosis`.
const ELSEWHERE: &[(&str, &[&str])] = &[
    (
        "a real path; see `servers`, `hostile` and `faults`",
        &[
            "RDP-DNS-011",
            "RDP-NET-001",
            "RDP-NET-006",
            "RDP-NET-011",
            "RDP-NET-013",
        ],
    ),
    (
        "what a kernel measures on long, narrow or lossy paths",
        &[
            "RDP-NEG-010",
            "RDP-NEG-031",
            "RDP-NET-002",
            "RDP-NET-007",
            "RDP-NET-008",
            "RDP-NET-010",
            "RDP-NET-012",
            "RDP-TCP-019",
        ],
    ),
    (
        "another name, another port or an address of a private network",
        &["RDP-DNS-001", "RDP-TCP-012", "RDP-TCP-015"],
    ),
    (
        "a resolver that fails for one kind of record, late or with a rare code",
        &["RDP-DNS-006", "RDP-DNS-009", "RDP-DNS-010"],
    ),
    (
        "the relay's own policy, network and limits",
        &[
            "RDP-DNS-008",
            "RDP-DNS-013",
            "RDP-NET-003",
            "RDP-SES-027",
            "RDP-TCP-007",
            "RDP-TCP-008",
            "RDP-TCP-009",
            "RDP-TCP-020",
        ],
    ),
    (
        "what no check records at present, or only where nothing else fits",
        &["RDP-LIC-009", "RDP-NEG-024", "RDP-NEG-030", "RDP-NET-004"],
    ),
];

#[test]
fn silence_is_never_called_closed() {
    let words = Words::english();
    let mut silences = 0;
    for (scenario, report, findings) in played() {
        let silent = report.broken().is_some_and(|stage| stage.outcome == Outcome::Silent);
        silences += usize::from(silent);
        for finding in findings.iter().filter(|_| silent) {
            let said = said(&words, &report, finding);
            let called = ["closed", "hangs up", "hung up", "reset"];
            let called = called.into_iter().find(|word| said.contains(word));

            assert_eq!(called, None, "{}: {}: {said}", scenario.id, finding.id);
        }
    }

    assert!(silences > 10, "{silences}");
}

#[test]
fn the_password_is_blamed_only_where_the_server_did() {
    let words = Words::english();
    let mut blamed = 0;
    for (scenario, report, findings) in played() {
        let server_did = server_refuses_a_sign_in(&report);
        for finding in findings {
            // Of what a program shows that knows the password.
            let said = said(&words, &report, &finding).replace("a program that says the password is wrong", "");
            let phrases = [
                "wrong password",
                "password is wrong",
                "password was wrong",
                "the user name or the password",
            ];
            let blames = phrases.into_iter().any(|phrase| said.contains(phrase));
            blamed += usize::from(blames);

            assert!(server_did || !blames, "{}: {}: {said}", scenario.id, finding.id);
        }
    }

    assert!(blamed > 0);
}

/// What a finding says of what happened, in lower case; what can be done about it may speak of anything.
fn said(words: &Words, report: &Report, finding: &Finding) -> String {
    let mut said = vec![words.title(finding), words.meaning(finding)];
    if let Some(stage) = report.stage(finding.stage) {
        said.push(words.row(stage));
    }
    said.join("\n").to_lowercase()
}

fn server_refuses_a_sign_in(report: &Report) -> bool {
    let failure = report.broken().and_then(|stage| stage.failure.as_ref());
    let refused = matches!(failure, Some(Failure::CredsspStatus { .. }));
    let said = |signal: &Signal| matches!(signal, Signal::LogonError { .. });
    refused || report.signals().any(|(_, signal)| said(&signal.signal))
}
