//! What a container is made of: the program, glibc as Debian has it, and the certificate authorities, upon nothing.

use std::fs;
use std::path::{Path, PathBuf};

use super::archive;
use super::program::Program;
use super::version::VERSION;
use crate::error::Error;
use crate::project::{self, Project};
use crate::{apt, say};

/// Packs the folder that a container is built from into `folder`: the same bytes each time, as long as Debian's packages
/// are the same.
pub(super) fn pack(project: &Project, program: &Program, folder: &Path) -> Result<PathBuf, Error> {
    if let Some(library) = program.needs.foreign().next() {
        return Err(Error::package(format!(
            "the program needs {library}, and a container has only glibc"
        )));
    }
    let name = format!("rdptrace-{VERSION}-container");
    let inside = project.built("xtask/archive").join(&name);
    project::remove(&inside)?;
    project::copy(
        &project.path("packages/linux/Containerfile"),
        &inside.join("Containerfile"),
    )?;
    let root = inside.join("root");
    archive::copy_program(&program.binary, &root.join("rdptrace"))?;
    let debian = unpacked(project)?;
    for library in &program.needs.libraries {
        let file = Path::new(LIBRARIES).join(library);
        copy_runnable(&debian.join(&file), &root.join(&file))?;
    }
    // The kernel looks for it there. In the package, that is a link from the root of a whole system.
    copy_runnable(&debian.join(LIBRARIES).join(LOADER), &root.join("lib64").join(LOADER))?;
    project::copy(&debian.join(COPYRIGHT), &root.join(COPYRIGHT))?;
    project::write(&root.join("etc/ssl/certs/ca-certificates.crt"), authorities(&debian)?)?;
    // An empty folder would not be there after packing everywhere.
    project::write(&inside.join("state/.keep"), "")?;
    for (name, text) in FILES {
        project::write(&root.join(name), text)?;
    }
    archive::packed(project, &name, &program.epoch, folder)
}

/// Debian's packages, unpacked.
fn unpacked(project: &Project) -> Result<PathBuf, Error> {
    let folder = project.cached("container");
    let stamp = folder.join("unpacked");
    if !stamp.is_file() {
        let _step = say::step("apt-get: unpacking glibc and the certificate authorities", "seconds");
        project::remove(&folder)?;
        apt::unpack(&PACKAGES, &folder)?;
        project::write(&stamp, PACKAGES.join(" "))?;
    }
    Ok(folder)
}

/// All authorities that Debian trusts, in one file, as it makes it where the package is installed.
fn authorities(debian: &Path) -> Result<String, Error> {
    let folder = debian.join("usr/share/ca-certificates/mozilla");
    let listed = fs::read_dir(&folder).and_then(|entries| entries.map(|entry| Ok(entry?.path())).collect());
    let mut files: Vec<PathBuf> = listed.map_err(Error::file("list", &folder))?;
    files.sort();
    files.iter().map(|file| project::read(file)).collect()
}

/// Libraries need no mode to be used; the loader does, and all have it in Debian's package.
fn copy_runnable(from: &Path, to: &Path) -> Result<(), Error> {
    let from = fs::canonicalize(from).map_err(Error::file("find", from))?;
    archive::copy_program(&from, to)
}

const PACKAGES: [&str; 2] = ["libc6", "ca-certificates"];
const LIBRARIES: &str = "lib/x86_64-linux-gnu";
const LOADER: &str = "ld-linux-x86-64.so.2";
/// glibc is given away with its terms, which also say where its source is.
const COPYRIGHT: &str = "usr/share/doc/libc6/copyright";
/// Who it runs as, and where names are looked up.
const FILES: [(&str, &str); 3] = [
    (
        "etc/passwd",
        "root:x:0:0:root:/:/\nrdptrace:x:65532:65532:rdptrace:/var/lib/rdptrace:/\n",
    ),
    ("etc/group", "root:x:0:\nrdptrace:x:65532:\n"),
    ("etc/nsswitch.conf", "hosts: files dns\n"),
];
