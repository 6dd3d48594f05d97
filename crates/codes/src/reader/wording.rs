//! Takes what the wording of a text stands for.

use std::sync::Arc;

use super::Reader;
use crate::event;
use crate::label::Label;
use crate::lookup::{Meaning, named};
use crate::origin::{Certainty, Clue, origins};
use crate::program::{Notation, Program, Role};
use crate::row::Row;
use crate::sayings::CodeSentence;
use crate::table::Table;
use crate::{Code, Decoded, Note, Verdict};

impl Reader<'_> {
    /// Takes the status that stands in the data of an event.
    pub(super) fn take_status_of_data(&self, decoded: &mut Decoded) {
        if !self.sayings.has_event("TermDD 56") {
            return;
        }
        let Some(status) = event::status_of_data(self.text).filter(|status| *status != 0) else {
            return;
        };
        let code = Code {
            typed: Notation::WideHex.write(status),
            number: Some(status),
            meanings: self.meanings(status, Label::Status, &self.programs()),
            elsewhere: Vec::new(),
        };
        decoded.further.extend(decoded.primary.replace(code));
    }

    /// Takes the codes for which sentences of the text stand.
    pub(super) fn take_sentences(&mut self, decoded: &mut Decoded) {
        let known = |decoded: &Decoded| {
            decoded
                .codes()
                .chain(&decoded.extended)
                .any(|code| !code.meanings.is_empty())
        };
        let told_already = decoded.codes().any(is_reason_of_microsoft);
        let unknown = !known(decoded) && (decoded.primary.is_some() || decoded.extended.is_some());
        let sentences = core::mem::take(&mut self.sayings.codes);
        for CodeSentence {
            program,
            codes,
            everyday,
            line: _,
        } in sentences
        {
            let microsoft = program.is_microsoft();
            // A line that says more makes the system's own words redundant.
            if program == Program::System && self.sayings.tells_cause() {
                continue;
            }
            // Microsoft's programs say the same sentences beside codes that are not known.
            if microsoft && (told_already || unknown) || everyday && known(decoded) {
                continue;
            }
            let same = |meaning: &Meaning| codes.contains(&(meaning.row.table, meaning.row.number));
            if decoded.codes().flat_map(|code| &code.meanings).any(same) {
                continue;
            }
            if self.origins.iter().all(|origin| origin.clue == Clue::Form) {
                let certainty = if program == Program::System {
                    Certainty::Guessed
                } else {
                    Certainty::Certain
                };
                self.origins = origins(&[program], certainty, Clue::Sentence);
            }
            let Some(code) = self.code_of_sentence(codes) else {
                continue;
            };
            if !known(decoded) {
                *decoded = Decoded::nothing(Verdict::NoCode);
                decoded.notes.push(Note::FromSentence);
            }
            let extended = codes.iter().all(|(table, _)| *table == Table::ExtendedDisconnectReason);
            if extended && decoded.extended.is_none() {
                decoded.extended = Some(code);
            } else if decoded.primary.is_none() {
                decoded.primary = Some(code);
            } else {
                decoded.further.push(code);
            }
        }
    }

    /// The code that a sentence stands for; one code with several meanings where it stands for several.
    fn code_of_sentence(&self, codes: &[(Table, u32)]) -> Option<Code> {
        let programs = self.programs();
        let rows: Vec<&Arc<Row>> = codes
            .iter()
            .filter_map(|(table, number)| self.catalogue.with_number(*number).find(|row| row.table == *table))
            .collect();
        let written = |row: &Row| {
            let shown = row.table.shown().first();
            let number = shown.map(|shown| shown.notation.write(row.number)).unwrap_or_default();
            row.names().next().map_or(number, str::to_owned)
        };
        let typed: Vec<String> = rows.iter().map(|row| written(row)).collect();
        let first = rows.first()?;
        Some(Code {
            typed: typed.join(" / "),
            number: (rows.len() == 1).then_some(first.number),
            meanings: rows.iter().flat_map(|row| named(row, &programs)).collect(),
            elsewhere: Vec::new(),
        })
    }

    /// Where only the form of the text told who wrote it, a statement tells more.
    pub(super) fn take_origin_of_statements(&mut self) {
        if self.origins.iter().all(|origin| origin.clue == Clue::Form)
            && let Some(program) = self.sayings.first_program()
        {
            self.origins = origins(&[program], Certainty::Certain, Clue::Sentence);
        }
    }
}

/// Whether a code is a reason that Microsoft's programs show, other than "no information".
fn is_reason_of_microsoft(code: &Code) -> bool {
    let is = |meaning: &Meaning| {
        meaning.row.number != 0
            && matches!(meaning.role, Role::Error | Role::Extended)
            && meaning.programs.iter().any(|program| program.is_microsoft())
    };
    code.meanings.iter().any(is)
}
