//! `/api/reports` and `/api/redactions`: a result is looked at as others will see it, shared, read and taken back.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::rejection::PathRejection;
use axum::extract::{DefaultBodyLimit, Path, Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use axum::{Extension, Json};
use diagnosis::diagnose;
use tracing::info;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use wire::{
    LONGEST_SEALED, ProblemKind, RedactionRequest, Report, ShareContent, ShareReceipt, ShareRequest, ShareSource,
    SharedResult,
};
use words::summary;

use crate::delivery::{Body, Data};
use crate::http::api::described::Refused;
use crate::http::bearer::{shown, unauthorized};
use crate::http::extract::Reader;
use crate::http::kit::client::Client;
use crate::http::kit::problem::ProblemResponse;
use crate::http::kit::representation::NEVER_KEPT;
use crate::http::kit::request::{body, parse, path_id};
use crate::http::state::Relay;
use crate::http::subject::{Subject, redacted};
use crate::limits::Source;
use crate::store::{Launched, NewDelivery, Revoked};

/// `/api/reports` and `/api/redactions`.
pub(in crate::http) fn routes() -> OpenApiRouter<Arc<Relay>> {
    OpenApiRouter::new()
        .routes(routes!(share))
        .routes(routes!(read, revoke))
        .routes(routes!(preview))
        .layer(DefaultBodyLimit::max(LONGEST_READ))
}

/// Share a result
///
/// Keeps a result for a while, and makes a link to it.
#[utoipa::path(
    post,
    path = "/api/reports",
    tag = "results",
    request_body = ShareRequest,
    responses((status = 201, description = "The link, and what takes it back.", body = ShareReceipt), Refused)
)]
async fn share(
    State(relay): State<Arc<Relay>>,
    Extension(client): Extension<Client>,
    reader: Reader,
    request: Request,
) -> Result<Response, ProblemResponse> {
    let body = body(request).await.and_then(in_bounds);
    let length = body.as_ref().map_or(0, Bytes::len);
    let request = body.and_then(|body| parse::<ShareRequest>(&body));
    let request = request.map_err(|problem| ProblemResponse::new(&reader, problem))?;
    let form = form(&request.content);
    let launched = launched(&relay, &reader, request.ask.as_deref()).await?;
    let tenant = launched.as_ref().map(|launched| launched.tenant.as_str());
    let tenant = tenant.or(relay.portal.tenant.as_deref());
    if request.life > relay.portal.all.life(tenant, relay.store.longest_life()) {
        return Err(ProblemResponse::new(&reader, ProblemKind::LifeNotAllowed));
    }
    let portal = tenant.map(Source::of_portal);
    // Before it is counted: what cannot be shared uses up nothing.
    let content = content(&relay, &reader, request.content, launched.as_ref()).await?;
    let counted = relay.use_up(&client, |quotas, source| match &portal {
        Some(portal) => quotas.share_in(portal, source, length),
        None => quotas.share(source, length),
    });
    counted
        .await
        .map_err(|denied| ProblemResponse::denied(&reader, denied))?;
    let delivery = launched.and_then(|launched| delivery(&relay, &reader, launched, &content));
    let ask = request.ask.as_deref();
    let shared = relay.store.share(&content, request.life, ask, delivery.as_ref()).await;
    let mut receipt: ShareReceipt = shared.map_err(|error| ProblemResponse::by(&reader, error))?;
    receipt.path.insert_str(0, relay.front.site());
    // No id: whoever reads the log is not meant to read the results.
    info!(life = request.life.name(), form, "a result was shared");
    Ok((StatusCode::CREATED, NEVER_KEPT, Json(receipt)).into_response())
}

/// The launch that a result answers; absent where a person asked, or nobody.
async fn launched(relay: &Relay, reader: &Reader, ask: Option<&str>) -> Result<Option<Launched>, ProblemResponse> {
    let Some(ask) = ask else { return Ok(None) };
    let launched = relay.store.launched(ask).await;
    launched.map_err(|error| ProblemResponse::by(reader, error))
}

/// What goes into the ticket of a launch: no more than whoever shared the result lets others see. What only a browser
/// can read says nothing there.
fn delivery(relay: &Relay, reader: &Reader, launched: Launched, content: &ShareContent) -> Option<NewDelivery> {
    let ShareContent::Open { report, .. } = content else {
        return None;
    };
    if !relay.portal.all.delivers(&launched) {
        return None;
    }
    let findings = diagnose(report);
    let body = Body::new(Data {
        reference: launched.reference.clone(),
        summary: summary(reader.words(), report, &findings),
        findings: findings.iter().map(|finding| finding.id.to_owned()).collect(),
        // The store puts the id in.
        link: format!("{}/r/{{id}}", reader.site(relay)),
    });
    Some(NewDelivery {
        tenant: launched.tenant,
        reference: launched.reference,
        body: serde_json::to_string(&body).ok()?,
    })
}

