//! Targets that somebody asks for.

use ui::pages::Library;
use wire::{Gateway, GatewayUsage, ProblemKind, Route, Target, TargetError};

use super::kit::problem::ProblemResponse;
use crate::net::Way;
use crate::net::dial::Network;
use crate::net::policy::NotAdmitted;

/// Whether this would be checked; it judges once more when somebody starts the run.
pub(super) fn admit(network: &Network, library: &Library, target: &str) -> Result<Target, ProblemResponse> {
    Ok(admitted_way(network, library, target, Route::default())?
        .target()
        .clone())
}

/// The way to the target of a run that begins now.
pub(super) fn admitted_way(
    network: &Network,
    library: &Library,
    target: &str,
    route: Route,
) -> Result<Way, ProblemResponse> {
    let target: Target = target.parse().map_err(|error| no_target(library, &error))?;
    network.admit_way(target, route).map_err(|refused| match refused {
        NotAdmitted::BadTarget(error) => no_target(library, &error),
        NotAdmitted::Forbidden(_) => ProblemResponse::new(library, ProblemKind::TargetForbidden),
    })
}

/// The gateway that somebody names, as one that every connection takes.
pub(super) fn gateway(library: &Library, text: &str) -> Result<Gateway, ProblemResponse> {
    let target = Target::of_gateway(text).map_err(|error| no_target(library, &error))?;
    let usage = GatewayUsage::Always;
    Ok(Gateway { target, usage })
}

fn no_target(library: &Library, error: &TargetError) -> ProblemResponse {
    ProblemResponse::saying(
        library,
        ProblemKind::TargetForbidden,
        library.words().target_error(error),
    )
}
