//! What the documents for engineers name is there: a list of "Where do I add ..." that leads to a file which has moved is
//! worse than none.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The documents, from the project's folder.
const DOCUMENTS: [&str; 2] = ["ARCHITECTURE.md", "CONTRIBUTING.md"];

/// Folders of the project that are made, not written.
const MADE: [&str; 4] = ["target", "dist", "node_modules", ".git"];

/// Endings by which a name without a folder is known as that of a file.
const ENDINGS: [&str; 9] = ["rs", "js", "ts", "css", "html", "json", "md", "toml", "txt"];

#[test]
fn every_path_leads_to_a_file_or_a_folder() {
    let checkout = Checkout::read();
    let mut named = 0;
    let mut missing = Vec::new();
    for document in DOCUMENTS {
        let text = document_text(document);
        let codes = codes(&text).map(|code| code.text);
        for path in codes.chain(links(&text)).filter_map(as_path) {
            named += 1;
            if checkout.entries_called(path).next().is_none() {
                missing.push(format!("{document}: {path}"));
            }
        }
    }

    assert!(named > 100, "only {named} paths");
    assert!(missing.is_empty(), "neither a file nor a folder: {missing:#?}");
}

/// The code map: where a part starts is a file of that part, or one by its whole path.
#[test]
fn every_part_of_the_code_map_starts_below_its_own_folder() {
    let checkout = Checkout::read();
    let text = document_text("ARCHITECTURE.md");
    let mut starts = 0;
    let mut elsewhere = Vec::new();
    for row in text.lines().filter(|line| line.starts_with("| `")) {
        let cells: Vec<&str> = row.split('|').collect();
        let [_, part, .., start, _] = cells[..] else {
            panic!("a row of three cells: {row}");
        };
        let named = codes(part).flat_map(|code| checkout.entries_called(code.text));
        let folders: Vec<&str> = named.map(|entry| checkout.folder_of(entry)).collect();
        for start in codes(start).map(|code| code.text.trim_end_matches('/')) {
            starts += 1;
            let mut below = folders.iter().filter(|folder| checkout.has_below(folder, start));
            if below.next().is_none() && !checkout.entries.contains(start) {
                elsewhere.push(format!("{part}: {start}"));
            }
        }
    }

    assert!(starts > 50, "only {starts} starts");
    assert!(elsewhere.is_empty(), "not below its part: {elsewhere:#?}");
}

/// Of "`name` in `path`" and "`NAME` of `path`" the file holds the name; any other name of the code stands in some file.
#[test]
fn every_name_of_the_code_stands_where_the_documents_say() {
    let checkout = Checkout::read();
    let sources: Vec<(&String, String)> = checkout.sources().collect();
    let mut named = 0;
    let mut missing = Vec::new();
    for document in DOCUMENTS {
        let text = document_text(document);
        let codes: Vec<Code<'_>> = codes(&text).collect();
        for (place, code) in codes.iter().enumerate() {
            let Some(name) = as_name(code.text) else { continue };
            let beside = codes
                .get(place + 1)
                .filter(|_| matches!(code.after.trim(), "in" | "of"));
            let file = beside.and_then(|next| as_path(next.text));
            named += 1;
            let within = |path: &str| file.is_none_or(|file| is_called(path, file) || is_below(path, file));
            if !sources.iter().any(|(path, text)| within(path) && holds(text, name)) {
                missing.push(format!("{document}: {} in {file:?}", code.text));
            }
        }
    }

    assert!(named > 50, "only {named} names");
    assert!(missing.is_empty(), "no file has it: {missing:#?}");
}

#[test]
fn names_and_paths_are_told_from_what_is_neither() {
    let text =
        "A `Tenant` in `config/tenants.rs`.\n```\n`not/this.rs`\n```\nSee [it](docs/x.md), `GET /r` and `--help`.";
    let text = without_fences(text);

    let paths: Vec<&str> = codes(&text)
        .map(|code| code.text)
        .chain(links(&text))
        .filter_map(as_path)
        .collect();
    let names: Vec<&str> = codes(&text).filter_map(|code| as_name(code.text)).collect();

    assert_eq!(paths, ["config/tenants.rs", "docs/x.md"]);
    assert_eq!(names, ["Tenant"]);
    assert!(is_called("relay/src/config/tenants.rs", "config/tenants.rs"));
    assert!(!is_called("relay/src/config/tenants.rs", "nants.rs"));
    assert!(holds("fn in_frame(", "in_frame") && !holds("fn in_frames(", "in_frame"));
}

