//! How each part ended, and what it took.

use std::fmt;

use crate::error::Error;
use crate::say;
use crate::test::totals::Totals;

/// One row for each part that was run or left out.
#[derive(Debug, Default)]
pub(super) struct Table(Vec<Row>);

/// A part, or a step that is done ahead of several.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) name: &'static str,
    pub(super) end: End,
    pub(super) took: String,
}

/// How it ended.
#[derive(Debug)]
pub(super) enum End {
    Fine(Totals),
    Failed(Totals, Error),
    /// With what to do about it.
    LeftOut(String),
}

impl End {
    fn totals(&self) -> Totals {
        match self {
            Self::Fine(totals) | Self::Failed(totals, _) => *totals,
            Self::LeftOut(_) => Totals::default(),
        }
    }
}

impl fmt::Display for End {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Fine(totals) if totals.any_ran() => write!(out, "{totals}"),
            Self::Fine(_) => out.write_str("fine"),
            Self::Failed(totals, _) if totals.any_ran() => write!(out, "FAILED, {totals}"),
            Self::Failed(..) => out.write_str("FAILED"),
            Self::LeftOut(why) => out.write_str(why),
        }
    }
}

impl Table {
    pub(super) fn add(&mut self, more: Self) {
        self.0.extend(more.0);
    }

    /// How many parts failed.
    pub(super) fn failed(&self) -> usize {
        self.0.iter().filter(|row| matches!(row.end, End::Failed(..))).count()
    }

    /// Says again what failed, because what came after may have scrolled it away.
    pub(super) fn say_failures(&self) {
        for row in &self.0 {
            if let End::Failed(_, error) = &row.end {
                say::line(format_args!("{} failed:", row.name));
                say::failure(error);
            }
        }
    }

    /// The last line: `totals: 7 parts, 512 tests passed, 0 failed, 431 s`.
    pub(super) fn summary(&self, took: &str) -> String {
        let counted = |wanted: fn(&End) -> bool| self.0.iter().filter(|row| wanted(&row.end)).count();
        let parts = counted(|end| !matches!(end, End::LeftOut(_)));
        let plural = if parts == 1 { "" } else { "s" };
        let mut remarks = Vec::new();
        if self.failed() > 0 {
            remarks.push(format!("{} failed", self.failed()));
        }
        let left_out = counted(|end| matches!(end, End::LeftOut(_)));
        if left_out > 0 {
            remarks.push(format!("{left_out} left out"));
        }
        let remarks = if remarks.is_empty() {
            String::new()
        } else {
            format!(" ({})", remarks.join(", "))
        };
        let mut totals = Totals::default();
        self.0.iter().for_each(|row| totals += row.end.totals());
        format!("totals: {parts} part{plural}{remarks}, {totals}, {took}")
    }
}

impl FromIterator<Row> for Table {
    fn from_iter<T: IntoIterator<Item = Row>>(rows: T) -> Self {
        Self(rows.into_iter().collect())
    }
}

/// A line for each row: name, time, end.
impl fmt::Display for Table {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let width = self.0.iter().map(|row| row.name.len()).max().unwrap_or_default();
        for (number, Row { name, end, took }) in self.0.iter().enumerate() {
            let newline = if number == 0 { "" } else { "\n" };
            write!(out, "{newline}{name:width$}  {took:>7}  {end}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(name: &'static str, end: End, took: &str) -> Row {
        Row {
            name,
            end,
            took: took.to_owned(),
        }
    }

    fn passed(passed: u64) -> End {
        End::Fine(Totals {
            passed,
            ..Totals::default()
        })
    }

    #[test]
    fn totals_tell_parts_tests_and_seconds_in_one_line() {
        let table = Table::from_iter([row("lint", passed(0), "9.0 s"), row("unit", passed(512), "422 s")]);

        assert_eq!(
            table.summary("431 s"),
            "totals: 2 parts, 512 tests passed, 0 failed, 431 s"
        );
    }

    #[test]
    fn totals_tell_which_parts_failed_or_were_left_out() {
        let table = Table::from_iter([
            row("lint", End::Failed(Totals::default(), Error::NoTests), "2.0 s"),
            row("release", End::LeftOut("no time".to_owned()), ""),
        ]);

        assert_eq!(
            table.summary("2.0 s"),
            "totals: 1 part (1 failed, 1 left out), 0 tests passed, 0 failed, 2.0 s"
        );
        assert_eq!(table.failed(), 1);
    }

    #[test]
    fn table_has_a_line_with_name_time_and_end_of_each_part() {
        let table = Table::from_iter([
            row("lint", passed(0), "9.0 s"),
            row("servers", passed(3), "120 s"),
            row("release", End::LeftOut("left out".to_owned()), ""),
        ]);

        assert_eq!(
            table.to_string(),
            "lint       9.0 s  fine\nservers    120 s  3 tests passed, 0 failed\nrelease           left out"
        );
    }
}
