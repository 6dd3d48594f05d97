//! Every finding there is, as it is without a report, and where each is known from.

use crate::finding::{Finding, Parameter};
use crate::rules::{RULES, rule};

pub use crate::rules::WITHDRAWN;

/// Every finding of the catalogue, by precedence, as it is without a report: its sentences name their values in
/// capitals, each between [`STAND_IN`].
pub fn findings() -> impl ExactSizeIterator<Item = Finding> {
    RULES.iter().map(|rule| Finding {
        id: rule.id,
        leg: 0,
        stage: rule.stage,
        severity: rule.severity,
        confidence: rule.confidence,
        actor: rule.actor,
        parameters: stand_ins(),
        remedies: rule.remedies,
    })
}

/// The findings beside which `finding` is never said, because each of them says more.
pub fn contradicted_by(finding: &Finding) -> &'static [&'static str] {
    rule(finding.id).map(|rule| rule.contradicts).unwrap_or_default()
}

/// Where the finding `id` is known from, and then what programs show of it: specifications, vendors' pages, and issues as
/// `owner/repository#number`; each once.
pub fn sources(id: &str) -> impl Iterator<Item = &'static str> {
    let known: Vec<&str> = rows()
        .filter(|(of, _)| *of == id)
        .flat_map(|(_, known)| known)
        .collect();
    let more = shown(id).filter(|source| !known.contains(source)).collect::<Vec<_>>();
    known.into_iter().chain(more)
}

/// Where it is known from what the programs of Microsoft and Apple show or do when the finding `id` holds; empty where the
/// finding says nothing certain of that.
pub fn shown(id: &str) -> impl Iterator<Item = &'static str> {
    rows()
        .filter(move |(of, _)| of.strip_suffix(" shown") == Some(id))
        .flat_map(|(_, known)| known)
}

fn rows() -> impl Iterator<Item = (&'static str, impl Iterator<Item = &'static str>)> {
    let rows = SOURCES.lines().filter_map(|line| line.split_once(" | "));
    rows.map(|(of, sources)| (of, sources.split("; ")))
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
    ("alias", "ALIAS"),
];
const CHOICES: &[(&str, &str)] = &[
    ("membership", "domain"),
    ("known", "target"),
    ("named", "yes"),
    ("unit", "s"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Confidence;

    #[test]
    fn every_finding_names_its_sources() {
        for finding in findings() {
            assert!(sources(finding.id).next().is_some(), "{}", finding.id);
            assert!(sources(finding.id).all(|source| !source.trim().is_empty()));
        }
    }

    #[test]
    fn sources_stand_once_for_each_finding_and_for_no_other() {
        let lines = SOURCES
            .lines()
            .filter(|line| !line.is_empty() && !line.starts_with('#'));
        let named = lines.map(|line| line.split_once(" | ").unwrap().0);
        let (shown, mut named): (Vec<&str>, Vec<&str>) = named.partition(|of| of.ends_with(" shown"));
        named.sort_unstable();
        let mut known: Vec<&str> = RULES.iter().map(|rule| rule.id).collect();
        known.sort_unstable();

        assert_eq!(named, known);
        for of in shown {
            assert_eq!(SOURCES.matches(&format!("\n{of} | ")).count(), 1, "{of}");
            let certain =
                rule(of.trim_end_matches(" shown")).is_some_and(|rule| rule.confidence == Confidence::Certain);
            assert!(certain, "{of}");
        }
    }

    #[test]
    fn contradictions_are_those_of_the_catalogue() {
        let named = findings()
            .filter(|finding| !contradicted_by(finding).is_empty())
            .count();
        let ruled = RULES.iter().filter(|rule| !rule.contradicts.is_empty()).count();

        assert!(named > 0);
        assert_eq!(named, ruled);
    }
}
