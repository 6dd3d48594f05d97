//! What keeps settings from working together that are right one by one.

use core::num::NonZeroUsize;

use super::Config;
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
    let bad = |setting: String, what: String| {
        Err(Error::Config {
            setting,
            place: "the configuration".to_owned(),
            what,
        })
    };
    for (number, watched) in config.watch.iter().enumerate() {
        let is_known = |place: &&String| *place == wire::RELAY_PLACE || config.agents.contains_key(place.as_str());
        if let Some(place) = watched.places.iter().find(|place| !is_known(place)) {
            let what = format!("there is no agent `{place}`. Add `[agents.{place}]` with its key, or leave it out");
            return bad(format!("watch.{number}.places"), what);
        }
        match &watched.tenant {
            Some(tenant) if !config.tenants.contains_key(tenant) => {
                let what = format!("there is no tenant `{tenant}`. Add `[tenants.{tenant}]`, or leave it out");
                return bad(format!("watch.{number}.tenant"), what);
            }
            None if !watched.ticket.is_empty() => {
                return bad(format!("watch.{number}.ticket"), NO_TENANT.to_owned());
            }
            Some(_) | None => {}
        }
    }
    if config.bus.is_none() && (config.bus_nkey.is_some() || config.bus_roots.is_some()) {
        return bad("bus_nkey".to_owned(), NO_BUS.to_owned());
    }
    let (set, most) = (&config.limits, Descriptors::largest());
    let each = [
        ("runs", set.runs, most.runs),
        ("connections", set.connections, most.connections),
        ("sign_ins", set.sign_ins, most.sign_ins),
    ];
    // What is not set is shared out of what there is.
    let beyond = |&(_, set, most): &(_, Option<NonZeroUsize>, usize)| set.is_some_and(|set| set.get() > most);
    if let Some((setting, Some(wanted), most)) = each.into_iter().find(beyond) {
        let what = format!(
            "`{wanted}` is more than this system's limit of open files allows. Use {most} or less, or raise the limit \
             (LimitNOFILE= in systemd, ulimit -n in a shell)"
        );
        return bad(format!("limits.{setting}"), what);
    }
    Ok(())
}

const NO_TENANT: &str = "a ticket needs `tenant`, the portal that it belongs to, such as tenant = \"helpdesk\"";

const NO_BUS: &str =
    "it needs `bus`, such as bus = \"nats://10.0.0.5:4222\". Add it, or leave out `bus_nkey` and `bus_roots`";
