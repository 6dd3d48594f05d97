//! Two reports side by side.

use wire::{Disclosure, Elapsed, Report, Stage, StageReport};

/// What differs between two reports, and where that begins.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison<'a> {
    /// The two reports, left and right.
    pub reports: [&'a Report; 2],
    /// The one that began later; absent where both began at the same time.
    pub later: Option<Side>,
    /// Whether both are about the same target; absent where that was redacted.
    pub same_target: Option<bool>,
    /// How much of each may be seen, where that differs: what one of them hides cannot be compared.
    pub disclosures: Option<[Disclosure; 2]>,
    /// The first step that ended otherwise.
    pub first_difference: Option<Stage>,
    /// All thirteen steps, in order.
    pub stages: Vec<StageComparison<'a>>,
    /// Everything else that can be compared, in the order of the steps, also where it is the same.
    pub changes: Vec<Change>,
}

/// One of two reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Side {
    /// The first.
    Left,
    /// The second.
    Right,
}

/// One step of both.
#[derive(Clone, Debug, PartialEq)]
pub struct StageComparison<'a> {
    /// Which.
    pub stage: Stage,
    /// What each says about it.
    pub sides: [&'a StageReport; 2],
    /// Whether it ended otherwise: with another outcome, or for another reason.
    pub differs: bool,
    /// The side on which it took so much longer that a person notices.
    pub slower: Option<Side>,
}

/// Something besides how the steps ended.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// What.
    pub subject: Subject,
    /// What each says; absent where it says nothing.
    pub sides: [Option<Value>; 2],
    /// Whether it is another; absent where one of the two does not show it.
    pub differs: Option<bool>,
}

/// What is compared besides how the steps ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Subject {
    /// What was checked.
    Target,
    /// The addresses that the name led to.
    Addresses,
    /// The address in use.
    Address,
    /// The protocol that the server selected.
    Protocol,
    /// The TLS version.
    TlsVersion,
    /// The cipher suite.
    Cipher,
    /// For whom the certificate is.
    CertificateSubject,
    /// Until when it is valid.
    CertificateExpiry,
    /// Its SHA-256.
    Fingerprint,
    /// Whether NLA is required.
    Nla,
    /// The computer's name in its challenge.
    Computer,
    /// The system's version in the challenge.
    System,
    /// How far the computer's clock is off.
    Clock,
    /// The first finding.
    Finding,
    /// How long the run took.
    Duration,
}

/// What one report says about a [`Subject`].
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// As it is to be shown.
    Text(String),
    /// A message of the locale.
    Key(&'static str),
    /// A protocol that was selected.
    Protocol(u32),
    /// An operating system's version.
    System((u8, u8, u16)),
    /// A clock's distance, in milliseconds.
    Clock(i64),
    /// A span of time.
    Span(Elapsed),
}

/// Lays `left` and `right` side by side.
pub fn compare<'a>(left: &'a Report, right: &'a Report) -> Comparison<'a> {
    Comparison {
        reports: [left, right],
        later: None,
        same_target: None,
        disclosures: None,
        first_difference: None,
        stages: Vec::new(),
        changes: Vec::new(),
    }
}
