//! What tools of the network print about a computer and its port: `Test-NetConnection`, `nc`, `curl`, `telnet`, `ping`,
//! `nslookup`, `nmap`, `tcpdump`, and what lists the ports, sessions and services of the computer itself.
//!
//! They are run where the person is, so that their output tells what no check from elsewhere can see. Keys of PowerShell
//! are the same in every language; of the others, only wording that a source shows is known.

mod attempts;
mod leg;
mod listings;
mod output;
mod packets;
mod properties;

pub use self::leg::told;
pub(crate) use self::leg::{OfAnother, about};
pub use self::output::{Reached, Tried};

use self::output::Output;
use super::catalogue::Catalogue;
use super::lookup::Meaning;
use super::program::{Program, Role};
use super::sentences::Weight;
use super::{Code, Decoded, Verdict};

/// What `text` says if it is the output of such tools. `rest` decodes what else stands in it.
pub(super) fn decode(catalogue: &Catalogue, text: &str, rest: impl FnOnce(&str) -> Decoded) -> Option<Decoded> {
    let mut output = Output::default();
    properties::read(text, &mut output);
    attempts::read(text, &mut output);
    listings::read(text, &mut output);
    packets::read(text, &mut output);
    if output.said.is_empty() {
        return None;
    }
    // One that says why tells more.
    if output.said.iter().any(|(name, _)| WHY.contains(name)) {
        output.said.retain(|(name, _)| *name != "tool.failed");
    }
    let others: Vec<&str> = text
        .lines()
        .filter(|line| !output.lines.contains(&line.trim()))
        .collect();
    let rest = rest(&others.join("\n"));
    // A number in what is left of a listing is no code; what a client says about itself is.
    let mut decoded = if rest.verdict == Verdict::Understood && !rest.origins.is_empty() {
        rest
    } else {
        Decoded::nothing(Verdict::Understood)
    };
    let mut said: Vec<(Weight, Code)> = output
        .said
        .iter()
        .filter_map(|(name, line)| code(catalogue, name, line))
        .collect();
    said.sort_by_key(|(weight, _)| *weight != Weight::Cause);
    decoded.said.splice(0..0, said.into_iter().map(|(_, code)| code));
    decoded.tried = output.tried;
    Some(decoded)
}

fn code(catalogue: &Catalogue, name: &str, line: &str) -> Option<(Weight, Code)> {
    let (row, weight) = catalogue.tools().find(|(row, _)| row.symbol.as_deref() == Some(name))?;
    let meaning = Meaning {
        row: row.clone(),
        programs: vec![Program::System],
        role: match weight {
            Weight::Cause | Weight::Effect => Role::Field,
            Weight::Note | Weight::Step => Role::Remark,
        },
        status: row.status,
    };
    let code = Code {
        typed: line
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .chars()
            .take(LONGEST_LINE)
            .collect(),
        number: None,
        meanings: vec![meaning],
        elsewhere: Vec::new(),
    };
    Some((weight, code))
}

/// Rows that say why a port was not reached.
const WHY: [&str; 4] = ["tool.refused", "tool.silent", "tool.no-route", "tool.unresolved"];
/// Of a line, in characters.
const LONGEST_LINE: usize = 160;
