//! What stands in the place of names, addresses, ports and fingerprints: the same for the same, in order of appearance.

use core::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::collections::BTreeMap;

use wire::{
    DEFAULT_PORT, Host, PeerText, Port, Report, Target, inspection_product, internal_ending, is_nobodys, network_of,
};

use super::address::{first_of_class, outskirts, plus};
use super::numbering::Numbering;
use super::shown::Shown;

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

/// Who may see what is left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reader {
    /// Whoever helps the person who checked.
    Support,
    /// Everybody.
    Public,
}

/// What the addresses of a text are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Speaker {
    /// Those that the server names of its own accord.
    Server,
    /// Perhaps that of the caller, with which some servers greet.
    Greeting,
}

/// Gives out placeholders, and remembers them.
pub(super) struct Placeholders<'a> {
    shown: Shown<'a>,
    reader: Reader,
    /// Strings hidden from support that may still occur in messages of numbers.
    removed: Vec<String>,
    numbers: Numbering,
    /// Placeholders of names, by the name in lower case.
    placed: BTreeMap<String, String>,
}

impl<'a> Placeholders<'a> {
    pub(super) fn new(report: &'a Report, reader: Reader) -> Self {
        let shown = Shown::of(report);
        Self {
            removed: shown.hidden_without_words(report),
            shown,
            reader,
            numbers: Numbering::default(),
            placed: BTreeMap::new(),
        }
    }

    /// Whether nothing may be named at all.
    pub(super) fn is_public(&self) -> bool {
        self.reader == Reader::Public
    }

    /// Strings hidden from support that may still occur in messages of numbers.
    pub(super) fn removed(&self) -> &[String] {
        &self.removed
    }

    pub(super) fn host(&mut self, host: &Host) -> Host {
        match host {
            Host::Address(address) => Host::Address(self.address(*address)),
            Host::Name(name) if self.is_public() => {
                let placeholder = target_placeholder(name.as_str());
                let read = placeholder.parse().map(|target: Target| target.host);
                self.placed.insert(name.as_str().to_lowercase(), placeholder);
                self.numbers.of("computer", name.as_str());
                read.unwrap_or(Host::Address(NOBODYS))
            }
            Host::Name(_) => host.clone(),
        }
    }

    /// A gateway, as any other computer that is named.
    pub(super) fn gateway(&mut self, gateway: &Target) -> Target {
        let host = match &gateway.host {
            Host::Name(name) if self.is_public() => {
                let read = self.placeholder(name.as_str(), Kind::Computer).parse();
                // Rather no name than the real one.
                read.map_or(Host::Address(NOBODYS), |target: Target| target.host)
            }
            host @ (Host::Name(_) | Host::Address(_)) => self.host(host),
        };
        Target {
            host,
            port: self.port(gateway.port),
        }
    }

    /// The target's port, or any other.
    pub(super) fn port(&mut self, port: Port) -> Port {
        Port::try_from(self.port_number(port.number())).unwrap_or(port)
    }

    fn port_number(&mut self, port: u16) -> u16 {
        if !self.is_public() || WELL_KNOWN.contains(&port) {
            return port;
        }
        let number = self.numbers.of("port", &port.to_string());
        u16::try_from(number).map_or(u16::MAX, |number| DEFAULT_PORT.number().saturating_add(number))
    }

    pub(super) fn socket(&mut self, socket: SocketAddr) -> SocketAddr {
        SocketAddr::new(self.address(socket.ip()), self.port_number(socket.port()))
    }

    pub(super) fn address(&mut self, address: IpAddr) -> IpAddr {
        if address.is_loopback() || is_nobodys(address) {
            return address;
        }
        if self.is_public() {
            let first = first_of_class(address);
            let number = self.numbers.of(&first.to_string(), &address.to_string());
            return plus(first, number);
        }
        let Some(network) = network_of(address) else {
            return address;
        };
        let number = self.numbers.of(&network.to_string(), &address.to_string());
        plus(network, number.saturating_sub(1))
    }

    /// A name, by what it is one of.
    pub(super) fn name(&mut self, name: &PeerText, kind: Kind) -> PeerText {
        if let Some(address) = self.shown.address(name.as_str()) {
            return self.address(address).to_string().into();
        }
        if self.is_public() {
            return self.placeholder(name.as_str(), kind).into();
        }
        self.text(name)
    }

    /// A name in a certificate.
    pub(super) fn certificate_name(&mut self, name: &PeerText, kind: Kind) -> PeerText {
        if let Some(address) = self.shown.address(name.as_str()) {
            return self.address(address).to_string().into();
        }
        let hidden = self.is_public() || !self.shown.shows(name.as_str());
        if hidden
            && self.shown.is_issuer(name.as_str())
            && let Some(product) = inspection_product(name.as_str())
        {
            return product.into();
        }
        if self.is_public() {
            return self.placeholder(name.as_str(), kind).into();
        }
        if hidden {
            return self.hidden(name.as_str(), "name").into();
        }
        self.text(name)
    }

    /// Where a server points to.
    pub(super) fn redirection(&mut self, name: &PeerText) -> PeerText {
        if !self.is_public() && !self.shown.shows(name.as_str()) {
            return self.hidden(name.as_str(), "computer").into();
        }
        self.name(name, Kind::Computer)
    }

    pub(super) fn user(&mut self, name: &PeerText) -> PeerText {
        if name.is_empty() {
            return PeerText::default();
        }
        format!("user#{}", self.numbers.of("user", name.as_str())).into()
    }

