//! What a client may have checked, from where, and what it learns of watched computers.

use std::collections::BTreeSet;
use std::sync::Arc;

use ipnet::IpNet;
use wire::{MOST_PLACES, RELAY_PLACE, Refusal};

use super::kit::client::Client;
use super::state::Relay;
use crate::agents::AgentName;
use crate::config::{AccessRule, AgentSetting, WatchSetting};
use crate::net::dial::Network;
use crate::runs::Vantage;

impl Relay {
    /// What `client` may have checked, and how it is reached.
    pub(crate) fn network_for(&self, client: &Client) -> Arc<Network> {
        if self.access.rules.is_empty() {
            return Arc::clone(&self.network);
        }
        let mut allowed = Vec::new();
        for rule in self.rules_for(client) {
            match &rule.allow {
                Some(allow) => allowed.extend(allow.iter().cloned()),
                None => return Arc::clone(&self.network),
            }
        }
        Arc::new(self.network.narrowed(&allowed))
    }

    /// What the relay's owner gives to `client`.
    fn rules_for(&self, client: &Client) -> impl Iterator<Item = &AccessRule> {
        let user = client.user.clone();
        let is_for = move |rule: &&AccessRule| {
            let user = user.as_ref();
            user.is_some_and(|user| rule.is_for(&user.name, &user.groups))
        };
        self.access.rules.iter().filter(is_for)
    }

    /// Whether `client` may have a computer checked from this agent.
    fn sees(&self, client: &Client, name: &AgentName, setting: &AgentSetting) -> bool {
        let given = self.rules_for(client).any(|rule| rule.agents.contains(name));
        let by_address = self.shows(client, &setting.visible_to);
        let in_portal = setting
            .tenants
            .iter()
            .any(|tenant| Some(tenant.as_str()) == self.portal.tenant.as_deref());
        given || by_address || in_portal
    }

    /// The agents from which `client` may have a computer checked now.
    pub(crate) fn agents_for(&self, client: &Client) -> Vec<String> {
        let known = self.known_agents.iter();
        let visible = known.filter(|(name, setting)| self.sees(client, name, setting));
        let names = visible.map(|(name, _)| name.as_str());
        names.filter(|name| self.agents.has(name)).map(str::to_owned).collect()
    }

    /// The watched computers of which `client` learns what was found.
    pub(crate) fn watched_for(&self, client: &Client) -> impl Iterator<Item = &WatchSetting> {
        let watched = self.watch.iter();
        watched.filter(|setting| self.shows(client, &setting.visible_to))
    }

    /// Whether something that is for people in these networks is for `client`. Where there are none, it is for those on the
    /// relay's own machine, whom no proxy signs in.
    fn shows(&self, client: &Client, networks: &[IpNet]) -> bool {
        let is_inside = networks.iter().any(|network| network.contains(&client.address));
        match &client.user {
            Some(_) => is_inside,
            None => self.access.rules.is_empty() && (client.is_here || is_inside),
        }
    }

    /// The places that `client` names.
    ///
    /// # Errors
    ///
    /// Where one of them is not there for this client, stands twice, or there are more than a run has. Which agents there
    /// are for others is not told.
    pub(crate) fn places(&self, client: &Client, names: &[String]) -> Result<Vec<Vantage>, Refusal> {
        self.places_seen(names, |name, setting| self.sees(client, name, setting))
    }

    /// The same for a program, by the id of its token.
    ///
    /// # Errors
    ///
    /// The same.
    pub(crate) fn places_of_program(&self, token: &str, names: &[String]) -> Result<Vec<Vantage>, Refusal> {
        self.places_seen(names, |_, setting| setting.tokens.iter().any(|known| known == token))
    }

    fn places_seen(
        &self,
        names: &[String],
        sees: impl Fn(&AgentName, &AgentSetting) -> bool,
    ) -> Result<Vec<Vantage>, Refusal> {
        if names.is_empty() {
            return Ok(vec![Vantage::Relay]);
        }
        let distinct: BTreeSet<_> = names.iter().collect();
        if names.len() > MOST_PLACES || distinct.len() < names.len() {
            return Err(Refusal::NoSuchPlace);
        }
        let place = |name: &String| {
            if name == RELAY_PLACE {
                return Ok(Vantage::Relay);
            }
            let known = self.known_agents.get_key_value(name.as_str());
            let visible = known.filter(|(name, setting)| sees(name, setting));
            let agent = visible.and_then(|_| self.agents.find(name));
            agent.map(Vantage::Agent).ok_or(Refusal::NoSuchPlace)
        };
        names.iter().map(place).collect()
    }
}
