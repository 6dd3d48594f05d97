//! The leg to a gateway: what stands in its way, and which way a client takes.
//!
//! What a status of HTTP means here is inferred from [MS-TSGU] 3.3.5.1 and from what the servers and proxies in front of a
//! gateway do; the gateway itself says no more before a sign-in.

use wire::{AnswerFacts, Dialed, Facts, Failure, GatewayUsage, Node, Outcome, RunEnd, Stage, TlsFault};

use super::view::ReportView;
use super::{Match, Rule};
use crate::finding::Actor::{Network, Nobody, RelayOwner, You};
use crate::finding::Confidence::{Certain, Likely, Possible};
use crate::steps::Remedy::*;
use crate::time::date;

/// It lets a sign-in begin, or begins without one.
pub(super) const ANSWERS: Rule = Rule::info("RDP-GW-001", Stage::Answer, Likely, |view| {
    let facts = answer(view).filter(|_| view.passed(Stage::Answer) && view.broken().is_none())?;
    let how = match facts.status? {
        _ if view.passed(Stage::Tunnel) => "tunnel",
        // What lies behind the sign-in was not asked.
        _ if view.passed(Stage::SignIn) => return None,
        401 => "sign-in",
        101 | 200 => "open",
        // A service's own gateway, which tells nobody more.
        _ => return None,
    };
    Some(Match::plain().with("how", how))
})
.actor(Nobody)
.steps(&[GatewaySetting, NothingToDo])
.of_gateway();

pub(super) const NO_NAME: Rule = Rule::likely("RDP-GW-002", Stage::Resolve, |view| {
    let failure = view.failure_at(Stage::Resolve)?;
    let none = matches!(failure, Failure::NameNotFound | Failure::NoAddresses);
    let how = if none { "none" } else { "failed" };
    (*failure != Failure::AddressesRefused).then(|| Match::plain().with("how", how))
})
.actor(You)
.steps(&[GatewayName, Vpn, SendToGateway, LookUp, LookUpLinux])
.of_gateway();

/// Nothing that is said of the gateway would be true.
pub(super) const NOT_TRIED: Rule = Rule::certain("RDP-GW-003", Stage::Resolve, |view| {
    if view.failure_at(Stage::Resolve) == Some(&Failure::AddressesRefused) {
        return Some(Match::plain().with("how", "policy"));
    }
    let ours = |dialed: Dialed| matches!(dialed, Dialed::LocallyBlocked | Dialed::LocalFault { .. });
    let local = !view.passed(Stage::Connect) && dials(view).any(ours);
    local.then(|| Match::plain().with("how", "local").at(Some(Stage::Connect)))
})
.actor(RelayOwner)
.steps(&[OwnRelay, SendToRelay, GatewayRule, RelayFirewall])
.of_gateway();

pub(super) const UNREACHABLE: Rule = Rule::likely("RDP-GW-004", Stage::Connect, |view| {
    view.unexplained_at(Stage::Connect).then(|| {
        let how = if dials(view).any(|dialed| dialed == Dialed::Refused) {
            "refused"
        } else if view.outcome(Stage::Connect) == Some(Outcome::Silent) {
            "silent"
        } else {
            "none"
        };
        Match::plain().with("how", how)
    })
})
.actor(Network)
.steps(&[GatewayName, Vpn, OtherNetwork, SendToGateway, GatewayPort])
.of_gateway();

pub(super) const NOT_HTTPS: Rule = Rule::likely("RDP-GW-005", Stage::Secure, |view| {
    let foreign = matches!(
        view.failure()?,
        Failure::NotRdp { .. }
            | Failure::TlsUnusable {
                fault: TlsFault::NotTls
            }
    );
    let place = if view.passed(Stage::Secure) { "inside" } else { "port" };
    foreign.then(|| Match::plain().with("where", place).at(view.broken()))
})
.actor(You)
.steps(&[GatewayName, SendToGateway, GatewayPort])
.of_gateway();

pub(super) const TLS: Rule = Rule::likely("RDP-GW-006", Stage::Secure, |view| {
    view.unexplained_at(Stage::Secure)
        .then(|| Match::plain().with("how", ended(view)))
})
.steps(&[OtherNetwork, SendToGateway, GatewayCertificate, Inspection])
.of_gateway();

/// Whose clock is wrong is said only where the gateway's own clock puts the certificate outside its dates as well.
pub(super) const DATES: Rule = Rule::likely("RDP-GW-007", Stage::Secure, |view| {
    let certificate = view.certificate()?;
    let now = view.secure()?.seen_at?;
    let outside = |at: i64| {
        if at > certificate.not_after {
            Some(("over", certificate.not_after))
        } else {
            (at < certificate.not_before).then_some(("early", certificate.not_before))
        }
    };
    let (how, day) = outside(now)?;
    let found = Match::plain().with("how", how).with("date", date(day));
    Some(match answer(view).and_then(|facts| facts.clock_offset_s) {
        Some(offset) if outside(now.saturating_add(offset)) == Some((how, day)) => found.only(Certain),
        Some(_) => found.only(Possible).warning_only(),
        None => found,
    })
})
.steps(&[CheckOwnClock, SendToGateway, GatewayCertificate])
.of_gateway();

