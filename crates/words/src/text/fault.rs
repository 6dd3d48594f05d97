//! What is wrong with a report that no run can have written.

use diagnosis::Parameter;
use wire::{Listed, ReportFault, SCHEMA, Stage};

use crate::Words;

impl Words {
    /// Why no run can have written a report.
    pub fn report_fault(&self, fault: &ReportFault) -> String {
        match *fault {
            ReportFault::Schema { found } => self.text_with(
                "report-fault-schema",
                &[("found", text(found)), ("known", text(SCHEMA))],
            ),
            ReportFault::Legs => self.text("report-fault-legs"),
            ReportFault::Stages => self.text("report-fault-stages"),
            ReportFault::TooMany { what, most } => {
                let what = match what {
                    Listed::Legs => "legs",
                    Listed::Connections => "connections",
                    Listed::Signals => "signals",
                    Listed::Exchanges => "exchanges",
                    Listed::Facts => "facts",
                    Listed::Evidence => "evidence",
                };
                self.text_with("report-fault-too-many", &[("what", what.into()), ("most", text(most))])
            }
            ReportFault::Text { stage: Some(stage) } => self.at(stage, "report-fault-text"),
            ReportFault::Text { stage: None } => self.text("report-fault-text-bare"),
            ReportFault::Contradiction { stage } => self.at(stage, "report-fault-contradiction"),
            ReportFault::Time => self.text("report-fault-time"),
        }
    }

    fn at(&self, stage: Stage, key: &str) -> String {
        self.text_with(key, &[("stage", self.stage(stage).into())])
    }
}

/// A number that is told as it is, without the marks of a language between its digits.
fn text(number: impl ToString) -> Parameter {
    number.to_string().into()
}
