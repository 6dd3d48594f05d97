//! Tests over the whole catalogue.

mod contrasts;
mod ids;
mod proofs;

use std::collections::BTreeSet;

use fixtures::reports::*;
use wire::{Facts, Failure, GatewayUsage, LegKind, Outcome, Place, Report, SignInStep, Stage};

use super::{RULES, WITHDRAWN, rule};
use crate::{Actor, Audience, Confidence, Severity, Verdict, diagnose, stopped};

fn ids(report: &Report) -> Vec<&'static str> {
    diagnose(report).iter().map(|finding| finding.id).collect()
}

#[test]
fn a_sign_in_comes_first_and_takes_out_what_it_repeats_or_disproves() {
    let mut report = nla();
    let checked = ids(&report);
    let mut sign_in = report.computer().unwrap().clone();
    sign_in.place = Place::Browser;
    let known = sign_in
        .stages
        .iter_mut()
        .find(|known| known.stage() == Stage::Authenticate);
    let known = known.unwrap();
    known.outcome = Outcome::Failed;
    known.failure = Some(Failure::Closed { received: 0 });
    let Facts::Authenticate(facts) = &mut known.facts else {
        panic!("the facts of another stage");
    };
    facts.sign_in = Some(SignInStep::Answered);
    report.legs.push(sign_in);

    let both = ids(&report);

    assert!(checked.contains(&"RDP-NLA-025") && checked.contains(&"RDP-NLA-022"));
    assert!(
        !both.contains(&"RDP-NLA-025") && both.first() != Some(&"RDP-NLA-022"),
        "{both:?}"
    );
    assert_eq!(both.iter().filter(|id| **id == "RDP-NLA-022").count(), 1, "{both:?}");
    assert_eq!(diagnose(&report)[0].leg, report.legs.len() - 1);
}

#[test]
fn break_that_one_place_sees_is_told_before_what_works_from_another() {
    let refused = broken(Stage::Connect, Failure::NoConnection);
    let report = from_places([(None, nla()), (Some("branch-7"), refused)]);

    let findings = diagnose(&report);

    assert_eq!(findings[0].leg, 1);
    assert_eq!(Verdict::of(&report, &findings), Verdict::Blocked);
    assert_eq!(
        stopped(&report, &findings).map(|(_, it)| it.stage()),
        Some(Stage::Connect)
    );
    assert!(findings.iter().any(|it| it.leg == 0 && it.id == "RDP-NLA-025"));
}

#[test]
fn place_that_may_not_look_decides_nothing_where_another_one_looked() {
    let forbidden = || broken(Stage::Resolve, Failure::AddressesRefused);
    let report = from_places([(Some("branch-7"), forbidden()), (Some("branch-9"), nla())]);
    let alone = from_places([(Some("branch-7"), forbidden())]);

    let [findings, of_one] = [&report, &alone].map(diagnose);

    assert_eq!(findings[0].leg, 1);
    assert_eq!(Verdict::of(&report, &findings), Verdict::ReachesSignIn);
    assert_eq!(stopped(&report, &findings), None);
    assert_eq!(Verdict::of(&alone, &of_one), Verdict::NotChecked);
}

#[test]
fn agent_that_is_lost_takes_nothing_from_what_another_place_saw() {
    let mut report = from_places([
        (None, nla()),
        (Some("branch-7"), broken(Stage::Stay, Failure::NoConnection)),
    ]);
    let lost = report.legs[1].stages.last_mut().unwrap();
    *lost = wire::StageReport::not_reached(lost.stage());
    report.end = wire::RunEnd::AgentLost;

    let told = diagnose(&report);

    let of = |leg: usize| told.iter().any(|it| it.leg == leg && it.id == "RDP-SES-027");
    assert!(of(1) && !of(0), "{told:?}");
}

