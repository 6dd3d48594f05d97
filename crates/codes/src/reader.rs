//! Reads a text: first where it comes from, then its codes, then what follows from both.

use super::catalogue::Catalogue;
use super::event::Event;
use super::label::Label;
use super::lookup::{Context, Meaning, meanings, named};
use super::number::{Form, Number, Sign};
use super::origin::{self, Certainty, Clue, CodeShape, Origin, formed, origins};
use super::phrase::phrase;
use super::program::{Program, Role};
use super::scan::{self, CodeMatch, What, scan};
use super::table::Table;
use super::{Code, Decoded, Note, Verdict};

/// A text that is one code and nothing more.
pub(super) fn bare(catalogue: &Catalogue, text: &str) -> Option<Decoded> {
    let word = text.trim_matches(|c: char| c.is_whitespace() || "\"'`.,;:!?()[]{}<>„“”".contains(c));
    let name = if catalogue.with_name(text).next().is_some() {
        text
    } else {
        word
    };
    let rows: Vec<_> = catalogue.with_name(name).cloned().collect();
    let what = if rows.is_empty() {
        let negative = word.strip_prefix('-').map(|digits| (digits, Sign::Minus));
        let (digits, sign) = negative.unwrap_or((word, Sign::Plus));
        What::Number(Number::read(digits, sign)?)
    } else {
        What::Rows(rows)
    };
    let reader = Reader {
        catalogue,
        text,
        origins: Vec::new(),
        event: None,
    };
    let mut decoded = Decoded::nothing(Verdict::UnknownCode);
    let code = reader.code(&what, Label::None);
    if is_extended(&what) {
        decoded.extended = Some(code);
    } else {
        decoded.primary = Some(code);
    }
    if let What::Number(number) = &what {
        reader.assume_hex(number, &mut decoded);
        if number.form == Form::BareHex && decoded.primary.as_ref().is_some_and(|code| !code.meanings.is_empty()) {
            decoded.notes.push(Note::AssumedHex);
        }
    }
    Some(reader.conclude(decoded))
}

