//! Whether a report is one that a run can have written.
//!
//! Reports come back from browsers and files. What no run writes is refused before anything is kept or shown of it: such
//! a report would hold text where nobody looks for any, or claim what contradicts itself.

use core::time::Duration;

use crate::file_setting::FILE_SETTINGS;
use crate::{Connection, Elapsed, Facts, Leg, Node, Outcome, Place, Report, SCHEMA, SecureFacts, Stage, StageReport};

/// The legs of one run: the page's two, that of a sign-in, and from each of eight places the computer and a gateway.
pub const MOST_LEGS: usize = 19;
/// The TCP connections of one leg: the main one and three that ask for more.
pub const MOST_CONNECTIONS: usize = 4;
/// What a server says of its own accord in one step, as far as a report keeps it.
pub const MOST_SIGNALS: usize = 8;
/// The messages of one step that a report keeps.
pub const MOST_EXCHANGES: usize = 8;
/// Certificates in a chain; servers send two to four.
pub const MOST_CERTIFICATES: usize = 10;
/// Names of one certificate that a report keeps; that of a large hosting site has hundreds.
pub const MOST_NAMES: usize = 32;
/// Entries of any other list: as many addresses as the longest DNS answer of each family holds.
pub const MOST_ENTRIES: usize = 8192;
/// The bytes of all messages together that a report keeps; twice as many hexadecimal digits leave room for the facts in
/// 64 KiB.
pub const MOST_EVIDENCE: usize = 12 * 1024;
/// A run ends after a minute; ten leave room for longer limits to come.
pub const LONGEST_RUN: Duration = Duration::from_secs(600);

/// Why no run can have written a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ReportFault {
    /// A newer version wrote it, or none: schemas are 1 to [`SCHEMA`].
    Schema {
        /// What stands in it.
        found: u32,
    },
    /// No leg leads to the computer, or one joins what no run connects.
    Legs,
    /// A leg does not hold the steps of its kind, each once and in order.
    Stages,
    /// One of its lists is longer than a run makes it.
    TooMany {
        /// Which list.
        what: Listed,
        /// How many entries a run writes at most.
        most: usize,
    },
    /// A text is longer, or holds other characters, than a run writes.
    Text {
        /// The step in which it stands; absent where it stands in none.
        stage: Option<Stage>,
    },
    /// How a step ended does not go with the rest of the report.
    Contradiction {
        /// The step.
        stage: Stage,
    },
    /// A time that no clock shows, or longer than any run.
    Time,
}

/// A list of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Listed {
    /// [`Report::legs`].
    Legs,
    /// [`Leg::connections`].
    Connections,
    /// [`StageReport::signals`].
    Signals,
    /// [`StageReport::exchanges`].
    Exchanges,
    /// A list in the facts of a step, or what a connection file asks for.
    Facts,
    /// The bytes of all messages.
    Evidence,
}

impl Report {
    /// Why no run can have written this report; absent where one can.
    ///
    /// Reports of older versions and redacted ones are in order, too.
    pub fn fault(&self) -> Option<ReportFault> {
        if self.schema != SCHEMA {
            return Some(ReportFault::Schema { found: self.schema });
        }
        if !is_of_a_clock(self.started_at_ms / 1000) || !fits_in_a_run(self.elapsed_ms) {
            return Some(ReportFault::Time);
        }
        if !self.version.as_deref().is_none_or(is_of_a_version) {
            return Some(ReportFault::Text { stage: None });
        }
        if self.computer().is_none() {
            return Some(ReportFault::Legs);
        }
        too_many(Listed::Legs, self.legs.len(), MOST_LEGS)
            .or_else(|| too_many(Listed::Facts, self.settings.len(), FILE_SETTINGS))
            .or_else(|| self.legs.iter().find_map(Leg::fault))
    }
}

