//! What is said about a capture and its connections besides their results; the command line says the same.

use capture::{Capture, Captured, Seen};
use wire::RunEnd;
use words::{Beside, Origin, Words, key};

/// What it holds, and what of it could not be read.
pub(crate) fn about(capture: &Capture, words: &Words) -> Vec<String> {
    let count = |count: u64| u32::try_from(count).unwrap_or(u32::MAX).into();
    let connections = u64::try_from(capture.connections.len()).unwrap_or_default();
    let counts = [("frames", count(capture.frames)), ("connections", count(connections))];
    let mut about = vec![words.text_with(key::CAPTURE_HOLDS, &counts)];
    if capture.damaged {
        about.push(words.text(key::CAPTURE_DAMAGED));
    }
    if capture.left_out > 0 {
        let more = [("count", count(capture.left_out))];
        about.push(words.text_with(key::CAPTURE_LEFT_OUT, &more));
    }
    if capture
        .connections
        .iter()
        .any(|captured| captured.report.stopped().is_some())
    {
        about.push(words.text(key::CAPTURE_SPEAKS));
    }
    about
}

/// What goes with the result of a connection.
pub(crate) const BESIDE: Beside<'static> = Beside {
    link: None,
    note: None,
    origin: Origin::Capture,
};

/// How far a connection could be read, unless that is all of it.
pub(crate) fn extent(captured: &Captured, words: &Words) -> Option<String> {
    match captured.seen {
        Seen::Everything if captured.report.end == RunEnd::Cancelled => Some(words.text(key::CAPTURE_CUT_OFF)),
        Seen::Everything => None,
        Seen::UpToTls => Some(words.text(key::CAPTURE_UP_TO_TLS)),
        Seen::WithGaps => Some(words.text(key::CAPTURE_WITH_GAPS)),
    }
}
