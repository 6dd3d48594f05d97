//! Names: [`Stage::Resolve`].

use core::net::IpAddr;

use wire::{Failure, Host, PeerText, ResolveFacts, Stage};

use super::view::ReportView;
use super::{Match, Rule};
use crate::finding::Actor::{Network, RelayOwner, You};
use crate::finding::Confidence::{Certain, Likely};
use crate::steps::Remedy::*;

/// The name leads to no computer: name servers and hosts files that block a name answer so.
pub(super) const NOBODYS_ADDRESS: Rule = Rule::certain("RDP-DNS-014", Stage::Resolve, |view| {
    let facts = view.resolve()?;
    let all = || facts.addresses.iter().chain(&facts.forbidden);
    let first = all().next().filter(|_| !facts.literal)?;
    let unreached = matches!(view.broken(), Some(Stage::Resolve | Stage::Connect)) && facts.withheld.is_none();
    (unreached && all().all(|address| wire::is_nobodys(*address))).then(|| {
        let found = Match::plain().with("address", first.to_string()).at(view.broken());
        found.with("tried", view.tried_to_connect())
    })
})
.actor(Network)
.steps(&[
    TryAddress,
    Spelling,
    SendToNetwork,
    UnblockName,
    CheckHostsFile,
    CreateRecord,
    LookUp,
    LookUpLinux,
]);

/// One of the names that the name leads through leads back to another one.
pub(super) const ALIAS_CIRCLE: Rule = Rule::certain("RDP-DNS-015", Stage::Resolve, |view| {
    let aliases = dead_end(view)?;
    let again = aliases.last()?;
    leads_in_a_circle(aliases).then(|| Match::plain().with("alias", again.to_string()))
})
.steps(&[TryAddress, Send, CreateRecord, LookUp, LookUpLinux]);

/// The name is an alias, and what it stands for does not exist.
pub(super) const ALIAS_TO_NOTHING: Rule = Rule::certain("RDP-DNS-016", Stage::Resolve, |view| {
    let gone = dead_end(view)?.last()?;
    (!view.explained && unknown_name(view)).then(|| Match::plain().with("alias", gone.to_string()))
})
.steps(&[TryAddress, Vpn, Send, CreateRecord, LookUp, LookUpLinux]);

/// A name that only means something inside one network.
pub(super) const INTERNAL_NAME: Rule = Rule::likely("RDP-DNS-001", Stage::Resolve, |view| {
    (!view.explained && unknown_name(view) && is_internal(view)).then(Match::plain)
})
.actor(You)
.steps(&[Vpn, FullName, TryAddress, LookUp, RegisterName, LookUpLinux]);

pub(super) const NO_SUCH_NAME: Rule = Rule::certain("RDP-DNS-002", Stage::Resolve, |view| {
    (!view.explained && unknown_name(view) && !is_internal(view)).then(Match::plain)
})
.actor(You)
.steps(&[
    Spelling,
    Vpn,
    TryAddress,
    LookUp,
    CreateRecord,
    RegisterName,
    LookUpLinux,
]);

pub(super) const NO_ADDRESS: Rule = Rule::certain("RDP-DNS-003", Stage::Resolve, |view| {
    (!view.explained && matches!(view.failure_at(Stage::Resolve), Some(Failure::NoAddresses))).then(Match::plain)
})
.steps(&[Spelling, TryAddress, Send, CreateRecord, LookUp, LookUpLinux]);

pub(super) const SERVER_FAILURE: Rule = Rule::likely("RDP-DNS-004", Stage::Resolve, |view| {
    response_code(view, SERVFAIL).then(Match::plain)
})
.steps(&[TryAddress, Send, RepairZone, LookUp, LookUpLinux]);

pub(super) const REFUSED: Rule = Rule::certain("RDP-DNS-005", Stage::Resolve, |view| {
    response_code(view, REFUSED_CODE).then(Match::plain)
})
.actor(RelayOwner)
.steps(&[TryAddress, SendToRelay, OtherResolver, LookUpLinux]);

