//! Name to addresses: asks the hosts file and then DNS, and keeps how each question was answered.

mod answer;
mod search;

use core::cmp::Reverse;
use core::net::{IpAddr, SocketAddr};
use core::time::Duration;

use hickory_resolver::config::{ConnectionConfig, NameServerConfig, ResolverConfig, ResolverOpts};
use hickory_resolver::net::NetError;
use hickory_resolver::net::runtime::TokioRuntimeProvider;
use hickory_resolver::proto::rr::rdata::SRV;
use hickory_resolver::proto::rr::{Name, RData, RecordType};
use hickory_resolver::{TokioResolver, system_conf};
use probe::Resolution;
use tokio::time::{Instant, timeout};
use wire::{DnsName, Host, MOST_ADDRESSES, Target, TargetError, is_documentation};

use answer::{Answers, in_hosts_file};
use search::SearchList;

use crate::net::nat64::{Nat64Prefix, WELL_KNOWN_NAME};

/// Where names are looked up. Holds no connection and no cache: every run asks anew.
#[derive(Clone, Copy, Debug, Default)]
pub struct Resolver {
    server: Option<SocketAddr>,
}

/// Whether the system's search list is tried, which makes `pc` mean `pc.corp.example`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Search {
    /// A name is what it says: the policy that allowed it must not be asked about another one than is looked up.
    Never,
    /// As the system is set up, for those whose system it is.
    AsConfigured,
}

impl Resolver {
    /// Asks `server`, or the servers that the system names where there is none.
    pub fn new(server: Option<SocketAddr>) -> Self {
        Self { server }
    }

    /// Every address of `host`, in the order in which they are to be tried. None of them is judged yet.
    pub async fn resolve(&self, host: &Host, search: Search) -> Resolution {
        let mut found = match host {
            Host::Address(address) => Resolution {
                literal: true,
                addresses: vec![*address],
                ..Resolution::default()
            },
            Host::Name(name) => self.look_up(name, search).await,
        };
        let mut addresses = found.addresses.iter();
        found.documentation = addresses.len() > 0 && addresses.all(|address| is_documentation(*address));
        found
    }

    /// The NAT64 prefixes with which the name server makes addresses (RFC 7050); none where it does not, or does not say
    /// so soon.
    pub(crate) async fn nat64_prefixes(&self) -> Vec<Nat64Prefix> {
        let Ok(host) = format!("{WELL_KNOWN_NAME}:1")
            .parse::<Target>()
            .map(|target| target.host)
        else {
            return Vec::new();
        };
        let found = timeout(NAT64_LIMIT, self.resolve(&host, Search::Never)).await;
        let addresses = found.map(|resolution| resolution.addresses).unwrap_or_default();
        addresses.into_iter().filter_map(Nat64Prefix::used_for).collect()
    }

    /// The targets of the SRV records of `name` (RFC 2782), by priority, and the heavier ones first; none where it has none
    /// or no answer comes.
    pub(crate) async fn services(&self, name: &str) -> Vec<Target> {
        let (Ok(name), Ok((client, _))) = (Name::from_ascii(name), self.client()) else {
            return Vec::new();
        };
        let Ok(Ok(found)) = timeout(LIMIT, client.lookup(name, RecordType::SRV)).await else {
            return Vec::new();
        };
        let mut services = Vec::new();
        for record in found.answers() {
            if let RData::SRV(service) = &record.data {
                services.push(service);
            }
        }
        // The order of RFC 2782, where the heavier one of two is mostly, and here always, asked first.
        services.sort_by_key(|service| (service.priority, Reverse(service.weight)));
        let target = |service: &&SRV| {
            let host = service.target.to_ascii();
            format!("{}:{}", host.trim_end_matches('.'), service.port).parse().ok()
        };
        services.iter().filter_map(target).collect()
    }

    async fn look_up(&self, name: &DnsName, search: Search) -> Resolution {
        let Ok(mut typed) = Name::from_ascii(name.as_str()) else {
            return Resolution::default();
        };
        let here = in_hosts_file(&typed);
        // Whoever asks from elsewhere means the whole name: the search list is for this machine.
        typed.set_fqdn(name.is_absolute() || search == Search::Never);
        let answers = match here {
            Some(answers) => answers,
            None => match self.client() {
                Ok((client, list)) => list.ask(&client, &typed, Instant::now() + LIMIT).await,
                Err(_) => Answers::missing(),
            },
        };
        Resolution {
            literal: false,
            aliases: answers.aliases(),
            lookups: vec![answers.v6.lookup, answers.v4.lookup],
            addresses: interleave(answers.v6.addresses, answers.v4.addresses),
            ..Resolution::default()
        }
    }

