//! Debian packages: how those that are missing are installed.

use std::fs;
use std::io::Write as _;
use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use crate::error::Error;
use crate::invocation::Invocation;
use crate::{project, say};

/// A package of Debian 12, and the program that shows that it need not be installed.
#[derive(Debug)]
pub(crate) struct Package {
    pub(crate) name: &'static str,
    pub(crate) program: &'static str,
}

/// Installs those of `packages` whose programs are missing. A program that is on the machine will do, however it came
/// there.
pub(crate) fn install_programs<'a>(packages: impl Iterator<Item = &'a Package>) -> Result<(), Error> {
    let missing = packages.filter(|package| project::program(package.program).is_none());
    install(&missing.map(|package| package.name).collect::<Vec<_>>())
}

/// Installs `packages`, none but these will do.
pub(crate) fn install_exactly(packages: &[&str]) -> Result<(), Error> {
    let missing = packages.iter().copied().filter(|package| {
        let status = Invocation::new("dpkg-query")
            .args(["-W", "-f=${db:Status-Status}", package])
            .answer();
        !status.is_ok_and(|status| status == "installed")
    });
    install(&missing.collect::<Vec<_>>())
}

/// Brings `packages` to the newest versions that the machine's archives have.
pub(crate) fn upgrade(packages: &[&str]) -> Result<(), Error> {
    install(packages)
}

fn install(missing: &[&str]) -> Result<(), Error> {
    if missing.is_empty() {
        return Ok(());
    }
    let list = missing.join(", ");
    is_debian(&list)?;
    if !is_root()? {
        let fix = Some(by_hand(missing, "sudo "));
        return Err(Error::PackagesMissing {
            packages: list,
            reason: "only root may install them",
            fix,
        });
    }
    let _step = say::step(
        format_args!("apt-get: installing {list}"),
        "half a minute to two minutes",
    );
    let mut updated = UPDATED.lock().unwrap_or_else(PoisonError::into_inner);
    update(&mut updated)?;
    let no_daemons = NoDaemons::begin(Path::new(POLICY))?;
    let installed = apt_get()
        .args(INSTALL)
        .args(missing)
        .fix(by_hand(missing, ""))
        .quiet()
        .run();
    no_daemons.end()?;
    installed
}

/// Unpacks `packages`, and whatever they need and the machine lacks, into `folder`. Nothing is installed: no daemon comes
/// with them, and the machine stays as it is. Whoever is not root takes the lists of packages as they are.
pub(crate) fn unpack(packages: &[&str], folder: &Path) -> Result<(), Error> {
    is_debian(&packages.join(", "))?;
    let archives = folder.join("archives");
    fs::create_dir_all(archives.join("partial")).map_err(Error::file("make", &archives))?;
    let mut updated = UPDATED.lock().unwrap_or_else(PoisonError::into_inner);
    if is_root()? {
        update(&mut updated)?;
    }
    apt_get()
        .args(["install", "-qq", "--yes", "--no-install-recommends", "--download-only"])
        // Also what the machine happens to have; its own lock and its own user are for what is installed.
        .args(["--reinstall", "-oDebug::NoLocking=1", "-oAPT::Sandbox::User=root"])
        .arg(format!("-oDir::Cache::archives={}", archives.display()))
        .args(packages)
        .fix("apt-get update")
        .quiet()
        .run()?;
    drop(updated);
    let entries = fs::read_dir(&archives).map_err(Error::file("read", &archives))?;
    for entry in entries {
        let archive = entry.map_err(Error::file("read", &archives))?.path();
        if archive.extension().is_some_and(|extension| extension == "deb") {
            Invocation::new("dpkg-deb").arg("-x").arg(&archive).arg(folder).run()?;
        }
    }
    project::remove(&archives)
}

fn is_debian(packages: &str) -> Result<(), Error> {
    match project::program("apt-get") {
        Some(_) => Ok(()),
        None => Err(Error::PackagesMissing {
            packages: packages.to_owned(),
            reason: "this machine has no apt-get, so their programs must come its own way",
            fix: None,
        }),
    }
}

fn is_root() -> Result<bool, Error> {
    Ok(Invocation::new("id").arg("-u").answer()? == "0")
}

/// Fetches the lists of packages, unless that was done.
fn update(updated: &mut bool) -> Result<(), Error> {
    if *updated {
        return Ok(());
    }
    *updated = true;
    apt_get().args(["-qq", "update"]).fix("apt-get update").run()
}

