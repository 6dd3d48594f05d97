//! What differs from an earlier time.

use wire::WatchState;

use crate::store::WatchSpan;

/// A computer that is not what it was, from one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Difference<'a> {
    /// What it is.
    pub(crate) now: &'a WatchSpan,
    /// What it was; absent where it was not watched.
    pub(crate) then: Option<&'a WatchSpan>,
}

/// The stretches of each computer and place, which come by computer and place, the oldest first.
pub(crate) fn grouped(spans: &[WatchSpan]) -> impl Iterator<Item = &[WatchSpan]> {
    spans.chunk_by(|one, other| (&one.target, &one.place) == (&other.target, &other.place))
}

/// What is not what it was at `then_ms`, in milliseconds since 1970; what is down first.
pub(crate) fn differences(spans: &[WatchSpan], then_ms: i64) -> Vec<Difference<'_>> {
    let found = |span: &WatchSpan| (span.state, span.cause.clone(), span.finding.clone());
    let different = grouped(spans).filter_map(|spans| {
        let now = spans.last()?;
        let then = spans.iter().rfind(|span| span.since_ms <= then_ms);
        let is_same = then.is_some_and(|then| found(then) == found(now));
        (!is_same).then_some(Difference { now, then })
    });
    let mut different: Vec<Difference<'_>> = different.collect();
    different.sort_by_key(|difference| difference.now.state != WatchState::Down);
    different
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(target: &str, since_ms: i64, state: WatchState) -> WatchSpan {
        WatchSpan {
            target: target.to_owned(),
            place: "relay".to_owned(),
            since_ms,
            until_ms: since_ms + 50,
            state,
            cause: String::new(),
            finding: String::new(),
            runs: 2,
        }
    }

    #[test]
    fn what_is_new_or_not_what_it_was_is_told_and_what_came_back_is_not() {
        use WatchState::{Down, Up};
        let spans = [
            span("back:3389", 0, Up),
            span("back:3389", 150, Down),
            span("back:3389", 250, Up),
            span("better:3389", 0, Down),
            span("better:3389", 200, Up),
            span("new:3389", 120, Down),
            span("same:3389", 0, Down),
        ];

        let different = differences(&spans, 100);

        let told: Vec<_> = different
            .iter()
            .map(|difference| (difference.now.target.as_str(), difference.then.map(|then| then.state)))
            .collect();
        assert_eq!(told, [("new:3389", None), ("better:3389", Some(Down))]);
    }
}
