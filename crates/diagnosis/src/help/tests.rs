//! Tests over all findings and all codes.

use wire::{Disclosure, Report};

use super::{Relations, STAND_IN, contradicted_by, example, findings, search, sources};
use crate::decode::{Catalogue, Place, Row, Table};
use crate::rules::RULES;
use crate::{Actor, Audience, Severity, Words, diagnose, redact};

fn catalogue() -> Catalogue {
    Catalogue::builtin().unwrap()
}

fn row(catalogue: &Catalogue, table: Table, number: u32) -> &Row {
    let mut rows = catalogue.rows();
    rows.find(|row| row.table == table && row.number == number).unwrap()
}

#[test]
fn every_finding_names_its_sources() {
    for finding in findings() {
        assert!(sources(finding.id).next().is_some(), "{}", finding.id);
        assert!(sources(finding.id).all(|source| !source.trim().is_empty()));
    }
}

#[test]
fn sources_stand_once_for_each_finding_and_for_no_other() {
    let lines = super::SOURCES
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    let mut named: Vec<&str> = lines.map(|line| line.split_once(" | ").unwrap().0).collect();
    named.sort_unstable();
    let mut known: Vec<&str> = RULES.iter().map(|rule| rule.id).collect();
    known.sort_unstable();

    assert_eq!(named, known);
}

#[test]
fn sentences_without_a_report_name_what_their_values_would_be() {
    let words = Words::english();
    for finding in findings() {
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
            assert_eq!(text.matches(STAND_IN[0]).count(), text.matches(STAND_IN[1]).count());
        }
    }
    let refused = findings().find(|finding| finding.id == "RDP-TCP-001").unwrap();
    assert!(
        words
            .title(&refused)
            .contains(&format!("port {}PORT{}", STAND_IN[0], STAND_IN[1]))
    );
}

#[test]
fn every_error_of_the_target_goes_with_codes() {
    let relations = Relations::new(&catalogue());
    // The first two end a check, and no program; the other says nothing about why.
    let without = ["RDP-NET-003", "RDP-SES-027", "RDP-NET-004"];
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
        (Table::TsgEProxy, 0x8007_59D8),
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
fn contradictions_are_those_of_the_catalogue() {
    let named = findings()
        .filter(|finding| !contradicted_by(finding).is_empty())
        .count();
    let ruled = RULES.iter().filter(|rule| !rule.contradicts.is_empty()).count();

    assert!(named > 0);
    assert_eq!(named, ruled);
}

#[test]
fn codes_are_found_by_any_of_their_words() {
    let (catalogue, words) = (catalogue(), Words::english());
    let found = |query: &str| -> Vec<(Table, u32)> {
        let rows = search(&catalogue, &words, query);
        rows.into_iter().map(|row| (row.table, row.number)).collect()
    };

    assert!(found("longer than the server allows").contains(&(Table::Errinfo, 4)));
    assert!(found("errconnect_dns").contains(&(Table::FreerdpErrconnect, 0x20005)));
    assert_eq!(found("xfreerdp 131"), [(Table::XfreerdpExit, 131)]);
    assert_eq!(found("xfreerdp 0x83"), [(Table::XfreerdpExit, 131)]);
    assert!(found("Account LOCKED").contains(&(Table::CredsspNtstatus, 0xC000_0234)));
    assert!(found("").is_empty() && found("  ").is_empty() && found("quetzalcoatl").is_empty());
}

#[test]
fn results_stand_by_table_and_names_before_meanings() {
    let (catalogue, words) = (catalogue(), Words::english());

    let found = search(&catalogue, &words, "license");

    assert!(found.is_sorted_by_key(|row| row.table));
    let named = |row: &&Row| {
        row.symbol
            .as_deref()
            .is_some_and(|symbol| symbol.to_lowercase().contains("license"))
    };
    for rows in found.chunk_by(|one, next| one.table == next.table) {
        assert!(rows.is_sorted_by_key(|row| !named(row)), "{:?}", rows[0].table);
    }
}

#[test]
fn an_example_bears_the_same_findings_when_it_is_redacted() {
    let sights = Place::ALL.into_iter().flat_map(example::sights);
    for report in sights.filter_map(|sight| example::report(&sight)) {
        let ids = |report: &Report| -> Vec<&'static str> {
            let findings = diagnose(report).into_iter();
            findings.map(|finding| finding.id).collect()
        };
        for level in Disclosure::ALL {
            assert_eq!(ids(&redact(&report, level)), ids(&report), "{level:?}");
        }
    }
}
