//! Debian's compiler, and standard libraries for other targets that it builds from its own source.
//!
//! Debian ships a current Rust for its browsers (`rustc-web`), with the library's source and without a library for
//! WASM or Windows. Nothing but package mirrors is needed to have one: the compiler builds it once, in minutes, into a
//! `sysroot` in the cache folder. Debian's own folders stay as they are.

use std::path::{Path, PathBuf};
use std::{fs, io};

use crate::apt;
use crate::error::Error;
use crate::folders::Folders;
use crate::invocation::Invocation;
use crate::project::{self, Project};
use crate::say;
use crate::setup::target::Target;
use crate::setup::toolchain::Toolchain;
use crate::setup::version;

const RUSTC: &str = "/usr/bin/rustc";
const CARGO: &str = "/usr/bin/cargo";
const RUSTDOC: &str = "/usr/bin/rustdoc";

/// Where `rust-web-src` puts the library's source.
const LIBRARY_SOURCE: &str = "/usr/lib/rustlib/src/rust/library";

const PACKAGES: [&str; 3] = ["rustc-web", "cargo-web", "rust-web-src"];

/// Debian's toolchain, when it is there with a library for `target`.
pub(super) fn present(project: &Project, target: &'static Target) -> Option<Toolchain> {
    let compiler = Compiler::ask().ok().filter(Compiler::is_new_enough)?;
    let sysroot = Sysroot::of(project, &compiler, target);
    if target.links(project, RUSTC, None) {
        toolchain_with(project, target, None).ok()
    } else if sysroot.is_built(project) {
        toolchain_with(project, target, Some(sysroot.folder)).ok()
    } else {
        None
    }
}

/// Debian's toolchain with a library for `target`; installs the packages and builds the library where needed.
pub(super) fn toolchain(project: &Project, target: &'static Target) -> Result<Toolchain, Error> {
    if let Some(toolchain) = present(project, target) {
        return Ok(toolchain);
    }
    apt::install_exactly(&PACKAGES)?;
    let mut compiler = Compiler::ask()?;
    if !compiler.is_new_enough() {
        // Installed some time ago, or from an archive without the security updates that bring a current one.
        apt::upgrade(&PACKAGES)?;
        compiler = Compiler::ask()?;
    }
    if !compiler.is_new_enough() {
        let fix = format!("apt-get update && apt-get install {}", PACKAGES.join(" "));
        return Err(Error::Unusable {
            what: format!("{RUSTC} {}", compiler.version),
            fix,
        });
    }
    let linker = format!("lld-{}", compiler.llvm);
    apt::install_exactly(&[&linker])?;
    let sysroot = Sysroot::of(project, &compiler, target);
    sysroot.build(project, &compiler, &linker)?;
    toolchain_with(project, target, Some(sysroot.folder))
}

/// Links, because rustup's programs of the same names come first on `PATH`.
fn toolchain_with(project: &Project, target: &'static Target, sysroot: Option<PathBuf>) -> Result<Toolchain, Error> {
    let programs = project.cached("debian");
    for (name, program) in [("cargo", CARGO), ("rustc", RUSTC), ("rustdoc", RUSTDOC)] {
        project::link(Path::new(program), &programs.join(name))?;
    }
    Ok(Toolchain {
        name: "Debian's Rust toolchain",
        target,
        programs: Some(programs),
        sysroot,
    })
}

/// What Debian's compiler says of itself.
#[derive(Debug)]
struct Compiler {
    version: String,
    /// The commit of the library's source, or nothing where the compiler does not know it.
    commit: String,
    /// LLVM's major version, which the linker must share.
    llvm: String,
    host: String,
    /// All of its answer: a library belongs to exactly this compiler.
    identity: String,
}

impl Compiler {
    fn ask() -> Result<Self, Error> {
        let answer = Invocation::new(RUSTC).arg("-vV").answer()?;
        Self::parse(&answer).ok_or(Error::Unreadable { program: RUSTC, answer })
    }

