//! Which targets may be checked.
//!
//! On the user's own machine: all but the addresses where clouds hand out secrets. Everywhere else: what the owner's
//! rules allow. Every address is judged, also one that an IPv6 address carries inside.

mod class;
mod rule;

use core::fmt;
use core::iter;
use core::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::net::UdpSocket;

use probe::Resolution;
use serde::Deserialize;
use wire::{DEFAULT_PORT, Host, Refusal, Target, TargetError};

use self::class::Forms;

pub use self::class::AddressClass;
pub use self::rule::{Rule, RuleError};

use crate::net::resolve;

/// Decides which targets may be checked.
#[derive(Clone, Debug)]
pub enum Policy {
    /// Any target but metadata services: for the machine of the person who asks.
    OwnMachine,
    /// What the rules allow.
    Rules(Rules),
}

/// What the owner of a relay lets others check.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Rules {
    /// What may be checked.
    pub allow: Vec<Rule>,
    /// What may not, even where a rule of `allow` says so. Without ports in the rule: on no port.
    pub deny: Vec<Rule>,
    /// Whether every public address may be checked on port 3389.
    pub allow_any_public: bool,
    /// What may be checked, in the owner's own words, for the page; absent where the names in `allow` tell.
    pub description: Option<String>,
}

/// What those who use the relay are told of its policy before they ask.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope<'a> {
    /// This, in the owner's own words.
    Described(&'a str),
    /// Computers of these names among others; empty where only networks are allowed, which are nobody's business.
    Names(Vec<&'a str>),
}

/// A target that was found fit to be checked, before anything was looked up.
#[derive(Clone, Debug)]
pub struct Admitted {
    shown: Target,
    resolved: Target,
}

impl Admitted {
    /// The target as it was typed.
    pub fn shown(&self) -> &Target {
        &self.shown
    }

    /// The same, with its name in the form that DNS and certificates carry.
    pub fn resolved(&self) -> &Target {
        &self.resolved
    }
}

/// Why a target is not checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotAdmitted {
    /// Its name cannot be a name of a computer.
    BadTarget(TargetError),
    /// The policy forbids it.
    Forbidden(Reason),
}

impl From<&NotAdmitted> for Refusal {
    fn from(refused: &NotAdmitted) -> Self {
        match refused {
            NotAdmitted::BadTarget(_) => Self::BadTarget,
            NotAdmitted::Forbidden(_) => Self::TargetForbidden,
        }
    }
}

/// The policy's word on one address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// It may be connected to.
    Allowed(Reason),
    /// It may not.
    Forbidden(Reason),
}

impl Decision {
    /// Whether it may be connected to.
    pub fn is_allowed(&self) -> bool {
        match self {
            Self::Allowed(_) => true,
            Self::Forbidden(_) => false,
        }
    }
}

/// What a decision rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The user's own machine may check anything.
    OwnMachine,
    /// `allow_any_public`.
    AnyPublic,
    /// A rule that the owner wrote.
    Rule(Rule),
    /// A metadata service: never.
    Metadata,
    /// The address is of a kind that only a network in `allow` opens.
    Class(AddressClass),
    /// The address is the relay's own, which only a network in `allow` opens.
    OwnAddress,
    /// No rule allows it.
    NoRule,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OwnMachine => {
                f.write_str("no policy is configured, so every computer is allowed on your own machine")
            }
            Self::AnyPublic => f.write_str("`allow_any_public` allows it"),
            Self::Rule(rule) => write!(f, "the rule `{rule}`"),
            Self::Metadata => f.write_str("cloud metadata services are never checked"),
            Self::Class(class) => write!(f, "{class}, which needs a network in `allow`"),
            Self::OwnAddress => f.write_str("an address of this server itself, which needs a network in `allow`"),
            Self::NoRule => f.write_str("no rule allows this computer on this port"),
        }
    }
}

