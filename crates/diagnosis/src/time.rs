//! Times in the amounts and units that people read, without a word of any language.

/// A span in milliseconds as an amount and the unit that fits it, for the message `span`.
pub fn span(millis: f64) -> (f64, &'static str) {
    const SECOND: f64 = 1000.0;
    const MINUTE: f64 = 60.0 * SECOND;
    const HOUR: f64 = 60.0 * MINUTE;
    const DAY: f64 = 24.0 * HOUR;
    if millis < SECOND {
        (millis, "ms")
    } else if millis < 2.0 * MINUTE {
        (millis / SECOND, "s")
    } else if millis < 2.0 * HOUR {
        ((millis / MINUTE).round(), "minutes")
    } else if millis < 2.0 * DAY {
        ((millis / HOUR).round(), "hours")
    } else {
        ((millis / DAY).round(), "days")
    }
}

/// Whole milliseconds; beyond 2^53, where a float skips numbers, nobody reads them to the millisecond.
pub fn millis(whole: u64) -> f64 {
    let half = |bits: u64| u32::try_from(bits & u64::from(u32::MAX)).map_or(0.0, f64::from);
    half(whole >> 32) * TWO_TO_32 + half(whole)
}

/// The day of a time in seconds since 1970, as `2026-03-01`, by UTC.
pub fn date(unix_seconds: i64) -> String {
    // Days are counted in eras of 400 years that begin on 1 March, so that leap days come last.
    let days = unix_seconds.div_euclid(86_400) + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 {
        month_from_march + 3
    } else {
        month_from_march - 9
    };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

/// 2 to the 32.
const TWO_TO_32: f64 = 4_294_967_296.0;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_those_of_the_calendar() {
        assert_eq!(date(0), "1970-01-01");
        assert_eq!(date(951_782_400), "2000-02-29");
        assert_eq!(date(1_772_323_200), "2026-03-01");
        assert_eq!(date(-86_400), "1969-12-31");
    }

    #[test]
    fn long_spans_are_told_whole() {
        assert_eq!(span(millis(13_400_000_000_000)), (155_093.0, "days"));
    }

    #[test]
    fn spans_get_the_unit_that_a_reader_expects() {
        assert_eq!(span(400.0), (400.0, "ms"));
        assert_eq!(span(2900.0), (2.9, "s"));
        assert_eq!(span(420_000.0), (7.0, "minutes"));
        assert_eq!(span(3.0 * 86_400_000.0), (3.0, "days"));
        assert_eq!(span(millis(86_400_000 * 400)), (400.0, "days"));
    }
}