#[test]
fn ids_are_unique_well_formed_and_of_a_known_stage() {
    let mut seen = BTreeSet::new();
    for rule in RULES {
        let parts: Vec<&str> = rule.id.split('-').collect();
        let [prefix, code, number] = parts[..] else {
            panic!("{}", rule.id);
        };

        assert!(seen.insert(rule.id), "{} stands twice", rule.id);
        assert_eq!(prefix, "RDP");
        assert!(CODES.contains(&code), "{}", rule.id);
        assert!(
            number.len() == 3 && number.parse::<u16>().is_ok_and(|number| number > 0),
            "{}",
            rule.id
        );
    }
}

#[test]
fn ids_are_permanent() {
    let mut known: Vec<&str> = RULES.iter().map(|rule| rule.id).collect();
    known.sort_unstable();

    assert_eq!(
        known,
        ids::PERMANENT,
        "an id may be added here, never changed or given to something else"
    );
}

#[test]
fn an_id_that_was_withdrawn_is_not_given_out_again() {
    assert_eq!(
        WITHDRAWN,
        ["RDP-NLA-018", "RDP-TCP-005"],
        "an id may be added here, never taken away"
    );
    for id in WITHDRAWN {
        assert!(rule(id).is_none(), "{id}");
    }
}

#[test]
fn rules_stand_in_the_order_of_their_severity() {
    assert!(RULES.is_sorted_by_key(|rule| rule.severity));
}

#[test]
fn what_is_only_possible_comes_after_what_explains_the_break() {
    let errors: Vec<_> = RULES.iter().filter(|rule| rule.severity == Severity::Error).collect();
    // The last resort closes the explanations; it is not sure of anything either.
    let last_resort = errors.iter().position(|rule| rule.id == "RDP-NET-004").unwrap();
    let (explanations, others) = errors.split_at(last_resort);

    assert!(explanations.iter().all(|rule| rule.confidence != Confidence::Possible));
    assert!(others.iter().all(|rule| rule.confidence == Confidence::Possible));
}

#[test]
fn contradictions_name_findings_of_higher_precedence() {
    for (place, rule) in RULES.iter().enumerate() {
        for other in rule.contradicts {
            let before = RULES[..place].iter().any(|known| known.id == *other);

            assert!(before, "{} contradicts {other}", rule.id);
        }
    }
}

#[test]
fn contradicting_findings_never_stand_together() {
    for report in all_reports() {
        let found = ids(&report);
        for id in &found {
            let contradicts = rule(id).unwrap().contradicts;

            assert!(!contradicts.iter().any(|other| found.contains(other)), "{found:?}");
        }
        // Where there are two ways, or it was looked at from two places, each has its own verdict.
        if !has_one_way(&report) {
            continue;
        }
        let well = ["RDP-DSK-002", "RDP-NLA-025", "RDP-NEG-026", "RDP-SES-028"];
        let errors = diagnose(&report)
            .iter()
            .any(|finding| finding.severity == Severity::Error);
        assert!(!errors || !found.iter().any(|id| well.contains(id)), "{found:?}");
    }
}

#[test]
fn every_rule_has_a_remedy_for_whoever_must_act() {
    for rule in RULES {
        let audiences: &[Audience] = match rule.actor {
            Actor::You | Actor::Nobody => &[Audience::User],
            Actor::Administrator => &[Audience::User, Audience::Administrator],
            Actor::Network | Actor::RelayOwner => &[Audience::User, Audience::Administrator],
        };
        for audience in audiences {
            let some = rule.remedies.iter().any(|remedy| remedy.is_for(*audience));
            assert!(some, "{} for {audience:?}", rule.id);
        }
    }
}

#[test]
fn every_rule_is_reached_by_a_report() {
    let reached: BTreeSet<&str> = all_reports().iter().flat_map(ids).collect();
    let missed: Vec<&str> = RULES
        .iter()
        .map(|rule| rule.id)
        .filter(|id| !reached.contains(id))
        .collect();

    assert!(missed.is_empty(), "{missed:?}");
}

