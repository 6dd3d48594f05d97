//! Compiles the locales: `locales/<tag>/*.ftl` become one text of all messages and one of those that the page shows.

mod compile;
#[path = "../src/marks.rs"]
mod marks;
mod messages;

use std::path::{Path, PathBuf};
use std::{env, fs};

use compile::{Source, compile};
use messages::Messages;

/// What the live page shows; the relay alone has the rest.
const OF_PAGE: [&str; 10] = [
    "page",
    "share",
    "stages",
    "errors",
    "findings-connection",
    "findings-gateway",
    "findings-security",
    "findings-session",
    "steps",
    "text",
];
/// What the keys begin with that are made of ids.
const OF_IDS: [&str; 2] = ["RDP-", "withdrawn-"];
const LOCALES: &str = "locales";

#[expect(clippy::print_stdout, reason = "what Cargo reads from a build script")]
fn main() {
    println!("cargo::rerun-if-changed={LOCALES}");
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rerun-if-changed=src/marks.rs");
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("Cargo names the folder for what is made"));
    let mut languages: Vec<Messages> = Vec::new();
    for folder in fs::read_dir(LOCALES).expect("the locales are here") {
        let folder = folder.expect("the locales can be listed").path();
        let tag = stem(&folder);
        let sources = sources(&folder);
        let of_page = |source: &Source| OF_PAGE.contains(&source.name.as_str());
        let all = compile(&tag, &sources, |_| true).unwrap_or_else(|fault| panic!("{fault}"));
        let page = compile(&tag, &sources, of_page).unwrap_or_else(|fault| panic!("{fault}"));
        for (name, messages) in [(format!("{tag}.txt"), &all), (format!("{tag}.page.txt"), &page)] {
            fs::write(out.join(name), messages.written()).expect("the folder for what is made can be written to");
        }
        languages.push(all);
    }
    fs::write(out.join("keys.rs"), keys(&languages)).expect("the folder for what is made can be written to");
    for one in &languages {
        for other in &languages {
            assert_says_all(one, other);
        }
    }
}

/// A constant for every key, so that one that is misspelt or gone does not compile.
///
/// Findings have their keys from their ids.
fn keys(languages: &[Messages]) -> String {
    let english = languages.iter().find(|messages| messages.language == "en");
    let patterns = &english.expect("English is there").patterns;
    let keys = patterns.iter().map(|(key, _)| key);
    let named = keys.filter(|key| !OF_IDS.iter().any(|family| key.starts_with(family)));
    let constants = named.map(|key| {
        let name = key.to_uppercase().replace(['-', '.'], "_");
        format!("/// `{key}` of the locales.\npub const {name}: Key = Key({key:?});\n")
    });
    constants.collect()
}

/// A language that lacks a sentence does not build, so nobody meets a key in its place.
fn assert_says_all(one: &Messages, other: &Messages) {
    let has = |key: &String| one.patterns.iter().any(|(known, _)| known == key);
    let lacking: Vec<&String> = other
        .patterns
        .iter()
        .map(|(key, _)| key)
        .filter(|key| !has(key))
        .collect();
    assert!(
        lacking.is_empty(),
        "{} lacks what {} says: {lacking:?}",
        one.language,
        other.language
    );
}

fn sources(folder: &Path) -> Vec<Source> {
    let files = fs::read_dir(folder).expect("a locale can be listed");
    let mut sources: Vec<Source> = files
        .map(|file| {
            let path = file.expect("a locale can be listed").path();
            let text = fs::read_to_string(&path).expect("a locale is text");
            Source {
                name: stem(&path),
                text,
            }
        })
        .collect();
    sources.sort_by(|one, other| one.name.cmp(&other.name));
    sources
}

fn stem(path: &Path) -> String {
    let stem = path.file_stem().and_then(|stem| stem.to_str());
    stem.expect("locales have plain names").to_owned()
}
