//! A result for programs: what `rdptrace check --json` prints, and the API answers.

use diagnosis::{Confidence, Finding, Severity};
use serde::Serialize;
use wire::{Connection, Report, Stage, StageReport};
use words::{Words, summary};

/// A report with what it means.
#[derive(Serialize)]
pub(crate) struct Printed<'a> {
    #[serde(flatten)]
    report: &'a Report,
    /// Those of the computer's leg, where programs have found them since schema 1; `legs` has all of them.
    stages: &'a [StageReport],
    /// The same for the connections.
    connections: &'a [Connection],
    summary: String,
    findings: Vec<PrintedFinding>,
}

#[derive(Serialize)]
struct PrintedFinding {
    id: &'static str,
    stage: Stage,
    severity: Severity,
    confidence: Confidence,
    title: String,
}

impl<'a> Printed<'a> {
    pub(crate) fn new(report: &'a Report, findings: &[Finding], words: &Words) -> Self {
        Self {
            report,
            stages: report.stages(),
            connections: report.connections(),
            summary: summary(words, report, findings),
            findings: findings
                .iter()
                .map(|finding| PrintedFinding {
                    id: finding.id,
                    stage: finding.stage,
                    severity: finding.severity,
                    confidence: finding.confidence,
                    title: words.title(finding),
                })
                .collect(),
        }
    }
}
