//! `rdptrace check` of several computers: a line for each when its check has ended.

use core::pin::pin;
use std::collections::BTreeMap;
use std::io::{self, Write};

use diagnosis::{Verdict, diagnose};
use futures_util::StreamExt as _;
use futures_util::stream::{self, Stream};
use probe::RunOptions;
use wire::{Place, Report, Target};
use words::Words;

use super::check::ctrl_c;
use super::exit::{self, Exit};
use super::view::{Color, mark};
use super::wanted::Wanted;
use crate::net::Way;
use crate::net::dial::Network;
use crate::printed::Printed;
use crate::{Error, route};

/// How the results of several checks are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rows {
    /// For people.
    Table,
    /// One JSON object on each line.
    JsonLines,
    /// Comma-separated values with a head, RFC 4180.
    Csv,
}

/// Checks `targets`, one at a time for each computer and several computers at a time, and prints a row for each. With
/// Ctrl-C it ends at once; what was printed by then stays.
///
/// # Errors
///
/// Where nothing can be printed.
pub(super) async fn check(targets: Vec<Wanted>, network: &Network, rows: Rows) -> Result<Exit, Error> {
    let words = Words::english().in_own_terminal();
    let out = io::stdout().lock();
    let color = Color::wanted(&out);
    let mut printer = Printer {
        out,
        words: &words,
        rows,
        color,
        width: targets
            .iter()
            .map(|wanted| wanted.target.to_string().len())
            .max()
            .unwrap_or_default(),
    };
    printer.head().map_err(Error::Output)?;
    let wanted = targets.len();
    let mut checks = pin!(checks(targets, network));
    let mut interrupt = pin!(ctrl_c());
    let mut worst = Exit::Passed;
    let mut done = 0;
    loop {
        let next = tokio::select! {
            () = &mut interrupt => {
                worst = Exit::Interrupted;
                break;
            }
            next = checks.next() => next,
        };
        let Some((target, checked)) = next else { break };
        done += 1;
        worst = worst.max(match &checked {
            Ok(report) => exit::of_report(report),
            Err(_) => Exit::Refused,
        });
        printer.row(&target, &checked).map_err(Error::Output)?;
    }
    printer.foot(done, wanted).map_err(Error::Output)?;
    Ok(worst)
}

type Checked = (Target, Result<Report, Error>);

/// The checks of all computers, in the order in which they end.
fn checks(targets: Vec<Wanted>, network: &Network) -> impl Stream<Item = Checked> {
    let mut computers: BTreeMap<String, Vec<Wanted>> = BTreeMap::new();
    let mut order = Vec::new();
    for wanted in targets {
        let computer = wanted.target.host.to_string().to_ascii_lowercase();
        if !computers.contains_key(&computer) {
            order.push(computer.clone());
        }
        computers.entry(computer).or_default().push(wanted);
    }
    let computers = order
        .into_iter()
        .filter_map(move |computer| computers.remove(&computer));
    let of_computer = move |targets| {
        let checks = stream::iter(targets).then(move |Wanted { target, route }: Wanted| async move {
            let checked = match network.admit_way(target.clone(), route) {
                Ok(way) => Ok(run(way, network).await),
                Err(refused) => Err(Error::not_admitted(&target, refused)),
            };
            (target, checked)
        });
        // `flat_map_unordered` takes only streams that can be moved.
        Box::pin(checks)
    };
    stream::iter(computers).flat_map_unordered(AT_ONCE, of_computer)
}

async fn run(way: Way, network: &Network) -> Report {
    let options = RunOptions {
        place: Place::Terminal,
        ..RunOptions::default()
    };
    let never = core::future::pending();
    let run = route::run(way, options, network, None, |_| {}, never);
    run.await.report
}

struct Printer<'a, W> {
    out: W,
    words: &'a Words,
    rows: Rows,
    color: Color,
    /// Of the longest target.
    width: usize,
}

