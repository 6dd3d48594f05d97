//! Pairs that look alike and are not the same.

use fixtures::reports::*;
use wire::{Dialed, Failure, Nla, Purpose, RecordKind, Signal, Stage, TlsHelloAnswer, TransportEnd};

use super::ids;
use crate::{Actor, Confidence, Parameter, Remedy, diagnose};

#[test]
fn a_relay_without_ipv6_does_not_hide_why_ipv4_fails() {
    let both = unconnected("pc", &[("2001:db8::7", NO_ROUTE), ("203.0.113.7", Dialed::Refused)]);
    let six = unconnected("pc", &[("2001:db8::7", NO_ROUTE)]);

    assert_eq!(ids(&both)[0], "RDP-TCP-001");
    assert_eq!(ids(&six)[0], "RDP-TCP-009");
}

#[test]
fn an_attempt_that_was_given_up_says_nothing() {
    let report = unconnected(
        "pc",
        &[("203.0.113.7", Dialed::Abandoned), ("203.0.113.8", Dialed::Refused)],
    );

    assert_eq!(ids(&report)[0], "RDP-TCP-001");
}

#[test]
fn private_addresses_lead_to_the_vpn_and_public_ones_to_the_router() {
    let silent = |address| ids(&unconnected("pc", &[(address, Dialed::Silent)]));

    for address in [
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.7",
        "100.64.3.4",
        "fd00::7",
        "fe80::7",
    ] {
        assert!(silent(address).contains(&"RDP-TCP-012"), "{address}");
        assert!(!silent(address).contains(&"RDP-TCP-011"), "{address}");
    }
    let own = silent("169.254.7.7");
    assert!(own[0] == "RDP-TCP-023" && !own.contains(&"RDP-TCP-012"), "{own:?}");
    for address in ["203.0.113.7", "100.128.0.1", "2001:db8::7"] {
        assert!(silent(address).contains(&"RDP-TCP-011"), "{address}");
        assert!(!silent(address).contains(&"RDP-TCP-012"), "{address}");
    }
}

#[test]
fn an_end_that_came_too_soon_is_told_only_where_the_path_is_long_enough_to_see_it() {
    let closed = || Failure::Closed { received: 0 };
    let reset = || Failure::Reset { received: 0 };
    let first = |failure, millis| ids(&ended_within(failure, millis))[0];

    // The path takes 18 ms.
    assert_eq!(first(closed(), 8), "RDP-NEG-010");
    assert_eq!(first(closed(), 18), "RDP-NEG-009");
    assert_eq!(first(reset(), 8), "RDP-NEG-031");
    assert_eq!(first(reset(), 18), "RDP-NEG-022");
    for (failure, usual) in [(closed(), "RDP-NEG-009"), (reset(), "RDP-NEG-022")] {
        let mut near = ended_within(failure, 1);
        near.computer_mut().unwrap().connections[0].handshake_ms = ms(2);
        assert_eq!(ids(&near)[0], usual);

        let mut unmeasured = near;
        unmeasured.computer_mut().unwrap().connections[0].handshake_ms = ms(18);
        unmeasured.computer_mut().unwrap().connections[0].kernel = None;
        assert_eq!(ids(&unmeasured)[0], usual);
    }
}

#[test]
fn an_end_that_came_too_soon_is_that_of_the_first_connection() {
    let reset = broken(Stage::Negotiate, Failure::Reset { received: 0 });
    let mut report = tried_twice(reset, TransportEnd::Reset, Some(TransportEnd::Reset));
    report.computer_mut().unwrap().connections[1].ended_after_ms = Some(ms(1));
    assert_eq!(ids(&report)[0], "RDP-NEG-022");

    report.computer_mut().unwrap().connections[0].ended_after_ms = Some(ms(1));
    assert_eq!(ids(&report)[0], "RDP-NEG-031");
}

