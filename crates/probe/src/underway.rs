//! How far a run is with its connections.

use core::net::SocketAddr;
use core::time::Duration;

use wire::Failure;

use crate::ConnectionId;
use crate::connection::Connection;
use crate::purpose::Attempt;

/// How far the run is with the connection that it speaks over.
#[derive(Debug)]
pub(crate) enum Underway {
    /// There is none, and none is planned.
    Nothing,
    /// One is to be opened once the one before it is closed.
    Planned(Attempt),
    /// One is being opened.
    Dialing(Dialing),
    /// It stands.
    Open(Box<Open>),
}

/// A connection that is being opened after the first.
#[derive(Debug)]
pub(crate) struct Dialing {
    pub(crate) connection: ConnectionId,
    pub(crate) attempt: Attempt,
    pub(crate) address: SocketAddr,
    pub(crate) started: Duration,
    /// When it is given up.
    pub(crate) deadline: Duration,
}

/// A connection that stands, and what it is for.
#[derive(Debug)]
pub(crate) struct Open {
    pub(crate) attempt: Attempt,
    pub(crate) connection: Connection,
}

/// A connection that is being closed; the entry in the report waits for the kernel's figures.
#[derive(Debug)]
pub(crate) struct Closing {
    pub(crate) id: ConnectionId,
    pub(crate) entry: Option<wire::Connection>,
}

impl Underway {
    /// When it wants to be looked at again.
    pub(crate) fn timeout(&self) -> Option<Duration> {
        match self {
            Self::Nothing | Self::Planned(_) => None,
            Self::Dialing(dialing) => Some(dialing.deadline),
            Self::Open(open) => Some(open.connection.timeout()),
        }
    }

    /// What the connection is for.
    pub(crate) fn attempt_mut(&mut self) -> Option<&mut Attempt> {
        match self {
            Self::Nothing => None,
            Self::Planned(attempt) => Some(attempt),
            Self::Dialing(dialing) => Some(&mut dialing.attempt),
            Self::Open(open) => Some(&mut open.attempt),
        }
    }

    /// What an earlier connection failed with, where that still stands.
    pub(crate) fn standing_failure(&self) -> Option<&Failure> {
        match self {
            Self::Nothing => None,
            Self::Planned(attempt) => attempt.standing_failure(),
            Self::Dialing(dialing) => dialing.attempt.standing_failure(),
            Self::Open(open) => open.attempt.standing_failure(),
        }
    }
}
