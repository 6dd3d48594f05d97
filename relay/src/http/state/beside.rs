//! Relays beside another one: with newer settings, or in the frame of a tenant. What is under way, kept and counted is the
//! same for all of them.

use core::net::SocketAddr;
use std::sync::{Arc, OnceLock};

use super::own::{Own, of_place};
use super::{Relay, recordings};
use crate::config::{Tenant, TenantId};
use crate::http::downloads::Downloads;
use crate::http::kit::rendered::Pages;
use crate::http::kit::shell::Shell;
use crate::http::middleware::headers::Framing;
use crate::http::portals::InPortal;
use crate::limits::{Notice, Source};
use crate::net::policy::Policy;
use crate::{Config, Error};

impl Relay {
    /// The same relay with the settings of `config`: what is under way, kept and counted stays.
    ///
    /// # Errors
    ///
    /// As for [`Self::new`], and where the change needs another start.
    pub(crate) fn renewed(&self, config: &Config, listen: SocketAddr) -> Result<Arc<Self>, Error> {
        let policy = config.policy_at(listen)?;
        config.fits_together()?;
        if matches!(policy, Policy::OwnMachine) != self.quotas.is_none() {
            return Err(Error::NeedsRestart);
        }
        let own = Own::of(config, listen, policy, &self.store)?;
        Ok(self.beside(own, config))
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
        let shell = of_place(
            network.policy(),
            Shell::of_frame(tenant, self.portal.all.logo(id.as_str())),
        );
        let portal = InPortal {
            tenant: Some(id.to_string()),
            all: Arc::clone(&self.portal.all),
        };
        let own = Own {
            languages: self.languages.below(front.base(), language),
            front,
            framing,
            shell,
            portal,
            network,
            access: self.access.clone(),
            // Who is asked for a check opens the page of the server itself.
            downloads: Downloads::default(),
        };
        self.beside(own, config)
    }

    /// What is left of frames whose tenants are gone: it begins nothing.
    pub(crate) fn without_portal(&self, config: &Config) -> Arc<Self> {
        let own = Own {
            front: self.front.same(),
            framing: Framing::Nowhere,
            shell: Shell::of_app(),
            languages: self.languages.below(self.front.base(), None),
            portal: self.portal.clone(),
            network: Arc::clone(&self.network),
            access: self.access.clone(),
            downloads: Downloads::default(),
        };
        let left = self.beside(own, config);
        left.succeeded_by(None);
        left
    }

    /// Another relay over the same runs, store and limits, with what is its `own` and the settings of `config`.
    fn beside(&self, own: Own, config: &Config) -> Arc<Self> {
        let of_portal = own.portal.tenant.as_deref().map(Source::of_portal);
        Arc::new(Self {
            front: own.front,
            framing: own.framing,
            shell: own.shell,
            languages: own.languages,
            portal: own.portal,
            runs: self.runs.over(Arc::clone(&own.network), recordings(config), of_portal),
            access: own.access,
            network: own.network,
            downloads: own.downloads,
            trusted_proxies: config.trusted_proxies.clone(),
            agents: self.agents.clone(),
            bus: self.bus.clone(),
            known_agents: config.agents.clone(),
            watch: config.watch.clone(),
            asked: self.asked.clone(),
            downloading: self.downloading.clone(),
            store: self.store.clone(),
            // Each its own: what is rendered holds the addresses and the language of its frame.
            pages: Pages::new(),
            bodies: self.bodies.clone(),
            readings: self.readings.clone(),
            proxied: Notice::default(),
            strangers: Notice::default(),
            quotas: self.quotas.clone(),
            together: self.together.clone(),
            tunnels: Arc::clone(&self.tunnels),
            metrics: self.metrics.clone(),
            security_contact: config.security_contact.clone(),
            draining: Arc::clone(&self.draining),
            stopping: self.stopping.clone(),
            successor: OnceLock::new(),
        })
    }
}
