//! What a report shows at every level but the public one: the names and addresses that it speaks of.

use core::net::IpAddr;
use std::collections::BTreeSet;

use wire::{
    CertificateFacts, Facts, Host, Leg, PeerText, Report, SecureFacts, Signal, StageReport, Target, network_of,
};

use super::text::holds_text;

/// What a report speaks of. Names are in lower case.
pub(super) struct Shown<'a> {
    /// The computer, and the gateways before it.
    targets: Vec<&'a Target>,
    /// The target's name, its aliases, and what its challenge calls it.
    names: BTreeSet<String>,
    addresses: BTreeSet<IpAddr>,
    /// The names in the server's own certificate.
    own: BTreeSet<String>,
    /// Those who vouch for the server's own certificate.
    authorities: BTreeSet<String>,
    /// Whoever issued any certificate.
    issuers: BTreeSet<String>,
}

impl<'a> Shown<'a> {
    pub(super) fn of(report: &'a Report) -> Self {
        let own = chains(report).filter_map(<[_]>::first);
        Self {
            targets: targets(report).collect(),
            names: names(report),
            addresses: addresses(report),
            own: own.flat_map(subjects).map(lower).collect(),
            authorities: chains(report).flat_map(authorities).collect(),
            issuers: chains(report).flatten().map(|one| lower(&one.issuer)).collect(),
        }
    }

    /// Whether support sees this name of a certificate or of a redirection: it is the target's, the report shows it in
    /// another place, or it is that of an authority.
    pub(super) fn shows(&self, text: &str) -> bool {
        let name = text.to_lowercase();
        let covers = name.strip_prefix("*.").is_some_and(|domain| {
            let mut parents = self.targets.iter().filter_map(|target| match &target.host {
                Host::Name(host) => host.as_str().split_once('.'),
                Host::Address(_) => None,
            });
            parents.any(|(_, rest)| rest == domain)
        });
        let authority = self.authorities.contains(&name) && !self.own.contains(&name);
        text.is_empty() || covers || authority || self.names.contains(&name) || self.address(text).is_some()
    }

    /// The address that `text` is, where the report speaks of it.
    pub(super) fn address(&self, text: &str) -> Option<IpAddr> {
        let address: IpAddr = text.parse().ok()?;
        self.speaks_of(address).then_some(address)
    }

    pub(super) fn speaks_of(&self, address: IpAddr) -> bool {
        self.addresses.contains(&address)
    }

    /// Whether a name is that of somebody who issued a certificate.
    pub(super) fn is_issuer(&self, name: &str) -> bool {
        self.issuers.contains(&name.to_lowercase())
    }

    /// Strings hidden from support that may still occur in messages of numbers.
    ///
    /// Messages in which a word stands are hidden in any case, so these are the strings in which none does.
    pub(super) fn hidden_without_words(&self, report: &Report) -> Vec<String> {
        let private = self.addresses.iter().filter(|address| network_of(**address).is_some());
        let certified = chains(report)
            .flatten()
            .flat_map(|one| subjects(one).chain([&one.issuer]))
            .filter(|name| !self.shows(name.as_str()));
        let said = report
            .legs
            .iter()
            .flat_map(Leg::signals)
            .filter_map(|(_, said)| match &said.signal {
                Signal::LoggedOn { user } => Some(user),
                Signal::Redirection { target } => Some(target).filter(|target| !self.shows(target.as_str())),
                Signal::ErrorInfo { .. }
                | Signal::Ultimatum { .. }
                | Signal::LogonError { .. }
                | Signal::LicenseError { .. }
                | Signal::DeactivateAll => None,
            });
        let texts = certified.chain(said).map(ToString::to_string);
        let hidden = private.map(ToString::to_string).chain(texts);
        hidden.filter(|text| !holds_text(text.as_bytes())).collect()
    }
}

fn names(report: &Report) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for target in targets(report) {
        if let Host::Name(name) = &target.host {
            names.insert(name.as_str().to_lowercase());
        }
    }
    for stage in stages(report) {
        if let Facts::Resolve(facts) = &stage.facts {
            names.extend(facts.aliases.iter().map(lower));
        }
        if let Facts::Authenticate(facts) = &stage.facts
            && let Some(said) = &facts.challenge
        {
            let all = [
                &said.computer,
                &said.domain,
                &said.dns_computer,
                &said.dns_domain,
                &said.dns_forest,
            ];
            names.extend(all.into_iter().flatten().map(lower));
        }
    }
    names
}

fn addresses(report: &Report) -> BTreeSet<IpAddr> {
    let connections = report.legs.iter().flat_map(|leg| &leg.connections);
    let mut addresses: BTreeSet<IpAddr> = connections.map(|one| one.address.ip()).collect();
    for target in targets(report) {
        if let Host::Address(address) = &target.host {
            addresses.insert(*address);
        }
    }
    for stage in stages(report) {
        if let Facts::Resolve(facts) = &stage.facts {
            addresses.extend(facts.addresses.iter().chain(&facts.forbidden));
        }
        if let Facts::Connect(facts) = &stage.facts {
            addresses.extend(facts.dials.iter().map(|dial| dial.address.ip()));
            addresses.extend(facts.dials.iter().filter_map(|dial| dial.dialed.said_by()));
            addresses.extend(facts.used.map(|used| used.ip()));
        }
        if let Facts::Reach(facts) = &stage.facts {
            addresses.extend(facts.address);
            addresses.extend(facts.told.as_ref().and_then(|told| told.source));
        }
    }
    addresses
}

fn targets(report: &Report) -> impl Iterator<Item = &Target> {
    let gateways = report.legs.iter().filter_map(|leg| leg.gateway.as_ref());
    core::iter::once(&report.target).chain(gateways.map(|gateway| &gateway.target))
}

/// The certificates that the server of each leg sent, its own first.
fn chains(report: &Report) -> impl Iterator<Item = &[CertificateFacts]> {
    stages(report).filter_map(|stage| {
        let Facts::Secure(SecureFacts { certificates, .. }) = &stage.facts else {
            return None;
        };
        Some(certificates.as_slice())
    })
}

/// The stages of every leg.
fn stages(report: &Report) -> impl Iterator<Item = &StageReport> {
    report.legs.iter().flat_map(|leg| &leg.stages)
}

fn subjects(certificate: &CertificateFacts) -> impl Iterator<Item = &PeerText> {
    core::iter::once(&certificate.subject).chain(&certificate.names)
}

/// Who issued the first certificate of a chain, and in the order of the chain whoever vouches for them.
fn authorities(chain: &[CertificateFacts]) -> BTreeSet<String> {
    let Some((own, others)) = chain.split_first() else {
        return BTreeSet::new();
    };
    let mut authorities = BTreeSet::from([lower(&own.issuer)]);
    for one in others {
        if authorities.contains(&lower(&one.subject)) {
            authorities.insert(lower(&one.issuer));
        }
    }
    authorities
}

fn lower(name: &PeerText) -> String {
    name.as_str().to_lowercase()
}
