//! Whether what a program showed goes with what a check found out.

mod answer;

pub use self::answer::{Fit, Match, MatchKind, Mismatch, NoVerdictReason, Reach};

use diagnosis::{Finding, Severity};
use wire::{
    AuthenticateFacts, Dialed, Facts, Failure, Leg, LegKind, Nla, Outcome, Report, RunEnd, Signal, Stage, StageReport,
};

use super::lookup::Meaning;
use super::origin::Clue;
use super::program::Role;
use super::row::Place;
use super::table::Table;
use super::tool::{OfAnother, Reached, Tried, about};
use super::{Code, Decoded, Verdict};

/// Whether `decoded` goes with `report`, whose findings are `findings`.
pub fn fit(decoded: &Decoded, report: &Report, findings: &[Finding]) -> Fit {
    if decoded.verdict != Verdict::Understood {
        return Fit::SaysNothing(NoVerdictReason::NotUnderstood);
    }
    if !decoded.tried.is_empty() && decoded.primary.is_none() && decoded.extended.is_none() {
        return reach(&decoded.tried, report);
    }
    let is_unambiguous =
        |code: &&Code| is_of_one_space(code) || decoded.origins.iter().all(|origin| origin.clue != Clue::Code);
    if let Some(same) = decoded
        .codes()
        .filter(is_unambiguous)
        .find_map(|code| same_reason(code, report))
    {
        return Fit::Explains(same);
    }
    let mut answer = Fit::SaysNothing(NoVerdictReason::NotUnderstood);
    for code in decoded.codes() {
        let Some(meaning) = telling(code) else {
            if !code.meanings.is_empty() {
                answer = Fit::SaysNothing(NoVerdictReason::SeveralMeanings);
            }
            continue;
        };
        if is_no_reason(meaning) {
            let of_tool = meaning
                .row
                .symbol
                .as_deref()
                .is_some_and(|name| name.starts_with("tool."));
            answer = Fit::SaysNothing(if of_tool {
                NoVerdictReason::NothingFailed
            } else {
                NoVerdictReason::NoReason
            });
            continue;
        }
        return by_place(code, meaning, report, findings);
    }
    answer
}

/// The way to the computer that a client takes: the direct one, or the one behind a gateway; absent where a client goes through
/// a gateway and the check did not.
fn way(report: &Report) -> Option<&Leg> {
    let is_way = |leg: &&Leg| leg.kind() == LegKind::ToComputer && report.is_on_the_way(leg);
    report.legs.iter().find(is_way)
}

/// What two places see of one port.
fn reach(tried: &[Tried], report: &Report) -> Fit {
    let tried = match about(tried, report) {
        Ok(tried) => tried,
        Err(OfAnother::Computer) => return Fit::SaysNothing(NoVerdictReason::OtherComputer),
        Err(OfAnother::Port) => return Fit::SaysNothing(NoVerdictReason::OtherPort),
    };
    // A tool goes there directly, whichever way a client takes.
    let is_short_of_it = |broken: &StageReport| matches!(broken.stage(), Stage::Resolve | Stage::Connect);
    let connect = report.stage(Stage::Connect).map(|stage| stage.outcome);
    let here = match (connect, report.broken()) {
        (Some(Outcome::Passed), _) => true,
        (_, Some(broken)) if is_short_of_it(broken) && !is_the_relays_own(broken) => false,
        _ => return Fit::SaysNothing(NoVerdictReason::NotWalked),
    };
    Fit::Reach(match (tried.reached == Reached::Yes, here) {
        (true, true) => Reach::Both,
        (true, false) => Reach::OnlyThere,
        (false, true) => Reach::OnlyHere,
        (false, false) => Reach::Neither,
    })
}

/// The one meaning by which a code speaks: that of an error code, or the only one.
fn telling(code: &Code) -> Option<&Meaning> {
    let first = code.meanings.first()?;
    let microsoft =
        |meaning: &&Meaning| meaning.role == Role::Error && meaning.programs.iter().any(|p| p.is_microsoft());
    let same_place = code.meanings.iter().all(|meaning| meaning.row.place == first.row.place);
    let by_role = code.meanings.iter().find(microsoft);
    by_role.or_else(|| same_place.then_some(first))
}

/// Whether the number is known from one code space only; what a server sends and the extended code are one.
fn is_of_one_space(code: &Code) -> bool {
    let mut spaces: Vec<Table> = code.meanings.iter().map(|meaning| meaning.row.table).collect();
    for space in &mut spaces {
        if *space == Table::ExtendedDisconnectReason {
            *space = Table::Errinfo;
        }
    }
    spaces.dedup();
    spaces.len() == 1
}

