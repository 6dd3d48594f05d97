//! Targets that somebody asks for.

use ui::pages::Library;
use wire::{ProblemKind, Target};

use super::kit::problem::ProblemResponse;
use super::state::Relay;
use crate::net::policy::{Admitted, NotAdmitted};

/// Whether the relay would check this; it judges once more when somebody starts the run.
pub(super) fn admit(relay: &Relay, library: &Library, target: &str) -> Result<Target, ProblemResponse> {
    Ok(admitted(relay, library, target)?.shown().clone())
}

/// The target of a run that begins now.
pub(super) fn admitted(relay: &Relay, library: &Library, target: &str) -> Result<Admitted, ProblemResponse> {
    let forbidden = ProblemKind::TargetForbidden;
    let words = library.words();
    let target: Target = target
        .parse()
        .map_err(|error| ProblemResponse::saying(library, forbidden, words.target_error(&error)))?;
    relay.network.admit(target).map_err(|refused| match refused {
        NotAdmitted::BadTarget(error) => ProblemResponse::saying(library, forbidden, words.target_error(&error)),
        NotAdmitted::Forbidden(_) => ProblemResponse::new(library, forbidden),
    })
}
