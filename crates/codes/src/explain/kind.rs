//! What a file is, by its first bytes.

/// What a text or a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// There is nothing in it.
    Empty,
    /// One code.
    Code,
    /// A message, or a few lines.
    Message,
    /// A log of some program.
    Log,
    /// An event log of Windows (`.evtx`).
    EventLog,
    /// A connection file (`.rdp`, `.rdpw`).
    ConnectionFile,
    /// A link that opens a connection (`rdp://`).
    Link,
    /// Captured network traffic (pcap, pcapng).
    Capture,
    /// Something that is not read.
    Unread(Unread),
}

/// A file that is known for what it is, but not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unread {
    /// A packed file: unpack it first.
    Archive,
    /// A picture: type the text.
    Picture,
    /// A trace of Windows (`.etl`): convert it to pcapng or text first.
    WindowsTrace,
    /// No text, and nothing that is known.
    Binary,
}

impl Kind {
    /// The name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Code => "code",
            Self::Message => "message",
            Self::Log => "log",
            Self::EventLog => "event-log",
            Self::ConnectionFile => "connection-file",
            Self::Link => "link",
            Self::Capture => "capture",
            Self::Unread(Unread::Archive) => "archive",
            Self::Unread(Unread::Picture) => "picture",
            Self::Unread(Unread::WindowsTrace) => "windows-trace",
            Self::Unread(Unread::Binary) => "binary",
        }
    }
}

/// What a file with this head is, unless it is text.
pub(super) fn of(head: &[u8]) -> Option<Kind> {
    if head.is_empty() {
        return Some(Kind::Empty);
    }
    let known = MAGIC.iter().find(|(magic, _)| head.starts_with(magic));
    if let Some((_, kind)) = known {
        return Some(*kind);
    }
    is_binary(head).then_some(Kind::Unread(Unread::Binary))
}

/// Whether control characters stand where no text has them. UTF-16 has its zeros at every second byte.
fn is_binary(head: &[u8]) -> bool {
    if super::encoding::is_utf16(head).is_some() {
        return false;
    }
    let odd = |byte: &&u8| matches!(byte, 0..=8 | 14..=26 | 28..=31 | 127);
    let controls = head.iter().filter(odd).count();
    controls * MOST_CONTROLS > head.len()
}

const MAGIC: &[(&[u8], Kind)] = &[
    (b"ElfFile\0", Kind::EventLog),
    (&[0x0a, 0x0d, 0x0d, 0x0a], Kind::Capture),
    (&[0xd4, 0xc3, 0xb2, 0xa1], Kind::Capture),
    (&[0xa1, 0xb2, 0xc3, 0xd4], Kind::Capture),
    (&[0x4d, 0x3c, 0xb2, 0xa1], Kind::Capture),
    (&[0xa1, 0xb2, 0x3c, 0x4d], Kind::Capture),
    (b"PK\x03\x04", Kind::Unread(Unread::Archive)),
    (&[0x1f, 0x8b], Kind::Unread(Unread::Archive)),
    (b"7z\xbc\xaf\x27\x1c", Kind::Unread(Unread::Archive)),
    (b"Rar!", Kind::Unread(Unread::Archive)),
    (b"MSCF", Kind::Unread(Unread::Archive)),
    (b"\x89PNG", Kind::Unread(Unread::Picture)),
    (&[0xff, 0xd8, 0xff], Kind::Unread(Unread::Picture)),
    (b"GIF8", Kind::Unread(Unread::Picture)),
    (b"%PDF", Kind::Unread(Unread::Binary)),
    // WMI_BUFFER_HEADER of an event trace: its buffer size, then zeros.
    (
        &[0x00, 0x00, 0x01, 0x00, 0x00, 0x00, 0x01, 0x00],
        Kind::Unread(Unread::WindowsTrace),
    ),
];

/// Of so many bytes at most one is a control character in a text.
const MOST_CONTROLS: usize = 64;
