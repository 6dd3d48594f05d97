//! TCP: [`Stage::Connect`].

use core::net::IpAddr;

use wire::{DEFAULT_PORT, Dial, Dialed, MOST_ADDRESSES, Stage, Unreachable, is_nobodys};

use super::view::ReportView;
use super::{Match, Rule};
use crate::finding::Actor::{Network, RelayOwner, You};
use crate::finding::Confidence::{Certain, Likely};
use crate::steps::Remedy::*;

/// What was typed is no computer's address. Where a name leads to one, that is another finding's.
pub(super) const NOBODYS_ADDRESS: Rule = Rule::certain("RDP-TCP-021", Stage::Connect, |view| {
    let found = every_attempt(view, |dial| is_nobodys(dial.address.ip()))?;
    Some(found.with("tried", view.tried_to_connect()))
})
.actor(You)
.steps(&[Spelling, FullName]);

/// What was copied from a manual; in a laboratory somebody may have it all the same, and then it answers.
pub(super) const EXAMPLE: Rule = Rule::likely("RDP-TCP-024", Stage::Connect, |view| {
    let unreached = every_attempt(view, |dial| {
        matches!(dial.dialed, Dialed::Silent | Dialed::Unreachable { .. })
    })?;
    view.resolve()?.documentation.then_some(unreached)
})
.actor(You)
.steps(&[Spelling, FullName, Send, DeadRecords]);

/// Without the interface on which it is meant, such an address leads nowhere (RFC 4007 6).
pub(super) const LINK_LOCAL: Rule = Rule::certain("RDP-TCP-022", Stage::Connect, |view| {
    every_attempt(view, |dial| is_link_local(dial.address.ip()))
})
.actor(You)
.steps(&[TryIpv4, FullName, Send, DeadRecords]);

/// A computer gives itself such an address where no DHCP server has one for it, and no router passes it on (RFC 3927 2.7).
pub(super) const SELF_ASSIGNED: Rule = Rule::likely("RDP-TCP-023", Stage::Connect, |view| {
    every_attempt(view, |dial| {
        is_self_assigned(dial) && matches!(dial.dialed, Dialed::Silent | Dialed::Unreachable { .. })
    })
})
.actor(You)
.steps(&[OwnAddress, FullName, Send, DeadRecords]);

pub(super) const REFUSED: Rule = Rule::likely("RDP-TCP-001", Stage::Connect, |view| {
    every_attempt(view, |dial| dial.dialed == Dialed::Refused)
})
.steps(&[
    EnableRdp,
    CheckPort,
    RestartComputer,
    Send,
    AllowConnections,
    StartService,
    Listener,
    ListeningPort,
    Policy,
    XrdpStatus,
    XrdpPort,
    ListeningLinux,
    GnomeStatus,
    EventService,
    LogXrdp,
])
.contradicts(&["RDP-VAN-002"]);

pub(super) const SILENT: Rule = Rule::likely("RDP-TCP-002", Stage::Connect, |view| {
    every_attempt(view, |dial| dial.dialed == Dialed::Silent)
})
.actor(Network)
.steps(&[
    Power,
    EnableRdp,
    Vpn,
    SendToNetwork,
    FirewallRule,
    NetworkProfile,
    CloudRule,
    TestInside,
    FirewallUfw,
    FirewallCmd,
    FirewallList,
    EventListener,
])
.contradicts(&["RDP-VAN-002"]);

pub(super) const HOST_UNREACHABLE: Rule = Rule::likely("RDP-TCP-003", Stage::Connect, |view| {
    every_attempt(view, |dial| is_unreachable(dial, Unreachable::Host)).map(|found| said_by(found, view))
})
.actor(Network)
.steps(&[
    Power,
    Vpn,
    Spelling,
    SendToNetwork,
    Route,
    FirewallRule,
    CloudRule,
    RouteLinux,
    FirewallList,
])
.contradicts(&["RDP-VAN-002"]);

