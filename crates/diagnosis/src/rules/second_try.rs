//! What the times and answers of several requests tell that one answer does not: [`Stage::Negotiate`].

use wire::{Failure, Purpose, Stage, TransportEnd};

use super::{Match, Rule};
use crate::finding::Actor::Network;
use crate::finding::Confidence::Likely;
use crate::steps::Remedy::*;

/// A reset that came faster than our request can have reached the computer.
pub(super) const CUT_ON_THE_WAY: Rule = Rule::likely("RDP-NEG-031", Stage::Negotiate, |view| {
    let reset = matches!(view.failure(), Some(Failure::Reset { .. }));
    let ended = view.ended_too_soon().filter(|_| reset)?;
    Some(Match::plain().span(ended.as_millis()))
})
.actor(Network)
.steps(&[
    OtherNetwork,
    UseGateway,
    SendToNetwork,
    Inspection,
    AllowList,
    TestInside,
    FirewallList,
]);

/// After the first request, the port took no second connection.
pub(super) const SHUT_AFTER_FIRST: Rule = Rule::possible("RDP-NEG-030", Stage::Negotiate, |view| {
    let shut = view.second_try()?.second_end == Some(TransportEnd::NotConnected);
    (shut && view.broken() == Some(Stage::Negotiate)).then(Match::plain)
})
.steps(&[
    Again,
    OtherNetwork,
    Send,
    AllowList,
    StartService,
    Fail2ban,
    XrdpStatus,
    EventService,
    EventListener,
    LogXrdp,
]);

/// The first request was waited for in vain, and the second was answered.
pub(super) const WAKES_UP: Rule = Rule::warning("RDP-NEG-028", Stage::Negotiate, Likely, |view| {
    let tries = view.answered_at_second_try()?;
    (tries.first_end == TransportEnd::Silent).then(|| Match::plain().span(tries.first_elapsed_ms.as_millis()))
})
.steps(&[
    CheckAtOnce,
    Send,
    NoStandby,
    TooManyCallers,
    Load,
    NoSleepLinux,
    LoadLinux,
    EventPending,
    EventListener,
]);

/// The first request, which holds a user name, was hung up on; the second, which holds none, was answered.
pub(super) const COOKIE_DISLIKED: Rule = Rule::warning("RDP-NEG-029", Stage::Negotiate, Likely, |view| {
    let tries = view.answered_at_second_try()?;
    (tries.first_end != TransportEnd::Silent).then(|| {
        let how = if tries.first_end == TransportEnd::Reset {
            "reset"
        } else {
            "closed"
        };
        let found = Match::plain().span(tries.first_elapsed_ms.as_millis());
        found.with("how", how)
    })
})
.actor(Network)
.steps(&[
    CheckAtOnce,
    OtherNetwork,
    SendToNetwork,
    Balancer,
    CookieRule,
    TooManyCallers,
    XrdpLog,
    EventListener,
]);

/// Two requests that offered TLS and NLA were hung up on; a third, which offered nothing, was answered.
pub(super) const OFFERS_HUNG_UP_ON: Rule = Rule::warning("RDP-NEG-034", Stage::Negotiate, Likely, |view| {
    let unanswered = view.second_try()?.second_end.is_some();
    (unanswered && view.passed(Stage::Negotiate)).then(Match::plain)
})
.steps(&[
    Send,
    LegacyProgram,
    SecurityLayer,
    SecurityLayerPolicy,
    UpdateServer,
    XrdpUpdate,
    XrdpKey,
    XrdpNegotiate,
    LogXrdp,
]);

/// The same offer was answered differently within one run.
pub(super) const CHANGES: Rule = Rule::warning("RDP-NEG-027", Stage::Negotiate, Likely, |view| {
    let mut chosen = view
        .leg
        .connections
        .iter()
        .filter(|connection| same_offer(connection.purpose))
        .filter_map(|connection| connection.selected);
    let first = chosen.next()?;
    chosen.any(|other| other != first).then(Match::plain)
})
.steps(&[Again, Send, Balancer, SecurityLayer]);

/// Whether the connection offers what the main one does.
fn same_offer(purpose: Purpose) -> bool {
    match purpose {
        Purpose::Main | Purpose::WithoutCookie | Purpose::Spnego | Purpose::RawNtlm | Purpose::TlsHello { .. } => true,
        Purpose::TlsOnly | Purpose::Standard | Purpose::BareTls => false,
    }
}
