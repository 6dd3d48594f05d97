//! Time, processor and memory that a program takes, from outside.

use std::fmt;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::time::Duration;

use fixtures::clock;
use wait4::Wait4;

/// One run of a program.
#[derive(Clone, Debug)]
pub struct Sample {
    /// From its start to its end.
    pub whole: Duration,
    /// Every line that it printed, with the time from its start.
    pub lines: Vec<(Duration, String)>,
    /// Processor time, its own and the system's for it.
    pub processor: Duration,
    /// The most memory it had, in bytes; never less than what its parent had.
    pub memory: u64,
    /// How it ended; absent where a signal ended it.
    pub code: Option<i32>,
}

impl Sample {
    /// Runs a program to its end.
    pub fn of(mut command: Command) -> Self {
        let begun = clock::now();
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| panic!("cannot start {command:?}: {error}"));
        let output = child.stdout.take().expect("stdout is piped");
        let lines = BufReader::new(output).lines().map_while(Result::ok);
        let lines = lines.map(|line| (begun.elapsed(), line)).collect();
        let ended = child.wait4().expect("a child that was started");
        Self {
            whole: begun.elapsed(),
            lines,
            processor: ended.rusage.utime + ended.rusage.stime,
            memory: ended.rusage.maxrss,
            code: ended.status.code(),
        }
    }

    /// When the first line came that begins so.
    pub fn line(&self, begin: &str) -> Option<Duration> {
        let found = self.lines.iter().find(|(_, line)| line.starts_with(begin));
        found.map(|(time, _)| *time)
    }

    /// When the last line came.
    pub fn last_line(&self) -> Option<Duration> {
        self.lines.last().map(|(time, _)| *time)
    }
}

/// The middle and the slow end of many runs.
#[derive(Clone, Copy, Debug)]
pub struct Spread {
    /// Half of the runs took no longer.
    pub median: Duration,
    /// All but one in twenty took no longer.
    pub p95: Duration,
}

impl Spread {
    /// Of these times, of which there is at least one.
    pub fn of(times: impl IntoIterator<Item = Duration>) -> Self {
        let mut times: Vec<Duration> = times.into_iter().collect();
        times.sort_unstable();
        let at = |hundredths: usize| {
            let place = (times.len() * hundredths).div_ceil(100).saturating_sub(1);
            times.get(place).copied().expect("at least one run")
        };
        Self {
            median: at(50),
            p95: at(95),
        }
    }
}

impl fmt::Display for Spread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let millis = |time: Duration| time.as_secs_f64() * 1000.0;
        write!(f, "{:>9.1} ms {:>9.1} ms", millis(self.median), millis(self.p95))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_and_the_slow_end_are_runs_that_happened() {
        let spread = Spread::of((1..=30).rev().map(Duration::from_millis));

        assert_eq!(spread.median, Duration::from_millis(15));
        assert_eq!(spread.p95, Duration::from_millis(29));
        assert_eq!(Spread::of([Duration::from_millis(7)]).p95, Duration::from_millis(7));
    }

    #[test]
    fn lines_are_timed_when_they_come_and_the_end_is_kept() {
        let mut command = Command::new("sh");
        command.args(["-c", "echo first; echo second; exit 3"]);

        let sample = Sample::of(command);

        assert_eq!(sample.code, Some(3));
        assert!(sample.line("first") <= sample.last_line());
        assert_eq!(sample.line("second"), sample.last_line());
        assert!(sample.last_line() <= Some(sample.whole));
        assert_eq!(sample.line("third"), None);
    }
}
