//! What all routes share.

use core::net::SocketAddr;
use std::sync::Arc;

use codes::Catalogue;
use ipnet::IpNet;
use tokio::sync::watch;
use ui::pages::Links;

use super::kit::client::Client;
use super::kit::front::Front;
use super::kit::language::Languages;
use super::kit::rendered::Pages;
use super::middleware::bodies;
use crate::limits::{Denied, Notice, Places, Quotas, Source};
use crate::net::dial::Network;
use crate::net::policy::Policy;
use crate::net::resolve::Resolver;
use crate::runs::{Recordings, Runs};
use crate::store::Store;
use crate::{Config, Error};

/// What all requests of one listener share.
pub(crate) struct Relay {
    pub(crate) front: Front,
    pub(crate) trusted_proxies: Vec<IpNet>,
    pub(crate) languages: Languages,
    pub(crate) network: Arc<Network>,
    pub(crate) runs: Runs,
    pub(crate) store: Store,
    pub(crate) pages: Pages,
    pub(crate) bodies: Places<()>,
    /// For requests through a proxy to a relay that serves its own machine.
    pub(crate) proxied: Notice,
    /// Absent on one's own machine: there only what is limited in all is limited.
    pub(crate) quotas: Option<Arc<Quotas>>,
    pub(crate) stopping: watch::Sender<bool>,
}

impl Relay {
    /// The relay that listens on `listen`, an address with the port that the system gave.
    ///
    /// # Errors
    ///
    /// Where the configuration does not say what others may check, or the program was built with a damaged catalogue.
    pub(crate) fn new(config: &Config, listen: SocketAddr, store: Store) -> Result<Arc<Self>, Error> {
        let policy = config.policy_at(listen)?;
        let quotas = match &policy {
            Policy::OwnMachine => None,
            Policy::Rules(_) => Some(Arc::new(Quotas::new(config.limits.people_per_address))),
        };
        let network = Network::new(policy, Resolver::new(config.dns_server));
        let network = Arc::new(network);
        let recordings = if config.recordings {
            Recordings::AsAsked
        } else {
            Recordings::Off
        };
        Ok(Arc::new(Self {
            front: Front::new(listen, &config.public_origins, config.base_path.clone()),
            trusted_proxies: config.trusted_proxies.clone(),
            languages: Languages::new(
                Catalogue::builtin().map_err(Error::Catalogue)?,
                config.base_path.as_str(),
                if store.is_on() { Links::Offered } else { Links::Off },
            ),
            runs: Runs::new(
                Arc::clone(&network),
                recordings,
                quotas.clone(),
                config.limits.descriptors().runs,
            ),
            network,
            store,
            pages: Pages::new(),
            bodies: bodies::room(),
            proxied: Notice::default(),
            quotas,
            stopping: watch::Sender::new(false),
        }))
    }

    /// What `client` wants of its quota; absent where nothing is counted.
    ///
    /// # Errors
    ///
    /// Where it has had enough for now.
    pub(crate) fn of_quota<T>(
        &self,
        client: Client,
        take: impl FnOnce(&Quotas, &Source) -> Result<T, Denied>,
    ) -> Result<Option<T>, Denied> {
        let quotas = self.quotas.as_ref();
        quotas.map(|quotas| take(quotas, &Source::of(client.0))).transpose()
    }
}
