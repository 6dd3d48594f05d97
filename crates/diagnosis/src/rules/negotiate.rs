//! X.224: [`Stage::Negotiate`].

use wire::{Failure, Purpose, Service, Stage};

use super::case::Case;
use super::{Hit, Rule};
use crate::Actor::{Administrator, Network, You};
use crate::Confidence::{Certain, Likely};
use crate::steps::*;

/// `SSL_REQUIRED_BY_SERVER`, [MS-RDPBCGR] 2.2.1.2.2, as are the next six.
pub(super) const TLS_REQUIRED: Rule = Rule::certain("RDP-NEG-001", Stage::Negotiate, |case| failure_code(case, 1))
    .user(&[UPDATE_PROGRAM, SEND])
    .administrator(&[SECURITY_LAYER, PROXY_IN_BETWEEN])
    .linux(&[XRDP_NEGOTIATE]);

/// `SSL_NOT_ALLOWED_BY_SERVER`.
pub(super) const TLS_FORBIDDEN: Rule = Rule::certain("RDP-NEG-002", Stage::Negotiate, |case| failure_code(case, 2))
    .user(&[SEND])
    .administrator(&[SECURITY_LAYER, SECURITY_LAYER_POLICY, RESTART_SERVICE])
    .linux(&[XRDP_NEGOTIATE, XRDP_KEY]);

/// `SSL_CERT_NOT_ON_SERVER`.
pub(super) const NO_CERTIFICATE: Rule = Rule::certain("RDP-NEG-003", Stage::Negotiate, |case| failure_code(case, 3))
    .user(&[SEND])
    .administrator(&[RENEW_CERTIFICATE, BOUND_CERTIFICATE, KEY_RIGHTS])
    .linux(&[XRDP_KEY, XRDP_NEW_KEY, GNOME_KEY])
    .confirmed_by(&[EVENT_CERTIFICATE, LOG_XRDP]);

/// `INCONSISTENT_FLAGS`.
pub(super) const INCONSISTENT: Rule = Rule::certain("RDP-NEG-004", Stage::Negotiate, |case| failure_code(case, 4))
    .actor(Network)
    .user(&[UPDATE_PROGRAM, SEND_TO_NETWORK])
    .administrator(&[PROXY_IN_BETWEEN])
    .linux(&[PROXY_IN_BETWEEN]);

/// `HYBRID_REQUIRED_BY_SERVER`.
pub(super) const NLA_REQUIRED: Rule = Rule::certain("RDP-NEG-005", Stage::Negotiate, |case| failure_code(case, 5))
    .actor(You)
    .user(&[ENABLE_NLA, UPDATE_PROGRAM, SEND])
    .administrator(&[PROXY_IN_BETWEEN, NLA_SETTING])
    .linux(&[FREERDP_NLA, PROXY_IN_BETWEEN]);

/// `SSL_WITH_USER_AUTH_REQUIRED_BY_SERVER`.
pub(super) const CLIENT_CERTIFICATE: Rule =
    Rule::certain("RDP-NEG-006", Stage::Negotiate, |case| failure_code(case, 6))
        .actor(You)
        .user(&[SMART_CARD, SEND])
        .administrator(&[CLIENT_CERTIFICATES])
        .linux(&[CLIENT_CERTIFICATES]);

/// `ENTRA_AUTH_REQUIRED_BY_SERVER`.
pub(super) const ENTRA_REQUIRED: Rule = Rule::certain("RDP-NEG-007", Stage::Negotiate, |case| failure_code(case, 7))
    .actor(You)
    .user(&[ENTRA_SIGN_IN, UPDATE_PROGRAM])
    .administrator(&[ENTRA_FILE])
    .linux(&[ENTRA_LINUX]);

pub(super) const UNKNOWN_CODE: Rule = Rule::certain("RDP-NEG-008", Stage::Negotiate, |case| {
    let Some(Failure::NegotiationFailure { code }) = case.failure_at(Stage::Negotiate) else {
        return None;
    };
    (!(1..=7).contains(code)).then(|| Hit::plain().with("code", *code))
})
.user(&[UPDATE_PROGRAM, SEND])
.administrator(&[PROXY_IN_BETWEEN, EVENTS_AT_THAT_TIME])
.linux(&[XRDP_LOG]);