/// Codes that carry no reason: success, or "no information".
fn is_no_reason(meaning: &Meaning) -> bool {
    let refers =
        meaning.row.number == 3 && matches!(meaning.row.table, Table::WindowsAppCode | Table::MstscDisconnectReason);
    let numbered = !matches!(meaning.row.table, Table::Statement | Table::WindowsEvent);
    meaning.role == Role::Remark || numbered && meaning.row.number == 0 || refers
}

fn by_place(code: &Code, meaning: &Meaning, report: &Report, findings: &[Finding]) -> Fit {
    let place = meaning.row.place;
    let way = way(report);
    let stages_seen = way.map_or(&[][..], |leg| &leg.stages);
    let broken = way.and_then(Leg::broken);
    let explains = |kind, stage| {
        Fit::Explains(Match {
            kind,
            programs: meaning.programs.clone(),
            code: code.typed.clone(),
            stage,
        })
    };
    let Some(stages) = place.stages() else {
        let about_client = place == Place::Client;
        let of_gateway = |finding: &&Finding| {
            let leg = report.legs.get(finding.leg);
            finding.severity != Severity::Info && leg.is_some_and(|leg| leg.kind() == LegKind::ToGateway)
        };
        if !about_client && let Some(finding) = findings.iter().find(of_gateway) {
            return explains(MatchKind::Finding(finding.id), finding.stage);
        }
        return Fit::SaysNothing(if about_client {
            NoVerdictReason::AboutTheClient
        } else {
            NoVerdictReason::AboutTheGateway
        });
    };
    if asks_for_nla(meaning) && way.and_then(nla) == Some(Nla::Required) {
        return explains(MatchKind::NlaRequired, Stage::Authenticate);
    }
    if broken.is_some_and(is_the_relays_own) {
        return Fit::SaysNothing(NoVerdictReason::NotWalked);
    }
    if let Some(broken) = broken
        && (stages.contains(&broken.stage()) || is_also_of(meaning, broken.stage()))
        && let Some(kind) = match_kind(meaning, broken)
    {
        return explains(kind, broken.stage());
    }
    let at_the_place = |finding: &&Finding| finding.severity != Severity::Info && stages.contains(&finding.stage);
    let specific = !matches!(place, Place::Transport | Place::Path);
    if specific && let Some(finding) = findings.iter().find(at_the_place) {
        return explains(MatchKind::Finding(finding.id), finding.stage);
    }
    let seen = broken.map(StageReport::stage);
    let walked = |stage: &&StageReport| stages.contains(&stage.stage()) && stage.outcome == Outcome::Passed;
    let left_out = |stage: &StageReport| stages.contains(&stage.stage()) && stage.outcome == Outcome::NotChecked;
    // Without a password, the check comes to the sign-in and to the session, but not through them.
    let needs_user = matches!(place, Place::Handshake | Place::Authenticate | Place::Session);
    let unwalked = needs_user || specific && stages_seen.iter().any(left_out);
    let whole = report.end == RunEnd::Completed && !unwalked;
    if seen.is_none() && !(whole && stages_seen.iter().any(|stage| walked(&stage))) {
        return Fit::SaysNothing(NoVerdictReason::NotWalked);
    }
    Fit::DoesNotFit(Mismatch {
        code: code.typed.clone(),
        spoken: place,
        seen,
    })
}

/// FreeRDP says that the negotiation failed also where TCP was refused (FreeRDP/FreeRDP#5208).
fn is_also_of(meaning: &Meaning, stage: Stage) -> bool {
    (meaning.row.table, meaning.row.number, stage) == (Table::FreerdpErrconnect, 0x2000C, Stage::Connect)
}

/// Microsoft's programs show 0x904 also where the server ends TLS with an alert, such as for its certificate.
fn is_shown_for_alerts(meaning: &Meaning) -> bool {
    let table = meaning.row.table;
    meaning.row.number == 0x904 && matches!(table, Table::WindowsAppCode | Table::MstscDisconnectReason)
}

/// How the end of `broken` goes with `meaning`, if it does.
fn match_kind(meaning: &Meaning, broken: &StageReport) -> Option<MatchKind> {
    let lost = match &broken.failure {
        Some(Failure::Closed { .. }) => Some(MatchKind::Closed),
        Some(Failure::Reset { .. }) => Some(MatchKind::Reset),
        Some(Failure::TimedOut { .. } | Failure::RunTimedOut) => Some(MatchKind::Silent),
        Some(Failure::PathBroken) => Some(MatchKind::Broken),
        Some(Failure::TlsAlert { .. } | Failure::TlsUnusable { .. }) if is_shown_for_alerts(meaning) => {
            Some(MatchKind::BrokenOff)
        }
        _ if broken.outcome == Outcome::Silent => Some(MatchKind::Silent),
        _ => None,
    };
    let licensing = matches!(&broken.failure, Some(Failure::LicenseError { .. }));
    match meaning.row.place {
        Place::Transport => lost,
        Place::Session => (!licensing).then_some(MatchKind::SameStage),
        Place::Path if broken.stage() == Stage::Connect => unanswered(broken).then_some(MatchKind::Silent),
        Place::Path => lost.filter(|kind| *kind == MatchKind::Silent),
        Place::Resolve
        | Place::Connect
        | Place::Negotiate
        | Place::Secure
        | Place::Handshake
        | Place::Authenticate
        | Place::Settings
        | Place::License
        | Place::Capabilities
        | Place::Gateway
        | Place::Client => Some(MatchKind::SameStage),
    }
}

