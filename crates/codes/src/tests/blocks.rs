//! Texts as people paste them, with the program, the codes and the meanings that must come out.

mod app;
mod free;
mod log;
mod mstsc;
mod translated;

use super::*;

/// A pasted text and what it must be understood as.
#[derive(Clone, Copy)]
struct Block {
    text: &'static str,
    programs: &'static [Program],
    certain: bool,
    primary: Told,
    extended: Told,
    further: &'static [&'static str],
    event: Option<u32>,
}

/// A code as it is typed, with the rows that it means; none where there is no code.
type Told = Option<(&'static str, &'static [(Table, u32)])>;

const fn pasted(text: &'static str, programs: &'static [Program]) -> Block {
    Block {
        text,
        programs,
        certain: true,
        primary: None,
        extended: None,
        further: &[],
        event: None,
    }
}

impl Block {
    const fn guessed(mut self) -> Self {
        self.certain = false;
        self
    }

    const fn error(mut self, typed: &'static str, rows: &'static [(Table, u32)]) -> Self {
        self.primary = Some((typed, rows));
        self
    }

    const fn extended(mut self, typed: &'static str, rows: &'static [(Table, u32)]) -> Self {
        self.extended = Some((typed, rows));
        self
    }

    const fn further(mut self, typed: &'static [&'static str]) -> Self {
        self.further = typed;
        self
    }

    const fn event(mut self, number: u32) -> Self {
        self.event = Some(number);
        self
    }
}

/// The extended code says nothing.
const NO_REASON: &[(Table, u32)] = &[(Table::ExtendedDisconnectReason, 0)];

fn all() -> Vec<Block> {
    [
        mstsc::BLOCKS,
        app::BLOCKS,
        free::BLOCKS,
        log::BLOCKS,
        translated::BLOCKS,
    ]
    .concat()
}

#[test]
fn there_are_enough_pasted_texts_from_every_kind_of_program() {
    let all = all();

    assert!(all.len() >= 40, "{}", all.len());
    for program in Program::ALL {
        let seen = all.iter().any(|block| block.programs.contains(&program));
        // Those that show no numbers are seen in `reports`.
        let rare = matches!(
            program,
            Program::System
                | Program::Trace
                | Program::RdWeb
                | Program::RemoteAssistance
                | Program::Xrdp
                | Program::GnomeRemoteDesktop
                | Program::Krdp
                | Program::HyperV
                | Program::Teleport
                | Program::Tunnel
        );
        assert!(seen || rare, "{program:?}");
    }
}

#[test]
fn pasted_texts_are_understood() {
    let codes = codes();
    let mut wrong = Vec::new();
    for block in all() {
        let decoded = decode(&codes, block.text);
        let told = |code: Option<&Code>| code.map(|code| (code.typed.clone(), rows(Some(code))));
        let wanted = |told: Told| told.map(|(typed, rows)| (typed.to_owned(), rows.to_vec()));
        let mut said = decoded.said.iter().flat_map(|code| &code.meanings);
        let event = said.find(|meaning| meaning.row.table == Table::WindowsEvent);
        let event = event.map(|meaning| meaning.row.number);
        let further: Vec<&str> = decoded.further.iter().map(|code| code.typed.as_str()).collect();
        let right = decoded.verdict == Verdict::Understood
            && programs(&decoded) == block.programs
            && is_certain(&decoded) == block.certain
            && told(decoded.primary.as_ref()) == wanted(block.primary)
            && told(decoded.extended.as_ref()) == wanted(block.extended)
            && further == block.further
            && event == block.event;
        if !right {
            wrong.push(format!(
                "--- {}\n{:?}, certain: {}\nprimary: {:?}\nextended: {:?}\nfurther: {further:?}, event: {event:?}\n",
                block.text,
                programs(&decoded),
                is_certain(&decoded),
                told(decoded.primary.as_ref()),
                told(decoded.extended.as_ref()),
            ));
        }
    }

    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.concat());
}

#[test]
fn no_pasted_text_without_a_limit_is_explained_by_the_session_time_limit() {
    let codes = codes();
    let limit = |row: &Row| row.meaning.contains("open for longer than the server allows");
    for block in all() {
        let decoded = decode(&codes, block.text);
        let explained = decoded
            .codes()
            .flat_map(|code| &code.meanings)
            .any(|meaning| limit(&meaning.row));
        let is_one = [block.primary, block.extended]
            .iter()
            .flatten()
            .flat_map(|(_, rows)| rows.iter())
            .any(|row| {
                codes
                    .rows()
                    .any(|known| (known.table, known.number) == *row && limit(known))
            });
        assert_eq!(explained, is_one, "{}", block.text);
    }
}
