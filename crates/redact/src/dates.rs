//! How far times of day are kept where a report is public: a certificate can be found by its seconds, not by its days.

/// The beginning of the day, UTC, in milliseconds since 1970.
pub(super) fn day_ms(unix_ms: i64) -> i64 {
    unix_ms.saturating_sub(unix_ms.rem_euclid(DAY_S * 1000))
}

/// The beginning of the day, UTC, in seconds since 1970.
pub(super) fn day(unix: i64) -> i64 {
    unix.saturating_sub(unix.rem_euclid(DAY_S))
}

/// From when and until when a certificate is valid that was seen at `seen`, in whole days around the day of `seen`.
///
/// Whether it is valid yet, whether it has expired, for how long, and how long it lives stays as it was.
pub(super) fn validity(not_before: i64, not_after: i64, seen: Option<i64>) -> (i64, i64) {
    let life = not_after.saturating_sub(not_before);
    let whole_life = at_least_as_much(life);
    let Some(seen) = seen else {
        let until = day(not_after);
        return (until.saturating_sub(whole_life), until);
    };
    let today = day(seen);
    if not_before > seen {
        let from = today.saturating_add(positive_days(not_before.saturating_sub(seen)));
        return (from, from.saturating_add(whole_life));
    }
    let left = not_after.saturating_sub(seen);
    let until = if left < 0 {
        today.saturating_sub(positive_days(left.saturating_neg()))
    } else {
        today.saturating_add(days(left))
    };
    // One that ends before it begins began no later than it was seen, all the same.
    (until.saturating_sub(whole_life).min(today), until)
}

fn days(span: i64) -> i64 {
    span.saturating_sub(span.rem_euclid(DAY_S))
}

/// Whole days, and never nothing where there was something.
fn positive_days(span: i64) -> i64 {
    days(span).max(1)
}

/// Whole days, and a second where there was more.
fn at_least_as_much(span: i64) -> i64 {
    days(span).saturating_add(i64::from(span.rem_euclid(DAY_S) > 0))
}

const DAY_S: i64 = 24 * 60 * 60;

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: i64 = 1_772_323_200 + 54_321;

    #[test]
    fn whether_a_certificate_is_valid_and_for_how_long_survives() {
        let year = 365 * DAY_S;
        for (from, until) in [
            (NOW - year, NOW + 13 * DAY_S + 50_000),
            (NOW - year, NOW + 14 * DAY_S),
            (NOW - year, NOW - 1),
            (NOW - year, NOW - 3 * DAY_S - 7),
            (NOW - year, NOW),
            (NOW + 1, NOW + year),
            (NOW + 2 * DAY_S + 3, NOW + year),
            (NOW - 1, NOW - 1 + 825 * DAY_S),
            (NOW - 1, NOW + 825 * DAY_S),
            (NOW - 1, NOW - year - 5),
            (NOW + 1, NOW - year - 5),
        ] {
            let (kept_from, kept_until) = validity(from, until, Some(NOW));
            let now = day(NOW);

            let case = format!("{} {}", from - NOW, until - NOW);
            assert_eq!(from > NOW, kept_from > now, "{case}");
            assert_eq!(until < NOW, kept_until < now, "{case}");
            if from <= NOW {
                assert_eq!((until - NOW) / DAY_S, (kept_until - now) / DAY_S, "{case}");
            }
            assert_eq!((from - NOW).max(0) / DAY_S, (kept_from - now).max(0) / DAY_S, "{case}");
            assert_eq!(
                until - from > 825 * DAY_S,
                kept_until - kept_from > 825 * DAY_S,
                "{case}"
            );
            assert_eq!(
                validity(kept_from, kept_until, Some(now)),
                (kept_from, kept_until),
                "{case}"
            );
        }
    }

    #[test]
    fn times_out_of_this_world_do_not_overflow() {
        for (from, until) in [(i64::MIN, i64::MAX), (i64::MAX, i64::MIN), (0, i64::MIN)] {
            for seen in [None, Some(i64::MIN), Some(i64::MAX), Some(0)] {
                validity(from, until, seen);
            }
        }
    }
}
