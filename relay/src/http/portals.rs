//! The portals that show a relay's page, as far as they launch checks themselves.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read as _;
use std::path::Path;
use std::sync::Arc;

use data_encoding::BASE64;
use wire::{Disclosure, Life};

use super::jwt::{BadToken, Claims, Keys};
use crate::config::Tenants;
use crate::limits::Notice;
use crate::net::dial::Network;
use crate::net::policy::Rule;
use crate::store::Launched;
use crate::{Error, delivery};

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
    life: Option<Life>,
    level: Option<Disclosure>,
    /// As an address that holds it (`data:`).
    logo: Option<String>,
    delivers: bool,
    refused: Notice,
}

impl Portals {
    /// Those of `tenants`, with their keys.
    ///
    /// # Errors
    ///
    /// Where a key, a logo or the secret of a receiver cannot be used.
    pub(super) fn load(tenants: &Tenants) -> Result<Arc<Self>, Error> {
        let portals = tenants.iter().map(|(id, tenant)| {
            let keys = Keys::load(&tenant.keys).map_err(|(path, what)| Error::TenantFile {
                setting: format!("tenants.{id}.keys"),
                path,
                what,
            })?;
            let logo = tenant.logo.as_deref().map(|path| {
                picture(path).map_err(|what| Error::TenantFile {
                    setting: format!("tenants.{id}.logo"),
                    path: path.to_owned(),
                    what,
                })
            });
            if let Some(deliver) = &tenant.deliver {
                delivery::secret(deliver).map_err(|what| Error::TenantFile {
                    setting: format!("tenants.{id}.deliver.secret_file"),
                    path: deliver.secret_file.clone(),
                    what,
                })?;
            }
            let portal = Portal {
                allow: tenant.allow.clone(),
                keys,
                life: tenant.life,
                level: tenant.level,
                logo: logo.transpose()?,
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

    /// Whether the result of what was launched is delivered into its ticket.
    pub(super) fn delivers(&self, launched: &Launched) -> bool {
        let delivers = self.0.get(&launched.tenant).is_some_and(|portal| portal.delivers);
        delivers && !launched.reference.is_empty()
    }

    /// How long results are kept at most in `tenant`, of the relay's `longest`.
    pub(super) fn life(&self, tenant: Option<&str>, longest: Life) -> Life {
        let own = tenant.and_then(|tenant| self.0.get(tenant)?.life);
        own.map_or(longest, |own| own.min(longest))
    }

    /// The level that results have at least in `tenant`; absent where every level can be chosen.
    pub(super) fn least(&self, tenant: &str) -> Option<Disclosure> {
        self.0.get(tenant)?.level
    }

    /// The level that results have in `tenant` where `wanted` is chosen.
    pub(super) fn level(&self, tenant: Option<&str>, wanted: Disclosure) -> Disclosure {
        let own = tenant.and_then(|tenant| self.least(tenant));
        own.map_or(wanted, |own| own.max(wanted))
    }

    /// Its picture, as an address that holds it; absent where it has none.
    pub(super) fn logo(&self, tenant: &str) -> Option<&str> {
        self.0.get(tenant)?.logo.as_deref()
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

/// The picture in a file, as an address that holds it: the page in the frame loads nothing more for it. In an image, an SVG
/// runs nothing.
fn picture(path: &Path) -> Result<String, String> {
    let file = fs::File::open(path).map_err(|error| error.to_string())?;
    let mut bytes = Vec::new();
    let read = file.take(LARGEST_LOGO + 1).read_to_end(&mut bytes);
    let read = read.map_err(|error| error.to_string())?;
    if u64::try_from(read).is_ok_and(|read| read > LARGEST_LOGO) {
        return Err("it has more than 8 KiB".to_owned());
    }
    let media_type = if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        "image/png"
    } else if bytes.trim_ascii_start().starts_with(b"<svg") || bytes.trim_ascii_start().starts_with(b"<?xml") {
        "image/svg+xml"
    } else {
        return Err("it's no PNG and no SVG".to_owned());
    };
    Ok(format!("data:{media_type};base64,{}", BASE64.encode(&bytes)))
}

/// It comes with every page of the frame.
const LARGEST_LOGO: u64 = 8 * 1024;

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn strictest_of_server_portal_and_reader_counts() {
        let tenants = json!({ "one": { "origins": ["https://one.example"], "life": "week", "level": "support" } });
        let all = Portals::load(&serde_json::from_value(tenants).unwrap()).unwrap();

        for (tenant, longest, life) in [
            (Some("one"), Life::Day, Life::Day),
            (Some("one"), Life::Month, Life::Week),
            (Some("other"), Life::Month, Life::Month),
            (None, Life::Day, Life::Day),
        ] {
            assert_eq!(all.life(tenant, longest), life, "{tenant:?} {longest:?}");
        }
        for (tenant, wanted, level) in [
            (Some("one"), Disclosure::Everything, Disclosure::Support),
            (Some("one"), Disclosure::Public, Disclosure::Public),
            (Some("other"), Disclosure::Everything, Disclosure::Everything),
            (None, Disclosure::Everything, Disclosure::Everything),
        ] {
            assert_eq!(all.level(tenant, wanted), level, "{tenant:?} {wanted:?}");
        }
    }
}