pub(super) const NO_ROUTE: Rule = Rule::likely("RDP-TCP-004", Stage::Connect, |view| {
    every_attempt(view, |dial| is_unreachable(dial, Unreachable::Network)).map(|found| said_by(found, view))
})
.actor(Network)
.steps(&[Vpn, Spelling, SendToNetwork, Route, RouteLinux])
.contradicts(&["RDP-VAN-002", "RDP-TCP-009"]);

/// Each address failed in its own way, and no single reason fits all.
pub(super) const MIXED: Rule = Rule::certain("RDP-TCP-006", Stage::Connect, |view| every_attempt(view, |_| true))
    .actor(Network)
    .steps(&[
        Power,
        EnableRdp,
        SendToNetwork,
        DeadRecords,
        FirewallRule,
        StartService,
        XrdpStatus,
        FirewallList,
    ])
    .contradicts(&["RDP-VAN-002"]);

pub(super) const RELAY_BLOCKED: Rule = Rule::certain("RDP-TCP-007", Stage::Connect, |view| {
    every_attempt(view, |dial| dial.dialed == Dialed::LocallyBlocked)
})
.actor(RelayOwner)
.steps(&[SendToRelay, RelayFirewall]);

pub(super) const RELAY_FAULT: Rule = Rule::certain("RDP-TCP-008", Stage::Connect, |view| {
    let errno = attempts(view)
        .iter()
        .find_map(|dial| local_errno(dial))
        .unwrap_or_default();
    every_attempt(view, |dial| local_errno(dial).is_some()).map(|found| found.with("errno", f64::from(errno)))
})
.actor(RelayOwner)
.steps(&[Again, SendToRelay, RelayLimits]);

pub(super) const NO_IPV6_HERE: Rule =
    Rule::likely("RDP-TCP-009", Stage::Connect, |view| every_attempt(view, without_ipv6))
        .actor(RelayOwner)
        .steps(&[TryIpv4, SendToRelay, RelayIpv6, AddIpv4Record]);

pub(super) const ASLEEP: Rule = Rule::possible("RDP-TCP-010", Stage::Connect, every_silence)
    .actor(You)
    .steps(&[Power, Wake, AskNeighbour, NoStandby, TestInside, NoSleepLinux])
    .contradicts(&["RDP-VAN-002", "RDP-TCP-024"]);

pub(super) const NOT_FORWARDED: Rule = Rule::possible("RDP-TCP-011", Stage::Connect, |view| {
    every_silence(view).filter(|_| !all_private(view))
})
.actor(You)
.steps(&[
    Forward,
    PublicAddress,
    SharedAddress,
    CloudRule,
    TestInside,
    FirewallList,
])
.contradicts(&["RDP-VAN-002", "RDP-TCP-024"]);

pub(super) const PRIVATE_ADDRESS: Rule = Rule::possible("RDP-TCP-012", Stage::Connect, |view| {
    let unreached = every_silence(view)
        .or_else(|| every_attempt_again(view, |dial| matches!(dial.dialed, Dialed::Unreachable { .. })));
    // No VPN leads to one that a computer gave itself.
    let belongs = |dial: &&Dial| !is_self_assigned(dial);
    unreached.filter(|_| all_private(view) && attempts(view).iter().any(belongs))
})
.actor(You)
.steps(&[Vpn, PublicName, SplitDns, Route, RouteLinux])
.contradicts(&["RDP-VAN-002", "RDP-TCP-024"]);

pub(super) const FILTERED_HERE: Rule = Rule::possible("RDP-TCP-013", Stage::Connect, every_silence)
    .actor(Network)
    .steps(&[OtherNetwork, OwnRelay, AllowList, TestInside, Fail2ban])
    .contradicts(&["RDP-VAN-002", "RDP-TCP-024"]);

