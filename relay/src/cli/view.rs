//! What a run looks like in a terminal and behind a pipe.

mod findings;
mod lines;
mod step;
mod table;

pub(super) use self::lines::Lines;
pub(super) use self::step::{Color, Detail, mark};
pub(super) use self::table::Table;
