//! What is wrong with a line of the tables.

use core::fmt;

/// What is wrong with a catalogue's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CatalogueError {
    /// In which line, counted from 1.
    pub line: usize,
    /// What is wrong there.
    pub fault: Fault,
}

/// What is wrong with a line of a catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Fault {
    /// A section that names no code space.
    UnknownTable,
    /// A row before the first section.
    RowOutsideTable,
    /// Fewer than five fields or more than six.
    Fields,
    /// A first field that is no number of 32 bits.
    Number,
    /// A third field that is no place.
    UnknownPlace,
    /// A fourth field that is no status.
    UnknownStatus,
    /// A meaning or sources without text.
    Empty,
    /// A section that names no program.
    UnknownProgram,
    /// A weight that is none.
    UnknownWeight,
    /// A sentence so short that it stands in texts about anything.
    TooShort,
    /// More sentences than can be looked for at once.
    TooMany,
}

impl fmt::Display for CatalogueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fault = match self.fault {
            Fault::UnknownTable => "the section is no known code space",
            Fault::RowOutsideTable => "a row stands before the first section",
            Fault::Fields => "a row has five or six fields, set apart by ` | `",
            Fault::Number => "the first field is a number such as 0x204, 516 or -1",
            Fault::UnknownPlace => "the third field is no known place",
            Fault::UnknownStatus => "the fourth field is documented, observed, inferred or weak",
            Fault::Empty => "meaning and sources are not empty",
            Fault::UnknownProgram => "the section names no known program",
            Fault::UnknownWeight => "the weight is cause, effect, note or step",
            Fault::TooShort => "the sentence is too short to be told from others",
            Fault::TooMany => "there are too many sentences",
        };
        write!(f, "line {}: {fault}", self.line)
    }
}

impl core::error::Error for CatalogueError {}
