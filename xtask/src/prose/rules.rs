//! What no sentence may say, and how long none may be.

use std::fmt::Write as _;
use std::path::Path;

use super::reading::{self, LONGEST, Reading};
use super::text::{self, FILES, File, Form, Source, Text};
use crate::project::{self, Project};

/// The words, and what says it better.
const BANNED: &str = include_str!("banned.txt");
/// Keys whose readers run a relay.
const OF_RELAY_OWNERS: &str = include_str!("relay.txt");
/// A headline is read at one glance.
const LONGEST_HEADLINE: usize = 12;

/// Where a word is banned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reach {
    /// In every text.
    All,
    /// In locales and meanings of codes.
    Readers,
    /// In the German locale.
    German,
}

struct Banned {
    reach: Reach,
    phrase: String,
    better: &'static str,
}

fn banned() -> Vec<Banned> {
    let rows = BANNED.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    rows.map(|row| {
        let fields: Vec<&'static str> = row.split(" | ").collect();
        let [reach, phrase, better] = fields[..] else {
            panic!("three fields: {row}");
        };
        let reach = match reach {
            "all" => Reach::All,
            "readers" => Reach::Readers,
            "german" => Reach::German,
            other => panic!("{other}: {row}"),
        };
        Banned {
            reach,
            phrase: phrase.to_lowercase(),
            better,
        }
    })
    .collect()
}

/// Whether `text` has `phrase` with no letter before or after it.
fn says(text: &str, phrase: &str) -> bool {
    let text = text.to_lowercase();
    text.match_indices(phrase).any(|(at, found)| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let after = text.get(at + found.len()..).and_then(|after| after.chars().next());
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}

fn project() -> Project {
    Project::here().unwrap()
}

fn english() -> Vec<(File, Text)> {
    let project = project();
    let source = Source::checkout(&project);
    let of_file = |file: &File| {
        let texts = text::of_file(&source, file).unwrap();
        texts.into_iter().map(|text| (*file, text)).collect::<Vec<_>>()
    };
    FILES.iter().flat_map(of_file).collect()
}

/// The German counterparts of the locales.
fn german() -> Vec<(String, Text)> {
    let project = project();
    let locales = FILES.iter().filter(|file| file.form == Form::Locale);
    let read = locales.map(|file| {
        let path = file.path.replace("/en/", "/de/");
        let content = project::read(&project.path(&path)).unwrap();
        (path, content)
    });
    let (paths, contents): (Vec<String>, Vec<String>) = read.unzip();
    let of_file = |(path, content): (String, &String)| {
        let texts = text::locale(content, &contents).unwrap();
        texts.into_iter().map(move |text| (path.clone(), text))
    };
    paths.into_iter().zip(&contents).flat_map(of_file).collect()
}

/// Whether its sentences are for people who have a problem, and not for those who run a relay or build one.
fn is_for_readers(file: &File) -> bool {
    matches!(file.form, Form::Locale | Form::Codes | Form::Statements)
}

/// What is wrong, a line each.
fn complain(complaints: impl IntoIterator<Item = String>) {
    let mut said = String::new();
    for complaint in complaints {
        writeln!(said, "{complaint}").unwrap();
    }
    assert!(said.is_empty(), "\n{said}");
}

fn found(path: &str, text: &Text, banned: &Banned) -> Option<String> {
    let Banned { phrase, better, .. } = banned;
    says(&text.text, phrase).then(|| format!("{path}: {}: {phrase:?}, better {better}: {}", text.key, text.text))
}

#[test]
fn no_sentence_has_a_banned_word() {
    let (texts, banned) = (english(), banned());
    let complaints = texts.iter().flat_map(|(file, text)| {
        let for_readers = is_for_readers(file);
        let applies = move |banned: &&Banned| match banned.reach {
            Reach::All => true,
            Reach::Readers => for_readers,
            Reach::German => false,
        };
        let applying = banned.iter().filter(applies);
        applying.filter_map(|banned| found(file.path, text, banned))
    });
    complain(complaints);
}

#[test]
fn no_german_sentence_has_a_banned_phrase() {
    let banned = banned();
    let german_ones: Vec<&Banned> = banned.iter().filter(|banned| banned.reach == Reach::German).collect();
    let texts = german();
    let complaints = texts
        .iter()
        .flat_map(|(path, text)| german_ones.iter().filter_map(move |banned| found(path, text, banned)));
    complain(complaints);
}

#[test]
fn only_owners_of_a_relay_are_told_of_a_relay() {
    let allowed: Vec<&str> = OF_RELAY_OWNERS.lines().filter(|line| !line.starts_with('#')).collect();
    let locales = english().into_iter().filter(|(file, _)| file.form == Form::Locale);
    let texts = locales.map(|(file, text)| (file.path.to_owned(), text)).chain(german());
    let complaints = texts.filter_map(|(path, text)| {
        let names = ["relay", "relays"].iter().any(|word| says(&text.text, word));
        (names && !allowed.contains(&text.key.as_str())).then(|| format!("{path}: {}: {}", text.key, text.text))
    });
    complain(complaints);
}

#[test]
fn sentences_are_short() {
    let texts = english().into_iter().filter(|(file, _)| is_for_readers(file));
    let complaints = texts.flat_map(|(file, text)| {
        let counted = reading::sentences(&text.text).map(|sentence| (Reading::of(sentence).words, sentence));
        let long = counted.filter(|(words, _)| *words > LONGEST);
        let said = long.map(|(words, sentence)| format!("{}: {}: {words} words: {sentence}", file.path, text.key));
        said.collect::<Vec<_>>()
    });
    complain(complaints);
}

#[test]
fn headlines_are_one_short_clause() {
    let headlines = english()
        .into_iter()
        .filter(|(_, text)| text.key.starts_with("RDP-") && !text.key.contains('.'));
    let complaints = headlines.filter_map(|(file, text)| {
        let count = reading::words(&text.text).count();
        let is_fine = count <= LONGEST_HEADLINE && !text.text.contains([':', ';']) && !text.text.ends_with('.');
        (!is_fine).then(|| format!("{}: {}: {count} words: {}", file.path, text.key, text.text))
    });
    complain(complaints);
}

#[test]
fn sentences_have_no_semicolons_and_one_kind_of_quotes() {
    let texts = english().into_iter().filter(|(file, _)| is_for_readers(file));
    let complaints = texts.filter_map(|(file, text)| {
        let wrong = text.text.contains([';', '’', '‘', '"']) || text.text.contains(" …");
        wrong.then(|| format!("{}: {}: {}", file.path, text.key, text.text))
    });
    complain(complaints);
}

#[test]
fn every_file_of_the_locale_is_read() {
    let folder = project().path("crates/words/locales/en");
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let is_read = FILES.iter().any(|file| path.ends_with(file.path));
        assert!(is_read, "{} is missing in `FILES`", path.display());
    }
}

#[test]
fn every_allowed_key_and_file_is_there() {
    let project = project();
    for file in FILES {
        assert!(Path::new(&project.path(file.path)).is_file(), "{}", file.path);
    }
    let texts = english();
    for key in OF_RELAY_OWNERS.lines().filter(|line| !line.starts_with('#')) {
        assert!(texts.iter().any(|(_, text)| text.key == key), "{key}");
    }
}