pub(super) const OTHER_NAME: Rule = Rule::likely("RDP-GW-008", Stage::Secure, |view| {
    let certificate = view.certificate()?;
    (view.secure()?.name_matches == Some(false)).then(|| {
        let name = certificate.names.first().unwrap_or(&certificate.subject);
        Match::plain().with("name", name.as_str())
    })
})
.steps(&[GatewayName, SendToGateway, GatewayCertificate])
.of_gateway();

/// A sign-in that is begun and gets neither an answer nor a refusal was kept back by whoever signs in.
pub(super) const KEPT_BACK: Rule = Rule::warning("RDP-GW-023", Stage::SignIn, Certain, |view| {
    let begun = view.outcome(Stage::SignIn)? == Outcome::NotReached && view.report.end == RunEnd::Completed;
    let Facts::SignIn(facts) = &view.leg.stage(Stage::SignIn)?.facts else {
        return None;
    };
    (begun && facts.scheme.is_some()).then(Match::plain)
})
.steps(&[SendToGateway, GatewayCertificate])
.of_gateway();

/// Clients that don't know it don't go on, [MS-TSGU] 2.1.
pub(super) const SELF_SIGNED: Rule = Rule::warning("RDP-GW-009", Stage::Secure, Likely, |view| {
    view.certificate()?.self_signed.then(Match::plain)
})
.steps(&[SendToGateway, GatewayCertificate])
.of_gateway();

pub(super) const FORBIDS: Rule = Rule::likely("RDP-GW-010", Stage::Answer, |view| status(view, &[(403, 403)]))
    .steps(&[OtherNetwork, SendToGateway, GatewayPath, AllowList])
    .of_gateway();

pub(super) const NO_GATEWAY: Rule = Rule::likely("RDP-GW-011", Stage::Answer, |view| {
    status(view, &[(200, 299), (400, 400), (404, 405), (410, 410), (501, 501)])
})
.actor(You)
.steps(&[GatewayName, SendToGateway, GatewayRole, GatewayPath])
.of_gateway();

pub(super) const PROXY: Rule = Rule::likely("RDP-GW-012", Stage::Answer, |view| status(view, &[(407, 407)]))
    .actor(Network)
    .steps(&[OtherNetwork, SendToNetwork, GatewayPath])
    .of_gateway();

pub(super) const NO_BACKEND: Rule = Rule::likely("RDP-GW-013", Stage::Answer, |view| {
    status(view, &[(502, 502), (504, 504)])
})
.steps(&[Again, SendToGateway, GatewayPath, GatewayService])
.of_gateway();

pub(super) const UNAVAILABLE: Rule = Rule::likely("RDP-GW-014", Stage::Answer, |view| status(view, &[(503, 503)]))
    .steps(&[Again, SendToGateway, GatewayService])
    .of_gateway();

pub(super) const REDIRECTS: Rule = Rule::likely("RDP-GW-015", Stage::Answer, |view| status(view, &[(300, 399)]))
    .steps(&[GatewayName, SendToGateway, GatewayPath])
    .of_gateway();

/// No word of HTTP came, or not all of it.
pub(super) const UNANSWERED: Rule = Rule::likely("RDP-GW-016", Stage::Answer, |view| {
    let how = ended(view);
    let asked = view.broken()? >= Stage::Answer;
    (!view.explained && asked && how != "other").then(|| Match::plain().with("how", how).at(view.broken()))
})
.steps(&[Again, OtherNetwork, SendToGateway, GatewayPath, GatewayService])
.of_gateway();

pub(super) const OTHERWISE: Rule = Rule::likely("RDP-GW-017", Stage::Answer, |view| {
    (!view.explained && view.broken().is_some()).then(|| {
        let code = match view.failure() {
            Some(Failure::HttpStatus { status }) => status.to_string(),
            _ => "none".to_owned(),
        };
        Match::plain().with("code", code).at(view.broken())
    })
})
.steps(&[Again, SendToGateway, GatewayService])
.of_gateway();

/// Microsoft's clients sign in with these, [MS-TSGU] 3.3.5.1.
pub(super) const NO_KNOWN_SIGN_IN: Rule = Rule::warning("RDP-GW-018", Stage::Answer, Likely, |view| {
    let facts = answer(view)?;
    let known = |scheme: &str| scheme.eq_ignore_ascii_case("Negotiate") || scheme.eq_ignore_ascii_case("NTLM");
    let asks = view.passed(Stage::Answer) && facts.status == Some(401);
    (asks && !facts.schemes.iter().any(|scheme| known(scheme.as_str()))).then(Match::plain)
})
.steps(&[SendToGateway, GatewaySignIn])
.of_gateway();

/// Which way the client takes, and that the other one is no fault.
pub(super) const WAY: Rule = Rule::info("RDP-GW-019", Stage::Resolve, Likely, |view| {
    let how = match (usage(view)?, view.report.is_on_the_way(view.leg)) {
        (GatewayUsage::Service, _) => return None,
        (GatewayUsage::Always, _) => "always",
        (GatewayUsage::Fallback, true) => "fallback",
        (GatewayUsage::Fallback, false) => "direct",
    };
    Some(Match::plain().with("how", how))
})
.actor(Nobody)
.steps(&[GatewaySetting, NoGateway])
.of_gateway();

