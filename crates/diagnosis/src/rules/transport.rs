//! Breaks that say nothing of their own, at any stage: the stream ends, goes silent, or cannot be read.

use wire::{Failure, Stage};

use super::view::ReportView;
use super::{Match, Rule};
use crate::finding::Actor::{Network, Nobody, You};
use crate::steps::Remedy::{self, *};

/// Not even the acknowledgement of our bytes came back.
pub(super) const PATH_SWALLOWS: Rule = Rule::likely("RDP-NET-001", Stage::Connect, |view| {
    let stage = view.broken().filter(|stage| view.silent(*stage))?;
    let sent_again = view.main_connection()?.kernel?.retransmits;
    (!view.explained && stage >= Stage::Negotiate && sent_again >= SENT_IN_VAIN)
        .then(|| Match::plain().with("times", sent_again).at(Some(stage)))
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

/// TCP was accepted with a window that never opened (RFC 9293 3.8.6.1): a program that takes connections to hold them, or
/// one that no longer reads.
pub(super) const NO_ROOM: Rule = Rule::likely("RDP-NET-014", Stage::Connect, |view| {
    let stage = view.broken().filter(|stage| view.silent(*stage))?;
    let unsent = view.main_connection()?.kernel?.unsent?;
    (!view.explained && stage >= Stage::Negotiate && unsent > 0).then(|| Match::plain().at(Some(stage)))
})
.actor(Network)
.steps(&[
    CheckPort,
    OtherNetwork,
    SendToNetwork,
    Inspection,
    RestartService,
    PortOwner,
    ListeningLinux,
]);

/// The tail of the server's answer came, and what goes before it never did.
pub(super) const LARGE_PACKETS_LOST: Rule = Rule::likely("RDP-NET-013", Stage::Secure, |view| {
    let behind_a_gap = view.main_connection()?.kernel?.out_of_order?;
    (view.unexplained_at(Stage::Secure) && view.silent(Stage::Secure) && behind_a_gap > 0).then(Match::plain)
})
.actor(Network)
.steps(LARGE_PACKETS);

pub(super) const PATH_BROKEN: Rule = Rule::certain("RDP-NET-002", Stage::Connect, |view| {
    let broken = matches!(view.failure(), Some(Failure::PathBroken));
    (broken && !view.explained).then(|| Match::plain().at(view.broken()))
})
.actor(Network)
.steps(&[Again, Cable, SendToNetwork, Route, RouteLinux]);

pub(super) const RUN_TIMED_OUT: Rule = Rule::likely("RDP-NET-003", Stage::Connect, |view| {
    let broken = matches!(view.failure(), Some(Failure::RunTimedOut));
    (broken && !view.explained).then(|| Match::plain().at(view.broken()))
})
.steps(&[Again, Cable, Send, Load, Route, LoadLinux]);

/// The last resort, so that a break never stays without a finding.
pub(super) const UNEXPLAINED: Rule = Rule::possible("RDP-NET-004", Stage::Connect, |view| {
    // Where only we cannot read what came, that is said instead.
    let ours = view.unexplained_in_session() && matches!(view.failure(), Some(Failure::Unreadable { .. }));
    let stage = view.broken().filter(|_| !view.explained && !ours)?;
    Some(Match::plain().at(Some(stage)))
})
.steps(&[Again, Send, EventsAtThatTime, XrdpLog, EventListener, EventRdpcore]);

/// Small packets arrive and large ones do not.
pub(super) const PACKET_SIZE: Rule = Rule::possible("RDP-NET-005", Stage::Secure, |view| {
    view.silent(Stage::Secure).then(Match::plain)
})
.actor(Network)
.steps(LARGE_PACKETS)
.contradicts(&["RDP-NET-001", "RDP-NET-013"]);

/// Hung up at the first message inside TLS, as filters against attacks on this very message do.
pub(super) const SETTINGS_CUT: Rule = Rule::likely("RDP-MCS-002", Stage::Settings, |view| {
    (!view.explained && view.ended_unanswered(Stage::Settings)).then(Match::plain)
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

/// The server's message had begun when the connection ended.
pub(super) const ANSWER_CUT_SHORT: Rule = Rule::likely("RDP-SES-031", Stage::Stay, |view| {
    let stage = view.broken().filter(|stage| *stage >= Stage::Authenticate)?;
    let part = part_of(stage);
    // A step of the session has a limit for all its messages; that of the sign-in is for this one.
    let silent = view.timed_out();
    let how = if silent { "silent" } else { "ended" };
    (view.unexplained_at(stage) && view.cut_short(stage) && (!silent || stage == Stage::Authenticate))
        .then(|| Match::plain().with("part", part).with("how", how).at(Some(stage)))
})
.steps(&[
    Again,
    OtherNetwork,
    Send,
    EventsAtThatTime,
    RestartService,
    Inspection,
    XrdpLog,
    EventRdpcore,
    EventCrash,
]);

/// The client with which a person signs in stopped, and the computer had done nothing that ends a session.
pub(super) const CLIENT_GAVE_UP: Rule = Rule::likely("RDP-SES-032", Stage::Stay, |view| {
    let gave_up = matches!(view.failure(), Some(Failure::ClientGaveUp));
    let stage = view.broken().filter(|_| gave_up && !view.explained)?;
    let part = part_of(stage);
    Some(Match::plain().with("part", part).at(Some(stage)))
})
.actor(Nobody)
.steps(&[TryYourApp, Send]);

/// The check signs in with an empty name. Whoever looks at it closes between our Client Info and the first picture.
pub(super) const EMPTY_SIGN_IN_REFUSED: Rule = Rule::likely("RDP-SES-030", Stage::Logon, |view| {
    let stage = view.broken().filter(|_| !view.has_account())?;
    let signing_in = (Stage::Logon..=Stage::Desktop).contains(&stage);
    let left = in_session(view, |failure| {
        matches!(
            failure,
            Failure::Closed { received: 0 }
                | Failure::Reset { received: 0 }
                | Failure::TlsAlert { .. }
                | Failure::Ultimatum { .. }
        )
    });
    left.filter(|_| signing_in)
})
.actor(You)
.steps(&[
    TryYourApp,
    Again,
    Send,
    EventsAtThatTime,
    RestartService,
    Antivirus,
    XrdpLog,
    XrdpSession,
    EventSession,
    EventCrash,
]);

/// Servers that draw through the graphics pipeline alone leave before they send their capabilities: GNOME's in
/// `rdp_peer_capabilities`. Clients of our own that sign in offer none.
pub(super) const CLOSED: Rule = Rule::certain("RDP-SES-023", Stage::Stay, |view| {
    let closed = in_session(view, |failure| {
        matches!(failure, Failure::Closed { .. } | Failure::TlsAlert { .. })
    })?;
    let ours = view.sign_in().is_some() || view.leg.is_sign_in();
    let early = view.broken() == Some(Stage::Capabilities);
    let lacks = if ours && early { "graphics" } else { "nothing" };
    Some(closed.with("lacks", lacks))
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

pub(super) const RESET: Rule = Rule::certain("RDP-SES-024", Stage::Stay, |view| {
    in_session(view, |failure| matches!(failure, Failure::Reset { .. }))
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

pub(super) const SILENT: Rule = Rule::likely("RDP-SES-025", Stage::Stay, |view| {
    let silent = in_session(view, |failure| matches!(failure, Failure::TimedOut { .. }));
    let waited = view.elapsed(view.broken()?).unwrap_or_default();
    let no_detail = view.unexplained_in_session() && view.failure().is_none();
    silent
        .or_else(|| no_detail.then(|| Match::plain().at(view.broken())))
        .map(|found| found.span(waited.as_millis()))
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

pub(super) const UNREADABLE: Rule = Rule::likely("RDP-SES-026", Stage::Stay, |view| {
    in_session(view, |failure| {
        matches!(
            failure,
            Failure::Malformed { .. } | Failure::UnexpectedPdu { .. } | Failure::TlsUnusable { .. }
        )
    })
})
.steps(&[UpdateProgram, Send, UpdateServer, Inspection, XrdpUpdate, XrdpLog]);

/// What came was due, and only our own reader may be at fault.
pub(super) const ONLY_WE_CANNOT_READ: Rule = Rule::possible("RDP-SES-029", Stage::Stay, |view| {
    in_session(view, |failure| matches!(failure, Failure::Unreadable { .. }))
})
.actor(Nobody)
.steps(&[Again, Send]);

/// Which half of what follows TLS.
fn part_of(stage: Stage) -> &'static str {
    if stage == Stage::Authenticate {
        "sign-in"
    } else {
        "session"
    }
}

fn in_session(view: &ReportView<'_>, so: fn(&Failure) -> bool) -> Option<Match> {
    let fits = view.unexplained_in_session() && view.failure().is_some_and(so);
    fits.then(|| Match::plain().at(view.broken()))
}

/// One segment may be lost by chance; two of the same few are not.
const SENT_IN_VAIN: u32 = 2;

/// Large packets may not come through.
const LARGE_PACKETS: &[Remedy] = &[
    VpnPacketSize,
    OtherNetwork,
    SendToNetwork,
    PathSize,
    Clamp,
    PathSizeLinux,
];
