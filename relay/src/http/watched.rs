//! How computers are checked that are watched: as the settings are at that time, within the relay's policy.

use std::sync::Arc;

use wire::{RELAY_PLACE, Target};

use super::state::Relay;
use crate::runs::Vantage;
use crate::watch::{AGENT, BUSY, Found, POLICY};

/// Checks `target` from `place`; absent where the relay stops and begins nothing.
pub(super) async fn check(relay: Arc<Relay>, target: Target, place: String) -> Option<Found> {
    let relay = relay.newest()?;
    if relay.is_draining() {
        return None;
    }
    let Ok(admitted) = relay.network.admit(target) else {
        return Some(Found::not_run(POLICY));
    };
    let vantage = if place == RELAY_PLACE {
        Some(Vantage::Relay)
    } else {
        let known = relay.known_agents.contains_key(place.as_str());
        let agent = relay.agents.find(&place).filter(|_| known);
        agent.map(Vantage::Agent)
    };
    let Some(vantage) = vantage else {
        return Some(Found::not_run(AGENT));
    };
    let observed = relay.runs.observe(vantage, admitted).await;
    Some(observed.map_or_else(|_| Found::not_run(BUSY), |report| Found::of(&report)))
}
