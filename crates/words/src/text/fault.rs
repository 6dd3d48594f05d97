//! What is wrong with a report that no run can have written.

use crate::{Key, key};
use diagnosis::Parameter;
use wire::{Listed, ReportFault, SCHEMA, Stage};

use crate::Words;

impl Words {
    /// Why no run can have written a report.
    pub fn report_fault(&self, fault: &ReportFault) -> String {
        match *fault {
            ReportFault::Schema { found } => self.text_with(
                key::REPORT_FAULT_SCHEMA,
                &[("found", text(found)), ("known", text(SCHEMA))],
            ),
            ReportFault::Legs => self.text(key::REPORT_FAULT_LEGS),
            ReportFault::Stages => self.text(key::REPORT_FAULT_STAGES),
            ReportFault::TooMany { what, most } => {
                let what = match what {
                    Listed::Legs => "legs",
                    Listed::Connections => "connections",
                    Listed::Signals => "signals",
                    Listed::Exchanges => "exchanges",
                    Listed::Facts => "facts",
                    Listed::Evidence => "evidence",
                };
                self.text_with(
                    key::REPORT_FAULT_TOO_MANY,
                    &[("what", what.into()), ("most", text(most))],
                )
            }
            ReportFault::Text { stage: Some(stage) } => self.at(stage, key::REPORT_FAULT_TEXT),
            ReportFault::Text { stage: None } => self.text(key::REPORT_FAULT_TEXT_BARE),
            ReportFault::Contradiction { stage } => self.at(stage, key::REPORT_FAULT_CONTRADICTION),
            ReportFault::Time => self.text(key::REPORT_FAULT_TIME),
        }
    }

    fn at(&self, stage: Stage, key: Key) -> String {
        self.text_with(key, &[("stage", self.stage(stage).into())])
    }
}

/// A number that is told as it is, without the marks of a language between its digits.
fn text(number: impl ToString) -> Parameter {
    number.to_string().into()
}