/// What is kept: of a report no more than its level leaves.
async fn content(
    relay: &Relay,
    reader: &Reader,
    source: ShareSource,
    launched: Option<&Launched>,
) -> Result<ShareContent, ProblemResponse> {
    let (subject, disclosure, doing) = match source {
        ShareSource::Run {
            run,
            legs,
            disclosure,
            doing,
        } => {
            let run = Some(run);
            (
                Subject {
                    run,
                    legs,
                    report: None,
                },
                disclosure,
                doing,
            )
        }
        ShareSource::Open {
            disclosure,
            doing,
            report,
        } => (Subject::brought(report), disclosure, doing),
        ShareSource::Sealed { sealed } if sealed.len() > LONGEST_SEALED => {
            return Err(ProblemResponse::new(reader, ProblemKind::TooLarge));
        }
        ShareSource::Sealed { sealed } => return Ok(ShareContent::Sealed { sealed }),
    };
    let tenant = launched.map(|launched| launched.tenant.as_str());
    let tenant = tenant.or(relay.portal.tenant.as_deref());
    let disclosure = relay.portal.all.level(tenant, disclosure);
    let report = subject.report(relay, reader, Some(disclosure)).await?;
    // What goes into a portal's ticket is about a computer that the portal named.
    let is_wanted = |launched: &Launched| launched.targets.contains(&report.target.to_string());
    if !launched.is_none_or(is_wanted) {
        return Err(ProblemResponse::new(reader, ProblemKind::TargetForbidden));
    }
    let report = Box::new(redacted(relay, &report, disclosure));
    Ok(ShareContent::Open {
        disclosure,
        doing,
        report,
    })
}

/// A shared result
#[utoipa::path(
    get,
    path = "/api/reports/{id}",
    tag = "results",
    params(("id" = String, Path, description = "The id in the link.")),
    responses((status = 200, description = "The result.", body = SharedResult), Refused)
)]
async fn read(
    State(relay): State<Arc<Relay>>,
    reader: Reader,
    id: Result<Path<String>, PathRejection>,
) -> Result<Response, ProblemResponse> {
    let shared = relay.store.shared(&path_id(id)).await;
    let shared: Option<SharedResult> = shared.map_err(|error| ProblemResponse::by(&reader, error))?;
    match shared {
        Some(shared) => Ok((NEVER_KEPT, Json(shared)).into_response()),
        None => Err(ProblemResponse::new(&reader, ProblemKind::Gone)),
    }
}

/// Take a shared result back
#[utoipa::path(
    delete,
    path = "/api/reports/{id}",
    tag = "results",
    security(("revoke" = [])),
    params(("id" = String, Path, description = "The id in the link.")),
    responses((status = 204, description = "It's gone."), Refused)
)]
async fn revoke(
    State(relay): State<Arc<Relay>>,
    reader: Reader,
    id: Result<Path<String>, PathRejection>,
    headers: HeaderMap,
) -> Result<StatusCode, Response> {
    let problem = |kind| ProblemResponse::new(&reader, kind).into_response();
    let secret = shown(&headers).ok_or_else(|| unauthorized(NO_SECRET))?;
    let revoked = relay.store.revoke(&path_id(id), secret).await;
    match revoked.map_err(|error| problem(error.problem()))? {
        Revoked::Done => {
            info!("a result was revoked");
            Ok(StatusCode::NO_CONTENT)
        }
        Revoked::WrongSecret => Err(problem(ProblemKind::WrongSecret)),
        Revoked::NoSuchResult => Err(problem(ProblemKind::Gone)),
    }
}

/// See what sharing would keep
#[utoipa::path(
    post,
    path = "/api/redactions",
    tag = "results",
    request_body = RedactionRequest,
    responses((status = 200, description = "What the level leaves of the report.", body = Report), Refused)
)]
async fn preview(
    State(relay): State<Arc<Relay>>,
    reader: Reader,
    request: Request,
) -> Result<Response, ProblemResponse> {
    let request = body(request)
        .await
        .and_then(in_bounds)
        .and_then(|body| parse::<RedactionRequest>(&body));
    let request = request.map_err(|problem| ProblemResponse::new(&reader, problem))?;
    let RedactionRequest {
        disclosure,
        run,
        legs,
        report,
    } = request;
    let subject = Subject { run, legs, report };
    let disclosure = relay.portal.all.level(relay.portal.tenant.as_deref(), disclosure);
    let report = subject.report(&relay, &reader, Some(disclosure)).await?;
    Ok((NEVER_KEPT, Json(redacted(&relay, &report, disclosure))).into_response())
}

fn form(content: &ShareSource) -> &'static str {
    match content {
        ShareSource::Run { disclosure, .. } | ShareSource::Open { disclosure, .. } => disclosure.name(),
        ShareSource::Sealed { .. } => "sealed",
    }
}

fn in_bounds(body: Bytes) -> Result<Bytes, ProblemKind> {
    (body.len() <= LONGEST_REQUEST)
        .then_some(body)
        .ok_or(ProblemKind::TooLarge)
}

// For whoever writes a program; the page always has it.
const NO_SECRET: &str = "Send what sharing answered as `revoke`, as Authorization: Bearer.";
/// The longest sealed result or report, with what stands around it.
const LONGEST_REQUEST: usize = LONGEST_SEALED + 8 * 1024;
/// What is a little too long is read to its end all the same: whoever is still sending when the connection is closed sees
/// a broken connection in place of the answer.
const LONGEST_READ: usize = 4 * LONGEST_REQUEST;
