//! One meaning of one number in one code space.

use core::ops::RangeInclusive;

use wire::Stage;

use super::table::Table;

/// A row of the catalogue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The code space.
    pub table: Table,
    /// The number; negative ones as their 32 bits.
    pub number: u32,
    /// The name that goes with it; several names of one thing are set apart by ` / `. Absent where it has none.
    pub symbol: Option<Box<str>>,
    /// What it speaks of.
    pub place: Place,
    /// How well its meaning is known.
    pub status: Status,
    /// What it means, in one to four sentences.
    pub meaning: Box<str>,
    /// Where that is known from, set apart by `; `.
    pub(super) sources: Box<str>,
}

impl Row {
    /// Where the meaning is known from: specifications, source files, and threads as `owner/repository#number`.
    pub fn sources(&self) -> impl Iterator<Item = &str> {
        self.sources.split("; ")
    }

    /// The names of this row. A name that ends in a number has that number on another system.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.symbol.iter().flat_map(|symbol| symbol.split(" / "))
    }

    /// Every number of this row, its own first.
    pub fn numbers(&self) -> impl Iterator<Item = u32> {
        let others = self.names().filter_map(|name| name.rsplit_once(' ')?.1.parse().ok());
        core::iter::once(self.number).chain(others)
    }
}

/// How well a meaning is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// A specification, a vendor's table or the program's source says so.
    Documented,
    /// Threads or articles show it happening.
    Observed,
    /// Concluded from documented neighbours and observed cases.
    Inferred,
    /// Claimed somewhere without evidence.
    Weak,
}

impl Status {
    /// Every status, the surest first.
    pub const ALL: [Self; 4] = [Self::Documented, Self::Observed, Self::Inferred, Self::Weak];

    /// The name in the data file, and the part of its message's key in the locale.
    pub fn name(self) -> &'static str {
        match self {
            Self::Documented => "documented",
            Self::Observed => "observed",
            Self::Inferred => "inferred",
            Self::Weak => "weak",
        }
    }
}

/// The part of a connection that a code speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// The name of the computer.
    Resolve,
    /// Opening the TCP connection.
    Connect,
    /// An answer that did not come, at connecting or later.
    Path,
    /// A connection that stood and was lost, at any step.
    Transport,
    /// The negotiation of security.
    Negotiate,
    /// TLS, or Standard RDP Security.
    Secure,
    /// TLS or NLA, whichever it was.
    Handshake,
    /// NLA.
    Authenticate,
    /// The exchange of settings and the channels.
    Settings,
    /// Licensing.
    License,
    /// Capabilities and the start of the picture.
    Capabilities,
    /// The session: sign-in on the desktop, and all that comes later.
    Session,
    /// A gateway or broker between.
    Gateway,
    /// The program itself, or the device it runs on.
    Client,
}

impl Place {
    /// Every place, in the order of a connection.
    pub const ALL: [Self; 14] = [
        Self::Resolve,
        Self::Connect,
        Self::Path,
        Self::Transport,
        Self::Negotiate,
        Self::Secure,
        Self::Handshake,
        Self::Authenticate,
        Self::Settings,
        Self::License,
        Self::Capabilities,
        Self::Session,
        Self::Gateway,
        Self::Client,
    ];

    /// The name in the data file, and the part of its message's key in the locale.
    pub fn name(self) -> &'static str {
        match self {
            Self::Resolve => "resolve",
            Self::Connect => "connect",
            Self::Path => "path",
            Self::Transport => "transport",
            Self::Negotiate => "negotiate",
            Self::Secure => "secure",
            Self::Handshake => "handshake",
            Self::Authenticate => "authenticate",
            Self::Settings => "settings",
            Self::License => "license",
            Self::Capabilities => "capabilities",
            Self::Session => "session",
            Self::Gateway => "gateway",
            Self::Client => "client",
        }
    }

    pub(super) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|place| place.name() == name)
    }

    /// The stages of a check that it covers; absent for what a check does not walk.
    pub fn stages(self) -> Option<RangeInclusive<Stage>> {
        match self {
            Self::Resolve => Some(Stage::Resolve..=Stage::Resolve),
            Self::Connect => Some(Stage::Connect..=Stage::Connect),
            Self::Path => Some(Stage::Connect..=Stage::Stay),
            Self::Transport => Some(Stage::Negotiate..=Stage::Stay),
            Self::Negotiate => Some(Stage::Negotiate..=Stage::Negotiate),
            Self::Secure => Some(Stage::Secure..=Stage::Secure),
            Self::Handshake => Some(Stage::Secure..=Stage::Authenticate),
            Self::Authenticate => Some(Stage::Authenticate..=Stage::Authenticate),
            Self::Settings => Some(Stage::Settings..=Stage::Channels),
            Self::License => Some(Stage::License..=Stage::License),
            Self::Capabilities => Some(Stage::Capabilities..=Stage::Finalize),
            Self::Session => Some(Stage::Logon..=Stage::Stay),
            Self::Gateway | Self::Client => None,
        }
    }
}
