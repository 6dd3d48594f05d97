//! What findings say: whom they blame, and what they call an end.

use core::time::Duration;

use diagnosis::{Confidence, Finding, catalogue, diagnose};
use fixtures::reports::{
    all_reports, broken, healthy, resolve, seen_by_browser, seen_by_terminal, table, told_by_tool, tried_twice,
    unconnected,
};
use wire::{Dialed, Failure, LegKind, Lookup, Outcome, RecordKind, Stage, TransportEnd};

use super::*;

#[test]
fn every_finding_has_its_sentences() {
    let languages = Words::in_every_language();
    for finding in catalogue::findings() {
        for part in ["", ".short", ".meaning"] {
            let key = format!("{}{part}", finding.id);
            assert!(languages.iter().all(|words| words.member(&key, &[]) != key), "{key}");
        }
    }
}

#[test]
fn the_password_is_blamed_only_where_the_server_did() {
    let english = Words::english();
    let german = Words::german();
    let text = |words: &Words, finding: &Finding| {
        format!("{} {}", words.title(finding), words.meaning(finding)).to_lowercase()
    };
    let blames = |finding: &Finding| {
        // Sentences that acquit the password are welcome everywhere.
        let said = text(&english, finding)
            .replace("your password isn't the problem", "")
            .replace("no password was sent", "");
        said.contains("password is wrong") || english.title(finding).to_lowercase().contains("refuses the user name")
    };
    let blames_in_german = |finding: &Finding| {
        let said = text(&german, finding)
            .replace("an ihrem kennwort liegt es nicht", "")
            .replace("es wurde kein kennwort gesendet, also kann keines falsch sein", "");
        let of_password = said.split('.').filter(|sentence| sentence.contains("kennwort"));
        of_password.into_iter().any(|sentence| sentence.contains("falsch"))
            || german
                .title(finding)
                .contains("lehnt den Benutzernamen oder das Kennwort ab")
    };
    for report in all_reports() {
        let said = report.signals().count() > 0
            || matches!(
                report.broken().and_then(|stage| stage.failure.as_ref()),
                Some(Failure::CredsspStatus { .. })
            );
        for finding in diagnose(&report) {
            let about_what_remains = finding.id == "RDP-NLA-026";
            let blamed = blames(&finding) || blames_in_german(&finding);

            assert!(said || about_what_remains || !blamed, "{}", finding.id);
        }
    }
}

#[test]
fn an_answer_that_cannot_be_used_is_never_called_silence() {
    let unusable = broken(Stage::Resolve, Failure::LookupFailed { rcode: None });
    let silent = broken(Stage::Resolve, Failure::TimedOut { received: 0 });
    let mut half_silent = unusable.clone();
    resolve(&mut half_silent, |facts| {
        facts.lookups.push(Lookup {
            record: RecordKind::A,
            addresses: 0,
            rcode: None,
            silent: true,
            elapsed_ms: Duration::from_secs(5).into(),
        });
    });
    for (words, silence) in [
        (Words::english(), "doesn't answer"),
        (Words::german(), "antwortet nicht"),
    ] {
        let title = |report| words.title(&diagnose(report)[0]);

        assert!(!title(&unusable).contains(silence), "{}", title(&unusable));
        for silent in [&silent, &half_silent] {
            assert!(title(silent).contains(silence), "{}", title(silent));
        }
    }
}

#[test]
fn addresses_that_were_left_out_are_told() {
    let attempts: Vec<_> = (1..=16).map(|last| format!("203.0.113.{last}")).collect();
    let attempts: Vec<_> = attempts.iter().map(|it| (it.as_str(), Dialed::Refused)).collect();
    let found = |records: u16| {
        let mut report = unconnected("pc", &attempts);
        resolve(&mut report, |facts| {
            facts.addresses = attempts.iter().map(|(address, _)| address.parse().unwrap()).collect();
            facts.lookups.truncate(1);
            facts.lookups[0].addresses = records;
        });
        report
    };
    for (words, told) in [(Words::english(), "more addresses"), (Words::german(), "mehr Adressen")] {
        let meaning = |records| words.meaning(&diagnose(&found(records))[0]);

        assert!(meaning(17).contains(told), "{}", meaning(17));
        assert!(!meaning(16).contains(told), "{}", meaning(16));
    }
}

#[test]
fn silence_is_never_called_closed() {
    let english = ["closed", "hung up", "hangs up", "reset"];
    let german = ["geschlossen", "schloss", "aufgelegt", "legt", "zurückgesetzt", "reset"];
    for (words, ends) in [
        (Words::english(), english.as_slice()),
        (Words::german(), german.as_slice()),
    ] {
        for at in LegKind::ToComputer.stages() {
            let report = broken(at, Failure::TimedOut { received: 0 });
            let findings = diagnose(&report);
            let first = &findings[0];
            let text = format!(
                "{} {} {} {}",
                words.title(first),
                words.meaning(first),
                words.verdict(&report, &findings),
                words.row(report.stage(at).unwrap()),
            );

            for word in ends {
                assert!(!text.contains(word), "{at:?}: {text}");
            }
        }
    }
}

