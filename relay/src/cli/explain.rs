//! `rdptrace explain`: what a code, a text or a file is and says.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;
use std::process::ExitCode;

use codes::{Catalogue, Code, Explained, Explainer, Kind, LONGEST_FILE, Moment, Unread, Verdict, Weight};
use serde::Serialize;
use words::Words;

use super::exit::Exit;
use crate::Error;

/// Explains `input`: a file where there is one with this name, standard input for `-`, else a code or a text.
///
/// # Errors
///
/// Where the file cannot be read, or nothing can be printed.
pub(super) fn run(input: &[String], json: bool) -> Result<ExitCode, Error> {
    let catalogue = Catalogue::builtin().map_err(Error::Catalogue)?;
    let mut explainer = Explainer::new(&catalogue);
    let whole = match input {
        [dash] if dash == "-" => read(&mut explainer, io::stdin().lock(), Path::new("-"))?,
        [name] if Path::new(name).is_file() => {
            let path = Path::new(name);
            let file = File::open(path).map_err(|source| Error::TargetFile {
                path: path.to_owned(),
                source,
            })?;
            read(&mut explainer, file, path)?
        }
        words => explainer.push(words.join(" ").as_bytes()),
    };
    let explained = explainer.finish();
    let words = Words::english();
    let mut out = io::stdout().lock();
    let printed = if json {
        print_json(&mut out, &explained, &words)
    } else {
        print(&mut out, &explained, whole, &words)
    };
    printed.map_err(Error::Output)?;
    Ok(exit_of(&explained).into())
}

/// Reads all of `from`; returns whether it was short enough.
fn read(explainer: &mut Explainer<'_>, mut from: impl Read, path: &Path) -> Result<bool, Error> {
    let mut piece = vec![0; PIECE];
    loop {
        let count = match from.read(&mut piece) {
            Ok(count) => count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(source) => {
                return Err(Error::TargetFile {
                    path: path.to_owned(),
                    source,
                });
            }
        };
        match piece.get(..count) {
            None | Some([]) => return Ok(true),
            Some(bytes) if !explainer.push(bytes) => return Ok(false),
            Some(_) => {}
        }
    }
}

/// What an answer is to a script: whether there is one.
fn exit_of(explained: &Explained) -> Exit {
    match explained.decoded.verdict {
        Verdict::Understood => Exit::Passed,
        Verdict::NoCode | Verdict::UnknownCode => Exit::Failed,
        Verdict::Empty | Verdict::TooLong => Exit::Unusable,
    }
}

fn print(out: &mut impl Write, explained: &Explained, whole: bool, words: &Words) -> io::Result<()> {
    writeln!(out, "{}", what_it_is(explained))?;
    if !whole {
        let most = LONGEST_FILE / (1024 * 1024);
        writeln!(out, "Only the first {most} MB were read.")?;
    }
    let nothing = matches!(explained.kind, Kind::Capture | Kind::Unread(_) | Kind::Empty);
    if nothing {
        return out.flush();
    }
    if let Some(connection) = &explained.connection {
        match &connection.target {
            Some(target) => writeln!(out, "It connects to {target}.")?,
            None => writeln!(out, "It's not clear which computer it connects to.")?,
        }
        if let Some(gateway) = &connection.gateway {
            writeln!(out, "Its gateway is {gateway}.")?;
        }
    }
    let told = words.decoded(&explained.decoded);
    if explained.connection.is_none() {
        writeln!(out, "\n{}", told.headline)?;
        if let Some(origin) = &told.origin {
            writeln!(out, "{origin}")?;
        }
    }
    for code in &told.codes {
        writeln!(out, "\n{}", code.title)?;
        for meaning in &code.meanings {
            writeln!(out, "  {}", meaning.meaning)?;
            let symbol = meaning
                .symbol
                .as_ref()
                .map(|symbol| format!("{symbol}; "))
                .unwrap_or_default();
            writeln!(
                out,
                "  ({symbol}{}; about {}; {})",
                meaning.programs, meaning.place, meaning.status
            )?;
        }
        if let Some(elsewhere) = &code.elsewhere {
            writeln!(out, "  {elsewhere}")?;
        }
    }
    for note in &told.notes {
        writeln!(out, "\n{note}")?;
    }
    print_timeline(out, &explained.timeline, words)?;
    out.flush()
}

fn print_timeline(out: &mut impl Write, timeline: &[Moment], words: &Words) -> io::Result<()> {
    if timeline.is_empty() {
        return Ok(());
    }
    writeln!(out, "\nTimeline")?;
    for moment in timeline {
        let time = moment.time.as_deref().unwrap_or("-");
        let mark = match moment.weight {
            Weight::Cause => "!",
            Weight::Effect => "*",
            Weight::Note | Weight::Step => " ",
        };
        writeln!(
            out,
            "{mark} {time}  line {}  {}",
            moment.line,
            first_meaning(&moment.code, words)
        )?;
    }
    Ok(())
}

