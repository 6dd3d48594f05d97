//! Tests over all findings and all codes.

use diagnosis::catalogue::findings;
use diagnosis::{Actor, Severity, diagnose};
use redact::redact;
use wire::{Disclosure, Report};

use super::{Relations, example};
use crate::{Catalogue, Place, Row, Table};

fn catalogue() -> Catalogue {
    Catalogue::builtin().unwrap()
}

fn row(catalogue: &Catalogue, table: Table, number: u32) -> &Row {
    let mut rows = catalogue.rows();
    rows.find(|row| row.table == table && row.number == number).unwrap()
}

#[test]
fn every_error_of_the_target_goes_with_codes() {
    let relations = Relations::new(&catalogue());
    // The first four end a check, and no program; the other says nothing about why.
    let without = [
        "RDP-NET-003",
        "RDP-SES-027",
        "RDP-SES-029",
        "RDP-SES-032",
        "RDP-NET-004",
    ];
    for finding in findings().filter(|finding| finding.severity == Severity::Error) {
        let of_the_target = finding.actor != Actor::RelayOwner && !without.contains(&finding.id);

        assert!(
            !of_the_target || !relations.codes(finding.id).is_empty(),
            "{}",
            finding.id
        );
    }
}

#[test]
fn a_code_is_explained_by_what_a_check_finds_at_the_same_thing() {
    let catalogue = catalogue();
    let relations = Relations::new(&catalogue);
    let explained = |table, number| relations.findings(row(&catalogue, table, number));

    assert_eq!(explained(Table::ExtendedDisconnectReason, 4), ["RDP-SES-002"]);
    assert_eq!(explained(Table::RdesktopExit, 17), ["RDP-LIC-001"]);
    assert_eq!(explained(Table::MstscDisconnectReason, 0xB09), ["RDP-NEG-005"]);
    assert_eq!(explained(Table::CredsspNtstatus, 0xC000_0234), ["RDP-NLA-010"]);
    assert_eq!(explained(Table::FreerdpErrconnect, 0x20018), ["RDP-NLA-010"]);
    assert_eq!(explained(Table::RdpNegFailure, 4), ["RDP-NEG-004"]);
    assert_eq!(explained(Table::SocketError, 111), ["RDP-TCP-001", "RDP-TCP-014"]);
    assert_eq!(explained(Table::DnsRcode, 3), ["RDP-DNS-002"]);
}

#[test]
fn a_lost_connection_is_explained_at_every_step_and_never_by_a_time_limit() {
    let catalogue = catalogue();
    let relations = Relations::new(&catalogue);

    let found = relations.findings(row(&catalogue, Table::WindowsAppCode, 4));

    for id in [
        "RDP-NEG-009",
        "RDP-NEG-023",
        "RDP-TLS-019",
        "RDP-NLA-001",
        "RDP-SES-023",
        "RDP-NET-005",
    ] {
        assert!(found.contains(&id), "{id}");
    }
    assert!(
        !found.contains(&"RDP-SES-002") && !found.contains(&"RDP-NLA-005"),
        "{found:?}"
    );
}

#[test]
fn what_is_no_error_and_what_a_check_cannot_see_is_not_explained() {
    let catalogue = catalogue();
    let relations = Relations::new(&catalogue);
    for (table, number) in [
        (Table::RdpSecurityProtocol, 4),
        (Table::WindowsAppCode, 3),
        (Table::TsgEProxy, 0x59FB),
        (Table::MstscDisconnectReason, 0x1C07),
        (Table::MsraSaferror, 4),
        (Table::Errinfo, 0),
    ] {
        let known = catalogue.rows().any(|row| row.table == table && row.number == number);
        assert!(known, "{table:?} {number:#x}");
        assert!(
            relations.findings(row(&catalogue, table, number)).is_empty(),
            "{table:?} {number:#x}"
        );
    }
}

#[test]
fn codes_and_findings_name_each_other() {
    let catalogue = catalogue();
    let relations = Relations::new(&catalogue);
    for row in catalogue.rows() {
        for id in relations.findings(row) {
            assert!(relations.codes(id).iter().any(|other| **other == *row), "{id}");
            assert!(findings().any(|finding| finding.id == *id), "{id}");
        }
    }
}

#[test]
fn an_example_bears_the_same_findings_when_it_is_redacted() {
    let observations = Place::ALL.into_iter().flat_map(example::observations);
    for report in observations.filter_map(|observation| example::report(&observation)) {
        let ids = |report: &Report| -> Vec<&'static str> {
            let findings = diagnose(report).into_iter();
            findings.map(|finding| finding.id).collect()
        };
        for level in Disclosure::ALL {
            assert_eq!(ids(&redact(&report, level)), ids(&report), "{level:?}");
        }
    }
}
