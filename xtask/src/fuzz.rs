//! `cargo xtask fuzz`: libFuzzer looks for bytes that break what reads foreign bytes.
//!
//! A released compiler has the instrumentation that libFuzzer needs, so neither nightly nor `cargo fuzz` is asked for. The
//! address sanitizer is left out: no `unsafe` stands in what is looked at, and with it there would be half as many runs.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::apt::{self, Package};
use crate::cli::Fuzz;
use crate::error::Error;
use crate::invocation::{Invocation, Stream};
use crate::project::Project;
use crate::say;

/// Looks at one reader after another, and says at the end how far each was looked at and what was found.
///
/// # Errors
///
/// Where nothing could be looked at. That a reader breaks is a result.
pub(crate) fn fuzz(project: &Project, options: &Fuzz) -> Result<ExitCode, Error> {
    let readers = chosen(project, &options.readers)?;
    let programs = compiled(project)?;
    let mut seen = Vec::new();
    for reader in readers {
        let how_long = format!("at most {} s", options.seconds);
        let _step = say::step(format_args!("fuzz: {reader}"), &how_long);
        seen.push(looked_at(project, options, &programs, reader)?);
    }
    for one in &seen {
        say::line(one.line());
    }
    let broken = seen.iter().any(|one| one.found.is_some());
    Ok(if broken { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// Those that were asked for, or all.
fn chosen(project: &Project, asked: &[String]) -> Result<Vec<String>, Error> {
    let folder = project.path("fuzz/fuzz_targets");
    let listed = fs::read_dir(&folder).and_then(|entries| entries.map(|entry| Ok(entry?.path())).collect());
    let files: Vec<PathBuf> = listed.map_err(Error::file("list", &folder))?;
    let names = files
        .iter()
        .filter_map(|file| Some(file.file_stem()?.to_string_lossy()));
    let mut known: Vec<String> = names.map(String::from).collect();
    known.sort();
    match asked.iter().find(|name| !known.contains(name)) {
        Some(unknown) => Err(Error::NoReader {
            name: unknown.clone(),
            known: known.join(", "),
        }),
        None if asked.is_empty() => Ok(known),
        None => Ok(asked.to_vec()),
    }
}

/// Compiles all of them, and says in which folder they are.
fn compiled(project: &Project) -> Result<PathBuf, Error> {
    apt::install_programs([&COMPILER].into_iter())?;
    let _step = say::step("fuzz: compiling what is looked at", "10 minutes the first time");
    let host = Invocation::new("rustc").args(["--print", "host-tuple"]).answer()?;
    let target = project.built("fuzz");
    // With a target named, what only builds, such as a macro, is not instrumented: it would not link.
    let cargo = project.cargo().args(["build", "--release", "--locked", "--bins"]);
    cargo
        .args(["--manifest-path", "fuzz/Cargo.toml", "--target", &host, "--target-dir"])
        .arg(&target)
        .env("RUSTFLAGS", FLAGS.join(" "))
        .env_remove("CARGO_ENCODED_RUSTFLAGS")
        .run()?;
    Ok(target.join(host).join("release"))
}

/// Has libFuzzer feed `reader`, from the corpus that is kept by hand and from what it found before.
fn looked_at(project: &Project, options: &Fuzz, programs: &Path, reader: String) -> Result<Seen, Error> {
    let own = project.built("fuzz/corpus").join(&reader);
    let broke = project.path("fuzz/artifacts").join(&reader);
    // libFuzzer makes no folders.
    for folder in [&own, &broke] {
        fs::create_dir_all(folder).map_err(Error::file("make", folder))?;
    }
    let mut seen = Seen::nothing_of(reader);
    let ran = Invocation::new("nice")
        .args(["-n", "15", "prlimit", &format!("--as={ADDRESS_SPACE}")])
        .arg(programs.join(&seen.reader))
        .arg(format!("-runs={}", options.runs))
        .arg(format!("-max_total_time={}", options.seconds))
        .args(LIMITS)
        .arg(format!("-artifact_prefix={}/", broke.display()))
        .arg(&own)
        .arg(project.path("fuzz/corpus").join(&seen.reader))
        .run_reading(Stream::Err, |line| seen.read(line));
    // It ends with an error of its own where something broke; without a word of that, it did not run.
    match ran {
        Err(error) if seen.found.is_none() => Err(error),
        Ok(()) | Err(_) => Ok(seen),
    }
}

/// What came of a reader.
#[derive(Debug, Eq, PartialEq)]
struct Seen {
    reader: String,
    runs: String,
    /// The most memory that it took, in MB.
    memory: String,
    /// The file with what broke it.
    found: Option<String>,
}

impl Seen {
    fn nothing_of(reader: String) -> Self {
        Self {
            reader,
            runs: "0".to_owned(),
            memory: "?".to_owned(),
            found: None,
        }
    }

    /// Takes from a line of libFuzzer's what it tells.
    fn read(&mut self, line: &str) {
        let after = |what: &str| line.split_once(what).map(|(_, rest)| rest.trim().to_owned());
        if let Some(runs) = after("stat::number_of_executed_units:") {
            self.runs = runs;
        } else if let Some(memory) = after("stat::peak_rss_mb:") {
            self.memory = memory;
        } else if let Some(file) = after("Test unit written to ") {
            self.found = Some(file);
        }
    }

    fn line(&self) -> String {
        let found = self.found.as_deref().unwrap_or("nothing found");
        format!(
            "{:20} {:>10} runs {:>5} MB  {found}",
            self.reader, self.runs, self.memory
        )
    }
}

/// For libFuzzer itself, which is C++.
const COMPILER: Package = Package {
    name: "g++",
    program: "c++",
};

/// What `cargo fuzz` gives the compiler, without its sanitizer.
const FLAGS: [&str; 9] = [
    "-Cpasses=sancov-module",
    "-Cllvm-args=-sanitizer-coverage-level=4",
    "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
    "-Cllvm-args=-sanitizer-coverage-pc-table",
    "-Cllvm-args=-sanitizer-coverage-trace-compares",
    "-Cllvm-args=-simplifycfg-branch-fold-threshold=0",
    "-Ccodegen-units=1",
    "--cfg",
    "fuzzing",
];

/// A reader that takes more than 512 MB, or ten seconds for one input, breaks. So small an input has no use for either.
const LIMITS: [&str; 3] = ["-rss_limit_mb=512", "-timeout=10", "-print_final_stats=1"];

/// In bytes: what is asked for and never used is no memory in use, and is refused here.
const ADDRESS_SPACE: u64 = 1 << 30;

#[cfg(test)]
mod tests {
    use super::*;

    fn seen_in(said: &str) -> Seen {
        let mut seen = Seen::nothing_of("target".to_owned());
        said.lines().for_each(|line| seen.read(line));
        seen
    }

    #[test]
    fn what_libfuzzer_tells_at_its_end_is_read() {
        let seen = seen_in("Done 12 runs in 1 second(s)\nstat::number_of_executed_units: 12\nstat::peak_rss_mb:  47\n");

        assert_eq!(
            seen.line(),
            "target                       12 runs    47 MB  nothing found"
        );
    }

    #[test]
    fn input_that_breaks_a_reader_is_named() {
        let seen = seen_in("artifact_prefix='a/'; Test unit written to a/crash-0f\nBase64: AAA=\n");

        assert_eq!(seen.found.as_deref(), Some("a/crash-0f"));
    }
}
