//! What all routes share.

mod beside;
mod own;

use core::net::SocketAddr;
use core::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use ipnet::IpNet;
use tokio::sync::watch;
use wire::{Disclosure, Life, RunKey};

use self::own::Own;
use super::downloads::Downloads;
use super::kit::front::Front;
use super::kit::language::Languages;
use super::kit::rendered::Pages;
use super::kit::shell::Shell;
use super::middleware::headers::Framing;
use super::portals::InPortal;
use super::tunnels::Tunnels;
use crate::agents::Agents;
use crate::bus::Bus;
use crate::config::{Access, AgentSettings, WatchSetting};
use crate::limits::{Denied, Notice, Places, Quotas, Share, Source};
use crate::metrics::{Metrics, Now};
use crate::net::dial::Network;
use crate::net::policy::Policy;
use crate::runs::{Followed, Recordings, Runs};
use crate::store::{Store, Together};
use crate::{Config, Contact, Error};

/// What all requests share that are for the relay itself, or for the frame of one tenant.
pub(crate) struct Relay {
    pub(crate) front: Front,
    pub(crate) framing: Framing,
    /// The document of the app as it was built, with what is the tenant's own.
    pub(crate) shell: Shell,
    pub(crate) trusted_proxies: Vec<IpNet>,
    /// Who is believed about who asks, and what that opens.
    pub(crate) access: Access,
    pub(crate) languages: Languages,
    pub(super) portal: InPortal,
    pub(crate) network: Arc<Network>,
    pub(crate) runs: Runs,
    /// The agents that are connected.
    pub(crate) agents: Agents,
    /// Where other relays have theirs; absent where this one is alone.
    pub(crate) bus: Option<Bus>,
    /// Those that may be.
    pub(crate) known_agents: AgentSettings,
    /// The computers that are watched.
    pub(crate) watch: Vec<WatchSetting>,
    /// Changes where the owner wants them all checked now.
    pub(crate) asked: watch::Sender<u64>,
    /// The app for people's own computers.
    pub(crate) downloads: Downloads,
    /// Who has how many downloads under way.
    pub(crate) downloading: Places<Source>,
    pub(crate) store: Store,
    pub(crate) pages: Pages,
    pub(crate) bodies: Places<()>,
    /// Texts and files that are read.
    pub(crate) readings: Places<()>,
    /// For requests through a proxy to a relay that serves its own machine.
    pub(crate) proxied: Notice,
    /// For agents that are not let in.
    pub(crate) strangers: Notice,
    /// Absent on one's own machine: there only what is limited in all is limited.
    pub(crate) quotas: Option<Arc<Quotas>>,
    /// Absent where this relay counts alone by its settings.
    pub(in crate::http) together: Option<Together>,
    pub(in crate::http) tunnels: Arc<Tunnels>,
    pub(crate) metrics: Metrics,
    /// Where to report weaknesses of this relay; absent where its owner names nobody.
    pub(crate) security_contact: Option<Contact>,
    /// Whether no more runs begin.
    pub(crate) draining: Arc<AtomicBool>,
    pub(crate) stopping: watch::Sender<bool>,
    /// The one with newer settings; its value is absent where the tenant is gone.
    successor: OnceLock<Option<Arc<Self>>>,
}

impl Relay {
    /// The relay that listens on `listen`, an address with the port that the system gave.
    ///
    /// # Errors
    ///
    /// Where the configuration does not say what others may check, or the program was built with a damaged catalogue.
    pub(crate) fn new(config: &Config, listen: SocketAddr, store: Store, bus: Option<Bus>) -> Result<Arc<Self>, Error> {
        let policy = config.policy_at(listen)?;
        config.fits_together()?;
        let metrics = Metrics::default();
        let quotas = match &policy {
            Policy::OwnMachine => None,
            Policy::Rules(_) => Some(Arc::new(Quotas::new(
                config.limits.people_per_address,
                config.limits.people_per_portal,
            ))),
        };
        let own = Own::of(config, listen, policy, &store)?;
        // Relays on a bus share what they count.
        let shared = bus.as_ref().map(|_| store.clone());
        let together = quotas.as_ref().and_then(|_| shared.clone()).map(Together::in_store);
        let runs = Runs::new(
            Arc::clone(&own.network),
            recordings(config),
            (quotas.clone(), together.clone()),
            metrics.clone(),
            store.report_key().clone(),
            config.limits.descriptors().runs,
        );
        Ok(Arc::new(Self {
            front: own.front,
            framing: own.framing,
            shell: own.shell,
            languages: own.languages,
            portal: own.portal,
            access: own.access,
            network: own.network,
            downloads: own.downloads,
            trusted_proxies: config.trusted_proxies.clone(),
            runs,
            agents: Agents::default(),
            bus,
            known_agents: config.agents.clone(),
            watch: config.watch.clone(),
            asked: watch::Sender::new(0),
            downloading: Places::new(DOWNLOADS),
            store,
            pages: Pages::new(),
            bodies: Places::new(BODIES),
            readings: Places::new(READINGS),
            proxied: Notice::default(),
            strangers: Notice::default(),
            quotas,
            together,
            tunnels: Arc::new(Tunnels::new(&config.limits, shared)),
            metrics,
            security_contact: config.security_contact.clone(),
            draining: Arc::default(),
            stopping: watch::Sender::new(false),
            successor: OnceLock::new(),
        }))
    }

