//! The catalogue of findings: one [`Rule`] each, in order of precedence.
//!
//! To add one: write the rule in the file of its stage below `rules/`, put it into [`RULES`], its words into
//! the locales of `words`, `findings-*.ftl`, under its id, its id into the snapshot in `tests/ids.rs`, a report that
//! reaches it into `fixtures::reports`, and where it is known from into `data/sources.txt`. Ids are permanent: people keep them in
//! tickets. The id of a finding that goes moves to [`WITHDRAWN`], and why it went into the locales, `help.ftl`.

mod alert;
mod authenticate;
mod certificate;
mod clocks;
mod connect;
mod file;
mod gateway;
mod kerberos;
mod license;
mod negotiate;
mod quality;
mod refusal;
mod resolve;
mod rule;
mod second_try;
mod secure;
mod session;
mod standard;
mod success;
#[cfg(test)]
mod tests;
mod transport;
mod vantage;
mod view;

pub(crate) use self::rule::Rule;

use wire::{Leg, LegKind, Node, Place, Report};

use self::rule::Match;
use self::view::ReportView;
use crate::finding::{Actor, Finding, PLACE, Severity, TERMINAL};

/// Ids under which nothing is found any more. They are in tickets and links, so they are never given out again, and
/// their pages say why they were withdrawn.
pub const WITHDRAWN: [&str; 2] = ["RDP-NLA-018", "RDP-TCP-005"];

/// The rule behind an id.
pub(crate) fn rule(id: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.id == id)
}

/// What `report` means: leg by leg, those first on which something broke, and on each the most important finding first. A
/// sign-in comes before the check, which saw less. Empty only where nothing is to be said.
pub fn diagnose(report: &Report) -> Vec<Finding> {
    let judged = |sign_in: bool| {
        let legs = report.legs.iter().enumerate();
        legs.filter(move |(_, leg)| report.is_on_the_way(leg) && leg.is_sign_in() == sign_in)
    };
    let of_legs = |sign_in: bool| judged(sign_in).map(|(place, leg)| apply_to(report, place, leg));
    let mut all: Vec<Finding> = of_legs(true).flatten().collect();
    let signed_in = !all.is_empty();
    // Where one place gets through and another doesn't, the reader is told of the break. A place that couldn't look says
    // nothing about the computer.
    let mut legs: Vec<_> = of_legs(false).map(|it| (blamed(report, &it), it)).collect();
    let mut in_order = Vec::new();
    for who in [Blamed::Others, Blamed::Nobody, Blamed::Place] {
        for (_, of_leg) in legs.iter_mut().filter(|(blamed, _)| *blamed == who) {
            in_order.append(of_leg);
        }
    }
    for finding in in_order {
        let repeated = all.iter().any(|other| other.id == finding.id);
        let disproved = WITHOUT_A_SIGN_IN.contains(&finding.id);
        if !signed_in || !(repeated || disproved) {
            all.push(finding);
        }
    }
    all.extend(beside_the_way(report));
    all
}

/// Where the reason lies that a leg broke.
#[derive(Clone, Copy, PartialEq)]
enum Blamed {
    /// With the computer, or the network before it.
    Others,
    /// It did not break.
    Nobody,
    /// Where the check was made.
    Place,
}

/// What the findings of a leg say of it.
fn blamed(report: &Report, findings: &[Finding]) -> Blamed {
    let first = findings.first();
    let Some((first, leg)) = first.and_then(|first| Some((first, report.legs.get(first.leg)?))) else {
        return Blamed::Nobody;
    };
    match (leg.broken(), first.actor) {
        // What is seen over the whole way says more than that a part of it is open.
        (None, _) if leg.from == Node::Gateway => Blamed::Others,
        (None, _) => Blamed::Nobody,
        (Some(_), Actor::RelayOwner) => Blamed::Place,
        (Some(_), _) => Blamed::Others,
    }
}