pub(super) const CLOSED: Rule = Rule::certain("RDP-NEG-009", Stage::Negotiate, |case| {
    ended(case, |failure| matches!(failure, Failure::Closed { .. }))
})
.user(&[AGAIN, RESTART_COMPUTER, SEND])
.administrator(&[RESTART_SERVICE, PORT_OWNER, PORT_PROXY])
.linux(&[XRDP_STATUS, XRDP_LOG])
.confirmed_by(&[EVENT_SERVICE, EVENT_LISTENER, LOG_XRDP]);

/// The end came faster than our request can have reached anyone.
pub(super) const NO_BACKEND: Rule = Rule::likely("RDP-NEG-010", Stage::Negotiate, |case| {
    let unanswered = case.unexplained_at(Stage::Negotiate) && case.ended_unanswered(Stage::Negotiate);
    let handshake = case.main_connection()?.handshake_ms.as_millis();
    let elapsed = case.elapsed(Stage::Negotiate)?.as_millis();
    (unanswered && handshake >= CLEAR_ROUND_TRIP_MS && elapsed * 2.0 < handshake).then(|| Hit::plain().span(elapsed))
})
.user(&[TUNNEL, FORWARD, SEND])
.administrator(&[PORT_PROXY, BALANCER, PORT_OWNER])
.linux(&[LISTENING_LINUX, CONTAINER]);

pub(super) const RESET: Rule = Rule::likely("RDP-NEG-011", Stage::Negotiate, |case| {
    ended(case, |failure| matches!(failure, Failure::Reset { .. }))
})
.actor(Network)
.user(&[OTHER_NETWORK, RESTART_COMPUTER, SEND_TO_NETWORK])
.administrator(&[INSPECTION, RESTART_SERVICE, PORT_OWNER])
.linux(&[XRDP_STATUS, XRDP_LOG])
.confirmed_by(&[EVENT_LISTENER, EVENT_SERVICE]);

pub(super) const SILENT: Rule = Rule::likely("RDP-NEG-012", Stage::Negotiate, |case| {
    let silent = case.unexplained_at(Stage::Negotiate) && case.silent(Stage::Negotiate);
    let waited = case.elapsed(Stage::Negotiate).unwrap_or_default();
    silent.then(|| Hit::plain().span(waited.as_millis()))
})
.user(&[AGAIN, RESTART_COMPUTER, SEND])
.administrator(&[RESTART_SERVICE, PENDING_CONNECTIONS, LOAD, RDP_WRAPPER])
.linux(&[XRDP_RESTART, LOAD_LINUX])
.confirmed_by(&[EVENT_LISTENER, EVENT_PENDING]);

pub(super) const CUT_SHORT: Rule = Rule::likely("RDP-NEG-013", Stage::Negotiate, |case| {
    (case.unexplained_at(Stage::Negotiate) && case.cut_short(Stage::Negotiate)).then(Hit::plain)
})
.actor(Network)
.user(&[AGAIN, OTHER_NETWORK, SEND_TO_NETWORK])
.administrator(&[INSPECTION, PORT_OWNER, RESTART_SERVICE])
.linux(&[XRDP_LOG]);

/// SSH, a mail server, a database...: a program that has nothing to do with Remote Desktop.
pub(super) const OTHER_SERVICE: Rule = Rule::certain("RDP-NEG-014", Stage::Negotiate, |case| {
    let (name, banner) = match service(case)? {
        Service::Ssh { banner } => ("SSH", banner.as_str()),
        Service::Smtp { banner } => ("SMTP", banner.as_str()),
        Service::Ftp { banner } => ("FTP", banner.as_str()),
        Service::Vnc { banner } => ("VNC", banner.as_str()),
        Service::Mail { banner } => ("POP3 or IMAP", banner.as_str()),
        Service::Mysql => ("MySQL", ""),
        Service::Smb => ("SMB", ""),
        Service::Http { .. } | Service::Tls | Service::BareMcs | Service::Unknown => return None,
    };
    Some(Hit::plain().with("service", name).with("banner", banner))
})
.actor(You)
.user(&[CHECK_PORT, CHECK_FORWARD, SEND])
.administrator(&[PORT_OWNER, LISTENING_PORT])
.linux(&[LISTENING_LINUX, XRDP_PORT]);

