//! What was fed to the readers of foreign bytes before, fed to them again: a test of its own for each file of
//! `fuzz/corpus`.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use fixtures::parsers::Parser;
use libtest_mimic::{Arguments, Failed, Trial};

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let mut trials = vec![Trial::test("every_parser_has_a_corpus_and_a_target", all_are_there)];
    for (parser, read) in readers() {
        trials.extend(entries(&corpus(parser)).into_iter().map(|name| {
            let path = corpus(parser).join(&name);
            Trial::test(format!("{parser}/{name}"), move || {
                read(&fs::read(&path)?);
                Ok(())
            })
        }));
    }
    libtest_mimic::run(&arguments, trials).exit_code()
}

/// All readers by their names.
fn readers() -> impl Iterator<Item = (&'static str, relay::fuzz::Reader)> {
    let parsers = Parser::ALL.into_iter().map(|parser| (parser.name, parser.read));
    parsers.chain(relay::fuzz::READERS)
}

/// A folder without a parser, or a parser that nobody looks at with `cargo fuzz`, is one that was forgotten.
fn all_are_there() -> Result<(), Failed> {
    let known: BTreeSet<String> = readers().map(|(name, _)| name.to_owned()).collect();
    let targets = entries(&fuzz().join("fuzz_targets")).into_iter();
    let targets: BTreeSet<String> = targets.map(|file| file.trim_end_matches(".rs").to_owned()).collect();
    let corpora = entries(&fuzz().join("corpus"));
    let empty: Vec<&String> = corpora
        .iter()
        .filter(|name| entries(&corpus(name)).is_empty())
        .collect();
    if !empty.is_empty() {
        return Err(format!("nothing in {empty:?}").into());
    }
    if known != targets || known != corpora {
        return Err(format!("parsers: {known:?}\ntargets: {targets:?}\ncorpora: {corpora:?}").into());
    }
    let binaries = binaries()?;
    if known != binaries {
        return Err(format!("parsers: {known:?}\nnames in fuzz/Cargo.toml: {binaries:?}").into());
    }
    Ok(())
}

/// The targets that `cargo fuzz` knows: each stands in the manifest.
fn binaries() -> Result<BTreeSet<String>, Failed> {
    let manifest: toml::Table = toml::from_str(&fs::read_to_string(fuzz().join("Cargo.toml"))?)?;
    let binaries = manifest
        .get("bin")
        .and_then(toml::Value::as_array)
        .into_iter()
        .flatten();
    let name = |binary: &toml::Value| Some(binary.get("name")?.as_str()?.to_owned());
    Ok(binaries.filter_map(name).collect())
}

fn fuzz() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz")
}

fn corpus(parser: &str) -> PathBuf {
    fuzz().join("corpus").join(parser)
}

/// The names in a folder; none where there is no such folder.
fn entries(folder: &Path) -> BTreeSet<String> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    entries
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .collect()
}
