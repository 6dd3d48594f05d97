//! X.224: [`Stage::Negotiate`].

use wire::{Failure, Purpose, Service, Stage, TransportEnd};

use super::view::ReportView;
use super::{Match, Rule};
use crate::finding::Actor::{self, Network, You};
use crate::finding::Confidence::Possible;
use crate::finding::Parameter;
use crate::steps::Remedy::{self, *};

/// `SSL_REQUIRED_BY_SERVER`, [MS-RDPBCGR] 2.2.1.2.2, as are the next six.
pub(super) const TLS_REQUIRED: Rule = Rule::certain("RDP-NEG-001", Stage::Negotiate, |view| {
    refused_offer(view, 1, TLS, "yes")
})
.steps(&[UpdateProgram, Send, SecurityLayer, ProxyInBetween, XrdpNegotiate]);

/// `SSL_NOT_ALLOWED_BY_SERVER`.
pub(super) const TLS_FORBIDDEN: Rule = Rule::certain("RDP-NEG-002", Stage::Negotiate, |view| failure_code(view, 2))
    .steps(&[
        Send,
        SecurityLayer,
        SecurityLayerPolicy,
        RestartService,
        XrdpNegotiate,
        XrdpKey,
    ]);

/// `SSL_CERT_NOT_ON_SERVER`.
pub(super) const NO_CERTIFICATE: Rule = Rule::certain("RDP-NEG-003", Stage::Negotiate, |view| failure_code(view, 3))
    .steps(&[
        Send,
        RenewCertificate,
        BoundCertificate,
        KeyRights,
        XrdpKey,
        XrdpNewKey,
        GnomeKey,
        EventCertificate,
        LogXrdp,
    ]);

/// `INCONSISTENT_FLAGS`.
pub(super) const INCONSISTENT: Rule = Rule::certain("RDP-NEG-004", Stage::Negotiate, |view| failure_code(view, 4))
    .actor(Network)
    .steps(&[UpdateProgram, SendToNetwork, ProxyInBetween]);

/// `HYBRID_REQUIRED_BY_SERVER`.
pub(super) const NLA_REQUIRED: Rule = Rule::certain("RDP-NEG-005", Stage::Negotiate, |view| {
    refused_offer(view, 5, HYBRID, REMOVED)
})
.actor(You)
.steps(&[EnableNla, UpdateProgram, Send, NlaSetting, FreerdpNla]);

/// `SSL_WITH_USER_AUTH_REQUIRED_BY_SERVER`.
pub(super) const CLIENT_CERTIFICATE: Rule =
    Rule::certain("RDP-NEG-006", Stage::Negotiate, |view| failure_code(view, 6))
        .actor(You)
        .steps(&[SmartCard, Send, ClientCertificates]);

/// `ENTRA_AUTH_REQUIRED_BY_SERVER`.
pub(super) const ENTRA_REQUIRED: Rule = Rule::certain("RDP-NEG-007", Stage::Negotiate, |view| failure_code(view, 7))
    .actor(You)
    .steps(&[EntraSignIn, UpdateProgram, EntraFile, EntraLinux]);

pub(super) const UNKNOWN_CODE: Rule = Rule::certain("RDP-NEG-008", Stage::Negotiate, |view| {
    let Some(Failure::NegotiationFailure { code }) = view.failure_at(Stage::Negotiate) else {
        return None;
    };
    (!(1..=7).contains(code)).then(|| Match::plain().with("code", *code))
})
.steps(&[UpdateProgram, Send, ProxyInBetween, EventsAtThatTime, XrdpLog]);

/// Who closes before the request is there has not closed because of it: that is a forward's way.
pub(super) const CLOSED: Rule = Rule::certain("RDP-NEG-009", Stage::Negotiate, |view| {
    let closed = ended(view, |failure| matches!(failure, Failure::Closed { .. }));
    closed.filter(|_| !view.closed_unread())
})
.steps(&[
    Again,
    RestartComputer,
    Send,
    RestartService,
    PortOwner,
    PortProxy,
    XrdpStatus,
    XrdpLog,
    EventService,
    EventListener,
    LogXrdp,
]);

