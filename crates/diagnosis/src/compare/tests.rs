use fixtures::reports::*;
use redact::redact;
use wire::{Dialed, Failure, Leg, LegKind, Node, Outcome, Place, Stage};

use super::*;

fn compare<'a>(left: &'a Report, right: &'a Report) -> Comparison<'a> {
    super::compare(left, right, redact)
}

fn change<'a>(comparison: &'a Comparison<'_>, subject: Subject) -> &'a Change {
    let mut changes = comparison.changes.iter();
    changes
        .find(|change| change.subject == subject)
        .unwrap_or_else(|| panic!("nothing about {subject:?}"))
}

fn changed(comparison: &Comparison<'_>) -> Vec<Subject> {
    let changes = comparison.changes.iter();
    let changed = changes.filter(|change| change.differs == Some(true));
    changed.map(|change| change.subject).collect()
}

fn differing(comparison: &Comparison<'_>) -> Vec<Stage> {
    let stages = comparison.legs.iter().flat_map(|leg| &leg.stages);
    stages.filter(|stage| stage.differs).map(|stage| stage.stage).collect()
}

#[test]
fn a_report_beside_itself_shows_no_difference() {
    for report in all_reports() {
        for level in Disclosure::ALL {
            let report = redact(&report, level);
            let comparison = compare(&report, &report);

            assert_eq!(comparison.first_difference, None);
            assert_eq!(changed(&comparison), [], "{level:?}");
            assert_eq!(comparison.legs[0].stages.len(), LegKind::ToComputer.stages().len());
            assert_eq!((comparison.later, comparison.disclosures), (None, None));
        }
    }
}

#[test]
fn the_first_step_that_ended_otherwise_is_marked() {
    let (passed, broken) = (nla(), broken(Stage::Secure, Failure::TlsAlert { code: 40 }));
    let comparison = compare(&passed, &broken);

    assert_eq!(comparison.first_difference, Some((LegKind::ToComputer, Stage::Secure)));
    assert_eq!(differing(&comparison).len(), 10);
    assert_eq!(comparison.same_target, Some(true));
    assert!(changed(&comparison).contains(&Subject::Finding));
    let certificate = change(&comparison, Subject::Fingerprint);
    assert_eq!((certificate.differs, &certificate.sides[1]), (None, &None));
}

#[test]
fn the_same_outcome_for_another_reason_is_a_difference_and_how_many_bytes_had_come_is_none() {
    let at = |failure| broken(Stage::Secure, failure);
    let (closed, later) = (at(Failure::Closed { received: 7 }), at(Failure::Closed { received: 9 }));
    let (unanswered, reset) = (at(Failure::Closed { received: 0 }), at(Failure::Reset { received: 0 }));
    let attempt = |dialed| unconnected("pc.example.org", &[("203.0.113.7", dialed)]);
    let (refused, silent) = (attempt(Dialed::Refused), attempt(Dialed::Silent));

    assert_eq!(compare(&closed, &later).first_difference, None);
    assert_eq!(
        compare(&closed, &unanswered).first_difference,
        Some((LegKind::ToComputer, Stage::Secure))
    );
    assert_eq!(
        compare(&unanswered, &reset).first_difference,
        Some((LegKind::ToComputer, Stage::Secure))
    );
    assert_eq!(
        compare(&refused, &silent).first_difference,
        Some((LegKind::ToComputer, Stage::Connect))
    );
}

#[test]
fn what_changed_between_two_days_is_listed() {
    let yesterday = nla();
    let mut today = nla_with(|facts| {
        facts.nla = Some(wire::Nla::Optional);
        let challenge = facts.challenge.as_mut().unwrap();
        challenge.dns_computer = Some("pc02.example.org".into());
        challenge.version = Some((10, 0, 26100));
        challenge.clock_offset_ms = Some(-420_000);
    });
    today.started_at_ms += 86_400_000;
    resolve(&mut today, |facts| {
        facts.addresses = vec!["203.0.113.8".parse().unwrap()]
    });
    dials(&mut today, &[("203.0.113.8", Dialed::Answered)]);
    negotiate(&mut today, |facts| facts.selected = Some(1));
    secure(&mut today, |facts| {
        facts.version = Some(0x0303);
        facts.cipher = Some(wire::CipherSuite(0x002f));
        let certificate = &mut facts.certificates[0];
        certificate.subject = "pc02.example.org".into();
        certificate.issuer = "FortiGate".into();
        certificate.not_before += DAY;
        certificate.not_after += DAY;
        certificate.sha256 = "ef".repeat(32);
    });
    today.elapsed_ms = ms(400);

    let comparison = compare(&yesterday, &today);

    assert_eq!(comparison.later, Some(Side::Right));
    assert_eq!(compare(&today, &yesterday).later, Some(Side::Left));
    assert_eq!(comparison.first_difference, None);
    use Subject::*;
    assert_eq!(
        changed(&comparison),
        [
            Addresses,
            Address,
            Protocol,
            TlsVersion,
            Cipher,
            CertificateSubject,
            CertificateIssuer,
            CertificateStart,
            CertificateExpiry,
            Fingerprint,
            Nla,
            Computer,
            System,
            Clock,
            Finding,
            Duration
        ]
    );
}

