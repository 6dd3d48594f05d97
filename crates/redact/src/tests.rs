//! Redaction leaks nothing that a level removes, and a redacted report still says what is wrong.

mod canary;
mod property;

use wire::{
    AnswerFacts, Disclosure, Facts, Gateway, GatewayUsage, Leg, Node, Outcome, Place, ReachFacts, Report, ResolveFacts,
    Stage, StageReport,
};

use super::redact;
use diagnosis::{Audience, Finding, diagnose, replicate};
use fixtures::reports::{self, all_reports, certified, dials, gateway_through, healthy, stage};
use words::{Beside, Step, Words, summary};

const HIDING: [Disclosure; 2] = [Disclosure::Support, Disclosure::Public];

/// Everything that anybody is shown of a report, in every form that it takes.
fn everything_shown(report: &Report, other: &Report) -> String {
    let words = Words::english();
    let findings = diagnose(report);
    let link = Some("https://relay.example/r/0");
    let mut shown = vec![
        serde_json::to_string(report).unwrap(),
        format!("{report:?} {findings:?}"),
        words.verdict(report, &findings),
        summary(&words, report, &findings),
        words.one_line(report, &findings, link),
        words.as_text(
            report,
            &findings,
            Beside {
                link,
                ..Beside::default()
            },
        ),
        words.as_markdown(
            report,
            &findings,
            Beside {
                link,
                ..Beside::default()
            },
        ),
    ];
    for known in report.stages() {
        shown.push(words.row(known));
        shown.extend(words.facts(known).into_iter().map(|(label, value)| label + &value));
        let lines = replicate(report, known.stage()).into_iter();
        shown.extend(lines.map(|command| command.line));
    }
    for finding in &findings {
        shown.extend([words.title(finding), words.meaning(finding)]);
        let audiences = [Audience::User, Audience::Administrator, Audience::LinuxAdministrator];
        let steps = audiences.into_iter().flat_map(|one| words.steps(finding, one));
        let said = |step: Step| format!("{} {:?}", step.text, step.command);
        shown.extend(steps.chain(words.confirmation(finding)).map(said));
    }
    for comparison in [
        diagnosis::compare(report, other, redact),
        diagnosis::compare(other, report, redact),
    ] {
        shown.push(format!("{comparison:?}"));
        shown.push(words.comparison_as_text(&comparison));
        shown.push(words.comparison_as_markdown(&comparison));
    }
    shown.join("\n").to_lowercase()
}

#[test]
fn what_a_level_removes_is_in_nothing_that_is_shown() {
    assert!(canary::REMOVED_FOR_SUPPORT.len() + canary::REMOVED_IN_PUBLIC.len() >= 20);
    let direct = canary::reports().into_iter();
    let behind = canary::reports().into_iter().map(gateway_through);
    for report in direct.chain(behind) {
        for level in HIDING {
            let other = redact(&healthy(), level);
            let shown = everything_shown(&redact(&report, level), &other);
            let public = if level == Disclosure::Public {
                canary::REMOVED_IN_PUBLIC
            } else {
                &[]
            };

            for text in canary::REMOVED_FOR_SUPPORT.iter().chain(public) {
                let text = text.to_lowercase();
                let narrow: String = text.bytes().map(|byte| format!("{byte:02x}")).collect();
                let wide: String = text.bytes().map(|byte| format!("{byte:02x}00")).collect();
                for hidden in [text, narrow, wide] {
                    let at = shown.find(&hidden).map(|at| &shown[at.saturating_sub(60)..at + 40]);
                    assert_eq!(at, None, "{hidden} at {level:?}");
                }
            }
        }
    }
}

/// Without it the search above would prove nothing.
#[test]
fn every_text_that_is_searched_for_is_in_the_report_as_it_was_recorded() {
    let all: Vec<String> = canary::reports()
        .iter()
        .map(|report| serde_json::to_string(report).unwrap())
        .collect();
    for text in canary::REMOVED_FOR_SUPPORT.iter().chain(canary::REMOVED_IN_PUBLIC) {
        let hexadecimal: String = text.bytes().map(|byte| format!("{byte:02x}")).collect();

        assert!(all[0].contains(&hexadecimal), "{text}");
        let only_in_evidence = ["qzxcookie", "qzxevidence"].contains(text);
        assert!(only_in_evidence || all.iter().any(|json| json.contains(text)), "{text}");
    }
}

#[test]
fn findings_keep_their_ids_severity_and_order() {
    let seen = |report: &Report| -> Vec<_> {
        let seen = |finding: Finding| (finding.id, finding.stage, finding.severity, finding.confidence);
        diagnose(report).into_iter().map(seen).collect()
    };
    for report in all_reports().iter().chain(&canary::reports()) {
        for level in Disclosure::ALL {
            assert_eq!(
                seen(&redact(report, level)),
                seen(report),
                "{level:?}: {:?}",
                report.broken()
            );
        }
    }
}

