//! Files that use each other in a circle can only be understood together, and none of them can be taken out.
//!
//! A module may pass on what its children hold (`pub use`): whoever uses that uses the child. What a module does with its
//! children makes it their user, so that they must not use it in turn.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use syn::visit::{self, Visit};
use syn::{Attribute, File, ItemMod, ItemUse, UseTree, Visibility};

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
fn circles_are_found_between_neighbours_and_between_a_child_and_a_parent_that_uses_it() {
    let in_circles = in_circles(&[
        ("", "mod a; mod b; mod c; mod d; use a::A; pub struct Root;"),
        ("a", "use crate::b::{B, other::C};"),
        (
            "b",
            "fn f() { crate::a::inner::g() } #[cfg(test)] mod tests { use super::*; }",
        ),
        ("c", "mod inner; pub fn c() { inner::f() } pub struct C;"),
        ("c/inner", "use super::C;"),
        ("d", "mod inner; pub use self::inner::D; fn d(_: D) {}"),
        ("d/inner", "fn f() { super::d() } "),
    ]);

    assert_eq!(in_circles, ["a", "b", "c", "c/inner", "d", "d/inner"]);
}

#[test]
fn what_a_module_passes_on_from_its_child_is_no_circle() {
    let in_circles = in_circles(&[
        ("", "mod a; pub use a::{Shared, work}; fn f(a: u8) -> u8 { a + 1 }"),
        (
            "a",
            "mod shared; mod work; pub use self::{shared::Shared, work::work}; fn f() { work() }",
        ),
        ("a/shared", "pub(in crate::a) struct Shared;"),
        (
            "a/work",
            "use super::Shared; use crate::f; fn work(_: crate::Shared) {}",
        ),
    ]);

    assert_eq!(in_circles, [""; 0]);
}

/// The modules among `files` from which arrows lead back to them.
fn in_circles(files: &[(&str, &str)]) -> Vec<String> {
    let files = files.iter().map(|(module, text)| {
        let module = module.split('/').filter(|name| !name.is_empty()).map(str::to_owned);
        (module.collect::<Module>(), syn::parse_file(text).expect("Rust"))
    });
    let files = files.collect();
    let arrows = arrows(&files);
    let modules = files.keys().filter(|module| leads(&arrows, module, module));
    modules.map(|module| module.join("/")).collect()
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
            } else if name == "main.rs" && source.join("lib.rs").exists() {
                // A program beside the library is a crate of its own.
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

/// Which files each file uses.
fn arrows(files: &BTreeMap<Module, File>) -> BTreeMap<&Module, BTreeSet<Module>> {
    let read = files.iter().map(|(module, file)| {
        let mut uses = Uses {
            depth: 0,
            module,
            files,
            paths: Vec::new(),
            imports: BTreeMap::new(),
            names: BTreeSet::new(),
        };
        uses.visit_file(file);
        (module, uses)
    });
    let read: BTreeMap<&Module, Uses<'_>> = read.collect();
    let arrows = read.iter().map(|(module, uses)| {
        let by_name = uses.names.iter().filter_map(|name| uses.imports.get(name));
        let used = uses.paths.iter().chain(by_name);
        let used = used.map(|path| place(&read, path.clone()));
        (*module, used.filter(|used| used != *module).collect())
    });
    arrows.collect()
}

/// How many modules may pass an item on to each other; more is a circle of names.
const MOST_STEPS: usize = 10;

/// The file that holds what `path` names, whoever passes it on.
fn place(read: &BTreeMap<&Module, Uses<'_>>, mut path: Module) -> Module {
    for _ in 0..MOST_STEPS {
        let mut file = path.clone();
        while !file.is_empty() && !read.contains_key(&file) {
            file.pop();
        }
        // What is behind the file's name is an item in it, or one that it has from elsewhere.
        let imports = read.get(&file).map(|uses| &uses.imports);
        let from = path.get(file.len()).and_then(|name| imports?.get(name));
        match from {
            Some(from) => path = [from, path.get(file.len() + 1..).unwrap_or_default()].concat(),
            None => return file,
        }
    }
    panic!("{path:?} is passed on without an end");
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

/// Collects the paths into the crate, as names from its root.
struct Uses<'a> {
    /// How many modules within the file are open.
    depth: usize,
    module: &'a Module,
    files: &'a BTreeMap<Module, File>,
    paths: Vec<Module>,
    /// What the file names by `use`, and where that is.
    imports: BTreeMap<String, Module>,
    /// How other paths begin: perhaps with something that the file passes on and uses itself.
    names: BTreeSet<String>,
}

impl Uses<'_> {
    /// `path` from the crate's root, where it leads into the crate.
    fn within(&self, path: &[String]) -> Option<Module> {
        let above = path.iter().take_while(|name| *name == "super").count();
        let child = |name: &String| self.files.contains_key(&[self.module, &[name.clone()][..]].concat());
        let (base, rest) = match path.first()?.as_str() {
            "crate" => (&[][..], path.get(1..)),
            "self" if self.depth == 0 => (&self.module[..], path.get(1..)),
            // Out of a module within the file to the file itself is no arrow.
            "super" if above > self.depth => {
                let up = self.module.len().checked_sub(above - self.depth)?;
                (self.module.get(..up)?, path.get(above..))
            }
            // A name alone is an item or a variable: nothing can be done with a module itself.
            _ if self.depth == 0 && path.len() > 1 && child(path.first()?) => (&self.module[..], Some(path)),
            _ => return None,
        };
        Some([base, rest?].concat())
    }

    fn note(&mut self, path: &[String]) {
        match self.within(path) {
            Some(path) => self.paths.push(path),
            None => self.names.extend(path.first().cloned()),
        }
    }

    fn import(&mut self, visibility: &Visibility, name: String, path: &[String]) {
        let Some(path) = self.within(path) else { return };
        if matches!(visibility, Visibility::Inherited) {
            self.paths.push(path.clone());
        }
        self.imports.insert(name, path);
    }

    fn tree(&mut self, visibility: &Visibility, tree: &UseTree, before: &[String]) {
        let with = |name: &syn::Ident| [before, &[name.to_string()]].concat();
        match tree {
            UseTree::Path(path) => self.tree(visibility, &path.tree, &with(&path.ident)),
            UseTree::Name(name) if name.ident == "self" => {
                self.import(visibility, before.last().cloned().unwrap_or_default(), before);
            }
            UseTree::Name(name) => self.import(visibility, name.ident.to_string(), &with(&name.ident)),
            UseTree::Rename(name) => self.import(visibility, name.rename.to_string(), &with(&name.ident)),
            UseTree::Glob(_) => self.note(before),
            UseTree::Group(group) => group.items.iter().for_each(|tree| self.tree(visibility, tree, before)),
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
            self.tree(&item.vis, &item.tree, &[]);
        }
    }

    /// Who may see an item (`pub(in ...)`) is not whom it uses.
    fn visit_visibility(&mut self, _: &'ast Visibility) {}

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
