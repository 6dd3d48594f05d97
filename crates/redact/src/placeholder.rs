//! What stands in the place of names, addresses, ports and fingerprints: the same for the same, in order of appearance.

use core::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::collections::{BTreeMap, BTreeSet};

use wire::{
    CertificateFacts, DEFAULT_PORT, Facts, Host, PeerText, Port, Report, Signal, Target, inspection_product,
    internal_ending, network_of,
};

use super::address::{first_of_class, outskirts, plus};
use super::text::holds_text;

/// What a name is the name of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// A computer, by its DNS name.
    Computer,
    /// A computer, by its NetBIOS name.
    ShortComputer,
    /// A domain, by its DNS name.
    Domain,
    /// A domain, by its NetBIOS name.
    ShortDomain,
    /// Who issued a certificate.
    Issuer,
}

pub(super) struct Placeholders<'a> {
    target: &'a Target,
    public: bool,
    /// Names that the report shows to support, in lower case.
    names: BTreeSet<String>,
    /// Addresses that the report speaks of.
    addresses: BTreeSet<IpAddr>,
    /// The names in the server's own certificate, in lower case.
    own: BTreeSet<String>,
    /// Those who vouch for it, in lower case.
    authorities: BTreeSet<String>,
    /// Whoever issued any certificate, in lower case.
    issuers: BTreeSet<String>,
    /// What support does not see, as far as a message may hold it that holds no words.
    removed: Vec<String>,
    /// By class and what was counted: the placeholder's number.
    numbers: BTreeMap<(String, String), usize>,
    /// How many have been given out, by class.
    given: BTreeMap<String, usize>,
    /// Placeholders of names that were given out, by the name in lower case.
    placed: BTreeMap<String, String>,
}

impl<'a> Placeholders<'a> {
    /// Looks through `report` for what it shows and what is to be hidden.
    pub(super) fn new(report: &'a Report, public: bool) -> Self {
        let mut hide = Self {
            target: &report.target,
            public,
            names: BTreeSet::new(),
            addresses: report.connections.iter().map(|one| one.address.ip()).collect(),
            own: BTreeSet::new(),
            authorities: BTreeSet::new(),
            issuers: BTreeSet::new(),
            removed: Vec::new(),
            numbers: BTreeMap::new(),
            given: BTreeMap::new(),
            placed: BTreeMap::new(),
        };
        match &report.target.host {
            Host::Name(name) => hide.names.extend([name.as_str().to_lowercase()]),
            Host::Address(address) => hide.addresses.extend([*address]),
        }
        for stage in &report.stages {
            hide.look_at(&stage.facts);
        }
        for stage in &report.stages {
            hide.gather_certificates(&stage.facts);
        }
        let private = hide.addresses.iter().filter(|address| network_of(**address).is_some());
        hide.removed.extend(private.map(ToString::to_string));
        for (_, said) in report.signals() {
            match &said.signal {
                Signal::LoggedOn { user: text } => hide.removed.push(text.to_string()),
                Signal::Redirection { target } if !hide.shows(target.as_str()) => hide.removed.push(target.to_string()),
                Signal::Redirection { .. }
                | Signal::ErrorInfo { .. }
                | Signal::Ultimatum { .. }
                | Signal::LogonError { .. }
                | Signal::LicenseError { .. }
                | Signal::DeactivateAll => {}
            }
        }
        // Messages with a word in them are not shown in any case; what is left to search them for are shorter texts.
        hide.removed.retain(|text| !holds_text(text.as_bytes()));
        hide
    }

    /// Whether nothing may be named at all.
    pub(super) fn is_public(&self) -> bool {
        self.public
    }

    /// Texts that support does not see, and that are too short to be told from numbers.
    pub(super) fn removed(&self) -> &[String] {
        &self.removed
    }

    fn look_at(&mut self, facts: &Facts) {
        let lower = |name: &PeerText| name.as_str().to_lowercase();
        if let Facts::Resolve(facts) = facts {
            self.names.extend(facts.aliases.iter().map(lower));
            self.addresses.extend(facts.addresses.iter().chain(&facts.forbidden));
        }
        if let Facts::Connect(facts) = facts {
            self.addresses.extend(facts.dials.iter().map(|dial| dial.address.ip()));
            self.addresses.extend(facts.used.map(|used| used.ip()));
        }
        if let Facts::Authenticate(facts) = facts
            && let Some(said) = &facts.challenge
        {
            let all = [
                &said.computer,
                &said.domain,
                &said.dns_computer,
                &said.dns_domain,
                &said.dns_forest,
            ];
            self.names.extend(all.into_iter().flatten().map(lower));
        }
    }

