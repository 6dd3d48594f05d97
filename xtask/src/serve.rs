//! `cargo xtask serve`: from a bare checkout to the page in a browser.

use std::process::ExitCode;

use crate::beside::beside;
use crate::cli::Serve;
use crate::error::Error;
use crate::invocation::Invocation;
use crate::project::Project;
use crate::relay::{self, Use};
use crate::{page, say};

/// Builds what changed and becomes the relay, which says where it listens; Ctrl-C ends it.
pub(crate) fn serve(project: &Project, options: &Serve) -> Result<ExitCode, Error> {
    if !page::is_current(project)? {
        // What the relay is made of does not depend on the page, and takes as long.
        let (relay, page) = beside(
            project,
            "page",
            || page::make(project, options.wasm.route),
            || relay::build(project, Use::Trial),
        )?;
        page.and(relay)?;
    }
    page::build(project, options.wasm.route)?;
    let binary = relay::build(project, Use::Trial)?;
    let listen = options.listen.to_string();
    say::line("==> relay: starting; open the address that it prints in a browser (until Ctrl-C)");
    Err(Invocation::new(binary)
        .args(["serve", "--listen", &listen])
        .args(&options.relay)
        .become_it())
}
