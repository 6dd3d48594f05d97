//! Whether a report is one that a run can have written.
//!
//! Reports come back from browsers and files. What no run writes is refused before anything is kept or shown of it.

use crate::{Report, SCHEMA, Stage};

/// Why no run can have written a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ReportFault {
    /// A newer version wrote it, or none: schemas are 1 to [`SCHEMA`].
    Schema {
        /// What stands in it.
        found: u32,
    },
    /// It does not hold the thirteen steps, each once and in order.
    Stages,
    /// One of its lists is longer than a run makes it.
    TooMany {
        /// Which list.
        what: Listed,
        /// How many entries a run writes at most.
        most: usize,
    },
    /// A text is longer, or holds other characters, than a run writes.
    Text {
        /// The step in which it stands; absent where it stands in none.
        stage: Option<Stage>,
    },
    /// How a step ended does not go with the rest of the report.
    Contradiction {
        /// The step.
        stage: Stage,
    },
    /// A time that no clock shows, or longer than any run.
    Time,
}

/// A list of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Listed {
    /// [`Report::connections`].
    Connections,
    /// The signals of a step.
    Signals,
    /// The messages of a step.
    Exchanges,
    /// A list in the facts of a step.
    Facts,
}

impl Report {
    /// Why no run can have written this report; absent where one can.
    pub fn fault(&self) -> Option<ReportFault> {
        let known = (1..=SCHEMA).contains(&self.schema);
        (!known).then_some(ReportFault::Schema { found: self.schema })
    }
}