#[test]
fn redacting_in_steps_is_redacting_once_at_the_stricter_level() {
    for report in all_reports().iter().chain(&canary::reports()) {
        for first in Disclosure::ALL {
            for second in Disclosure::ALL {
                let stepwise = redact(&redact(report, first), second);

                assert_eq!(stepwise, redact(report, first.max(second)), "{first:?} {second:?}");
            }
        }
    }
}

#[test]
fn everything_is_the_report_as_it_is_and_the_others_name_their_level() {
    let report = healthy();

    assert_eq!(redact(&report, Disclosure::Everything), report);
    for level in HIDING {
        assert_eq!(redact(&report, level).redacted, Some(level));
    }
}

/// Somebody may claim that a report was redacted that was not.
#[test]
fn a_report_that_says_it_is_redacted_is_redacted_again() {
    let mut claimed = healthy();
    claimed.redacted = Some(Disclosure::Public);

    let shown = serde_json::to_string(&redact(&claimed, Disclosure::Support)).unwrap();

    assert!(!shown.contains("pc.example.org"), "{shown}");
    assert!(shown.contains("\"redacted\":\"public\""));
}

#[test]
fn the_same_stays_the_same_and_other_things_stay_others() {
    let mut report = healthy();
    dials(
        &mut report,
        &[
            ("10.1.2.3", wire::Dialed::Refused),
            ("10.1.2.4", wire::Dialed::Refused),
            ("10.9.2.3", wire::Dialed::Answered),
        ],
    );
    let connections = &mut report.computer_mut().unwrap().connections;
    connections[0].address = reports::socket("10.9.2.3");
    connections[0].certificate_sha256 = Some("ab".repeat(32));
    let other = wire::Connection {
        certificate_sha256: Some("ef".repeat(32)),
        ..connections[0].clone()
    };
    connections.push(other);
    let addresses = |report: &Report| -> Vec<String> {
        let Some(Facts::Connect(facts)) = report.stage(Stage::Connect).map(|stage| &stage.facts) else {
            panic!("no attempts");
        };
        let dials = facts.dials.iter().map(|dial| dial.address.ip().to_string());
        dials.chain(facts.used.map(|used| used.ip().to_string())).collect()
    };

    let support = redact(&report, Disclosure::Support);
    let public = redact(&report, Disclosure::Public);

    assert_eq!(addresses(&support), ["10.1.2.0", "10.1.2.1", "10.9.2.0", "10.9.2.0"]);
    assert_eq!(addresses(&public), ["10.0.0.1", "10.0.0.2", "10.0.0.3", "10.0.0.3"]);
    let prints: Vec<_> = public.connections().iter().map(|one| &one.certificate_sha256).collect();
    assert_eq!(prints[0].as_deref(), Some(format!("{:064x}", 1).as_str()));
    assert_ne!(prints[0], prints[1]);
    assert_eq!(public.target.to_string(), "computer-1.example:3389");
}

#[test]
fn support_sees_the_names_of_a_certificate_that_the_report_shows_anyway() {
    let report = certified(|certificate| {
        certificate.subject = "PC.example.org".into();
        certificate.names = ["*.example.org", "mail.example.org", "192.0.2.200"]
            .map(Into::into)
            .into();
    });
    let mut support = redact(&report, Disclosure::Support);

    let Facts::Secure(facts) = &stage(&mut support, Stage::Secure).facts else {
        panic!("no certificate");
    };
    let certificate = &facts.certificates[0];
    assert_eq!(certificate.subject.as_str(), "PC.example.org");
    assert_eq!(certificate.issuer.as_str(), "Example CA");
    let names: Vec<&str> = certificate.names.iter().map(wire::PeerText::as_str).collect();
    assert_eq!(names, ["*.example.org", "name#1", "name#2"]);
}

#[test]
fn of_an_issuer_that_opens_tls_the_product_stays() {
    let report = certified(|certificate| certificate.issuer = "FortiGate CA of Anna, Fortinet".into());
    let mut public = redact(&report, Disclosure::Public);

    let Facts::Secure(facts) = &stage(&mut public, Stage::Secure).facts else {
        panic!("no certificate");
    };
    assert_eq!(facts.certificates[0].issuer.as_str(), "fortinet");
}

