//! `rdptrace explain`: what a code, a text or a file is and says.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;
use std::process::ExitCode;

use codes::{Catalogue, Explained, Explainer, Kind, Moment, Verdict, Weight};
use words::Words;

use super::exit::Exit;
use crate::Error;
use crate::explained::ExplainAnswer;

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
    let exit = exit_of(&explained);
    let printed = if json {
        print_json(&mut out, explained, &words)
    } else {
        print(&mut out, &explained, whole, &words)
    };
    printed.map_err(Error::Output)?;
    Ok(exit.into())
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
    writeln!(out, "{}", words.explained(explained))?;
    if !whole {
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