fn first_meaning(code: &Code, words: &Words) -> String {
    let meaning = code
        .meanings
        .first()
        .map(|meaning| words.code_meaning(&meaning.row).text);
    // The first sentence says what happened.
    let text = meaning.unwrap_or_default();
    text.split_once(". ")
        .map_or_else(|| text.to_owned(), |(first, _)| format!("{first}."))
}

fn what_it_is(explained: &Explained) -> String {
    let encoding = explained.encoding.map(|name| format!(", {name}")).unwrap_or_default();
    let lines = explained.lines;
    match explained.kind {
        Kind::Empty => "There's nothing in it.".to_owned(),
        Kind::Code => "This is a code.".to_owned(),
        Kind::Message => format!("This is a message{encoding}."),
        Kind::Log => format!("This is a log ({lines} lines{encoding})."),
        Kind::EventLog => format!("This is an event log of Windows ({lines} events)."),
        Kind::ConnectionFile => format!("This is a connection file{encoding}."),
        Kind::Link => "This is a link that opens a connection.".to_owned(),
        Kind::Capture => "This is captured network traffic, which isn't read yet. Open it with Wireshark.".to_owned(),
        Kind::Unread(Unread::Archive) => "This is an archive. Unpack it first.".to_owned(),
        Kind::Unread(Unread::Picture) => "This is a picture. Type or copy the text in it.".to_owned(),
        Kind::Unread(Unread::WindowsTrace) => {
            "This is a trace of Windows. Convert it first: pktmon etl2pcap FILE, or tracerpt FILE.".to_owned()
        }
        Kind::Unread(Unread::Binary) => "This isn't text, and nothing rdptrace can read.".to_owned(),
    }
}

/// What `--json` prints.
#[derive(Serialize)]
struct Printed<'a> {
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    encoding: Option<&'static str>,
    bytes: u64,
    lines: u64,
    understood: bool,
    headline: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    origin: Option<String>,
    codes: Vec<PrintedCode>,
    notes: Vec<String>,
    timeline: Vec<PrintedMoment<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    target: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    gateway: Option<&'a str>,
}

#[derive(Serialize)]
struct PrintedCode {
    title: String,
    meanings: Vec<PrintedMeaning>,
}

#[derive(Serialize)]
struct PrintedMeaning {
    /// The code space; `windows_event` and `statement` have names instead of numbers.
    space: &'static str,
    number: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    symbol: Option<String>,
    meaning: String,
    programs: String,
    place: &'static str,
    status: &'static str,
    sources: Vec<String>,
}

#[derive(Serialize)]
struct PrintedMoment<'a> {
    line: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    time: Option<&'a str>,
    text: &'a str,
    meaning: String,
}

fn print_json(out: &mut impl Write, explained: &Explained, words: &Words) -> io::Result<()> {
    let decoded = &explained.decoded;
    let told = words.decoded(decoded);
    let codes = decoded
        .primary
        .iter()
        .chain(&decoded.extended)
        .chain(&decoded.said)
        .chain(&decoded.further);
    let connection = explained.connection.as_ref();
    let printed = Printed {
        kind: explained.kind.name(),
        encoding: explained.encoding,
        bytes: explained.bytes,
        lines: explained.lines,
        understood: decoded.verdict == Verdict::Understood,
        headline: told.headline,
        origin: told.origin,
        codes: codes
            .zip(told.codes)
            .map(|(code, said)| printed_code(code, said.title, words))
            .collect(),
        notes: told.notes,
        timeline: explained
            .timeline
            .iter()
            .map(|moment| PrintedMoment {
                line: moment.line,
                time: moment.time.as_deref(),
                text: &moment.text,
                meaning: first_meaning(&moment.code, words),
            })
            .collect(),
        target: connection
            .and_then(|file| file.target.as_ref())
            .map(ToString::to_string),
        gateway: connection.and_then(|file| file.gateway.as_deref()),
    };
    serde_json::to_writer_pretty(&mut *out, &printed)?;
    writeln!(out)?;
    out.flush()
}

fn printed_code(code: &Code, title: String, words: &Words) -> PrintedCode {
    let meanings = code.meanings.iter().map(|meaning| PrintedMeaning {
        space: meaning.row.table.name(),
        number: meaning.row.number,
        symbol: meaning.row.symbol.as_deref().map(str::to_owned),
        meaning: words.code_meaning(&meaning.row).text.to_owned(),
        programs: words.programs(&meaning.programs),
        place: meaning.row.place.name(),
        status: meaning.status.name(),
        sources: meaning.row.sources().map(str::to_owned).collect(),
    });
    PrintedCode {
        title,
        meanings: meanings.collect(),
    }
}

const PIECE: usize = 64 * 1024;
/// What `--help` says of the exit codes.
pub(super) const EXIT_CODES: &str = "\
Examples:
  rdptrace explain 0x204
  rdptrace explain \"The Local Security Authority cannot be contacted\"
  rdptrace explain /var/log/xrdp.log
  journalctl -u gnome-remote-desktop | rdptrace explain -

Exit codes:
  0    understood
  1    not understood
  2    invalid input (empty, unreadable)";
