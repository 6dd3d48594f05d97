//! What keeps settings from working together that are right one by one.

use super::{Config, TenantId};
use crate::Error;
use crate::limits::Descriptors;

impl Config {
    /// Whether settings that are right one by one do what they seem to.
    ///
    /// # Errors
    ///
    /// Where one of them needs another one that is not there, or more than the system gives.
    pub(crate) fn fits_together(&self) -> Result<(), Error> {
        fits_together(self)
    }
}

/// What keeps settings from working together that are right one by one.
///
/// # Errors
///
/// The first of them that would not do what it seems to.
fn fits_together(config: &Config) -> Result<(), Error> {
    let each = [
        watched(config),
        agents(config),
        bus(config),
        room(config),
        limits(config),
    ];
    match each.into_iter().flatten().next() {
        None => Ok(()),
        Some((setting, what)) => Err(Error::Config {
            setting,
            place: "the configuration".to_owned(),
            what,
        }),
    }
}

/// A setting, and what is wrong with it.
type Misfit = (String, String);

fn watched(config: &Config) -> Option<Misfit> {
    config.watch.iter().enumerate().find_map(|(number, watched)| {
        let is_known = |place: &&String| *place == wire::RELAY_PLACE || config.agents.contains_key(place.as_str());
        if let Some(place) = watched.places.iter().find(|place| !is_known(place)) {
            let what = format!("there is no agent `{place}`. Add `[agents.{place}]` with its key, or leave it out");
            return Some((format!("watch.{number}.places"), what));
        }
        match &watched.tenant {
            Some(tenant) => no_tenant(config, tenant).map(|what| (format!("watch.{number}.tenant"), what)),
            None if !watched.ticket.is_empty() => Some((format!("watch.{number}.ticket"), NO_TENANT.to_owned())),
            None => None,
        }
    })
}

fn agents(config: &Config) -> Option<Misfit> {
    config.agents.iter().find_map(|(name, agent)| {
        let what = agent.tenants.iter().find_map(|tenant| no_tenant(config, tenant))?;
        Some((format!("agents.{name}.tenants"), what))
    })
}

fn no_tenant(config: &Config, tenant: &TenantId) -> Option<String> {
    let is_known = config.tenants.contains_key(tenant);
    (!is_known).then(|| format!("there is no tenant `{tenant}`. Add `[tenants.{tenant}]`, or leave it out"))
}

fn bus(config: &Config) -> Option<Misfit> {
    let alone = config.bus.is_none() && (config.bus_nkey.is_some() || config.bus_roots.is_some());
    alone.then(|| ("bus_nkey".to_owned(), NO_BUS.to_owned()))
}

/// A store in which nothing has room would take every result for one too many.
fn room(config: &Config) -> Option<Misfit> {
    let each = [
        ("most_results", config.most_results),
        ("most_megabytes", config.most_megabytes),
    ];
    let (setting, _) = each.into_iter().find(|(_, most)| *most == 0)?;
    Some((setting.to_owned(), NO_ROOM.to_owned()))
}

fn limits(config: &Config) -> Option<Misfit> {
    let (set, most) = (&config.limits, Descriptors::largest());
    let each = [
        ("runs", set.runs, most.runs),
        ("connections", set.connections, most.connections),
        ("sign_ins", set.sign_ins, most.sign_ins),
    ];
    // What is not set is shared out of what there is.
    each.into_iter().find_map(|(setting, set, most)| {
        let wanted = set.filter(|set| set.get() > most)?;
        let what = format!(
            "`{wanted}` is more than this system's limit of open files allows. Use {most} or less, or raise the limit \
             (LimitNOFILE= in systemd, ulimit -n in a shell)"
        );
        Some((format!("limits.{setting}"), what))
    })
}

const NO_TENANT: &str = "a ticket needs `tenant`, the portal that it belongs to, such as tenant = \"helpdesk\"";

const NO_BUS: &str =
    "it needs `bus`, such as bus = \"nats://10.0.0.5:4222\". Add it, or leave out `bus_nkey` and `bus_roots`";

const NO_ROOM: &str =
    "it can't be `0`. Write a whole number of 1 or more, or set store = \"off\", so that nothing is kept";
