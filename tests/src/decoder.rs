//! What the decoder of codes takes for what people type and paste, and for logs.

use std::fmt::Write as _;
use std::hint::black_box;
use std::time::Duration;

use codes::{Catalogue, Explained, Explainer, decode};
use fixtures::clock;

use crate::measure::Spread;

/// The decoder's time over many texts.
#[derive(Clone, Copy, Debug)]
pub struct Measured {
    /// How many texts.
    pub texts: usize,
    /// The time of each.
    pub spread: Spread,
    /// The time of the slowest.
    pub slowest: Duration,
}

/// Decodes every number and every name of the catalogue, and what programs show as a whole.
pub fn measure() -> Measured {
    let catalogue = Catalogue::builtin().expect("the catalogue that belongs to this version");
    let numbers = catalogue.rows().flat_map(|row| row.numbers().collect::<Vec<_>>());
    let numbers = numbers.map(|number| format!("0x{number:X}"));
    let names = catalogue
        .rows()
        .flat_map(|row| row.names().map(str::to_owned).collect::<Vec<_>>());
    let texts: Vec<String> = numbers
        .chain(names)
        .chain(PASTED.into_iter().map(str::to_owned))
        .collect();
    let times: Vec<Duration> = texts.iter().map(|text| time(&catalogue, text)).collect();
    Measured {
        texts: texts.len(),
        spread: Spread::of(times.iter().copied()),
        slowest: times.into_iter().max().unwrap_or_default(),
    }
}

/// The middle of some rounds, since a single one may be interrupted.
fn time(catalogue: &Catalogue, text: &str) -> Duration {
    let rounds = (0..ROUNDS).map(|_| {
        let begun = clock::now();
        black_box(decode(black_box(catalogue), black_box(text)));
        begun.elapsed()
    });
    Spread::of(rounds).median
}

/// Reads a log of FreeRDP of `length` bytes or a little more, and tells what it says and how long that took.
///
/// Every line has other numbers, as in the logs that programs write: it is never enough to look at lines that are new.
pub fn read_log(length: usize) -> (Explained, Duration) {
    let catalogue = Catalogue::builtin().expect("the catalogue that belongs to this version");
    let log = log(length);
    let begun = clock::now();
    let mut explainer = Explainer::new(&catalogue);
    for piece in log.as_bytes().chunks(PIECE) {
        explainer.push(black_box(piece));
    }
    let explained = explainer.finish();
    (explained, begun.elapsed())
}

fn log(length: usize) -> String {
    let mut log = String::with_capacity(length + 1024);
    let mut number: u32 = 1;
    while log.len() < length {
        for (level, said) in LINES {
            number = number.wrapping_mul(2_654_435_761).wrapping_add(1);
            let (hour, minute, second) = (number % 24, number / 32 % 60, number / 2048 % 60);
            // Nothing can fail about writing to a string.
            let _ = writeln!(
                log,
                "[{hour:02}:{minute:02}:{second:02}:000] [4711:{number:08x}] [{level}]{said} 0x{number:x}"
            );
        }
    }
    log
}

/// Reads a capture of `length` bytes or a little more that has nothing to do with Remote Desktop, as most of the frames of a
/// real one, and tells how many there were and how long that took.
pub fn read_capture(length: usize) -> (u64, Duration) {
    let mut file = [0xa1b2_c3d4_u32, 0x0004_0002, 0, 0, 65_535, 101]
        .map(u32::to_le_bytes)
        .concat();
    let mut frame = vec![
        0x45, 0, 0x05, 0xdc, 0, 0, 0x40, 0, 64, 6, 0, 0, 192, 0, 2, 7, 192, 0, 2, 9,
    ];
    frame.extend([
        0xc3, 0x50, 0x01, 0xbb, 0, 0, 0, 0, 0, 0, 0, 0, 0x50, 0x10, 0xff, 0xff, 0, 0, 0, 0,
    ]);
    frame.resize(1500, 0x17);
    while file.len() < length {
        file.extend([1_700_000_000, 0, 1500, 1500].map(u32::to_le_bytes).concat());
        file.extend_from_slice(&frame);
    }
    let begun = clock::now();
    let mut reader = capture::Reader::default();
    for piece in file.chunks(PIECE) {
        reader.push(black_box(piece));
    }
    let frames = reader.finish().frames;
    (frames, begun.elapsed())
}

const PIECE: usize = 64 * 1024;
const LINES: [(&str, &str); 4] = [
    ("INFO ", "[com.freerdp.core] - resetting error state"),
    ("DEBUG", "[com.freerdp.core.nego] - state NEGO_STATE_NLA of"),
    (
        "ERROR",
        "[com.freerdp.core] - freerdp_set_last_error_ex ERRCONNECT_LOGON_FAILURE [0x00020014]",
    ),
    ("DEBUG", "[com.freerdp.channels] - pointer 0x80007f00 of channel"),
];

const ROUNDS: usize = 11;

/// What mstsc, Windows App, FreeRDP, Guacamole and the event log show.
const PASTED: [&str; 6] = [
    "[Window Title]\nRemote Desktop Connection\n\n[Content]\nRemote Desktop can't connect to the remote computer for one of \
     these reasons:\n\n1) Remote access to the server is not enabled\n2) The remote computer is turned off\n3) The remote \
     computer is not available on the network\n\n[Expanded Information]\nError code: 0x204\nExtended error code: 0x0\n\
     Timestamp (UTC): 10/16/23 09:18:47 AM",
    "We couldn't connect to the remote PC because the PC can't be found. If this keeps happening, contact your network \
     administrator for assistance.\nError code: 0x104",
    "[10:21:33:123] [4711:4712] [ERROR][com.freerdp.core.nla] - SPNEGO received NTSTATUS: STATUS_ACCOUNT_LOCKED_OUT \
     [0xC0000234] from server\n[10:21:33:124] [4711:4712] [ERROR][com.freerdp.core] - \
     nla_recv_pdu:freerdp_set_last_error_ex ERRCONNECT_ACCOUNT_LOCKED_OUT [0x00020018]",
    "[08:50:49:928] [14340:14341] [ERROR][com.freerdp.core] - ERRINFO_IDLE_TIMEOUT (0x00000003): The idle session limit \
     timer on the server has elapsed.",
    "guacd[421]: ERROR: RDP server closed/refused connection: Security negotiation failed (wrong security type?)",
    "Event 40, TerminalServices-LocalSessionManager: Session 3 has been disconnected, reason code 12",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_and_the_pasted_texts_are_measured() {
        let measured = measure();

        assert!(measured.texts > 800, "{measured:?}");
        assert!(measured.spread.median <= measured.spread.p95 && measured.spread.p95 <= measured.slowest);
    }

    #[test]
    fn every_frame_of_the_capture_is_read() {
        assert_eq!(read_capture(15_160).0, 10);
    }

    #[test]
    fn the_log_is_read_and_understood() {
        let (explained, _) = read_log(100_000);

        let first = explained.decoded.codes().next().expect("a code");
        assert_eq!(first.typed, "ERRCONNECT_LOGON_FAILURE");
        assert!(explained.lines > 900, "{}", explained.lines);
    }
}
