//! Files that use each other in a circle can only be understood together, and none of them can be taken out.
//!
//! A file may use what it declares: that a module names its own children, and they their parent, is how Rust is written.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use syn::visit::{self, Visit};
use syn::{Attribute, File, ItemMod, ItemUse, UseTree};

/// A file's module: the names from the crate's root to it, none for the root itself.
type Module = Vec<String>;

#[test]
fn files_use_each_other_in_no_circle() {
    let mut looked_at = 0;
    let mut circles = Vec::new();
    for source in sources() {
        let files = files(&source);
        looked_at += files.len();
        let arrows = arrows(&files);
        for circle in files.keys().filter(|module| leads(&arrows, module, module)) {
            circles.push(format!("{}/{}", source.display(), circle.join("/")));
        }
    }

    assert!(looked_at > 200, "only {looked_at} files");
    assert!(circles.is_empty(), "in a circle, perhaps one: {circles:#?}");
}

#[test]
fn circle_of_two_files_is_found_and_a_child_with_its_parent_is_none() {
    let files = [
        ("", "mod a; mod b; use a::A; pub struct Root;"),
        ("a", "mod inner; use super::Root; use crate::b::{B, other::C};"),
        ("a/inner", "use super::Helper;"),
        (
            "b",
            "fn f() { crate::a::inner::g() } #[cfg(test)] mod tests { use super::*; }",
        ),
    ];
    let files = files.map(|(module, text)| {
        let module = module.split('/').filter(|name| !name.is_empty()).map(str::to_owned);
        (module.collect::<Module>(), syn::parse_file(text).expect("Rust"))
    });
    let files = BTreeMap::from(files);
    let arrows = arrows(&files);

    let in_circles: Vec<_> = files.keys().filter(|module| leads(&arrows, module, module)).collect();

    assert_eq!(in_circles, [&["a"][..], &["a", "inner"], &["b"]]);
}

/// Where our crates keep their source.
fn sources() -> Vec<PathBuf> {
    let project = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let crates = fs::read_dir(project.join("crates")).expect("the folder of crates");
    let crates = crates.map(|entry| entry.expect("a readable folder").path());
    let others = ["frontend", "relay", "tests", "xtask"].map(|name| project.join(name));
    crates.chain(others).map(|folder| folder.join("src")).collect()
}

/// The files of a crate's `src`, by their modules; programs beside the library and tests are left out.
fn files(source: &Path) -> BTreeMap<Module, File> {
    let mut files = BTreeMap::new();
    let mut folders = vec![source.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        for path in entries.map(|entry| entry.expect("a readable folder").path()) {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if path.is_dir() && !["bin", "tests"].contains(&name.as_str()) {
                folders.push(path);
            } else if name.ends_with(".rs") && name != "tests.rs" && name != "testing.rs" {
                let text = fs::read_to_string(&path).expect("a text");
                let parsed = syn::parse_file(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
                files.insert(module(source, &path), parsed);
            }
        }
    }
    files
}

fn module(source: &Path, file: &Path) -> Module {
    let path = file.strip_prefix(source).expect("a file below it").with_extension("");
    let names = path.iter().map(|name| name.to_string_lossy().into_owned());
    let mut names: Module = names.collect();
    let root = names.len() == 1 && ["lib", "main"].contains(&names.concat().as_str());
    if root || names.last().is_some_and(|name| name == "mod") {
        names.pop();
    }
    names
}

/// Which files each file uses, but for what lies below it.
fn arrows(files: &BTreeMap<Module, File>) -> BTreeMap<&Module, BTreeSet<Module>> {
    let arrows = files.iter().map(|(module, file)| {
        let mut uses = Uses {
            depth: 0,
            module,
            paths: Vec::new(),
        };
        uses.visit_file(file);
        let used = uses.paths.into_iter().map(|mut path| {
            // What is behind the last file's name is an item in it.
            while !path.is_empty() && !files.contains_key(&path) {
                path.pop();
            }
            path
        });
        (module, used.filter(|used| !used.starts_with(module)).collect())
    });
    arrows.collect()
}

/// Whether somebody who follows the arrows from `from` comes to `to`.
fn leads(arrows: &BTreeMap<&Module, BTreeSet<Module>>, from: &Module, to: &Module) -> bool {
    let mut seen = BTreeSet::new();
    let mut next: Vec<&Module> = arrows.get(from).into_iter().flatten().collect();
    while let Some(module) = next.pop() {
        if module == to {
            return true;
        }
        if seen.insert(module) {
            next.extend(arrows.get(module).into_iter().flatten());
        }
    }
    false
}

/// Collects the paths that begin with `crate` or `super`, as names from the crate's root.
struct Uses<'a> {
    /// How many modules within the file are open.
    depth: usize,
    module: &'a Module,
    paths: Vec<Module>,
}

impl Uses<'_> {
    fn note(&mut self, path: &[String]) {
        let above = path.iter().take_while(|name| *name == "super").count();
        let rest = path.iter().skip(above.max(1)).cloned();
        let base = match path.first().map(String::as_str) {
            Some("crate") => &[],
            // Out of a module within the file to the file itself is no arrow.
            Some("super") if above > self.depth => {
                let up = self.module.len().saturating_sub(above - self.depth);
                self.module.get(..up).unwrap_or_default()
            }
            _ => return,
        };
        self.paths.push(base.iter().cloned().chain(rest).collect());
    }

    fn tree(&mut self, tree: &UseTree, before: &[String]) {
        let with = |name: &syn::Ident| [before, &[name.to_string()]].concat();
        match tree {
            UseTree::Path(path) => self.tree(&path.tree, &with(&path.ident)),
            UseTree::Name(name) => self.note(&with(&name.ident)),
            UseTree::Rename(name) => self.note(&with(&name.ident)),
            UseTree::Glob(_) => self.note(before),
            UseTree::Group(group) => group.items.iter().for_each(|tree| self.tree(tree, before)),
        }
    }
}

impl<'ast> Visit<'ast> for Uses<'_> {
    fn visit_item_mod(&mut self, module: &'ast ItemMod) {
        if !of_tests(&module.attrs) {
            self.depth += 1;
            visit::visit_item_mod(self, module);
            self.depth -= 1;
        }
    }

    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        if !of_tests(&item.attrs) {
            self.tree(&item.tree, &[]);
        }
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let names = path.segments.iter().map(|segment| segment.ident.to_string());
        self.note(&names.collect::<Vec<_>>());
        visit::visit_path(self, path);
    }
}

fn of_tests(attributes: &[Attribute]) -> bool {
    let of_tests = |attribute: &Attribute| {
        let condition = attribute
            .path()
            .is_ident("cfg")
            .then(|| attribute.parse_args::<syn::Path>());
        condition.is_some_and(|condition| condition.is_ok_and(|path| path.is_ident("test")))
    };
    attributes.iter().any(of_tests)
}