    fn gather_certificates(&mut self, facts: &Facts) {
        let Facts::Secure(facts) = facts else { return };
        let lower = |name: &PeerText| name.as_str().to_lowercase();
        let names = |one: &CertificateFacts| core::iter::once(&one.subject).chain(&one.names).map(lower).collect();
        self.issuers
            .extend(facts.certificates.iter().map(|one| lower(&one.issuer)));
        if let Some((first, others)) = facts.certificates.split_first() {
            self.own = names(first);
            self.authorities.insert(lower(&first.issuer));
            for one in others {
                if self.authorities.contains(&lower(&one.subject)) {
                    self.authorities.insert(lower(&one.issuer));
                }
            }
        }
        for one in &facts.certificates {
            let all = core::iter::once(&one.subject).chain([&one.issuer]).chain(&one.names);
            let hidden = all.filter(|text| !self.shows(text.as_str())).map(ToString::to_string);
            let hidden: Vec<String> = hidden.collect();
            self.removed.extend(hidden);
        }
    }

    /// Whether support sees this name of a certificate or of a redirection: it is the target's, the report shows it in
    /// another place, or it is that of an authority.
    fn shows(&self, text: &str) -> bool {
        let name = text.to_lowercase();
        let covers = name.strip_prefix("*.").is_some_and(|domain| {
            let Host::Name(host) = &self.target.host else {
                return false;
            };
            host.as_str().split_once('.').is_some_and(|(_, rest)| rest == domain)
        });
        let authority = self.authorities.contains(&name) && !self.own.contains(&name);
        text.is_empty() || covers || authority || self.names.contains(&name) || self.known_address(text).is_some()
    }

    pub(super) fn host(&mut self, host: &Host) -> Host {
        match host {
            Host::Address(address) => Host::Address(self.address(*address)),
            Host::Name(name) if self.public => {
                let placeholder = target_placeholder(name.as_str());
                let read = placeholder.parse().map(|target: Target| target.host);
                self.placed.insert(name.as_str().to_lowercase(), placeholder);
                self.number("computer", name.as_str());
                read.unwrap_or(Host::Address(IpAddr::V4(Ipv4Addr::UNSPECIFIED)))
            }
            Host::Name(_) => host.clone(),
        }
    }

    /// The target's port, or any other.
    pub(super) fn port(&mut self, port: Port) -> Port {
        Port::try_from(self.port_number(port.number())).unwrap_or(port)
    }

    fn port_number(&mut self, port: u16) -> u16 {
        if !self.public || port == DEFAULT_PORT.number() {
            return port;
        }
        let number = self.number("port", &port.to_string());
        u16::try_from(number).map_or(u16::MAX, |number| DEFAULT_PORT.number().saturating_add(number))
    }

    pub(super) fn socket(&mut self, socket: SocketAddr) -> SocketAddr {
        SocketAddr::new(self.address(socket.ip()), self.port_number(socket.port()))
    }

    pub(super) fn address(&mut self, address: IpAddr) -> IpAddr {
        if address.is_loopback() || address.is_unspecified() {
            return address;
        }
        if self.public {
            let first = first_of_class(address);
            let number = self.number(&first.to_string(), &address.to_string());
            return plus(first, number);
        }
        let Some(network) = network_of(address) else {
            return address;
        };
        let number = self.number(&network.to_string(), &address.to_string());
        plus(network, number.saturating_sub(1))
    }

    /// A name, by what it is one of.
    pub(super) fn name(&mut self, name: &PeerText, kind: Kind) -> PeerText {
        if let Some(address) = self.known_address(name.as_str()) {
            return self.address(address).to_string().into();
        }
        if self.public {
            return self.placeholder(name.as_str(), kind).into();
        }
        self.text(name)
    }

    /// A name in a certificate.
    pub(super) fn certificate_name(&mut self, name: &PeerText, kind: Kind) -> PeerText {
        if let Some(address) = self.known_address(name.as_str()) {
            return self.address(address).to_string().into();
        }
        let hidden = self.public || !self.shows(name.as_str());
        if hidden
            && self.issuers.contains(&name.as_str().to_lowercase())
            && let Some(product) = inspection_product(name.as_str())
        {
            return product.into();
        }
        if self.public {
            return self.placeholder(name.as_str(), kind).into();
        }
        if hidden {
            return self.hidden(name.as_str(), "name").into();
        }
        self.text(name)
    }

    /// Where a server points to.
    pub(super) fn redirection(&mut self, name: &PeerText) -> PeerText {
        if !self.public && !self.shows(name.as_str()) {
            return self.hidden(name.as_str(), "computer").into();
        }
        self.name(name, Kind::Computer)
    }

    pub(super) fn user(&mut self, name: &PeerText) -> PeerText {
        if name.is_empty() {
            return PeerText::default();
        }
        format!("user#{}", self.number("user", name.as_str())).into()
    }

    /// Text for support, without the host parts of private addresses.
    pub(super) fn text(&mut self, text: &PeerText) -> PeerText {
        self.without_addresses(text.as_str(), false).into()
    }

