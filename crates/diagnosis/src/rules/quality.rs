//! How good the path is, by what the relay's kernel measured; and how fast the server is beside it.

use wire::{Connection, Stage};

use super::view::ReportView;
use super::{Match, Rule};
use crate::finding::Actor::{Network, Nobody};
use crate::finding::Confidence::{Certain, Likely, Possible};
use crate::steps::Remedy::*;

pub(super) const LOSS: Rule = Rule::warning("RDP-NET-006", Stage::Connect, Likely, |view| {
    let kernels = || view.leg.connections.iter().filter_map(|connection| connection.kernel);
    let lost: u32 = kernels().map(|kernel| kernel.retransmits).sum();
    let sent: u32 = kernels().map(|kernel| kernel.segments_out).sum();
    let share = f64::from(lost) / f64::from(sent.max(lost).max(1));
    (lost >= LOST_SEGMENTS && share >= LOST_SHARE).then(|| Match::plain().with("lost", lost).with("sent", sent))
})
.actor(Network)
.steps(&[
    Cable,
    OtherNetwork,
    SendToNetwork,
    MeasureLoss,
    KeepAlive,
    MeasureLossLinux,
])
.contradicts(&["RDP-NET-001"]);

pub(super) const HIGH_LATENCY: Rule = Rule::warning("RDP-NET-007", Stage::Connect, Likely, |view| {
    let millis = round_trip(view)?;
    (millis >= POOR_MS).then(|| Match::plain().span(millis))
})
.actor(Network)
.steps(&[Nearer, Cable, LowerDisplay, MeasureLoss, MeasureLossLinux]);

pub(super) const JITTER: Rule = Rule::warning("RDP-NET-008", Stage::Connect, Possible, |view| {
    let kernel = view.main_connection()?.kernel?;
    let deviation = f64::from(kernel.rtt_var_us) / 1000.0;
    let round_trip = f64::from(kernel.rtt_us) / 1000.0;
    (deviation >= UNSTEADY_MS && deviation >= round_trip * UNSTEADY_SHARE).then(|| Match::plain().span(deviation))
})
.actor(Network)
.steps(&[
    Cable,
    OtherNetwork,
    SendToNetwork,
    MeasureLoss,
    TcpOnly,
    MeasureLossLinux,
]);

/// The computer, not the path, takes its time.
pub(super) const SLOW_ANSWERS: Rule = Rule::warning("RDP-NET-009", Stage::Negotiate, Likely, |view| {
    let round_trip = round_trip(view)?;
    let slow = |stage: &Stage| {
        let answered = view.answered_after(*stage).unwrap_or_default();
        let millis = answered.as_millis();
        view.passed(*stage) && millis >= SLOW_STAGE_MS && millis > round_trip * 10.0
    };
    let stage = SERVER_STAGES.into_iter().find(slow)?;
    let millis = view.elapsed(stage)?.as_millis();
    Some(Match::plain().span(millis).at(Some(stage)))
})
.steps(&[
    Again,
    RestartComputer,
    Send,
    Load,
    KeyStoreSize,
    TooManyCallers,
    LoadLinux,
    EventPending,
    EventLogons,
]);

pub(super) const SOME_LATENCY: Rule = Rule::info("RDP-NET-010", Stage::Connect, Likely, |view| {
    let millis = round_trip(view)?;
    (SLUGGISH_MS..POOR_MS)
        .contains(&millis)
        .then(|| Match::plain().span(millis))
})
.actor(Network)
.steps(&[Nearer, LowerDisplay, MeasureLoss, MeasureLossLinux]);

/// TCP is answered much faster than everything behind it.
pub(super) const PROXY: Rule = Rule::info("RDP-NET-011", Stage::Connect, Possible, |view| {
    let handshake = view.main_connection()?.handshake_ms.as_millis();
    let far = |stage| {
        let millis = view.answered_after(stage).unwrap_or_default().as_millis();
        view.passed(stage) && millis >= PROXIED_MS && millis >= handshake * PROXIED_TIMES
    };
    let answer = view.elapsed(Stage::Negotiate)?.as_millis();
    (far(Stage::Negotiate) && far(Stage::Secure)).then(|| Match::plain().span(answer))
})
.actor(Nobody)
.steps(&[Tunnel, PortProxy, Balancer, Container])
.contradicts(&["RDP-NET-009"]);

pub(super) const SMALL_PACKETS: Rule = Rule::info("RDP-NET-012", Stage::Connect, Certain, |view| {
    let size = view.main_connection()?.kernel?.path_mtu;
    (1..USUAL_MTU)
        .contains(&size)
        .then(|| Match::plain().with("bytes", size.to_string()))
})
.actor(Nobody)
.steps(&[VpnPacketSize, PathSize, PathSizeLinux]);

/// The smoothed round trip, or else the time of the TCP handshake, in milliseconds.
fn round_trip(view: &ReportView<'_>) -> Option<f64> {
    let connection: &Connection = view.main_connection()?;
    let measured = connection.kernel.map(|kernel| kernel.rtt_us).filter(|rtt| *rtt > 0);
    Some(measured.map_or_else(|| connection.handshake_ms.as_millis(), |rtt| f64::from(rtt) / 1000.0))
}

const SERVER_STAGES: [Stage; 7] = [
    Stage::Negotiate,
    Stage::Secure,
    Stage::Authenticate,
    Stage::Settings,
    Stage::Channels,
    Stage::Capabilities,
    Stage::Finalize,
];
/// One lost segment in a run of some dozens is chance.
const LOST_SEGMENTS: u32 = 2;
/// Interactive use suffers from two percent on.
const LOST_SHARE: f64 = 0.02;
/// Typing feels delayed from here on.
const SLUGGISH_MS: f64 = 150.0;
/// Working becomes tiresome from here on.
const POOR_MS: f64 = 300.0;
/// A spread that is felt.
const UNSTEADY_MS: f64 = 60.0;
/// The kernel's first guess is half the round trip; more has been measured.
const UNSTEADY_SHARE: f64 = 0.6;
/// No healthy server needs longer for a step without a person in it.
const SLOW_STAGE_MS: f64 = 2000.0;
/// Below, a polling server explains the difference.
const PROXIED_MS: f64 = 100.0;
/// See [`PROXIED_MS`].
const PROXIED_TIMES: f64 = 8.0;
/// Ethernet has 1500; what is well below comes from a VPN or a tunnel.
const USUAL_MTU: u32 = 1400;
