//! Sentences by which programs tell a code without showing it.
//!
//! Only sentences that stand for one number are here. They count where a text holds no code.

use super::program::Program;
use super::table::Table;

/// A sentence that stands for a code.
pub(super) struct Phrase {
    /// A part of it, in lower case.
    words: &'static str,
    /// Who says it.
    pub(super) program: Program,
    /// The code space and the number that it stands for.
    pub(super) code: (Table, u32),
}

/// The first sentence of `text`, which is in lower case, that stands for a code.
pub(super) fn phrase(text: &str) -> Option<&'static Phrase> {
    PHRASES.iter().find(|phrase| text.contains(phrase.words))
}

const fn said(program: Program, words: &'static str, table: Table, number: u32) -> Phrase {
    Phrase {
        words,
        program,
        code: (table, number),
    }
}

const PHRASES: &[Phrase] = &[
    said(
        Program::Guacamole,
        "server refused connection (wrong security type?)",
        Table::FreerdpErrconnect,
        0x2000D,
    ),
    said(
        Program::Guacamole,
        "security negotiation failed (wrong security type?)",
        Table::FreerdpErrconnect,
        0x2000C,
    ),
    said(
        Program::Guacamole,
        "ssl/tls connection failed (untrusted/self-signed certificate?)",
        Table::FreerdpErrconnect,
        0x20008,
    ),
    said(
        Program::Guacamole,
        "authentication failure (invalid credentials?)",
        Table::FreerdpErrconnect,
        0x20009,
    ),
    said(
        Program::Guacamole,
        "dns lookup failed (incorrect hostname?)",
        Table::FreerdpErrconnect,
        0x20005,
    ),
    said(
        Program::Guacamole,
        "connection: forcibly disconnected",
        Table::Errinfo,
        1,
    ),
    said(
        Program::Guacamole,
        "idle session time limit exceeded",
        Table::Errinfo,
        3,
    ),
    said(
        Program::Guacamole,
        "active session time limit exceeded",
        Table::Errinfo,
        4,
    ),
    said(
        Program::Guacamole,
        "connection: disconnected by other connection",
        Table::Errinfo,
        5,
    ),
    said(
        Program::Guacamole,
        "connection: insufficient privileges",
        Table::Errinfo,
        9,
    ),
    said(
        Program::Guacamole,
        "connection: credentials expired",
        Table::Errinfo,
        0xA,
    ),
    said(
        Program::Rdesktop,
        "failed to connect, credssp required by server",
        Table::RdpNegFailure,
        5,
    ),
    said(
        Program::Rdesktop,
        "disconnect: server idle session time limit reached",
        Table::RdesktopExit,
        3,
    ),
    said(
        Program::Rdesktop,
        "disconnect: server active session time limit reached",
        Table::RdesktopExit,
        4,
    ),
    said(
        Program::Rdesktop,
        "disconnect: the session was replaced",
        Table::RdesktopExit,
        5,
    ),
    said(
        Program::Rdesktop,
        "disconnect: the server denied the connection.",
        Table::RdesktopExit,
        7,
    ),
    said(
        Program::Rdesktop,
        "disconnect: the user cannot connect to the server due to insufficient access privileges",
        Table::RdesktopExit,
        9,
    ),
    said(
        Program::Rdesktop,
        "disconnect: no license server available",
        Table::RdesktopExit,
        0x11,
    ),
    said(
        Program::Mstsc,
        "can't connect to the remote computer for one of these reasons",
        Table::MstscDisconnectReason,
        0x204,
    ),
    said(
        Program::Mstsc,
        "remote desktop can't find the computer",
        Table::MstscDisconnectReason,
        0x104,
    ),
    said(
        Program::Mstsc,
        "requires network level authentication, which your computer does not support",
        Table::MstscDisconnectReason,
        0xB09,
    ),
    said(
        Program::Mstsc,
        "no remote desktop license servers available to provide a license",
        Table::ExtendedDisconnectReason,
        0x101,
    ),
    said(
        Program::Mstsc,
        "the function requested is not supported",
        Table::SspiSecE,
        0x8009_0302,
    ),
    said(Program::System, "connection refused", Table::SocketError, 111),
    said(Program::System, "connection reset by peer", Table::SocketError, 104),
    said(Program::System, "connection timed out", Table::SocketError, 110),
    said(Program::System, "no route to host", Table::SocketError, 113),
    said(Program::System, "network is unreachable", Table::SocketError, 101),
];