#[test]
fn each_report_of_the_table_has_exactly_its_findings() {
    for (expected, report) in table() {
        let expected: Vec<&str> = expected.split_whitespace().collect();

        assert_eq!(ids(&report), expected, "{:?}", report.broken());
    }
}

#[test]
fn every_failure_reaches_an_explanation_at_every_stage() {
    for at in LegKind::ToComputer.stages() {
        for failure in every_failure() {
            let findings = diagnose(&broken(at, failure.clone()));

            let first = findings.first().unwrap_or_else(|| panic!("{failure:?} at {at:?}"));
            assert_eq!(first.severity, Severity::Error, "{failure:?} at {at:?}");
        }
    }
}

#[test]
fn every_failure_of_a_gateway_reaches_an_explanation() {
    for at in LegKind::ToGateway.stages() {
        for failure in every_failure() {
            let findings = diagnose(&gateway_broken(at, failure.clone()));

            let first = findings.first().unwrap_or_else(|| panic!("{failure:?} at {at:?}"));
            assert!(first.id.starts_with("RDP-GW-"), "{failure:?} at {at:?}: {}", first.id);
            assert_eq!(first.severity, Severity::Error, "{failure:?} at {at:?}");
        }
    }
}

#[test]
fn the_way_that_is_not_taken_breaks_nothing() {
    let mut outside = gateway(GatewayUsage::Always);
    outside.legs[0] = broken(Stage::Connect, Failure::NoConnection).legs.remove(0);
    let mut inside = gateway_broken(Stage::Answer, Failure::HttpStatus { status: 503 });
    inside.legs[1].gateway.as_mut().unwrap().usage = GatewayUsage::Fallback;

    for report in [outside, inside] {
        let findings = diagnose(&report);

        assert_eq!(report.stopped(), None);
        assert!(
            findings.iter().all(|finding| finding.severity != Severity::Error),
            "{findings:?}"
        );
        assert!(!Verdict::of(&report, &findings).is_bad());
    }
}

#[test]
fn a_gateway_that_is_taken_is_where_the_connection_stops() {
    let mut both = gateway_broken(Stage::Answer, Failure::HttpStatus { status: 503 });
    both.legs[1].gateway.as_mut().unwrap().usage = GatewayUsage::Fallback;
    both.legs[0] = broken(Stage::Connect, Failure::NoConnection).legs.remove(0);

    let (leg, stage) = both.stopped().unwrap();

    assert_eq!((leg.kind(), stage.stage()), (LegKind::ToGateway, Stage::Answer));
    assert_eq!(diagnose(&both)[0].id, "RDP-GW-014");
}

#[test]
fn a_failure_at_the_stage_where_it_belongs_is_not_left_unexplained() {
    let place = |failure: &Failure| match failure {
        Failure::NameNotFound | Failure::NoAddresses | Failure::LookupFailed { .. } | Failure::AddressesRefused => {
            Stage::Resolve
        }
        Failure::NotRdp { .. }
        | Failure::NegotiationFailure { .. }
        | Failure::UnofferedProtocol { .. }
        | Failure::DisconnectRequest { .. } => Stage::Negotiate,
        Failure::TlsAlert { .. } | Failure::TlsUnusable { .. } => Stage::Secure,
        Failure::CredsspStatus { .. } | Failure::Kdc { .. } => Stage::Authenticate,
        Failure::McsRefused { .. } => Stage::Settings,
        Failure::ChannelRefused { .. } => Stage::Channels,
        Failure::LicenseError { .. } => Stage::License,
        Failure::NoConnection
        | Failure::Closed { .. }
        | Failure::Reset { .. }
        | Failure::TimedOut { .. }
        | Failure::PathBroken
        | Failure::Malformed { .. }
        | Failure::Unreadable { .. }
        | Failure::UnexpectedPdu { .. }
        | Failure::Ultimatum { .. }
        | Failure::ErrorInfo { .. }
        | Failure::HttpStatus { .. }
        | Failure::GatewayRefused { .. }
        | Failure::Redirected
        | Failure::DeactivateLoop { .. }
        | Failure::ClientGaveUp
        | Failure::RunTimedOut => Stage::Stay,
    };
    for failure in every_failure() {
        // Without attempts in the facts there is nothing to tell about them.
        // What a gateway says stands on no way to a computer.
        if matches!(
            failure,
            Failure::NoConnection | Failure::HttpStatus { .. } | Failure::GatewayRefused { .. }
        ) {
            continue;
        }
        let found = ids(&broken(place(&failure), failure.clone()));

        assert_ne!(found[0], "RDP-NET-004", "{failure:?}");
    }
}

