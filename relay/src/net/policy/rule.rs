//! One line of a policy: `pc.example.org`, `*.corp.example:3389,3390`, `10.0.0.0/8`, `[2001:db8::/32]:3389`,
//! `*.corp.example in 10.0.0.0/8:3389`.

use core::fmt;
use core::net::IpAddr;
use core::str::FromStr;

use ipnet::IpNet;
use serde::Deserialize;
use thiserror::Error;
use wire::{DEFAULT_PORT, Host, Port, Target};

use crate::net::resolve;

/// Names, networks and ports.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Rule {
    text: String,
    subject: Subject,
    /// Where the addresses of a name have to be; absent where they may be anywhere.
    within: Option<IpNet>,
    /// Empty where none are named.
    ports: Vec<Port>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Subject {
    /// This name.
    Name(String),
    /// Every name below this one; begins with a dot.
    Below(String),
    Network(IpNet),
}

/// What is wrong with a rule, and what would be right.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum RuleError {
    /// Neither a name nor a network.
    #[error(
        "`{0}` isn't a valid rule. Use a name (`pc.example.org`), names (`*.example.org`), a network (`10.0.0.0/8`), \
         or names in a network (`*.example.org in 10.0.0.0/8`)"
    )]
    Subject(String),
    /// A star that stands for everything, or in the middle.
    #[error(
        "`{0}` isn't a valid rule. A star can only be at the start, as in `*.example.org`. \
             For every public address, set `allow_any_public`"
    )]
    Star(String),
    /// A network with the address of one computer in it.
    #[error("`{rule}` isn't a valid rule. Use `{network}` for the network, or `{address}` for one computer")]
    Network {
        /// The whole rule.
        rule: String,
        /// The network that its length of bits means.
        network: IpNet,
        /// The address that stands in it.
        address: IpAddr,
    },
    /// A port that is none.
    #[error(
        "`{rule}` isn't a valid rule, because `{port}` isn't a port. Use ports from 1 to 65535, separated by commas"
    )]
    Port {
        /// The whole rule.
        rule: String,
        /// What stands in the place of a port.
        port: String,
    },
}

impl Rule {
    /// The name or the names that it is about, such as `*.corp.example`; absent for a network.
    pub(in crate::net) fn name(&self) -> Option<&str> {
        match &self.subject {
            Subject::Name(_) | Subject::Below(_) => self.text.split([':', ' ']).next(),
            Subject::Network(_) => None,
        }
    }

    /// Whether it forbids `target`, or one of the forms of its address. Without ports it holds for all of them.
    pub(super) fn denies(&self, target: &Target, mut forms: impl Iterator<Item = IpAddr>) -> bool {
        let port = self.ports.is_empty() || self.ports.contains(&target.port);
        let within = self.within;
        port && match within {
            Some(network) => self.names(target) && forms.any(|form| network.contains(&form)),
            None => self.names(target) || forms.any(|form| self.holds(form)),
        }
    }

    /// Whether it allows `target` by its name, wherever it is.
    pub(super) fn allows_name(&self, target: &Target) -> bool {
        self.within.is_none() && self.covers_name(target)
    }

    /// Whether it is about the name of `target`, on this port.
    pub(super) fn covers_name(&self, target: &Target) -> bool {
        self.opens(target.port) && self.names(target)
    }

    /// Whether it says where the addresses of its names have to be.
    pub fn is_bound(&self) -> bool {
        self.within.is_some()
    }

    /// The network that it opens or closes, for names or for all; absent where it is about names alone.
    pub(crate) fn network(&self) -> Option<IpNet> {
        match &self.subject {
            Subject::Network(network) => Some(*network),
            Subject::Name(_) | Subject::Below(_) => self.within,
        }
    }

    /// Whether it is about `target` as it stands, on this port: its name, or the network of its address.
    pub(in crate::net) fn covers(&self, target: &Target) -> bool {
        match &target.host {
            Host::Name(_) => self.covers_name(target),
            Host::Address(address) => self.within.is_none() && self.opens(target.port) && self.holds(*address),
        }
    }

    /// Whether it allows `address` as a member of a network, and of the right one for a name that it is about.
    pub(super) fn allows_address(&self, target: &Target, address: IpAddr) -> bool {
        let held = match self.within {
            Some(network) => self.names(target) && network.contains(&address),
            None => self.holds(address),
        };
        self.opens(target.port) && held
    }

