//! `cargo xtask test`: every check and test, part by part, with a table of what each took at the end.
//!
//! What only waits or keeps one core busy runs beside what compiles: the tools, the page and its tests beside the tests of
//! this machine; the real servers and the optimised relay beside the browsers.

mod lint;
mod parts;
mod table;
mod totals;

use std::process::ExitCode;

use clap::ValueEnum as _;

use self::parts::Parts;
use self::table::{End, Row, Table};
use self::totals::Totals;
use crate::beside::beside;
use crate::cli::{self, Part};
use crate::clock::Stopwatch;
use crate::error::Error;
use crate::project::Project;
use crate::{say, setup};

/// Parts that mostly wait for a browser, one after the other.
const BROWSERS: [Part; 3] = [Part::Sharing, Part::Frames, Part::RequestTracker];
/// What runs beside them, and takes as long: two browsers at a time are what two cores bear.
const BESIDE: [Part; 4] = [Part::Servers, Part::Browser, Part::Windows, Part::Release];
/// What has the machine to itself: it measures when something is seen, or makes everything twice.
const ALONE: [Part; 2] = [Part::Glance, Part::Packages];

/// Runs the parts that are asked for, or all. A part that fails does not keep the others from running.
pub(crate) fn test(project: &Project, options: &cli::Test) -> Result<ExitCode, Error> {
    let watch = Stopwatch::start();
    let asked: Vec<Part> = Part::value_variants()
        .iter()
        .copied()
        .filter(|part| options.only.is_empty() || options.only.contains(part))
        .collect();
    // Nothing is installed for what is left out.
    let run_at_all = |part: &Part| why_not(*part, options, 0).is_none();
    let chosen: Vec<Part> = asked.iter().copied().filter(run_at_all).collect();
    let parts = Parts::new(project, options.wasm.route, &chosen);
    let run = |wanted: &[Part]| -> Table {
        let wanted = wanted.iter().filter(|part| chosen.contains(part));
        wanted
            .map(|part| row(part.name(), |totals| parts.run(*part, totals)))
            .collect()
    };

    let (native, wasm) = beside(
        project,
        "wasm",
        || {
            let ahead = parts.ahead().into_iter();
            let mut ahead: Table = ahead.map(|step| row(step.name(), |_| parts.prepare(step))).collect();
            ahead.add(run(&[Part::Wasm]));
            ahead
        },
        || run(&[Part::Lint, Part::Clippy, Part::Unit]),
    )?;
    let long = |part: Part| -> Table {
        match why_not(part, options, watch.minutes()) {
            Some(why) if asked.contains(&part) => Table::from_iter([left_out(part, why)]),
            Some(_) | None => run(&[part]),
        }
    };
    let in_turn = |parts: &[Part]| {
        parts.iter().fold(Table::default(), |mut done, part| {
            done.add(long(*part));
            done
        })
    };
    let (browsers, servers) = beside(project, "servers", || in_turn(&BESIDE), || in_turn(&BROWSERS))?;
    let alone = in_turn(&ALONE);
    let mut table = Table::default();
    for done in [native, wasm, browsers, servers, alone] {
        table.add(done);
    }

    table.say_failures();
    say::line(&table);
    say::line(table.summary(&watch.to_string()));
    Ok(if table.failed() == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// Why `part`, begun `elapsed` minutes after the start, is not run; absent where it is.
fn why_not(part: Part, options: &cli::Test, elapsed: u64) -> Option<&'static str> {
    if !options.only.is_empty() {
        return None;
    }
    if !has_time(part, options.within, elapsed) {
        return Some("for want of time");
    }
    match part {
        // Where somebody has set it up, it is run with everything.
        Part::Windows => (!setup::is_ready_for_windows()).then_some("for want of wine and mingw-w64"),
        // Two builds of two optimised programs.
        Part::Packages => Some("because it takes an hour"),
        Part::Lint
        | Part::Clippy
        | Part::Unit
        | Part::Wasm
        | Part::Servers
        | Part::Browser
        | Part::Sharing
        | Part::Glance
        | Part::Frames
        | Part::RequestTracker
        | Part::Release => None,
    }
}

/// Whether `part`, begun `elapsed` minutes after the start, certainly ends within the minutes that the whole run has.
fn has_time(part: Part, within: Option<u64>, elapsed: u64) -> bool {
    match (part.minutes_at_most(), within) {
        (Some(minutes), Some(within)) => elapsed + minutes <= within,
        (None, _) | (_, None) => true,
    }
}

fn left_out(part: Part, why: &str) -> Row {
    let again = format!("left out {why}; run `cargo xtask test --only {}`", part.name());
    say::note(format_args!("{}: {again}", part.name()));
    Row {
        name: part.name(),
        end: End::LeftOut(again),
        took: String::new(),
    }
}

/// Runs one part or step, and says how it ended.
fn row(name: &'static str, run: impl FnOnce(&mut Totals) -> Result<(), Error>) -> Row {
    let watch = Stopwatch::start();
    let mut totals = Totals::default();
    let end = match run(&mut totals) {
        Ok(()) => End::Fine(totals),
        Err(error) => {
            say::failure(&error);
            End::Failed(totals, error)
        }
    };
    let took = watch.to_string();
    say::note(format_args!("{name}: {end}, {took}"));
    Row { name, end, took }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_part_is_left_out_where_the_time_may_not_do() {
        let minutes = Part::Release.minutes_at_most().unwrap();

        assert!(has_time(Part::Release, None, 1000));
        assert!(has_time(Part::Release, Some(60), 60 - minutes));
        assert!(!has_time(Part::Release, Some(60), 61 - minutes));
    }

    #[test]
    fn short_part_runs_however_late_it_is() {
        assert!(has_time(Part::Browser, Some(1), 1000));
    }
}
