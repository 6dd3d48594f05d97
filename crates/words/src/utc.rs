//! Moments by UTC.

use diagnosis::time::date;

/// A moment that means the same to whoever reads it, as `2026-03-01 09:05 UTC`. `unix_millis` is counted from 1970.
pub(crate) fn by_utc(unix_millis: i64) -> String {
    let minutes = unix_millis.div_euclid(MILLIS_PER_MINUTE);
    let minute_of_day = minutes.rem_euclid(MINUTES_PER_DAY);
    let (hour, minute) = (minute_of_day / 60, minute_of_day % 60);
    format!("{} {hour:02}:{minute:02} UTC", date(minutes * 60))
}

const MILLIS_PER_MINUTE: i64 = 60_000;

const MINUTES_PER_DAY: i64 = 24 * 60;