/// The end came faster than our request can have reached anyone.
/// Hyper-V's console wants to be told the machine first, [MS-RDPEPS] 1.3.
pub(super) const HYPER_V: Rule = Rule::likely("RDP-NEG-035", Stage::Negotiate, |view| {
    let console = view.report.target.port.number() == HYPER_V_PORT;
    let unanswered = view.ended_unanswered(Stage::Negotiate) || view.silent(Stage::Negotiate);
    (console && unanswered && !view.explained).then(|| {
        let sent = view.negotiate().is_some_and(|facts| facts.preconnection);
        Match::plain().with("blob", if sent { "sent" } else { "none" })
    })
})
.actor(You)
.steps(&[VmConnect, Send, VmId]);

pub(super) const NO_BACKEND: Rule = Rule::likely("RDP-NEG-010", Stage::Negotiate, |view| {
    let closed = matches!(view.failure(), Some(Failure::Closed { .. }));
    let ended = view.ended_too_soon().filter(|_| closed)?;
    Some(Match::plain().span(ended.as_millis()))
})
.steps(&[
    Tunnel,
    Forward,
    Send,
    PortProxy,
    Balancer,
    PortOwner,
    ListeningLinux,
    Container,
]);

/// Whoever recognises Remote Desktop resets at our first message; a forward without a target does so far more often.
pub(super) const RESET: Rule = Rule::possible("RDP-NEG-011", Stage::Negotiate, |view| {
    let reset = matches!(view.failure(), Some(Failure::Reset { .. }));
    (reset && view.ended_unanswered(Stage::Negotiate)).then(|| first_try(view))
})
.contradicts(&["RDP-NEG-010", "RDP-NEG-031", "RDP-NET-001"])
.actor(Network)
.steps(&[
    OtherNetwork,
    RestartComputer,
    SendToNetwork,
    Inspection,
    RestartService,
    PortOwner,
    XrdpStatus,
    XrdpLog,
    EventListener,
    EventService,
]);

pub(super) const SILENT: Rule = Rule::likely("RDP-NEG-012", Stage::Negotiate, |view| {
    let silent = view.unexplained_at(Stage::Negotiate) && view.silent(Stage::Negotiate);
    silent.then(|| first_try(view))
})
.steps(&[
    Again,
    RestartComputer,
    Send,
    RestartService,
    PendingConnections,
    Load,
    RdpWrapper,
    XrdpRestart,
    LoadLinux,
    EventListener,
    EventPending,
]);

pub(super) const CUT_SHORT: Rule = Rule::likely("RDP-NEG-013", Stage::Negotiate, |view| {
    (view.unexplained_at(Stage::Negotiate) && view.cut_short(Stage::Negotiate)).then(Match::plain)
})
.actor(Network)
.steps(&[
    Again,
    OtherNetwork,
    SendToNetwork,
    Inspection,
    PortOwner,
    RestartService,
    XrdpLog,
]);

/// SSH, a mail server, a database...: a program that has nothing to do with Remote Desktop.
pub(super) const OTHER_SERVICE: Rule = Rule::certain("RDP-NEG-014", Stage::Negotiate, |view| {
    let (name, banner) = match service(view)? {
        Service::Ssh { banner } => ("SSH", banner.as_str()),
        Service::Smtp { banner } => ("SMTP", banner.as_str()),
        Service::Ftp { banner } => ("FTP", banner.as_str()),
        Service::Vnc { banner } => ("VNC", banner.as_str()),
        Service::Mail { banner } => ("POP3 or IMAP", banner.as_str()),
        Service::Mysql => ("MySQL", ""),
        Service::Smb => ("SMB", ""),
        Service::Other { protocol, banner } => (protocol.as_str(), banner.as_str()),
        Service::Http { .. } | Service::Tls | Service::BareMcs | Service::Unknown => return None,
    };
    Some(Match::plain().with("service", name).with("banner", banner))
})
.actor(You)
.steps(WRONG_PORT);

