//! Targets that somebody asks for.

use ui::pages::Library;
use wire::{ProblemKind, Target};

use super::kit::problem::ProblemResponse;
use super::state::Relay;
use crate::net::policy::NotAdmitted;

/// Whether the relay would check this; it judges once more when somebody starts the run.
pub(super) fn admit(relay: &Relay, library: &Library, target: &str) -> Result<Target, ProblemResponse> {
    let forbidden = ProblemKind::TargetForbidden;
    let words = library.words();
    let target: Target = target
        .parse()
        .map_err(|error| ProblemResponse::saying(library, forbidden, words.target_error(&error)))?;
    match relay.network.admit(target) {
        Ok(admitted) => Ok(admitted.shown().clone()),
        Err(NotAdmitted::BadTarget(error)) => {
            Err(ProblemResponse::saying(library, forbidden, words.target_error(&error)))
        }
        Err(NotAdmitted::Forbidden(_)) => Err(ProblemResponse::new(library, forbidden)),
    }
}