impl<W: Write> Printer<'_, W> {
    fn head(&mut self) -> io::Result<()> {
        match self.rows {
            Rows::Table | Rows::JsonLines => Ok(()),
            Rows::Csv => self.out.write_all(b"target,verdict,stopped_at,finding,sentence\r\n"),
        }
    }

    fn row(&mut self, target: &Target, checked: &Result<Report, Error>) -> io::Result<()> {
        match (self.rows, checked) {
            (Rows::JsonLines, Ok(report)) => {
                let printed = Printed::new(report, &diagnose(report), self.words);
                serde_json::to_writer(&mut self.out, &printed)?;
                writeln!(self.out)?;
            }
            (Rows::JsonLines, Err(error)) => {
                let line = serde_json::json!({ "target": target.to_string(), "error": error.to_string() });
                writeln!(self.out, "{line}")?;
            }
            (Rows::Table, _) => {
                let (verdict, _, _, sentence) = self.cells(checked);
                let (sign, paint) = mark(verdict);
                let (on, off) = self.color.around(paint);
                let name = format!("{sign} {}", self.words.verdict_name(verdict));
                let width = self.width;
                writeln!(
                    self.out,
                    "{on}{name:<22}{off}{:<width$}  {sentence}",
                    target.to_string()
                )?;
            }
            (Rows::Csv, _) => {
                let (verdict, stopped_at, finding, sentence) = self.cells(checked);
                let cells = [&target.to_string(), verdict.name(), stopped_at, finding, &sentence].map(quoted);
                write!(self.out, "{}\r\n", cells.join(","))?;
            }
        }
        self.out.flush()
    }

    /// The verdict, the step that broke, the first finding, and the sentence for all.
    fn cells(&self, checked: &Result<Report, Error>) -> (Verdict, &'static str, &'static str, String) {
        match checked {
            Ok(report) => {
                let findings = diagnose(report);
                let stopped_at = report.stopped().map_or("", |(_, step)| step.stage().name());
                let finding = findings.first().map_or("", |finding| finding.id);
                let sentence = self.words.verdict(report, &findings);
                (Verdict::of(report, &findings), stopped_at, finding, sentence)
            }
            Err(error) => (Verdict::NotChecked, "", "", error.to_string()),
        }
    }

    fn foot(&mut self, done: usize, wanted: usize) -> io::Result<()> {
        match self.rows {
            Rows::Table if done < wanted => writeln!(self.out, "\nStopped. {done} of {wanted} computers were checked."),
            Rows::Table | Rows::JsonLines | Rows::Csv => Ok(()),
        }
    }
}

/// A field that may hold anything, RFC 4180 2.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

/// Enough that a few silent computers don't hold up a long list, and few enough that no firewall takes it for a scan.
const AT_ONCE: usize = 8;

#[cfg(test)]
mod tests {
    use fixtures::reports::{healthy, nla};

    use super::*;

    fn printed(rows: Rows) -> String {
        let (mut out, words) = (Vec::new(), Words::english());
        let mut printer = Printer {
            out: &mut out,
            words: &words,
            rows,
            color: Color::LeftOut,
            width: 19,
        };
        printer.head().unwrap();
        let target = "pc.example.org".parse().unwrap();
        printer.row(&target, &Ok(healthy())).unwrap();
        printer.row(&target, &Ok(nla())).unwrap();
        printer.foot(2, 3).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn table_has_the_verdict_first_and_says_what_ctrl_c_left_out() {
        let table = printed(Rows::Table);
        let lines: Vec<_> = table.lines().collect();

        assert!(
            lines[0].starts_with("✓ Works               pc.example.org:3389  "),
            "{table}"
        );
        assert!(
            lines[1].starts_with("→ Reaches the sign-in pc.example.org:3389  "),
            "{table}"
        );
        assert_eq!(lines.last(), Some(&"Stopped. 2 of 3 computers were checked."));
    }

    #[test]
    fn every_line_of_json_lines_is_an_object_of_its_own() {
        let lines = printed(Rows::JsonLines);

        assert_eq!(lines.lines().count(), 2);
        for line in lines.lines() {
            let object: serde_json::Value = serde_json::from_str(line).unwrap();
            assert!(object["findings"].is_array() && object["stages"].is_array(), "{line}");
        }
    }

    #[test]
    fn csv_has_a_head_and_quotes_what_it_holds() {
        let csv = printed(Rows::Csv);
        let lines: Vec<_> = csv.lines().collect();

        assert_eq!(lines[0], "target,verdict,stopped_at,finding,sentence");
        assert!(
            lines[2].starts_with(r#""pc.example.org:3389","reaches_sign_in","","RDP-"#),
            "{csv}"
        );
        assert_eq!(quoted(r#"the "PC""#), r#""the ""PC""""#);
    }
}
