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
pub(crate) use self::class::metadata;
pub use self::rule::{Rule, RuleError};

use crate::net::nat64::Nat64Prefix;
use crate::net::resolve::{self, Search};

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
    /// Which names are looked up.
    pub resolve: Resolve,
    /// The prefixes of the site's own NAT64: what is inside an address below one of them is what counts.
    pub nat64: Vec<Nat64Prefix>,
    /// What may be checked, in the owner's own words, for the page; absent where the names in `allow` tell.
    pub description: Option<String>,
}

/// Which names a relay looks up for those who use it. Whoever may have every name looked up learns which there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Resolve {
    /// Those that a rule names and, where every public address may be checked, all others.
    #[default]
    Ruled,
    /// All, because their addresses may be in a network that a rule opens.
    All,
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
    rule: String,
}

impl Admitted {
    /// The target as it was typed.
    pub fn shown(&self) -> &Target {
        &self.shown
    }

    /// Which rule it was, for the log: its number among those of `allow`, because its text may name a computer.
    pub fn rule(&self) -> &str {
        &self.rule
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
    Rule(Box<Rule>),
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
                rule: self.rule_for(&ascii),
                shown: target,
                resolved: ascii,
            }),
        }
    }

    fn rule_for(&self, target: &Target) -> String {
        let Self::Rules(rules) = self else {
            return "own_machine".to_owned();
        };
        let covers = |rule: &Rule| match &target.host {
            Host::Name(_) => rule.covers_name(target),
            Host::Address(address) => rule.allows_address(target, *address),
        };
        match rules.allow.iter().position(covers) {
            Some(index) => format!("allow.{index}"),
            None if rules.allow_any_public => "any_public".to_owned(),
            None => "networks".to_owned(),
        }
    }

    /// Judges an address of `target`, whose name stands in its ASCII form.
    pub fn decide(&self, target: &Target, address: IpAddr) -> Decision {
        self.decide_beside(target, address, is_own)
    }

    /// Partitions addresses into allowed and refused. What the rules of a relay refuse is counted and not told: names of
    /// the relay's own network, and where they lead, are nobody's business.
    pub fn partition(&self, target: &Target, mut resolution: Resolution) -> Resolution {
        let aliased = self.forbids_alias(target, &resolution);
        let (mut addresses, forbidden): (Vec<_>, Vec<_>) = resolution
            .addresses
            .drain(..)
            .partition(|address| !aliased && self.decide(target, *address).is_allowed());
        let mut partitioned = Resolution {
            forbidden,
            ..resolution
        };
        if let Self::Rules(rules) = self {
            // What is no computer's address tells nothing of the network, and why the name leads nowhere.
            let all = partitioned.forbidden.len();
            partitioned.forbidden.retain(|address| wire::is_nobodys(*address));
            let hidden = all.saturating_sub(partitioned.forbidden.len());
            partitioned.withheld = u16::try_from(hidden).ok().filter(|hidden| *hidden > 0);
            if !rules.allow.iter().any(|rule| rule.covers_name(target)) {
                addresses.truncate(MOST_OF_UNKNOWN_NAME);
            }
        }
        partitioned.addresses = addresses;
        partitioned
    }

    /// Whether a name is another name for one that the policy forbids.
    fn forbids_alias(&self, target: &Target, resolution: &Resolution) -> bool {
        let forbids = |alias: &str| {
            // A name of anybody's own can lead there by a CNAME.
            if class::is_metadata_name(&alias.to_ascii_lowercase()) {
                return true;
            }
            let Ok(named) = format!("{}:{}", alias.to_ascii_lowercase(), target.port.number()).parse::<Target>() else {
                return false;
            };
            match self {
                Self::OwnMachine => false,
                Self::Rules(rules) => rules.deny.iter().any(|rule| rule.denies(&named, iter::empty())),
            }
        };
        resolution.aliases.iter().any(|alias| forbids(alias.as_str()))
    }

    /// Whether a name may be completed by the system's search list.
    pub(crate) fn search(&self) -> Search {
        match self {
            Self::OwnMachine => Search::AsConfigured,
            Self::Rules(_) => Search::Never,
        }
    }

    /// The same as [`Self::decide`], told which addresses are the relay's own.
    fn decide_beside(&self, target: &Target, address: IpAddr, is_own: impl Fn(IpAddr) -> bool) -> Decision {
        let forms = match self {
            Self::OwnMachine => Forms::of(address, &[]),
            Self::Rules(rules) => Forms::of(address, &rules.nat64),
        };
        // Before any rule, so that none opens them.
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
            return Some(Reason::Rule(rule.clone().into()));
        }
        let open = self.allow_any_public && target.port == DEFAULT_PORT
            || self.allow.iter().any(|rule| rule.covers_name(target))
            || self.resolve == Resolve::All && self.allow.iter().any(|rule| rule.may_hold(target));
        if open { None } else { Some(Reason::NoRule) }
    }

    fn decide(&self, target: &Target, forms: Forms, is_own: impl Fn(IpAddr) -> bool) -> Decision {
        if let Some(rule) = self.deny.iter().find(|rule| rule.denies(target, forms.all())) {
            return Decision::Forbidden(Reason::Rule(rule.clone().into()));
        }
        let mut decision = Decision::Forbidden(Reason::NoRule);
        // Packets may go to either of them, so both have to be allowed.
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
            return Decision::Allowed(Reason::Rule(rule.clone().into()));
        }
        // Only a rule that names a network opens what is not public: whoever owns a name chooses where it leads.
        let class = AddressClass::of(address);
        if class != AddressClass::Public {
            return Decision::Forbidden(Reason::Class(class));
        }
        if is_own(address) {
            return Decision::Forbidden(Reason::OwnAddress);
        }
        if let Some(rule) = self.allow.iter().find(|rule| rule.allows_name(target)) {
            return Decision::Allowed(Reason::Rule(rule.clone().into()));
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
        // Connecting it sends nothing; the system only looks up the route.
        let socket = UdpSocket::bind(SocketAddr::new(any, 0))?;
        socket.connect(SocketAddr::new(address, DEFAULT_PORT.number()))?;
        socket.local_addr()
    };
    source().is_ok_and(|source| source.ip() == address)
}

/// Addresses that are dialled for a name which no rule knows: it may be a stranger's, who lists whatever is to be dialled.
const MOST_OF_UNKNOWN_NAME: usize = 4;

#[cfg(test)]
mod tests;
