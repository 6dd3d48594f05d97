//! `cargo xtask dist`: the relay as it is given away.

use std::process::ExitCode;

use crate::cli::Dist;
use crate::error::Error;
use crate::page::{self, FirstLoad};
use crate::project::Project;
use crate::relay::{self, Use};
use crate::{npm, say};

/// Builds the page and the relay with it inside, packs what is for npm, and says where both are.
pub(crate) fn dist(project: &Project, options: &Dist) -> Result<ExitCode, Error> {
    page::build(project, options.wasm.route)?;
    let binary = relay::build(project, Use::Dist)?;
    let package = npm::pack(project)?;
    say::line(FirstLoad::published(project)?);
    say::line(binary.display());
    say::line(package.display());
    Ok(ExitCode::SUCCESS)
}
