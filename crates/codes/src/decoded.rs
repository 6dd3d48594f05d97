//! What decoding a text comes to.

use crate::lookup::Meaning;
use crate::origin::Origin;
use crate::program::Program;
use crate::row::Status;
use crate::tool::Tried;

/// What a text means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// What came of it.
    pub verdict: Verdict,
    /// The programs that the text can come from, the likeliest first.
    pub origins: Vec<Origin>,
    /// The code with which the connection ended.
    pub primary: Option<Code>,
    /// What the program called the extended code.
    pub extended: Option<Code>,
    /// Other codes of the text, such as a sign-in's status in a log.
    pub further: Vec<Code>,
    /// What it says without a code: events of Windows, sentences, and lines of logs; causes first.
    pub said: Vec<Code>,
    /// What a reader must know besides.
    pub notes: Vec<Note>,
    /// That somebody tried to reach ports with a network tool; empty where the text is no such output.
    pub tried: Vec<Tried>,
}

impl Decoded {
    /// Every code of the text, the most telling first: a reason that the server sent, the error code, what the text says
    /// without a code, then others.
    pub fn codes(&self) -> impl Iterator<Item = &Code> {
        let reason = self.extended.iter().filter(|code| code.number != Some(0));
        reason.chain(&self.primary).chain(&self.said).chain(&self.further)
    }

    pub(crate) fn nothing(verdict: Verdict) -> Self {
        Self {
            verdict,
            origins: Vec::new(),
            primary: None,
            extended: None,
            further: Vec::new(),
            said: Vec::new(),
            notes: Vec::new(),
            tried: Vec::new(),
        }
    }
}

/// What came of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// There was no text.
    Empty,
    /// The text is longer than [`LONGEST_TEXT`].
    TooLong,
    /// There is no code in it that any program is known to show.
    NoCode,
    /// It is a log, and no line of it is known to tell of a failure.
    NothingTold,
    /// There is a code in it, but none that these programs are known to show.
    UnknownCode,
    /// At least one code or event of it is known.
    Understood,
}

/// A code of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    /// As the text has it; a symbol in its usual case.
    pub typed: String,
    /// The number; absent for a symbol that several code spaces give different numbers.
    pub number: Option<u32>,
    /// What it means, by code space and the likeliest first. Empty where it is not known.
    pub meanings: Vec<Meaning>,
    /// Other programs that are known to show the number, where those of the text are not.
    pub elsewhere: Vec<Program>,
}

impl Code {
    /// The meanings that a specification, a vendor's table or a program's source gives.
    pub fn documented(&self) -> impl Iterator<Item = &Meaning> {
        let meanings = self.meanings.iter();
        meanings.filter(|meaning| meaning.status == Status::Documented)
    }

    /// The meanings that were observed or concluded.
    pub fn undocumented(&self) -> impl Iterator<Item = &Meaning> {
        let meanings = self.meanings.iter();
        meanings.filter(|meaning| meaning.status != Status::Documented)
    }
}

/// What a reader must know about a decoded text besides the meanings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Note {
    /// The error code 0x4 is not the session time limit, although several tools say so; only the extended 0x4 is.
    NotTheTimeLimit,
    /// The number was read as hexadecimal although it has no `0x`.
    AssumedHex,
    /// Nothing but the family of the code is known.
    FamilyOnly,
    /// The code was concluded from a sentence; the text has no number.
    FromSentence,
    /// "An internal error has occurred" is shown for many causes.
    InternalError,
    /// The wording differs a little from one that is known.
    Similar,
    /// Another service speaks of its own connection.
    OtherService,
}

/// The longest text that is decoded, in bytes. A dialog is a tenth of it; a log is better cut to its last lines.
pub const LONGEST_TEXT: usize = 4096;
