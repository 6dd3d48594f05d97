//! What a browser downloads before the page can be used.

use std::fmt;
use std::path::{Path, PathBuf};

use crate::error::Error;
use crate::invocation::Invocation;
use crate::page::files::{DIST, files_below};
use crate::project::Project;
use crate::say;

/// What signs in, below the folder of the page: the relay's build knows the script there by its name.
pub(super) const SIGN_IN: &str = "desktop";
/// What reads captures, in the same way.
pub(super) const CAPTURE: &str = "capture";

/// Most that the first load may be, in bytes of brotli: 1.3 seconds on a link of 1.2 Mbit/s.
const LIMIT: u64 = 190_000;

/// What it weighed when this figure was written, in bytes. A ratchet: a build that outgrows it by more than
/// [`SLACK_PERCENT`] fails, so that the page gains weight in changes that say so and not by the way. Such a change raises
/// the figure to what the build prints, and gives its reason in the list below; one that makes the page lighter lowers it.
///
/// - 149.1 KB before there was a ratchet.
/// - 154.9 KB: the page writes its requests by the derive of `wire-derive`, as it reads by it; with serde's it would be
///   222.8 KB.
/// - 166.6 KB: the sentences come as JSON that serde reads.
/// - 168.5 KB: the page names the relay's run by its key, and no function is kept out of line for its size.
/// - 171.2 KB: a report is a list of legs, of kinds with stages of their own.
/// - 189.9 KB: the answer stands first, with phases, tabs, a timeline, the last checks and what outlives a reload; with the
///   axis of time in numbers with a point it would be 196 KB. Events name their leg.
/// - 177.8 KB: the sentences come as marked text instead of JSON, so nothing of serde is left in the page.
/// - 180.1 KB: a request is followed and answered with one button, and support is written to.
/// - 191.8 KB: the browser's own view of the port, places to check from, frames of portals, and the way to a sign-in. With the
///   allocator of the standard library and the names of producers it would be 194.6 KB.
/// - 186.6 KB: requests are written from what the page has, so that nothing copies a report; short texts are searched without
///   the search of the standard library, and findings put in order without its sort.
/// - 191.3 KB: the page judges the leg to an RD Gateway as it judges the others, by 21 rules, and says which way a file takes.
///   Judged at the relay alone, results that it must not see, sealed ones and dropped files, would be without them.
/// - 186.7 KB: WASM and script call each other by short names instead of ones with a hash.
/// - 188.4 KB: the place in a queue, the choice among a launch's computers, the way over a gateway as the one that is told,
///   and the finding on the page's own client.
/// - 189.3 KB: what a connection file asks for is kept and held against the computer, by eight rules. A last pass of wasm-opt
///   over the flattened code and a standard library made for size take 1.5 KB away.
/// - 187.5 KB: nothing prints values for programmers, neither the page nor its standard library.
const RECORDED: u64 = 187_500;

/// How much a compiler or a sentence may add before somebody has to look.
const SLACK_PERCENT: u64 = 2;

/// Bytes of WASM and script in the page, compressed with brotli as the relay serves them.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct FirstLoad {
    wasm: u64,
    script: u64,
}

/// What is to be said about a first load.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Verdict {
    /// It weighs what is recorded, or a little more or less.
    AsRecorded,
    /// It weighs so much less that the record should follow.
    Lighter,
    /// It outgrew the record.
    Outgrown,
    /// It is over the limit.
    TooLarge,
}

impl FirstLoad {
    /// Measures the page that is in `dist`.
    pub(crate) fn published(project: &Project) -> Result<Self, Error> {
        Self::of(&project.path(DIST))
    }

    /// Measures the page in `folder`; what signs in and what reads captures loads later.
    pub(super) fn of(folder: &Path) -> Result<Self, Error> {
        let mut files = files_below(folder)?;
        let later = [SIGN_IN, CAPTURE].map(|name| folder.join(name));
        files.retain(|file| !later.iter().any(|later| file.starts_with(later)));
        let size = |extension: &str| {
            compressed(
                files
                    .iter()
                    .filter(|file| file.extension().is_some_and(|is| is == extension)),
            )
        };
        Ok(Self {
            wasm: size("wasm")?,
            script: size("js")?,
        })
    }

    /// Says how much it is.
    ///
    /// # Errors
    ///
    /// Where it is more than it may be.
    pub(super) fn held_to_the_record(self) -> Result<(), Error> {
        say::note(self);
        match self.verdict() {
            Verdict::AsRecorded => Ok(()),
            Verdict::Lighter => {
                say::note(format_args!(
                    "lower RECORDED in xtask/src/page/size.rs to {}",
                    self.total()
                ));
                Ok(())
            }
            Verdict::Outgrown => Err(Error::Page(format!(
                "it outgrew its record by more than {SLACK_PERCENT} %; where that is meant, raise RECORDED in \
                 xtask/src/page/size.rs to {} and say why",
                self.total()
            ))),
            Verdict::TooLarge => Err(Error::Page(format!("its first load is over {LIMIT} bytes"))),
        }
    }