pub(super) const OTHER_CODE: Rule = Rule::likely("RDP-DNS-006", Stage::Resolve, |view| {
    let Some(Failure::LookupFailed { rcode: Some(code) }) = view.failure_at(Stage::Resolve) else {
        return None;
    };
    if view.explained {
        return None;
    }
    let known = [SERVFAIL, REFUSED_CODE].contains(code);
    (!known).then(|| Match::plain().with("code", u32::from(*code)))
})
.actor(RelayOwner)
.steps(&[TryAddress, SendToRelay, OtherResolver, LookUpLinux]);

pub(super) const NO_ANSWER: Rule = Rule::likely("RDP-DNS-007", Stage::Resolve, |view| {
    let nothing_usable = matches!(
        view.failure_at(Stage::Resolve),
        Some(Failure::LookupFailed { rcode: None } | Failure::TimedOut { .. })
    );
    // Else bytes came that are no answer, a long one without the way by TCP, or a port refused.
    let mut lookups = view.resolve().into_iter().flat_map(|facts| &facts.lookups);
    let silent = view.timed_out() || lookups.any(|lookup| lookup.silent);
    (!view.explained && nothing_usable).then(|| Match::plain().with("answer", if silent { "none" } else { "unusable" }))
})
.actor(RelayOwner)
.steps(&[TryAddress, Again, SendToRelay, OtherResolver, LookUpLinux]);

pub(super) const FORBIDDEN: Rule = Rule::certain("RDP-DNS-008", Stage::Resolve, |view| {
    let refused = matches!(view.failure_at(Stage::Resolve), Some(Failure::AddressesRefused));
    (refused && !view.explained).then(|| {
        // A policy that names neither the name nor the address is not asked about what the name leads to.
        let facts = view.resolve();
        let asked = facts.is_some_and(|facts| {
            facts.literal || !facts.lookups.is_empty() || !facts.forbidden.is_empty() || facts.withheld.is_some()
        });
        let forbidden = facts.and_then(|facts| facts.forbidden.first());
        let address = if asked { told(forbidden) } else { "unasked".to_owned() };
        Match::plain().with("address", address)
    })
})
.actor(RelayOwner)
.steps(&[OwnRelay, SendToRelay, RelayPolicy]);

pub(super) const HALF_ANSWERED: Rule = Rule::warning("RDP-DNS-009", Stage::Resolve, Likely, |view| {
    let lookups = &view.resolve()?.lookups;
    let answered = lookups
        .iter()
        .any(|lookup| lookup.rcode == Some(0) && lookup.addresses > 0);
    let broken = lookups
        .iter()
        .find(|lookup| lookup.silent || lookup.rcode.is_none_or(|code| code != 0))?;
    answered.then(|| Match::plain().with("record", record_name(broken.record)))
})
.actor(Network)
.steps(&[TryAddress, SendToNetwork, LookUp, RepairZone, LookUpLinux]);

pub(super) const SLOW: Rule = Rule::warning("RDP-DNS-010", Stage::Resolve, Likely, |view| {
    let elapsed = view.elapsed(Stage::Resolve)?.as_millis();
    (view.passed(Stage::Resolve) && elapsed >= SLOW_LOOKUP_MS).then(|| Match::plain().span(elapsed))
})
.actor(Network)
.steps(&[TryAddress, SendToNetwork, OtherResolver, LookUp, LookUpLinux]);

/// An address that the policy forbids; `none` where the relay does not tell it.
fn told(address: Option<&IpAddr>) -> String {
    address.map_or_else(|| "none".to_owned(), ToString::to_string)
}

/// The relay's policy left some of the addresses out.
pub(super) const PARTLY_FORBIDDEN: Rule = Rule::info("RDP-DNS-013", Stage::Resolve, Certain, |view| {
    let facts = view.resolve()?;
    let any = !facts.forbidden.is_empty() || facts.withheld.is_some();
    (any && !facts.addresses.is_empty()).then(|| Match::plain().with("address", told(facts.forbidden.first())))
})
.actor(RelayOwner)
.steps(&[OwnRelay, SendToRelay, RelayPolicy]);