#[test]
fn whether_the_second_request_fared_the_same_is_said() {
    let words = Words::english();
    let meaning = |end| {
        let closed = broken(Stage::Negotiate, Failure::Closed { received: 0 });
        words.meaning(&diagnose(&tried_twice(closed, TransportEnd::Closed, Some(end)))[0])
    };

    assert!(meaning(TransportEnd::Closed).contains("ended the same way"));
    assert!(meaning(TransportEnd::Silent).contains("ended in a different way"));
    assert!(!meaning(TransportEnd::NotConnected).contains("second request"));
}

#[test]
fn only_the_extended_code_4_is_called_a_time_limit() {
    for (words, called) in [(Words::english(), "time limit"), (Words::german(), "zeitlimit")] {
        for (_, report) in table() {
            for finding in diagnose(&report) {
                let text = format!("{} {}", words.title(&finding), words.meaning(&finding));
                // This one says that 0x4 alone is no time limit.
                let denies = finding.id == "RDP-NLA-026";
                let limit = finding.id == "RDP-SES-002" || finding.id == "RDP-SES-001";

                assert!(!text.to_lowercase().contains(called) || denies || limit, "{text}");
            }
        }
    }
}

#[test]
fn what_programs_show_is_certain_only_with_a_source_that_says_so() {
    const CLAIMS: [&str; 6] = [
        "Microsoft's apps",
        "Windows App",
        "mstsc",
        "Apple devices",
        "0x4 that apps show",
        "may show 0x",
    ];
    let words = Words::english();
    let mut claimed = 0;
    for finding in catalogue::findings().filter(|finding| finding.confidence == Confidence::Certain) {
        let said = format!("{} {}", words.title(&finding), words.meaning(&finding));
        let claims = CLAIMS.iter().any(|claim| said.contains(claim));
        claimed += usize::from(claims);
        assert_eq!(
            claims,
            catalogue::shown(finding.id).next().is_some(),
            "{}: {said}",
            finding.id
        );
    }
    assert!(claimed > 20, "{claimed}");
}

#[test]
fn sentences_without_a_report_name_what_their_values_would_be() {
    let words = Words::english();
    for finding in catalogue::findings() {
        let mut said = vec![words.title(&finding), words.meaning(&finding)];
        let audiences = [Audience::User, Audience::Administrator, Audience::LinuxAdministrator];
        let steps = audiences
            .into_iter()
            .flat_map(|audience| words.steps(&finding, audience));
        for step in steps.chain(words.confirmation(&finding)) {
            said.push(step.text);
            said.extend(step.command.map(|command| command.line));
        }
        for text in said {
            for missing in ["{$", "{ $", "{host", "{port", "{target"] {
                assert!(!text.contains(missing), "{}: {text}", finding.id);
            }
            assert_eq!(
                text.matches(catalogue::STAND_IN[0]).count(),
                text.matches(catalogue::STAND_IN[1]).count()
            );
        }
    }
    let refused = catalogue::findings()
        .find(|finding| finding.id == "RDP-TCP-001")
        .unwrap();
    assert!(words.title(&refused).contains(&format!(
        "port {}PORT{}",
        catalogue::STAND_IN[0],
        catalogue::STAND_IN[1]
    )));
}

#[test]
fn who_came_over_a_vpn_is_not_told_to_connect_it() {
    let step = |report: &Report| {
        let findings = diagnose(report);
        let found = findings.iter().find(|finding| finding.id == "RDP-VAN-001").unwrap();
        Words::english().steps(found, Audience::User).remove(0).text
    };

    let over_vpn = step(&told_by_tool(healthy(), Outcome::Failed));
    assert!(over_vpn.contains("your VPN leads to"), "{over_vpn}");
    assert!(!over_vpn.contains("connect the VPN"), "{over_vpn}");
    let elsewhere = step(&seen_by_browser(healthy(), Outcome::Silent));
    assert!(elsewhere.contains("connect the VPN"), "{elsewhere}");
}