    /// Has those who hold this one go on with `successor`; with none where the tenant is gone.
    pub(crate) fn succeeded_by(&self, successor: Option<&Arc<Self>>) {
        let _first = self.successor.set(successor.map(Arc::clone));
    }

    /// The relay with the settings that hold now; absent where the tenant is gone.
    pub(crate) fn newest(&self) -> Option<&Self> {
        let mut newest = self;
        while let Some(successor) = newest.successor.get() {
            newest = successor.as_deref()?;
        }
        Some(newest)
    }

    /// The run that a key of `source` opens, here or at another relay; absent where it opens none, or none any more.
    pub(crate) async fn find_run(&self, key: &RunKey, source: Option<Source>) -> Option<Followed> {
        match (self.runs.find(key), &self.bus) {
            (Some(run), _) => Some(run.into()),
            (None, Some(bus)) => bus.find_run(&self.runs, key, source).await,
            (None, None) => None,
        }
    }

    /// How long results are kept at most, here or in the frame of a portal.
    pub(crate) fn longest_life(&self) -> Life {
        let tenant = self.portal.tenant.as_deref();
        self.portal.all.life(tenant, self.store.longest_life())
    }

    /// The level that results have at least, in the frame of a portal; absent where every level can be chosen.
    pub(crate) fn least_level(&self) -> Option<Disclosure> {
        self.portal.all.least(self.portal.tenant.as_deref()?)
    }

    /// What `source` wants of its quota; absent where nothing is counted.
    ///
    /// # Errors
    ///
    /// Where it has had enough for now.
    pub(crate) fn of_quota<T>(
        &self,
        source: impl Into<Source>,
        take: impl FnOnce(&Quotas, &Source) -> Result<T, Denied>,
    ) -> Result<Option<T>, Denied> {
        let quotas = self.quotas.as_ref();
        let taken = quotas.map(|quotas| take(quotas, &source.into())).transpose();
        taken.inspect_err(|denied| self.metrics.denied(*denied))
    }

    /// What `source` wants of something that comes back with time: of this relay, and of all that count together. What this
    /// relay denies by itself is no work for the database.
    ///
    /// # Errors
    ///
    /// Where it has had enough for now.
    pub(crate) async fn use_up(
        &self,
        source: impl Into<Source>,
        take: impl FnOnce(&Quotas, &Source) -> Result<Vec<Share>, Denied>,
    ) -> Result<(), Denied> {
        let shares = self.of_quota(source, take)?;
        if let (Some(shares), Some(together)) = (shares, &self.together) {
            let left = together.take(&shares).await;
            left.inspect_err(|denied| self.metrics.denied(*denied))?;
        }
        Ok(())
    }

    /// Whether limits hold for all relays together; absent where this one counts alone by its settings.
    pub(crate) async fn counts_together(&self) -> Option<bool> {
        match &self.together {
            Some(together) => Some(together.is_there().await),
            None => None,
        }
    }

    /// Whether no more runs begin, because the relay stops.
    pub(crate) fn is_draining(&self) -> bool {
        self.draining.load(Ordering::Relaxed)
    }

    /// What there is now.
    pub(crate) fn now(&self) -> Now {
        let (runs, queued) = self.runs.count();
        let (results, bytes) = self.store.filled();
        let agents = self.agents.states();
        let configured = self.newest().map_or(0, |newest| newest.known_agents.len());
        let whole = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
        Now {
            runs: whole(runs),
            queued: whole(queued),
            tunnels: whole(self.tunnels.count()),
            stored: results,
            stored_bytes: bytes,
            room_bytes: self.store.room().bytes,
            agents_configured: whole(configured),
            agents_connected: whole(agents.len()),
            agent_runs: whole(agents.iter().map(|agent| agent.running).sum()),
        }
    }
}

fn recordings(config: &Config) -> Recordings {
    if config.recordings {
        Recordings::AsAsked
    } else {
        Recordings::Off
    }
}

/// Texts and files that are read at the same time: each takes a processor for as long as it comes, and 4 MiB.
const READINGS: usize = 4;
/// Downloads of the app that one source has under way: people behind one address share it.
const DOWNLOADS: usize = 16;
/// Bytes of all bodies of requests that are taken in at the same time.
const BODIES: usize = 64 * 1024 * 1024;
