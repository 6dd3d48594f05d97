//! How many tests ran, read from what the test programs print.

use std::fmt;
use std::ops::AddAssign;

/// Tests that passed, failed and were left out by an attribute of their own.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(super) struct Totals {
    pub(super) passed: u64,
    pub(super) failed: u64,
    pub(super) ignored: u64,
}

impl Totals {
    /// Whether any test ran.
    pub(super) fn any_ran(self) -> bool {
        self.passed + self.failed > 0
    }

    /// Counts what one line of output says, if it is the last line of a test program.
    pub(super) fn read(&mut self, line: &str) {
        let line = without_escapes(line);
        if let Some(counted) = libtest(&line).or_else(|| nextest(&line)) {
            *self += counted;
        }
    }
}

impl AddAssign for Totals {
    fn add_assign(&mut self, more: Self) {
        self.passed += more.passed;
        self.failed += more.failed;
        self.ignored += more.ignored;
    }
}

impl fmt::Display for Totals {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            passed,
            failed,
            ignored,
        } = self;
        write!(out, "{passed} tests passed, {failed} failed")?;
        // Said only when it is so, for it should never be.
        if *ignored > 0 {
            write!(out, ", {ignored} ignored")
        } else {
            Ok(())
        }
    }
}

/// Rust's own and wasm-bindgen's runner: `test result: ok. 3 passed; 0 failed; 0 ignored; 0 measured; ...`.
fn libtest(line: &str) -> Option<Totals> {
    let (_, counts) = line.trim().strip_prefix("test result: ")?.split_once(". ")?;
    let count = |of| number_before(counts, of).unwrap_or_default();
    Some(Totals {
        passed: count("passed"),
        failed: count("failed"),
        ignored: count("ignored"),
    })
}

/// cargo-nextest: `Summary [ 0.1s] 3 tests run: 2 passed (1 slow), 1 failed, 4 skipped`, where a run that was cut
/// short says `3/9 tests run`. What ran and did not pass failed, by whatever name (`timed out`, `exec failed`).
fn nextest(line: &str) -> Option<Totals> {
    let (_, counts) = line.trim().strip_prefix("Summary [")?.split_once(']')?;
    let (ran, counts) = counts.split_once(" run:")?;
    let ran = ran.split_whitespace().next()?.split('/').next()?.parse::<u64>().ok()?;
    let passed = number_before(counts, "passed").unwrap_or_default();
    Some(Totals {
        passed,
        failed: ran.saturating_sub(passed),
        ignored: 0,
    })
}

/// The number in `7 passed`.
fn number_before(counts: &str, word: &str) -> Option<u64> {
    let mut words = counts.split([' ', ';', ',']).filter(|word| !word.is_empty()).peekable();
    while let Some(number) = words.next() {
        if words.peek() == Some(&word) {
            return number.parse().ok();
        }
    }
    None
}

/// The line without colours.
fn without_escapes(line: &str) -> String {
    let mut parts = line.split("\u{1b}[");
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let mut rest = part
            .trim_start_matches(|c: char| c.is_ascii_digit() || c == ';')
            .chars();
        let _letter_of_the_sequence = rest.next();
        plain.push_str(rest.as_str());
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn totals(output: &str) -> (u64, u64, u64) {
        let mut totals = Totals::default();
        output.lines().for_each(|line| totals.read(line));
        (totals.passed, totals.failed, totals.ignored)
    }

    #[test]
    fn results_of_several_test_programs_are_added_up() {
        let output = "running 2 tests\ntest a ... ok\ntest b ... FAILED\n\n\
            test result: FAILED. 1 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s\n\n\
            test result: ok. 12 passed; 0 failed; 2 ignored; 0 measured; 3 filtered out; finished in 1.00s\n";

        assert_eq!(totals(output), (13, 1, 2));
    }

    #[test]
    fn wasm_runner_is_read_like_any_other() {
        assert_eq!(
            totals("test result: ok. 3 passed; 0 failed; 0 ignored; 0 filtered out; finished in 0.05s"),
            (3, 0, 0)
        );
    }

    #[test]
    fn nextest_counts_all_that_did_not_pass_as_failed() {
        let line = "     Summary [   1.204s] 26 tests run: 22 passed (1 slow), 2 failed, 1 exec failed, 1 timed out, 3 skipped";

        assert_eq!(totals(line), (22, 4, 0));
    }

    #[test]
    fn nextest_run_that_was_cut_short_counts_what_ran() {
        assert_eq!(
            totals("     Summary [   0.1s] 3/9 tests run: 2 passed, 1 failed, 0 skipped"),
            (2, 1, 0)
        );
    }

    #[test]
    fn colours_do_not_hide_a_result() {
        let line = "\u{1b}[32;1m     Summary\u{1b}[0m [   0.003s] \u{1b}[1m1\u{1b}[0m test run: \u{1b}[1m1\u{1b}[0m \u{1b}[32;1mpassed\u{1b}[0m, \u{1b}[1m0\u{1b}[0m skipped";

        assert_eq!(totals(line), (1, 0, 0));
    }

    #[test]
    fn test_that_prints_numbers_is_not_counted() {
        assert_eq!(totals("the log says 7 passed; 1 failed\nSummary of it"), (0, 0, 0));
    }

    #[test]
    fn ignored_tests_are_told_only_when_there_are_some() {
        let some = Totals {
            passed: 2,
            failed: 0,
            ignored: 1,
        };

        assert_eq!(some.to_string(), "2 tests passed, 0 failed, 1 ignored");
        assert_eq!(Totals { ignored: 0, ..some }.to_string(), "2 tests passed, 0 failed");
    }
}
