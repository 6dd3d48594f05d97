//! What a browser downloads before the page can be used.

use std::fmt;
use std::path::PathBuf;

use crate::error::Error;
use crate::invocation::Invocation;
use crate::page::{DIST, files_below};
use crate::project::Project;

/// Bytes of WASM and script in the page, compressed with brotli as the relay serves them.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct FirstLoad {
    wasm: u64,
    script: u64,
}

impl FirstLoad {
    /// Most that the first load may be, in bytes: a second on a link of 1.2 Mbit/s.
    const LIMIT: u64 = 150_000;

    /// Measures the page that was built last.
    pub(crate) fn of(project: &Project) -> Result<Self, Error> {
        let files = files_below(&project.path(DIST))?;
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

    pub(crate) fn is_within_limit(self) -> bool {
        self.wasm + self.script <= Self::LIMIT
    }
}

impl fmt::Display for FirstLoad {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kilobytes = |bytes: u64| format!("{}.{} KB", bytes / 1000, bytes % 1000 / 100);
        let Self { wasm, script } = *self;
        let (total, limit) = (kilobytes(wasm + script), Self::LIMIT / 1000);
        let (wasm, script) = (kilobytes(wasm), kilobytes(script));
        write!(
            out,
            "first load: {total} brotli of at most {limit} KB (wasm {wasm}, script {script})"
        )
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

    #[test]
    fn first_load_is_told_in_kilobytes_with_its_limit() {
        let load = FirstLoad {
            wasm: 112_345,
            script: 6_099,
        };

        assert_eq!(
            load.to_string(),
            "first load: 118.4 KB brotli of at most 150 KB (wasm 112.3 KB, script 6.0 KB)"
        );
    }

    #[test]
    fn limit_counts_wasm_and_script_together() {
        assert!(
            FirstLoad {
                wasm: 140_000,
                script: 10_000
            }
            .is_within_limit()
        );
        assert!(
            !FirstLoad {
                wasm: 140_000,
                script: 10_001
            }
            .is_within_limit()
        );
    }
}