impl Leg {
    fn fault(&self) -> Option<ReportFault> {
        if !is_walked(self.from, self.to) || (self.gateway.is_some() && self.to != Node::Gateway) {
            return Some(ReportFault::Legs);
        }
        let stages = self.stages.iter().map(StageReport::stage);
        if !stages.eq(self.kind().stages()) {
            return Some(ReportFault::Stages);
        }
        let mut times = self.stages.iter().filter_map(|stage| stage.elapsed_ms);
        if !times.all(fits_in_a_run) {
            return Some(ReportFault::Time);
        }
        too_many(Listed::Connections, self.connections.len(), MOST_CONNECTIONS)
            .or_else(|| self.connections.iter().find_map(connection_fault))
            .or_else(|| self.stages.iter().find_map(StageReport::fault))
            .or_else(|| self.order_fault())
            .or_else(|| {
                let exchanges = self.stages.iter().flat_map(|stage| &stage.exchanges);
                let bytes = exchanges.map(|exchange| exchange.bytes.as_bytes().len()).sum();
                too_many(Listed::Evidence, bytes, MOST_EVIDENCE)
            })
    }

    /// Behind the step at which it broke, and behind one that was not reached, no step is reached. Whoever looks at a
    /// connection that somebody else made, as a page signs in, as a capture is read, and behind a gateway, reaches neither
    /// name nor address.
    fn order_fault(&self) -> Option<ReportFault> {
        let dials = matches!(self.place, Place::Relay | Place::Agent) && self.from != Node::Gateway;
        let mut ended = false;
        for stage in &self.stages {
            let reached = stage.outcome != Outcome::NotReached;
            if ended && reached {
                return Some(ReportFault::Contradiction { stage: stage.stage() });
            }
            let by_others = !dials && matches!(stage.stage(), Stage::Resolve | Stage::Connect);
            ended |= stage.outcome.is_broken() || !(reached || by_others);
        }
        None
    }
}

/// Whether a run has a leg between these ends.
fn is_walked(from: Node, to: Node) -> bool {
    match (from, to) {
        (Node::Browser, Node::Relay) | (Node::Relay | Node::Terminal | Node::Agent, Node::Gateway) => true,
        (from, Node::Computer) => from != Node::Computer,
        (_, Node::Browser | Node::Relay | Node::Terminal | Node::Agent | Node::Tool | Node::Gateway) => false,
    }
}

fn connection_fault(connection: &Connection) -> Option<ReportFault> {
    let print = connection.certificate_sha256.as_deref().unwrap_or_default();
    let times = [connection.opened_at_ms, connection.handshake_ms].into_iter();
    if !times.chain(connection.ended_after_ms).all(fits_in_a_run) {
        return Some(ReportFault::Time);
    }
    (!is_fingerprint(print, SHA256_DIGITS)).then_some(ReportFault::Text { stage: None })
}

impl StageReport {
    fn fault(&self) -> Option<ReportFault> {
        let stage = self.stage();
        // The public sees no time of the reader's own network.
        let timed = self.elapsed_ms.is_some() || matches!(stage, Stage::Relay | Stage::Reach);
        let consistent = match self.outcome {
            Outcome::Passed => timed && self.failure.is_none() && self.not_checked.is_none(),
            Outcome::Failed | Outcome::Silent => timed && self.failure.is_some() && self.not_checked.is_none(),
            Outcome::NotReached => self.failure.is_none() && self.not_checked.is_none(),
            Outcome::NotChecked => self.failure.is_none() && self.not_checked.is_some(),
        };
        let cut = |exchange: &crate::Exchange| {
            u32::try_from(exchange.bytes.as_bytes().len()).is_ok_and(|kept| kept <= exchange.length)
        };
        if !consistent || !self.exchanges.iter().all(cut) {
            return Some(ReportFault::Contradiction { stage });
        }
        too_many(Listed::Signals, self.signals.len(), MOST_SIGNALS)
            .or_else(|| too_many(Listed::Exchanges, self.exchanges.len(), MOST_EXCHANGES))
            .or_else(|| self.facts.fault())
    }
}