/// What is found on the way that a client does not take, where a gateway and the computer itself were both looked at: the
/// first finding of each leg and which way it is, as no more than worth knowing.
fn beside_the_way(report: &Report) -> impl Iterator<Item = Finding> {
    let legs = report.legs.iter().enumerate();
    let beside = legs.filter(|(_, leg)| {
        matches!(leg.kind(), LegKind::ToGateway | LegKind::ToComputer) && !report.is_on_the_way(leg)
    });
    beside.flat_map(|(place, leg)| {
        let findings = apply_to(report, place, leg).into_iter().enumerate();
        let kept = findings.filter(|(number, finding)| *number == 0 || gateway::OF_THE_WAY.contains(&finding.id));
        kept.map(|(_, finding)| Finding {
            severity: Severity::Info,
            ..finding
        })
    })
}

/// Whose machine a sentence calls its own.
fn looker(place: Place) -> &'static str {
    match place {
        Place::Terminal => TERMINAL,
        Place::Agent => "agent",
        Place::Relay | Place::Browser | Place::Tool => "server",
    }
}

/// What is true of a check as long as nobody has signed in besides.
const WITHOUT_A_SIGN_IN: [&str; 3] = ["RDP-NLA-025", "RDP-NLA-026", "RDP-SES-028"];

fn apply_to(report: &Report, place: usize, leg: &Leg) -> Vec<Finding> {
    let mut view = ReportView::new(report, leg);
    let mut findings: Vec<Finding> = Vec::new();
    let target = leg.gateway.as_ref().map_or(&report.target, |gateway| &gateway.target);
    for rule in RULES.iter().filter(|rule| rule.leg == leg.kind()) {
        let contradicted = findings.iter().any(|finding| rule.contradicts.contains(&finding.id));
        let Some(found) = (!contradicted).then(|| (rule.applies)(&view)).flatten() else {
            continue;
        };
        let Match {
            mut parameters,
            stage,
            severity,
            confidence,
        } = found;
        let severity = severity.unwrap_or(rule.severity);
        // General rules further down stay silent from here on: they ask whether anything explains the break yet.
        view.explained |= severity == Severity::Error;
        // What was offered and did not arrive is nothing that the person at the app could turn on.
        let (actor, remedies) = if parameters.iter().any(negotiate::is_removed_offer) {
            negotiate::OFFER_REMOVED
        } else {
            (rule.actor, rule.remedies)
        };
        parameters.push(("host", target.host.to_string().into()));
        parameters.push(("port", target.port.to_string().into()));
        parameters.push(("target", target.to_string().into()));
        parameters.push((PLACE, looker(leg.place).into()));
        let finding = Finding {
            id: rule.id,
            leg: place,
            stage: stage.unwrap_or(rule.stage),
            severity,
            confidence: confidence.unwrap_or(rule.confidence),
            actor,
            parameters,
            remedies,
        };
        // A rule that was lowered to a warning stands among those that explain a break. They are few: a sort would weigh
        // more in the page than all that calls it.
        let at = findings.iter().take_while(|found| found.severity <= severity).count();
        findings.insert(at, finding);
    }
    findings
}

