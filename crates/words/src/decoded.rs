//! Decoded codes as sentences.

use crate::key;
use codes::{
    Certainty, Clue, Code, Decoded, Fit, LONGEST_TEXT, MatchKind, Meaning, NoVerdictReason, Note, Origin, Place,
    Program, Reach, Role, Status, Table, Verdict, WINDOWS_APP,
};
use diagnosis::Parameter;
use wire::DecodedMeaning;

use crate::Words;

mod explained;
mod meaning;
mod search;
#[cfg(test)]
mod tests;

pub use meaning::SaidMeaning;
pub use search::search;

/// What a text means, in sentences.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodedWords {
    /// What came of it, in one sentence.
    pub headline: String,
    /// Which programs it can come from, and what tells; absent where nothing does.
    pub origin: Option<String>,
    /// Its codes: the error code, the extended code, what it says without a code, then others.
    pub codes: Vec<CodeWords>,
    /// What to know besides.
    pub notes: Vec<String>,
}

/// A code and its meanings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeWords {
    /// What it is, such as `Extended error code 0x4`.
    pub title: String,
    /// What it means, what people see first before the others.
    pub meanings: Vec<MeaningWords>,
    /// Which other programs show it, where those of the text are not known to.
    pub elsewhere: Option<String>,
}

/// What a code means in some programs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeaningWords {
    /// What the page is told of it.
    pub told: DecodedMeaning,
    /// The code space.
    pub space: String,
    /// What it speaks of.
    pub place: String,
    /// Whether a specification, a vendor's table or a source says so; else it was observed or concluded.
    pub documented: bool,
    /// Where it is known from.
    pub sources: Vec<String>,
}

impl Words {
    /// What a text means.
    pub fn decoded(&self, decoded: &Decoded) -> DecodedWords {
        let alone = decoded.origins.iter().all(|origin| origin.clue == Clue::Code);
        let kind = if alone { "alone" } else { "error" };
        let primary = decoded.primary.iter().map(|code| self.code(code, kind));
        let extended = decoded.extended.iter().map(|code| self.code(code, "extended"));
        let said = decoded.said.iter().map(|code| self.code(code, said_kind(code)));
        let further = decoded.further.iter().map(|code| self.code(code, "other"));
        DecodedWords {
            headline: self.headline(decoded),
            origin: self.origin(&decoded.origins),
            codes: primary.chain(extended).chain(said).chain(further).collect(),
            notes: decoded.notes.iter().map(|note| self.note(*note)).collect(),
        }
    }

    /// Whether a code goes with a check, in one or two sentences.
    pub fn fit(&self, fit: &Fit) -> String {
        match fit {
            Fit::Explains(found) => {
                let key = match found.kind {
                    MatchKind::SameReason => key::DECODE_FIT_SAME_REASON,
                    MatchKind::Closed => key::DECODE_FIT_CLOSED,
                    MatchKind::Reset => key::DECODE_FIT_RESET,
                    MatchKind::Silent => key::DECODE_FIT_SILENT,
                    MatchKind::Broken => key::DECODE_FIT_BROKEN,
                    MatchKind::BrokenOff => key::DECODE_FIT_BROKEN_OFF,
                    MatchKind::SameStage => key::DECODE_FIT_SAME_STAGE,
                    MatchKind::NlaRequired => key::DECODE_FIT_NLA_REQUIRED,
                    MatchKind::Finding(_) => key::DECODE_FIT_FINDING,
                };
                let parameters = [
                    ("programs", self.programs(&found.programs).into()),
                    ("code", found.code.as_str().into()),
                    ("stage", self.stage(found.stage).into()),
                ];
                self.text_with(key, &parameters)
            }
            Fit::DoesNotFit(mismatch) => {
                let seen = mismatch.seen.map(|stage| self.stage(stage));
                let key = match (&seen, mismatch.spoken) {
                    (Some(_), _) => key::DECODE_FIT_NOT,
                    (None, Place::Transport | Place::Path) => key::DECODE_FIT_NOT_LOST_NOW,
                    (None, _) => key::DECODE_FIT_NOT_NOW,
                };
                let parameters = [
                    ("code", mismatch.code.as_str().into()),
                    ("place", self.place(mismatch.spoken).into()),
                    ("stage", seen.unwrap_or_default().into()),
                ];
                self.text_with(key, &parameters)
            }
            Fit::SaysNothing(why) => self.text(match why {
                NoVerdictReason::NotUnderstood => key::DECODE_FIT_NOTHING_KNOWN,
                NoVerdictReason::SeveralMeanings => key::DECODE_FIT_SEVERAL_MEANINGS,
                NoVerdictReason::AboutTheClient => key::DECODE_FIT_ABOUT_CLIENT,
                NoVerdictReason::AboutTheGateway => key::DECODE_FIT_ABOUT_GATEWAY,
                NoVerdictReason::NotWalked => key::DECODE_FIT_NOT_WALKED,
                NoVerdictReason::NoReason => key::DECODE_FIT_NO_REASON,
                NoVerdictReason::NothingFailed => key::DECODE_FIT_NOTHING_FAILED,
                NoVerdictReason::OtherPort => key::DECODE_FIT_OTHER_PORT,
                NoVerdictReason::OtherComputer => key::DECODE_FIT_OTHER_COMPUTER,
            }),
            Fit::Reach(reach) => self.text(match reach {
                Reach::Both => key::DECODE_FIT_REACH_BOTH,
                Reach::OnlyThere => key::DECODE_FIT_REACH_ONLY_THERE,
                Reach::OnlyHere => key::DECODE_FIT_REACH_ONLY_HERE,
                Reach::Neither => key::DECODE_FIT_REACH_NEITHER,
            }),
        }
    }

