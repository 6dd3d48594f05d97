//! `rdptrace explain`: what a code, a text or a file is and says.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;
use std::process::ExitCode;

use capture::{Capture, Reader};
use codes::{Catalogue, Explained, Explainer, Kind, Moment, Verdict, Weight};
use words::Words;

use super::args::ExplainArgs;
use super::captured;
use super::exit::Exit;
use crate::Error;
use crate::explained::ExplainAnswer;

/// Explains the input: a file where there is one with this name, standard input for `-`, else a code or a text.
///
/// # Errors
///
/// Where the file cannot be read, or nothing can be printed.
pub(super) fn run(args: &ExplainArgs) -> Result<ExitCode, Error> {
    let catalogue = Catalogue::builtin().map_err(Error::Catalogue)?;
    let input = match args.input.as_slice() {
        [dash] if dash == "-" => Input::read(&catalogue, io::stdin().lock(), Path::new("-"))?,
        [name] if Path::new(name).is_file() || is_a_path(name) => {
            let path = Path::new(name);
            let file = File::open(path).map_err(|source| Error::TargetFile {
                path: path.to_owned(),
                source,
            })?;
            Input::read(&catalogue, file, path)?
        }
        words => {
            let mut explainer = Explainer::new(&catalogue);
            let whole = explainer.push(words.join(" ").as_bytes());
            let extent = if whole { Extent::Whole } else { Extent::Part };
            Input::Text(Box::new(explainer.finish()), extent)
        }
    };
    let words = Words::english();
    let mut out = io::stdout().lock();
    let (exit, printed) = match input {
        Input::Capture(capture) => {
            captured::find(&capture, args.connection)?;
            let printed = if args.json {
                captured::print_json(&mut out, &capture, args.connection, &words)
            } else {
                captured::print(&mut out, &capture, args.connection, &words)
            };
            (captured::exit_of(&capture), printed)
        }
        Input::Text(explained, _) if args.json => (exit_of(&explained), print_json(&mut out, *explained, &words)),
        Input::Text(explained, extent) => (exit_of(&explained), print(&mut out, &explained, extent, &words)),
    };
    printed.map_err(Error::Output)?;
    Ok(exit.into())
}

/// Whether `text` can only be the name of a file, whether or not there is one: a path, or a name with the ending of a file
/// that people have in hand. Codes and messages look otherwise.
fn is_a_path(text: &str) -> bool {
    let one_word = !text.contains(char::is_whitespace);
    let rooted = ["/", "./", "../", "~/", ".\\", "..\\", "\\\\"]
        .iter()
        .any(|start| text.starts_with(start));
    let drive = matches!(text.as_bytes(), [letter, b':', b'\\' | b'/', ..] if letter.is_ascii_alphabetic());
    let ending = Path::new(text).extension().and_then(|ending| ending.to_str());
    let known = ending.is_some_and(|ending| ENDINGS.contains(&ending.to_ascii_lowercase().as_str()));
    one_word && !text.contains("://") && (rooted || drive || known)
}

/// Of the files that are read here.
const ENDINGS: [&str; 11] = [
    "rdp", "rdpw", "remmina", "rdg", "evtx", "log", "txt", "pcap", "pcapng", "xml", "csv",
];

/// How much of a file was read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Extent {
    Whole,
    /// Up to the limit.
    Part,
}

/// What was given.
enum Input {
    Text(Box<Explained>, Extent),
    Capture(Capture),
}

impl Input {
    /// Reads all of `from`.
    fn read(catalogue: &Catalogue, mut from: impl Read, path: &Path) -> Result<Self, Error> {
        let mut piece = vec![0; PIECE];
        let mut next = |piece: &mut [u8]| {
            let read = from.read(piece);
            let interrupted = |error: &io::Error| error.kind() == io::ErrorKind::Interrupted;
            match read {
                Err(error) if interrupted(&error) => Ok(None),
                read => read.map(Some).map_err(|source| Error::TargetFile {
                    path: path.to_owned(),
                    source,
                }),
            }
        };
        // What it is stands in its first bytes.
        let mut head = Vec::new();
        while head.len() < MAGIC {
            match next(&mut piece)? {
                None => {}
                Some(0) => break,
                Some(count) => head.extend_from_slice(piece.get(..count).unwrap_or_default()),
            }
        }
        if capture::is_capture(&head) {
            let mut reader = Reader::default();
            reader.push(&head);
            loop {
                match next(&mut piece)? {
                    None => {}
                    Some(0) => return Ok(Self::Capture(reader.finish())),
                    Some(count) => reader.push(piece.get(..count).unwrap_or_default()),
                }
            }
        }
        let mut explainer = Explainer::new(catalogue);
        let mut whole = explainer.push(&head);
        while whole {
            match next(&mut piece)? {
                None => {}
                Some(0) => break,
                Some(count) => whole = explainer.push(piece.get(..count).unwrap_or_default()),
            }
        }
        let extent = if whole { Extent::Whole } else { Extent::Part };
        Ok(Self::Text(Box::new(explainer.finish()), extent))
    }
}

/// What an answer is to a script: whether there is one.
fn exit_of(explained: &Explained) -> Exit {
    match explained.decoded.verdict {
        Verdict::Understood => Exit::Passed,
        Verdict::NoCode | Verdict::NothingTold | Verdict::UnknownCode => Exit::Failed,
        Verdict::Empty | Verdict::TooLong => Exit::Unusable,
    }
}

fn print(out: &mut impl Write, explained: &Explained, extent: Extent, words: &Words) -> io::Result<()> {
    writeln!(out, "{}", words.explained(explained))?;
    if extent == Extent::Part {
        writeln!(out, "{}", words.explained_in_part())?;
    }
    let nothing = matches!(explained.kind, Kind::Capture | Kind::Unread(_) | Kind::Empty);
    if nothing {
        return out.flush();
    }
    for sentence in words.explained_way(explained) {
        writeln!(out, "{sentence}")?;
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
            let told = &meaning.told;
            writeln!(out, "  {}", told.meaning)?;
            let symbol = told
                .symbol
                .as_ref()
                .map(|symbol| format!("{symbol}; "))
                .unwrap_or_default();
            writeln!(
                out,
                "  ({symbol}{}; about {}; {})",
                told.programs, meaning.place, told.status
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
            words.happened(&moment.code)
        )?;
    }
    Ok(())
}

fn print_json(out: &mut impl Write, explained: Explained, words: &Words) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, &ExplainAnswer::new(explained, words, None))?;
    writeln!(out)?;
    out.flush()
}

/// As long as what tells a capture.
const MAGIC: usize = 4;
const PIECE: usize = 64 * 1024;
