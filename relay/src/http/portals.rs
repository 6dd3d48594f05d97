//! The portals that show a relay's page, as far as they launch checks themselves.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::jwt::{BadToken, Claims, Keys};
use crate::Error;
use crate::config::Tenants;
use crate::limits::Notice;
use crate::net::dial::Network;
use crate::net::policy::Rule;

/// The portal in whose frame a relay is, and all of them.
#[derive(Clone)]
pub(super) struct InPortal {
    /// Absent for the relay itself.
    pub(super) tenant: Option<String>,
    /// All of the relay's.
    pub(super) all: Arc<Portals>,
}

/// The portals of a relay.
pub(super) struct Portals(BTreeMap<String, Portal>);

struct Portal {
    allow: Option<Vec<Rule>>,
    keys: Keys,
    delivers: bool,
    refused: Notice,
}

impl Portals {
    /// Those of `tenants`, with their keys.
    ///
    /// # Errors
    ///
    /// Where a key cannot be used.
    pub(super) fn load(tenants: &Tenants) -> Result<Arc<Self>, Error> {
        let portals = tenants.iter().map(|(id, tenant)| {
            let keys = Keys::load(&tenant.keys).map_err(|(path, what)| Error::LaunchKey {
                setting: format!("tenants.{id}.keys"),
                path,
                what,
            })?;
            let portal = Portal {
                allow: tenant.allow.clone(),
                keys,
                delivers: tenant.deliver.is_some(),
                refused: Notice::default(),
            };
            Ok((id.as_str().to_owned(), portal))
        });
        Ok(Arc::new(Self(portals.collect::<Result<_, Error>>()?)))
    }

    /// Whether there is this one.
    pub(super) fn has(&self, tenant: &str) -> bool {
        self.0.contains_key(tenant)
    }

    /// Whether its results are delivered to it.
    pub(super) fn delivers(&self, tenant: &str) -> bool {
        self.0.get(tenant).is_some_and(|portal| portal.delivers)
    }

    /// What may be reached in it, of what `network` may reach.
    pub(super) fn network(&self, tenant: &str, network: &Arc<Network>) -> Arc<Network> {
        let allow = self.0.get(tenant).and_then(|portal| portal.allow.as_ref());
        allow.map_or_else(|| Arc::clone(network), |rules| Arc::new(network.narrowed(rules)))
    }

    /// What a token says that the portal signed.
    ///
    /// # Errors
    ///
    /// Why it is not taken.
    pub(super) fn read(&self, tenant: &str, token: &str, audience: &str, now: i64) -> Result<Claims, BadToken> {
        let portal = self.0.get(tenant).ok_or(BadToken::UnknownKey)?;
        portal.keys.read(token, audience, now)
    }

    /// Counts one more launch that was not opened; tells how many where the log is to be told.
    pub(super) fn refused(&self, tenant: &str) -> Option<u64> {
        self.0.get(tenant)?.refused.counted()
    }
}
