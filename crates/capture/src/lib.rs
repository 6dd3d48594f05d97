//! Remote Desktop connections out of captured network traffic: pcap and pcapng, read as a stream and in bounded memory.
//!
//! ```text
//!   file: frames, TLS secrets --> link: TCP segments --> half: bytes in order --> connection: clear bytes, TLS
//!                                                                                  |
//!                                                            probe::Conversation <-+--> a report for each connection
//! ```
//!
//! Nothing here opens a socket or a file. With its TLS secrets a capture holds passwords; of what could hold one,
//! [`probe::Conversation`] keeps the length alone.

mod both;
mod captured;
mod cipher;
mod connection;
mod file;
mod half;
mod handshake;
mod link;
mod secrets;
mod table;
mod tls;

pub use self::captured::{Captured, MOST_CONNECTIONS, Seen};

use self::file::{File, Item};
use self::secrets::Secrets;
use self::table::Table;

/// Reads a capture piece by piece.
#[derive(Debug, Default)]
pub struct Reader {
    file: File,
    secrets: Secrets,
    table: Table,
    bytes: u64,
    frames: u64,
}

/// What a capture holds.
#[derive(Clone, Debug)]
pub struct Capture {
    /// How many bytes were read.
    pub bytes: u64,
    /// How many frames.
    pub frames: u64,
    /// Whether the file is damaged, and the rest behind that place was not read.
    pub damaged: bool,
    /// The Remote Desktop connections, in the order in which they began; at most [`MOST_CONNECTIONS`].
    pub connections: Vec<Captured>,
    /// How many more there were.
    pub left_out: u64,
}

impl Reader {
    /// Reads the next piece of the file.
    pub fn push(&mut self, bytes: &[u8]) {
        let Self {
            file,
            secrets,
            table,
            frames,
            ..
        } = self;
        self.bytes += u64::try_from(bytes.len()).unwrap_or_default();
        file.push(bytes, &mut |item| match item {
            Item::Secrets(text) => secrets.add(text),
            Item::Frame(frame) => {
                *frames += 1;
                if let Some(segment) = link::segment(frame.link, frame.bytes) {
                    table.take(&segment, frame.at, secrets);
                }
            }
        });
    }

    /// What it all holds.
    pub fn finish(self) -> Capture {
        let (connections, left_out) = self.table.finish();
        Capture {
            bytes: self.bytes,
            frames: self.frames,
            damaged: self.file.is_damaged(),
            connections,
            left_out,
        }
    }
}

/// Whether a file that begins so is a capture.
pub fn is_capture(head: &[u8]) -> bool {
    MAGIC.iter().any(|magic| head.starts_with(magic))
}

/// pcapng, and pcap in both byte orders with microseconds and with nanoseconds.
const MAGIC: [[u8; 4]; 5] = [
    [0x0a, 0x0d, 0x0d, 0x0a],
    [0xd4, 0xc3, 0xb2, 0xa1],
    [0xa1, 0xb2, 0xc3, 0xd4],
    [0x4d, 0x3c, 0xb2, 0xa1],
    [0xa1, 0xb2, 0x3c, 0x4d],
];

#[cfg(test)]
mod tests;