#[test]
fn a_second_request_tells_a_wake_up_from_a_dislike_and_both_from_a_dead_port() {
    let second = |first, end| ids(&tried_twice(healthy(), first, end));

    assert_eq!(second(TransportEnd::Silent, None)[0], "RDP-NEG-028");
    assert_eq!(second(TransportEnd::Closed, None)[0], "RDP-NEG-029");
    assert_eq!(second(TransportEnd::Reset, None)[0], "RDP-NEG-029");

    for (failure, end) in [
        (Failure::TimedOut { received: 0 }, TransportEnd::Silent),
        (Failure::Closed { received: 0 }, TransportEnd::Closed),
    ] {
        let report = tried_twice(broken(Stage::Negotiate, failure), end, Some(end));
        let found = ids(&report);
        assert!(!found.contains(&"RDP-NEG-028") && !found.contains(&"RDP-NEG-029"));
    }
}

#[test]
fn the_wait_for_a_first_answer_is_no_slowness_and_no_proxy() {
    let mut report = tried_twice(healthy(), TransportEnd::Silent, None);
    report.computer_mut().unwrap().connections[1].handshake_ms = ms(1);
    report.computer_mut().unwrap().connections[1].kernel = None;
    stage(&mut report, Stage::Secure).elapsed_ms = Some(ms(290));

    let found = ids(&report);

    assert!(
        !found.contains(&"RDP-NET-009") && !found.contains(&"RDP-NET-011"),
        "{found:?}"
    );
}

#[test]
fn a_proxy_is_told_only_where_everything_behind_tcp_is_far() {
    let proxied = |handshake, negotiate, secure| {
        let mut report = healthy();
        report.computer_mut().unwrap().connections[0].handshake_ms = ms(handshake);
        stage(&mut report, Stage::Negotiate).elapsed_ms = Some(ms(negotiate));
        stage(&mut report, Stage::Secure).elapsed_ms = Some(ms(secure));
        ids(&report).contains(&"RDP-NET-011")
    };

    assert!(proxied(2, 140, 290));
    assert!(!proxied(100, 140, 290), "the path itself is far");
    assert!(!proxied(2, 140, 40), "one slow answer");
    assert!(!proxied(2, 40, 80), "a computer nearby that takes its time");
}

#[test]
fn large_packets_are_blamed_only_where_a_part_came_that_cannot_be_read() {
    let silent_at_tls = |behind_a_gap| {
        let mut report = tls(Failure::TimedOut { received: 0 }, &[]);
        report.computer_mut().unwrap().connections[0]
            .kernel
            .as_mut()
            .unwrap()
            .out_of_order = behind_a_gap;
        ids(&report)
    };

    assert_eq!(silent_at_tls(Some(2)), ["RDP-NET-013"]);
    assert_eq!(silent_at_tls(Some(0)), ["RDP-TLS-018", "RDP-NET-005"]);
    // A system that does not tell.
    assert_eq!(silent_at_tls(None), ["RDP-TLS-018", "RDP-NET-005"]);
}

#[test]
fn a_forward_closes_before_the_request_is_there_and_a_service_after_it() {
    let closed = |acknowledged| {
        let mut report = broken(Stage::Negotiate, Failure::Closed { received: 0 });
        let kernel = report.computer_mut().unwrap().connections[0].kernel.as_mut().unwrap();
        kernel.acknowledged = acknowledged;
        ids(&report)
    };

    assert_eq!(closed(Some(0))[..1], ["RDP-NEG-022"]);
    assert!(!closed(Some(0)).contains(&"RDP-NEG-009"));
    assert_eq!(closed(Some(43))[..1], ["RDP-NEG-009"]);
    // A system that does not tell.
    assert_eq!(closed(None)[..1], ["RDP-NEG-009"]);
}

#[test]
fn one_family_is_called_broken_only_where_the_other_answers() {
    let answered = |attempts: &[(&str, Dialed)]| {
        let mut report = healthy();
        dials(&mut report, attempts);
        ids(&report)
    };
    let (six, other_six, four) = ("2001:db8::7", "2001:db8::8", "203.0.113.7");

    let broken = answered(&[(six, Dialed::Silent), (four, Dialed::Answered)]);
    assert!(broken.contains(&"RDP-TCP-016") && !broken.contains(&"RDP-TCP-018"));
    // One address of the family answers: it is the address, not the family.
    let partly = answered(&[(six, Dialed::Silent), (other_six, Dialed::Answered)]);
    assert!(partly.contains(&"RDP-TCP-018") && !partly.contains(&"RDP-TCP-016"));
    let both = answered(&[(six, Dialed::Answered), (four, Dialed::Answered)]);
    assert!(!both.iter().any(|id| id.starts_with("RDP-TCP")), "{both:?}");
}

