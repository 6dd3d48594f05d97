//! What laying two reports side by side comes to.

use wire::{Disclosure, Elapsed, Leg, LegKind, Nla, Report, Stage, StageReport};

use crate::finding::Finding;

/// What differs between two reports, and where that begins.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison<'a> {
    /// The two reports, left and right.
    pub reports: [&'a Report; 2],
    /// The one that began later; absent where both began at the same time, or on the same day and only that is shown.
    pub later: Option<Side>,
    /// Whether both are about the same target; absent where one of them does not show that.
    pub same_target: Option<bool>,
    /// How much of each may be seen, where that differs: what one of them hides cannot be compared.
    pub disclosures: Option<[Disclosure; 2]>,
    /// The first step that ended otherwise, on the first leg on which one did.
    pub first_difference: Option<(LegKind, Stage)>,
    /// The legs that both have, in the order of the first; the ways to the computer are compared wherever each was looked
    /// at from.
    pub legs: Vec<LegComparison<'a>>,
    /// The legs that only one of them has.
    pub one_sided: Vec<(Side, &'a Leg)>,
    /// Everything else that at least one of them tells, in the order of the steps, also where it is the same.
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

/// One leg of both.
#[derive(Clone, Debug, PartialEq)]
pub struct LegComparison<'a> {
    /// The legs, left and right.
    pub sides: [&'a Leg; 2],
    /// All steps of its kind, in order.
    pub stages: Vec<StageComparison<'a>>,
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
    /// The side on which it took so much longer that it matters: more than [`NOTICED_MS`] and more than double.
    pub slower: Option<Side>,
}

/// Something besides how the steps ended.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// What.
    pub subject: Subject,
    /// What each says; absent where it says nothing, as one that did not get so far.
    pub sides: [Option<Value>; 2],
    /// Whether it is another; absent where one of the two does not tell, or not enough of it.
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
    /// Who issued it.
    CertificateIssuer,
    /// From when it is valid.
    CertificateStart,
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
    /// Whether NLA is required.
    Nla(Nla),
    /// A protocol that was selected.
    Protocol(u32),
    /// An operating system's version.
    System((u8, u8, u16)),
    /// A clock's distance, in milliseconds.
    Clock(i64),
    /// A span of time.
    Span(Elapsed),
    /// What is wrong.
    Finding(Finding),
}

/// A copy of a report that shows no more than a level allows.
pub type Redact = fn(&Report, Disclosure) -> Report;

/// The side whose time is so much longer that it matters.
pub(super) fn slower(left: Elapsed, right: Elapsed) -> Option<Side> {
    let longer = |one: Elapsed, other: Elapsed| {
        let (one, other) = (one.as_millis(), other.as_millis());
        one - other > NOTICED_MS && one > other * 2.0
    };
    if longer(left, right) {
        Some(Side::Left)
    } else {
        longer(right, left).then_some(Side::Right)
    }
}

/// Two runs over the same line differ by some tens of milliseconds by chance, and long steps by a part of themselves.
/// What is more than both, and more than double, has a reason.
const NOTICED_MS: f64 = 50.0;
