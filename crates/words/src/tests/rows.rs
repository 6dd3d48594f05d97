//! What rows and verdicts say.

use wire::SignInStep;

use super::*;

fn row(report: &Report, at: Stage) -> String {
    Words::english().row(report.stage(at).unwrap())
}

#[test]
fn rows_say_what_was_found() {
    let healthy = healthy();
    let said: Vec<String> = LegKind::ToComputer.stages().map(|at| row(&healthy, at)).collect();

    assert_eq!(
        said,
        [
            "The name leads to 203.0.113.7",
            "Port 3389 answers at 203.0.113.7 after 18 ms",
            "Asked for TLS or NLA, the computer chose TLS",
            "TLS 1.3, certificate for pc.example.org, valid until 2026-04-30",
            "Not used, because the computer doesn't ask for a password here",
            "Settings exchanged, the computer uses RDP 10.8",
            "2 channels joined",
            "Client details sent",
            "The computer doesn't ask for a license",
            "The computer offers a session of 1024 × 768 pixels",
            "The session has started",
            "The first picture came, 12,345 bytes",
            "The session stayed open for 3 s, with 4 updates",
        ]
    );
}

#[test]
fn a_challenge_names_computer_system_and_clock_and_what_needs_a_password() {
    let told = |offset, version| {
        let report = nla_with(|facts| {
            let challenge = facts.challenge.as_mut().unwrap();
            challenge.clock_offset_ms = Some(offset);
            challenge.version = version;
        });
        row(&report, Stage::Authenticate)
    };

    assert_eq!(
        told(420_000, Some((10, 0, 20348))),
        "PC01 in the domain EXAMPLE, Windows Server 2022 (10.0.20348), clock 7 minutes ahead (the rest needs a password)"
    );
    assert_eq!(
        told(-200, Some((10, 0, 9))),
        "PC01 in the domain EXAMPLE, Windows (10.0.9), clock correct (the rest needs a password)"
    );
    assert_eq!(row(&nla(), Stage::Stay), "Not checked, because it needs a password");
}

#[test]
fn challenge_behind_which_a_password_was_sent_asks_for_none() {
    let report = nla_with(|facts| facts.sign_in = Some(SignInStep::Delegated));

    assert_eq!(row(&report, Stage::Authenticate), "The sign-in was accepted");
}

#[test]
fn a_challenge_is_told_also_where_the_stage_counts_as_not_checked() {
    let mut report = nla();
    stage(&mut report, Stage::Authenticate).outcome = Outcome::NotChecked;

    assert!(row(&report, Stage::Authenticate).starts_with("PC01 in the domain EXAMPLE"));
}

#[test]
fn broken_rows_say_how_it_ended() {
    let refused = unconnected("pc", &[("192.0.2.7", Dialed::Refused)]);
    let mixed = unconnected("pc", &[("192.0.2.7", Dialed::Refused), ("192.0.2.8", Dialed::Silent)]);
    let silent = broken(Stage::Negotiate, Failure::TimedOut { received: 0 });
    let ssh = broken(
        Stage::Negotiate,
        Failure::NotRdp {
            service: Service::Ssh {
                banner: "SSH-2.0-OpenSSH_9.2".into(),
            },
        },
    );

    assert_eq!(
        row(&refused, Stage::Connect),
        "192.0.2.7 refused the connection, nothing listens on port 3389"
    );
    assert_eq!(
        row(&mixed, Stage::Connect),
        "192.0.2.7 refused after 18 ms, no answer from 192.0.2.8 for 5 s"
    );
    assert_eq!(
        row(&silent, Stage::Negotiate),
        "No answer for 10 s, the connection stayed open"
    );
    assert_eq!(
        row(&ssh, Stage::Negotiate),
        "SSH answers on this port: SSH-2.0-OpenSSH_9.2"
    );
    assert_eq!(row(&silent, Stage::Secure), "Not reached");
}

#[test]
fn rows_of_facts_that_are_not_known_stay_sentences() {
    for stage in Stage::ALL {
        let report = StageReport {
            outcome: Outcome::Passed,
            ..StageReport::not_reached(stage)
        };
        for words in Words::in_every_language() {
            let said = words.row(&report);

            assert!(!said.contains('{') && !said.is_empty(), "{stage:?}: {said}");
        }
    }
}

#[test]
fn the_browsers_leg_has_a_row_too() {
    let mut report = StageReport::not_reached(Stage::Relay);
    report.outcome = Outcome::Passed;
    report.facts = Facts::Relay(RelayFacts {
        greeted_after_ms: Some(ms(12)),
    });

    assert_eq!(
        Words::english().row(&report),
        "Your browser reached this server after 12 ms"
    );
}

#[test]
fn facts_are_labelled_and_empty_ones_are_left_out() {
    let words = Words::english();
    let facts = words.facts(nla().stage(Stage::Authenticate).unwrap());

    assert!(facts.contains(&("Computer".to_owned(), "PC01".to_owned())));
    assert!(facts.contains(&("NLA".to_owned(), "required".to_owned())));
    assert!(
        facts
            .iter()
            .all(|(label, value)| !label.is_empty() && !value.is_empty())
    );
    assert!(!facts.iter().any(|(label, _)| label == "Forest"));
}