/// A text with what is known about all of it.
pub(super) struct Reader<'a> {
    catalogue: &'a Catalogue,
    /// In lower case.
    text: &'a str,
    origins: Vec<Origin>,
    event: Option<Event>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(catalogue: &'a Catalogue, text: &'a str) -> Self {
        let numbered = scan::event_numbers(text).find_map(Event::numbered);
        let event = numbered.or_else(|| Event::worded(text));
        let mut named = origin::named(text);
        if named.is_empty() && event.is_some() {
            named = origins(&[Program::EventLog], Certainty::Certain, Clue::Form);
        }
        Self {
            catalogue,
            text,
            origins: named,
            event,
        }
    }

    pub(super) fn read(mut self) -> Decoded {
        let matches = scan(self.catalogue, self.text);
        if self.origins.is_empty() {
            self.origins = self.by_form(&matches);
        }
        let mut decoded = Decoded::nothing(Verdict::NoCode);
        let mut codes = self.ranked(&matches);
        if let Some(place) = codes.iter().position(|code| code.label == Label::Extended) {
            decoded.extended = Some(codes.remove(place).code);
        }
        // Of those that are as likely, the first.
        let likeliest = codes.iter().map(|code| code.rank).min();
        let mut number = None;
        if let Some(place) = codes.iter().position(|code| Some(code.rank) == likeliest) {
            let primary = codes.remove(place);
            decoded.primary = Some(primary.code);
            number = primary.number;
        }
        decoded.further = codes
            .into_iter()
            .filter(Ranked::is_code)
            .map(|code| code.code)
            .collect();
        if let Some(number) = number {
            self.assume_hex(number, &mut decoded);
        }
        if decoded
            .codes()
            .chain(&decoded.extended)
            .all(|code| code.meanings.is_empty())
        {
            self.take_phrase(&mut decoded);
        }
        if decoded.primary.is_some() || decoded.extended.is_some() {
            decoded.verdict = Verdict::UnknownCode;
        }
        self.conclude(decoded)
    }

    /// The codes of `matches`, each once.
    fn ranked<'m>(&self, matches: &'m [CodeMatch]) -> Vec<Ranked<'m>> {
        let mut codes: Vec<Ranked<'m>> = Vec::new();
        for CodeMatch { what, label, .. } in matches {
            let label = self.label(what, *label);
            let code = self.code(what, label);
            let known = codes
                .iter()
                .any(|known| known.code.typed == code.typed && known.label == label);
            if known {
                continue;
            }
            codes.push(Ranked {
                rank: rank(label, &code),
                label,
                code,
                number: match what {
                    What::Number(number) => Some(number),
                    What::Rows(_) => None,
                },
            });
        }
        codes
    }

    /// The programs that show codes in the form of `matches`.
    fn by_form(&self, matches: &[CodeMatch]) -> Vec<Origin> {
        let labelled = |wanted| matches.iter().find(|code| code.label == wanted);
        let extended = labelled(Label::Extended).is_some();
        let Some(error) = labelled(Label::Error).or_else(|| labelled(Label::Extended)) else {
            return Vec::new();
        };
        let hex = matches!(&error.what, What::Number(number) if number.form == Form::Hex);
        formed(self.text, CodeShape { extended, hex })
    }

    /// What a code is where the words before it do not say so.
    fn label(&self, what: &What, label: Label) -> Label {
        let programs = &self.origins;
        let microsoft = !programs.is_empty() && programs.iter().all(|origin| origin.program.is_microsoft());
        match what {
            _ if label != Label::None => label,
            What::Rows(_) if is_extended(what) => Label::Extended,
            What::Number(number) if microsoft && number.value < FIRST_STATUS => Label::Error,
            What::Rows(_) | What::Number(_) => Label::None,
        }
    }

    fn programs(&self) -> Vec<Program> {
        self.origins.iter().map(|origin| origin.program).collect()
    }

    /// A code with its meanings for the programs of this text.
    fn code(&self, what: &What, label: Label) -> Code {
        let programs = self.programs();
        match what {
            What::Rows(rows) => {
                let number = rows.first().map(|row| row.number);
                let typed = rows.first().and_then(|row| row.names().next().map(str::to_owned));
                Code {
                    typed: typed.unwrap_or_default(),
                    number: number.filter(|number| rows.iter().all(|row| row.number == *number)),
                    meanings: rows.iter().flat_map(|row| named(row, &programs)).collect(),
                    elsewhere: Vec::new(),
                }
            }
            What::Number(number) => {
                let mut code = Code {
                    typed: number.typed.clone(),
                    number: Some(number.value),
                    meanings: self.meanings(number.value, label, &programs),
                    elsewhere: Vec::new(),
                };
                if code.meanings.is_empty() && !programs.is_empty() {
                    self.look_elsewhere(&mut code, label);
                }
                code
            }
        }
    }

    fn meanings(&self, number: u32, label: Label, programs: &[Program]) -> Vec<Meaning> {
        let context = Context {
            label,
            programs,
            reason: self.event.and_then(Event::reason),
        };
        meanings(self.catalogue, number, &context)
    }

    /// Where the programs are only guessed, the guess gives way; else the other programs are named without their text.
    fn look_elsewhere(&self, code: &mut Code, label: Label) {
        let number = code.number.unwrap_or_default();
        let others = self.meanings(number, label, &[]);
        let certain = self.origins.iter().any(|origin| origin.certainty == Certainty::Certain);
        if !certain {
            code.meanings = others;
        } else if label != Label::None {
            let programs = others.iter().flat_map(|meaning| meaning.programs.iter().copied());
            code.elsewhere = programs.collect();
            code.elsewhere.sort_unstable();
            code.elsewhere.dedup();
        }
    }

    /// Adds what `204` means to people who leave the `0x` out.
    fn assume_hex(&self, number: &Number, decoded: &mut Decoded) {
        let Some(hex) = number.as_hex() else {
            return;
        };
        let is_error = |meaning: &Meaning| {
            meaning.role == Role::Error && meaning.programs.iter().any(|program| program.is_microsoft())
        };
        let decimal = decoded.primary.as_ref();
        if decimal.is_some_and(|code| code.meanings.iter().any(is_error)) {
            return;
        }
        let mut code = self.code(&What::Number(hex), Label::Error);
        code.meanings.retain(is_error);
        code.meanings
            .retain(|meaning| meaning.row.table != Table::MstscReasonClass);
        if code.meanings.is_empty() {
            return;
        }
        decoded.notes.push(Note::AssumedHex);
        if decimal.is_some_and(|code| !code.meanings.is_empty()) {
            decoded.further.insert(0, code);
        } else {
            decoded.primary = Some(code);
        }
    }

    /// Takes the code for which a sentence of the text stands.
    fn take_phrase(&mut self, decoded: &mut Decoded) {
        let Some(phrase) = phrase(self.text) else {
            return;
        };
        // Microsoft's programs say the same sentences beside codes that are not known.
        let unknown = decoded.primary.is_some() || decoded.extended.is_some();
        if unknown && phrase.program.is_microsoft() {
            return;
        }
        if self.origins.iter().all(|origin| origin.clue == Clue::Form) {
            self.origins.clear();
        }
        let (table, number) = phrase.code;
        let mut rows = self.catalogue.with_number(number);
        let Some(row) = rows.find(|row| row.table == table) else {
            return;
        };
        if self.origins.is_empty() {
            let anybody = phrase.program == Program::System;
            let certainty = if anybody {
                Certainty::Guessed
            } else {
                Certainty::Certain
            };
            self.origins = origins(&[phrase.program], certainty, Clue::Sentence);
        }
        let shown = table.shown().first();
        let written = shown.map(|shown| shown.notation.write(number)).unwrap_or_default();
        let code = Code {
            typed: row.names().next().map_or(written, str::to_owned),
            number: Some(number),
            meanings: named(row, &self.programs()),
            elsewhere: Vec::new(),
        };
        *decoded = Decoded::nothing(Verdict::NoCode);
        decoded.notes.push(Note::FromSentence);
        if table == Table::ExtendedDisconnectReason {
            decoded.extended = Some(code);
        } else {
            decoded.primary = Some(code);
        }
    }

    /// Fills in what follows from the codes.
    fn conclude(mut self, mut decoded: Decoded) -> Decoded {
        let known: Vec<&Meaning> = decoded.codes().flat_map(|code| &code.meanings).collect();
        let in_table = |tables: &[Table]| {
            known
                .iter()
                .filter(move |meaning| tables.contains(&meaning.row.table))
                .count()
        };
        let mut notes = Vec::new();
        if known.iter().any(|meaning| is_bare_four(meaning)) {
            notes.push(Note::NotTheTimeLimit);
        }
        if !known.is_empty() && in_table(&[Table::MstscReasonClass]) == known.len() {
            notes.push(Note::FamilyOnly);
        }
        if INTERNAL_ERROR.iter().any(|words| self.text.contains(words)) {
            notes.push(Note::InternalError);
        }
        notes.extend(self.event.map(Note::Event));
        if self.origins.is_empty() {
            let mut programs: Vec<Program> = Vec::new();
            for program in known.iter().flat_map(|meaning| &meaning.programs) {
                if !programs.contains(program) {
                    programs.push(*program);
                }
            }
            let certainty = match programs.as_slice() {
                [_] => Certainty::Certain,
                _ => Certainty::Guessed,
            };
            self.origins = origins(&programs, certainty, Clue::Code);
        }
        if !known.is_empty()
            || self.event.is_some()
            || decoded.extended.as_ref().is_some_and(|code| !code.meanings.is_empty())
        {
            decoded.verdict = Verdict::Understood;
        }
        decoded.notes.extend(notes);
        decoded.origins = self.origins;
        decoded
    }
}

