//! What all routes share.

use core::net::SocketAddr;
use core::sync::atomic::{AtomicBool, Ordering};
use std::sync::Arc;

use codes::Catalogue;
use ipnet::IpNet;
use tokio::sync::watch;
use ui::pages::Links;

use super::kit::client::Client;
use super::kit::front::Front;
use super::kit::language::Languages;
use super::kit::rendered::Pages;
use crate::config::SupportContact;
use crate::limits::{Denied, Notice, Places, Quotas, Source};
use crate::metrics::{Metrics, Now};
use crate::net::dial::Network;
use crate::net::policy::Policy;
use crate::net::resolve::Resolver;
use crate::runs::{Recordings, Runs};
use crate::store::Store;
use crate::{Config, Contact, Error};

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
    pub(crate) metrics: Metrics,
    /// Where to report weaknesses of this relay; absent where its owner names nobody.
    pub(crate) security_contact: Option<Contact>,
    /// Whether no more runs begin.
    pub(crate) draining: AtomicBool,
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
        let metrics = Metrics::default();
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
                config.support.contact.as_ref().map(SupportContact::as_str),
            ),
            runs: Runs::new(
                Arc::clone(&network),
                recordings,
                quotas.clone(),
                metrics.clone(),
                config.limits.descriptors().runs,
            ),
            network,
            store,
            pages: Pages::new(),
            bodies: Places::new(BODIES),
            proxied: Notice::default(),
            quotas,
            metrics,
            security_contact: config.security_contact.clone(),
            draining: AtomicBool::new(false),
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
        let taken = quotas.map(|quotas| take(quotas, &Source::of(client.0))).transpose();
        taken.inspect_err(|denied| self.metrics.denied(*denied))
    }

    /// Whether no more runs begin, because the relay stops.
    pub(crate) fn is_draining(&self) -> bool {
        self.draining.load(Ordering::Relaxed)
    }

    /// What there is now.
    pub(crate) fn now(&self) -> Now {
        let (runs, queued) = self.runs.count();
        let (results, bytes) = self.store.filled();
        let whole = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
        Now {
            runs: whole(runs),
            queued: whole(queued),
            stored: results,
            stored_bytes: bytes,
            room_bytes: self.store.room().bytes,
        }
    }
}

/// Bytes of all bodies of requests that are taken in at the same time.
const BODIES: usize = 64 * 1024 * 1024;
