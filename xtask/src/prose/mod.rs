//! Every sentence that the product says, read as its readers read it: how long it is, and how hard.
//!
//! `text` finds the sentences, `reading` measures them; the tests hold the rules of CONTRIBUTING.md.

mod reading;
#[cfg(test)]
mod rules;
mod text;

use crate::cli::Prose;
use crate::error::Error;
use crate::project::Project;
use crate::say;
use reading::Reading;
use text::{Source, Text};

/// Prints the grade and the length of the English sentences of each file.
pub(crate) fn prose(project: &Project, options: &Prose) -> Result<std::process::ExitCode, Error> {
    let source = match &options.at {
        Some(commit) => Source::commit(project, commit),
        None => Source::checkout(project),
    };
    let mut all = Vec::new();
    say::line(HEAD);
    for file in &text::FILES {
        let texts = text::of_file(&source, file)?;
        say::line(row(file.path, &measure(&texts)));
        if options.long {
            texts.iter().for_each(say_long);
        }
        all.extend(texts);
    }
    say::line(row("all", &measure(&all)));
    Ok(std::process::ExitCode::SUCCESS)
}

fn measure(texts: &[Text]) -> Reading {
    let usual = texts.iter().filter(|text| text.usual);
    usual.map(|text| Reading::of(&text.text)).sum()
}

/// Each sentence of a text that is too long, with its place.
fn say_long(text: &Text) {
    for sentence in reading::sentences(&text.text) {
        if Reading::of(sentence).long > 0 {
            say::note(format_args!("{}: {sentence}", text.key));
        }
    }
}

fn row(name: &str, reading: &Reading) -> String {
    format!(
        "{name:<50} {:>9} {:>7} {:>8.1} {:>8} {:>9} {:>7.1}",
        reading.sentences,
        reading.words,
        reading.words_a_sentence(),
        reading.longest,
        reading.long,
        reading.grade()
    )
}

const HEAD: &str =
    "file                                               sentences   words  average  longest  over 20    grade";
