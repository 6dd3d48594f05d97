//! Computers that are checked again and again.

use core::time::Duration;
use std::collections::BTreeSet;

use ipnet::IpNet;
use serde::{Deserialize, Deserializer};
use wire::{LONGEST_TICKET, MOST_PLACES, RELAY_PLACE, Target};

use super::network::networks;
use super::tenants::TenantId;
use crate::Error;

/// A computer that is watched.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WatchSetting {
    /// Which computer.
    #[serde(deserialize_with = "target")]
    pub target: Target,
    /// How often, in minutes.
    #[serde(default = "usual_pause", deserialize_with = "pause")]
    pub every_minutes: u32,
    /// From where: `relay`, or names of agents.
    #[serde(default = "here", deserialize_with = "places")]
    pub places: Vec<String>,
    /// The networks of those who see what was found. Where there are none, those on the relay's own machine are the only
    /// ones.
    #[serde(default, deserialize_with = "networks")]
    pub visible_to: Vec<IpNet>,
    /// The portal whose receiver is told of changes; absent where nobody is.
    #[serde(default)]
    pub tenant: Option<TenantId>,
    /// The ticket of that portal into which they go; empty where the receiver needs none.
    #[serde(default, deserialize_with = "ticket")]
    pub ticket: String,
}

impl WatchSetting {
    /// From the beginning of one check to that of the next.
    pub fn every(&self) -> Duration {
        Duration::from_secs(u64::from(self.every_minutes) * 60)
    }
}

/// A computer that stood twice would be checked twice at once.
pub(super) fn each_once<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<WatchSetting>, D::Error> {
    use serde::de::Error as _;

    let settings = Vec::<WatchSetting>::deserialize(deserializer)?;
    let mut known = BTreeSet::new();
    for setting in &settings {
        if !known.insert(setting.target.to_string()) {
            return Err(D::Error::custom(format!("`{}` {TWICE}", setting.target)));
        }
    }
    Ok(settings)
}

fn target<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Target, D::Error> {
    let text = String::deserialize(deserializer)?;
    text.parse()
        .map_err(|error| serde::de::Error::custom(Error::BadTarget(error)))
}

fn pause<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
    let minutes = u32::deserialize(deserializer)?;
    if (1..=LONGEST_PAUSE).contains(&minutes) {
        Ok(minutes)
    } else {
        Err(serde::de::Error::custom(NO_PAUSE))
    }
}

fn places<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    let places = Vec::<String>::deserialize(deserializer)?;
    let distinct: BTreeSet<_> = places.iter().collect();
    if (1..=MOST_PLACES).contains(&places.len()) && distinct.len() == places.len() {
        Ok(places)
    } else {
        Err(serde::de::Error::custom(NO_PLACES))
    }
}

fn ticket<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let ticket = String::deserialize(deserializer)?;
    if ticket.chars().count() <= LONGEST_TICKET {
        Ok(ticket)
    } else {
        Err(serde::de::Error::custom("a ticket has 64 characters at most"))
    }
}

fn usual_pause() -> u32 {
    15
}

fn here() -> Vec<String> {
    vec![RELAY_PLACE.to_owned()]
}

/// In minutes, a day: what is seldom checked cannot be said to be watched.
const LONGEST_PAUSE: u32 = 24 * 60;
const NO_PAUSE: &str = "use a whole number of minutes from 1 to 1440";
const NO_PLACES: &str = "name one to eight places, each once: `relay`, or the names of agents";
const TWICE: &str = "is watched already. List each computer once, with all its places";

#[cfg(test)]
mod tests {
    use figment::Figment;
    use figment::providers::{Format as _, Toml};

    use crate::Config;

    fn read(toml: &str) -> Result<Config, String> {
        Figment::from(Toml::string(toml))
            .extract()
            .map_err(|error| error.to_string())
    }

    #[test]
    fn a_computer_alone_is_watched_from_here_every_quarter_of_an_hour() {
        let config = read("[[watch]]\ntarget = \"pc.corp.example\"").unwrap();

        let [setting] = config.watch.as_slice() else {
            panic!("one")
        };
        assert_eq!(setting.target.to_string(), "pc.corp.example:3389");
        assert_eq!(
            (setting.every().as_secs(), setting.places.as_slice()),
            (900, &["relay".to_owned()][..])
        );
        assert!(setting.visible_to.is_empty(), "for those on this machine");
    }

    #[test]
    fn what_cannot_be_kept_is_said() {
        let long = "x".repeat(200);
        for (line, told) in [
            ("every_minutes = 0", "1 to 1440"),
            ("every_minutes = 1441", "1 to 1440"),
            ("places = []", "one to eight places"),
            ("places = [\"relay\", \"relay\"]", "one to eight places"),
            (&format!("ticket = \"{long}\""), "characters at most"),
            ("targets = 1", "targets"),
            ("[[watch]]\ntarget = \"PC:3389\"", "watched already"),
            ("[[watch]]\ntarget = \"a b\"", "don't contain spaces"),
        ] {
            let error = read(&format!("[[watch]]\ntarget = \"PC\"\n{line}")).unwrap_err();
            assert!(error.contains(told), "{line}: {error}");
        }
    }
}
