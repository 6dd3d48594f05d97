//! `cargo xtask test`: every check and test, part by part, and one line of totals at the end.

mod parts;
mod totals;

use std::process::ExitCode;

use clap::ValueEnum as _;

use self::parts::Parts;
use self::totals::Totals;
use crate::cli::{self, Part};
use crate::clock::Stopwatch;
use crate::error::Error;
use crate::project::Project;
use crate::say;

/// Runs the parts that are asked for, or all. A part that fails does not keep the others from running.
pub(crate) fn test(project: &Project, options: &cli::Test) -> Result<ExitCode, Error> {
    let watch = Stopwatch::start();
    let chosen: Vec<Part> = Part::value_variants()
        .iter()
        .copied()
        .filter(|part| options.only.is_empty() || options.only.contains(part))
        .collect();
    let mut parts = Parts::new(project, options.wasm.route, chosen.contains(&Part::Browser));
    let mut totals = Totals::default();
    let mut failed: Vec<(Part, Error)> = Vec::new();
    for &part in &chosen {
        let part_watch = Stopwatch::start();
        let mut counted = Totals::default();
        let result = parts.run(part, &mut counted);
        totals += counted;
        let name = part.name();
        match result {
            Ok(()) if counted.any_ran() => say::note(format_args!("{name}: {counted}, {part_watch}")),
            Ok(()) => say::note(format_args!("{name}: fine, {part_watch}")),
            Err(error) => {
                say::failure(&error);
                say::note(format_args!("{name}: FAILED, {counted}, {part_watch}"));
                failed.push((part, error));
            }
        }
    }
    // Said again, because what follows a failure may have scrolled it away.
    for (part, error) in &failed {
        say::line(format_args!(
            "{} failed (`cargo xtask test --only {0}` runs it alone):",
            part.name()
        ));
        say::failure(error);
    }
    say::line(summary(chosen.len(), failed.len(), totals, &watch.to_string()));
    Ok(if failed.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// The last line: `totals: 7 parts, 512 tests passed, 0 failed, 431 s`.
fn summary(parts: usize, failed_parts: usize, totals: Totals, took: &str) -> String {
    let plural = if parts == 1 { "" } else { "s" };
    let failed = if failed_parts == 0 {
        String::new()
    } else {
        format!(" ({failed_parts} failed)")
    };
    format!("totals: {parts} part{plural}{failed}, {totals}, {took}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn totals_tell_parts_tests_and_seconds_in_one_line() {
        let totals = Totals {
            passed: 512,
            ..Totals::default()
        };

        assert_eq!(
            summary(7, 0, totals, "431 s"),
            "totals: 7 parts, 512 tests passed, 0 failed, 431 s"
        );
    }

    #[test]
    fn totals_tell_that_a_part_without_tests_failed() {
        assert_eq!(
            summary(1, 1, Totals::default(), "2.0 s"),
            "totals: 1 part (1 failed), 0 tests passed, 0 failed, 2.0 s"
        );
    }
}
