//! The relay itself and the frames of its tenants: one app each, over the same runs, store and limits.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

use axum::Router;
use axum::extract::{Request, State};
use axum::http::Uri;
use axum::response::Response;
use hyper::service::Service as _;
use hyper_util::service::TowerToHyperService;
use tracing::warn;

use super::kit::language::wanted;
use super::router::app;
use super::state::Relay;
use crate::Config;
use crate::config::{Tenant, TenantId};
use crate::limits::Notice;

/// The apps with the settings that hold now.
pub(super) struct Apps {
    now: RwLock<Generation>,
    unknown: Notice,
}

/// The apps with the settings of one time.
struct Generation {
    own: App,
    /// By the tenant's id.
    frames: BTreeMap<String, Frame>,
    /// For checks in frames whose tenants are gone.
    gone: App,
}

/// The frame of a tenant.
struct Frame {
    /// In the language that each reader's browser asks for.
    readers: App,
    /// In the language that the portal asks for, by its tag.
    portals: BTreeMap<&'static str, App>,
}

impl Frame {
    fn of(relay: &Relay, id: &TenantId, tenant: &Tenant, config: &Config) -> Self {
        let app = |language| App::of(relay.in_frame(id, tenant, language, config));
        Self {
            readers: app(None),
            portals: relay.languages.tags().map(|tag| (tag, app(Some(tag)))).collect(),
        }
    }

    fn in_language(&self, tag: &str) -> &App {
        self.portals.get(tag).unwrap_or(&self.readers)
    }

    /// Has those who hold this one go on with `successor`; with none where the tenant is gone.
    fn succeeded_by(&self, successor: Option<&Self>) {
        self.readers
            .relay
            .succeeded_by(successor.map(|frame| &frame.readers.relay));
        for (tag, app) in &self.portals {
            app.relay
                .succeeded_by(successor.map(|frame| &frame.in_language(tag).relay));
        }
    }
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
    fn of(relay: Arc<Relay>, config: &Config) -> Self {
        let frames = config
            .tenants
            .iter()
            .map(|(id, tenant)| (id.as_str().to_owned(), Frame::of(&relay, id, tenant, config)));
        Self {
            frames: frames.collect(),
            gone: App::of(relay.without_portal(config)),
            own: App::of(relay),
        }
    }

    /// The app at `path`: of the tenant whose frame is there, if there is one.
    fn at(&self, path: &str) -> Result<&App, UnknownTenant> {
        let below = self.own.relay.front.below(path);
        let Some(rest) = below.strip_prefix("/embed/") else {
            return Ok(&self.own);
        };
        let mut parts = rest.split('/');
        let id = parts.next().unwrap_or_default();
        if is_version(id) {
            return Ok(&self.own);
        }
        let frame = self.frames.get(id);
        let frame = frame.ok_or_else(|| UnknownTenant(id.chars().take(LONGEST_NOTED).collect()))?;
        Ok(frame.in_language(parts.next().unwrap_or_default()))
    }
}

/// An address for a tenant that there is not.
struct UnknownTenant(String);

impl Apps {
    /// Those of `relay`, with the tenants of `config`.
    pub(super) fn new(relay: Arc<Relay>, config: &Config) -> Arc<Self> {
        Arc::new(Self {
            now: RwLock::new(Generation::of(relay, config)),
            unknown: Notice::default(),
        })
    }

    /// Answers every request with the app that it is for.
    pub(super) fn router(self: Arc<Self>) -> Router {
        Router::new().fallback(answer).with_state(self)
    }

    /// Goes on with `renewed`, which has the settings of `config`. Whoever holds an app of before begins nothing new with
    /// its settings.
    pub(super) fn renew(&self, renewed: Arc<Relay>, config: &Config) {
        let next = Generation::of(renewed, config);
        let mut now = self.now.write().unwrap_or_else(PoisonError::into_inner);
        let before = core::mem::replace(&mut *now, next);
        // Under the lock, so that nobody is answered with new settings while those who hold the old ones go on with
        // them.
        before.own.relay.succeeded_by(Some(&now.own.relay));
        for (id, frame) in before.frames {
            let successor = now.frames.get(&id);
            if successor.is_none() {
                warn!(
                    "`tenants.{id}` is no longer in the settings; frames of that portal that are open check nothing more"
                );
            }
            frame.succeeded_by(successor);
        }
    }

    /// The relay that serves no frame.
    pub(super) fn own(&self) -> Arc<Relay> {
        let now = self.now.read().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(&now.own.relay)
    }

    /// The app that a request is for.
    fn at(&self, request: &mut Request) -> Router {
        let now = self.now.read().unwrap_or_else(PoisonError::into_inner);
        let tenant = match now.at(request.uri().path()) {
            Ok(app) => return app.router.clone(),
            Err(UnknownTenant(tenant)) => tenant,
        };
        if let Some(times) = self.unknown.counted() {
            warn!(times, ?tenant, "a frame was asked for whose portal isn't in `tenants`");
        }
        // Whoever has it open still is to hear in words that no check begins.
        if request.uri().path().ends_with(CHECK) {
            *request.uri_mut() = Uri::from_static(CHECK);
            return now.gone.router.clone();
        }
        now.own.router.clone()
    }
}

async fn answer(State(apps): State<Arc<Apps>>, mut request: Request) -> Response {
    if let Some(path) = in_language(request.uri()) {
        *request.uri_mut() = path;
    }
    let app = apps.at(&mut request);
    match TowerToHyperService::new(app).call(request).await {
        Ok(response) => response,
        Err(never) => match never {},
    }
}

/// Where a portal that asks for a language (`?lang=`) finds its frame: everything in it is below a path that names the
/// language, so that the whole page goes on in it. Absent where it asks for none that there is.
fn in_language(uri: &Uri) -> Option<Uri> {
    let (path, query) = (uri.path(), uri.query()?);
    let (_, rest) = path.rsplit_once("/embed/")?;
    let id = rest.strip_suffix('/').unwrap_or(rest);
    if id.is_empty() || id.contains('/') {
        return None;
    }
    let asked = query.split('&').find_map(|pair| pair.strip_prefix("lang="))?;
    let tag = wanted(asked)?;
    format!("{}/{tag}/?{query}", path.trim_end_matches('/')).parse().ok()
}

/// Whether this stands in place of a tenant's id where the files for portals are: `v1`.
fn is_version(id: &str) -> bool {
    let digits = id.strip_prefix('v').unwrap_or_default();
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// The WebSocket over which checks are asked for.
const CHECK: &str = "/api/check";
/// More than any id of a tenant.
const LONGEST_NOTED: usize = 40;
