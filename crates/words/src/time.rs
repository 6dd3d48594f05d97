//! Times for people.

use core::time::Duration;

use diagnosis::time::millis;

use super::Words;

impl Words {
    /// The same sentences, with moments told by `clock`. It gets milliseconds since 1970, and says which zone it goes by.
    #[must_use]
    pub fn by_clock(self, clock: fn(i64) -> String) -> Self {
        Self { clock, ..self }
    }

    /// A moment for whoever reads this screen: by UTC, where no other clock is known. `unix_millis` is counted from 1970.
    pub fn moment(&self, unix_millis: i64) -> String {
        (self.clock)(unix_millis)
    }

    /// A span of time of any length, up to days: `12 minutes`, `3 days`.
    pub fn lasting(&self, span: Duration) -> String {
        self.span(millis(u64::try_from(span.as_millis()).unwrap_or(u64::MAX)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::utc::by_utc;

    #[test]
    fn moments_are_told_to_the_minute() {
        let words = Words::english();

        assert_eq!(words.moment(0), "1970-01-01 00:00 UTC");
        assert_eq!(words.moment(1_772_323_200_000 + 86_399_999), "2026-03-01 23:59 UTC");
        assert_eq!(words.moment(-1), "1969-12-31 23:59 UTC");
        assert_eq!(words.lasting(Duration::from_secs(3 * 86_400)), "3 days");
    }
    #[test]
    fn moments_go_by_the_clock_of_the_reader_and_what_is_passed_on_by_utc() {
        let words = Words::english().by_clock(|unix_millis| format!("{unix_millis} here"));

        assert_eq!(words.moment(7), "7 here");
        assert_eq!(by_utc(0), "1970-01-01 00:00 UTC");
    }
}