#[test]
fn a_balancer_is_told_by_what_differs_between_like_connections_only() {
    let second = |purpose, selected, certificate: &str| {
        let mut report = nla();
        report.computer_mut().unwrap().connections[0].selected = Some(8);
        report.computer_mut().unwrap().connections[0].certificate_sha256 = Some("ab".repeat(32));
        report.computer_mut().unwrap().connections.push(connection(purpose));
        report.computer_mut().unwrap().connections[1].selected = selected;
        report.computer_mut().unwrap().connections[1].certificate_sha256 = Some(certificate.repeat(32));
        let found = ids(&report);
        (found.contains(&"RDP-NEG-027"), found.contains(&"RDP-TLS-032"))
    };

    assert_eq!(second(Purpose::RawNtlm, Some(8), "ab"), (false, false));
    assert_eq!(second(Purpose::RawNtlm, Some(1), "ab"), (true, false));
    assert_eq!(second(Purpose::WithoutCookie, Some(1), "cd"), (true, true));
    // It was asked for something else.
    assert_eq!(second(Purpose::TlsOnly, Some(1), "cd"), (false, true));
}

#[test]
fn an_inspecting_product_is_known_by_its_issuer_and_not_by_another() {
    let issued_by = |issuer: &str| ids(&certified(|certificate| certificate.issuer = issuer.into()));

    assert!(issued_by("FortiGate CA, Fortinet").contains(&"RDP-TLS-023"));
    assert!(issued_by("Zscaler Intermediate Root CA").contains(&"RDP-TLS-023"));
    assert!(!issued_by("Contoso Issuing CA 1").contains(&"RDP-TLS-023"));
}

#[test]
fn an_issuer_is_missed_only_where_one_is_needed() {
    let without = |self_signed| {
        let mut report = certified(|certificate| certificate.self_signed = self_signed);
        secure(&mut report, |facts| facts.certificates.truncate(1));
        ids(&report).contains(&"RDP-TLS-033")
    };

    let with = |subject: &str| {
        let mut report = certified(|certificate| certificate.issuer = "Contoso Root".into());
        secure(&mut report, |facts| {
            facts.certificates.truncate(1);
            facts.certificates[0].self_signed = false;
            let mut issuer = facts.certificates[0].clone();
            issuer.subject = subject.into();
            facts.certificates.push(issuer);
        });
        ids(&report).contains(&"RDP-TLS-033")
    };

    assert!(without(false));
    assert!(!without(true));
    assert!(!with("Contoso Root"));
    assert!(!with("CONTOSO root"));
    assert!(with("Contoso Root 2"));
    assert!(!ids(&healthy()).contains(&"RDP-TLS-033"));
}

#[test]
fn a_name_with_ipv6_alone_is_told_only_where_everybody_may_want_to_reach_it() {
    let only_six = |records: &[(RecordKind, u16)], address: &str| {
        let mut report = healthy();
        resolve(&mut report, |facts| {
            facts.lookups = records.iter().map(|(record, count)| lookup(*record, *count)).collect();
            facts.addresses = vec![address.parse().unwrap()];
        });
        dials(&mut report, &[(address, Dialed::Answered)]);
        ids(&report).contains(&"RDP-DNS-012")
    };
    let alone = [(RecordKind::A, 0), (RecordKind::Aaaa, 1)];

    assert!(only_six(&alone, "2001:db8::7"));
    assert!(!only_six(&alone, "fd00::7"), "a private network");
    assert!(!only_six(&[], "2001:db8::7"), "an address was given");
}

#[test]
fn a_server_that_has_not_told_its_encryption_is_not_called_unencrypted() {
    let none = wire::StandardSecurity::default();
    let mut untold = legacy_with(none);
    let settings = stage(&mut untold, Stage::Settings);
    settings.outcome = wire::Outcome::Failed;
    settings.failure = Some(Failure::Closed { received: 0 });

    assert!(ids(&legacy_with(none)).contains(&"RDP-NEG-032"));
    assert!(!ids(&untold).contains(&"RDP-NEG-032"));
    assert!(!ids(&legacy()).contains(&"RDP-NEG-032"));
}

