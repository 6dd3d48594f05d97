//! What a name's two questions, for IPv4 and for IPv6 addresses, led to.

use core::net::IpAddr;
use core::time::Duration;
use std::collections::BTreeSet;

use hickory_resolver::Hosts;
use hickory_resolver::net::{DnsError, NetError};
use hickory_resolver::proto::op::{Query, ResponseCode};
use hickory_resolver::proto::rr::{Name, RData, Record, RecordType};
use wire::{Lookup, PeerText, RecordKind};

#[derive(Clone, Copy)]
pub(super) enum Family {
    V4,
    V6,
}

impl Family {
    pub(super) fn question(self) -> (RecordKind, RecordType) {
        match self {
            Self::V4 => (RecordKind::A, RecordType::A),
            Self::V6 => (RecordKind::Aaaa, RecordType::AAAA),
        }
    }
}

/// What one question led to.
pub(super) struct Answer {
    pub(super) lookup: Lookup,
    pub(super) aliases: Vec<PeerText>,
    pub(super) addresses: Vec<IpAddr>,
}

impl Answer {
    /// No usable answer.
    fn missing(family: Family) -> Self {
        let (record, _) = family.question();
        Self {
            lookup: Lookup {
                record,
                addresses: 0,
                rcode: None,
                silent: false,
                elapsed_ms: Duration::ZERO.into(),
            },
            aliases: Vec::new(),
            addresses: Vec::new(),
        }
    }

    pub(super) fn of(family: Family, rcode: u16, records: &[Record]) -> Self {
        let mut answer = Self::missing(family);
        for record in records {
            if let Some(address) = record.data.ip_addr() {
                // An IPv4 address in an IPv6 record is reached by IPv4 (RFC 4291 2.5.5.2).
                let address = address.to_canonical();
                // Whoever counts them counts computers, not records.
                if !answer.addresses.contains(&address) {
                    answer.addresses.push(address);
                }
            } else if let RData::CNAME(alias) = &record.data {
                answer.aliases.push(without_dot(alias));
            }
        }
        answer.lookup.rcode = Some(rcode);
        answer.lookup.addresses = u16::try_from(answer.addresses.len()).unwrap_or(u16::MAX);
        answer
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "the crate's errors are an open enum")]
    pub(super) fn refused(family: Family, error: &NetError) -> Self {
        let mut answer = Self::missing(family);
        match error {
            NetError::Dns(DnsError::NoRecordsFound(none)) => answer.lookup.rcode = Some(none.response_code.into()),
            NetError::Dns(DnsError::ResponseCode(code)) => answer.lookup.rcode = Some((*code).into()),
            NetError::Timeout => answer.lookup.silent = true,
            _ => {}
        }
        answer
    }
}

/// What both questions about one name led to.
pub(super) struct Answers {
    pub(super) v6: Answer,
    pub(super) v4: Answer,
    /// The names that it leads through where it leads to no address.
    pub(super) dead_end: Vec<PeerText>,
}

/// How much answers tell about a name, the least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Standing {
    /// It does not exist.
    Unknown,
    /// Its name servers fail.
    Faulty,
    /// It exists and has no address.
    Exists,
    /// No answer came. That is the end of the search: there might have been one.
    Silent,
    /// It has an address.
    HasAddress,
}

impl Answers {
    pub(super) fn of(v6: Answer, v4: Answer) -> Self {
        Self {
            v6,
            v4,
            dead_end: Vec::new(),
        }
    }

    /// No usable answer to either.
    pub(super) fn missing() -> Self {
        Self::of(Answer::missing(Family::V6), Answer::missing(Family::V4))
    }

    pub(super) fn standing(&self) -> Standing {
        let both = [&self.v6, &self.v4];
        let rcode = |wanted: ResponseCode| both.iter().any(|it| it.lookup.rcode == Some(wanted.into()));
        if both.iter().any(|it| !it.addresses.is_empty()) {
            Standing::HasAddress
        } else if both.iter().any(|it| it.lookup.silent) {
            Standing::Silent
        } else if rcode(ResponseCode::NoError) {
            Standing::Exists
        } else if rcode(ResponseCode::NXDomain) {
            Standing::Unknown
        } else {
            Standing::Faulty
        }
    }

    /// The names that it leads through, each once; those of a name that leads nowhere as often as they come.
    pub(super) fn aliases(&self) -> Vec<PeerText> {
        if !self.dead_end.is_empty() {
            return self.dead_end.clone();
        }
        let mut seen = BTreeSet::new();
        let all = self.v4.aliases.iter().chain(&self.v6.aliases);
        all.filter(|alias| seen.insert(alias.as_str())).cloned().collect()
    }
}

/// Both answers where the system's hosts file has the name; DNS is not asked then.
pub(super) fn in_hosts_file(name: &Name) -> Option<Answers> {
    let hosts = Hosts::from_system().ok()?;
    let answer = |family: Family| {
        let (_, record) = family.question();
        hosts.lookup_static_host(&Query::query(name.clone(), record))
    };
    let (v6, v4) = (answer(Family::V6), answer(Family::V4));
    if v6.is_none() && v4.is_none() {
        return None;
    }
    let found = |family, lookup: Option<hickory_resolver::lookup::Lookup>| {
        // Also of the family that the file does not have: the other one is all that the system would use.
        Answer::of(family, 0, lookup.as_ref().map_or(&[], |lookup| lookup.answers()))
    };
    Some(Answers::of(found(Family::V6, v6), found(Family::V4, v4)))
}

/// A name as people write it.
pub(super) fn without_dot(name: &Name) -> PeerText {
    let text = name.to_ascii();
    text.strip_suffix('.').unwrap_or(&text).into()
}
