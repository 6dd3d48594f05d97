//! `/api/launches`: a portal launches a check, and its frame opens it.

use core::fmt;
use std::sync::Arc;

use axum::Json;
use axum::extract::{DefaultBodyLimit, Extension, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use serde::{Deserialize, Serialize};
use tracing::warn;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use wire::{PeerText, ProblemKind};

use crate::clock;
use crate::http::api::described::Refused;
use crate::http::bearer::authorize;
use crate::http::extract::Reader;
use crate::http::idempotent::{Attempt, attempt};
use crate::http::jwt::Wanted;
use crate::http::kit::client::Client;
use crate::http::kit::problem::ProblemResponse;
use crate::http::kit::representation::NEVER_KEPT;
use crate::http::kit::request::{body, parse};
use crate::http::state::Relay;
use crate::limits::Quotas;
use crate::net::dial::Network;
use crate::net::policy::NotAdmitted;
use crate::store::{Launched, NewLaunch, Scope};

/// `/api/launches`.
pub(in crate::http) fn routes() -> OpenApiRouter<Arc<Relay>> {
    OpenApiRouter::new()
        .routes(routes!(launch))
        .routes(routes!(open))
        .layer(DefaultBodyLimit::max(LONGEST_REQUEST))
}

/// A check that a portal wants.
#[derive(Debug, Deserialize, ToSchema)]
struct LaunchRequest {
    /// Which portal; absent below the address of its frame.
    #[serde(default)]
    tenant: Option<String>,
    #[serde(flatten)]
    wanted: Wanted,
}

/// What opens it.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
struct LaunchReceipt {
    /// For the element's attribute `launch`, once.
    launch: String,
    /// The frame, for portals without scripts. What is behind `#` is sent to nobody.
    embed_url: String,
    /// Until when it can be opened, in milliseconds since 1970.
    open_until_ms: i64,
}

/// Launch a check in a portal
///
/// Makes a launch for a ticket, which the frame of the portal opens once, within 300 seconds.
#[utoipa::path(
    post,
    path = "/api/launches",
    tag = "launches",
    security(("token" = ["launch"])),
    params(("Idempotency-Key" = Option<String>, Header, max_length = 255, min_length = 1, pattern = "^[A-Za-z0-9_-]+$",
        description = "A name of your own for this request. Sent again with the same body, it makes no second launch.")),
    request_body = LaunchRequest,
    responses((status = 201, description = "What opens it.", body = LaunchReceipt), Refused)
)]
async fn launch(State(relay): State<Arc<Relay>>, reader: Reader, request: Request) -> Result<Response, Response> {
    let program = authorize(&relay, &reader, Scope::Launch).await?;
    let problem = |kind| ProblemResponse::new(&reader, kind).into_response();
    let body = body(request).await.map_err(problem)?;
    let LaunchRequest { tenant, wanted } = parse(&body).map_err(problem)?;
    let tenant = match (&relay.portal.tenant, tenant) {
        (Some(own), Some(named)) if *own != named => None,
        (Some(own), _) => Some(own.clone()),
        (None, named) => named,
    };
    let tenant = tenant.filter(|tenant| relay.portal.all.has(tenant));
    let tenant = tenant.ok_or_else(|| problem(ProblemKind::Unreadable))?;
    let network = relay.portal.all.network(&tenant, &relay.network);
    let new = wanted
        .of(&relay, &reader, &tenant, &network)
        .map_err(ProblemResponse::into_response)?;
    // Behind all that can be wrong with a request, so that a mistake does not use up its name.
    let attempt = attempt(&relay, &reader, &program, &body).await?;
    if let Attempt::Again(answer) = &attempt {
        let receipt: Option<LaunchReceipt> = serde_json::from_slice(answer).ok();
        let receipt = receipt.ok_or_else(|| problem(ProblemKind::Gone))?;
        return Ok((StatusCode::CREATED, NEVER_KEPT, Json(receipt)).into_response());
    }
    let launched = match relay.use_up(program.source(), Quotas::launch).await {
        Ok(()) => relay
            .store
            .launch(&new, clock::unix_millis())
            .await
            .map_err(|error| ProblemResponse::by(&reader, error)),
        Err(denied) => Err(ProblemResponse::denied(&reader, denied)),
    };
    let launch = match launched {
        Ok(launch) => launch,
        Err(refused) => {
            // Nothing happened: the same name may be tried again.
            attempt.give_up(&relay).await;
            return Err(refused.into_response());
        }
    };
    let site = reader.site(&relay);
    let receipt = LaunchReceipt {
        embed_url: format!("{site}/embed/{tenant}#launch={}", launch.launch),
        launch: launch.launch,
        open_until_ms: launch.open_until_ms,
    };
    // What was made here can be written down.
    let kept = serde_json::to_vec(&receipt).unwrap_or_default();
    attempt.keep(&relay, &reader, &kept).await?;
    Ok((StatusCode::CREATED, NEVER_KEPT, Json(receipt)).into_response())
}

/// What the frame has of its portal: the launch, or a token that the portal signed.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct OpenRequest {
    launch: String,
}

/// What is to be checked.
#[derive(Debug, Serialize, ToSchema)]
struct Opened {
    /// The request that the result answers.
    ask: String,
    /// Where the frame shows it.
    path: String,
    targets: Vec<String>,
    reference: String,
    lang: String,
    note: String,
    expires_at_ms: i64,
}