/// Every file and folder that somebody wrote, by its path from the project's folder.
struct Checkout {
    project: PathBuf,
    entries: BTreeSet<String>,
}

impl Checkout {
    fn read() -> Self {
        let project = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let mut entries = BTreeSet::new();
        let mut folders = vec![project.clone()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(&folder).expect("a folder of the project") {
                let path = entry.expect("a readable folder").path();
                let from_project = path.strip_prefix(&project).expect("it is below the project");
                if MADE.iter().any(|made| from_project == Path::new(made)) {
                    continue;
                }
                entries.insert(from_project.to_string_lossy().into_owned());
                if path.is_dir() {
                    folders.push(path);
                }
            }
        }
        Self { project, entries }
    }

    /// The entries that a document may mean by `path`: it may leave out the folders above.
    fn entries_called(&self, path: &str) -> impl Iterator<Item = &String> {
        self.entries.iter().filter(move |entry| is_called(entry, path))
    }

    /// A folder itself, and of a file the one in which it is.
    fn folder_of<'a>(&self, entry: &'a str) -> &'a str {
        match entry.rsplit_once('/') {
            Some((folder, _)) if self.project.join(entry).is_file() => folder,
            _ => entry,
        }
    }

    fn has_below(&self, folder: &str, path: &str) -> bool {
        let below = |entry: &String| entry.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
        self.entries_called(path).any(below)
    }

    fn sources(&self) -> impl Iterator<Item = (&String, String)> {
        let is_source = |path: &&String| [".rs", ".js", ".ts"].iter().any(|ending| path.ends_with(ending));
        let read = |path| (path, fs::read_to_string(self.project.join(path)).unwrap_or_default());
        self.entries.iter().filter(is_source).map(read)
    }
}

/// Something between backticks, with the text up to the next.
struct Code<'a> {
    text: &'a str,
    after: &'a str,
}

fn codes(text: &str) -> impl Iterator<Item = Code<'_>> {
    let mut parts = text.split('`').skip(1);
    core::iter::from_fn(move || {
        Some(Code {
            text: parts.next()?,
            after: parts.next()?,
        })
    })
}

fn links(text: &str) -> impl Iterator<Item = &str> {
    text.split("](")
        .skip(1)
        .filter_map(|rest| Some(rest.split_once(')')?.0))
}

fn document_text(document: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(document);
    without_fences(&fs::read_to_string(path).expect("a document of the project"))
}

/// Pictures and commands are no places.
fn without_fences(text: &str) -> String {
    text.split("```").step_by(2).collect()
}

/// What is written like a path of the checkout, up to its first wildcard.
fn as_path(text: &str) -> Option<&str> {
    let like_a_path = text
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || b"/._-*".contains(&byte));
    let is_file = text
        .rsplit_once('.')
        .is_some_and(|(_, ending)| ENDINGS.contains(&ending));
    let is_made = MADE.iter().any(|folder| text.starts_with(folder));
    if !like_a_path || text.starts_with('/') || is_made || !(is_file || text.contains('/')) {
        return None;
    }
    let (folder, _) = text.split_once("/*").unwrap_or((text, ""));
    Some(folder.trim_end_matches('/'))
}

/// What is written like a name of the code: in capitals, or of several words; of a path with `::` the last part.
fn as_name(text: &str) -> Option<&str> {
    let like_a_name = text
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || b"_:".contains(&byte));
    let is_name =
        text.contains("::") || text.contains('_') || text.starts_with(|first: char| first.is_ascii_uppercase());
    let (_, last) = text.rsplit_once("::").unwrap_or(("", text));
    (like_a_name && is_name && last.len() > 1).then_some(last)
}

fn is_called(entry: &str, path: &str) -> bool {
    entry
        .strip_suffix(path)
        .is_some_and(|above| above.is_empty() || above.ends_with('/'))
}

/// Whether a file is in the folder that a document calls `folder`.
fn is_below(path: &str, folder: &str) -> bool {
    format!("/{path}").contains(&format!("/{folder}/"))
}

/// Whether `name` stands in `text` as a word.
fn holds(text: &str, name: &str) -> bool {
    let of_a_word = |character: char| character.is_alphanumeric() || character == '_';
    text.match_indices(name).any(|(start, _)| {
        let before = text.get(..start).unwrap_or_default();
        let behind = text.get(start + name.len()..).unwrap_or_default();
        !before.ends_with(of_a_word) && !behind.starts_with(of_a_word)
    })
}