#[test]
fn the_verdict_says_where_it_stopped_and_why() {
    let words = Words::english();
    let verdict = |report: &Report| words.verdict(report, &diagnose(report));
    let reset = TlsHelloAnswer::Reset;
    let expired = certified(|certificate| certificate.not_after = NOW - DAY);

    assert_eq!(
        verdict(&tls(Failure::Reset { received: 0 }, &[reset, reset, reset])),
        "The computer can't use its Remote Desktop certificate (stopped at step 4 of 13, Secure)"
    );
    assert_eq!(verdict(&nla()), "Everything works up to the sign-in");
    assert_eq!(
        verdict(&expired),
        "The computer's certificate has expired, but the connection works"
    );
}

#[test]
fn the_summary_is_one_line_for_a_ticket() {
    let words = Words::english();
    let line = |report: &Report| summary(&words, report, &diagnose(report));

    assert_eq!(
        line(&broken(Stage::Negotiate, Failure::NegotiationFailure { code: 5 })),
        "RDP-NEG-005 · stopped at negotiate (3/13) · server wants NLA · 61 ms"
    );
    assert_eq!(
        line(&healthy()),
        "RDP-DSK-002 · Works · up to the first picture · 61 ms"
    );
    let refused = || broken(Stage::Negotiate, Failure::NegotiationFailure { code: 5 });
    assert_eq!(
        line(&from_places([
            (None, refused()),
            (Some("branch-7"), refused()),
            (Some("branch-9"), healthy())
        ])),
        "RDP-NEG-005 · stopped at negotiate (3/13) · server wants NLA · 61 ms · checked from: rdptrace server, branch-7"
    );
}

#[test]
fn short_reasons_are_short() {
    for locale in LANGUAGES.map(locale) {
        for rule in catalogue::findings() {
            let short = locale.format(&format!("{}.short", rule.id), &[]);
            let title = locale.format(rule.id, &[]);

            // Selects are longer in source than any of their variants.
            assert!(short.chars().count() <= 45, "{}: {short}", rule.id);
            let fits = title.chars().count() <= 110 && !title.ends_with('.');
            assert!(fits, "{}: {title}", rule.id);
        }
    }
}

#[test]
fn steps_name_the_target_in_their_commands() {
    let words = Words::english();
    let report = unconnected("[2001:db8::7]:3390", &[("2001:db8::7", Dialed::Silent)]);
    let finding = &diagnose(&report)[0];
    let lines: Vec<String> = words
        .steps(finding, Audience::Administrator)
        .into_iter()
        .filter_map(|step| step.command)
        .map(|command| command.line)
        .collect();

    assert!(
        lines.contains(&"Test-NetConnection 2001:db8::7 -Port 3390".to_owned()),
        "{lines:?}"
    );
    assert!(
        lines
            .iter()
            .all(|line| !line.contains("{host}") && !line.contains("{port}"))
    );
}

#[test]
fn a_row_tells_of_both_requests() {
    let words = Words::english();
    let row = |report: &Report| words.row(report.stage(Stage::Negotiate).unwrap());
    let closed = broken(Stage::Negotiate, Failure::Closed { received: 0 });
    let twice = tried_twice(closed.clone(), TransportEnd::Closed, Some(TransportEnd::Closed));
    let refused = broken(Stage::Negotiate, Failure::NegotiationFailure { code: 5 });

    assert_eq!(
        row(&twice),
        "The connection was closed after 19 ms, before an answer (a second try was closed)"
    );
    assert_eq!(
        row(&tried_twice(healthy(), TransportEnd::Silent, None)),
        "Asked for TLS or NLA, the computer chose TLS (a first try got no answer for 7 s)"
    );
    assert_eq!(
        row(&tried_twice(legacy(), TransportEnd::Closed, Some(TransportEnd::Closed))),
        "Asked for TLS or NLA, the computer chose Standard RDP Security (two tries that offered more were closed)"
    );
    assert_eq!(
        row(&tried_twice(refused, TransportEnd::Reset, None)),
        "The computer requires NLA (a first try was reset after 19 ms)"
    );
    assert_eq!(
        row(&tried_twice(
            closed,
            TransportEnd::Closed,
            Some(TransportEnd::NotConnected)
        )),
        "The connection was closed after 19 ms, before an answer (a second try couldn't connect)"
    );
}

#[test]
fn what_was_typed_is_shown_with_what_would_be_right() {
    let words = Words::english();
    let said = |text: &str| words.target_error(&text.parse::<wire::Target>().unwrap_err());

    assert_eq!(
        said("pc:70000"),
        "“70000” isn't a port. Ports are whole numbers from 1 to 65535, and Remote Desktop uses 3389."
    );
    assert_eq!(
        said("https://pc.example.org/x"),
        "This is a link. Enter only the computer: pc.example.org"
    );
    assert_eq!(
        said("my pc"),
        "Computer names don't contain spaces. Enter only the computer, such as pc-01.example.org."
    );
}

#[test]
fn steps_that_were_not_tried_have_no_facts() {
    let words = Words::english();
    let report = nla();

    for stage in LegKind::ToComputer.stages().filter(|stage| *stage > Stage::Settings) {
        let row = report.stage(stage).unwrap();

        assert_eq!(row.outcome, Outcome::NotChecked);
        assert_eq!(words.facts(row), [], "{}", stage.name());
    }
    let healthy = healthy();
    assert!(!words.facts(healthy.stage(Stage::Stay).unwrap()).is_empty());
}
