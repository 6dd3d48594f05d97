//! Reads a text: first where it comes from, then its codes, then what follows from both.

use super::catalogue::Catalogue;
use super::label::Label;
use super::lookup::{Context, Meaning, meanings, named, wrapped};
use super::number::{Form, Number};
use super::origin::{self, Certainty, Clue, CodeShape, Origin, formed, origins};
use super::others::Others;
use super::program::{Program, Role};
use super::sayings::{Sayings, Typed};
use super::scan::{CodeMatch, What, scan};
use super::subject::Subject;
use super::table::Table;
use super::{Code, Decoded, Note, Verdict};

mod bare;
mod rank;
mod wording;

pub(super) use self::bare::bare;

use self::rank::{Ranked, rank, tidy};

/// A text with what is known about all of it.
pub(super) struct Reader<'a> {
    catalogue: &'a Catalogue,
    /// In lower case.
    text: &'a str,
    /// As it was typed.
    original: &'a str,
    origins: Vec<Origin>,
    sayings: Sayings<'a>,
    matches: Vec<CodeMatch>,
    /// Whether what the system said about a socket was left out, because another service says so of its own.
    beside: bool,
}

impl<'a> Reader<'a> {
    /// `text` is `original` in lower case.
    pub(super) fn new(catalogue: &'a Catalogue, text: &'a str, original: &'a str, typed: Typed) -> Self {
        let mut matches = scan(catalogue, text);
        // An error code with an extended one is Microsoft's.
        let is_ours = || {
            let extended = matches.iter().any(|code| code.label == Label::Extended);
            extended || Sayings::of(catalogue, text, Typed::ByPrograms).tell()
        };
        let subject = match Subject::of(text, original) {
            Subject::Unsaid | Subject::UnsaidByName if is_ours() => Subject::Here,
            subject @ (Subject::Here
            | Subject::Unsaid
            | Subject::UnsaidByName
            | Subject::Beside
            | Subject::OtherDesktop) => subject,
        };
        let others = Others::of(text, subject.web_ports(text));
        let all = matches.len();
        matches.retain(|code| others.leave(catalogue, code));
        let mut beside = matches.len() < all;
        matches.retain(|code| match &code.what {
            What::Rows(_) => true,
            What::Number(number) => {
                let line = text.lines().nth(code.line).unwrap_or_default();
                subject.admits(number, line) && !ended_an_open_connection(number, line)
            }
        });
        // A text with a code was copied, not retyped.
        let typed = if matches.is_empty() { typed } else { Typed::ByPrograms };
        let mut sayings = Sayings::of(catalogue, text, typed);
        let all = sayings.codes.len();
        sayings.codes.retain(|sentence| {
            let of_others = subject == Subject::OtherDesktop || others.have(sentence.line);
            sentence.program != Program::System || !of_others
        });
        beside |= sayings.codes.len() < all;
        let mut named = origin::named(text);
        if named.is_empty() && sayings.has_events() {
            named = origins(&[Program::EventLog], Certainty::Certain, Clue::Form);
        }
        Self {
            catalogue,
            text,
            original,
            origins: named,
            sayings,
            matches,
            beside,
        }
    }

    pub(super) fn read(mut self) -> Decoded {
        let matches = core::mem::take(&mut self.matches);
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
        let (mut number, mut called) = (None, Label::None);
        if let Some(place) = codes.iter().position(|code| Some(code.rank) == likeliest) {
            let primary = codes.remove(place);
            decoded.primary = Some(primary.code);
            number = primary.number;
            called = primary.label;
        }
        decoded.further = codes
            .into_iter()
            .filter(Ranked::is_code)
            .map(|code| code.code)
            .collect();
        tidy(&mut decoded);
        // `system error 104` is a number of the system, and never 0x104.
        if let Some(number) = number.filter(|_| called != Label::Errno) {
            self.assume_hex(number, &mut decoded);
        }
        self.take_status_of_data(&mut decoded);
        self.take_sentences(&mut decoded);
        if decoded.codes().any(|code| !code.meanings.is_empty()) {
            self.sayings.leave_out_everyday();
        }
        decoded.said = self.sayings.said(self.original, self.text);
        // A number that says nothing doesn't stand before a line that does.
        if !decoded.said.is_empty()
            && let Some(unknown) = decoded.primary.take_if(|code| code.meanings.is_empty())
            && called != Label::None
        {
            decoded.further.insert(0, unknown);
        }
        // Small numbers of an event that no table has are fields of it.
        if self.sayings.has_events() {
            let small = |code: &Code| code.number.is_some_and(|number| number < FIRST_LARGE);
            decoded.further.retain(|code| !code.meanings.is_empty() || !small(code));
        }
        self.take_origin_of_statements();
        if decoded.primary.is_some() || decoded.extended.is_some() {
            decoded.verdict = Verdict::UnknownCode;
        }
        self.conclude(decoded)
    }

