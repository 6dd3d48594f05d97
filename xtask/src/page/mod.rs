//! The page: built by Trunk into `dist`, then made small.

mod html;
mod size;
mod stamp;

use std::fs;
use std::hash::{DefaultHasher, Hasher as _};
use std::path::{Path, PathBuf};

pub(crate) use self::html::UnexpectedPage;
pub(crate) use self::size::FirstLoad;
use crate::cli::Route;
use crate::clock::Stopwatch;
use crate::error::Error;
use crate::invocation::Invocation;
use crate::project::{self, Project};
use crate::{say, setup};

/// Where Trunk puts the page, and where the relay's build finds it.
const DIST: &str = "dist";

/// Builds the page, unless the one that is there was built from the same files.
pub(crate) fn build(project: &Project, route: Route) -> Result<(), Error> {
    if stamp::is_current(project)? {
        say::note("page: nothing changed since it was built");
        return Ok(());
    }
    let toolchain = setup::ready_for_page(project, route)?;
    let what = format_args!("page: compiling it with {}", toolchain.name());
    say::step(what, "2 minutes the first time, 20 seconds after a change");
    let watch = Stopwatch::start();
    let trunk = Invocation::new(project.cached("bin/trunk"))
        .args(["build", "--release"])
        .dir(&project.path(""));
    toolchain
        .runs(project, trunk)
        .env("TRUNK_SKIP_VERSION_CHECK", "true")
        // Trunk takes only `true` and `false`; the variable's convention is that any value counts.
        .env_remove("NO_COLOR")
        // Its own backtrace hides the compiler's message above it.
        .env("RUST_BACKTRACE", "0")
        .run()?;
    finish(project)?;
    stamp::leave(project)?;
    say::note(format_args!("page: built in {watch}"));
    Ok(())
}

/// Makes scripts and styles small, and names every file that the page loads after what it holds, so that a browser may
/// keep it for ever. (Trunk's names hold a hash of the WASM before any tool had its turn.)
fn finish(project: &Project) -> Result<(), Error> {
    let dist = project.path(DIST);
    let index = dist.join("index.html");
    let mut html = html::without_integrity(&project::read(&index)?);
    html::check_scripts(&html).map_err(Error::Page)?;

    let loaded = |extension| files_of(&dist, extension);
    let minified: Vec<PathBuf> = loaded("css")?.into_iter().chain(loaded("js")?).collect();
    Invocation::new(project.cached("bin/esbuild"))
        .args(&minified)
        .args([
            "--minify",
            "--legal-comments=none",
            "--log-level=warning",
            "--allow-overwrite",
            "--outdir=.",
        ])
        .dir(&dist)
        .mend("cargo xtask setup --only page")
        .run()?;

    // The WASM first: a script may name it, and is then named after the new name too.
    let mut renamed: Vec<(String, String)> = Vec::new();
    for file in loaded("wasm")?.into_iter().chain(minified) {
        let Some(name) = file.file_name().and_then(|name| name.to_str()) else {
            continue;
        };
        let is_text = !name.ends_with(".wasm");
        if is_text {
            let text = project::read(&file)?;
            project::write(
                &file,
                renamed
                    .iter()
                    .fold(text, |text, (from, to)| html::rename(&text, from, to)),
            )?;
        }
        if html::names(&html, name) {
            let unreadable = |source| Error::File {
                action: "read",
                path: file.clone(),
                source,
            };
            let new_name = name_after(name, &fs::read(&file).map_err(unreadable)?);
            html = html::rename(&html, name, &new_name);
            let kept = |source| Error::File {
                action: "rename",
                path: file.clone(),
                source,
            };
            fs::rename(&file, dist.join(&new_name)).map_err(kept)?;
            renamed.push((name.to_owned(), new_name));
        }
    }
    project::write(&index, html)
}

/// `frontend-0123456789abcdef_bg.wasm` becomes `frontend_bg-<hash of its content>.wasm`.
fn name_after(name: &str, content: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    hasher.write(content);
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    let stem: String = match stem.rsplit_once('-') {
        Some((first, rest)) => {
            let kept = rest.trim_start_matches(|c: char| c.is_ascii_hexdigit());
            if rest.len() == kept.len() + HASH_DIGITS {
                format!("{first}{kept}")
            } else {
                stem.to_owned()
            }
        }
        None => stem.to_owned(),
    };
    format!("{stem}-{:016x}.{extension}", hasher.finish())
}

/// The length of the hash in a file name, Trunk's and ours.
const HASH_DIGITS: usize = 16;

/// The files with `extension` that lie in `folder` itself, sorted.
fn files_of(folder: &Path, extension: &str) -> Result<Vec<PathBuf>, Error> {
    let mut files = files_below(folder)?;
    files.retain(|file| file.parent() == Some(folder) && file.extension().is_some_and(|is| is == extension));
    Ok(files)
}

/// All files below `folder`, sorted, so that what is made of them does not depend on the order of a directory. Hidden
/// ones belong to an editor, or to a build that did not end.
fn files_below(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let unreadable = |source| Error::File {
        action: "list",
        path: folder.to_path_buf(),
        source,
    };
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        let path = entry.path();
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        if path.is_dir() {
            files.extend(files_below(&path)?);
        } else {
            files.push(path);
        }
    }
    files.sort_unstable();
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn name_of_a_file_changes_with_what_it_holds() {
        assert_ne!(name_after("start.js", b"a"), name_after("start.js", b"b"));
        assert_eq!(name_after("start.js", b"a"), name_after("start.js", b"a"));
    }

    #[test]
    fn hash_of_another_step_is_replaced_in_a_name() {
        let script = name_after("frontend-0123456789abcdef.js", b"a");
        let wasm = name_after("frontend-0123456789abcdef_bg.wasm", b"a");
        let plain = name_after("two-words.js", b"a");

        assert!(
            script.starts_with("frontend-") && script.len() == "frontend-.js".len() + HASH_DIGITS,
            "{script}"
        );
        assert!(
            wasm.starts_with("frontend_bg-") && wasm.len() == "frontend_bg-.wasm".len() + HASH_DIGITS,
            "{wasm}"
        );
        assert!(plain.starts_with("two-words-"), "{plain}");
    }
}