/// A code, and how likely it is the one with which the connection ended.
struct Ranked<'m> {
    /// The lower, the likelier.
    rank: u8,
    label: Label,
    code: Code,
    /// As the text has it; absent for a symbol.
    number: Option<&'m Number>,
}

impl Ranked<'_> {
    /// What nobody called a code and no program shows is none: addresses of memory, process numbers.
    fn is_code(&self) -> bool {
        self.label != Label::None || !self.code.meanings.is_empty()
    }
}

fn is_extended(what: &What) -> bool {
    matches!(what, What::Rows(rows) if rows.iter().all(|row| row.table == Table::ExtendedDisconnectReason))
}

/// The error code 0x4 of Microsoft's programs.
fn is_bare_four(meaning: &Meaning) -> bool {
    meaning.row.number == 4 && matches!(meaning.row.table, Table::WindowsAppCode | Table::MstscDisconnectReason)
}

/// How likely a code is the one with which the connection ended: the lower, the likelier.
fn rank(label: Label, code: &Code) -> u8 {
    let has = |table| code.meanings.iter().any(|meaning| meaning.row.table == table);
    match label {
        Label::Error => 0,
        Label::Exit | Label::Reason | Label::Negotiation | Label::License | Label::Http | Label::Fatal => 1,
        Label::Alert | Label::Ultimatum => 4,
        Label::None | Label::ErrorInfo if has(Table::Errinfo) && code.number != Some(0) => 2,
        Label::ErrorInfo => 2,
        Label::None if has(Table::FreerdpErrconnect) => 3,
        Label::Code | Label::Status => 4,
        Label::Errno => 6,
        Label::None if code.meanings.is_empty() => 7,
        Label::None => 5,
        Label::Extended | Label::EventId => 8,
    }
}

/// Error codes are small or those of gateways; from here on, numbers are statuses of Windows.
const FIRST_STATUS: u32 = 0x8000_0000;
/// The dialog that Microsoft's control shows for every code that it has no text for.
const INTERNAL_ERROR: &[&str] = &[
    "an internal error has occurred",
    "interner fehler",
    "une erreur interne",
    "error interno",
    "erro interno",
    "内部错误",
    "内部エラー",
];