/// Whether no address took or refused the connection.
fn unanswered(connect: &StageReport) -> bool {
    all_dials(connect, |dialed| matches!(dialed, Dialed::Silent | Dialed::Abandoned))
}

/// Whether the relay itself could not or would not connect, which says nothing about the program.
fn is_the_relays_own(broken: &StageReport) -> bool {
    let local = |dialed| {
        matches!(
            dialed,
            Dialed::LocallyBlocked | Dialed::LocalFault { .. } | Dialed::Abandoned
        )
    };
    broken.failure == Some(Failure::AddressesRefused) || all_dials(broken, local)
}

fn all_dials(stage: &StageReport, is: impl Fn(Dialed) -> bool) -> bool {
    let Facts::Connect(facts) = &stage.facts else {
        return false;
    };
    !facts.dials.is_empty() && facts.dials.iter().all(|dial| is(dial.dialed))
}

/// A code for a client without NLA, or a setting or sentence that says so.
fn asks_for_nla(meaning: &Meaning) -> bool {
    let without = ["file.credssp-off", "mstsc.auth-not-enabled"];
    let named = meaning
        .row
        .symbol
        .as_deref()
        .is_some_and(|name| without.contains(&name));
    named
        || matches!(
            (meaning.row.table, meaning.row.number),
            (Table::MstscDisconnectReason | Table::WindowsAppCode, 0xB09)
                | (Table::RdpNegFailure, 5)
                | (Table::FreerdpErrconnect, 0x2001E)
                | (Table::XfreerdpExit, 161)
        )
}

fn nla(way: &Leg) -> Option<Nla> {
    match way.stage(Stage::Authenticate).map(|stage| &stage.facts) {
        Some(Facts::Authenticate(AuthenticateFacts { nla, .. })) => *nla,
        _ => None,
    }
}

/// The code is the number that the server told the check.
fn same_reason(code: &Code, report: &Report) -> Option<Match> {
    code.meanings.iter().find_map(|meaning| {
        let stage = way(report)?.stages.iter().find(|stage| {
            let said = stage.failure.iter().any(|failure| is_failure(meaning, failure));
            let signalled = stage.signals.iter().any(|signal| is_signal(meaning, &signal.signal));
            said || signalled
        })?;
        Some(Match {
            kind: MatchKind::SameReason,
            programs: meaning.programs.clone(),
            code: code.typed.clone(),
            stage: stage.stage(),
        })
    })
}

fn is_failure(meaning: &Meaning, failure: &Failure) -> bool {
    let row = &meaning.row;
    let number = row.number;
    match (row.table, failure) {
        (Table::Errinfo | Table::ExtendedDisconnectReason, Failure::ErrorInfo { code })
        | (Table::RdpNegFailure, Failure::NegotiationFailure { code })
        | (Table::LicenseErrorCode, Failure::LicenseError { code, .. })
        | (Table::CredsspNtstatus | Table::SspiSecE, Failure::CredsspStatus { status: code }) => *code == number,
        (Table::KerberosError, Failure::Kdc { code: Some(code) }) => *code == number,
        (Table::TlsAlert, Failure::TlsAlert { code }) => u32::from(*code) == number,
        (Table::T125McsResult, Failure::McsRefused { result }) => u32::from(*result) == number,
        (Table::X224DrReason, Failure::DisconnectRequest { reason }) => u32::from(*reason) == number,
        (Table::DnsRcode, Failure::LookupFailed { rcode: Some(rcode) }) => u32::from(*rcode) == number,
        (Table::DnsRcode, Failure::NameNotFound) => number == NXDOMAIN,
        _ => false,
    }
}

fn is_signal(meaning: &Meaning, signal: &Signal) -> bool {
    let row = &meaning.row;
    match (row.table, signal) {
        (Table::Errinfo | Table::ExtendedDisconnectReason, Signal::ErrorInfo { code })
        | (Table::LicenseErrorCode, Signal::LicenseError { code, .. })
        | (Table::LogonErrorNotification, Signal::LogonError { notification: code, .. }) => {
            *code == row.number && *code != 0
        }
        _ => false,
    }
}

/// RFC 1035 4.1.1.
const NXDOMAIN: u32 = 3;