#[test]
fn time_that_was_not_measured_is_no_time_that_differs() {
    let mut lost = healthy();
    lost.elapsed_ms = ms(0);

    let whole = healthy();
    let comparison = compare(&lost, &whole);

    let duration = comparison.changes.iter().find(|it| it.subject == Subject::Duration);
    let duration = duration.expect("one side has a duration");
    assert_eq!((&duration.sides[0], duration.differs), (&None, None));
}

#[test]
fn times_differ_where_they_are_more_than_double_and_people_would_notice() {
    let slower = |left, right| {
        let (mut one, mut other) = (healthy(), healthy());
        stage(&mut one, Stage::Secure).elapsed_ms = Some(ms(left));
        stage(&mut other, Stage::Secure).elapsed_ms = Some(ms(right));
        compare(&one, &other).legs[0].stages[3].slower
    };

    assert_eq!(slower(20, 70), None);
    assert_eq!(slower(20, 71), Some(Side::Right));
    assert_eq!(slower(1000, 1900), None);
    assert_eq!(slower(2100, 1000), Some(Side::Left));
}

#[test]
fn a_limit_that_passed_is_not_called_slow() {
    let silent = broken(Stage::Secure, Failure::TimedOut { received: 0 });

    let passed = healthy();
    let comparison = compare(&passed, &silent);

    assert_eq!(comparison.legs[0].stages[3].sides[1].outcome, Outcome::Silent);
    assert_eq!(comparison.legs[0].stages[3].slower, None);
}

#[test]
fn what_one_of_the_two_hides_is_not_compared() {
    let full = nla();
    let public = redact(&full, Disclosure::Public);
    let comparison = compare(&full, &public);

    assert_eq!(
        comparison.disclosures,
        Some([Disclosure::Everything, Disclosure::Public])
    );
    assert_eq!(comparison.same_target, None);
    assert_eq!(changed(&comparison), []);
    for subject in [
        Subject::Target,
        Subject::Addresses,
        Subject::Address,
        Subject::CertificateSubject,
        Subject::Fingerprint,
        Subject::Computer,
    ] {
        assert_eq!(change(&comparison, subject).differs, None, "{subject:?}");
    }
    for subject in [
        Subject::TlsVersion,
        Subject::Cipher,
        Subject::Nla,
        Subject::System,
        Subject::Finding,
    ] {
        assert_eq!(change(&comparison, subject).differs, Some(false), "{subject:?}");
    }
}

#[test]
fn of_private_addresses_support_compares_the_networks() {
    let at = |address: &str| {
        let mut report = healthy();
        dials(&mut report, &[(address, Dialed::Answered)]);
        report
    };
    let differs = |left: &Report, right: &Report| change(&compare(left, right), Subject::Address).differs;
    let support = |address| redact(&at(address), Disclosure::Support);

    assert_eq!(differs(&at("10.1.2.3"), &at("10.1.2.4")), Some(true));
    assert_eq!(differs(&support("10.1.2.3"), &at("10.1.2.4")), None);
    assert_eq!(differs(&support("10.1.2.3"), &at("10.1.3.3")), Some(true));
    assert_eq!(differs(&support("203.0.113.7"), &at("203.0.113.7")), Some(false));
}

#[test]
fn names_are_the_same_in_capitals_and_ports_are_not() {
    let checked = |target: &str| {
        let mut report = healthy();
        report.target = target.parse().unwrap();
        report
    };
    let same = |left: &str, right: &str| compare(&checked(left), &checked(right)).same_target;

    assert_eq!(same("pc.example.org", "PC.example.org"), Some(true));
    assert_eq!(same("pc.example.org", "pc.example.org:3390"), Some(false));
    assert_eq!(same("192.0.2.7", "[2001:db8::7]"), Some(false));
}

#[test]
fn two_public_reports_of_one_day_are_not_put_in_order() {
    let mut later = healthy();
    later.started_at_ms += 3_600_000;
    let public = |report: &Report| redact(report, Disclosure::Public);

    assert_eq!(compare(&healthy(), &later).later, Some(Side::Right));
    assert_eq!(compare(&public(&healthy()), &later).later, None);
}

#[test]
fn legs_are_compared_with_those_of_the_same_way() {
    let near = || Leg::new(Node::Browser, Node::Relay, Place::Browser);
    let gateway = Leg::new(Node::Relay, Node::Gateway, Place::Relay);
    let (mut left, mut right) = (nla(), nla());
    left.legs.insert(0, near());
    right.legs.extend([gateway.clone(), near()]);

    let comparison = compare(&left, &right);

    let kinds: Vec<_> = comparison.legs.iter().map(LegComparison::kind).collect();
    assert_eq!(kinds, [LegKind::BrowserToRelay, LegKind::ToComputer]);
    assert_eq!(comparison.one_sided, [(Side::Right, &gateway)]);
    assert_eq!(comparison.first_difference, None);
}

#[test]
fn ways_to_the_computer_are_compared_wherever_they_began() {
    let (relays, mut terminals) = (nla(), nla());
    terminals.legs[0].from = Node::Terminal;
    terminals.legs[0].place = Place::Terminal;

    let comparison = compare(&relays, &terminals);

    assert_eq!((comparison.legs.len(), comparison.one_sided.len()), (1, 0));
}