    fn parse(answer: &str) -> Option<Self> {
        let field = |name: &str| {
            answer
                .lines()
                .find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
        };
        Some(Self {
            version: field("release")?.to_owned(),
            commit: field("commit-hash")?.to_owned(),
            llvm: field("LLVM version")?.split('.').next()?.to_owned(),
            host: field("host")?.to_owned(),
            identity: answer.to_owned(),
        })
    }

    fn is_new_enough(&self) -> bool {
        version::is_at_least(&self.version, env!("CARGO_PKG_RUST_VERSION"))
    }
}

/// A folder with a standard library for one target, laid out as the compiler expects it.
#[derive(Debug)]
struct Sysroot {
    target: &'static Target,
    folder: PathBuf,
    /// Names the compiler that the library was built by, and its features.
    stamp: PathBuf,
    identity: String,
}

impl Sysroot {
    fn of(project: &Project, compiler: &Compiler, target: &'static Target) -> Self {
        let folder = project.cached(target.sysroot);
        let stamp = folder.join("compiler");
        Self {
            target,
            folder,
            stamp,
            identity: identity(compiler, target),
        }
    }

    fn is_built(&self, project: &Project) -> bool {
        let same = project::read(&self.stamp).is_ok_and(|identity| identity == self.identity);
        same && self.target.links(project, RUSTC, Some(&self.folder))
    }

    fn build(&self, project: &Project, compiler: &Compiler, linker: &str) -> Result<(), Error> {
        let (version, name) = (&compiler.version, self.target.name);
        let _step = say::step(
            format_args!("rustc {version}: compiling its standard library for {name}"),
            self.target.takes,
        );
        let again = format!("cargo xtask setup --only {} --wasm debian", self.target.purpose);
        let work = project.cached(&format!("library-{}", self.target.side));
        let source = work.join("source");
        project::remove(&work)?;
        project::write(
            &work.join("README"),
            "The standard library while it is compiled; to be removed.\n",
        )?;
        // Cargo writes beside what it compiles.
        Invocation::new("cp")
            .args(["-rL", LIBRARY_SOURCE])
            .arg(&source)
            .fix(&again)
            .run()?;
        compile(&work, &source, compiler, self.target).fix(&again).run()?;

        project::remove(&self.folder)?;
        let rustlib = self.folder.join("lib/rustlib");
        // The compiler looks for this name in a sysroot before it looks on PATH.
        project::link(
            &Path::new("/usr/bin").join(linker),
            &rustlib.join(&compiler.host).join("bin/rust-lld"),
        )?;
        let libraries = rustlib.join(self.target.triple).join("lib");
        let made = work.join("target").join(self.target.triple).join("release/deps");
        copy_libraries(&made, &libraries).map_err(Error::file("copy from", &made))?;
        for object in self.target.objects {
            let source = source.join(format!("rtstartup/{object}.rs"));
            self.compile_object(&source, &libraries.join(format!("{object}.o")))
                .fix(&again)
                .run()?;
        }
        project::remove(&work)?;
        if !self.target.links(project, RUSTC, Some(&self.folder)) {
            return Err(Error::Unusable {
                what: format!("the standard library of rustc {version} for {name}"),
                fix: again,
            });
        }
        // Nothing that was compiled against another library fits this one.
        project::remove(&project.built(self.target.side))?;
        project::write(&self.stamp, &self.identity)
    }

    /// What a program begins or ends with is no crate that cargo knows.
    fn compile_object(&self, source: &Path, object: &Path) -> Invocation {
        Invocation::new(RUSTC)
            .env("RUSTC_BOOTSTRAP", "1")
            .env_remove("RUSTUP_TOOLCHAIN")
            .args(["--target", self.target.triple, "--emit", "obj", "-O", "-o"])
            .arg(object)
            .arg(source)
    }
}

/// What a library is made of and how: one that differs in any of it is compiled anew.
fn identity(compiler: &Compiler, target: &Target) -> String {
    let mut identity = format!("{}\n{}\n{}", compiler.identity, target.features, target.flags);
    if let Some(level) = target.optimization {
        identity.push_str("\noptimized for ");
        identity.push_str(level);
    }
    identity
}