    /// The same of what a server greets with. Some greet with the caller's address: of one that the report does not speak
    /// of elsewhere, the outskirts stay.
    pub(super) fn greeting(&mut self, text: &PeerText) -> PeerText {
        self.without_addresses(text.as_str(), true).into()
    }

    fn without_addresses(&mut self, text: &str, greeting: bool) -> String {
        let mut clean = String::new();
        let mut rest = text;
        while let Some(start) = rest.find(part_of_address) {
            let (before, run) = rest.split_at(start);
            let end = run.find(|c| !part_of_address(c)).unwrap_or(run.len());
            let (run, after) = run.split_at(end);
            clean.push_str(before);
            clean.push_str(&self.run(run, greeting));
            rest = after;
        }
        clean.push_str(rest);
        clean
    }

    /// Characters of addresses in a row: an IPv6 address, or IPv4 ones with something around.
    fn run(&mut self, run: &str, greeting: bool) -> String {
        let trimmed = run.trim_end_matches('.');
        if let Ok(address) = trimmed.parse::<Ipv6Addr>() {
            let dots = run.strip_prefix(trimmed).unwrap_or_default();
            return format!("{}{dots}", self.said(IpAddr::V6(address), greeting));
        }
        let digit = |c: char| c.is_ascii_digit() || c == '.';
        let mut clean = String::new();
        for part in run.split_inclusive(|c| !digit(c)) {
            let number = part.trim_end_matches(|c| !digit(c) || c == '.');
            match number.parse::<Ipv4Addr>() {
                Ok(address) => {
                    clean.push_str(&self.said(IpAddr::V4(address), greeting).to_string());
                    clean.push_str(part.strip_prefix(number).unwrap_or_default());
                }
                Err(_) => clean.push_str(part),
            }
        }
        clean
    }

    fn said(&mut self, address: IpAddr, greeting: bool) -> IpAddr {
        if greeting && network_of(address).is_none() && !self.addresses.contains(&address) {
            return outskirts(address);
        }
        self.address(address)
    }

    /// A fingerprint: itself for support, in public as many digits that count.
    pub(super) fn fingerprint(&mut self, print: &str) -> String {
        if !self.public {
            return print.to_owned();
        }
        match print.len() {
            0 => String::new(),
            SHA1_DIGITS => format!("{:040x}", self.number("sha1", print)),
            _ => format!("{:064x}", self.number("sha256", print)),
        }
    }

    fn known_address(&self, text: &str) -> Option<IpAddr> {
        let address: IpAddr = text.parse().ok()?;
        self.addresses.contains(&address).then_some(address)
    }

    fn placeholder(&mut self, name: &str, kind: Kind) -> String {
        if name.is_empty() {
            return String::new();
        }
        let key = name.to_lowercase();
        if let Some(known) = self.placed.get(&key) {
            return known.clone();
        }
        let placeholder = match kind {
            Kind::Computer => format!("computer-{}.example", self.number("computer", &key)),
            Kind::ShortComputer => format!("COMPUTER-{}", self.number("computer", &key)),
            Kind::Domain => format!("domain-{}.example", self.number("domain", &key)),
            Kind::ShortDomain => format!("DOMAIN-{}", self.number("domain", &key)),
            Kind::Issuer => format!("issuer#{}", self.number("issuer", &key)),
        };
        self.placed.insert(key, placeholder.clone());
        placeholder
    }

    fn hidden(&mut self, name: &str, what: &str) -> String {
        let key = name.to_lowercase();
        if let Some(known) = self.placed.get(&key) {
            return known.clone();
        }
        let placeholder = format!("{what}#{}", self.number("hidden", &key));
        self.placed.insert(key, placeholder.clone());
        placeholder
    }

    /// The number of `what` in its class: that of its first appearance, from 1 on.
    fn number(&mut self, class: &str, what: &str) -> usize {
        let place = self.numbers.entry((class.to_owned(), what.to_owned()));
        *place.or_insert_with(|| {
            let given = self.given.entry(class.to_owned()).or_default();
            *given += 1;
            *given
        })
    }
}

fn part_of_address(c: char) -> bool {
    c.is_ascii_hexdigit() || matches!(c, '.' | ':')
}

/// The target's placeholder, of the same sort of name: one that means something in one network only stays such a one.
fn target_placeholder(name: &str) -> String {
    let lower = name.to_lowercase();
    match (lower.as_str(), lower.contains('.'), internal_ending(&lower)) {
        ("localhost", _, _) => lower,
        (_, false, _) => "computer-1".to_owned(),
        (_, true, Some(ending)) => format!("computer-1.{ending}"),
        (_, true, None) => "computer-1.example".to_owned(),
    }
}

/// The hexadecimal digits of a SHA-1.
const SHA1_DIGITS: usize = 40;