impl Facts {
    fn fault(&self) -> Option<ReportFault> {
        let entries = |count| too_many(Listed::Facts, count, MOST_ENTRIES);
        match self {
            Self::Resolve(facts) => entries(facts.lookups.len())
                .or_else(|| entries(facts.aliases.len()))
                .or_else(|| entries(facts.addresses.len()))
                .or_else(|| entries(facts.forbidden.len())),
            Self::Connect(facts) => entries(facts.dials.len()),
            Self::Negotiate(facts) => {
                let sound = facts
                    .second_try
                    .is_none_or(|tries| fits_in_a_run(tries.first_elapsed_ms));
                (!sound).then_some(ReportFault::Time)
            }
            Self::Secure(facts) => facts.fault(),
            Self::Authenticate(facts) => {
                let said = facts.challenge.as_ref();
                let theirs = said.and_then(|said| said.server_time_ms).unwrap_or_default();
                let offset = said.and_then(|said| said.clock_offset_ms).unwrap_or_default();
                let sound = [theirs, offset]
                    .iter()
                    .all(|time| time.unsigned_abs() <= FARTHEST_CLOCK_MS);
                (!sound).then_some(ReportFault::Time)
            }
            Self::Channels(facts) => entries(facts.joined.len()),
            Self::License(facts) => entries(facts.messages.len()),
            Self::Reach(facts) => entries(facts.tries.len()),
            Self::Answer(facts) => entries(facts.schemes.len()).or_else(|| {
                let offset = facts.clock_offset_s.unwrap_or_default();
                (!is_of_a_calendar(offset)).then_some(ReportFault::Time)
            }),
            Self::Relay(_)
            | Self::SignIn(_)
            | Self::Tunnel(_)
            | Self::Settings(_)
            | Self::Logon(_)
            | Self::Capabilities(_)
            | Self::Finalize(_)
            | Self::Desktop(_)
            | Self::Stay(_) => None,
        }
    }
}

impl SecureFacts {
    fn fault(&self) -> Option<ReportFault> {
        let text = ReportFault::Text {
            stage: Some(Stage::Secure),
        };
        let seen = self.seen_at.unwrap_or_default();
        let dates = self.certificates.iter().flat_map(|one| [one.not_before, one.not_after]);
        let prints = |one: &crate::CertificateFacts| {
            is_fingerprint(&one.sha256, SHA256_DIGITS) && is_fingerprint(&one.sha1, SHA1_DIGITS)
        };
        let most_names = self.certificates.iter().map(|one| one.names.len()).max();
        too_many(Listed::Facts, self.certificates.len(), MOST_CERTIFICATES)
            .or_else(|| too_many(Listed::Facts, most_names.unwrap_or_default(), MOST_NAMES))
            .or_else(|| too_many(Listed::Facts, self.hellos.len(), MOST_CONNECTIONS))
            .or_else(|| (!self.certificates.iter().all(prints)).then_some(text))
            .or_else(|| {
                let sound = is_of_a_clock(seen) && dates.into_iter().all(is_of_a_calendar);
                (!sound).then_some(ReportFault::Time)
            })
    }
}

fn too_many(what: Listed, count: usize, most: usize) -> Option<ReportFault> {
    (count > most).then_some(ReportFault::TooMany { what, most })
}

fn fits_in_a_run(span: Elapsed) -> bool {
    span <= Elapsed::from(LONGEST_RUN)
}

/// Whether a clock of today may show it: seconds from 1970 to the year 9999.
fn is_of_a_clock(unix: i64) -> bool {
    unix >= 0 && is_of_a_calendar(unix)
}

/// Whether a certificate can name it: seconds of the years 0 to 9999.
fn is_of_a_calendar(unix: i64) -> bool {
    (YEAR_ZERO_S..=YEAR_9999_S).contains(&unix)
}

/// Whether a release may be called so: numbers and dots, and what Semantic Versioning puts behind them.
fn is_of_a_version(text: &str) -> bool {
    let known = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'+');
    text.len() <= LONGEST_VERSION && text.starts_with(|first: char| first.is_ascii_digit()) && text.bytes().all(known)
}

/// Nothing, or `digits` hexadecimal digits.
fn is_fingerprint(text: &str, digits: usize) -> bool {
    let lower = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    text.is_empty() || (text.len() == digits && text.bytes().all(lower))
}

/// `0.1.0` has five; a build's own mark behind it leaves little room for anything that is none.
const LONGEST_VERSION: usize = 32;
const SHA256_DIGITS: usize = 64;
const SHA1_DIGITS: usize = 40;
const YEAR_ZERO_S: i64 = -62_167_219_200;
const YEAR_9999_S: i64 = 253_402_300_799;
/// The farthest time of NTLM, 2^64 tenths of microseconds, in milliseconds, and as much for the way there.
const FARTHEST_CLOCK_MS: u64 = 2 * (u64::MAX / 10_000);

#[cfg(test)]
mod tests;