/// The flag that lets the compiler write another name of a folder into what it makes.
const RENAMED: &str = "--remap-path-prefix";

/// The flags are those of Rust's own build: a stable compiler may build its library (`RUSTC_BOOTSTRAP`), whose copies
/// of crates are kept apart from a program's (the metadata seed) and hidden from it (`force-unstable`); bitcode makes
/// link-time optimisation work; the remapped paths make the same library wherever the cache folder and cargo's are.
fn compile(work: &Path, source: &Path, compiler: &Compiler, target: &Target) -> Invocation {
    let folders = Folders::of_library(source, &compiler.commit);
    let remap = folders.renamed_by(RENAMED).join(" ");
    let cleared = [
        "CARGO",
        "CARGO_ENCODED_RUSTFLAGS",
        "CARGO_BUILD_TARGET",
        "CARGO_BUILD_RUSTFLAGS",
        "RUSTC_WRAPPER",
    ];
    let invocation = cleared.into_iter().fold(Invocation::new(CARGO), Invocation::env_remove);
    let invocation = match target.linker {
        Some(linker) => invocation.env(&target.variable("LINKER"), linker),
        None => invocation,
    };
    let invocation = match target.optimization {
        Some(level) => invocation.env("CARGO_PROFILE_RELEASE_OPT_LEVEL", level),
        None => invocation.env_remove("CARGO_PROFILE_RELEASE_OPT_LEVEL"),
    };
    invocation
        .env_remove("RUSTC_WORKSPACE_WRAPPER")
        .env_remove("RUSTUP_TOOLCHAIN")
        .env("RUSTC", RUSTC)
        .env("RUSTC_BOOTSTRAP", "1")
        .env("__CARGO_DEFAULT_LIB_METADATA", target.seed)
        .env("RUSTFLAGS", format!("{} {remap}", target.flags))
        .env("CARGO_TARGET_DIR", work.join("target"))
        .args(["build", "--quiet", "--locked", "--release", "--package", "sysroot"])
        .args(["--features", target.features, "--target", target.triple])
        .dir(source)
}

fn copy_libraries(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        if entry.path().extension().is_some_and(|extension| extension == "rlib") {
            fs::copy(entry.path(), to.join(entry.file_name()))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANSWER: &str = "rustc 1.96.0 (ac68faa20 2026-05-25) (built from a source tarball)\nbinary: rustc\n\
        commit-hash: ac68faa20c58cbccd01ee7208bf3b6e93a7d7f96\ncommit-date: 2026-05-25\n\
        host: x86_64-unknown-linux-gnu\nrelease: 1.96.0\nLLVM version: 22.1.8";

    #[test]
    fn compiler_is_known_by_what_it_says_of_itself() {
        let compiler = Compiler::parse(ANSWER).unwrap();

        assert_eq!(compiler.version, "1.96.0");
        assert_eq!(compiler.commit, "ac68faa20c58cbccd01ee7208bf3b6e93a7d7f96");
        assert_eq!(compiler.llvm, "22");
        assert_eq!(compiler.host, "x86_64-unknown-linux-gnu");
        assert!(compiler.is_new_enough());
    }

    #[test]
    fn library_of_another_optimization_is_another_library() {
        let compiler = Compiler::parse(ANSWER).unwrap();
        let of = |optimization| {
            let target = Target {
                optimization,
                ..crate::setup::target::WASM
            };
            identity(&compiler, &target)
        };

        assert_ne!(of(Some("z")), of(Some("s")));
        assert_ne!(of(Some("z")), of(None));
    }

    #[test]
    fn compiler_of_debian_itself_is_too_old() {
        let compiler = Compiler::parse(&ANSWER.replace("release: 1.96.0", "release: 1.63.0")).unwrap();

        assert!(!compiler.is_new_enough());
    }

    #[test]
    fn answer_of_another_program_is_not_taken_for_a_compiler() {
        assert!(Compiler::parse("usage: rustc [--help]").is_none());
    }
}