pub(super) const REJECTED: Rule = Rule::possible("RDP-TCP-014", Stage::Connect, |view| {
    every_attempt_again(view, |dial| dial.dialed == Dialed::Refused)
})
.actor(Network)
.steps(&[SendToNetwork, TestOnItself, FirewallRule, CloudRule, FirewallList])
.contradicts(&["RDP-VAN-002"]);

pub(super) const WRONG_PORT: Rule = Rule::possible("RDP-TCP-015", Stage::Connect, |view| {
    let refused = every_attempt_again(view, |dial| dial.dialed == Dialed::Refused);
    refused.filter(|_| view.report.target.port != DEFAULT_PORT)
})
.actor(You)
.steps(&[CheckPort, ListeningPort, XrdpPort])
.contradicts(&["RDP-VAN-002"]);

pub(super) const IPV6_BROKEN: Rule = Rule::warning("RDP-TCP-016", Stage::Connect, Certain, |view| {
    one_family_broken(view, IpAddr::is_ipv6)
})
.steps(&[TryIpv4, Send, FirewallRule, RemoveAaaa, ListeningLinux]);

pub(super) const IPV4_BROKEN: Rule = Rule::warning("RDP-TCP-017", Stage::Connect, Certain, |view| {
    one_family_broken(view, IpAddr::is_ipv4)
})
.steps(&[Send, FirewallRule, CloudRule, DeadRecords, ListeningLinux, FirewallList]);

pub(super) const SOME_ADDRESS_BROKEN: Rule = Rule::warning("RDP-TCP-018", Stage::Connect, Certain, |view| {
    let broken = broken_dials(view)?;
    Some(Match::plain().with("address", broken.first()?.address.ip().to_string()))
})
.steps(&[WorkingAddress, Send, DeadRecords, Balancer])
.contradicts(&["RDP-TCP-016", "RDP-TCP-017"]);

/// The handshake took as long as a lost first packet makes it take.
pub(super) const SLOW_ACCEPT: Rule = Rule::warning("RDP-TCP-019", Stage::Connect, Likely, |view| {
    let main = view.main_connection()?;
    let handshake = main.handshake_ms.as_millis();
    let path = main.kernel.map_or(0.0, |kernel| f64::from(kernel.rtt_us) / 1000.0);
    (handshake >= SYN_AGAIN_MS && path * 3.0 < handshake).then(|| Match::plain().span(handshake))
})
.steps(&[Again, Cable, Send, Load, TooManyCallers, LoadLinux, EventPending]);

pub(super) const NO_IPV6_TEST: Rule = Rule::info("RDP-TCP-020", Stage::Connect, Certain, |view| {
    let skipped = view.connect()?.dials.iter().any(without_ipv6);
    (view.passed(Stage::Connect) && skipped).then(Match::plain)
})
.actor(RelayOwner)
.steps(&[TryIpv4, RelayIpv6]);

/// The attempts that tell about the target: neither given up, nor to an address that could not lead there from here.
fn attempts<'a>(view: &ReportView<'a>) -> Vec<&'a Dial> {
    let dials = view.connect().map(|facts| facts.dials.as_slice()).unwrap_or_default();
    let mut telling: Vec<&Dial> = dials.iter().filter(|dial| dial.dialed != Dialed::Abandoned).collect();
    let leads_nowhere: [fn(&Dial) -> bool; 3] = [
        |dial| is_nobodys(dial.address.ip()),
        |dial| is_link_local(dial.address.ip()),
        without_ipv6,
    ];
    for leads_nowhere in leads_nowhere {
        if telling.iter().any(|dial| !leads_nowhere(dial)) {
            telling.retain(|dial| !leads_nowhere(dial));
        }
    }
    telling
}

/// Applies where no connection came about, nothing explains it yet, and every attempt ended so.
fn every_attempt(view: &ReportView<'_>, ended_so: fn(&Dial) -> bool) -> Option<Match> {
    every_attempt_again(view, ended_so).filter(|_| !view.explained)
}

