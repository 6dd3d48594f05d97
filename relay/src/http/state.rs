//! What all routes share.

use core::net::SocketAddr;
use std::sync::Arc;

use codes::Catalogue;
use probe::Plan;
use tokio::sync::{Semaphore, watch};

use super::kit::front::Front;
use super::kit::language::Languages;
use super::kit::rendered::Pages;
use crate::net::policy::Policy;
use crate::net::resolve::Resolver;
use crate::recordings::Recordings;
use crate::store::Store;
use crate::{Config, Error};

/// What all requests of one listener share.
pub(crate) struct Relay {
    pub(crate) front: Front,
    pub(crate) languages: Languages,
    pub(crate) policy: Policy,
    pub(crate) resolver: Resolver,
    pub(crate) plan: Plan,
    pub(crate) recordings: Recordings,
    pub(crate) store: Store,
    pub(crate) pages: Pages,
    pub(crate) runs: Arc<Semaphore>,
    pub(crate) stopping: watch::Sender<bool>,
}

impl Relay {
    /// The relay that listens on `listen`, an address with the port that the system gave.
    ///
    /// # Errors
    ///
    /// Where the configuration does not say what others may check, or the program was built with a damaged catalogue.
    pub(crate) fn new(config: &Config, listen: SocketAddr, store: Store) -> Result<Arc<Self>, Error> {
        Ok(Arc::new(Self {
            front: Front::new(listen, &config.public_origins),
            languages: Languages::new(Catalogue::builtin().map_err(Error::Catalogue)?),
            policy: config.policy_at(listen)?,
            resolver: Resolver::new(config.dns_server),
            plan: Plan::default(),
            recordings: Recordings::new(config.recordings),
            store,
            pages: Pages::new(),
            runs: Arc::new(Semaphore::new(most_runs())),
            stopping: watch::Sender::new(false),
        }))
    }
}

/// A run mostly waits; four per core keep a small machine responsive.
fn most_runs() -> usize {
    4 * std::thread::available_parallelism().map_or(1, usize::from)
}
