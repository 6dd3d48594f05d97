use std::collections::BTreeSet;

use super::*;
use crate::Words;

/// Everything that a locale says about codes, apart from what needs a decoded text.
fn furniture(words: &Words) -> Vec<String> {
    let mut said: Vec<String> = Program::ALL.map(|program| words.program(program)).into();
    said.extend(Table::ALL.map(|table| words.space(table)));
    said.extend(Status::ALL.map(|status| words.status(status)));
    said.extend(Place::ALL.map(|place| words.place(place)));
    said.extend(event::NUMBERS.map(|number| words.text(&format!("decode-event-{number}"))));
    said
}

#[test]
fn every_program_space_status_place_and_event_has_its_words() {
    let words = Words::english();
    let said = furniture(&words);

    assert!(said.iter().all(|text| !text.starts_with("decode-")), "{said:?}");
    assert_eq!(said.iter().collect::<BTreeSet<_>>().len(), said.len());
}

#[test]
fn every_message_about_codes_is_used() {
    let sources = include_str!("../words.rs");
    let mut families: Vec<String> = Program::ALL
        .map(|program| format!("decode-program-{}", program.name()))
        .into();
    families.extend(Table::ALL.map(|table| format!("decode-space-{}", table.name().replace('_', "-"))));
    families.extend(Status::ALL.map(|status| format!("decode-status-{}", status.name())));
    families.extend(Place::ALL.map(|place| format!("decode-place-{}", place.name())));
    families.extend(Clue::ALL.map(|clue| format!("decode-origin-{}", clue.name())));
    families.extend(event::NUMBERS.map(|number| format!("decode-event-{number}")));
    families.extend(["alone", "error", "extended", "other"].map(|kind| format!("decode-code-{kind}")));
    let locale = include_str!("../../../locales/en/decode.ftl");
    let keys = locale
        .lines()
        .filter_map(|line| line.split_once(" = "))
        .map(|(key, _)| key);
    let mut count = 0;
    for key in keys.filter(|key| key.starts_with("decode-")) {
        count += 1;
        let named = sources.contains(&format!("\"{key}\""));
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

    assert_eq!(told.headline, "What is known about 0x4, 0x0:");
    assert_eq!(
        told.origin.as_deref(),
        Some("The text names Remote Desktop Connection (mstsc).")
    );
    let titles: Vec<&str> = told.codes.iter().map(|code| code.title.as_str()).collect();
    assert_eq!(titles, ["Error code 0x4", "Extended error code 0x0"]);
    let four = &told.codes[0].meanings[0];
    assert!(!four.documented);
    assert_eq!(four.status, "concluded");
    assert!(
        four.meaning
            .starts_with("The connection was lost, and nobody said why.")
    );
    assert!(four.sources.contains(&"stascorp/rdpwrap#571".to_owned()));
    let zero = &told.codes[1].meanings[0];
    assert!(zero.documented);
    assert_eq!(zero.symbol.as_deref(), Some("exDiscReasonNoInfo"));
    assert!(told.notes[0].starts_with("As the error code, 0x4 is not the session time limit"));
}

#[test]
fn a_bare_number_names_the_programs_of_each_meaning() {
    let told = Words::english().decoded(&decode(&codes(), "0x4"));

    assert!(told.origin.unwrap().starts_with("Many programs show this number"));
    assert_eq!(told.codes[0].title, "0x4");
    let programs: Vec<&str> = told.codes[0]
        .meanings
        .iter()
        .map(|meaning| meaning.programs.as_str())
        .collect();
    assert_eq!(programs[0], "Windows App");
    assert_eq!(
        programs[1],
        "Remote Desktop Connection (mstsc), programs around Microsoft's control (RDCMan, mRemoteNG, NETworkManager) \
         and Windows' event log"
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

    assert!(headline("").starts_with("Type the code"));
    assert!(headline("what now").starts_with("No client we know of shows this."));
    assert_eq!(
        headline("0xDEADBEEF"),
        "No client we know of shows this code: 0xDEADBEEF."
    );
    assert!(headline(&"x".repeat(5000)).contains("at most 4096 characters"));
    assert_eq!(headline("Event ID 261"), "This is an event without a code.");
    let told = words.decoded(&decode(&codes, "guacd: error code 0x904"));
    assert!(
        told.codes[0]
            .elsewhere
            .as_ref()
            .unwrap()
            .starts_with("0x904 is known from Windows App")
    );
}
