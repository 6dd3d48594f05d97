//! What all routes share.

use core::net::SocketAddr;
use core::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use codes::Catalogue;
use ipnet::IpNet;
use tokio::sync::watch;
use ui::pages::{Links, Operator, Privacy};
use wire::{Disclosure, Life, RunKey};

use super::downloads::Downloads;
use super::kit::front::{Front, Scheme};
use super::kit::language::Languages;
use super::kit::rendered::Pages;
use super::kit::shell::Shell;
use super::middleware::headers::Framing;
use super::portals::{InPortal, Portals};
use super::tunnels::Tunnels;
use crate::agents::Agents;
use crate::bus::Bus;
use crate::config::{Access, AgentSettings, Tenant, TenantId, WatchSetting};
use crate::limits::{Denied, Notice, Places, Quotas, Source};
use crate::metrics::{Metrics, Now};
use crate::net::dial::Network;
use crate::net::policy::Policy;
use crate::net::resolve::Resolver;
use crate::runs::{Followed, Recordings, Runs};
use crate::store::Store;
use crate::{Config, Contact, Error, PageLanguage};

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
        let access = config.who_may()?;
        let metrics = Metrics::default();
        let shell = of_place(&policy, Shell::of_app());
        let quotas = match &policy {
            Policy::OwnMachine => None,
            Policy::Rules(_) => Some(Arc::new(Quotas::new(
                config.limits.people_per_address,
                config.limits.people_per_portal,
            ))),
        };
        let network = Arc::new(Network::new(policy, Resolver::new(config.dns_server)));
        let runs = Runs::new(
            Arc::clone(&network),
            recordings(config),
            quotas.clone(),
            metrics.clone(),
            store.report_key().clone(),
            config.limits.descriptors().runs,
        );
        let front = Front::new(
            listen,
            Scheme::of(config),
            &config.public_origins,
            config.base_path.clone(),
        );
        // Relays on a bus share what they count.
        let together = bus.as_ref().map(|_| store.clone());
        Ok(Arc::new(Self {
            languages: languages(&front, &store, config)?,
            portal: InPortal {
                tenant: None,
                all: Portals::load(&config.tenants)?,
            },
            front,
            framing: Framing::Nowhere,
            shell,
            trusted_proxies: config.trusted_proxies.clone(),
            access,
            network,
            runs,
            agents: Agents::default(),
            bus,
            known_agents: config.agents.clone(),
            watch: config.watch.clone(),
            downloads: Downloads::of(config.downloads.as_deref())?,
            downloading: Places::new(DOWNLOADS),
            store,
            pages: Pages::new(),
            bodies: Places::new(BODIES),
            readings: Places::new(READINGS),
            proxied: Notice::default(),
            strangers: Notice::default(),
            quotas,
            tunnels: Arc::new(Tunnels::new(&config.limits, together)),
            metrics,
            security_contact: config.security_contact.clone(),
            draining: Arc::default(),
            stopping: watch::Sender::new(false),
            successor: OnceLock::new(),
        }))
    }

    /// The same relay with the settings of `config`: what is under way, kept and counted stays.
    ///
    /// # Errors
    ///
    /// As for [`Self::new`], and where the change needs another start.
    pub(crate) fn renewed(&self, config: &Config, listen: SocketAddr) -> Result<Arc<Self>, Error> {
        let policy = config.policy_at(listen)?;
        config.fits_together()?;
        let access = config.who_may()?;
        if matches!(policy, Policy::OwnMachine) != self.quotas.is_none() {
            return Err(Error::NeedsRestart);
        }
        let shell = of_place(&policy, Shell::of_app());
        let downloads = Downloads::of(config.downloads.as_deref())?;
        let network = Arc::new(Network::new(policy, Resolver::new(config.dns_server)));
        let front = Front::new(
            listen,
            Scheme::of(config),
            &config.public_origins,
            config.base_path.clone(),
        );
        let languages = languages(&front, &self.store, config)?;
        let portal = InPortal {
            tenant: None,
            all: Portals::load(&config.tenants)?,
        };
        Ok(self.beside(
            front,
            portal,
            languages,
            (Framing::Nowhere, shell, downloads),
            (network, access),
            config,
        ))
    }

    /// The same relay in the frame of `tenant`, in the language that its portal chooses; absent where each reader's browser
    /// does.
    pub(crate) fn in_frame(
        &self,
        id: &TenantId,
        tenant: &Tenant,
        language: Option<&'static str>,
        config: &Config,
    ) -> Arc<Self> {
        let network = match &tenant.allow {
            Some(rules) => Arc::new(self.network.narrowed(rules)),
            None => Arc::clone(&self.network),
        };
        let front = self.front.in_frame(id, language);
        let origins: Vec<String> = tenant.origins.iter().map(ToString::to_string).collect();
        let framing = Framing::By(origins.join(" "));
        let languages = self.languages.below(front.base(), language);
        let shell = of_place(
            network.policy(),
            Shell::of_frame(tenant, self.portal.all.logo(id.as_str())),
        );
        let portal = InPortal {
            tenant: Some(id.to_string()),
            all: Arc::clone(&self.portal.all),
        };
        let way = (network, self.access.clone());
        // Who is asked for a check opens the page of the server itself.
        let shown = (framing, shell, Downloads::default());
        self.beside(front, portal, languages, shown, way, config)
    }

    /// What is left of frames whose tenants are gone: it begins nothing.
    pub(crate) fn without_portal(&self, config: &Config) -> Arc<Self> {
        let languages = self.languages.below(self.front.base(), None);
        let way = (Arc::clone(&self.network), self.access.clone());
        let left = self.beside(
            self.front.same(),
            self.portal.clone(),
            languages,
            (Framing::Nowhere, Shell::of_app(), Downloads::default()),
            way,
            config,
        );
        left.succeeded_by(None);
        left
    }

    /// Another relay over the same runs, store and limits, behind a front of its own.
    fn beside(
        &self,
        front: Front,
        portal: InPortal,
        languages: Languages,
        (framing, shell, downloads): (Framing, Shell, Downloads),
        (network, access): (Arc<Network>, Access),
        config: &Config,
    ) -> Arc<Self> {
        let of_portal = portal.tenant.as_deref().map(Source::of_portal);
        Arc::new(Self {
            portal,
            languages,
            front,
            framing,
            shell,
            trusted_proxies: config.trusted_proxies.clone(),
            access,
            runs: self.runs.over(Arc::clone(&network), recordings(config), of_portal),
            network,
            agents: self.agents.clone(),
            bus: self.bus.clone(),
            known_agents: config.agents.clone(),
            watch: config.watch.clone(),
            downloads,
            downloading: self.downloading.clone(),
            store: self.store.clone(),
            pages: Pages::new(),
            bodies: self.bodies.clone(),
            readings: self.readings.clone(),
            proxied: Notice::default(),
            strangers: Notice::default(),
            quotas: self.quotas.clone(),
            tunnels: Arc::clone(&self.tunnels),
            metrics: self.metrics.clone(),
            security_contact: config.security_contact.clone(),
            draining: Arc::clone(&self.draining),
            stopping: self.stopping.clone(),
            successor: OnceLock::new(),
        })
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
            tunnels: whole(self.tunnels.count()),
            stored: results,
            stored_bytes: bytes,
            room_bytes: self.store.room().bytes,
        }
    }
}

