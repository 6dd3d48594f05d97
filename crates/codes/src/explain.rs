//! What a text or a file is and says, whatever it is: a code, a message, a log, an event log, a connection file.
//!
//! A file is read as a stream and in bounded memory; nothing of it is kept besides the lines that tell something.

use super::{Catalogue, Decoded, Verdict};

mod connection;
mod encoding;
mod evtx;
mod explained;
mod form;
mod kind;
mod log;
mod marks;
mod stamp;

pub use connection::{ConnectionFile, Doubt};
pub use explained::{Explained, Moment};
pub use kind::{Kind, Unread};

use self::encoding::Decoder;
pub use self::encoding::text_of;
use self::evtx::EventLog;
use self::log::Log;

/// The longest file that is read, in bytes.
pub const LONGEST_FILE: u64 = 64 * 1024 * 1024;

/// Reads a text or a file piece by piece.
pub struct Explainer<'c> {
    catalogue: &'c Catalogue,
    /// What came before it is known what the file is.
    head: Vec<u8>,
    reading: Option<Reading<'c>>,
    bytes: u64,
}

/// What a file is read as.
enum Reading<'c> {
    Text(Box<(Decoder, Log<'c>)>),
    Events(Box<EventLog<'c>>),
    /// It is named, and not read.
    Other(Kind),
}

impl<'c> Explainer<'c> {
    /// Nothing has been read yet.
    pub fn new(catalogue: &'c Catalogue) -> Self {
        Self {
            catalogue,
            head: Vec::new(),
            reading: None,
            bytes: 0,
        }
    }

    /// Reads the next piece. What is beyond [`LONGEST_FILE`] is left out; then it returns `false`, and more pieces make no
    /// difference.
    pub fn push(&mut self, bytes: &[u8]) -> bool {
        let room = usize::try_from(LONGEST_FILE - self.bytes.min(LONGEST_FILE)).unwrap_or(usize::MAX);
        let taken = bytes.get(..room.min(bytes.len())).unwrap_or_default();
        self.bytes += u64::try_from(taken.len()).unwrap_or_default();
        match &mut self.reading {
            Some(reading) => reading.push(taken),
            None => {
                self.head.extend_from_slice(taken);
                if self.head.len() >= HEAD {
                    self.begin();
                }
            }
        }
        taken.len() == bytes.len()
    }

    /// What it all is and says.
    pub fn finish(mut self) -> Explained {
        if self.reading.is_none() {
            self.begin();
        }
        let bytes = self.bytes;
        match self.reading {
            Some(Reading::Text(text)) => {
                let (mut decoder, mut log) = *text;
                log.push(&decoder.finish());
                let mut explained = log.finish(bytes);
                explained.encoding = Some(decoder.name());
                explained
            }
            Some(Reading::Events(events)) => events.finish(bytes),
            Some(Reading::Other(kind)) => nothing(kind, bytes),
            None => nothing(Kind::Empty, bytes),
        }
    }

    /// Finds out what it is, and reads what has come so far. It looks at the same bytes in whatever pieces these came.
    fn begin(&mut self) {
        let come = core::mem::take(&mut self.head);
        let head = come.get(..HEAD).unwrap_or(&come);
        let mut reading = match kind::of(head) {
            Some(Kind::EventLog) => Reading::Events(Box::new(EventLog::new(self.catalogue))),
            Some(kind) => Reading::Other(kind),
            None => Reading::Text(Box::new((Decoder::of(head), Log::new(self.catalogue)))),
        };
        reading.push(&come);
        self.reading = Some(reading);
    }
}

impl Reading<'_> {
    fn push(&mut self, bytes: &[u8]) {
        match self {
            Self::Text(text) => {
                let (decoder, log) = &mut **text;
                log.push(&decoder.decode(bytes));
            }
            Self::Events(events) => events.push(bytes),
            Self::Other(_) => {}
        }
    }
}

fn nothing(kind: Kind, bytes: u64) -> Explained {
    Explained {
        kind,
        encoding: None,
        bytes,
        lines: 0,
        decoded: Decoded::nothing(if kind == Kind::Empty {
            Verdict::Empty
        } else {
            Verdict::NoCode
        }),
        timeline: Vec::new(),
        connection: None,
    }
}

/// What `bytes`, a whole text or file, are and say.
pub fn explain(catalogue: &Catalogue, bytes: &[u8]) -> Explained {
    let mut explainer = Explainer::new(catalogue);
    explainer.push(bytes);
    explainer.finish()
}

/// What is looked at to tell what a file is: more than the longest message.
const HEAD: usize = 16 * 1024;

#[cfg(test)]
mod tests;