/// All findings, in order of precedence:
///
/// 1. What the server said itself comes before what can be read from how it went silent, because a server that gives a
///    reason knows it.
/// 2. Only one stage breaks in a report, so among the stages the order is that of the connection; within a stage the
///    special comes before the general, and the general ones are said only while nothing explains the break.
/// 3. Other reasons that fit the same break come after it, with what would tell them apart.
/// 4. Warnings follow, those first that turn most people away.
/// 5. What is worth knowing comes last, and before it, where nothing broke, that all is well.
#[rustfmt::skip]
pub(crate) static RULES: &[Rule] = &[
    // 1. In the server's own words.
    session::IDLE_LIMIT, session::TIME_LIMIT, session::TAKEN_OVER, session::OUT_OF_MEMORY, session::DENIED,
    session::FIPS, session::NO_RIGHT, session::FRESH_CREDENTIALS, session::ENDED_BY_ADMINISTRATOR,
    session::ENDED_BY_USER, session::DISPLAY_DRIVER, session::CRASHED, session::SHUTTING_DOWN, session::BROKER,
    session::GRAPHICS, session::REMOTEAPP_ONLY, session::CLIENT_DATA, session::ENCRYPTION, session::TRANSPORT_LOST,
    license::NO_SERVER, license::NONE_LEFT, license::CLIENT_STORE, license::INTERRUPTED, license::INTERNAL,
    license::NOT_LICENSED, license::OTHER, session::UNKNOWN_REASON,
    session::LOGON_REFUSED, session::LOGON_CONTENDED, session::LOGON_ENDED,
    session::REDIRECTED, session::DEACTIVATE_LOOP,
    // 2. Stage by stage.
    resolve::NOBODYS_ADDRESS, resolve::ALIAS_CIRCLE, resolve::ALIAS_TO_NOTHING,
    resolve::INTERNAL_NAME, resolve::NO_SUCH_NAME, resolve::NO_ADDRESS, resolve::SERVER_FAILURE, resolve::REFUSED,
    resolve::OTHER_CODE, resolve::NO_ANSWER, resolve::FORBIDDEN,
    connect::NOBODYS_ADDRESS, connect::LINK_LOCAL, connect::EXAMPLE,
    vantage::ONLY_BROWSER_REACHES, connect::RELAY_BLOCKED, connect::RELAY_FAULT, connect::NO_IPV6_HERE, connect::REFUSED,
    connect::SELF_ASSIGNED, connect::SILENT, connect::HOST_UNREACHABLE, connect::NO_ROUTE, connect::MIXED,
    negotiate::TLS_REQUIRED, negotiate::TLS_FORBIDDEN, negotiate::NO_CERTIFICATE, negotiate::INCONSISTENT,
    negotiate::NLA_REQUIRED, negotiate::CLIENT_CERTIFICATE, negotiate::ENTRA_REQUIRED, negotiate::UNKNOWN_CODE,
    negotiate::OTHER_SERVICE, negotiate::HTTP, negotiate::TLS_FIRST, negotiate::BARE_MCS, negotiate::UNKNOWN_SERVICE,
    negotiate::UNOFFERED, negotiate::DISCONNECT_REQUEST, negotiate::UNREADABLE,
    negotiate::HYPER_V, transport::NO_ROOM, transport::PATH_SWALLOWS, second_try::CUT_ON_THE_WAY, negotiate::NO_BACKEND, negotiate::CLOSED,
    negotiate::SILENT, negotiate::DEAD_FORWARD, negotiate::CUT_SHORT,
    alert::CLIENT_CERTIFICATE_ALERT, secure::OLD_VERSIONS, secure::OLD_CIPHERS, secure::CUT_BY_FORM, secure::KEY_UNUSABLE,
    alert::INTERNAL_ALERT, alert::NAME_ALERT, secure::REFUSED_EVERYWHERE, alert::VERSION_ALERT, alert::CIPHER_ALERT,
    alert::OTHER_ALERT, secure::NOT_TLS, secure::BAD_CERTIFICATE, secure::BAD_SIGNATURE, secure::PROTOCOL_VIOLATION,
    secure::TOO_LARGE, secure::NOTHING_IN_COMMON, transport::LARGE_PACKETS_LOST, secure::STALLED_HALFWAY, secure::STALLED, secure::HUNG_UP,
    refusal::NTLM_REFUSED, refusal::WRONG_CREDENTIALS, refusal::RESTRICTED, refusal::TIME_OR_PLACE,
    refusal::PASSWORD_EXPIRED, refusal::ACCOUNT_DISABLED, refusal::LOCKED_OUT, refusal::NOT_GRANTED,
    refusal::NO_DOMAIN_CONTROLLER, refusal::TRUST_BROKEN, refusal::CLOCKS, refusal::BINDINGS, refusal::FIREWALL, refusal::NO_ACCOUNT_YET,
    refusal::OTHER_STATUS, kerberos::PASSWORD_REFUSED, kerberos::NO_TICKET, transport::ANSWER_CUT_SHORT, authenticate::CLOSED_AT_PASSWORD, authenticate::ALERT_AT_PASSWORD,
    authenticate::SILENT_AT_PASSWORD, authenticate::SECOND_REFUSED, authenticate::HUNG_UP, authenticate::SILENT, authenticate::UNREADABLE,
    session::MCS_REFUSED, session::CHANNEL_REFUSED, license::SILENT, session::NO_DEMAND_ACTIVE, session::NO_PICTURE,
    transport::EMPTY_SIGN_IN_REFUSED, session::ULTIMATUM,
    gateway::NO_NAME, gateway::NOT_TRIED, gateway::UNREACHABLE, gateway::NOT_HTTPS, gateway::TLS,
    gateway::FORBIDS, gateway::NO_GATEWAY, gateway::PROXY, gateway::NO_BACKEND,
    gateway::UNAVAILABLE, gateway::REDIRECTS, gateway::SIGN_IN_REFUSED, gateway::CUT, gateway::REFUSED, gateway::UNANSWERED, gateway::OTHERWISE, gateway::DATES, gateway::OTHER_NAME,
    transport::CLIENT_GAVE_UP, transport::PATH_BROKEN, transport::SETTINGS_CUT, transport::CLOSED, transport::RESET, transport::SILENT,
    transport::UNREADABLE, file::NLA_OFF, file::NO_NEGOTIATION, file::NOT_OFFERED,
    transport::RUN_TIMED_OUT, transport::UNEXPLAINED,
    // 3. What else it may be.
    transport::ONLY_WE_CANNOT_READ,
    connect::ASLEEP, connect::NOT_FORWARDED, connect::PRIVATE_ADDRESS, connect::FILTERED_HERE, connect::REJECTED, connect::WRONG_PORT,
    second_try::SHUT_AFTER_FIRST, negotiate::RESET, negotiate::TOO_MANY_PENDING, negotiate::OFFER_DISLIKED,
    transport::PACKET_SIZE, secure::MIDDLEBOX,
    // 4. Warnings.
    file::NAME_NEEDED, file::NO_PROGRAM, file::NOT_PROVEN, file::OWN_NAME,
    second_try::COOKIE_DISLIKED, second_try::WAKES_UP, second_try::OFFERS_HUNG_UP_ON, standard::UNENCRYPTED,
    standard::LEGACY_ONLY, certificate::EXPIRED, certificate::ISSUER_EXPIRED, certificate::NOT_YET_VALID, certificate::INTERCEPTED,
    certificate::CHANGES, second_try::CHANGES,
    certificate::WEAK_KEY, certificate::OLD_SIGNATURE, certificate::WRONG_USAGE, certificate::OTHER_NAME,
    authenticate::CLOCK_OFF, authenticate::OLD_CREDSSP,
    vantage::ONLY_RELAY_REACHES, vantage::BROWSER_UNSTEADY, connect::IPV6_BROKEN, connect::IPV4_BROKEN, connect::SOME_ADDRESS_BROKEN, resolve::ONLY_IPV6, resolve::MAPPED, license::WARNED,
    quality::LOSS, quality::HIGH_LATENCY, quality::JITTER, connect::SLOW_ACCEPT, quality::SLOW_ANSWERS,
    resolve::HALF_ANSWERED, resolve::SLOW, gateway::KEPT_BACK, gateway::SELF_SIGNED, gateway::NO_KNOWN_SIGN_IN,
    // 5. Worth knowing.
    file::ASKS_OTHERWISE, file::SIGNED,
    success::SIGNED_IN, success::SESSION, success::PASSWORD, success::LEGACY, success::ENDED_EARLY, success::SIGN_IN_REMAINS, vantage::BOTH_REACH, vantage::NOBODY_REACHES,
    success::YOUR_SIDE, file::KDC_PROXY, kerberos::NOT_POSSIBLE,
    authenticate::SIGN_IN_NAME, authenticate::CHECKED_ON_SCREEN, authenticate::NLA_OPTIONAL, authenticate::NLA_NOT_USED,
    certificate::SELF_SIGNED_OTHER_NAME, certificate::SELF_SIGNED, certificate::WITHOUT_ISSUER, certificate::EXPIRES_SOON, certificate::LONG_LIVED,
    connect::NO_IPV6_TEST, resolve::LOOPBACK, resolve::PARTLY_FORBIDDEN, standard::FIPS_ONLY, quality::SOME_LATENCY,
    quality::PROXY, quality::SMALL_PACKETS, gateway::SERVICE, gateway::ANSWERS, gateway::WAY,
];
