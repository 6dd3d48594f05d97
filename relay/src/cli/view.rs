//! What a run looks like in a terminal and behind a pipe.

mod findings;
mod lines;
mod step;
mod table;

pub(super) use self::lines::Lines;
pub(super) use self::step::{Color, Detail, mark};
pub(super) use self::table::Table;

/// A leg that begins at the terminal.
#[cfg(test)]
fn begun(leg: u8, from: wire::Node, to: wire::Node) -> crate::driver::RunEvent {
    crate::driver::RunEvent::Leg(wire::LegStarted {
        leg,
        from,
        to,
        place: wire::Place::Terminal,
        agent: None,
        gateway: None,
    })
}
