//! Pairs that look alike and are not the same.

use wire::{Dialed, Failure, Signal, Stage, TlsHelloAnswer};

use super::ids;
use crate::testing::*;
use crate::{Parameter, Words, diagnose};

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
        "169.254.7.7",
        "fd00::7",
        "fe80::7",
    ] {
        assert!(silent(address).contains(&"RDP-TCP-012"), "{address}");
        assert!(!silent(address).contains(&"RDP-TCP-011"), "{address}");
    }
    for address in ["203.0.113.7", "100.128.0.1", "2001:db8::7"] {
        assert!(silent(address).contains(&"RDP-TCP-011"), "{address}");
        assert!(!silent(address).contains(&"RDP-TCP-012"), "{address}");
    }
}

#[test]
fn a_forward_without_backend_is_told_only_where_the_path_is_long_enough_to_see_it() {
    let mut report = broken(Stage::Negotiate, Failure::Closed { received: 0 });
    stage(&mut report, Stage::Negotiate).elapsed_ms = Some(ms(1));
    assert_eq!(ids(&report)[0], "RDP-NEG-010");

    report.connections[0].handshake_ms = ms(2);
    assert_eq!(ids(&report)[0], "RDP-NEG-009");
}

#[test]
fn receipts_tell_a_hanging_service_from_a_path_that_swallows() {
    let mut report = broken(Stage::Negotiate, Failure::TimedOut { received: 0 });
    assert_eq!(ids(&report)[0], "RDP-NEG-012");

    report.connections[0].kernel.as_mut().unwrap().retransmits = 4;
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

#[test]
fn only_the_extended_code_4_is_called_a_time_limit() {
    let words = Words::english();
    for (_, report) in super::reports::table() {
        for finding in diagnose(&report) {
            let text = format!("{} {}", words.title(&finding), words.meaning(&finding));
            // This one says that 0x4 alone is no time limit.
            let denies = finding.id == "RDP-NLA-026";
            let limit = finding.id == "RDP-SES-002" || finding.id == "RDP-SES-001";

            assert!(!text.to_lowercase().contains("time limit") || denies || limit, "{text}");
        }
    }
}

#[test]
fn every_finding_names_the_target() {
    let first = &diagnose(&unconnected("pc:3390", &[("203.0.113.7", Dialed::Silent)]))[0];

    for (name, value) in [("host", "pc"), ("port", "3390"), ("target", "pc:3390")] {
        assert!(first.parameters.contains(&(name, Parameter::from(value))), "{name}");
    }
}
