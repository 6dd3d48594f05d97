//! What is expected of real servers.

use std::collections::BTreeMap;

use wire::{Outcome, Stage};

use crate::scenario::Expectation;

pub(super) fn well() -> Expectation {
    passes("RDP-DSK-002")
}

pub(super) fn passes(finding: &str) -> Expectation {
    expectation(BTreeMap::new(), Outcome::Passed, finding)
}

pub(super) fn breaks(stage: Stage, outcome: Outcome, finding: &str) -> Expectation {
    expectation(BTreeMap::from([(stage, outcome)]), Outcome::NotReached, finding)
}

/// As far as the challenge, of a server that does not know SPNEGO.
pub(super) fn nla() -> Expectation {
    sign_in_passes("RDP-NLA-025")
}

/// As far as the challenge, with this finding first.
pub(super) fn sign_in_passes(finding: &str) -> Expectation {
    let stages = BTreeMap::from([(Stage::Authenticate, Outcome::Passed)]);
    expectation(stages, Outcome::NotChecked, finding)
}

/// As far as Standard RDP Security can be read.
pub(super) fn legacy(finding: &str) -> Expectation {
    let stages = BTreeMap::from([(Stage::Settings, Outcome::Passed)]);
    expectation(stages, Outcome::NotChecked, finding)
}

fn expectation(stages: BTreeMap<Stage, Outcome>, rest: Outcome, finding: &str) -> Expectation {
    Expectation {
        stages,
        rest,
        finding: finding.to_owned(),
        also: Vec::new(),
        failure: None,
        code: None,
    }
}

/// As in an RDP Negotiation Request.
pub(super) const TLS: u32 = 1;
