//! The program for Linux that is packed, and what it needs of the system.

use std::path::{Path, PathBuf};

use super::version::epoch;
use crate::error::Error;
use crate::invocation::Invocation;
use crate::project::Project;

/// The glibc that the program is linked for: that of Debian 10, RHEL 8 and their like. Rust's own library takes an older one.
pub(super) const GLIBC: &str = "2.28";
/// What stands behind the dot of it.
pub(super) const GLIBC_MINOR: u32 = 28;

/// The program that is packed.
#[derive(Debug)]
pub(super) struct Program {
    pub(super) binary: PathBuf,
    pub(super) needs: Needs,
    /// What all files are dated, in seconds since 1970: when the sources were last changed.
    pub(super) epoch: String,
}

impl Program {
    pub(super) fn of(project: &Project, binary: &Path) -> Result<Self, Error> {
        let binary = std::path::absolute(binary).map_err(Error::file("find", binary))?;
        let told = Invocation::new("objdump").args(["--private-headers"]).arg(&binary);
        Ok(Self {
            binary,
            needs: Needs::parse(&told.fix("apt-get install binutils").answer()?),
            epoch: epoch(project)?,
        })
    }
}

/// What a program needs of the system.
#[derive(Debug, Eq, PartialEq)]
pub(super) struct Needs {
    /// The names of libraries, in the order in which the program names them.
    pub(super) libraries: Vec<String>,
    /// The oldest glibc with which it starts, such as 34 for 2.34; absent where it needs none.
    pub(super) glibc: Option<u32>,
}

impl Needs {
    /// Reads what objdump prints of a program's headers.
    fn parse(headers: &str) -> Self {
        let libraries = headers
            .lines()
            .filter_map(|line| line.trim().strip_prefix("NEEDED"))
            .map(|name| name.trim().to_owned());
        let versions = headers.split_whitespace().filter_map(|word| {
            let minor = word.strip_prefix("GLIBC_2.")?.split('.').next()?;
            minor.parse().ok()
        });
        Self {
            libraries: libraries.collect(),
            glibc: versions.max(),
        }
    }

    /// Those that no glibc has.
    pub(super) fn foreign(&self) -> impl Iterator<Item = &str> {
        let libraries = self.libraries.iter().map(String::as_str);
        libraries.filter(|name| !OF_GLIBC.iter().any(|known| name.starts_with(known)))
    }
}

/// How the names of glibc's libraries begin that a program may name.
const OF_GLIBC: [&str; 6] = [
    "ld-linux-",
    "libc.so.",
    "libdl.so.",
    "libm.so.",
    "libpthread.so.",
    "librt.so.",
];

#[cfg(test)]
mod tests {
    use super::*;

    const HEADERS: &str = "
Dynamic Section:
  NEEDED               libm.so.6
  NEEDED               libgcc_s.so.1
  NEEDED               libc.so.6
  NEEDED               ld-linux-x86-64.so.2

Version References:
  required from libc.so.6:
    0x09691a75 0x00 06 GLIBC_2.2.5
    0x069691b8 0x00 02 GLIBC_2.28
    0x06969197 0x00 04 GLIBC_2.17
";

    #[test]
    fn a_program_needs_the_newest_glibc_whose_functions_it_names() {
        let needs = Needs::parse(HEADERS);

        assert_eq!(needs.glibc, Some(28));
        assert_eq!(needs.libraries.len(), 4);
        assert_eq!(needs.foreign().collect::<Vec<_>>(), ["libgcc_s.so.1"]);
    }

    #[test]
    fn a_static_program_needs_nothing() {
        let needs = Needs::parse("Program Header:\n    LOAD off    0x0\n");

        assert_eq!(
            needs,
            Needs {
                libraries: Vec::new(),
                glibc: None
            }
        );
    }
}
