//! What makes each certain finding certain. One that cannot say belongs among the likely ones.

use std::collections::BTreeSet;

use super::RULES;
use crate::Confidence;

#[test]
fn every_certain_finding_says_what_proves_it() {
    let mut proven: Vec<&str> = PROOFS.iter().flat_map(|(_, ids)| ids.iter().copied()).collect();
    let sure = RULES.iter().filter(|rule| rule.confidence == Confidence::Certain);
    let certain: BTreeSet<&str> = sure.map(|rule| rule.id).collect();

    proven.sort_unstable();
    assert_eq!(proven, certain.into_iter().collect::<Vec<_>>());
}

/// The proof, as it stands in the report, and what it proves.
const PROOFS: &[(&str, &[&str])] = &[
    (
        "the name server's own answer, or an address that it gave",
        &[
            "RDP-DNS-002",
            "RDP-DNS-003",
            "RDP-DNS-005",
            "RDP-DNS-011",
            "RDP-DNS-012",
            "RDP-DNS-014",
            "RDP-DNS-015",
            "RDP-DNS-016",
            "RDP-TCP-021",
            "RDP-TCP-022",
        ],
    ),
    ("a sign-in at a gateway that was begun and not ended", &["RDP-GW-023"]),
    ("a session behind CredSSP with an account, which held", &["RDP-NLA-030"]),
    (
        "a name and a password in Client Info, and no word of the server about either",
        &["RDP-NLA-031"],
    ),
    (
        "the policy of whoever checks",
        &["RDP-DNS-008", "RDP-DNS-013", "RDP-GW-003"],
    ),
    (
        "how each attempt to connect ended, by the system that made it",
        &[
            "RDP-NET-002",
            "RDP-NET-012",
            "RDP-TCP-006",
            "RDP-TCP-007",
            "RDP-TCP-008",
            "RDP-TCP-016",
            "RDP-TCP-017",
            "RDP-TCP-018",
            "RDP-TCP-020",
        ],
    ),
    (
        "the code of the server's X.224 answer, or the protocol that it selected",
        &[
            "RDP-NEG-001",
            "RDP-NEG-002",
            "RDP-NEG-003",
            "RDP-NEG-004",
            "RDP-NEG-005",
            "RDP-NEG-006",
            "RDP-NEG-007",
            "RDP-NEG-008",
            "RDP-NEG-019",
            "RDP-NEG-020",
            "RDP-NEG-025",
            "RDP-NLA-023",
            "RDP-NLA-024",
        ],
    ),
    (
        "the first bytes of an answer that is none of Remote Desktop's",
        &["RDP-NEG-014", "RDP-NEG-015", "RDP-NEG-016", "RDP-NEG-018"],
    ),
    (
        "how the stream ended; its title says no more than that",
        &["RDP-NEG-009", "RDP-SES-022", "RDP-SES-023", "RDP-SES-024"],
    ),
    (
        "the method that the server named in its settings",
        &["RDP-NEG-032", "RDP-NEG-033"],
    ),
    (
        "the server's alert, or the version that its ServerHello chose",
        &["RDP-TLS-001", "RDP-TLS-005", "RDP-TLS-010"],
    ),
    ("a signature that does not fit the certificate's key", &["RDP-TLS-013"]),
    (
        "the certificate itself; its dates only where both clocks agree on them",
        &[
            "RDP-TLS-015",
            "RDP-TLS-021",
            "RDP-TLS-022",
            "RDP-TLS-024",
            "RDP-TLS-025",
            "RDP-TLS-026",
            "RDP-TLS-027",
            "RDP-TLS-028",
            "RDP-TLS-029",
            "RDP-TLS-030",
            "RDP-TLS-031",
            "RDP-TLS-034",
        ],
    ),
    (
        "the NTSTATUS of the server's TSRequest",
        &[
            "RDP-NLA-005",
            "RDP-NLA-006",
            "RDP-NLA-007",
            "RDP-NLA-008",
            "RDP-NLA-009",
            "RDP-NLA-010",
            "RDP-NLA-011",
            "RDP-NLA-012",
            "RDP-NLA-013",
            "RDP-NLA-014",
            "RDP-NLA-016",
            "RDP-NLA-017",
            "RDP-NLA-037",
        ],
    ),
    (
        "the error-code of a KDC's KRB-ERROR",
        &["RDP-NLA-034", "RDP-NLA-035", "RDP-NLA-036"],
    ),
    (
        "the server's NTLM challenge: its names, and that its clock and ours differ",
        &["RDP-NLA-019", "RDP-NLA-022"],
    ),
    (
        "the result or the error code in a PDU of the session",
        &[
            "RDP-CHN-001",
            "RDP-LGN-001",
            "RDP-LGN-002",
            "RDP-LGN-003",
            "RDP-LIC-001",
            "RDP-LIC-002",
            "RDP-LIC-003",
            "RDP-LIC-004",
            "RDP-LIC-005",
            "RDP-LIC-006",
            "RDP-LIC-007",
            "RDP-LIC-009",
            "RDP-MCS-001",
            "RDP-SES-001",
            "RDP-SES-002",
            "RDP-SES-003",
            "RDP-SES-004",
            "RDP-SES-005",
            "RDP-SES-006",
            "RDP-SES-007",
            "RDP-SES-008",
            "RDP-SES-009",
            "RDP-SES-010",
            "RDP-SES-011",
            "RDP-SES-012",
            "RDP-SES-013",
            "RDP-SES-014",
            "RDP-SES-015",
            "RDP-SES-016",
            "RDP-SES-017",
            "RDP-SES-018",
            "RDP-SES-019",
            "RDP-SES-020",
            "RDP-SES-021",
        ],
    ),
    ("the Deactivate All PDUs that were counted", &["RDP-CAP-001"]),
    (
        "the stages that passed, and why the rest was left out",
        &["RDP-DSK-002", "RDP-NEG-026", "RDP-NLA-025", "RDP-SES-027"],
    ),
];
