//! Everything that is given away, tried.

use std::fs;
use std::path::{Path, PathBuf};

use super::{FOLDER, Program, SUMS, debian, made};
use crate::cli::Purpose;
use crate::error::Error;
use crate::invocation::Invocation;
use crate::project::{self, Project};
use crate::{say, setup};

/// Tries what lies in [`FOLDER`]; the first thing that is wrong is told.
pub(super) fn check(project: &Project, program: &Program) -> Result<(), Error> {
    setup::install_packages_for(&[Purpose::Packages])?;
    units(project, program)?;
    alike(project, program)?;
    if program.glibc.is_none() {
        runs_alone(project, program)?;
    }
    Debian::made(project)?.installs_and_removes(project, program)
}

fn wrong(what: impl Into<String>) -> Error {
    Error::Package(what.into())
}

/// systemd reads the units, and finds that they leave the service little of the machine.
fn units(project: &Project, program: &Program) -> Result<(), Error> {
    let _step = say::step("dist: having systemd read the units", "seconds");
    let folder = project.built("xtask/units");
    for unit in ["rdptrace.service", "rdptrace-agent.service"] {
        let text = project::read(&project.path(&format!("packages/linux/{unit}")))?;
        // The program need not be installed where it is packed.
        let text = text.replace("/usr/bin/rdptrace", &program.binary.display().to_string());
        let file = folder.join(unit);
        project::write(&file, text)?;
        Invocation::new("systemd-analyze")
            .args(["verify", "--man=no"])
            .arg(&file)
            .run()?;
        let limit = format!("--threshold={MOST_EXPOSED}");
        let exposed = Invocation::new("systemd-analyze").args(["security", "--offline=true", "--no-pager", &limit]);
        exposed.arg(&file).quiet().run()?;
    }
    Ok(())
}

/// Packed a second time, everything has the same bytes.
fn alike(project: &Project, program: &Program) -> Result<(), Error> {
    let sums = || project::read(&project.built(FOLDER).join(SUMS));
    let first = sums()?;
    made(project, program)?;
    if sums()? != first {
        return Err(wrong("packed twice, it is not the same"));
    }
    let check = Invocation::new("sha256sum").args(["--check", "--strict", "--quiet", SUMS]);
    check.dir(&project.built(FOLDER)).run()
}

/// With nothing of the system around it, as in a container from an empty base.
fn runs_alone(project: &Project, program: &Program) -> Result<(), Error> {
    let root = project.built("xtask/empty");
    project::remove(&root)?;
    fs::create_dir_all(&root).map_err(Error::file("make", &root))?;
    // With its mode.
    fs::copy(&program.binary, root.join("rdptrace")).map_err(Error::file("copy to", &root))?;
    Invocation::new("chroot")
        .arg(&root)
        .args(["/rdptrace", "--version"])
        .run()
}

/// A Debian of its own.
struct Debian(PathBuf);

impl Debian {
    /// The smallest one, from the archives of this machine.
    fn made(project: &Project) -> Result<Self, Error> {
        let _step = say::step("dist: making a Debian to install it in", "a minute");
        let root = project.built("xtask/root");
        project::remove(&root)?;
        Invocation::new("mmdebstrap")
            .args(["--quiet", "--variant=essential", "--mode=root", "bookworm"])
            .arg(&root)
            .args(sources())
            .run()?;
        Ok(Self(root))
    }

    /// Installed, upgraded, not downgraded, removed and purged, it does what administrators expect of a package.
    fn installs_and_removes(&self, project: &Project, program: &Program) -> Result<(), Error> {
        let _step = say::step("dist: installing, upgrading and removing the package", "seconds");
        let old = debian::pack(project, program, OLDER, &project.built("xtask/older"))?;
        let new = project
            .built(FOLDER)
            .join(format!("rdptrace_{}_amd64.deb", super::VERSION));
        let (old, new) = (self.take(&old)?, self.take(&new)?);
        let (settings, result) = ("etc/rdptrace/rdptrace.toml", "var/lib/rdptrace/results.db");
        self.dpkg(&["--install", &old])?;
        self.runs(&["/usr/bin/rdptrace", "--version"]).run()?;
        project::write(&self.0.join(settings), CHANGED)?;
        project::write(&self.0.join(result), "")?;
        self.dpkg(&["--install", &new])?;
        self.holds(settings, CHANGED)?;
        self.holds(result, "")?;
        let said = self.refused(&["--install", &old])?;
        if !said.contains("To go back") {
            return Err(wrong(format!(
                "an older package does not say why it is refused: {said}"
            )));
        }
        self.runs(&["/usr/bin/rdptrace", "--version"]).run()?;
        self.dpkg(&["--remove", "rdptrace"])?;
        self.lacks("usr/bin/rdptrace")?;
        self.holds(settings, CHANGED)?;
        self.holds(result, "")?;
        self.dpkg(&["--purge", "rdptrace"])?;
        self.lacks("etc/rdptrace")?;
        self.lacks("var/lib/rdptrace")
    }

    /// Puts a file into it, and says where it is there.
    fn take(&self, file: &Path) -> Result<String, Error> {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        project::copy(file, &self.0.join("root").join(&*name))?;
        Ok(format!("/root/{name}"))
    }

    fn runs(&self, command: &[&str]) -> Invocation {
        Invocation::new("chroot").arg(&self.0).args(command)
    }

    fn dpkg(&self, arguments: &[&str]) -> Result<(), Error> {
        let inside = self
            .runs(&["dpkg"])
            .args(arguments)
            .env("DEBIAN_FRONTEND", "noninteractive");
        inside.quiet().run()
    }

    /// What dpkg says where it does not do what it was asked for.
    fn refused(&self, arguments: &[&str]) -> Result<String, Error> {
        // Its status is the shell's last command, so that what it says can be had.
        let line = format!("! dpkg {} 2>&1", arguments.join(" "));
        self.runs(&["sh", "-c", &line]).answer()
    }

    fn holds(&self, file: &str, text: &str) -> Result<(), Error> {
        if project::read(&self.0.join(file))? == text {
            Ok(())
        } else {
            Err(wrong(format!("the package changed /{file}")))
        }
    }

    fn lacks(&self, file: &str) -> Result<(), Error> {
        if self.0.join(file).exists() {
            return Err(wrong(format!("the package left /{file} behind")));
        }
        Ok(())
    }
}

/// Where this machine gets its packages from.
fn sources() -> Vec<PathBuf> {
    let one = PathBuf::from("/etc/apt/sources.list");
    let others = fs::read_dir("/etc/apt/sources.list.d")
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path());
    let known = |file: &PathBuf| file.extension().is_some_and(|kind| kind == "list" || kind == "sources");
    std::iter::once(one)
        .chain(others)
        .filter(|file| known(file) && file.is_file())
        .collect()
}

/// Ten times what `systemd-analyze security` prints.
const MOST_EXPOSED: u32 = 20;
/// Before every version that was ever given away.
const OLDER: &str = "0.0.1";
const CHANGED: &str = "listen = \"127.0.0.1:8099\"\n";