#[test]
fn of_addresses_in_a_greeting_support_sees_where_they_are_and_no_more() {
    let banner = "220 203.0.113.7 says hello to 198.51.100.77:25, 2001:db8:77::1 and 10.1.2.3.".into();
    let failure = wire::Failure::NotRdp {
        service: wire::Service::Smtp { banner },
    };
    let support = redact(&reports::broken(Stage::Negotiate, failure), Disclosure::Support);

    let wire::Failure::NotRdp {
        service: wire::Service::Smtp { banner },
    } = support.broken().unwrap().failure.as_ref().unwrap()
    else {
        panic!("another failure");
    };
    assert_eq!(
        banner.as_str(),
        "220 203.0.113.7 says hello to 198.51.0.0:25, 2001:db8:: and 10.1.2.0."
    );
}

/// Peers may send anything as a name.
#[test]
fn odd_names_are_hidden_as_well_and_in_steps_as_at_once() {
    let odd = [
        "",
        ".",
        ":",
        ":::",
        "1.2.3.4.5",
        "10.1.2.3",
        "10.1.2.3.",
        "::ffff:10.1.2.3",
        "fe80::1%eth0",
        "é10.1.2.3é",
        "cafe10.1.2.3",
        "*.",
        "*.example.org",
        "localhost",
        "computer-7.example",
        "name",
        "fortinet",
        "ÄÖ",
    ];
    for (place, text) in odd.iter().enumerate() {
        let next = odd[(place + 5) % odd.len()];
        let mut report = certified(|certificate| {
            certificate.subject = (*text).into();
            certificate.issuer = next.into();
            certificate.names = odd.iter().map(|name| (*name).into()).collect();
        });
        reports::resolve(&mut report, |facts| facts.aliases = vec![(*text).into(), next.into()]);
        reports::say(
            &mut report,
            Stage::Logon,
            wire::Signal::Redirection { target: next.into() },
        );

        let support = redact(&report, Disclosure::Support);
        let public = redact(&report, Disclosure::Public);

        assert_eq!(redact(&support, Disclosure::Support), support, "{text}");
        assert_eq!(redact(&support, Disclosure::Public), public, "{text}");
        assert!(!format!("{public:?}").contains("10.1.2.3"), "{text}: {public:?}");
    }
}

/// A report with every kind of leg, each of which holds something that tells whose it is.
fn with_legs() -> Report {
    let mut report = healthy();
    let mut reach = Leg::new(Node::Browser, Node::Computer, Place::Browser);
    reach.stages[0].outcome = Outcome::Passed;
    reach.stages[0].elapsed_ms = Some(reports::ms(7));
    reach.stages[0].facts = Facts::Reach(ReachFacts {
        address: Some("10.1.2.3".parse().unwrap()),
        tries: vec![Some(reports::ms(7)), None],
        unsteady: true,
        told: None,
    });
    let mut gateway = Leg::new(Node::Relay, Node::Gateway, Place::Relay);
    gateway.gateway = Some(Gateway {
        target: "gw.secret.example:443".parse().unwrap(),
        usage: GatewayUsage::Fallback,
    });
    gateway.replace(StageReport {
        facts: Facts::Resolve(ResolveFacts {
            aliases: vec!["edge.secret.example".into()],
            ..ResolveFacts::default()
        }),
        ..StageReport::not_reached(Stage::Resolve)
    });
    gateway.replace(StageReport {
        facts: Facts::Answer(AnswerFacts {
            status: Some(401),
            schemes: vec!["Negotiate".into(), "realm=\"secret\"".into()],
            server: Some("secret-gateway".into()),
            location: Some("https://secret-gateway.secret.example/".into()),
            ..AnswerFacts::default()
        }),
        ..StageReport::not_reached(Stage::Answer)
    });
    report.legs.extend([reach, gateway]);
    report
}

#[test]
fn no_leg_keeps_what_its_level_removes() {
    let report = with_legs();
    assert_eq!(report.fault(), None);

    for level in [Disclosure::Support, Disclosure::Public] {
        let shown = redact(&report, level);
        let json = serde_json::to_string(&shown.legs).unwrap();

        assert_eq!(shown.legs.len(), report.legs.len());
        assert_eq!(shown.fault(), None, "{level:?}");
        assert!(!json.contains("secret-gateway") && !json.contains("realm"), "{json}");
        assert!(json.contains("\"status\":401") && json.contains("Negotiate"), "{json}");
    }
    let public = redact(&report, Disclosure::Public);
    let json = serde_json::to_string(&public.legs).unwrap();
    assert!(!json.contains("secret"), "{json}");
    assert!(json.contains(".example:443") && json.contains("fallback"), "{json}");
    let reach = public.legs[1].stage(Stage::Reach).unwrap();
    assert_eq!((reach.elapsed_ms, reach.outcome), (None, Outcome::Passed));
    let Facts::Reach(facts) = &reach.facts else {
        panic!("{:?}", reach.facts);
    };
    assert_ne!(facts.address, Some("10.1.2.3".parse().unwrap()));
    assert!(facts.tries.is_empty() && facts.unsteady);
}
