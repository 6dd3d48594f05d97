//! `cargo xtask bench`: rdptrace beside the tools that people use today, the store of shared results, the tunnel
//! of a sign-in, many agents, a check that support watches, many watched computers, several servers, and the size of
//! the page.

use std::process::ExitCode;

use crate::cli::{Bench, Purpose};
use crate::error::Error;
use crate::page::{self, FirstLoad};
use crate::project::Project;
use crate::{relay, say, setup};

/// Fails when the bench program does, or when the page is larger than it may be.
pub(crate) fn bench(project: &Project, options: &Bench) -> Result<ExitCode, Error> {
    setup::install_packages_for(&[Purpose::Bench])?;
    page::build(project, options.wasm.route)?;
    let binary = relay::build(project, relay::Use::Release)?;
    let _step = say::step(
        "bench: compiling and running it",
        "about 5 minutes; leave the machine idle",
    );
    let measured = project
        .cargo()
        .env(relay::BINARY, &binary)
        .args(["run", "--release", "--package", "suite", "--bin", "bench", "--"])
        .args(&options.bench)
        .run();
    let _step = say::step(
        "bench: sharing and reading results, up to a million stored ones",
        "about 5 minutes",
    );
    let stored = project
        .cargo()
        .env(relay::BINARY, &binary)
        .args(["run", "--release", "--package", "suite", "--bin", "bench_store"])
        .run();
    let websocat = setup::websocat(project);
    let _step = say::step(
        "bench: the tunnel of a sign-in beside a plain relay and websocat, and the first picture beside xfreerdp",
        "about two minutes",
    );
    let mut tunnel = project.cargo().env(relay::BINARY, &binary);
    if let Some(websocat) = websocat {
        tunnel = tunnel.env("SUITE_WEBSOCAT", websocat);
    }
    let tunnel = tunnel
        .args(["run", "--release", "--package", "suite", "--bin", "bench_tunnel"])
        .run();
    let _step = say::step(
        "bench: many idle agents, and their return after a crash",
        "about a minute",
    );
    let agents = project
        .cargo()
        .env(relay::BINARY, &binary)
        .args(["run", "--release", "--package", "suite", "--bin", "bench_agents"])
        .run();
    let _step = say::step(
        "bench: how soon support sees what the person does who was asked to check",
        "about two minutes",
    );
    let asked = project
        .cargo()
        .env(relay::BINARY, &binary)
        .args(["run", "--release", "--package", "suite", "--bin", "bench_asked"])
        .run();
    let _step = say::step(
        "bench: a thousand watched computers, and several servers on a bus",
        "about 6 minutes",
    );
    let [watched, shared] = ["bench_watch", "bench_relays"].map(|bin| {
        let run = project.cargo().env(relay::BINARY, &binary);
        run.args(["run", "--release", "--package", "suite", "--bin", bin]).run()
    });
    let load = FirstLoad::published(project)?;
    say::line(load);
    measured
        .and(stored)
        .and(tunnel)
        .and(agents)
        .and(asked)
        .and(watched)
        .and(shared)?;
    Ok(if load.is_within_limit() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
