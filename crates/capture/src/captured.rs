//! A connection in a capture, as whoever reads it gets it.

use core::net::SocketAddr;

use wire::Report;

/// A connection in a capture.
#[derive(Clone, Debug)]
pub struct Captured {
    /// Who opened it.
    pub client: SocketAddr,
    /// The server.
    pub server: SocketAddr,
    /// How far it was read.
    pub seen: Seen,
    /// What it shows, as a check would have found it.
    pub report: Report,
}

/// How far a connection could be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    /// All of it.
    Everything,
    /// Up to TLS: what comes behind it is encrypted, and the capture has no secrets that open it.
    UpToTls,
    /// Frames are missing in the capture.
    WithGaps,
}

/// Connections that are kept; more than these nobody looks through.
pub const MOST_CONNECTIONS: usize = 64;