/// The same for a further reason.
fn every_attempt_again(view: &ReportView<'_>, ended_so: fn(&Dial) -> bool) -> Option<Match> {
    let attempts = attempts(view);
    let first = attempts.first()?;
    let fits = view.broken() == Some(Stage::Connect) && attempts.iter().all(|dial| ended_so(dial));
    fits.then(|| {
        Match::plain()
            .with("address", first.address.ip().to_string())
            .with("left", left_out(view))
            .with("most", u32::try_from(MOST_ADDRESSES).unwrap_or(u32::MAX))
            .span(first.elapsed_ms.as_millis())
    })
}

/// `some` where the name has more addresses than are tried.
fn left_out(view: &ReportView<'_>) -> &'static str {
    let more = view.resolve().is_some_and(|facts| {
        let found: usize = facts.lookups.iter().map(|lookup| usize::from(lookup.addresses)).sum();
        facts.addresses.len() >= MOST_ADDRESSES && found > facts.addresses.len()
    });
    if more { "some" } else { "none" }
}

fn every_silence(view: &ReportView<'_>) -> Option<Match> {
    every_attempt_again(view, |dial| dial.dialed == Dialed::Silent)
}

fn all_private(view: &ReportView<'_>) -> bool {
    attempts(view)
        .iter()
        .all(|dial| wire::network_of(dial.address.ip()).is_some())
}

/// The attempts that failed where another came through.
fn broken_dials<'a>(view: &ReportView<'a>) -> Option<Vec<&'a Dial>> {
    let broken = |dial: &&Dial| dial.dialed != Dialed::Answered;
    let attempts = attempts(view);
    view.connect()?.used?;
    Some(attempts.into_iter().filter(broken).collect())
}

/// All addresses of one family failed, and one of the other answered.
fn one_family_broken(view: &ReportView<'_>, of_family: fn(&IpAddr) -> bool) -> Option<Match> {
    let used = view.connect()?.used?.ip();
    let mut family = attempts(view)
        .into_iter()
        .filter(|dial| of_family(&dial.address.ip()))
        .peekable();
    let address = family.peek()?.address.ip().to_string();
    let broken = !of_family(&used) && family.all(|dial| dial.dialed != Dialed::Answered);
    broken.then(|| Match::plain().with("address", address).with("used", used.to_string()))
}

fn is_self_assigned(dial: &Dial) -> bool {
    matches!(dial.address.ip(), IpAddr::V4(v4) if v4.is_link_local())
}

fn is_link_local(address: IpAddr) -> bool {
    matches!(address, IpAddr::V6(v6) if v6.is_unicast_link_local())
}

/// A router that says so was reached over IPv6.
fn without_ipv6(dial: &Dial) -> bool {
    dial.address.is_ipv6() && dial.dialed == Dialed::unreachable(Unreachable::Network)
}

/// Tells whose message says that there is no way, for the address that the finding names.
fn said_by(found: Match, view: &ReportView<'_>) -> Match {
    let first = attempts(view).into_iter().next();
    let by = first.and_then(|dial| dial.dialed.said_by());
    let told = match by {
        None => "network",
        Some(by) if first.is_some_and(|dial| dial.address.ip() == by) => "computer",
        Some(_) => "router",
    };
    let router = by.map(|by| by.to_string()).unwrap_or_default();
    found.with("told", told).with("router", router)
}

fn is_unreachable(dial: &Dial, kind: Unreachable) -> bool {
    matches!(dial.dialed, Dialed::Unreachable { what, .. } if what == kind)
}

fn local_errno(dial: &Dial) -> Option<i32> {
    let Dialed::LocalFault { errno } = dial.dialed else {
        return None;
    };
    Some(errno)
}

/// A lost SYN is sent again after one second (RFC 6298 2).
const SYN_AGAIN_MS: f64 = 950.0;
