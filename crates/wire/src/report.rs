use core::net::SocketAddr;

use serde::{Deserialize, Serialize};

use crate::json::{ReadJson, WriteJson};
use crate::{
    Disclosure, Elapsed, Exchange, Facts, Failure, NotChecked, Outcome, ServerSignal, Stage, Target, TransportEnd,
};

/// The version of a report's shape.
pub const SCHEMA: u32 = 1;

/// Everything that one run found out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ReadJson, WriteJson)]
pub struct Report {
    /// [`SCHEMA`] at the time of writing.
    pub schema: u32,
    /// What was checked.
    pub target: Target,
    /// When the run began by the relay's clock, in milliseconds since 1970.
    pub started_at_ms: i64,
    /// How long it took.
    pub elapsed_ms: Elapsed,
    /// What was taken out of this copy; absent where it is as it was recorded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub redacted: Option<Disclosure>,
    /// How it came to its end.
    pub end: RunEnd,
    /// One entry per stage from [`Stage::Resolve`] on, in order.
    pub stages: Vec<StageReport>,
    /// The TCP connections over which RDP was spoken, in order; at most four.
    pub connections: Vec<Connection>,
}

impl Report {
    /// The report of a run that has not begun: no stage reached.
    pub fn new(target: Target, started_at_ms: i64) -> Self {
        Self {
            schema: SCHEMA,
            target,
            started_at_ms,
            elapsed_ms: Elapsed::default(),
            redacted: None,
            end: RunEnd::Completed,
            stages: Stage::probed().map(StageReport::not_reached).collect(),
            connections: Vec::new(),
        }
    }

    /// What is known about `stage`; absent for the browser's own leg.
    pub fn stage(&self, stage: Stage) -> Option<&StageReport> {
        self.stages.iter().find(|report| report.stage() == stage)
    }

    /// Puts `report` in the place of what was known about its stage.
    pub fn replace(&mut self, report: StageReport) {
        if let Some(place) = self.stages.iter_mut().find(|known| known.stage() == report.stage()) {
            *place = report;
        }
    }

    /// The first stage that failed or stayed silent.
    pub fn broken(&self) -> Option<&StageReport> {
        self.stages.iter().find(|report| report.outcome.is_broken())
    }

    /// Everything that the server said of its own accord, with the stage in which it came.
    pub fn signals(&self) -> impl Iterator<Item = (Stage, &ServerSignal)> {
        self.stages
            .iter()
            .flat_map(|report| report.signals.iter().map(|signal| (report.stage(), signal)))
    }
}

/// How a run came to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ReadJson, WriteJson)]
#[serde(rename_all = "snake_case")]
pub enum RunEnd {
    /// Everything that could be checked was.
    Completed,
    /// Somebody stopped it.
    Cancelled,
    /// The limit of a whole run passed.
    TimedOut,
}

/// What is known about one stage.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ReadJson, WriteJson)]
pub struct StageReport {
    /// Which stage, and its facts.
    #[serde(flatten)]
    pub facts: Facts,
    /// How it ended.
    pub outcome: Outcome,
    /// How long it took; absent where it was not tried.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub elapsed_ms: Option<Elapsed>,
    /// What ended it, where it did not pass.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failure: Option<Failure>,
    /// Why it was left out, where it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_checked: Option<NotChecked>,
    /// What the server said of its own accord meanwhile.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub signals: Vec<ServerSignal>,
    /// The messages of this stage, in order; the first few where there were many.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exchanges: Vec<Exchange>,
}

impl StageReport {
    /// A stage that was not reached.
    pub fn not_reached(stage: Stage) -> Self {
        Self {
            facts: Facts::none(stage),
            outcome: Outcome::NotReached,
            elapsed_ms: None,
            failure: None,
            not_checked: None,
            signals: Vec::new(),
            exchanges: Vec::new(),
        }
    }

    /// Which stage.
    pub fn stage(&self) -> Stage {
        self.facts.stage()
    }
}

/// News from a run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ReadJson, WriteJson)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum StageEvent {
    /// A stage began.
    Started {
        /// Which.
        stage: Stage,
        /// When it is given up at the latest, counted from now.
        limit_ms: Elapsed,
    },
    /// A stage ended, or more became known about one that had ended: this takes the place of what was known.
    Reported(Box<StageReport>),
}

/// One TCP connection over which RDP was spoken.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ReadJson, WriteJson)]
pub struct Connection {
    /// What it was opened for.
    pub purpose: Purpose,
    /// Where to.
    pub address: SocketAddr,
    /// When it stood, counted from the start of the run.
    pub opened_at_ms: Elapsed,
    /// How long the TCP handshake took.
    pub handshake_ms: Elapsed,
    /// The protocol that the server selected on it; absent where it selected none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub selected: Option<u32>,
    /// SHA-256 of the server's certificate on it, 64 hexadecimal digits; absent without TLS.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub certificate_sha256: Option<String>,
    /// How the peer ended it, where it was not we who did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_by_peer: Option<TransportEnd>,
    /// How long after our last bytes that was; absent where the peer did not end it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_after_ms: Option<Elapsed>,
    /// What the relay's kernel measured, read at the end; absent where the system does not tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kernel: Option<KernelFacts>,
}

/// What a connection was opened for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ReadJson, WriteJson)]
#[serde(tag = "purpose", rename_all = "snake_case")]
pub enum Purpose {
    /// The main one: offers TLS and CredSSP.
    Main,
    /// The same once more without the routing cookie, after the main one got no answer; the run goes on from here if it
    /// gets one.
    WithoutCookie,
    /// Asks again for the NTLM challenge, without SPNEGO around it.
    RawNtlm,
    /// Offers TLS only, to learn whether NLA is required.
    TlsOnly,
    /// Offers no security protocol, to read what Standard RDP Security says: after a refusal of TLS, or after two
    /// connections that were hung up on.
    Standard,
    /// A bare ClientHello, to learn which versions the server speaks.
    TlsHello {
        /// The version offered.
        version: u16,
    },
}

/// What the kernel knows about a TCP connection (`TCP_INFO`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ReadJson, WriteJson)]
#[serde(default)]
pub struct KernelFacts {
    /// The smoothed round-trip time, in microseconds.
    pub rtt_us: u32,
    /// Its mean deviation, in microseconds.
    pub rtt_var_us: u32,
    /// Segments sent again over the connection's life, without those that the peer turned out to have.
    pub retransmits: u32,
    /// Segments sent, without those sent again; 0 where unknown.
    pub segments_out: u32,
    /// Segments with data that came, also those behind a gap, which nobody can read; 0 where unknown.
    pub data_segments_in: u32,
    /// The maximum segment size towards the peer, in bytes.
    pub send_mss: u32,
    /// The path MTU that the kernel assumes, in bytes.
    pub path_mtu: u32,
}
