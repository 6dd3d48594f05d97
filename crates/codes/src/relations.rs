//! Which findings explain a code, and which codes go with a finding.

mod example;
mod observation;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::Arc;

use diagnosis::{Severity, diagnose};

use super::catalogue::Catalogue;
use super::row::{Place, Row};
use super::table::Table;
use observation::{Observation, observed};

/// Which findings explain which codes: what is found where a check comes upon what a code speaks of.
///
/// It is worked out from the rules themselves, so that a page says nothing else than a check would.
#[derive(Clone, Debug)]
pub struct Relations {
    findings: BTreeMap<(Table, u32), Vec<&'static str>>,
    codes: BTreeMap<&'static str, Vec<Arc<Row>>>,
}

impl Relations {
    /// Works them out for all rows of `catalogue`.
    pub fn new(catalogue: &Catalogue) -> Self {
        let by_place: BTreeMap<Place, Vec<&'static str>> =
            Place::ALL.into_iter().map(|place| (place, spoken_of(place))).collect();
        let mut relations = Self {
            findings: BTreeMap::new(),
            codes: BTreeMap::new(),
        };
        for row in catalogue.rows().filter(|row| a_check_can_see(row)) {
            let ids = match (named(row), observed(row)) {
                (Some(ids), _) => ids.to_vec(),
                (None, Some(observation)) => explaining(&[observation]),
                (None, None) => by_place.get(&row.place).cloned().unwrap_or_default(),
            };
            let row = Arc::new(row.clone());
            for id in &ids {
                relations.codes.entry(id).or_default().push(Arc::clone(&row));
            }
            relations.findings.insert((row.table, row.number), ids);
        }
        relations
    }

    /// The ids of the findings that explain a code, the likeliest first. Empty where a check cannot see what it speaks of.
    pub fn findings(&self, row: &Row) -> &[&'static str] {
        let found = self.findings.get(&(row.table, row.number));
        found.map(Vec::as_slice).unwrap_or_default()
    }

    /// The codes that programs show where this is found, by code space. Empty where none is known.
    pub fn codes(&self, id: &str) -> &[Arc<Row>] {
        self.codes.get(id).map(Vec::as_slice).unwrap_or_default()
    }
}

/// What is found where a code speaks of a place and of nothing more.
fn spoken_of(place: Place) -> Vec<&'static str> {
    let mut ids = explaining(&example::observations(place));
    let further = FURTHER.iter().filter(|(known, _)| *known == place);
    for id in further.flat_map(|(_, ids)| ids.iter()) {
        if !ids.contains(id) {
            ids.push(*id);
        }
    }
    ids
}

/// The errors that are found where a check comes upon one of `observations`; what is found first before what it may also be.
fn explaining(observations: &[Observation]) -> Vec<&'static str> {
    let found: Vec<Vec<&'static str>> = observations
        .iter()
        .filter_map(example::report)
        .map(|report| {
            let errors = diagnose(&report).into_iter();
            errors
                .filter(|finding| finding.severity == Severity::Error)
                .map(|finding| finding.id)
                .collect()
        })
        .collect();
    let first = found.iter().filter_map(|ids| ids.first());
    let further = found.iter().flat_map(|ids| ids.iter().skip(1));
    let mut ids = Vec::new();
    for id in first.chain(further) {
        if !ids.contains(id) {
            ids.push(*id);
        }
    }
    ids
}

