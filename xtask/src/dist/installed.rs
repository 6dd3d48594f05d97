//! The Debian package in a Debian of its own.

use std::fs;
use std::path::{Path, PathBuf};

use super::made::FOLDER;
use super::program::Program;
use super::served::Served;
use super::version::VERSION;
use super::{boot, debian, oldest};
use crate::error::Error;
use crate::invocation::Invocation;
use crate::project::{self, Project};
use crate::say;

/// Has the package installed, upgraded, not downgraded, removed and purged.
pub(super) fn check(project: &Project, program: &Program) -> Result<(), Error> {
    let debian = Debian::made(project)?;
    debian.installs_and_removes(project, program)?;
    debian.dpkg(&["--install", &format!("/root/{}", package())])?;
    boot::check(project, &debian.0)
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
            .args([
                "--quiet",
                "--variant=essential",
                "--mode=root",
                "--include=systemd-sysv",
                "bookworm",
            ])
            .arg(&root)
            .args(sources())
            .run()?;
        Ok(Self(root))
    }

    /// Installed, upgraded, not downgraded, removed and purged, it does what administrators expect of a package.
    fn installs_and_removes(&self, project: &Project, program: &Program) -> Result<(), Error> {
        let _step = say::step(
            "dist: installing, upgrading and removing the package",
            "seconds where the tests are compiled",
        );
        let old = debian::pack(project, program, OLDER, &project.built("xtask/older"))?;
        let new = project.built(FOLDER).join(package());
        let (old, new) = (self.take(&old)?, self.take(&new)?);
        let (settings, results) = ("etc/rdptrace/rdptrace.toml", "var/lib/rdptrace/results.db");
        self.dpkg(&["--install", &old])?;
        self.runs(&["/usr/bin/rdptrace", "--version"]).run()?;
        project::write(&self.0.join(settings), CHANGED)?;
        oldest::store(project, &self.0.join(results))?;
        self.dpkg(&["--install", &new])?;
        self.holds(settings, CHANGED)?;
        self.shows(project, oldest::RESULT)?;
        let said = self.refused(&["--install", &old])?;
        if !said.contains("To go back") {
            return Err(Error::package(format!(
                "an older package does not say why it is refused: {said}"
            )));
        }
        self.runs(&["/usr/bin/rdptrace", "--version"]).run()?;
        self.dpkg(&["--remove", "rdptrace"])?;
        self.lacks("usr/bin/rdptrace")?;
        self.holds(settings, CHANGED)?;
        if !self.0.join(results).is_file() {
            return Err(Error::package(format!("removing the package took /{results} with it")));
        }
        self.dpkg(&["--purge", "rdptrace"])?;
        self.lacks("etc/rdptrace")?;
        self.lacks("var/lib/rdptrace")
    }

    /// Started as the unit does, as nobody in particular, it serves what was stored before the upgrade, and a browser checks
    /// from its page.
    fn shows(&self, project: &Project, result: &str) -> Result<(), Error> {
        let state = self.0.join("var/lib/rdptrace");
        let given = Invocation::new("chown").args(["-R", NOBODY]).arg(&state);
        given.run()?;
        let serve = Invocation::new("chroot")
            .arg(format!("--userspec={NOBODY}"))
            .arg(&self.0);
        let serve = serve.env("STATE_DIRECTORY", "/var/lib/rdptrace");
        let configured = ["--config", "/etc/rdptrace/rdptrace.toml", "--listen", "127.0.0.1:0"];
        let served = Served::start(serve.args(["/usr/bin/rdptrace", "serve"]).args(configured))?;
        served.answers("/healthz", "")?;
        served.answers("/readyz", "")?;
        served.answers(&format!("/r/{result}"), oldest::TARGET)?;
        let test = project.cargo().env("SUITE_SERVED", served.page());
        let test = test.env("SUITE_RESULT", result).env("SUITE_TARGET", oldest::TARGET);
        test.args(["test", "--workspace", "--test", "installed"]).run()
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
            Err(Error::package(format!("the package changed /{file}")))
        }
    }

    fn lacks(&self, file: &str) -> Result<(), Error> {
        if self.0.join(file).exists() {
            return Err(Error::package(format!("the package left /{file} behind")));
        }
        Ok(())
    }
}

fn package() -> String {
    format!("rdptrace_{VERSION}_amd64.deb")
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

/// Before every version that was ever given away.
const OLDER: &str = "0.0.1";
const CHANGED: &str = "listen = \"127.0.0.1:8099\"\n";
/// A user and a group that nobody else has.
const NOBODY: &str = "64999:64999";