/// Open a launch
///
/// For the frame of a portal, at `/embed/{tenant}/api/launches/open`.
#[utoipa::path(
    post,
    path = "/api/launches/open",
    tag = "launches",
    request_body = OpenRequest,
    responses((status = 200, description = "What is to be checked.", body = Opened), Refused)
)]
async fn open(
    State(relay): State<Arc<Relay>>,
    Extension(client): Extension<Client>,
    reader: Reader,
    request: Request,
) -> Result<Response, ProblemResponse> {
    let problem = |kind| ProblemResponse::new(&reader, kind);
    let asked = body(request).await.and_then(|body| parse::<OpenRequest>(&body));
    let OpenRequest { launch } = asked.map_err(problem)?;
    let Some(tenant) = relay.portal.tenant.as_deref() else {
        return Err(problem(ProblemKind::Gone));
    };
    relay
        .use_up(&client, Quotas::launch)
        .await
        .map_err(|denied| ProblemResponse::denied(&reader, denied))?;
    // A JWT has two dots; what was launched here has none.
    let opened = if launch.contains('.') {
        signed(&relay, &reader, tenant, &launch).await?
    } else {
        let opened = relay.store.open_launch(tenant, &launch, clock::unix_millis()).await;
        opened.map_err(|error| ProblemResponse::by(&reader, error))?
    };
    let Some(opened) = opened else {
        note(&relay, tenant, &"it was opened before, or waited too long");
        return Err(not_opened(&reader));
    };
    Ok((NEVER_KEPT, Json(Opened::of(&relay, opened))).into_response())
}

/// The launch that a portal signed itself; absent where it was opened before.
async fn signed(
    relay: &Relay,
    reader: &Reader,
    tenant: &str,
    token: &str,
) -> Result<Option<Launched>, ProblemResponse> {
    let audience = format!("{}/embed/{tenant}", reader.site(relay));
    let now = clock::unix_millis() / 1000;
    let claims = relay.portal.all.read(tenant, token, &audience, now).map_err(|bad| {
        note(relay, tenant, &bad);
        not_opened(reader)
    })?;
    let new = claims.wanted.of(relay, reader, tenant, &relay.network)?;
    let opened = relay.store.open_signed(&new, &claims.jti).await;
    opened.map_err(|error| ProblemResponse::by(reader, error))
}

/// Whatever is wrong with it, the person at the ticket can have another one.
fn not_opened(reader: &Reader) -> ProblemResponse {
    ProblemResponse::saying(reader, ProblemKind::Gone, reader.words().launch_gone())
}

/// Tells the portal's administrator why a launch was not opened: the person cannot do anything about it.
fn note(relay: &Relay, tenant: &str, why: &dyn fmt::Display) {
    if let Some(times) = relay.portal.all.refused(tenant) {
        warn!(times, tenant, "a launch wasn't opened: {why}");
    }
}

impl Opened {
    fn of(relay: &Relay, launched: Launched) -> Self {
        Self {
            path: format!("{}/?ask={}", relay.front.base(), launched.ask),
            ask: launched.ask,
            targets: launched.targets,
            reference: launched.reference,
            lang: launched.language,
            note: launched.note,
            expires_at_ms: launched.expires_at_ms,
        }
    }
}

impl Wanted {
    /// The launch, where everything about it may be.
    fn of(self, relay: &Relay, reader: &Reader, tenant: &str, network: &Network) -> Result<NewLaunch, ProblemResponse> {
        let texts: Vec<String> = self.target.into_iter().chain(self.targets).collect();
        let is_tag =
            self.lang.len() <= LONGEST_TAG && self.lang.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'-');
        if texts.is_empty() || texts.len() > MOST_TARGETS || !is_tag || !is_reference(&self.reference) {
            return Err(ProblemResponse::new(reader, ProblemKind::Unreadable));
        }
        if relay.is_draining() {
            return Err(ProblemResponse::new(reader, ProblemKind::Overloaded));
        }
        let admit = |text: String| {
            let forbidden = ProblemKind::TargetForbidden;
            let saying = |error| ProblemResponse::saying(reader, forbidden, reader.words().target_error(&error));
            let target = text.parse().map_err(saying)?;
            match network.admit(target) {
                Ok(admitted) => Ok(admitted.shown().clone()),
                Err(NotAdmitted::BadTarget(error)) => Err(saying(error)),
                Err(NotAdmitted::Forbidden(_)) => Err(ProblemResponse::new(reader, forbidden)),
            }
        };
        Ok(NewLaunch {
            tenant: tenant.to_owned(),
            targets: texts.into_iter().map(admit).collect::<Result<_, _>>()?,
            reference: PeerText::from(self.reference),
            language: self.lang,
            note: PeerText::from(self.note),
        })
    }
}

/// What can stand in an address of a ticket system without a change.
fn is_reference(text: &str) -> bool {
    text.len() <= LONGEST_REFERENCE
        && text
            .bytes()
            .all(|it| it.is_ascii_alphanumeric() || matches!(it, b'-' | b'_'))
}

/// Sixteen targets with a note, every byte of them escaped; a JWT has 2 KiB.
const LONGEST_REQUEST: usize = 16 * 1024;
/// As many as somebody chooses from.
const MOST_TARGETS: usize = 16;
/// RFC 5646 section 4.4.1.
const LONGEST_TAG: usize = 35;
const LONGEST_REFERENCE: usize = 64;
