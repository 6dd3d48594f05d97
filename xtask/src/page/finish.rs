//! What is done to the page after Trunk built it.

use std::fs;
use std::hash::{DefaultHasher, Hasher as _};
use std::path::{Path, PathBuf};

use crate::error::Error;
use crate::invocation::Invocation;
use crate::page::{DIST, files_of, html};
use crate::project::{self, Project};

/// Makes scripts and styles small, and names every file that the page loads after what it holds, so that a browser may
/// keep it for ever. (Trunk's names hold a hash of the WASM before any tool had its turn.)
pub(super) fn finish(project: &Project) -> Result<(), Error> {
    let dist = project.path(DIST);
    let index = dist.join("index.html");
    let html = html::without_integrity(&project::read(&index)?);
    html::check_scripts(&html).map_err(|unexpected| Error::Page(unexpected.to_string()))?;

    let mut texts = files_of(&dist, "css")?;
    texts.extend(files_of(&dist, "js")?);
    minify(project, &dist, &texts)?;
    // The WASM first: a script may name it, and is then named after the new name too.
    let html = files_of(&dist, "wasm")?
        .iter()
        .chain(&texts)
        .try_fold(html, |html, file| name_by_content(html, file, &texts))?;
    project::write(&index, html)
}

fn minify(project: &Project, dist: &Path, files: &[PathBuf]) -> Result<(), Error> {
    Invocation::new(project.cached("bin/esbuild"))
        .args(files)
        .args([
            "--minify",
            "--legal-comments=none",
            "--log-level=warning",
            "--allow-overwrite",
            "--outdir=.",
        ])
        .dir(dist)
        .mend("cargo xtask setup --only page")
        .run()
}

/// Renames `file` after its content, in the page's HTML and in `texts` too. A file that the HTML does not name is
/// loaded by its fixed name from elsewhere, and keeps it.
fn name_by_content(html: String, file: &Path, texts: &[PathBuf]) -> Result<String, Error> {
    let Some(name) = file
        .file_name()
        .and_then(|name| name.to_str())
        .filter(|name| html::names(&html, name))
    else {
        return Ok(html);
    };
    let content = fs::read(file).map_err(Error::file("read", file))?;
    let new_name = name_after(name, &content);
    // What is a script or a style itself has had its turn, or comes later and is not named by others.
    if !texts.iter().any(|text| text == file) {
        for text in texts {
            project::write(text, html::rename(&project::read(text)?, name, &new_name))?;
        }
    }
    fs::rename(file, file.with_file_name(&new_name)).map_err(Error::file("rename", file))?;
    Ok(html::rename(&html, name, &new_name))
}

/// `frontend-0123456789abcdef_bg.wasm` becomes `frontend_bg-<hash of its content>.wasm`.
fn name_after(name: &str, content: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    hasher.write(content);
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    format!("{}-{:016x}.{extension}", without_hash(stem), hasher.finish())
}

/// The stem of a file name without the sixteen hexadecimal digits that another step put into it.
fn without_hash(stem: &str) -> String {
    let Some((first, rest)) = stem.rsplit_once('-') else {
        return stem.to_owned();
    };
    let kept = rest.trim_start_matches(|c: char| c.is_ascii_hexdigit());
    if rest.len() == kept.len() + 16 {
        format!("{first}{kept}")
    } else {
        stem.to_owned()
    }
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
    fn hash_of_another_step_is_taken_out_of_a_name() {
        assert_eq!(without_hash("frontend-0123456789abcdef"), "frontend");
        assert_eq!(without_hash("frontend-0123456789abcdef_bg"), "frontend_bg");
        assert_eq!(without_hash("two-words"), "two-words");
        assert_eq!(without_hash("start"), "start");
    }

    #[test]
    fn new_name_of_a_file_stands_in_the_page_and_in_the_scripts() {
        let folder = std::env::temp_dir().join(format!("rdptrace-xtask-finish-{}", std::process::id()));
        let (wasm, script) = (folder.join("app_bg.wasm"), folder.join("app.js"));
        project::write(&wasm, "wasm").unwrap();
        project::write(&script, "load('app_bg.wasm')").unwrap();
        let html = "<script src=\"/app.js\" data-wasm=\"/app_bg.wasm\">".to_owned();

        let html = name_by_content(html, &wasm, std::slice::from_ref(&script)).unwrap();

        let name = name_after("app_bg.wasm", b"wasm");
        assert_eq!(html, format!("<script src=\"/app.js\" data-wasm=\"/{name}\">"));
        assert_eq!(project::read(&script).unwrap(), format!("load('{name}')"));
        assert!(folder.join(&name).is_file() && !wasm.exists());
        project::remove(&folder).unwrap();
    }

    #[test]
    fn file_that_the_page_does_not_name_keeps_its_name() {
        let folder = std::env::temp_dir().join(format!("rdptrace-xtask-fixed-{}", std::process::id()));
        let script = folder.join("embed.js");
        project::write(&script, "1").unwrap();

        let html = name_by_content("<html>".to_owned(), &script, &[]).unwrap();

        assert_eq!(html, "<html>");
        assert!(script.is_file());
        project::remove(&folder).unwrap();
    }
}