#[test]
fn a_break_without_a_recorded_failure_still_has_a_finding() {
    for at in LegKind::ToComputer.stages() {
        for outcome in [Outcome::Failed, Outcome::Silent] {
            let mut report = broken(at, Failure::RunTimedOut);
            stage(&mut report, at).failure = None;
            stage(&mut report, at).outcome = outcome;

            assert_eq!(diagnose(&report)[0].severity, Severity::Error, "{outcome:?} at {at:?}");
        }
    }
}

#[test]
fn a_run_that_broke_nowhere_says_what_was_proven_or_that_it_ended_early() {
    let of_one_way = table().into_iter().filter(|(_, report)| has_one_way(report));
    for (_, report) in of_one_way {
        let calm = report.broken().is_none();
        let findings = diagnose(&report);
        let ends = [
            "RDP-DSK-002",
            "RDP-NLA-025",
            "RDP-NLA-030",
            "RDP-NEG-026",
            "RDP-SES-027",
        ];
        let said = findings.iter().filter(|finding| ends.contains(&finding.id)).count();
        let complained = findings.iter().any(|finding| finding.severity == Severity::Error);

        assert_eq!(said, usize::from(calm && !complained), "{findings:?}");
    }
}

/// Whether one place alone looked at one way to the computer.
fn has_one_way(report: &Report) -> bool {
    let to_computer = report.legs.iter().filter(|leg| leg.kind() == LegKind::ToComputer);
    report.gateway().is_none() && to_computer.count() == 1
}

#[test]
fn every_report_bears_a_finding() {
    for report in all_reports() {
        assert!(!diagnose(&report).is_empty(), "{report:?}");
    }
}

const CODES: [&str; 16] = [
    "DNS", "TCP", "NEG", "TLS", "NLA", "MCS", "CHN", "LGN", "LIC", "CAP", "FIN", "DSK", "SES", "NET", "VAN", "GW",
];

#[test]
fn findings_of_a_further_leg_name_that_leg() {
    let mut report = healthy();
    let mut other = broken(Stage::Secure, Failure::TlsAlert { code: 40 });
    let mut further = other.legs.remove(0);
    further.from = wire::Node::Terminal;
    further.place = Place::Terminal;
    report.legs.push(further);

    let findings = diagnose(&report);

    let on = |leg| findings.iter().filter(move |finding| finding.leg == leg);
    assert!(on(0).all(|finding| finding.severity != Severity::Error));
    assert!(on(1).any(|finding| finding.severity == Severity::Error && finding.stage == Stage::Secure));
}

#[test]
fn of_several_places_the_one_that_breaks_is_told_first_and_one_that_cannot_look_last() {
    let mut report = healthy();
    let from_agent = |mut of: Report| {
        let mut leg = of.legs.remove(0);
        leg.from = wire::Node::Agent;
        leg.place = Place::Agent;
        leg
    };
    report
        .legs
        .push(from_agent(broken(Stage::Resolve, Failure::AddressesRefused)));
    report
        .legs
        .push(from_agent(broken(Stage::Secure, Failure::TlsAlert { code: 40 })));

    let mut told: Vec<_> = diagnose(&report).iter().map(|finding| finding.leg).collect();

    told.dedup();
    assert_eq!(told, [2, 0, 1]);
}
