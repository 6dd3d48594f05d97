//! `cargo xtask`: brings what rdptrace is built with, then serves, tests or measures it.
//!
//! `cli` says what can be asked for. `setup` installs, each thing once and below one cache folder; `page` and `relay`
//! build; `serve`, `test`, `dist` and `bench` put these together. Every other program is started through `invocation`, and
//! every word that a person reads goes through `say`.

#[cfg(not(unix))]
compile_error!("`cargo xtask` needs a Unix system; where there is none, see the steps in xtask/src/setup");

mod apt;
mod bench;
mod beside;
mod cli;
mod clock;
mod dist;
mod error;
mod folders;
mod fuzz;
mod invocation;
mod npm;
mod page;
mod project;
mod prose;
mod relay;
mod say;
mod serve;
mod setup;
mod test;
mod truth;

use std::process::ExitCode;

use clap::Parser as _;

use crate::cli::{Cli, Task};
use crate::error::Error;
use crate::project::Project;

fn main() -> ExitCode {
    match run(Cli::parse()) {
        Ok(code) => code,
        Err(error) => {
            say::failure(&error);
            ExitCode::FAILURE
        }
    }
}

fn run(cli: Cli) -> Result<ExitCode, Error> {
    let project = Project::here()?;
    match cli.task {
        Task::Serve(options) => serve::serve(&project, &options),
        Task::Test(options) => test::test(&project, &options),
        Task::Dist(options) => dist::dist(&project, &options),
        Task::Bench(options) => bench::bench(&project, &options),
        Task::Truth(options) => truth::truth(&project, &options),
        Task::Fuzz(options) => fuzz::fuzz(&project, &options),
        Task::Prose(options) => prose::prose(&project, &options),
        Task::Setup(options) => setup::setup(&project, &options),
    }
}
