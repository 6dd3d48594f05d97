use std::collections::BTreeSet;

use codes::{Catalogue, decode, fit};
use diagnosis::diagnose;
use fixtures::reports::{broken, certified, healthy, legacy, nla, unconnected};
use wire::{Dialed, Failure, Stage};

use super::*;

fn codes() -> Catalogue {
    Catalogue::builtin().unwrap()
}

/// Everything that a locale says about codes, apart from what needs a decoded text.
fn furniture(words: &Words) -> Vec<String> {
    let mut said: Vec<String> = Program::ALL.map(|program| words.program(program)).into();
    let uncounted = [Table::WindowsEvent, Table::Statement];
    said.extend(Table::ALL.into_iter().chain(uncounted).map(|table| words.space(table)));
    said.extend(Status::ALL.map(|status| words.status(status)));
    said.extend(Place::ALL.map(|place| words.place(place)));
    said
}

#[test]
fn every_program_space_status_and_place_has_its_words() {
    let words = Words::english();
    let said = furniture(&words);

    assert!(said.iter().all(|text| !text.starts_with("decode-")), "{said:?}");
    assert_eq!(said.iter().collect::<BTreeSet<_>>().len(), said.len());
}

#[test]
fn every_message_about_codes_is_used() {
    let code = include_str!("../decoded.rs");
    let mut families: Vec<String> = Program::ALL
        .map(|program| format!("decode-program-{}", program.name()))
        .into();
    let spaces = Table::ALL.into_iter().chain([Table::WindowsEvent, Table::Statement]);
    families.extend(spaces.map(|table| format!("decode-space-{}", table.name().replace('_', "-"))));
    families.extend(Status::ALL.map(|status| format!("decode-status-{}", status.name())));
    families.extend(Place::ALL.map(|place| format!("decode-place-{}", place.name())));
    families.extend(Clue::ALL.map(|clue| format!("decode-origin-{}", clue.name())));
    families.extend(["alone", "error", "event", "extended", "line", "other"].map(|kind| format!("decode-code-{kind}")));
    let locale = include_str!("../../locales/en/decode.ftl");
    let keys = locale
        .lines()
        .filter_map(|line| line.split_once(" = "))
        .map(|(key, _)| key);
    let mut count = 0;
    for key in keys.filter(|key| key.starts_with("decode-")) {
        count += 1;
        let constant = format!("key::{}", key.to_uppercase().replace('-', "_"));
        let named = code.contains(&constant);
        assert!(named || families.iter().any(|known| known == key), "{key}");
    }
    assert!(count > 100);
}

#[test]
fn a_dialog_is_told_with_each_code_in_its_place() {
    let decoded = decode(
        &codes(),
        "Remote Desktop Connection\nError code: 0x4\nExtended error code: 0x0",
    );

    let told = Words::english().decoded(&decoded);

    assert_eq!(told.headline, "What we know about 0x4, 0x0:");
    assert_eq!(
        told.origin.as_deref(),
        Some("The text names Remote Desktop Connection (mstsc).")
    );
    let titles: Vec<&str> = told.codes.iter().map(|code| code.title.as_str()).collect();
    assert_eq!(titles, ["Error code 0x4", "Extended error code 0x0"]);
    let four = &told.codes[0].meanings[0];
    assert!(!four.documented);
    assert_eq!(four.told.status, "inferred");
    assert!(
        four.told
            .meaning
            .starts_with("The connection broke, and the app doesn't say why.")
    );
    assert!(four.sources.contains(&"stascorp/rdpwrap#571".to_owned()));
    let zero = &told.codes[1].meanings[0];
    assert!(zero.documented);
    assert_eq!(zero.told.symbol.as_deref(), Some("exDiscReasonNoInfo"));
    assert!(told.notes[0].starts_with("Some sites say 0x4 means"));
}

#[test]
fn a_bare_number_names_the_programs_of_each_meaning() {
    let told = Words::english().decoded(&decode(&codes(), "0x4"));

    assert!(told.origin.unwrap().starts_with("Many apps show this number"));
    assert_eq!(told.codes[0].title, "0x4");
    let programs: Vec<&str> = told.codes[0]
        .meanings
        .iter()
        .map(|meaning| meaning.told.programs.as_str())
        .collect();
    assert_eq!(programs[0], "Windows App");
    assert_eq!(
        programs[1],
        "Remote Desktop Connection (mstsc), apps built on Microsoft's RDP control (RDCMan, mRemoteNG, NETworkManager) \
         and Windows event log"
    );
    assert!(
        programs
            .iter()
            .any(|text| text.starts_with("Windows App, ") && text.ends_with(", as the extended error code"))
    );
    assert!(programs.contains(&"FreeRDP, as the exit status"));
}

#[test]
fn what_is_not_understood_is_said_plainly() {
    let words = Words::english();
    let codes = codes();
    let headline = |text: &str| words.decoded(&decode(&codes, text)).headline;

    assert!(headline("").starts_with("Enter the code"));
    assert!(headline("what now").starts_with("No app we know of shows this."));
    assert_eq!(
        headline("0xDEADBEEF"),
        "No app we know of shows this code (0xDEADBEEF)."
    );
    assert!(headline(&"x".repeat(5000)).contains("4096 characters at most"));
    assert_eq!(headline("Event ID 261"), "This is a message we know:");
    let told = words.decoded(&decode(&codes, "guacd: error code 0x904"));
    assert!(
        told.codes[0]
            .elsewhere
            .as_ref()
            .unwrap()
            .starts_with("0x904 also exists in Windows App")
    );
}

#[test]
fn whether_a_code_goes_with_a_check_is_said_for_the_step() {
    let words = Words::english();
    let said = |text: &str, report| words.fit(&fit(&decode(&codes(), text), &report, &diagnose(&report)));

    let reset = broken(Stage::Secure, Failure::Reset { received: 0 });
    assert_eq!(
        said("0x4", reset),
        format!(
            "This matches: Windows App shows 0x4 if the connection is reset, as here at “{}”.",
            words.stage(Stage::Secure)
        )
    );
    let other = said("0x104", broken(Stage::Secure, Failure::TlsAlert { code: 80 }));
    assert!(
        other.starts_with("This doesn't match: 0x104 is about looking up the name, but this check failed at"),
        "{other}"
    );
}

#[test]
fn every_answer_is_a_sentence() {
    let words = Words::english();
    let reports = [
        healthy(),
        nla(),
        legacy(),
        broken(Stage::Secure, Failure::Reset { received: 0 }),
        broken(Stage::Negotiate, Failure::NegotiationFailure { code: 5 }),
        unconnected("pc", &[("203.0.113.7", Dialed::Silent)]),
        certified(|certificate| certificate.not_after = 0),
    ];
    let codes = codes();
    let decoded: Vec<Decoded> = codes
        .rows()
        .map(|row| decode(&codes, &format!("0x{:X}", row.number)))
        .collect();
    for report in &reports {
        let findings = diagnose(report);
        for decoded in &decoded {
            let said = words.fit(&fit(decoded, report, &findings));
            assert!(
                said.ends_with('.') && !said.contains("{$") && !said.starts_with("decode-"),
                "{said}"
            );
        }
    }
}
