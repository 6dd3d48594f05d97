use std::collections::BTreeSet;

use super::*;

#[test]
fn the_catalogue_holds_every_known_row_once_in_the_order_of_the_code_spaces() {
    let codes = codes();
    let rows: Vec<&Row> = codes.rows().collect();

    assert_eq!(rows.len(), 878);
    assert!(rows.is_sorted_by_key(|row| row.table));
    let mut seen = BTreeSet::new();
    for row in &rows {
        assert!(seen.insert((row.table, row.number, row.symbol.clone())), "{row:?}");
    }
    let spaces: BTreeSet<Table> = rows.iter().map(|row| row.table).collect();
    assert_eq!(spaces.len(), Table::ALL.len());
}

#[test]
fn the_builtin_catalogue_is_the_one_that_is_kept() {
    assert!(Catalogue::builtin().unwrap().rows().eq(codes().rows()));
}

#[test]
fn every_row_answers_to_its_number_in_each_notation_and_to_its_names() {
    let codes = codes();
    for row in codes.rows() {
        let mut asked = vec![
            Notation::Hex.write(row.number),
            Notation::Decimal.write(row.number),
            Notation::WideHex.write(row.number),
            Notation::Signed.write(row.number),
        ];
        asked.extend(row.table.shown().iter().map(|shown| shown.notation.write(row.number)));
        asked.extend(
            row.names()
                .flat_map(|name| [name.to_owned(), name.to_lowercase(), name.to_uppercase()]),
        );
        for text in asked {
            let decoded = decode(&codes, &text);
            let answers = decoded.codes().chain(&decoded.extended).flat_map(|code| &code.meanings);
            assert_eq!(decoded.verdict, Verdict::Understood, "{text}");
            assert!(
                answers.into_iter().any(|meaning| *meaning.row == *row),
                "{text}: {row:?}"
            );
        }
    }
}

#[test]
fn every_row_answers_in_the_words_of_the_programs_that_show_it() {
    let codes = codes();
    let mut asked = 0;
    for row in codes.rows() {
        for shown in row.table.shown() {
            let number = shown.notation.write(row.number);
            let by_microsoft = shown.program.is_microsoft() && matches!(shown.role, Role::Error | Role::Extended);
            let text = said(shown, &number);
            assert_eq!(text.is_some(), by_microsoft, "{shown:?}");
            let Some(text) = text else { continue };
            asked += 1;
            let decoded = decode(&codes, &text);
            let answers: Vec<&Meaning> = decoded
                .codes()
                .chain(&decoded.extended)
                .flat_map(|code| &code.meanings)
                .collect();
            let here = |meaning: &&&Meaning| meaning.programs.contains(&shown.program);
            let same = |meaning: &&Meaning| meaning.row.number == row.number && meaning.role == shown.role;
            assert!(answers.iter().filter(here).any(same), "{text}: {row:?}, {answers:?}");
            // A role is never explained by another role's text.
            assert!(
                answers.iter().all(|meaning| meaning.role == shown.role),
                "{text}: {answers:?}"
            );
        }
    }
    assert!(asked > 500, "{asked}");
}

/// How a program of Microsoft's says a number, where the way of saying it is one that we know.
fn said(shown: &Shown, number: &str) -> Option<String> {
    let name = match shown.program {
        Program::Mstsc => "Remote Desktop Connection",
        Program::WindowsAppOnMac => "Windows App for macOS",
        Program::WindowsAppOnIos => "Windows App on my iPad",
        Program::WindowsAppOnAndroid => "Windows App on Android",
        Program::WindowsAppOnWindows => "Windows App on Windows 11",
        Program::ActiveXHost => "mRemoteNG",
        Program::FreeRdp
        | Program::Remmina
        | Program::Guacamole
        | Program::Rdesktop
        | Program::IronRdp
        | Program::EventLog
        | Program::Gateway
        | Program::RdWeb
        | Program::VirtualDesktop
        | Program::RemoteAssistance
        | Program::System
        | Program::Trace
        | Program::Xrdp
        | Program::GnomeRemoteDesktop
        | Program::Krdp
        | Program::HyperV
        | Program::Teleport
        | Program::Tunnel => return None,
    };
    if shown.role == Role::Extended {
        return Some(format!("{name}\nExtended error code: {number}\n"));
    }
    (shown.role == Role::Error).then(|| format!("{name}\nError code: {number}\n"))
}

#[test]
fn meanings_are_sentences_in_plain_words() {
    for row in codes().rows() {
        let meaning = &row.meaning;
        assert!(meaning.ends_with('.'), "{meaning}");
        assert!(meaning.len() <= 420, "{meaning}");
        assert!(!meaning.contains("  "), "{meaning}");
        assert!(
            meaning.starts_with(|c: char| c.is_uppercase()) || meaning.starts_with("xfreerdp"),
            "{meaning}"
        );
        assert!(
            row.sources().all(|source| source.len() > 3 && !source.contains('|')),
            "{row:?}"
        );
    }
}

#[test]
fn only_reasons_that_the_server_sent_speak_of_a_session_time_limit() {
    let says_so = |row: &&Row| row.meaning.contains("open for longer than the server allows");
    let codes = codes();
    let found: BTreeSet<Table> = codes.rows().filter(says_so).map(|row| row.table).collect();

    let sent = [
        Table::ExtendedDisconnectReason,
        Table::Errinfo,
        Table::WindowsEvent40Reason,
        Table::XfreerdpExit,
        Table::RdesktopExit,
    ];
    assert_eq!(found, BTreeSet::from(sent));
}
