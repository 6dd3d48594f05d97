//! Everything made a second time, in another folder and from nothing: the same bytes.

use std::env;
use std::path::Path;

use super::made::{FOLDER, SUMS};
use crate::cli::Dist;
use crate::error::Error;
use crate::invocation::Invocation;
use crate::project::{self, Project};
use crate::say;

/// Makes all of it again from a copy of the checkout, and compares the sums.
pub(super) fn alike(project: &Project, options: &Dist) -> Result<(), Error> {
    let _step = say::step(
        "dist: making all of it again in another folder",
        "as long as the first time",
    );
    let copy = project.built("xtask/again");
    project::remove(&copy)?;
    copied(project, &copy)?;
    let program = env::current_exe().map_err(Error::file("find", Path::new("xtask")))?;
    let route = clap::ValueEnum::to_possible_value(&options.wasm.route);
    let route = route.map_or_else(String::new, |route| route.get_name().to_owned());
    let without = options.without_windows.then_some("--without-windows");
    Invocation::new(program)
        .args(["dist", "--wasm", &route])
        .args(without)
        .dir(&copy)
        // As cargo would tell it, were it called there.
        .env("CARGO_MANIFEST_DIR", copy.join("xtask"))
        .env("CARGO_TARGET_DIR", copy.join("target"))
        .quiet()
        .run()?;
    let first = project::read(&project.built(FOLDER).join(SUMS))?;
    let second = project::read(&copy.join("target").join(FOLDER).join(SUMS))?;
    let other: Vec<&str> = first.lines().filter(|line| !second.contains(line)).collect();
    if !other.is_empty() || first.len() != second.len() {
        let what = format!(
            "made again in {}, it is not the same: {}",
            copy.display(),
            other.join(", ")
        );
        return Err(Error::Package(what));
    }
    project::remove(&copy)
}

/// Copies what git knows of the checkout, as it lies there, with its history.
fn copied(project: &Project, copy: &Path) -> Result<(), Error> {
    let root = project.path("");
    let clone = Invocation::new("git").args(["clone", "--quiet", "--shared", "--no-checkout"]);
    clone.arg(&root).arg(copy).run()?;
    let listed = "git ls-files -z --cached --others --exclude-standard";
    let packed = "tar --create --null --files-from=- --ignore-failed-read --file=-";
    let line = format!("{listed} | {packed} | tar --extract --file=- --directory=\"$1\"");
    Invocation::new("sh")
        .args(["-c", &line, "sh"])
        .arg(copy)
        .dir(&root)
        .run()
}
