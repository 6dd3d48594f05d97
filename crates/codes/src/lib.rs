//! What a program showed, and what that means.
//!
//! [`decode`] takes a bare code or a whole pasted block. It finds out which programs the text can come from (`origin`),
//! finds the codes in it (`scan`, `label`, `number`) and looks each up in the code spaces that these programs show
//! (`lookup`, `table`). The output of network tools is read by its form (`tool`). Sentences, lines of logs and events are found by their wording (`fold`, `sentences`, `event`). A number is never explained by the text of another code space, and the extended code never by
//! that of the error code. [`fit`] says whether the code goes with what a check found out,
//! [`Relations`] which findings explain which codes.

mod catalogue;
mod decoded;
mod event;
mod explain;
mod fault;
mod fit;
mod fold;
mod label;
mod lookup;
mod number;
mod origin;
mod others;
mod program;
mod reader;
mod relations;
mod retyped;
mod row;
mod sayings;
mod scan;
mod sentences;
mod subject;
mod table;
#[cfg(test)]
mod tests;
mod tool;
mod word;

pub use catalogue::Catalogue;
pub use decoded::{Code, Decoded, LONGEST_TEXT, Note, Verdict};
pub use explain::{ConnectionFile, Doubt, Explained, Explainer, Kind, LONGEST_FILE, Moment, Unread, explain, text_of};
pub use fault::{CatalogueError, Fault};
pub use fit::{Fit, Match, MatchKind, Mismatch, NoVerdictReason, Reach, fit};
pub use lookup::Meaning;
pub use origin::{Certainty, Clue, Origin};
pub use program::{Notation, Program, Role, Shown, WINDOWS_APP};
pub use relations::Relations;
pub use row::{Place, Row, Status};
pub use sentences::Weight;
pub use table::Table;
pub use tool::{Reached, Tried, told};

use reader::{Reader, bare};
use sayings::Typed;

/// What `text`, a bare code or a pasted block, means.
pub fn decode(catalogue: &Catalogue, text: &str) -> Decoded {
    if text.len() > LONGEST_TEXT {
        return Decoded::nothing(Verdict::TooLong);
    }
    let original = &*retyped::mended(text.trim());
    let text = original.to_lowercase();
    if text.is_empty() {
        return Decoded::nothing(Verdict::Empty);
    }
    let read = |original: &str| {
        let text = original.to_lowercase();
        Reader::new(catalogue, &text, original, Typed::ByPeople).read()
    };
    bare(catalogue, &text)
        .or_else(|| tool::decode(catalogue, original, read))
        .unwrap_or_else(|| read(original))
}

/// What a line of a log means. A program wrote it, so no word of it has a slip.
fn decode_line(catalogue: &Catalogue, line: &str) -> Decoded {
    let original = line.trim();
    let text = original.to_lowercase();
    Reader::new(catalogue, &text, original, Typed::ByPrograms).read()
}
