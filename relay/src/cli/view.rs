//! What a run looks like in a terminal and behind a pipe.

mod findings;
mod lines;
mod step;
mod table;

pub(super) use self::lines::Lines;
pub(super) use self::step::{Color, Detail, mark};
pub(super) use self::table::Table;

/// What a view is told of a run, for the tests of each.
#[cfg(test)]
mod told {
    use core::time::Duration;

    use wire::{LegEvent, LegStarted, Node, Outcome, Place, Stage, StageEvent, StageReport};

    use crate::driver::RunEvent;

    /// A leg that begins at the terminal.
    pub(super) fn begun(leg: u8, from: Node, to: Node) -> RunEvent {
        RunEvent::Leg(LegStarted {
            leg,
            from,
            to,
            place: Place::Terminal,
            agent: None,
            gateway: None,
        })
    }

    pub(super) fn started(leg: u8, stage: Stage) -> RunEvent {
        let limit_ms = Duration::from_secs(10).into();
        let event = StageEvent::Started { stage, limit_ms };
        RunEvent::Stage(LegEvent { leg, event })
    }

    pub(super) fn reported(leg: u8, stage: Stage, outcome: Outcome) -> RunEvent {
        let event = StageEvent::Reported(Box::new(StageReport {
            outcome,
            elapsed_ms: Some(Duration::from_millis(41).into()),
            ..StageReport::not_reached(stage)
        }));
        RunEvent::Stage(LegEvent { leg, event })
    }
}