#[test]
fn what_was_asked_and_what_was_chosen_are_compared() {
    let chosen = |selected, nla| {
        let mut report = healthy();
        negotiate(&mut report, |facts| facts.selected = Some(selected));
        authenticate(&mut report, |facts| facts.nla = nla);
        let found = ids(&report);
        (found.contains(&"RDP-NEG-025"), found.contains(&"RDP-NLA-024"))
    };

    assert_eq!(chosen(0, None), (true, false));
    assert_eq!(chosen(1, Some(Nla::NotUsed)), (false, true));
    assert_eq!(chosen(8, Some(Nla::Required)), (false, false));
}

#[test]
fn an_offer_that_something_removes_is_not_asked_of_the_person_again() {
    let advised = |requested| {
        let mut report = broken(Stage::Negotiate, Failure::NegotiationFailure { code: 5 });
        negotiate(&mut report, |facts| facts.requested = requested);
        let found = diagnose(&report).remove(0);
        (found.actor, found.remedies().next().map(Remedy::key))
    };

    assert_eq!(advised(0b1011), (Actor::Network, Some("other-network")));
    assert_eq!(advised(0b0001), (Actor::You, Some("enable-nla")));
}

#[test]
fn nla_can_be_skipped_only_where_a_connection_without_it_was_let_in() {
    let optional = |nla| ids(&nla_with(|facts| facts.nla = nla)).contains(&"RDP-NLA-023");

    assert!(optional(Some(Nla::Optional)));
    assert!(!optional(Some(Nla::Required)));
    assert!(!optional(None));
}

#[test]
fn receipts_tell_a_hanging_service_from_a_path_that_swallows() {
    let mut report = broken(Stage::Negotiate, Failure::TimedOut { received: 0 });
    assert_eq!(ids(&report)[0], "RDP-NEG-012");

    report.computer_mut().unwrap().connections[0]
        .kernel
        .as_mut()
        .unwrap()
        .retransmits = 4;
    assert_eq!(ids(&report), ["RDP-NET-001"]);
}

#[test]
fn what_a_server_answers_to_each_version_tells_key_version_and_cipher_apart() {
    let reset = TlsHelloAnswer::Reset;
    let hello = |version| TlsHelloAnswer::ServerHello { version, cipher: 0x2f };
    let first = |answers: &[TlsHelloAnswer]| ids(&tls(Failure::Reset { received: 0 }, answers))[0];

    assert_eq!(first(&[reset, reset, reset]), "RDP-TLS-003");
    assert_eq!(first(&[reset, hello(0x0302), hello(0x0301)]), "RDP-TLS-001");
    assert_eq!(first(&[hello(0x0303), reset, reset]), "RDP-TLS-002");
    assert_eq!(first(&[TlsHelloAnswer::NotReached; 3]), "RDP-TLS-019");
}

#[test]
fn a_reason_that_the_server_gave_explains_how_it_ended() {
    let ultimatum = Failure::Ultimatum { reason: 1 };
    let bare = broken(Stage::Stay, ultimatum.clone());
    let zero = broken_after(Signal::ErrorInfo { code: 0 }, Stage::Stay, ultimatum.clone());
    let limit = broken_after(Signal::ErrorInfo { code: 4 }, Stage::Stay, ultimatum);

    assert_eq!(ids(&bare)[0], "RDP-SES-022");
    assert_eq!(ids(&zero)[0], "RDP-SES-022");
    assert_eq!(ids(&limit)[0], "RDP-SES-002");
    assert!(!ids(&limit).contains(&"RDP-SES-022"));
}

#[test]
fn a_signal_of_an_earlier_stage_is_told_where_it_broke() {
    let mut report = broken(Stage::License, Failure::Closed { received: 0 });
    say(&mut report, Stage::Logon, Signal::ErrorInfo { code: 0x101 });

    let first = &diagnose(&report)[0];

    assert_eq!((first.id, first.stage), ("RDP-LIC-001", Stage::License));
}

#[test]
fn clocks_may_differ_by_as_much_as_kerberos_allows() {
    let off = |millis| {
        ids(&nla_with(|facts| {
            facts.challenge.as_mut().unwrap().clock_offset_ms = Some(millis);
        }))
    };

    assert!(!off(299_000).contains(&"RDP-NLA-019"));
    assert!(!off(-299_000).contains(&"RDP-NLA-019"));
    assert!(off(301_000).contains(&"RDP-NLA-019"));
    assert!(off(i64::MIN).contains(&"RDP-NLA-019"));
}

