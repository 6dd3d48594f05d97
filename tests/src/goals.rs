//! What the figures of a bench have to be.

use std::fmt;
use std::process::ExitCode;

/// The goals of one bench, as far as they have been measured.
#[derive(Clone, Copy, Debug, Default)]
pub struct Goals {
    missed: bool,
}

/// What a figure is held against.
#[derive(Clone, Copy, Debug)]
pub enum Limit {
    /// A cost.
    AtMost(f64),
    /// A yield.
    AtLeast(f64),
}

impl Limit {
    fn allows(self, value: f64) -> bool {
        match self {
            Self::AtMost(limit) => value <= limit,
            Self::AtLeast(limit) => value >= limit,
        }
    }
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AtMost(limit) => write!(f, "at most {limit}"),
            Self::AtLeast(limit) => write!(f, "at least {limit}"),
        }
    }
}

impl Goals {
    /// The line that says whether `value`, which is `what`, is within its limit.
    pub fn judge(&mut self, what: &str, value: f64, limit: Limit) -> String {
        let verdict = if limit.allows(value) {
            "reached"
        } else {
            self.missed = true;
            "MISSED"
        };
        format!("  {verdict}: {value:.3} {what}, {limit}")
    }

    /// How the bench ends.
    pub fn exit(self) -> ExitCode {
        if self.missed {
            ExitCode::FAILURE
        } else {
            ExitCode::SUCCESS
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_missed_goal_fails_the_bench() {
        let mut goals = Goals::default();
        assert_eq!(
            goals.judge("ms added", 0.25, Limit::AtMost(0.3)),
            "  reached: 0.250 ms added, at most 0.3"
        );
        assert_eq!(goals.exit(), ExitCode::SUCCESS);

        assert_eq!(
            goals.judge("a second", 1999.0, Limit::AtLeast(2000.0)),
            "  MISSED: 1999.000 a second, at least 2000"
        );
        goals.judge("a second", 2000.0, Limit::AtLeast(2000.0));
        assert_eq!(goals.exit(), ExitCode::FAILURE);
    }
}
