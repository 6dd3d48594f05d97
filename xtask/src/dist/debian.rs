//! The Debian package.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use super::program::Program;
use crate::error::Error;
use crate::invocation::Invocation;
use crate::project::{self, Project};

/// Packs `program` as `version` into `folder`: the same bytes each time.
pub(super) fn pack(project: &Project, program: &Program, version: &str, folder: &Path) -> Result<PathBuf, Error> {
    let root = project.built("xtask/debian");
    project::remove(&root)?;
    project::copy(&program.binary, &root.join("usr/bin/rdptrace"))?;
    for (from, to) in FILES {
        project::copy(&project.path(from), &root.join(to))?;
    }
    for folder in FOLDERS {
        copy_all(&project.path(folder.0), &root.join(folder.1))?;
    }
    let kibibytes = size(&root)?.div_ceil(1024);
    let depends = program
        .needs
        .glibc
        .map(|minor| format!("Depends: libc6 (>= 2.{minor})\n"));
    let control = format!(
        "Package: rdptrace\nVersion: {version}\nArchitecture: amd64\nSection: net\nPriority: optional\n\
         Maintainer: rdptrace\nInstalled-Size: {kibibytes}\n{}\
         Description: shows where Remote Desktop connections break\n \
         A server for a web page that checks a computer step by step, shows the\n \
         step that fails, what that means, and who can fix it. Also a command and\n \
         an agent, which checks for a server somewhere else.\n",
        depends.unwrap_or_default()
    );
    project::write(&root.join("DEBIAN/control"), control)?;
    project::write(&root.join("DEBIAN/conffiles"), "/etc/rdptrace/rdptrace.toml\n")?;
    for script in SCRIPTS {
        let text = project::read(&project.path(&format!("packages/linux/{script}")))?;
        project::write(&root.join("DEBIAN").join(script), text.replace("@VERSION@", version))?;
    }
    modes(&root)?;
    let file = folder.join(format!("rdptrace_{version}_amd64.deb"));
    project::write(&file, "")?;
    Invocation::new("dpkg-deb")
        .args(["--root-owner-group", "-Zxz", "--build"])
        .arg(&root)
        .arg(&file)
        .env("SOURCE_DATE_EPOCH", &program.epoch)
        .quiet()
        .run()?;
    Ok(file)
}

/// Makes who may do what the same whoever packs it.
fn modes(path: &Path) -> Result<(), Error> {
    let runs =
        path.ends_with("usr/bin/rdptrace") || SCRIPTS.iter().any(|script| path.ends_with(format!("DEBIAN/{script}")));
    let mode = if path.is_dir() || runs { 0o755 } else { 0o644 };
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).map_err(Error::file("change", path))?;
    entries(path)?.iter().try_for_each(|entry| modes(entry))
}

/// The bytes of all files.
fn size(path: &Path) -> Result<u64, Error> {
    if path.is_dir() {
        return entries(path)?.iter().map(|entry| size(entry)).sum();
    }
    let found = fs::metadata(path).map_err(Error::file("read", path))?;
    Ok(found.len())
}

fn copy_all(from: &Path, to: &Path) -> Result<(), Error> {
    for entry in entries(from)? {
        let name = entry.file_name().unwrap_or_default();
        if entry.is_dir() {
            copy_all(&entry, &to.join(name))?;
        } else {
            project::copy(&entry, &to.join(name))?;
        }
    }
    Ok(())
}

/// What is in a folder, in order; nothing where it is a file.
fn entries(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let listed = fs::read_dir(folder).and_then(|entries| entries.map(|entry| Ok(entry?.path())).collect());
    let mut paths: Vec<PathBuf> = listed.map_err(Error::file("list", folder))?;
    paths.sort();
    Ok(paths)
}

/// From the checkout.
const FILES: [(&str, &str); 7] = [
    (
        "packages/linux/rdptrace.service",
        "usr/lib/systemd/system/rdptrace.service",
    ),
    (
        "packages/linux/rdptrace-agent.service",
        "usr/lib/systemd/system/rdptrace-agent.service",
    ),
    ("packages/linux/rdptrace.toml", "etc/rdptrace/rdptrace.toml"),
    ("packages/linux/agent.env", "usr/share/doc/rdptrace/examples/agent.env"),
    ("README.md", "usr/share/doc/rdptrace/README.md"),
    ("CHANGELOG.md", "usr/share/doc/rdptrace/CHANGELOG.md"),
    ("LICENSE-MIT", "usr/share/doc/rdptrace/copyright"),
];
/// The same with all they hold.
const FOLDERS: [(&str, &str); 2] = [
    ("examples", "usr/share/doc/rdptrace/examples"),
    ("packages/monitoring", "usr/share/rdptrace/monitoring"),
];
const SCRIPTS: [&str; 4] = ["preinst", "postinst", "prerm", "postrm"];