/// Whose clock is called wrong, by a check of that day and a computer that is ahead by so much, in milliseconds.
fn wrong_clock(started_at_ms: i64, ahead_ms: i64, issued: Option<i64>) -> String {
    wrong_clock_at([started_at_ms; 2], ahead_ms, issued)
}

/// The same of a report of one day with a leg from where it was another.
fn wrong_clock_at([started_at_ms, seen_at_ms]: [i64; 2], ahead_ms: i64, issued: Option<i64>) -> String {
    let mut report = nla_with(|facts| facts.challenge.as_mut().unwrap().clock_offset_ms = Some(ahead_ms));
    report.started_at_ms = started_at_ms;
    secure(&mut report, |facts| {
        facts.seen_at = Some(seen_at_ms.div_euclid(1000));
        let own = facts.certificates.first_mut().unwrap();
        own.self_signed = issued.is_none();
        own.not_before = issued.unwrap_or(own.not_before);
    });
    let findings = diagnose(&report);
    let clock = findings.iter().find(|finding| finding.id == "RDP-NLA-019").unwrap();
    let whose = clock.parameters.iter().find(|(name, _)| *name == "whose").unwrap();
    let Parameter::Text(whose) = &whose.1 else {
        panic!("{whose:?}");
    };
    whose.clone()
}

#[test]
fn whose_clock_is_wrong_takes_a_third_witness() {
    const DAY: i64 = 86_400_000;
    const JUNE_2026: i64 = 1_780_272_000_000;
    const YEAR_1601: i64 = -11_644_473_600_000;

    assert_eq!(wrong_clock(JUNE_2026, 3 * DAY, None), "unknown");
    assert_eq!(wrong_clock(JUNE_2026, -3 * DAY, None), "unknown");
    assert_eq!(wrong_clock(JUNE_2026, YEAR_1601 - JUNE_2026, None), "computer");
    assert_eq!(wrong_clock(JUNE_2026, -JUNE_2026, None), "computer", "1970");
    assert_eq!(wrong_clock(JUNE_2026, 60 * 365 * DAY, None), "computer", "2086");
    assert_eq!(wrong_clock(0, JUNE_2026, None), "ours");
    assert_eq!(wrong_clock(0, DAY, None), "unknown", "both are in 1970");
}

#[test]
fn each_leg_goes_by_the_clock_of_its_own_place() {
    const DAY: i64 = 86_400_000;
    const JUNE_2026: i64 = 1_780_272_000_000;

    assert_eq!(wrong_clock_at([0, JUNE_2026], 3 * DAY, None), "unknown");
    assert_eq!(wrong_clock_at([JUNE_2026, 0], JUNE_2026, None), "ours");
}

#[test]
fn a_certificate_of_somebody_else_is_a_witness_of_its_day() {
    const DAY: i64 = 86_400_000;
    const JUNE_2026: i64 = 1_780_272_000_000;
    let yesterday = Some((JUNE_2026 - DAY) / 1000);
    let tomorrow = Some((JUNE_2026 + DAY) / 1000);

    assert_eq!(wrong_clock(JUNE_2026, -3 * DAY, yesterday), "computer");
    assert_eq!(wrong_clock(JUNE_2026, 3 * DAY, yesterday), "unknown");
    assert_eq!(wrong_clock(JUNE_2026, 3 * DAY, tomorrow), "ours");
    assert_eq!(
        wrong_clock(JUNE_2026, -3 * DAY, tomorrow),
        "unknown",
        "it is after both"
    );
}

#[test]
fn a_certificate_that_one_of_two_clocks_calls_expired_is_only_possibly_so() {
    const DAY: i64 = 86_400_000;
    let confidence = |ahead_ms| {
        let mut report = nla_with(|facts| facts.challenge.as_mut().unwrap().clock_offset_ms = Some(ahead_ms));
        secure(&mut report, |facts| {
            let seen_at = facts.seen_at.unwrap();
            facts.certificates.first_mut().unwrap().not_after = seen_at - 2 * DAY / 1000;
        });
        let findings = diagnose(&report);
        let expired = findings.iter().find(|finding| finding.id == "RDP-TLS-021").unwrap();
        expired.confidence
    };

    assert_eq!(confidence(0), Confidence::Certain);
    assert_eq!(confidence(-DAY), Confidence::Certain, "it is over by both");
    assert_eq!(confidence(-3 * DAY), Confidence::Possible);
}