/// What a person types to install `packages`. xrdp listens on all addresses as soon as it is installed by hand.
fn by_hand(packages: &[&str], sudo: &str) -> String {
    let list = packages.join(" ");
    let mut command = format!("{sudo}apt-get update && {sudo}apt-get install --no-install-recommends {list}");
    if packages.contains(&"xrdp") {
        command.push_str(&format!(" && {sudo}systemctl disable --now xrdp xrdp-sesman"));
    }
    command
}

/// Whether the lists of packages were fetched in this run; they do not change while it lasts. Held while something is
/// installed, for two things may want that at once, and apt-get does not wait for another that fetches lists.
static UPDATED: Mutex<bool> = Mutex::new(false);

/// Nothing is asked, and what a person installed is never removed. Another apt-get that runs is waited for, 5 minutes.
const INSTALL: [&str; 6] = [
    "install",
    "-qq",
    "--yes",
    "--no-install-recommends",
    "--no-remove",
    "-oDPkg::Lock::Timeout=300",
];

fn apt_get() -> Invocation {
    Invocation::new("apt-get").env("DEBIAN_FRONTEND", "noninteractive")
}

/// Where Debian's packages ask whether they may start what they bring. xrdp would listen on all addresses.
const POLICY: &str = "/usr/sbin/policy-rc.d";

/// The whole answer; the second line tells a file that was left behind from one that the machine's owner wrote.
const REFUSAL: &str =
    "#!/bin/sh\n# `cargo xtask` keeps packages from starting daemons while it installs them.\nexit 101\n";

/// While this lives, no package starts a daemon.
#[derive(Debug)]
struct NoDaemons<'a> {
    /// The file to remove at the end: absent when the machine has a policy of its own, which then stands.
    policy: Option<&'a Path>,
}

impl<'a> NoDaemons<'a> {
    fn begin(policy: &'a Path) -> Result<Self, Error> {
        if fs::read_to_string(policy).is_ok_and(|present| present != REFUSAL) {
            return Ok(Self { policy: None });
        }
        let mut options = fs::OpenOptions::new();
        let opened = options.write(true).create(true).truncate(true).mode(0o755).open(policy);
        opened
            .and_then(|mut file| {
                file.write_all(REFUSAL.as_bytes())?;
                file.set_permissions(fs::Permissions::from_mode(0o755))
            })
            .map_err(Error::file("write", policy))?;
        Ok(Self { policy: Some(policy) })
    }

    fn end(self) -> Result<(), Error> {
        self.policy.map_or(Ok(()), project::remove)
    }
}

#[cfg(test)]
mod tests {
    use std::env;

    use super::*;

    fn folder(name: &str) -> std::path::PathBuf {
        let folder = env::temp_dir().join(format!("rdptrace-xtask-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        folder
    }

    #[test]
    fn command_to_type_says_how_to_stop_the_daemon_that_it_starts() {
        assert_eq!(
            by_hand(&["npm"], ""),
            "apt-get update && apt-get install --no-install-recommends npm"
        );
        assert!(by_hand(&["xrdp"], "sudo ").ends_with(" xrdp && sudo systemctl disable --now xrdp xrdp-sesman"));
    }

    #[test]
    fn policy_against_daemons_stands_only_while_packages_are_installed() {
        let folder = folder("policy");
        let policy = folder.join("policy-rc.d");

        let no_daemons = NoDaemons::begin(&policy).unwrap();
        let refusal = Invocation::new("sh").arg(&policy).run().unwrap_err();
        let mode = fs::metadata(&policy).unwrap().permissions().mode();
        no_daemons.end().unwrap();

        assert!(refusal.to_string().ends_with("exit status: 101"), "{refusal}");
        assert_eq!(mode & 0o777, 0o755);
        assert!(!policy.exists());
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn policy_that_the_owner_of_the_machine_wrote_stays() {
        let folder = folder("own-policy");
        let policy = folder.join("policy-rc.d");
        fs::write(&policy, "#!/bin/sh\nexit 0\n").unwrap();

        NoDaemons::begin(&policy).unwrap().end().unwrap();

        assert_eq!(fs::read_to_string(&policy).unwrap(), "#!/bin/sh\nexit 0\n");
        fs::remove_dir_all(folder).unwrap();
    }
}