pub(super) const HTTP: Rule = Rule::certain("RDP-NEG-015", Stage::Negotiate, |view| {
    let Service::Http { banner } = service(view)? else {
        return None;
    };
    let place = if view.passed(Stage::Secure) { "inside" } else { "port" };
    Some(
        Match::plain()
            .with("banner", banner.as_str())
            .with("where", place)
            .at(view.broken()),
    )
})
.actor(You)
.steps(WEB_PORT);

pub(super) const TLS_FIRST: Rule = Rule::certain("RDP-NEG-016", Stage::Negotiate, |view| {
    matches!(service(view)?, Service::Tls).then(Match::plain)
})
.actor(You)
.steps(WEB_PORT);

/// An RDP server that answers with MCS where X.224 is due: xrdp does so to offers that it does not know.
pub(super) const BARE_MCS: Rule = Rule::likely("RDP-NEG-017", Stage::Negotiate, |view| {
    matches!(service(view)?, Service::BareMcs).then(Match::plain)
})
.steps(&[Send, UpdateServer, XrdpUpdate, XrdpNegotiate, XrdpLog]);

pub(super) const UNKNOWN_SERVICE: Rule = Rule::certain("RDP-NEG-018", Stage::Negotiate, |view| {
    matches!(service(view)?, Service::Unknown).then(Match::plain)
})
.actor(You)
.steps(WRONG_PORT);

pub(super) const UNOFFERED: Rule = Rule::certain("RDP-NEG-019", Stage::Negotiate, |view| {
    let Some(Failure::UnofferedProtocol { selected }) = view.failure_at(Stage::Negotiate) else {
        return None;
    };
    Some(Match::plain().with("protocol", format!("0x{selected:X}")))
})
.steps(&[
    UpdateProgram,
    Send,
    UpdateServer,
    ProxyInBetween,
    XrdpUpdate,
    XrdpNegotiate,
]);

pub(super) const DISCONNECT_REQUEST: Rule = Rule::certain("RDP-NEG-020", Stage::Negotiate, |view| {
    let Some(Failure::DisconnectRequest { reason }) = view.failure_at(Stage::Negotiate) else {
        return None;
    };
    Some(Match::plain().with("code", u32::from(*reason)))
})
.steps(&[Again, Send, ConnectionLimit, DrainMode, EventsAtThatTime, XrdpLog]);

pub(super) const UNREADABLE: Rule = Rule::likely("RDP-NEG-021", Stage::Negotiate, |view| {
    let unreadable = matches!(
        view.failure_at(Stage::Negotiate),
        Some(Failure::Malformed { .. } | Failure::UnexpectedPdu { .. })
    );
    unreadable.then(Match::plain)
})
.steps(&[
    CheckPort,
    Send,
    PortOwner,
    ProxyInBetween,
    UpdateServer,
    XrdpUpdate,
    XrdpLog,
]);

/// Who forwards accepts first and closes when the target does not answer, with our request unread: then the end is a reset.
/// Some go on holding what they accepted, so that silence may be theirs, too.
pub(super) const DEAD_FORWARD: Rule = Rule::likely("RDP-NEG-022", Stage::Negotiate, |view| {
    if view.silent(Stage::Negotiate) {
        return Some(Match::plain().with("how", "silent").only(Possible));
    }
    let found = || Match::plain().with("how", "ended");
    view.ended_unanswered(Stage::Negotiate).then(found)
})
.actor(You)
.steps(&[
    Tunnel,
    Forward,
    PortProxy,
    Balancer,
    TestOnItself,
    ListeningLinux,
    Container,
])
.contradicts(&["RDP-NEG-010", "RDP-NEG-031", "RDP-NET-001"]);

/// Windows stops serving new connections while too many are half open.
pub(super) const TOO_MANY_PENDING: Rule = Rule::possible("RDP-NEG-023", Stage::Negotiate, |view| {
    (view.ended_unanswered(Stage::Negotiate) || view.silent(Stage::Negotiate)).then(Match::plain)
})
.steps(&[
    Again,
    Send,
    TooManyCallers,
    PendingConnections,
    Fail2ban,
    XrdpRestart,
    EventPending,
    EventLogons,
])
.contradicts(&["RDP-NEG-010", "RDP-NEG-031", "RDP-NET-001"]);

