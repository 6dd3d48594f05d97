//! Breaks that say nothing of their own, at any stage: the stream ends, goes silent, or cannot be read.

use wire::{Failure, Stage};

use super::case::Case;
use super::{Hit, Rule};
use crate::Actor::Network;
use crate::steps::Remedy::*;

/// Not even the acknowledgement of our bytes came back.
pub(super) const PATH_SWALLOWS: Rule = Rule::likely("RDP-NET-001", Stage::Connect, |case| {
    let stage = case.broken().filter(|stage| case.silent(*stage))?;
    let sent_again = case.main_connection()?.kernel?.retransmits;
    (!case.explained && stage >= Stage::Negotiate && sent_again >= SENT_IN_VAIN)
        .then(|| Hit::plain().with("times", sent_again).at(Some(stage)))
})
.actor(Network)
.steps(&[
    OtherNetwork,
    Cable,
    SendToNetwork,
    Inspection,
    Route,
    TestInside,
    RouteLinux,
    FirewallList,
]);

/// The tail of the server's answer came, and what goes before it never did.
pub(super) const LARGE_PACKETS_LOST: Rule = Rule::likely("RDP-NET-013", Stage::Secure, |case| {
    let arrived = case.main_connection()?.kernel?.data_segments_in;
    (case.unexplained_at(Stage::Secure) && case.silent(Stage::Secure) && arrived > CONFIRM_SEGMENTS).then(Hit::plain)
})
.actor(Network)
.steps(&[
    VpnPacketSize,
    OtherNetwork,
    SendToNetwork,
    PathSize,
    Clamp,
    PathSizeLinux,
]);

pub(super) const PATH_BROKEN: Rule = Rule::certain("RDP-NET-002", Stage::Connect, |case| {
    let broken = matches!(case.failure(), Some(Failure::PathBroken));
    (broken && !case.explained).then(|| Hit::plain().at(case.broken()))
})
.actor(Network)
.steps(&[Again, Cable, SendToNetwork, Route, RouteLinux]);

pub(super) const RUN_TIMED_OUT: Rule = Rule::likely("RDP-NET-003", Stage::Connect, |case| {
    let broken = matches!(case.failure(), Some(Failure::RunTimedOut));
    (broken && !case.explained).then(|| Hit::plain().at(case.broken()))
})
.steps(&[Again, Cable, Send, Load, Route, LoadLinux]);

/// The last resort, so that a break never stays without a finding.
pub(super) const UNEXPLAINED: Rule = Rule::possible("RDP-NET-004", Stage::Connect, |case| {
    let stage = case.broken().filter(|_| !case.explained)?;
    Some(Hit::plain().at(Some(stage)))
})
.steps(&[Again, Send, EventsAtThatTime, XrdpLog, EventListener, EventRdpcore]);

/// Small packets arrive and large ones do not.
pub(super) const PACKET_SIZE: Rule = Rule::possible("RDP-NET-005", Stage::Secure, |case| {
    case.silent(Stage::Secure).then(Hit::plain)
})
.actor(Network)
.steps(&[
    VpnPacketSize,
    OtherNetwork,
    SendToNetwork,
    PathSize,
    Clamp,
    PathSizeLinux,
])
.contradicts(&["RDP-NET-001", "RDP-NET-013"]);

/// Hung up at the first message inside TLS, as filters against attacks on this very message do.
pub(super) const SETTINGS_CUT: Rule = Rule::likely("RDP-MCS-002", Stage::Settings, |case| {
    (!case.explained && case.ended_unanswered(Stage::Settings)).then(Hit::plain)
})
.steps(&[
    Again,
    OtherNetwork,
    Send,
    Antivirus,
    RestartService,
    EventsAtThatTime,
    XrdpLog,
    XrdpUpdate,
    EventRdpcore,
]);

pub(super) const CLOSED: Rule = Rule::certain("RDP-SES-023", Stage::Stay, |case| {
    in_session(case, |failure| {
        matches!(failure, Failure::Closed { .. } | Failure::TlsAlert { .. })
    })
})
.steps(&[
    Again,
    RestartComputer,
    Send,
    EventsAtThatTime,
    RestartService,
    Antivirus,
    XrdpLog,
    XrdpSession,
    EventSession,
    EventCrash,
]);

pub(super) const RESET: Rule = Rule::certain("RDP-SES-024", Stage::Stay, |case| {
    in_session(case, |failure| matches!(failure, Failure::Reset { .. }))
})
.actor(Network)
.steps(&[
    Again,
    OtherNetwork,
    SendToNetwork,
    Inspection,
    Antivirus,
    EventsAtThatTime,
    XrdpLog,
    EventSession,
    EventCrash,
]);

pub(super) const SILENT: Rule = Rule::likely("RDP-SES-025", Stage::Stay, |case| {
    let silent = in_session(case, |failure| matches!(failure, Failure::TimedOut { .. }));
    let waited = case.elapsed(case.broken()?).unwrap_or_default();
    let no_detail = case.unexplained_in_session() && case.failure().is_none();
    silent
        .or_else(|| no_detail.then(|| Hit::plain().at(case.broken())))
        .map(|hit| hit.span(waited.as_millis()))
})
.steps(&[
    Again,
    RestartComputer,
    Send,
    Load,
    RestartService,
    EventsAtThatTime,
    LoadLinux,
    XrdpLog,
    EventSession,
]);

pub(super) const UNREADABLE: Rule = Rule::likely("RDP-SES-026", Stage::Stay, |case| {
    in_session(case, |failure| {
        matches!(
            failure,
            Failure::Malformed { .. } | Failure::UnexpectedPdu { .. } | Failure::TlsUnusable { .. }
        )
    })
})
.steps(&[UpdateProgram, Send, UpdateServer, Inspection, XrdpUpdate, XrdpLog]);

fn in_session(case: &Case<'_>, so: fn(&Failure) -> bool) -> Option<Hit> {
    let fits = case.unexplained_in_session() && case.failure().is_some_and(so);
    fits.then(|| Hit::plain().at(case.broken()))
}

/// One segment may be lost by chance; two of the same few are not.
const SENT_IN_VAIN: u32 = 2;
/// The X.224 confirm, all that a server says before TLS, is a small packet.
const CONFIRM_SEGMENTS: u32 = 1;