/// The document of a relay with this policy. On one's own machine the browser sees what the relay sees.
fn of_place(policy: &Policy, shell: Shell) -> Shell {
    match policy {
        Policy::OwnMachine => shell,
        Policy::Rules(_) => shell.with_reach(),
    }
}

fn recordings(config: &Config) -> Recordings {
    if config.recordings {
        Recordings::AsAsked
    } else {
        Recordings::Off
    }
}

/// What the end of every page says.
fn operator(config: &Config) -> Operator {
    let privacy = config.operator.privacy.as_ref().map(|text| {
        if text.is_address() {
            Privacy::Page(text.as_str().to_owned())
        } else {
            Privacy::Text(text.as_str().to_owned())
        }
    });
    Operator {
        name: config.operator.name.as_ref().map(|name| name.as_str().to_owned()),
        help: config.support.contact.as_ref().map(Contact::without_result),
        privacy,
    }
}

fn languages(front: &Front, store: &Store, config: &Config) -> Result<Languages, Error> {
    let links = if store.is_on() { Links::Offered } else { Links::Off };
    Ok(Languages::new(
        Catalogue::builtin().map_err(Error::Catalogue)?,
        front.base(),
        links,
        config.support.contact.as_ref().map(Contact::as_str),
        operator(config),
        config.language.map(PageLanguage::tag),
    ))
}

/// Texts and files that are read at the same time: each takes a processor for as long as it comes, and 4 MiB.
const READINGS: usize = 4;
/// Downloads of the app that one source has under way: people behind one address share it.
const DOWNLOADS: usize = 16;
/// Bytes of all bodies of requests that are taken in at the same time.
const BODIES: usize = 64 * 1024 * 1024;
