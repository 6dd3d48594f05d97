//! What is done to the page's files after they were built.

use std::fs;
use std::path::{Path, PathBuf};

use content_hash::content_hash;

use crate::error::Error;
use crate::invocation::Invocation;
use crate::page::files::files_of;
use crate::page::html;
use crate::project::{self, Project};

/// Makes the scripts and styles of `folder` small, and names every file that the page loads after what it holds, so that
/// a browser may keep it for ever. Returns the document with the new names.
pub(super) fn finish(project: &Project, folder: &Path, document: String) -> Result<String, Error> {
    html::check_scripts(&document).map_err(|unexpected| Error::Page(unexpected.to_string()))?;
    let mut texts = files_of(folder, "css")?;
    texts.extend(files_of(folder, "js")?);
    minify(project, folder, &texts)?;
    // Scripts last: one may name any other file, and is then named after the new name, too.
    let others = ["wasm", "svg"].map(|extension| files_of(folder, extension));
    let mut files = Vec::new();
    for some in others {
        files.extend(some?);
    }
    files
        .iter()
        .chain(&texts)
        .try_fold(document, |document, file| name_by_content(document, file, &texts))
}

/// Makes scripts and styles of `folder` small, in their places.
pub(super) fn minify(project: &Project, folder: &Path, files: &[PathBuf]) -> Result<(), Error> {
    Invocation::new(project.cached("bin/esbuild"))
        .args(files)
        .args([
            "--minify",
            "--legal-comments=none",
            "--log-level=warning",
            "--allow-overwrite",
            "--outdir=.",
        ])
        .dir(folder)
        .fix("cargo xtask setup --only page")
        .run()
}

/// Renames `file` after its content, in the page's document and in `texts` too. A file that the document does not name
/// is loaded by its fixed name from elsewhere, and keeps it.
fn name_by_content(document: String, file: &Path, texts: &[PathBuf]) -> Result<String, Error> {
    let Some(name) = file
        .file_name()
        .and_then(|name| name.to_str())
        .filter(|name| html::names(&document, name))
    else {
        return Ok(document);
    };
    let content = fs::read(file).map_err(Error::file("read", file))?;
    let new_name = name_after(name, &content);
    // What is a script or a style itself has had its turn, or comes later and is not named by others.
    if !texts.iter().any(|text| text == file) {
        for text in texts {
            project::write(text, html::rename(&project::read(text)?, name, &new_name))?;
        }
    }
    project::rename(file, &file.with_file_name(&new_name))?;
    Ok(html::rename(&document, name, &new_name))
}

/// Gives `file` the name that follows from its `content`, and returns its new path.
pub(super) fn rename_after_content(file: &Path, content: &[u8]) -> Result<PathBuf, Error> {
    let named = file.with_file_name(name_after(&name_of(file), content));
    project::rename(file, &named)?;
    Ok(named)
}

/// `text` with the name of one file replaced by that of another.
pub(super) fn renamed(text: &str, from: &Path, to: &Path) -> String {
    html::rename(text, &name_of(from), &name_of(to))
}

pub(super) fn name_of(file: &Path) -> String {
    file.file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default()
}

/// `frontend_bg.wasm` becomes `frontend_bg-<hash of its content>.wasm`.
fn name_after(name: &str, content: &[u8]) -> String {
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    format!("{stem}-{}.{extension}", content_hash([content]))
}

/// Names every file after what it holds, and tells the texts behind it.
pub(super) fn name_in_order(wasm: &[PathBuf], texts: &[PathBuf]) -> Result<(), Error> {
    let later = |number: usize| texts.get(number.saturating_sub(wasm.len() - 1)..).unwrap_or_default();
    for (number, file) in wasm.iter().chain(texts).enumerate() {
        let told = if number < wasm.len() { texts } else { later(number) };
        let content = fs::read(file).map_err(Error::file("read", file))?;
        let named = rename_after_content(file, &content)?;
        for text in told {
            let text_before = project::read(text)?;
            let text_after = renamed(&text_before, file, &named);
            if text_after != text_before {
                project::write(text, text_after)?;
            }
        }
    }
    Ok(())
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

    #[test]
    fn every_file_is_named_after_its_content_in_those_that_load_it() {
        let folder = std::env::temp_dir().join(format!("rdptrace-xtask-order-{}", std::process::id()));
        let file = |name: &str, content: &str| {
            let path = folder.join(name);
            project::write(&path, content).unwrap();
            path
        };
        let wasm = [file("a_bg.wasm", "1"), file("b.wasm", "2")];
        let texts = [
            file("a.js", "load('a_bg.wasm')"),
            file("b.js", "load('./b.wasm')"),
            file("own.js", "import './a.js'; import('./b.js')"),
        ];

        name_in_order(&wasm, &texts).unwrap();

        let mut names: Vec<_> = fs::read_dir(&folder)
            .unwrap()
            .map(|it| it.unwrap().file_name())
            .collect();
        names.sort();
        let names: Vec<_> = names.iter().map(|name| name.to_str().unwrap()).collect();
        let [a, a_wasm, b, b_wasm, own] = names[..] else {
            panic!("{names:?}");
        };
        let read = |name: &str| project::read(&folder.join(name)).unwrap();
        assert_eq!(read(a), format!("load('{a_wasm}')"));
        assert_eq!(read(b), format!("load('./{b_wasm}')"));
        assert_eq!(read(own), format!("import './{a}'; import('./{b}')"));
        project::remove(&folder).unwrap();
    }
}