    pub(crate) fn is_within_limit(self) -> bool {
        self.total() <= LIMIT
    }

    fn total(self) -> u64 {
        self.wasm + self.script
    }

    fn verdict(self) -> Verdict {
        self.against(RECORDED)
    }

    fn against(self, record: u64) -> Verdict {
        let slack = record * SLACK_PERCENT / 100;
        let total = self.total();
        if total > LIMIT {
            Verdict::TooLarge
        } else if total > record + slack {
            Verdict::Outgrown
        } else if total < record - slack {
            Verdict::Lighter
        } else {
            Verdict::AsRecorded
        }
    }
}

impl fmt::Display for FirstLoad {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kilobytes = |bytes: u64| format!("{}.{} KB", bytes / 1000, bytes % 1000 / 100);
        let Self { wasm, script } = *self;
        let (sign, change) = if self.total() < RECORDED {
            ('-', RECORDED - self.total())
        } else {
            ('+', self.total() - RECORDED)
        };
        let tenths = (change * 1000 + RECORDED / 2) / RECORDED;
        write!(
            out,
            "first load: {} brotli, {sign}{}.{} % against the record, of at most {} KB (wasm {}, script {})",
            kilobytes(self.total()),
            tenths / 10,
            tenths % 10,
            LIMIT / 1000,
            kilobytes(wasm),
            kilobytes(script)
        )
    }
}

/// Bytes of the sign-in's own WASM module and its script, compressed as the relay serves them. ironrdp-web, which comes
/// beside it, weighs what it weighs.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct SignIn(u64);

/// Most that the module may be, in bytes of brotli: a fourth of what ironrdp-web weighs.
const SIGN_IN_LIMIT: u64 = 280_000;

/// What it weighed when this figure was written. A ratchet, as [`RECORDED`].
const SIGN_IN_RECORDED: u64 = 269_200;

impl SignIn {
    /// Measures the module and its script.
    pub(super) fn of(wasm: &PathBuf, script: &PathBuf) -> Result<Self, Error> {
        compressed([wasm, script].into_iter()).map(Self)
    }

    /// Says how much it is.
    ///
    /// # Errors
    ///
    /// Where it is more than it may be.
    pub(super) fn held_to_the_record(self) -> Result<(), Error> {
        let Self(total) = self;
        say::note(format_args!(
            "sign-in: {}.{} KB brotli of at most {} KB, when it opens; ironrdp-web comes beside it",
            total / 1000,
            total % 1000 / 100,
            SIGN_IN_LIMIT / 1000
        ));
        let most = (SIGN_IN_RECORDED + SIGN_IN_RECORDED * SLACK_PERCENT / 100).min(SIGN_IN_LIMIT);
        if total > most {
            return Err(Error::Page(format!(
                "the module of the sign-in outgrew its record; where that is meant, raise SIGN_IN_RECORDED in \
                 xtask/src/page/size.rs to {total} and say why; {SIGN_IN_LIMIT} is the most"
            )));
        }
        Ok(())
    }
}

/// The sum of the sizes of `files`, each compressed by itself at brotli's best. Node is there wherever the page was
/// built, and has brotli.
fn compressed<'a>(files: impl Iterator<Item = &'a PathBuf>) -> Result<u64, Error> {
    let program = "const {brotliCompressSync} = require('zlib'), {readFileSync} = require('fs');\
        console.log(process.argv.slice(1).reduce((sum, file) => sum + brotliCompressSync(readFileSync(file)).length, 0))";
    let answer = Invocation::new("node")
        .args(["--eval", program, "--"])
        .args(files)
        .answer()?;
    answer.parse().map_err(|_| Error::Unreadable {
        program: "node",
        answer,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(total: u64) -> FirstLoad {
        FirstLoad {
            wasm: total - 6_000,
            script: 6_000,
        }
    }

    #[test]
    fn first_load_is_told_with_its_change_and_its_limit() {
        let told = load(RECORDED + RECORDED.div_ceil(100)).to_string();

        assert!(
            told.contains(&format!(
                " brotli, +1.0 % against the record, of at most {} KB (wasm ",
                LIMIT / 1000
            )),
            "{told}"
        );
        assert!(told.ends_with(", script 6.0 KB)"), "{told}");
        assert!(load(RECORDED - RECORDED.div_ceil(1000)).to_string().contains("-0.1 %"));
    }

    #[test]
    fn growth_of_more_than_two_percent_takes_another_record() {
        // A record that leaves room below the limit, as the one of the day may not.
        let record = LIMIT / 2;
        let slack = record / 50;

        assert_eq!(load(record).against(record), Verdict::AsRecorded);
        assert_eq!(load(record + slack).against(record), Verdict::AsRecorded);
        assert_eq!(load(record + slack + 1).against(record), Verdict::Outgrown);
        assert_eq!(load(record - slack - 1).against(record), Verdict::Lighter);
    }

    #[test]
    fn no_record_is_over_the_limit() {
        assert_eq!(load(LIMIT + 1).verdict(), Verdict::TooLarge);
        assert!(load(RECORDED).is_within_limit() && !load(LIMIT + 1).is_within_limit());
    }
}