    /// A client that reads the system's settings afresh, and how it completes names. Without usable settings it asks the
    /// machine itself, as resolv.conf(5) says.
    fn client(&self) -> Result<(TokioResolver, SearchList), NetError> {
        let on_this_machine = SocketAddr::from(([127, 0, 0, 1], 53));
        let (config, mut options) = match self.server {
            Some(server) => only(server),
            None => system_conf::read_system_conf().unwrap_or_else(|_| only(on_this_machine)),
        };
        let list = SearchList::of(&config, &options);
        // A question that went astray is put again over the same socket until this limit; that is retry enough.
        options.timeout = LIMIT;
        options.attempts = 0;
        let mut builder = TokioResolver::builder_with_config(config, TokioRuntimeProvider::default());
        *builder.options_mut() = options;
        Ok((builder.build()?, list))
    }
}

/// The target with its name in the form that DNS and certificates carry (IDNA).
///
/// # Errors
///
/// Where the name has no such form, or one that would be read as an address.
pub fn to_ascii(target: &Target) -> Result<Target, TargetError> {
    let Host::Name(name) = &target.host else {
        return Ok(target.clone());
    };
    let foreign = name.as_str().chars().find(|c| !c.is_ascii());
    let encoded = name.as_str().split('.').find(|label| label.starts_with(PUNYCODE));
    let fault = match (foreign, encoded) {
        (None, None) => return Ok(target.clone()),
        (Some(found), _) => TargetError::Character { found },
        (None, Some(label)) => TargetError::Encoded {
            label: label.to_owned(),
        },
    };
    // Names in computers' own networks have underscores and the like, so only what claims to be encoded is judged.
    let ascii = idna::domain_to_ascii_strict(name.as_str()).map_err(|_| fault)?;
    let parsed = format!("{ascii}:{}", target.port).parse::<Target>()?;
    match &parsed.host {
        Host::Name(_) => Ok(parsed),
        Host::Address(_) => Err(TargetError::NotAnAddress),
    }
}

/// What the encoded form of a label begins with (RFC 5890 section 2.3.1).
const PUNYCODE: &str = "xn--";

/// One server, over UDP and TCP, and no search list.
fn only(server: SocketAddr) -> (ResolverConfig, ResolverOpts) {
    let connections = [ConnectionConfig::udp(), ConnectionConfig::tcp()].map(|mut connection| {
        connection.port = server.port();
        connection
    });
    let server = NameServerConfig::new(server.ip(), true, connections.into());
    (ResolverConfig::from_name_servers(vec![server]), ResolverOpts::default())
}

/// One of each family in turn, IPv6 first, as RFC 8305 4 has it.
fn interleave(v6: Vec<IpAddr>, v4: Vec<IpAddr>) -> Vec<IpAddr> {
    let mut queues = [v6.into_iter(), v4.into_iter()];
    let mut order = Vec::new();
    loop {
        let round = queues.each_mut().map(Iterator::next);
        if round.iter().all(Option::is_none) {
            return order;
        }
        for address in round.into_iter().flatten() {
            if order.len() < MOST_ADDRESSES && !order.contains(&address) {
                order.push(address);
            }
        }
    }
}

/// The limit of the whole lookup; resolvers of the C library wait as long for one server.
const LIMIT: Duration = Duration::from_secs(5);
/// Whoever starts the server waits for this, and a name server that is there answers at once.
const NAT64_LIMIT: Duration = Duration::from_secs(2);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_claims_to_be_encoded_is_judged_like_any_other() {
        let ascii = |text: &str| to_ascii(&text.parse().unwrap());

        assert!(matches!(ascii("xn--a.example"), Err(TargetError::Encoded { label }) if label == "xn--a"));
        assert!(ascii("xn--bcher-kva.example").is_ok());
        assert!(
            ascii("pc_01.corp.example").is_ok(),
            "names in networks of one's own have underscores"
        );
    }

    #[test]
    fn addresses_of_both_families_take_turns_and_have_an_end() {
        let v6: Vec<IpAddr> = (1..=20_u16)
            .map(|last| [0x2001, 0xdb8, 0, 0, 0, 0, 0, last].into())
            .collect();
        let v4: IpAddr = [192, 0, 2, 1].into();

        let order = interleave(v6.clone(), vec![v4; 3]);

        assert_eq!(order[..3], [v6[0], v4, v6[1]]);
        assert_eq!(order.len(), MOST_ADDRESSES);
        assert_eq!(order.iter().filter(|address| **address == v4).count(), 1);
    }
}
