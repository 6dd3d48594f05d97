//! `rdptrace watch`: what is different from yesterday, for whoever runs the server.

use core::fmt::Write as _;
use core::time::Duration;
use std::io::{self, Write as _};
use std::process::ExitCode;

use tokio::time::{Instant, sleep};
use wire::{RELAY_PLACE, WatchState};
use words::Words;

use super::agents::asking;
use super::args::WatchArgs;
use super::unreached;
use crate::store::{HISTORY, Store, WatchSpan};
use crate::watch::{Difference, FRESH, differences, grouped};
use crate::{Config, Error, clock};

/// Reads the history that the server keeps, and says what is not as it was.
pub(super) async fn run(args: &WatchArgs, config: &Config) -> Result<ExitCode, Error> {
    if config.watch.is_empty() {
        writeln!(io::stderr(), "{NOTHING_WATCHED}").map_err(Error::Output)?;
        return Ok(ExitCode::SUCCESS);
    }
    let store = Store::open(&config.store_settings()).await?;
    let spans = if args.now {
        check_now(&store, args, config).await
    } else {
        spans(&store, config).await
    };
    store.close().await;
    let spans = spans?;
    let day = Duration::from_secs(24 * 60 * 60);
    let then_ms = clock::unix_millis().saturating_sub(clock::millis(day * u32::from(args.days)));
    let text = if args.all {
        grouped(&spans).filter_map(|spans| spans.last()).map(line).collect()
    } else {
        told(&spans, then_ms)
    };
    if text.is_empty() {
        writeln!(io::stderr(), "{NOTHING_CHECKED}").map_err(Error::Output)?;
    }
    io::stdout().write_all(text.as_bytes()).map_err(Error::Output)?;
    Ok(ExitCode::SUCCESS)
}

/// The history of what the configuration names.
async fn spans(store: &Store, config: &Config) -> Result<Vec<WatchSpan>, Error> {
    let since_ms = clock::unix_millis().saturating_sub(clock::millis(HISTORY));
    let mut spans = store.spans(since_ms).await.map_err(Error::StoreUse)?;
    // What the configuration no longer names is history.
    spans.retain(|span| watched(config).any(|(target, place)| span.target == target && span.place == *place));
    Ok(spans)
}

/// Every watched computer, once for each of its places.
fn watched(config: &Config) -> impl Iterator<Item = (String, &String)> {
    config.watch.iter().flat_map(|setting| {
        let places = setting.places.iter();
        places.map(|place| (setting.target.to_string(), place))
    })
}

/// Has the server check them all, which has the agents and knows what it checks already, and waits until the history has
/// every check. What was checked right before is not checked again.
async fn check_now(store: &Store, args: &WatchArgs, config: &Config) -> Result<Vec<WatchSpan>, Error> {
    let listener = args.metrics.or(config.metrics_listen).ok_or(Error::NoMetrics)?;
    let failed = |what: String| Error::Remote {
        server: listener.to_string(),
        what,
    };
    let fresh_ms = clock::unix_millis().saturating_sub(clock::millis(FRESH * 2));
    let url = format!("http://{listener}/watch/now");
    let answer = asking().post(url).send_empty();
    let answer = answer.map_err(|error| failed(unreached::told(&error)))?;
    if !answer.status().is_success() {
        return Err(failed(NOT_ASKED.to_owned()));
    }
    let all = watched(config).count();
    let mut told = 0;
    let begun = Instant::now();
    loop {
        let spans = spans(store, config).await?;
        let checked = grouped(&spans).filter(|spans| spans.last().is_some_and(|last| last.until_ms >= fresh_ms));
        let checked = checked.count();
        if checked >= all {
            return Ok(spans);
        }
        if begun.elapsed() >= LIMIT {
            let rest = all - checked;
            writeln!(io::stderr(), "{rest} of {all} weren't checked in 10 minutes.").map_err(Error::Output)?;
            return Ok(spans);
        }
        if checked != told {
            told = checked;
            writeln!(io::stderr(), "Checked: {checked} of {all}.").map_err(Error::Output)?;
        }
        sleep(PAUSE).await;
    }
}

fn told(spans: &[WatchSpan], then_ms: i64) -> String {
    let different = differences(spans, then_ms);
    let mut text = String::new();
    for Difference { now, then } in &different {
        let was = then.map_or("not watched", |then| name(then.state));
        // Writing to a string cannot fail.
        let _ = write!(text, "{}", line(now).trim_end());
        let _ = writeln!(text, ", was {was}");
    }
    let same = grouped(spans).count().saturating_sub(different.len());
    let _ = writeln!(text, "Different: {}. The same: {same}.", different.len());
    text
}

fn line(span: &WatchSpan) -> String {
    let from = if span.place == RELAY_PLACE {
        "this server"
    } else {
        &span.place
    };
    let details: Vec<&str> = [span.cause.as_str(), &span.finding]
        .into_iter()
        .filter(|detail| !detail.is_empty())
        .collect();
    let details = match details.as_slice() {
        [] => String::new(),
        details => format!(" ({})", details.join(", ")),
    };
    let since = Words::english().moment(span.since_ms);
    format!(
        "{} from {from}: {}{details} since {since}\n",
        span.target,
        name(span.state)
    )
}

fn name(state: WatchState) -> &'static str {
    match state {
        WatchState::Up => "up",
        WatchState::Down => "down",
        WatchState::NotRun => "not checked",
    }
}

/// Between two looks at the history.
const PAUSE: Duration = Duration::from_secs(1);
/// A thousand computers, 32 at once, each of which takes its longest.
const LIMIT: Duration = Duration::from_secs(10 * 60);
const NOT_ASKED: &str = "it checks nothing when asked, so it's probably not the metrics address of an rdptrace server";
const NOTHING_CHECKED: &str =
    "The store holds no check of a watched computer yet. The server makes them while it runs.";
const NOTHING_WATCHED: &str =
    "No computers are watched. Name them in `watch` in the server's configuration, and add --config.";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_changed_stands_in_a_line_of_its_own_and_the_rest_is_counted() {
        let span = |target: &str, since_ms: i64, state: WatchState, cause: &str| WatchSpan {
            target: target.to_owned(),
            place: "branch-7".to_owned(),
            since_ms,
            until_ms: since_ms,
            state,
            cause: cause.to_owned(),
            finding: String::new(),
            runs: 2,
        };
        let spans = [
            span("pc-1:3389", 0, WatchState::Up, ""),
            span("pc-1:3389", 60_000, WatchState::Down, "connect"),
            span("pc-2:3389", 0, WatchState::Up, ""),
        ];

        assert_eq!(
            told(&spans, 1000),
            "pc-1:3389 from branch-7: down (connect) since 1970-01-01 00:01 UTC, was up\nDifferent: 1. The same: 1.\n"
        );
    }
}
