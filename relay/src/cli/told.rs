//! What a network tool printed somewhere else, beside a check from here (`rdptrace check --with`).

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;

use codes::{Catalogue, Tried, decode, text_of};
use wire::{Leg, LegStarted, Place, Report};

use crate::Error;

/// Reads what a tool printed from a file, or from standard input for `-`.
///
/// # Errors
///
/// Where the file cannot be read, or no tool printed this.
pub(super) fn read(path: &Path) -> Result<Vec<Tried>, Error> {
    let failed = |source| Error::TargetFile {
        path: path.to_owned(),
        source,
    };
    let mut bytes = Vec::new();
    if path == Path::new("-") {
        io::stdin().lock().take(LONGEST).read_to_end(&mut bytes)
    } else {
        File::open(path).and_then(|file| file.take(LONGEST).read_to_end(&mut bytes))
    }
    .map_err(failed)?;
    let catalogue = Catalogue::builtin().map_err(Error::Catalogue)?;
    // PowerShell writes UTF-16 into files.
    let tried = decode(&catalogue, &text_of(&bytes)).tried;
    if tried.is_empty() {
        return Err(Error::Config {
            setting: "--with".to_owned(),
            place: "the command line".to_owned(),
            what: NO_TOOL.to_owned(),
        });
    }
    Ok(tried)
}

/// The leg as one that is shown behind those of `report`.
pub(super) fn started(report: &Report, leg: &Leg) -> LegStarted {
    LegStarted {
        leg: u8::try_from(report.legs.len()).unwrap_or(u8::MAX),
        from: leg.from,
        to: leg.to,
        place: leg.place,
        agent: None,
        gateway: None,
    }
}

/// Says that the text is no part of `report`, where it is none: it is about another computer or port, or does not say.
pub(super) fn say_if_left_out(out: &mut impl Write, report: &Report) -> io::Result<()> {
    if report.legs.iter().any(|leg| leg.place == Place::Tool) {
        return Ok(());
    }
    writeln!(
        out,
        "The text that was added doesn't say that it's about {}, so it's left out.",
        report.target
    )
}

const NO_TOOL: &str = "this isn't what Test-NetConnection, nc -vz, curl -v, or telnet prints about a port";
/// A screen full of such text is a few kilobytes.
const LONGEST: u64 = 64 * 1024;