pub(super) const HTTP: Rule = Rule::certain("RDP-NEG-015", Stage::Negotiate, |case| {
    let Service::Http { banner } = service(case)? else {
        return None;
    };
    Some(Hit::plain().with("banner", banner.as_str()))
})
.actor(You)
.user(&[CHECK_PORT, USE_GATEWAY, SEND])
.administrator(&[PORT_OWNER, GATEWAY_FILE])
.linux(&[LISTENING_LINUX, XRDP_PORT]);

pub(super) const TLS_FIRST: Rule = Rule::certain("RDP-NEG-016", Stage::Negotiate, |case| {
    matches!(service(case)?, Service::Tls).then(Hit::plain)
})
.actor(You)
.user(&[CHECK_PORT, USE_GATEWAY, SEND])
.administrator(&[PORT_OWNER, GATEWAY_FILE])
.linux(&[LISTENING_LINUX, XRDP_PORT]);

/// An RDP server that answers with MCS where X.224 is due: xrdp does so to offers that it does not know.
pub(super) const BARE_MCS: Rule = Rule::likely("RDP-NEG-017", Stage::Negotiate, |case| {
    matches!(service(case)?, Service::BareMcs).then(Hit::plain)
})
.user(&[SEND])
.administrator(&[UPDATE_SERVER])
.linux(&[XRDP_UPDATE, XRDP_NEGOTIATE, XRDP_LOG]);

pub(super) const UNKNOWN_SERVICE: Rule = Rule::certain("RDP-NEG-018", Stage::Negotiate, |case| {
    matches!(service(case)?, Service::Unknown).then(Hit::plain)
})
.actor(You)
.user(&[CHECK_PORT, CHECK_FORWARD, SEND])
.administrator(&[PORT_OWNER, LISTENING_PORT])
.linux(&[LISTENING_LINUX, XRDP_PORT]);

pub(super) const UNOFFERED: Rule = Rule::certain("RDP-NEG-019", Stage::Negotiate, |case| {
    let Some(Failure::UnofferedProtocol { selected }) = case.failure_at(Stage::Negotiate) else {
        return None;
    };
    Some(Hit::plain().with("protocol", format!("0x{selected:X}")))
})
.user(&[UPDATE_PROGRAM, SEND])
.administrator(&[UPDATE_SERVER, PROXY_IN_BETWEEN])
.linux(&[XRDP_UPDATE, XRDP_NEGOTIATE]);

pub(super) const DISCONNECT_REQUEST: Rule = Rule::certain("RDP-NEG-020", Stage::Negotiate, |case| {
    let Some(Failure::DisconnectRequest { reason }) = case.failure_at(Stage::Negotiate) else {
        return None;
    };
    Some(Hit::plain().with("code", u32::from(*reason)))
})
.user(&[AGAIN, SEND])
.administrator(&[CONNECTION_LIMIT, DRAIN_MODE, EVENTS_AT_THAT_TIME])
.linux(&[XRDP_LOG]);

pub(super) const UNREADABLE: Rule = Rule::likely("RDP-NEG-021", Stage::Negotiate, |case| {
    let unreadable = matches!(
        case.failure_at(Stage::Negotiate),
        Some(Failure::Malformed { .. } | Failure::UnexpectedPdu { .. })
    );
    unreadable.then(Hit::plain)
})
.user(&[CHECK_PORT, SEND])
.administrator(&[PORT_OWNER, PROXY_IN_BETWEEN, UPDATE_SERVER])
.linux(&[XRDP_UPDATE, XRDP_LOG]);