    /// Whether it is about a network alone, and might allow a name that leads there.
    pub(super) fn may_hold(&self, target: &Target) -> bool {
        matches!(self.subject, Subject::Network(_)) && self.opens(target.port)
    }

    fn names(&self, target: &Target) -> bool {
        let Host::Name(name) = &target.host else {
            return false;
        };
        match &self.subject {
            Subject::Name(own) => own == name.as_str(),
            Subject::Below(parent) => name.as_str().ends_with(parent),
            Subject::Network(_) => false,
        }
    }

    fn holds(&self, address: IpAddr) -> bool {
        match &self.subject {
            Subject::Network(network) => network.contains(&address),
            Subject::Name(_) | Subject::Below(_) => false,
        }
    }

    fn opens(&self, port: Port) -> bool {
        if self.ports.is_empty() {
            port == DEFAULT_PORT
        } else {
            self.ports.contains(&port)
        }
    }
}

/// As it was written.
impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl FromStr for Rule {
    type Err = RuleError;

    fn from_str(text: &str) -> Result<Self, RuleError> {
        let text = text.trim();
        let unusable = || RuleError::Subject(text.to_owned());
        let (names, network) = match text.split_once(" in ") {
            Some((names, network)) => (Some(names.trim()), network.trim()),
            None => (None, text),
        };
        let (subject, ports) = split_ports(network).ok_or_else(unusable)?;
        let mut subject = parse_subject(text, subject.trim())?;
        let mut within = None;
        if let Some(names) = names {
            let Subject::Network(network) = subject else {
                return Err(unusable());
            };
            within = Some(network);
            subject = parse_subject(text, names)?;
            if matches!(subject, Subject::Network(_)) {
                return Err(unusable());
            }
        }
        Ok(Self {
            text: text.to_owned(),
            subject,
            within,
            ports: ports.map_or_else(|| Ok(Vec::new()), |ports| parse_ports(text, ports))?,
        })
    }
}

impl TryFrom<String> for Rule {
    type Error = RuleError;

    fn try_from(text: String) -> Result<Self, RuleError> {
        text.parse()
    }
}

/// Two colons and more outside brackets are an IPv6 network without ports.
fn split_ports(text: &str) -> Option<(&str, Option<&str>)> {
    if let Some(inside) = text.strip_prefix('[') {
        let (network, rest) = inside.split_once(']')?;
        return match rest.strip_prefix(':') {
            Some(ports) => Some((network, Some(ports))),
            None if rest.is_empty() => Some((network, None)),
            None => None,
        };
    }
    match text.split_once(':') {
        Some((_, rest)) if rest.contains(':') => Some((text, None)),
        Some((subject, ports)) => Some((subject, Some(ports))),
        None => Some((text, None)),
    }
}

fn parse_subject(text: &str, subject: &str) -> Result<Subject, RuleError> {
    if let Ok(network) = subject.parse::<IpNet>() {
        // `10.0.0.7/8` would allow sixteen million computers where one is meant.
        if network != network.trunc() {
            return Err(RuleError::Network {
                rule: text.to_owned(),
                network: network.trunc(),
                address: network.addr(),
            });
        }
        return Ok(Subject::Network(network));
    }
    if let Ok(address) = subject.parse::<IpAddr>() {
        return Ok(Subject::Network(address.into()));
    }
    let (parent, name) = match subject.strip_prefix("*.") {
        Some(parent) => (true, parent),
        None => (false, subject),
    };
    if name.contains('*') {
        return Err(RuleError::Star(text.to_owned()));
    }
    // As names are looked up, so that a rule with umlauts means the name that is asked for.
    let target = name.parse::<Target>().and_then(|target| resolve::to_ascii(&target));
    match target.map(|target| target.host) {
        Ok(Host::Name(name)) if parent => Ok(Subject::Below(format!(".{}", name.as_str()))),
        Ok(Host::Name(name)) => Ok(Subject::Name(name.as_str().to_owned())),
        Ok(Host::Address(_)) | Err(_) => Err(RuleError::Subject(text.to_owned())),
    }
}

fn parse_ports(text: &str, ports: &str) -> Result<Vec<Port>, RuleError> {
    let parse = |port: &str| {
        let number = port.trim().parse::<u16>().ok();
        number
            .and_then(|number| Port::try_from(number).ok())
            .ok_or_else(|| RuleError::Port {
                rule: text.to_owned(),
                port: port.to_owned(),
            })
    };
    ports.split(',').map(parse).collect()
}
