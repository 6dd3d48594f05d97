//! The relay itself and the frames of its tenants: one app each, over the same runs, store and limits.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

use axum::Router;
use axum::extract::{Request, State};
use axum::response::Response;
use hyper::service::Service as _;
use hyper_util::service::TowerToHyperService;
use tracing::warn;

use super::router::app;
use super::state::Relay;
use crate::limits::Notice;
use crate::{Config, Error};

/// The apps with the settings that hold now.
pub(super) struct Apps {
    now: RwLock<Generation>,
    unknown: Notice,
}

/// The apps with the settings of one time.
struct Generation {
    own: App,
    /// By the tenant's id.
    frames: BTreeMap<String, App>,
}

#[derive(Clone)]
struct App {
    relay: Arc<Relay>,
    router: Router,
}

impl App {
    fn of(relay: Arc<Relay>) -> Self {
        Self {
            router: app(Arc::clone(&relay)),
            relay,
        }
    }
}

impl Generation {
    fn of(relay: Arc<Relay>, config: &Config) -> Result<Self, Error> {
        let frames = config.tenants.iter().map(|(id, tenant)| {
            let framed = relay.in_frame(id, tenant, config)?;
            Ok((id.as_str().to_owned(), App::of(framed)))
        });
        Ok(Self {
            frames: frames.collect::<Result<_, Error>>()?,
            own: App::of(relay),
        })
    }

    /// The app at `path`: of the tenant whose frame is there, if there is one.
    fn at(&self, path: &str) -> Result<&App, UnknownTenant> {
        let below = self.own.relay.front.below(path);
        let Some(rest) = below.strip_prefix("/embed/") else {
            return Ok(&self.own);
        };
        let id = rest.split('/').next().unwrap_or_default();
        self.frames
            .get(id)
            .ok_or_else(|| UnknownTenant(id.chars().take(LONGEST_NOTED).collect()))
    }
}

/// An address for a tenant that there is not.
struct UnknownTenant(String);

impl Apps {
    /// Those of `relay`, with the tenants of `config`.
    ///
    /// # Errors
    ///
    /// Where the program was built with a damaged catalogue.
    pub(super) fn new(relay: Arc<Relay>, config: &Config) -> Result<Arc<Self>, Error> {
        Ok(Arc::new(Self {
            now: RwLock::new(Generation::of(relay, config)?),
            unknown: Notice::default(),
        }))
    }

    /// Answers every request with the app that it is for.
    pub(super) fn router(self: Arc<Self>) -> Router {
        Router::new().fallback(answer).with_state(self)
    }

    /// Goes on with `renewed`, which has the settings of `config`. Whoever holds an app of before begins nothing new with
    /// its settings.
    ///
    /// # Errors
    ///
    /// Where the program was built with a damaged catalogue; then nothing changes.
    pub(super) fn renew(&self, renewed: Arc<Relay>, config: &Config) -> Result<(), Error> {
        let next = Generation::of(renewed, config)?;
        let mut now = self.now.write().unwrap_or_else(PoisonError::into_inner);
        let before = core::mem::replace(&mut *now, next);
        before.own.relay.succeeded_by(Some(&now.own.relay));
        for (id, app) in before.frames {
            let successor = now.frames.get(&id);
            if successor.is_none() {
                warn!(
                    tenant = id,
                    "a portal is no longer in `tenants`; frames that are open check nothing more"
                );
            }
            app.relay.succeeded_by(successor.map(|app| &app.relay));
        }
        Ok(())
    }

    /// The relay that serves no frame.
    pub(super) fn own(&self) -> Arc<Relay> {
        let now = self.now.read().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(&now.own.relay)
    }

    fn at(&self, path: &str) -> Router {
        let now = self.now.read().unwrap_or_else(PoisonError::into_inner);
        let app = now.at(path).unwrap_or_else(|UnknownTenant(tenant)| {
            if let Some(times) = self.unknown.counted() {
                warn!(times, ?tenant, "a frame was asked for whose portal isn't in `tenants`");
            }
            &now.own
        });
        app.router.clone()
    }
}

async fn answer(State(apps): State<Arc<Apps>>, request: Request) -> Response {
    let app = apps.at(request.uri().path());
    match TowerToHyperService::new(app).call(request).await {
        Ok(response) => response,
        Err(never) => match never {},
    }
}

/// More than any id of a tenant.
const LONGEST_NOTED: usize = 40;