    /// The programs by name, what people see first before the others; Windows App on all systems as one.
    pub fn programs(&self, programs: &[Program]) -> String {
        let mut programs = programs.to_vec();
        programs.sort_unstable();
        programs.dedup();
        let everywhere = WINDOWS_APP.iter().all(|program| programs.contains(program));
        let mut names: Vec<String> = Vec::new();
        if everywhere {
            names.push(self.text(key::DECODE_PROGRAM_WINDOWS_APP));
        }
        let others = programs
            .iter()
            .filter(|program| !(everywhere && WINDOWS_APP.contains(program)));
        names.extend(others.map(|program| self.program(*program)));
        let Some((last, first)) = names.split_last() else {
            return String::new();
        };
        if first.is_empty() {
            return last.clone();
        }
        let parameters = [("first", first.join(", ").into()), ("last", last.as_str().into())];
        self.text_with(key::DECODE_LIST, &parameters)
    }

    /// A program's name.
    pub fn program(&self, program: Program) -> String {
        self.member(&format!("decode-program-{}", program.name()), &[])
    }

    /// A code space's name.
    pub fn space(&self, table: Table) -> String {
        self.member(&format!("decode-space-{}", table.name().replace('_', "-")), &[])
    }

    /// What a code speaks of.
    pub fn place(&self, place: Place) -> String {
        self.member(&format!("decode-place-{}", place.name()), &[])
    }

    /// How well a meaning is known.
    pub fn status(&self, status: Status) -> String {
        self.member(&format!("decode-status-{}", status.name()), &[])
    }

    fn headline(&self, decoded: &Decoded) -> String {
        let codes = decoded.primary.iter().chain(&decoded.extended).chain(&decoded.further);
        let typed: Vec<&str> = codes.map(|code| code.typed.as_str()).collect();
        let length = u32::try_from(LONGEST_TEXT).unwrap_or(u32::MAX);
        let parameters: [(&str, Parameter); 2] = [("codes", typed.join(", ").into()), ("most", length.into())];
        let key = match decoded.verdict {
            Verdict::Empty => key::DECODE_EMPTY,
            Verdict::TooLong => key::DECODE_TOO_LONG,
            Verdict::NoCode => key::DECODE_NO_CODE,
            Verdict::NothingTold => key::DECODE_NOTHING_TOLD,
            Verdict::UnknownCode => key::DECODE_UNKNOWN_CODE,
            Verdict::Understood if typed.is_empty() => key::DECODE_SAID_ONLY,
            Verdict::Understood => key::DECODE_UNDERSTOOD,
        };
        self.text_with(key, &parameters)
    }

