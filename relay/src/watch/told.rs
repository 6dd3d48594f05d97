//! Who hears of a change.

use wire::{RELAY_PLACE, WatchState};

use super::state::Change;
use crate::Config;
use crate::config::WatchSetting;
use crate::delivery::{Body, Data};
use crate::store::NewDelivery;

/// What goes to the receiver of the portal; absent where the setting names none.
pub(super) fn delivery(config: &Config, setting: &WatchSetting, place: &str, change: &Change) -> Option<NewDelivery> {
    let tenant = setting.tenant.as_ref()?;
    let finding = Some(change.to.finding).filter(|finding| !finding.is_empty());
    let origin = config.public_origins.first().map(ToString::to_string);
    let body = Body::changed(Data {
        reference: setting.ticket.clone(),
        summary: summary(setting, place, change),
        findings: finding.into_iter().map(str::to_owned).collect(),
        link: format!("{}{}/watch", origin.unwrap_or_default(), config.base_path.as_str()),
    });
    Some(NewDelivery {
        tenant: tenant.to_string(),
        reference: setting.ticket.clone(),
        body: serde_json::to_string(&body).ok()?,
    })
}

/// The change in one line.
fn summary(setting: &WatchSetting, place: &str, change: &Change) -> String {
    let from = if place == RELAY_PLACE { "the server" } else { place };
    let cause = match (change.to.state, change.to.finding) {
        (WatchState::Up, _) => String::new(),
        (WatchState::Down, "") => format!(" at the step {}", change.to.cause),
        (WatchState::Down, finding) => format!(" at the step {} ({finding})", change.to.cause),
        (WatchState::NotRun, _) => format!(" ({})", change.to.cause),
    };
    let before = change.from.map(|state| format!(". It was {}", name(state)));
    let (target, now) = (&setting.target, name(change.to.state));
    format!(
        "{target} is {now}{cause}, seen from {from}{}.",
        before.unwrap_or_default()
    )
}

fn name(state: WatchState) -> &'static str {
    match state {
        WatchState::Up => "up",
        WatchState::Down => "down",
        WatchState::NotRun => "not checked",
    }
}
