//! Who hears of a change.

use wire::{RELAY_PLACE, WatchState};

use super::state::{Alarm, Change, Found};
use crate::Config;
use crate::config::WatchSetting;
use crate::delivery::{Body, Data};
use crate::store::NewDelivery;

/// What goes to the receiver of the portal; absent where the setting names none, and where nothing is known to have
/// changed at the computer.
pub(super) fn delivery(config: &Config, setting: &WatchSetting, place: &str, change: &Change) -> Option<NewDelivery> {
    let tenant = setting.tenant.as_ref()?;
    let Alarm::Raised { from } = change.alarm else {
        return None;
    };
    let finding = Some(change.to.finding).filter(|finding| !finding.is_empty());
    let origin = config.public_origins.first().map(ToString::to_string);
    let body = Body::changed(Data {
        reference: setting.ticket.clone(),
        summary: summary(setting, place, &change.to, from),
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
fn summary(setting: &WatchSetting, place: &str, to: &Found, before: Option<WatchState>) -> String {
    let from = if place == RELAY_PLACE { "the server" } else { place };
    let cause = match (to.state, to.finding) {
        (WatchState::Up, _) => String::new(),
        (WatchState::Down, "") => format!(" at the step {}", to.cause),
        (WatchState::Down, finding) => format!(" at the step {} ({finding})", to.cause),
        (WatchState::NotRun, _) => format!(" ({})", to.cause),
    };
    let before = before.map(|state| format!(". It was {}", name(state)));
    let (target, now) = (&setting.target, name(to.state));
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_is_told_of_changes_hears_of_the_computer_and_not_of_those_who_could_not_look() {
        use figment::Figment;
        use figment::providers::{Format as _, Toml};

        let toml = "[[watch]]\ntarget = \"pc\"\ntenant = \"helpdesk\"\nticket = \"IT-42\"";
        let config: Config = Figment::from(Toml::string(toml)).extract().unwrap();
        let setting = config.watch.first().unwrap();
        let told = |to, alarm| {
            let from = Some(WatchState::NotRun);
            delivery(&config, setting, RELAY_PLACE, &Change { from, to, alarm }).map(|delivery| delivery.body)
        };
        let down = Found {
            state: WatchState::Down,
            cause: "connect",
            finding: "RDP-TCP-001",
        };

        assert_eq!(told(Found::not_run("place"), Alarm::Quiet), None);
        let from = Some(WatchState::Up);
        let body = told(down, Alarm::Raised { from }).unwrap();
        let summary = "pc:3389 is down at the step connect (RDP-TCP-001), seen from the server. It was up.";
        assert!(body.contains(summary), "{body}");
    }
}
