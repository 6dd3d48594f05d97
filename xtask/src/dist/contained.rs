//! The container, built and run by buildah, upon nothing but what it is made of.

use std::path::PathBuf;

use super::served::Served;
use super::version::VERSION;
use crate::error::Error;
use crate::invocation::Invocation;
use crate::project::{self, Project};
use crate::say;

/// Builds it as its Containerfile says, and has it serve.
pub(super) fn check(project: &Project) -> Result<(), Error> {
    let _step = say::step("dist: building a container and running it", "half a minute");
    let buildah = Buildah(project.built("xtask/containers"));
    project::remove(&buildah.0)?;
    let context = project.built(&format!("xtask/archive/rdptrace-{VERSION}-container"));
    let build = buildah
        .does("build")
        .args(["--isolation", "chroot", "--tag", NAME, "."]);
    build.dir(&context).quiet().run()?;
    buildah.does("from").args(["--name", NAME, NAME]).quiet().run()?;
    buildah.runs(&["/rdptrace", "--version"]).run()?;
    let served = Served::start(buildah.runs(&["/rdptrace", "serve", "--listen", "127.0.0.1:0"]))?;
    served.answers("/healthz", "")?;
    // It can write where its results go.
    served.answers("/readyz", "")?;
    drop(served);
    buildah.does("rm").arg(NAME).quiet().run()?;
    buildah.does("rmi").arg(NAME).quiet().run()
}

/// With its images in a folder of ours. It needs no daemon, and as chroot no namespaces.
struct Buildah(PathBuf);

impl Buildah {
    fn does(&self, what: &str) -> Invocation {
        Invocation::new("buildah")
            .args(["--storage-driver", "vfs", "--root"])
            .arg(self.0.join("images"))
            .arg("--runroot")
            .arg(self.0.join("running"))
            .arg(what)
    }

    fn runs(&self, command: &[&str]) -> Invocation {
        self.does("run")
            .args(["--isolation", "chroot", NAME, "--"])
            .args(command)
    }
}

const NAME: &str = "rdptrace";
