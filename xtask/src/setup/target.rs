//! What is compiled for other systems than this one.

use std::process;

use crate::invocation::Invocation;
use crate::project::{self, Project};

/// A target whose standard library the usual toolchain may lack.
#[derive(Debug)]
pub(crate) struct Target {
    /// As the compiler knows it.
    pub(crate) triple: &'static str,
    /// As it is called in a sentence.
    pub(crate) name: &'static str,
    /// Where everything for it is compiled to, below cargo's target folder: one of its own, for cargo lets two builds in one
    /// wait for each other.
    pub(crate) side: &'static str,
    /// What `cargo xtask setup --only` calls what it is needed for.
    pub(super) purpose: &'static str,
    /// Where a library that is built for it lies, in the cache folder.
    pub(super) sysroot: &'static str,
    /// The features of that library.
    pub(super) features: &'static str,
    /// The flags that it is compiled with.
    pub(super) flags: &'static str,
    /// How cargo is to optimize it, where that is not for speed.
    pub(super) optimization: Option<&'static str>,
    /// What keeps the library's copies of crates apart from a program's.
    pub(super) seed: &'static str,
    /// Objects of Rust's own that every program for it begins and ends with.
    pub(super) objects: &'static [&'static str],
    /// The linker, where the compiler does not know it by itself.
    pub(super) linker: Option<&'static str>,
    /// A source that needs the standard library, and how it is compiled.
    pub(super) trial: (&'static str, &'static [&'static str]),
    /// What compiling its library takes.
    pub(super) takes: &'static str,
}

/// What the page is compiled for.
pub(crate) const WASM: Target = Target {
    triple: "wasm32-unknown-unknown",
    name: "WASM",
    side: "wasm",
    purpose: "page",
    sysroot: "sysroot-page",
    // Those of Rust's own build, and the library's smaller ways to sort, search and write numbers: the page is loaded more
    // often than it sorts.
    features: "panic-unwind backtrace optimize_for_size",
    // The library's own lines in panics tell nothing that the message does not, and every page would carry them. Nor does it
    // print values for programmers: a text that is cut within a character would bring tables of all that can be printed.
    flags: "-Zforce-unstable-if-unmarked -Zlocation-detail=none -Zfmt-debug=none -Cembed-bitcode=yes",
    // As the page itself: what is inlined of the library into it follows the library's own wish.
    optimization: Some("z"),
    seed: "wasm32std",
    objects: &[],
    linker: None,
    trial: (
        "#[unsafe(no_mangle)] pub extern \"C\" fn trial() -> usize { vec![1u8].len() }\n",
        &["--crate-type", "cdylib"],
    ),
    takes: "once, about a minute",
};

/// The computers of most people who connect with Remote Desktop.
pub(crate) const WINDOWS: Target = Target {
    triple: "x86_64-pc-windows-gnu",
    name: "Windows",
    side: "windows",
    purpose: "windows",
    sysroot: "sysroot-windows",
    features: "panic-unwind backtrace",
    // Debug information would name folders of the machine; the lines that panics name are enough.
    flags: "-Zforce-unstable-if-unmarked -Cembed-bitcode=yes -Cdebuginfo=0",
    optimization: None,
    seed: "windowsstd",
    objects: &["rsbegin", "rsend"],
    linker: Some("x86_64-w64-mingw32-gcc"),
    trial: ("fn main() { println!(\"{}\", vec![1u8].len()); }\n", &[]),
    takes: "once, four minutes",
};

impl Target {
    /// Whether `rustc` makes a file for it that uses the standard library, which lies in `sysroot` if that is given. What is
    /// listed as installed may be of another version, or have no linker.
    pub(super) fn links(&self, project: &Project, rustc: &str, sysroot: Option<&std::path::Path>) -> bool {
        // Two of these programs may run at once.
        let folder = project.cached(&format!("trial-{}-{}", self.side, process::id()));
        let source = folder.join("trial.rs");
        let output = folder.join("trial.out");
        let (text, options) = self.trial;
        let compiled = project::write(&source, text).and_then(|()| {
            let linker = self.linker.map(|linker| format!("-Clinker={linker}"));
            let mut invocation = Invocation::new(rustc).args(options).args(linker);
            if let Some(sysroot) = sysroot {
                invocation = invocation.arg("--sysroot").arg(sysroot);
            }
            let usual = ["--target", self.triple, "--edition", "2024", "-O", "-o"];
            invocation.args(usual).arg(&output).arg(&source).answer()
        });
        let linked = compiled.is_ok() && output.is_file();
        project::remove(&folder).is_ok() && linked
    }

    /// The variable of cargo for `what` of this target, such as its `RUSTFLAGS`.
    pub(super) fn variable(&self, what: &str) -> String {
        let triple = self.triple.to_uppercase().replace('-', "_");
        format!("CARGO_TARGET_{triple}_{what}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cargo_is_told_of_a_target_by_its_own_variable() {
        assert_eq!(
            WASM.variable("RUSTFLAGS"),
            "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS"
        );
    }
}