    fn origin(&self, origins: &[Origin]) -> Option<String> {
        let clue = origins.first()?.clue;
        let programs: Vec<Program> = origins.iter().map(|origin| origin.program).collect();
        let certain = origins.iter().all(|origin| origin.certainty == Certainty::Certain);
        let many = origins.len() > MOST_NAMED && clue == Clue::Code;
        let how = match (certain, many) {
            (true, _) => "certain",
            (false, true) => "many",
            (false, false) => "guessed",
        };
        let parameters = [("programs", self.programs(&programs).into()), ("how", how.into())];
        Some(self.member(&format!("decode-origin-{}", clue.name()), &parameters))
    }

    fn code(&self, code: &Code, kind: &str) -> CodeWords {
        let mut told = Vec::new();
        let mut meanings = code.meanings.iter().peekable();
        while let Some(first) = meanings.next() {
            let mut programs = first.programs.clone();
            while let Some(same) = meanings.next_if(|next| is_told_with(first, next)) {
                programs.extend(&same.programs);
            }
            told.push(self.meaning_for(first, &programs));
        }
        let elsewhere = (!code.elsewhere.is_empty()).then(|| {
            let parameters = [
                ("code", code.typed.as_str().into()),
                ("programs", self.programs(&code.elsewhere).into()),
            ];
            self.text_with(key::DECODE_ELSEWHERE, &parameters)
        });
        CodeWords {
            title: self.member(&format!("decode-code-{kind}"), &[("code", code.typed.as_str().into())]),
            meanings: told,
            elsewhere,
        }
    }

    /// `programs`; for the extended code and exit statuses with that condition.
    fn shown_by(&self, programs: &[Program], role: Role) -> String {
        let programs = self.programs(programs);
        let key = match role {
            Role::Extended => key::DECODE_AS_EXTENDED,
            Role::Exit => key::DECODE_AS_EXIT,
            Role::Error
            | Role::ClientReason
            | Role::SessionReason
            | Role::Status
            | Role::Alert
            | Role::Errno
            | Role::Http
            | Role::Negotiation
            | Role::Fatal
            | Role::Field
            | Role::Remark => return programs,
        };
        self.text_with(key, &[("programs", programs.into())])
    }

    fn meaning_for(&self, meaning: &Meaning, programs: &[Program]) -> MeaningWords {
        let row = &meaning.row;
        let said = self.code_meaning(row);
        MeaningWords {
            told: DecodedMeaning {
                programs: self.shown_by(programs, meaning.role),
                symbol: row.symbol.as_deref().map(str::to_owned),
                meaning: said.text.to_owned(),
                language: said.language.to_owned(),
                status: self.status(meaning.status),
            },
            space: self.space(row.table),
            place: self.place(row.place),
            documented: meaning.status == Status::Documented,
            sources: row.sources().map(str::to_owned).collect(),
        }
    }

    fn note(&self, note: Note) -> String {
        match note {
            Note::NotTheTimeLimit => self.text(key::DECODE_NOTE_NOT_THE_TIME_LIMIT),
            Note::AssumedHex => self.text(key::DECODE_NOTE_ASSUMED_HEX),
            Note::FamilyOnly => self.text(key::DECODE_NOTE_FAMILY_ONLY),
            Note::FromSentence => self.text(key::DECODE_NOTE_FROM_SENTENCE),
            Note::InternalError => self.text(key::DECODE_NOTE_INTERNAL_ERROR),
            Note::Similar => self.text(key::DECODE_NOTE_SIMILAR),
            Note::OtherService => self.text(key::DECODE_NOTE_OTHER_SERVICE),
        }
    }
}

/// What a title calls that which is said without a code.
fn said_kind(code: &Code) -> &'static str {
    let event = code
        .meanings
        .iter()
        .any(|meaning| meaning.row.table == Table::WindowsEvent);
    if event { "event" } else { "line" }
}

/// Whether `other` says the same as `first` about more programs.
fn is_told_with(first: &Meaning, other: &Meaning) -> bool {
    let own_sentence = |role| matches!(role, Role::Extended | Role::Exit);
    let same = first.row == other.row && first.status == other.status;
    same && (first.role == other.role || !own_sentence(first.role) && !own_sentence(other.role))
}

/// Windows App counts four times.
const MOST_NAMED: usize = 7;
