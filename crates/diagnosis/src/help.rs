//! What pages about findings and codes say besides a report: every finding there is, where it is known from, and which
//! codes go with it.

mod example;
mod relations;
mod search;
mod sight;
#[cfg(test)]
mod tests;

use crate::rules::RULES;
use crate::{Finding, Parameter};

pub use relations::Relations;
pub use search::search;

/// Every finding of the catalogue, by precedence, as it is without a report: its sentences name their values in
/// capitals, each between [`STAND_IN`].
pub fn findings() -> impl ExactSizeIterator<Item = Finding> {
    RULES.iter().map(|rule| Finding {
        id: rule.id,
        stage: rule.stage,
        severity: rule.severity,
        confidence: rule.confidence,
        actor: rule.actor,
        parameters: stand_ins(),
    })
}

/// The findings beside which `finding` is never said, because each of them says more.
pub fn contradicted_by(finding: &Finding) -> &'static [&'static str] {
    let rule = crate::rules::rule(finding.id);
    rule.map(|rule| rule.contradicts).unwrap_or_default()
}

/// Where the finding `id` is known from, in the form of [`Row::sources`](crate::decode::Row::sources).
pub fn sources(id: &str) -> impl Iterator<Item = &'static str> {
    let rows = SOURCES.lines().filter_map(|line| line.split_once(" | "));
    let of_this = rows.filter(move |(known, _)| *known == id);
    of_this.flat_map(|(_, sources)| sources.split("; "))
}

/// What stands before and after the name of a value; private use, so that no text has it.
pub const STAND_IN: [char; 2] = ['\u{E000}', '\u{E001}'];

fn stand_ins() -> Vec<(&'static str, Parameter)> {
    let [open, close] = STAND_IN;
    let marked = NAMES
        .iter()
        .map(|(name, shown)| (*name, format!("{open}{shown}{close}").into()));
    // Chooses the sentence that names most.
    marked
        .chain(CHOICES.iter().map(|(name, choice)| (*name, (*choice).into())))
        .collect()
}

const SOURCES: &str = include_str!("../data/sources.txt");

/// How the value of each parameter is called where there is none.
const NAMES: &[(&str, &str)] = &[
    ("host", "HOST"),
    ("port", "PORT"),
    ("target", "HOST:PORT"),
    ("address", "ADDRESS"),
    ("used", "OTHER-ADDRESS"),
    ("amount", "N"),
    ("code", "CODE"),
    ("alert", "ALERT"),
    ("status", "STATUS"),
    ("errno", "ERROR"),
    ("record", "A or AAAA"),
    ("service", "SERVICE"),
    ("banner", "BANNER"),
    ("protocol", "PROTOCOL"),
    ("version", "VERSION"),
    ("issuer", "ISSUER"),
    ("name", "NAME"),
    ("key", "ALGORITHM"),
    ("bits", "N"),
    ("signature", "SIGNATURE"),
    ("thumbprint", "THUMBPRINT"),
    ("date", "DATE"),
    ("days", "N"),
    ("computer", "COMPUTER"),
    ("domain", "DOMAIN"),
    ("channel", "CHANNEL"),
    ("times", "N"),
    ("lost", "N"),
    ("sent", "M"),
    ("bytes", "N"),
    ("to", "TARGET"),
];
const CHOICES: &[(&str, &str)] = &[
    ("membership", "domain"),
    ("known", "target"),
    ("named", "yes"),
    ("unit", "s"),
];
