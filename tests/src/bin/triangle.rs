//! What the page says of a port that reader and relay see each for themselves: `triangle [chromium|firefox] [ROUNDS]`.
//!
//! The exit code is 1 where anything was said that is not so. It needs root, for network namespaces.

use std::collections::BTreeMap;
use std::env;
use std::io::{self, Write as _};
use std::process::ExitCode;

use suite::browser::Kind;
use suite::triangle::{Case, Triangle};

fn main() -> io::Result<ExitCode> {
    let mut arguments = env::args().skip(1);
    let kind = match arguments.next().as_deref() {
        Some("firefox") => Kind::Firefox,
        _ => Kind::Chromium,
    };
    let rounds = arguments
        .next()
        .and_then(|rounds| rounds.parse().ok())
        .unwrap_or(ROUNDS);
    let cases = Case::all();
    let mut told: BTreeMap<usize, BTreeMap<String, usize>> = BTreeMap::new();
    let mut wrong = 0;
    Triangle::start(&cases).play(kind, rounds, |case, said| {
        let number = cases.iter().position(|known| *known == case).unwrap_or_default();
        let mark = if said == case.truth() { "" } else { "  <- not so" };
        wrong += usize::from(!mark.is_empty());
        let line = format!("{} {}{mark}", said.direct, said.views.join(" "));
        *told.entry(number).or_default().entry(line).or_default() += 1;
    });
    let mut out = io::stdout().lock();
    for (number, lines) in &told {
        let name = cases.get(*number).map(|case| case.name()).unwrap_or_default();
        for (line, times) in lines {
            writeln!(out, "{name:<48} {times:>3} × {line}")?;
        }
    }
    writeln!(out, "\n{kind:?}: {} said, {wrong} not so", rounds * cases.len())?;
    Ok(if wrong == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// Enough to see what happens once in ten.
const ROUNDS: usize = 20;
