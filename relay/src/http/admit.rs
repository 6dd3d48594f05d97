//! Targets that somebody asks for.

use ui::pages::Library;
use wire::{ProblemKind, Target};

use super::kit::problem::ProblemResponse;
use crate::net::dial::Network;
use crate::net::policy::{Admitted, NotAdmitted};

/// Whether this would be checked; it judges once more when somebody starts the run.
pub(super) fn admit(network: &Network, library: &Library, target: &str) -> Result<Target, ProblemResponse> {
    Ok(admitted(network, library, target)?.shown().clone())
}

/// The target of a run that begins now.
pub(super) fn admitted(network: &Network, library: &Library, target: &str) -> Result<Admitted, ProblemResponse> {
    let forbidden = ProblemKind::TargetForbidden;
    let words = library.words();
    let target: Target = target
        .parse()
        .map_err(|error| ProblemResponse::saying(library, forbidden, words.target_error(&error)))?;
    network.admit(target).map_err(|refused| match refused {
        NotAdmitted::BadTarget(error) => ProblemResponse::saying(library, forbidden, words.target_error(&error)),
        NotAdmitted::Forbidden(_) => ProblemResponse::new(library, forbidden),
    })
}
