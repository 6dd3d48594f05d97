//! Why a connection is opened, with what earlier connections left for it, and what follows from an answer on it.

use core::time::Duration;

use wire::{Failure, TokenForm, TransportEnd};

/// One connection's purpose, with what earlier connections left for it.
#[derive(Debug)]
pub(crate) enum Attempt {
    Main(Main),
    WithoutCookie(WithoutCookie),
    Standard(Standard),
    Spnego(Spnego),
    TlsOnly(TlsOnly),
    Hello(Hello),
    BareTls(BareTls),
}

/// Walks the stages from the first on.
#[derive(Debug)]
pub(crate) struct Main {
    /// When the X.224 answer is given up, however many connections ask for it.
    pub(crate) negotiate_by: Duration,
    pub(crate) asked: Asked,
}

/// Whether another request was made because this one had no answer for long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Asked {
    /// None was.
    Once,
    /// One was, on a connection beside this one.
    Beside,
    /// None can be: there is this one connection alone.
    Alone,
}

/// Asks once more, without the routing cookie.
#[derive(Debug)]
pub(crate) struct WithoutCookie {
    /// What the main connection failed with; silence for as long as it is still open.
    pub(super) first: Failure,
    pub(super) first_end: TransportEnd,
    pub(super) first_is: First,
    pub(super) negotiate_by: Duration,
}

/// Asks for Standard RDP Security.
#[derive(Debug)]
pub(crate) struct Standard {
    pub(super) because: Because,
}

/// Why nothing is offered.
#[derive(Debug)]
pub(super) enum Because {
    /// The first offer was refused with this code.
    Refused { code: u32 },
    /// Two requests got no answer; this third one holds no negotiation data at all.
    Unanswered { first: Failure, negotiate_by: Duration },
    /// It does not matter any more: the server agreed.
    Agreed,
}

/// Sends the first token inside SPNEGO.
#[derive(Debug)]
pub(crate) struct Spnego {
    /// What the main connection failed with, which stands if this one gets no challenge either; none where raw NTLMSSP got
    /// its challenge.
    pub(super) first: Option<Failure>,
    pub(super) reached: Reached,
}

/// How far the server went with this connection.
#[derive(Debug)]
pub(super) enum Reached {
    /// Its X.224 request has no answer yet.
    Nothing,
    /// X.224 was answered as on the main connection.
    Negotiated,
    /// TLS stands, and the token has gone out.
    Asked,
}

/// Goes as far as the server lets a guest come without NLA.
#[derive(Debug)]
pub(crate) struct TlsOnly;

/// Asks whether the server speaks one version.
#[derive(Debug)]
pub(crate) struct Hello {
    /// The version, as on the wire.
    pub(crate) version: u16,
    /// What TLS failed with on the main connection; the stage ends with it.
    pub(super) first: Failure,
}

/// Begins with TLS.
#[derive(Debug)]
pub(crate) struct BareTls {
    /// What the requests before failed with; it stands unless this one is answered.
    pub(super) first: Failure,
    pub(super) first_is: First,
    /// When the answer is given up: whoever is asked again shares the one limit of the stage.
    pub(super) negotiate_by: Duration,
}

/// Whether the first request may still be answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum First {
    /// Its connection stays open.
    Waiting,
    /// Its connection has ended.
    Ended,
}

/// What follows.
#[derive(Debug)]
pub(crate) enum Next {
    /// TLS, on the same connection.
    Secure,
    /// A first CredSSP token of this form, on the same connection.
    Challenge(TokenForm),
    /// CredSSP with the run's account, on the same connection.
    SignIn,
    /// The settings of Standard RDP Security, on the same connection.
    StandardSettings,
    /// A bare ClientHello of this version, on the same connection.
    Hello(u16),
    /// Everything from the settings to the picture, on the same connection.
    Session,
    /// This connection is closed and another one opened. Where the first one is open beside it, the new attempt says
    /// whether it stays so.
    Reconnect(Attempt),
    /// This connection stays open, for whatever still comes, and another one is opened beside it.
    ConnectBeside(Attempt),
    /// This connection is closed, and the first, which stayed open beside it, is waited for alone.
    AwaitFirst,
    /// This connection is closed, and none follows.
    Done,
}