impl Policy {
    /// What may be checked, as far as it is told; absent where everything may.
    pub fn scope(&self) -> Option<Scope<'_>> {
        match self {
            Self::OwnMachine => None,
            Self::Rules(rules) => Some(match &rules.description {
                Some(words) => Scope::Described(words),
                None => Scope::Names(rules.allow.iter().filter_map(Rule::name).collect()),
            }),
        }
    }

    /// Judges a target by itself, before anything is looked up.
    ///
    /// # Errors
    ///
    /// Where it can be told already that nothing about the target may be checked.
    pub fn admit(&self, target: Target) -> Result<Admitted, NotAdmitted> {
        let ascii = resolve::to_ascii(&target).map_err(NotAdmitted::BadTarget)?;
        let forbidden = match &ascii.host {
            Host::Address(address) => match self.decide(&ascii, *address) {
                Decision::Allowed(_) => None,
                Decision::Forbidden(reason) => Some(reason),
            },
            Host::Name(name) if class::is_metadata_name(name.as_str()) => Some(Reason::Metadata),
            Host::Name(_) => match self {
                Self::OwnMachine => None,
                Self::Rules(rules) => rules.forbid_name(&ascii),
            },
        };
        match forbidden {
            Some(reason) => Err(NotAdmitted::Forbidden(reason)),
            None => Ok(Admitted {
                shown: target,
                resolved: ascii,
            }),
        }
    }

    /// Judges an address of `target`, whose name stands in its ASCII form.
    pub fn decide(&self, target: &Target, address: IpAddr) -> Decision {
        self.decide_beside(target, address, is_own)
    }

    /// Partitions addresses into allowed and refused.
    pub fn partition(&self, target: &Target, mut resolution: Resolution) -> Resolution {
        let (addresses, forbidden) = resolution
            .addresses
            .drain(..)
            .partition(|address| self.decide(target, *address).is_allowed());
        Resolution {
            addresses,
            forbidden,
            ..resolution
        }
    }

    /// The same as [`Self::decide`], told which addresses are the relay's own.
    fn decide_beside(&self, target: &Target, address: IpAddr, is_own: impl Fn(IpAddr) -> bool) -> Decision {
        let forms = Forms::of(address);
        if forms.all().any(class::is_metadata) {
            return Decision::Forbidden(Reason::Metadata);
        }
        match self {
            Self::OwnMachine => Decision::Allowed(Reason::OwnMachine),
            Self::Rules(rules) => rules.decide(target, forms, is_own),
        }
    }
}

impl Rules {
    /// What can be said of a name before it is looked up: whether it is denied, or nothing could allow it.
    fn forbid_name(&self, target: &Target) -> Option<Reason> {
        if let Some(rule) = self.deny.iter().find(|rule| rule.denies(target, iter::empty())) {
            return Some(Reason::Rule(rule.clone()));
        }
        let open = self.allow_any_public && target.port == DEFAULT_PORT
            || self.allow.iter().any(|rule| rule.may_allow(target));
        if open { None } else { Some(Reason::NoRule) }
    }

    fn decide(&self, target: &Target, forms: Forms, is_own: impl Fn(IpAddr) -> bool) -> Decision {
        if let Some(rule) = self.deny.iter().find(|rule| rule.denies(target, forms.all())) {
            return Decision::Forbidden(Reason::Rule(rule.clone()));
        }
        let mut decision = Decision::Forbidden(Reason::NoRule);
        for form in forms.deciding() {
            decision = self.decide_form(target, form, &is_own);
            if !decision.is_allowed() {
                break;
            }
        }
        decision
    }

    fn decide_form(&self, target: &Target, address: IpAddr, is_own: impl Fn(IpAddr) -> bool) -> Decision {
        if let Some(rule) = self.allow.iter().find(|rule| rule.allows_address(target, address)) {
            return Decision::Allowed(Reason::Rule(rule.clone()));
        }
        let class = AddressClass::of(address);
        if class != AddressClass::Public {
            return Decision::Forbidden(Reason::Class(class));
        }
        if is_own(address) {
            return Decision::Forbidden(Reason::OwnAddress);
        }
        if let Some(rule) = self.allow.iter().find(|rule| rule.allows_name(target)) {
            return Decision::Allowed(Reason::Rule(rule.clone()));
        }
        if self.allow_any_public && target.port == DEFAULT_PORT {
            return Decision::Allowed(Reason::AnyPublic);
        }
        Decision::Forbidden(Reason::NoRule)
    }
}

/// Whether packets to `address` would leave from that same address. Connecting a UDP socket asks the system for the
/// route and sends nothing.
fn is_own(address: IpAddr) -> bool {
    let any: IpAddr = match address {
        IpAddr::V4(_) => Ipv4Addr::UNSPECIFIED.into(),
        IpAddr::V6(_) => Ipv6Addr::UNSPECIFIED.into(),
    };
    let source = || {
        let socket = UdpSocket::bind(SocketAddr::new(any, 0))?;
        socket.connect(SocketAddr::new(address, DEFAULT_PORT.number()))?;
        socket.local_addr()
    };
    source().is_ok_and(|source| source.ip() == address)
}

#[cfg(test)]
mod tests;