    /// Text for support, without the host parts of private addresses.
    pub(super) fn text(&mut self, text: &PeerText) -> PeerText {
        self.without_addresses(text.as_str(), Speaker::Server).into()
    }

    /// The same of what a server greets with. Some greet with the caller's address: of one that the report does not speak
    /// of elsewhere, the outskirts stay.
    pub(super) fn greeting(&mut self, text: &PeerText) -> PeerText {
        self.without_addresses(text.as_str(), Speaker::Greeting).into()
    }

    fn without_addresses(&mut self, text: &str, speaker: Speaker) -> String {
        let mut clean = String::new();
        let mut rest = text;
        while let Some(start) = rest.find(part_of_address) {
            let (before, piece) = rest.split_at(start);
            let end = piece.find(|c| !part_of_address(c)).unwrap_or(piece.len());
            let (piece, after) = piece.split_at(end);
            clean.push_str(before);
            clean.push_str(&self.piece_without_addresses(piece, speaker));
            rest = after;
        }
        clean.push_str(rest);
        clean
    }

    /// Characters in a row of which addresses are made: an IPv6 address, or IPv4 ones with something around.
    fn piece_without_addresses(&mut self, piece: &str, speaker: Speaker) -> String {
        // The full stop of a sentence belongs to no address.
        let trimmed = piece.trim_end_matches('.');
        if let Ok(address) = trimmed.parse::<Ipv6Addr>() {
            let dots = piece.strip_prefix(trimmed).unwrap_or_default();
            return format!("{}{dots}", self.spoken(IpAddr::V6(address), speaker));
        }
        let digit = |c: char| c.is_ascii_digit() || c == '.';
        let mut clean = String::new();
        for part in piece.split_inclusive(|c| !digit(c)) {
            let number = part.trim_end_matches(|c| !digit(c) || c == '.');
            match number.parse::<Ipv4Addr>() {
                Ok(address) => {
                    clean.push_str(&self.spoken(IpAddr::V4(address), speaker).to_string());
                    clean.push_str(part.strip_prefix(number).unwrap_or_default());
                }
                Err(_) => clean.push_str(part),
            }
        }
        clean
    }

    /// What stands for an address in a text.
    fn spoken(&mut self, address: IpAddr, speaker: Speaker) -> IpAddr {
        if speaker == Speaker::Greeting && network_of(address).is_none() && !self.shown.speaks_of(address) {
            return outskirts(address);
        }
        self.address(address)
    }

    /// A fingerprint: itself for support, in public as many digits that count.
    pub(super) fn fingerprint(&mut self, print: &str) -> String {
        if !self.is_public() {
            return print.to_owned();
        }
        match print.len() {
            0 => String::new(),
            SHA1_DIGITS => format!("{:040x}", self.numbers.of("sha1", print)),
            _ => format!("{:064x}", self.numbers.of("sha256", print)),
        }
    }

    /// What stands for a name in public.
    fn placeholder(&mut self, name: &str, kind: Kind) -> String {
        self.in_place_of(name, |numbers, key| match kind {
            Kind::Computer => format!("computer-{}.example", numbers.of("computer", key)),
            Kind::ShortComputer => format!("COMPUTER-{}", numbers.of("computer", key)),
            Kind::Domain => format!("domain-{}.example", numbers.of("domain", key)),
            Kind::ShortDomain => format!("DOMAIN-{}", numbers.of("domain", key)),
            Kind::Issuer => format!("issuer#{}", numbers.of("issuer", key)),
        })
    }

    /// What stands for a name that support does not see; `what` says of what it is the name.
    fn hidden(&mut self, name: &str, what: &str) -> String {
        self.in_place_of(name, |numbers, key| format!("{what}#{}", numbers.of("hidden", key)))
    }

    /// What stands for a name wherever it appears, in capitals or not: what it has already, or what `make` says.
    fn in_place_of(&mut self, name: &str, make: impl FnOnce(&mut Numbering, &str) -> String) -> String {
        if name.is_empty() {
            return String::new();
        }
        let key = name.to_lowercase();
        if let Some(known) = self.placed.get(&key) {
            return known.clone();
        }
        let placeholder = make(&mut self.numbers, &key);
        self.placed.insert(key, placeholder.clone());
        placeholder
    }
}

fn part_of_address(c: char) -> bool {
    c.is_ascii_hexdigit() || matches!(c, '.' | ':')
}

/// The target's placeholder. It keeps the kind of name: single-label stays single-label, `.local` stays `.local`.
fn target_placeholder(name: &str) -> String {
    let lower = name.to_lowercase();
    match (lower.as_str(), lower.contains('.'), internal_ending(&lower)) {
        ("localhost", _, _) => lower,
        (_, false, _) => "computer-1".to_owned(),
        (_, true, Some(ending)) => format!("computer-1.{ending}"),
        (_, true, None) => "computer-1.example".to_owned(),
    }
}

/// Remote Desktop's own, that of gateways and that of Hyper-V's console: they tell what is there, and not whose it is.
const WELL_KNOWN: [u16; 3] = [3389, 443, 2179];
/// The hexadecimal digits of a SHA-1.
const SHA1_DIGITS: usize = 40;
/// For a name whose placeholder cannot be read as one.
const NOBODYS: IpAddr = IpAddr::V4(Ipv4Addr::UNSPECIFIED);