    /// The codes of `matches`, each once.
    fn ranked<'m>(&self, matches: &'m [CodeMatch]) -> Vec<Ranked<'m>> {
        let mut codes: Vec<Ranked<'m>> = Vec::new();
        for CodeMatch { what, label, .. } in matches {
            let called = matches!(label, Label::Error | Label::Extended);
            let label = self.label(what, *label);
            // Events have a status where nothing went wrong, too.
            let zero = matches!(what, What::Number(number) if number.value == 0);
            if zero
                && self.sayings.has_events()
                && matches!(label, Label::Error | Label::Status | Label::SubStatus | Label::None)
            {
                continue;
            }
            let mut code = self.code(what, label);
            let small = matches!(what, What::Number(number) if number.value < FIRST_LARGE);
            let is_of_kerberos = |meaning: &Meaning| meaning.row.table == Table::KerberosError;
            let kerberos = code.meanings.iter().any(is_of_kerberos);
            if small && (!called || kerberos) && self.sayings.fields_of_others {
                code.meanings.retain(is_of_kerberos);
                if code.meanings.is_empty() {
                    continue;
                }
            }
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
        if matches!(&error.what, What::Number(number) if number.is_of_freerdp()) {
            return Vec::new();
        }
        let hex = matches!(&error.what, What::Number(number) if number.form == Form::Hex);
        formed(self.text, CodeShape { extended, hex })
    }

    /// What a code is where the words before it do not say so.
    fn label(&self, what: &What, label: Label) -> Label {
        let programs = &self.origins;
        let microsoft = !programs.is_empty() && programs.iter().all(|origin| origin.program.is_microsoft());
        match what {
            // Events of the sign-in call the error of Kerberos so.
            _ if label == Label::Negotiation && self.sayings.fields_of_others => Label::Status,
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
                // Programs that host the control show reasons of the protocol as error codes.
                let protocol = label == Label::Error && PROTOCOL_RANGE.contains(&number.value);
                let own = !self.meanings(number.value, label, &programs).is_empty();
                let label = if protocol && !own { Label::Protocol } else { label };
                let mut code = Code {
                    typed: number.typed.clone(),
                    number: Some(number.value),
                    meanings: self.meanings(number.value, label, &programs),
                    elsewhere: Vec::new(),
                };
                // Windows calls its statuses error codes, too.
                if code.meanings.is_empty() && label != Label::Extended && number.value >= FIRST_STATUS {
                    code.meanings = self.meanings(number.value, Label::Status, &programs);
                }
                if code.meanings.is_empty() && !programs.is_empty() {
                    self.look_elsewhere(&mut code, label);
                }
                if code.meanings.is_empty() {
                    code.meanings.extend(wrapped(number.value));
                }
                code
            }
        }
    }

    fn meanings(&self, number: u32, label: Label, programs: &[Program]) -> Vec<Meaning> {
        let context = Context {
            label,
            programs,
            reason: self.sayings.reason(),
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
        let microsoft = self.origins.iter().all(|origin| origin.program.is_microsoft());
        if microsoft && INTERNAL_ERROR.iter().any(|words| self.text.contains(words)) {
            notes.push(Note::InternalError);
        }
        if self.sayings.similar && (decoded.notes.contains(&Note::FromSentence) || !decoded.said.is_empty()) {
            notes.push(Note::Similar);
        }
        // What a code means in other apps than those of its form tells more than the form.
        let shown = |origin: &Origin| known.iter().any(|meaning| meaning.programs.contains(&origin.program));
        if !known.is_empty()
            && self
                .origins
                .iter()
                .all(|origin| origin.clue == Clue::Form && !shown(origin))
        {
            self.origins.clear();
        }
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
            || !self.sayings.is_empty()
            || decoded.extended.as_ref().is_some_and(|code| !code.meanings.is_empty())
        {
            decoded.verdict = Verdict::Understood;
        }
        if self.beside && matches!(decoded.verdict, Verdict::NoCode | Verdict::UnknownCode) {
            notes.push(Note::OtherService);
        }
        decoded.notes.extend(notes);
        decoded.origins = self.origins;
        decoded
    }
}

/// Whether a number of the system says how a connection was lost that was open. The line says that itself; the same
/// number elsewhere is about opening one.
fn ended_an_open_connection(number: &Number, line: &str) -> bool {
    ABOUT_OPENING.contains(&number.value) && ON_OPEN_CONNECTIONS.iter().any(|words| line.contains(words))
}

fn is_extended(what: &What) -> bool {
    matches!(what, What::Rows(rows) if rows.iter().all(|row| row.table == Table::ExtendedDisconnectReason))
}

/// The error code 0x4 of Microsoft's programs.
fn is_bare_four(meaning: &Meaning) -> bool {
    meaning.row.number == 4 && matches!(meaning.row.table, Table::WindowsAppCode | Table::MstscDisconnectReason)
}

/// exDiscReasonProtocolRangeStart and exDiscReasonProtocolRangeEnd.
const PROTOCOL_RANGE: core::ops::RangeInclusive<u32> = 0x1000..=0x7FFF;
/// Error codes are small or those of gateways; from here on, numbers are statuses of Windows.
const FIRST_STATUS: u32 = 0x8000_0000;
/// The numbers of FreeRDP begin here, and statuses are larger.
const FIRST_LARGE: u32 = 0x1_0000;
/// What FreeRDP calls when it reads from and writes to a connection that is open.
const ON_OPEN_CONNECTIONS: &[&str] = &["bio_read returned a system error", "bio_write returned a system error"];
/// ETIMEDOUT and EHOSTUNREACH of Linux.
const ABOUT_OPENING: &[u32] = &[110, 113];
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
