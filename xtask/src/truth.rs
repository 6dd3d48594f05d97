//! `cargo xtask truth`: what rdptrace and other tools say about the same servers.

use std::process::ExitCode;

use crate::cli::{Purpose, Truth};
use crate::error::Error;
use crate::project::Project;
use crate::{relay, say, setup};

/// Fails where rdptrace is not right about every one.
pub(crate) fn truth(project: &Project, options: &Truth) -> Result<ExitCode, Error> {
    setup::install_packages_for(&[Purpose::Servers, Purpose::Bench])?;
    let binary = relay::build(project, relay::Use::Release)?;
    let _step = say::step(
        "truth: showing every server to rdptrace, xfreerdp and nmap",
        "about 6 minutes",
    );
    let update = options.update.then_some("--update");
    project
        .cargo()
        .env(relay::BINARY, binary)
        .args(["run", "--release", "--package", "suite", "--bin", "truth", "--"])
        .args(update)
        .args(&options.truth)
        .run()?;
    Ok(ExitCode::SUCCESS)
}