/// Some servers close where others would answer with a failure code.
pub(super) const OFFER_DISLIKED: Rule = Rule::possible("RDP-NEG-024", Stage::Negotiate, |view| {
    let asked_without = view.connection(Purpose::Standard).is_some();
    (view.ended_unanswered(Stage::Negotiate) && !asked_without).then(Match::plain)
})
.steps(&[Send, UpdateServer, SecurityLayer, XrdpUpdate, XrdpNegotiate])
.contradicts(&["RDP-NEG-010", "RDP-NEG-031"]);

/// The same with whether what the server wants was offered: in a capture, the request is that of another app.
/// `made` says that it was.
fn refused_offer(view: &ReportView<'_>, expected: u32, protocol: u32, made: &'static str) -> Option<Match> {
    let lacks = view.negotiate().is_some_and(|facts| facts.requested & protocol == 0);
    let offered = if lacks { "no" } else { made };
    failure_code(view, expected).map(|fits| fits.with(OFFERED, offered))
}

/// The value that says whether what the server misses was offered.
const OFFERED: &str = "offered";

/// That what the server misses was offered, so that something in between took it out.
const REMOVED: &str = "removed";

/// Whether it says so.
pub(super) fn is_removed_offer((name, value): &(&str, Parameter)) -> bool {
    *name == OFFERED && matches!(value, Parameter::Text(text) if text == REMOVED)
}

/// Who can find what takes it out, and how.
pub(super) const OFFER_REMOVED: (Actor, &[Remedy]) = (Network, &[OtherNetwork, SendToNetwork, ProxyInBetween]);

fn failure_code(view: &ReportView<'_>, expected: u32) -> Option<Match> {
    let fits = matches!(
        view.failure_at(Stage::Negotiate),
        Some(Failure::NegotiationFailure { code }) if *code == expected
    );
    fits.then(Match::plain)
}

fn ended(view: &ReportView<'_>, so: fn(&Failure) -> bool) -> Option<Match> {
    let fits = view.unexplained_at(Stage::Negotiate)
        && view.ended_unanswered(Stage::Negotiate)
        && view.failure().is_some_and(so);
    fits.then(|| first_try(view))
}

/// How the first request fared, and whether the second one fared the same.
fn first_try(view: &ReportView<'_>) -> Match {
    let tries = view.second_try();
    let second = match tries.map(|tries| (tries.first_end, tries.second_end)) {
        None | Some((_, None | Some(TransportEnd::NotConnected))) => "none",
        Some((first, Some(second))) if first == second => "same",
        Some((_, Some(_))) => "other",
    };
    let waited = tries.map_or_else(
        || view.elapsed(Stage::Negotiate).unwrap_or_default(),
        |tries| tries.first_elapsed_ms,
    );
    Match::plain().span(waited.as_millis()).with("second", second)
}

pub(super) fn service<'a>(view: &ReportView<'a>) -> Option<&'a Service> {
    let Some(Failure::NotRdp { service }) = view.failure() else {
        return None;
    };
    Some(service)
}

/// Microsoft Learn, "Hyper-V: firewall ports": single-port listener of VMConnect.
const HYPER_V_PORT: u16 = 2179;

/// Something else listens on the port.
const WRONG_PORT: &[Remedy] = &[
    CheckPort,
    CheckForward,
    Send,
    PortOwner,
    ListeningPort,
    ListeningLinux,
    XrdpPort,
];

/// A web server listens on the port, or a gateway.
const WEB_PORT: &[Remedy] = &[
    CheckPort,
    UseGateway,
    Send,
    PortOwner,
    GatewayFile,
    ListeningLinux,
    XrdpPort,
];

/// `PROTOCOL_SSL` and `PROTOCOL_HYBRID`, [MS-RDPBCGR] 2.2.1.1.1.
const TLS: u32 = 1;
const HYBRID: u32 = 2;
