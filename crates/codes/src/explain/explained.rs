//! What reading a text or a file comes to.

use super::connection::ConnectionFile;
use super::kind::Kind;
use crate::decoded::{Code, Decoded};
use crate::sentences::Weight;

/// What a text or a file is and says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explained {
    /// What it is.
    pub kind: Kind,
    /// Its encoding, by the name of the WHATWG; absent where it is no text.
    pub encoding: Option<&'static str>,
    /// How many bytes were read.
    pub bytes: u64,
    /// How many lines, or events of an event log, were read.
    pub lines: u64,
    /// What it says, the deciding line first.
    pub decoded: Decoded,
    /// What happened when, in the order of the file; empty where nothing has a time, or where there is one line.
    pub timeline: Vec<Moment>,
    /// What a connection file says about where to connect to and how.
    pub connection: Option<ConnectionFile>,
}

/// Something that a log says happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The line, from 1; of an event log the event.
    pub line: u64,
    /// When, as the log has it; absent where it does not say.
    pub time: Option<String>,
    /// The line.
    pub text: String,
    /// What it means.
    pub code: Code,
    /// How much it tells.
    pub weight: Weight,
}