/// Whether the code is an error, and of the connection that a check walks: flags, kinds of messages and words for success
/// are none, and those of Remote Assistance or a cloud's broker speak of another way.
fn a_check_can_see(row: &Row) -> bool {
    match row.table {
        Table::X224Tpdu
        | Table::RdpSecurityProtocol
        | Table::RdpNegReqFlag
        | Table::RdpNegRspFlag
        | Table::RdpNegotiationType
        | Table::LicenseStateTransition
        | Table::MstscReasonClass
        | Table::FreerdpErrorClass
        | Table::AvdConnectionError
        | Table::MstscFatalError
        | Table::MsraSaferror
        | Table::WindowsError
        | Table::WindowsEvent
        | Table::Statement => false,
        // What is left of Kerberos speaks of the domain controller, which a check does not ask.
        Table::KerberosError => observed(row).is_some(),
        // LOGON_WARNING, and -2: the sign-in goes on.
        Table::LogonErrorNotification => row.number != 3 && row.number != 0xFFFF_FFFE,
        // 3: a UDP port, which a check does not use.
        Table::IcmpUnreachable => row.number != 3,
        // The others end a session that was checked anew, or for what a check doesn't ask.
        Table::TsgEProxy => matches!(row.number & 0xffff, 0x59D8..=0x59DD | 0x59E6..=0x59EE | 0x59F6..=0x59F9),
        // 101 and 200: the gateway works. So it does with 401, unless an account was sent.
        Table::GatewayHttpStatus => row.number >= 401,
        Table::X224DrReason | Table::LicenseErrorCode | Table::McsDisconnectReason => true,
        // 1 to 3: ended by somebody, or for a reason that only the extended code tells.
        Table::WindowsAppCode | Table::MstscDisconnectReason => row.number > 3,
        Table::MstscGatewayCode
        | Table::ExtendedDisconnectReason
        | Table::Errinfo
        | Table::WindowsEvent40Reason
        | Table::FreerdpErrconnect
        | Table::XfreerdpExit
        | Table::RdesktopExit
        | Table::CredsspNtstatus
        | Table::SspiSecE
        | Table::RdpNegFailure
        | Table::TlsAlert
        | Table::EarlyUserAuthResult
        | Table::RdstlsResult
        | Table::T125McsResult
        | Table::SocketError
        | Table::DnsRcode => row.number != 0,
    }
}

/// The findings of codes that speak of what no failure of a step shows.
fn named(row: &Row) -> Option<&'static [&'static str]> {
    match (row.table, row.number) {
        // SSL_ERR_CERT_EXPIRED.
        (Table::MstscDisconnectReason, 0x1B07) => Some(&["RDP-TLS-021", "RDP-TLS-022", "RDP-NLA-019"]),
        (Table::WindowsAppCode | Table::MstscDisconnectReason, 0x907) => Some(REFUSED_CERTIFICATES),
        (Table::MstscGatewayCode, 0x0300_0003..=0x0300_0007) => Some(&["RDP-GW-007", "RDP-GW-008", "RDP-GW-009"]),
        (Table::MstscGatewayCode, 0x0300_0009 | 0x0300_000A) => Some(&["RDP-GW-006", "RDP-GW-016"]),
        (Table::MstscGatewayCode, 0x0300_000B) => Some(&["RDP-GW-018"]),
        (Table::MstscGatewayCode | Table::WindowsAppCode | Table::MstscDisconnectReason, 0x0300_000C) => {
            Some(&["RDP-GW-002", "RDP-GW-004", "RDP-GW-005", "RDP-GW-011", "RDP-GW-015"])
        }
        (Table::MstscGatewayCode | Table::WindowsAppCode | Table::MstscDisconnectReason, 0x0300_000D) => {
            Some(&["RDP-GW-014", "RDP-GW-013", "RDP-GW-016", "RDP-GW-017"])
        }
        (Table::MstscGatewayCode, 0x0300_0018 | 0x0300_0019) => Some(&["RDP-GW-024"]),
        (Table::MstscGatewayCode, 0x0300_0020) => Some(&["RDP-GW-012"]),
        (Table::TsgEProxy, 0x59F6) => Some(&["RDP-GW-024"]),
        (Table::TsgEProxy, _) => Some(&["RDP-GW-022"]),
        (Table::GatewayHttpStatus, 401) => Some(&["RDP-GW-021"]),
        (Table::GatewayHttpStatus, 403) => Some(&["RDP-GW-010"]),
        (Table::GatewayHttpStatus, 404 | 405 | 410 | 501) => Some(&["RDP-GW-011"]),
        (Table::GatewayHttpStatus, 407) => Some(&["RDP-GW-012"]),
        (Table::GatewayHttpStatus, 502 | 504) => Some(&["RDP-GW-013"]),
        (Table::GatewayHttpStatus, 503) => Some(&["RDP-GW-014"]),
        (Table::GatewayHttpStatus, _) => Some(&["RDP-GW-017"]),
        // Fragmentation needed.
        (Table::IcmpUnreachable, 4) => Some(&["RDP-NET-013", "RDP-NET-005", "RDP-NET-012"]),
        // The program's own trouble; smart cards, delegation and missing credentials: a check signs in with nothing.
        (
            Table::MstscDisconnectReason,
            0xC08 | 0xD06 | 0xE08 | 0x2507 | 0x0200_0001 | 0x0200_0002 | 0xD09 | 0xE09 | 0xF08 | 0x1407 | 0x1607
            | 0x1707 | 0x1C07 | 0x2207,
        )
        | (Table::FreerdpErrconnect, 0x2001B)
        | (Table::XfreerdpExit, 159) => Some(&[]),
        _ => None,
    }
}