/// Whoever has no IPv6 has no way to it.
pub(super) const ONLY_IPV6: Rule = Rule::warning("RDP-DNS-012", Stage::Resolve, Certain, |view| {
    let facts = view.resolve()?;
    let none = |lookup: &wire::Lookup| {
        lookup.record == wire::RecordKind::A && lookup.rcode == Some(0) && lookup.addresses == 0
    };
    let reached = view.passed(Stage::Connect) && facts.lookups.iter().any(none);
    let public = |address: &IpAddr| address.is_ipv6() && !address.is_loopback() && wire::network_of(*address).is_none();
    (reached && facts.addresses.iter().all(public)).then(Match::plain)
})
.steps(&[Send, AddIpv4Record, FirewallRule, LookUp, LookUpLinux]);

/// Its only addresses are IPv4 ones in IPv6 records, which a resolver takes for what they hold.
pub(super) const MAPPED: Rule = Rule::warning("RDP-DNS-017", Stage::Resolve, Likely, |view| {
    let facts = view.resolve()?;
    let answered = |record: wire::RecordKind| {
        let mut lookups = facts.lookups.iter();
        lookups.any(|lookup| lookup.record == record && lookup.addresses > 0)
    };
    let in_aaaa_alone = answered(wire::RecordKind::Aaaa) && !answered(wire::RecordKind::A);
    let address = facts.addresses.iter().chain(&facts.forbidden).next()?;
    let all_told = facts.withheld.is_none() && facts.addresses.iter().chain(&facts.forbidden).all(IpAddr::is_ipv4);
    (in_aaaa_alone && all_told).then(|| Match::plain().with("address", address.to_string()))
})
.steps(&[TryAddress, Send, AddIpv4Record, RemoveAaaa, LookUp, LookUpLinux]);

/// The name leads to the computer that runs the relay.
pub(super) const LOOPBACK: Rule = Rule::info("RDP-DNS-011", Stage::Resolve, Certain, |view| {
    let facts = view.resolve()?;
    // A connection to "no address" reaches whoever makes it, on most systems.
    let reached = view.passed(Stage::Connect);
    let is_own = |address: &IpAddr| address.is_loopback() || (reached && address.is_unspecified());
    let leads_home = !facts.literal
        && !facts.addresses.is_empty()
        && facts.addresses.iter().all(is_own)
        && view.report.target.host.to_string() != "localhost";
    leads_home.then(|| {
        let first = facts.addresses.first();
        Match::plain().with("address", first.map(ToString::to_string).unwrap_or_default())
    })
})
.actor(You)
.steps(&[CheckHostsFile, LookUp, LookUpLinux]);

fn unknown_name(view: &ReportView<'_>) -> bool {
    matches!(view.failure_at(Stage::Resolve), Some(Failure::NameNotFound))
}

fn response_code(view: &ReportView<'_>, code: u16) -> bool {
    let answered = view.failure_at(Stage::Resolve);
    !view.explained && matches!(answered, Some(Failure::LookupFailed { rcode }) if *rcode == Some(code))
}

/// The names that the name leads through without coming to an address.
fn dead_end<'a>(view: &ReportView<'a>) -> Option<&'a [PeerText]> {
    let facts = view.resolve()?;
    let is_dead_end = view.broken() == Some(Stage::Resolve)
        && matches!(facts, ResolveFacts { addresses, forbidden, withheld: None, .. } if addresses.is_empty() && forbidden.is_empty());
    is_dead_end.then_some(facts.aliases.as_slice())
}

fn leads_in_a_circle(aliases: &[PeerText]) -> bool {
    let is_again = |(place, alias): (usize, &PeerText)| aliases.iter().take(place).any(|earlier| earlier == alias);
    aliases.iter().enumerate().any(is_again)
}

/// No dot, or an ending that the public name system does not have (RFC 6762, 8375, 9476 and ICANN's `internal`).
fn is_internal(view: &ReportView<'_>) -> bool {
    let Host::Name(name) = &view.report.target.host else {
        return false;
    };
    !name.as_str().contains('.') || wire::internal_ending(name.as_str()).is_some()
}

fn record_name(record: wire::RecordKind) -> &'static str {
    match record {
        wire::RecordKind::A => "A",
        wire::RecordKind::Aaaa => "AAAA",
    }
}

/// RFC 1035 4.1.1.
const SERVFAIL: u16 = 2;
/// RFC 1035 4.1.1.
const REFUSED_CODE: u16 = 5;
/// A resolver answers in some tens of milliseconds; after a second the person has noticed.
const SLOW_LOOKUP_MS: f64 = 1000.0;