pub(super) const DEAD_FORWARD: Rule = Rule::possible("RDP-NEG-022", Stage::Negotiate, |case| {
    case.ended_unanswered(Stage::Negotiate).then(Hit::plain)
})
.actor(You)
.user(&[TUNNEL, FORWARD])
.administrator(&[PORT_PROXY, BALANCER, TEST_ON_ITSELF])
.linux(&[LISTENING_LINUX, CONTAINER])
.contradicts(&["RDP-NEG-010"]);

/// Windows stops serving new connections while too many are half open.
pub(super) const TOO_MANY_PENDING: Rule = Rule::possible("RDP-NEG-023", Stage::Negotiate, |case| {
    (case.ended_unanswered(Stage::Negotiate) || case.silent(Stage::Negotiate)).then(Hit::plain)
})
.user(&[AGAIN, SEND])
.administrator(&[TOO_MANY_CALLERS, PENDING_CONNECTIONS])
.linux(&[FAIL2BAN, XRDP_RESTART])
.confirmed_by(&[EVENT_PENDING, EVENT_LOGONS])
.contradicts(&["RDP-NEG-010", "RDP-NET-001"]);

/// Some servers close where others would answer with a failure code.
pub(super) const OFFER_DISLIKED: Rule = Rule::possible("RDP-NEG-024", Stage::Negotiate, |case| {
    case.ended_unanswered(Stage::Negotiate).then(Hit::plain)
})
.user(&[SEND])
.administrator(&[UPDATE_SERVER, SECURITY_LAYER])
.linux(&[XRDP_UPDATE, XRDP_NEGOTIATE])
.contradicts(&["RDP-NEG-010"]);

pub(super) const LEGACY_ONLY: Rule = Rule::warning("RDP-NEG-025", Stage::Negotiate, Certain, |case| {
    let facts = case.negotiate()?;
    let offered_more = facts.requested != 0 || facts.refused_offer.is_some();
    let legacy = facts.selected == Some(0) || facts.without_negotiation_data;
    (case.passed(Stage::Negotiate) && offered_more && legacy).then(Hit::plain)
})
.actor(Administrator)
.user(&[SEND, LEGACY_PROGRAM])
.administrator(&[SECURITY_LAYER, SECURITY_LAYER_POLICY, UPDATE_SERVER])
.linux(&[XRDP_KEY, XRDP_NEGOTIATE, XRDP_RESTART])
.confirmed_by(&[LOG_XRDP]);

/// The same offer was answered differently within one run.
pub(super) const CHANGES: Rule = Rule::warning("RDP-NEG-027", Stage::Negotiate, Likely, |case| {
    let mut chosen = case
        .report
        .connections
        .iter()
        .filter(|connection| matches!(connection.purpose, Purpose::Main | Purpose::RawNtlm))
        .filter_map(|connection| connection.selected);
    let first = chosen.next()?;
    chosen.any(|other| other != first).then(Hit::plain)
})
.user(&[AGAIN, SEND])
.administrator(&[BALANCER, SECURITY_LAYER])
.linux(&[BALANCER]);

fn failure_code(case: &Case<'_>, expected: u32) -> Option<Hit> {
    let fits = matches!(
        case.failure_at(Stage::Negotiate),
        Some(Failure::NegotiationFailure { code }) if *code == expected
    );
    fits.then(Hit::plain)
}

fn ended(case: &Case<'_>, so: fn(&Failure) -> bool) -> Option<Hit> {
    let fits = case.unexplained_at(Stage::Negotiate)
        && case.ended_unanswered(Stage::Negotiate)
        && case.failure().is_some_and(so);
    let elapsed = case.elapsed(Stage::Negotiate).unwrap_or_default();
    fits.then(|| Hit::plain().span(elapsed.as_millis()))
}

fn service<'a>(case: &Case<'a>) -> Option<&'a Service> {
    let Some(Failure::NotRdp { service }) = case.failure_at(Stage::Negotiate) else {
        return None;
    };
    Some(service)
}

/// On shorter paths a quick end and a slow one cannot be told apart.
const CLEAR_ROUND_TRIP_MS: f64 = 5.0;