#[test]
fn a_connection_that_was_turned_away_takes_the_place_of_an_answer_that_made_no_sense() {
    let at_token = |failure, end| {
        let mut report = broken(Stage::Authenticate, failure);
        authenticate(&mut report, |facts| facts.tls_only_end = end);
        ids(&report)
    };
    let unclear = || Failure::Malformed {
        expected: "NtlmChallenge".into(),
    };
    let closed = || Failure::Closed { received: 0 };

    assert_eq!(at_token(unclear(), None)[0], "RDP-NLA-003");
    let turned_away = at_token(unclear(), Some(TransportEnd::NotConnected));
    assert_eq!(turned_away[0], "RDP-NLA-021");
    assert!(!turned_away.contains(&"RDP-NLA-003"));
    let hung_up = at_token(closed(), Some(TransportEnd::NotConnected));
    assert_eq!(hung_up[..2], ["RDP-NLA-001", "RDP-NLA-021"]);
}

#[test]
fn every_finding_names_the_target() {
    let first = &diagnose(&unconnected("pc:3390", &[("203.0.113.7", Dialed::Silent)]))[0];

    for (name, value) in [("host", "pc"), ("port", "3390"), ("target", "pc:3390")] {
        assert!(first.parameters.contains(&(name, Parameter::from(value))), "{name}");
    }
}

#[test]
fn weak_keys_and_old_signatures_are_those_that_the_certificate_names() {
    let told = |change: &dyn Fn(&mut wire::CertificateFacts)| {
        let mut report = healthy();
        secure(&mut report, |facts| change(&mut facts.certificates[0]));
        ids(&report)
    };
    // A length that was not read is none that is too short.
    for (bits, weak) in [(0, false), (1024, true), (2048, false)] {
        let found = told(&|certificate| certificate.key_bits = bits);
        assert_eq!(found.contains(&"RDP-TLS-024"), weak, "{bits}");
    }
    for (hash, old) in [
        ("sha1", true),
        ("md5", true),
        ("md4", true),
        ("md2", true),
        ("sha256", false),
    ] {
        let found = told(&|certificate| certificate.signature = format!("{hash}WithRSAEncryption").into());
        assert_eq!(found.contains(&"RDP-TLS-025"), old, "{hash}");
    }
}

#[test]
fn a_spread_is_told_where_it_is_felt_and_is_much_of_the_round_trip() {
    let told = |rtt_us, rtt_var_us| {
        let mut report = healthy();
        let kernel = report.computer_mut().unwrap().connections[0].kernel.as_mut().unwrap();
        (kernel.rtt_us, kernel.rtt_var_us) = (rtt_us, rtt_var_us);
        ids(&report).contains(&"RDP-NET-008")
    };
    assert!(told(100_000, 60_000));
    // The kernel's first guess is half the round trip.
    assert!(!told(200_000, 100_000));
    assert!(!told(20_000, 50_000));
}

#[test]
fn an_answer_is_slow_only_beside_the_round_trip() {
    let told = |rtt_us| {
        let mut report = healthy();
        stage(&mut report, Stage::Negotiate).elapsed_ms = Some(ms(4000));
        let connection = &mut report.computer_mut().unwrap().connections[0];
        connection.kernel.as_mut().unwrap().rtt_us = rtt_us;
        ids(&report).contains(&"RDP-NET-009")
    };
    assert!(told(18_000));
    assert!(!told(450_000));
}

#[test]
fn of_addresses_that_are_kept_back_nobody_knows_whose_they_are() {
    let told = |withheld| {
        let mut report = broken(Stage::Resolve, Failure::AddressesRefused);
        resolve(&mut report, |facts| {
            facts.forbidden = vec!["0.0.0.0".parse().unwrap()];
            facts.withheld = withheld;
        });
        ids(&report).contains(&"RDP-DNS-014")
    };
    assert!(told(None));
    assert!(!told(Some(2)));
}