/// What a check finds about certificates that programs refuse.
const REFUSED_CERTIFICATES: &[&str] = &[
    "RDP-TLS-021",
    "RDP-TLS-022",
    "RDP-TLS-027",
    "RDP-TLS-024",
    "RDP-TLS-025",
    "RDP-TLS-026",
    "RDP-TLS-031",
    "RDP-TLS-023",
    "RDP-TLS-032",
];

/// Findings that need evidence beyond a failure of a step, with the places of which codes speak where they are true.
const FURTHER: &[(Place, &[&str])] = &[
    (
        Place::Resolve,
        &["RDP-DNS-001", "RDP-DNS-014", "RDP-DNS-015", "RDP-DNS-016"],
    ),
    (
        Place::Connect,
        &[
            "RDP-TCP-006",
            "RDP-TCP-012",
            "RDP-TCP-015",
            "RDP-TCP-021",
            "RDP-TCP-022",
            "RDP-TCP-023",
            "RDP-TCP-024",
        ],
    ),
    (Place::Path, &["RDP-NET-001", "RDP-NET-014"]),
    (
        Place::Transport,
        &[
            "RDP-NEG-010",
            "RDP-NEG-035",
            "RDP-NEG-013",
            "RDP-NEG-030",
            "RDP-NEG-031",
            "RDP-NET-001",
            "RDP-TLS-003",
            "RDP-TLS-035",
            "RDP-TLS-017",
            "RDP-NET-013",
            "RDP-NLA-021",
            "RDP-SES-031",
        ],
    ),
    (
        Place::Negotiate,
        &[
            "RDP-NEG-008",
            "RDP-NEG-013",
            "RDP-NEG-021",
            "RDP-NEG-036",
            "RDP-NEG-037",
            "RDP-NEG-038",
        ],
    ),
    (Place::Secure, TLS),
    (Place::Handshake, TLS),
    (Place::Handshake, &["RDP-NLA-003", "RDP-NLA-020"]),
    (
        Place::Authenticate,
        &[
            "RDP-NLA-003",
            "RDP-NLA-027",
            "RDP-NLA-028",
            "RDP-NLA-029",
            "RDP-NLA-034",
            "RDP-NLA-035",
            "RDP-NLA-037",
        ],
    ),
    (Place::Settings, &["RDP-SES-026"]),
    (Place::Capabilities, &["RDP-SES-026"]),
    (Place::Session, &["RDP-SES-021"]),
];
const TLS: &[&str] = &[
    "RDP-TLS-001",
    "RDP-TLS-002",
    "RDP-TLS-035",
    "RDP-TLS-003",
    "RDP-TLS-004",
    "RDP-TLS-010",
    "RDP-TLS-015",
    "RDP-TLS-017",
];
