//! The first bytes of both sides.

use super::gate::{Answer, Request, Verdict};

/// Any bytes as what a page sends first, and as what a computer answers; whole and byte by byte.
///
/// # Panics
///
/// Where other bytes go on than came, where how they were cut decides what becomes of them, or where something goes on
/// to the computer that is no client's.
pub fn tunnel_gate(bytes: &[u8]) {
    if let Verdict::Pass(passed) = Request::default().push(bytes) {
        assert_eq!(passed, bytes);
        assert!(passed.len() < MOST, "{} bytes", passed.len());
        let connection_request = passed.windows(2).any(|start| start == [3, 0]);
        assert!(connection_request, "no TPKT in it");
        assert_eq!(in_pieces(bytes), Some(passed));
    }
    let mut answer = Answer::default();
    if let Verdict::Pass(said) | Verdict::Last(said) = answer.push(bytes) {
        assert!(bytes.starts_with(&said), "the computer said something else");
    }
}

/// What goes on of bytes that come one by one.
fn in_pieces(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut request = Request::default();
    let mut passed = None;
    for byte in bytes.chunks(1) {
        match request.push(byte) {
            Verdict::More => {}
            Verdict::Pass(whole) => passed = Some(whole),
            Verdict::Last(_) | Verdict::Refuse => return None,
        }
    }
    passed
}

/// A request with all that may stand before it is smaller.
const MOST: usize = 2048;