#[test]
fn headlines_are_one_clause_of_at_most_twelve_words() {
    let mut wrong = BTreeSet::new();
    for words in Words::in_every_language() {
        for report in table().into_iter().map(|(_, report)| report) {
            for finding in diagnose(&report) {
                let title = words.title(&finding);
                let count = title.split_whitespace().count();
                // Addresses of IPv6 and times of day have colons of their own.
                if title.contains(": ") || count > MOST_WORDS_OF_A_HEADLINE {
                    wrong.insert(format!("{} in {} ({count}): {title}", finding.id, words.language()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// As much as is understood in one glance.
const MOST_WORDS_OF_A_HEADLINE: usize = 12;

/// A report of what a relay saw, as if somebody had seen it from another place.
fn seen_from(place: Place, mut report: Report) -> Report {
    for leg in report.legs.iter_mut().filter(|leg| leg.place == Place::Relay) {
        leg.place = place;
        if leg.from == Node::Relay {
            leg.from = Node::of(place);
        }
    }
    report
}

#[test]
fn no_server_is_blamed_for_what_another_place_lacks() {
    let servers = [
        "this server",
        "rdptrace server",
        "dieser Server",
        "dieses Servers",
        "rdptrace-Server",
    ];
    for place in [Place::Terminal, Place::Agent] {
        for report in all_reports() {
            let report = seen_from(place, report);
            // What the views compare is a server's.
            let own = diagnose(&report)
                .into_iter()
                .filter(|it| !it.id.starts_with("RDP-VAN-"));
            let languages = Words::in_every_language();
            for (finding, words) in own.flat_map(|it| languages.iter().map(move |words| (it.clone(), words))) {
                let steps = [Audience::User, Audience::Administrator, Audience::LinuxAdministrator]
                    .into_iter()
                    .flat_map(|audience| words.steps(&finding, audience));
                let mut said: Vec<String> = steps.map(|step| step.text).collect();
                said.extend([
                    words.title(&finding),
                    words.meaning(&finding),
                    summary(words, &report, std::slice::from_ref(&finding)),
                ]);
                let told = said.join("\n");
                let blamed = servers
                    .iter()
                    .find(|server| told.to_lowercase().contains(&server.to_lowercase()));
                assert_eq!(blamed, None, "{place:?}: {}: {told}", finding.id);
            }
        }
    }
}

#[test]
fn whoever_checked_from_their_own_machine_is_not_told_to() {
    let report = seen_from(Place::Terminal, broken(Stage::Resolve, Failure::AddressesRefused));
    let findings = diagnose(&report);
    let steps = |report: &Report| {
        let steps = Words::english().steps(&diagnose(report)[0], Audience::User);
        steps.into_iter().map(|step| step.text).collect::<Vec<_>>().join("\n")
    };

    assert_eq!(
        Words::english().title(&findings[0]),
        "Your device isn't allowed to check pc.example.org"
    );
    assert!(!steps(&report).contains("own computer"), "{}", steps(&report));
    assert!(steps(&report).contains("who manages your device"), "{}", steps(&report));
    let server = broken(Stage::Resolve, Failure::AddressesRefused);
    assert!(steps(&server).contains("Run rdptrace on your own computer"));
    assert!(steps(&server).contains("who runs this rdptrace server"));
    assert!(steps(&seen_from(Place::Agent, server)).contains("who runs the agent"));
}

#[test]
fn whoever_got_through_from_their_own_machine_is_not_sent_to_another_network() {
    let said = |report: &Report| {
        let findings = diagnose(report);
        let side = findings.iter().find(|it| it.id == "RDP-SES-028").unwrap();
        let steps = Words::english().steps(side, Audience::User).into_iter();
        let steps: Vec<String> = steps.map(|step| step.text).collect();
        [Words::english().meaning(side), steps.join("\n")].join("\n")
    };

    let own = said(&seen_from(Place::Terminal, healthy()));
    assert!(
        own.contains("from the device it ran on") && own.contains("your app"),
        "{own}"
    );
    assert!(!own.contains("network"), "{own}");
    for report in [healthy(), seen_from(Place::Agent, healthy())] {
        assert!(said(&report).contains("Try another network"), "{}", said(&report));
    }
}

#[test]
fn whoever_checked_from_their_own_machine_is_not_told_to_change_a_policy() {
    let refused = || broken(Stage::Resolve, Failure::AddressesRefused);
    let steps = |report: &Report| {
        let steps = Words::english().steps(&diagnose(report)[0], Audience::Administrator);
        steps.into_iter().map(|step| step.text).collect::<Vec<_>>().join("\n")
    };

    // Metadata services, which nobody can allow.
    assert_eq!(steps(&seen_from(Place::Terminal, refused())), "");
    for report in [refused(), seen_from(Place::Agent, refused())] {
        assert!(
            steps(&report).contains("target policy where the check runs"),
            "{}",
            steps(&report)
        );
    }
}

/// Their sentences stand in that terminal, too, where no server is "this" one.
#[test]
fn server_beside_a_terminal_is_not_called_this_one() {
    let mut lost = unconnected("pc", &[("203.0.113.7", Dialed::Silent)]);
    let mut silent = lost.stage(Stage::Connect).unwrap().clone();
    silent.outcome = Outcome::Silent;
    lost.replace(silent);
    let beside = [
        (healthy(), lost.clone(), "RDP-VAN-001"),
        (lost.clone(), healthy(), "RDP-VAN-002"),
        (lost.clone(), lost, "RDP-VAN-003"),
        (healthy(), healthy(), "RDP-VAN-004"),
    ];
    for (relay, own, id) in beside {
        let findings = diagnose(&seen_by_terminal(relay, &own));
        let finding = findings.iter().find(|finding| finding.id == id).expect(id);
        let short = format!("{id}.short");
        for words in Words::in_every_language() {
            let said = format!(
                "{} {} {}",
                words.title(finding),
                words.member(&short, &[]),
                words.meaning(finding)
            );
            let is_this = said.to_lowercase().contains("this server") || said.to_lowercase().contains("dieser server");
            assert!(!is_this, "{said}");
        }
    }
}