pub(super) const SERVICE: Rule = Rule::info("RDP-GW-020", Stage::Resolve, Likely, |view| {
    (usage(view)? == GatewayUsage::Service).then(Match::plain)
})
.actor(Nobody)
.steps(&[ServiceApp, SendToGateway])
.of_gateway();

/// NTLM sends a proof of the password once; whatever is wrong with the account, the answer is the same.
pub(super) const SIGN_IN_REFUSED: Rule = Rule::likely("RDP-GW-021", Stage::SignIn, |view| {
    let failure = view.failure_at(Stage::SignIn)?;
    let (how, code) = if let Failure::HttpStatus { status } = failure {
        (if *status == 401 { "account" } else { "other" }, *status)
    } else if matches!(failure, Failure::Malformed { .. }) {
        ("ntlm", 401)
    } else {
        return None;
    };
    Some(Match::plain().with("how", how).with("code", code.to_string()))
})
.actor(You)
.steps(&[UserNameForm, PasswordNotPin, SendToGateway, AccountState])
.of_gateway();

/// The channel was open. Gateways close it also where the computer is gone, so this tells nothing of whose fault it is.
pub(super) const CUT: Rule = Rule::likely("RDP-GW-024", Stage::Tunnel, |view| {
    let was_open = view.report.legs.iter().any(|leg| leg.from == Node::Gateway);
    (was_open && view.broken() == Some(Stage::Tunnel)).then(|| {
        let how = match refusal(view).map(|code| code & !HRESULT_OF_WIN32) {
            Some(E_PROXY_SESSIONTIMEOUT) => "time",
            Some(_) => "closed",
            None => "lost",
        };
        let code = refusal(view).map(shown).unwrap_or_default();
        Match::plain().with("how", how).with("code", code)
    })
})
.steps(&[
    Again,
    SendToGateway,
    GatewayLimits,
    GatewayIdle,
    GatewayTarget,
    GatewayLog,
    GatewayProxy,
    EventGateway,
])
.of_gateway();

/// [MS-TSGU] 2.2.6, as an HRESULT or as the bare number.
pub(super) const REFUSED: Rule = Rule::likely("RDP-GW-022", Stage::Tunnel, |view| {
    let code = refusal(view).filter(|_| !view.explained)?;
    let how = match code & !HRESULT_OF_WIN32 {
        0x59da => "rap",
        0x59db => "cap",
        0x59dd => "computer",
        0x59ed => "health",
        0x59f7..=0x59f9 => "method",
        _ => "other",
    };
    Some(Match::plain().with("how", how).with("code", shown(code)))
})
.steps(&[SendToGateway, EventsAtThatTime])
.of_gateway();

/// The code with which it refuses, or ends what was open.
fn refusal(view: &ReportView<'_>) -> Option<u32> {
    let Failure::GatewayRefused { code } = view.failure()? else {
        return None;
    };
    Some(*code)
}

/// As Windows writes it.
fn shown(code: u32) -> String {
    format!("0x{code:08X}")
}

/// The session was open for longer than the gateway allows, [MS-TSGU] 2.2.6.
const E_PROXY_SESSIONTIMEOUT: u32 = 0x59f6;
/// HRESULT_FROM_WIN32, [MS-ERREF] 2.1.2.
const HRESULT_OF_WIN32: u32 = 0x8007_0000;

/// What is told of the way besides what stands in it.
pub(super) const OF_THE_WAY: [&str; 2] = [WAY.id, SERVICE.id];

fn usage(view: &ReportView<'_>) -> Option<GatewayUsage> {
    view.leg.gateway.as_ref().map(|gateway| gateway.usage)
}

fn answer<'a>(view: &ReportView<'a>) -> Option<&'a AnswerFacts> {
    let Facts::Answer(facts) = &view.leg.stage(Stage::Answer)?.facts else {
        return None;
    };
    Some(facts)
}

fn dials(view: &ReportView<'_>) -> impl Iterator<Item = Dialed> {
    let dials = view.connect().map_or(&[][..], |facts| &facts.dials);
    dials.iter().map(|dial| dial.dialed)
}

/// Its answer has a status between two of these numbers, with both.
fn status(view: &ReportView<'_>, wanted: &[(u16, u16)]) -> Option<Match> {
    let Failure::HttpStatus { status } = view.failure_at(Stage::Answer)? else {
        return None;
    };
    let is_wanted = wanted.iter().any(|(first, last)| first <= status && status <= last);
    (is_wanted && !view.explained).then(|| Match::plain().with("code", status.to_string()))
}

/// How the stage that broke ended.
fn ended(view: &ReportView<'_>) -> &'static str {
    match view.failure() {
        Some(Failure::Closed { .. }) => "closed",
        Some(Failure::Reset { .. }) => "reset",
        Some(Failure::TimedOut { .. }) => "silent",
        _ => "other",
    }
}
