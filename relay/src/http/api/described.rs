//! `/api/openapi.json` and `/api/docs`: the API in its own words, for programs (OpenAPI 3.1) and for people.
//!
//! Routes and what is told of them are one: `routes!` adds both.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Extension;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use serde_json::Value;
use ui::pages::Topic;
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityScheme};
use utoipa::openapi::{ContentBuilder, Ref, RefOr, ResponseBuilder, Server};
use utoipa::{IntoResponses, Modify, OpenApi, openapi};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::reference::reference;
use crate::http::extract::Reader;
use crate::http::kit::problem::ProblemDocument;
use crate::http::kit::rendered::{Fixed, explain};
use crate::http::state::Relay;

/// A document without routes, to which they are added.
pub(in crate::http) fn described() -> OpenApiRouter<Arc<Relay>> {
    OpenApiRouter::with_openapi(Document::openapi())
}

/// `/api/openapi.json` and `/api/docs`.
pub(in crate::http) fn routes() -> OpenApiRouter<Arc<Relay>> {
    OpenApiRouter::new().routes(routes!(document)).routes(routes!(page))
}

/// This description
#[utoipa::path(
    get,
    path = "/api/openapi.json",
    tag = "operation",
    responses((status = 200, description = "OpenAPI 3.1.", body = Object), Refused)
)]
async fn document(
    State(relay): State<Arc<Relay>>,
    Extension(document): Extension<Arc<openapi::OpenApi>>,
) -> impl axum::response::IntoResponse {
    let mut document = openapi::OpenApi::clone(&document);
    document.servers = Some(vec![Server::new(match relay.front.base() {
        "" => "/",
        base => base,
    })]);
    axum::Json(document)
}

/// The same as a page
#[utoipa::path(
    get,
    path = "/api/docs",
    tag = "operation",
    responses((status = 200, description = "A page.", content_type = "text/html", body = String), Refused)
)]
async fn page(
    State(relay): State<Arc<Relay>>,
    Extension(document): Extension<Arc<openapi::OpenApi>>,
    reader: Reader,
) -> Response {
    // What is told of an API is in English, so the whole page is.
    let library = relay.languages.in_english();
    let fixed = Fixed {
        language: library.words().language(),
        address: "/api/docs".to_owned(),
    };
    let draw = async {
        // What was made here can be written down.
        let document = serde_json::to_value(&*document).unwrap_or(Value::Null);
        explain(library, Topic::Api(Arc::new(reference(&document)))).await
    };
    let page = relay.pages.fixed(&fixed, draw).await;
    page.respond(StatusCode::OK, reader.headers(), "no-cache")
        .into_response()
}

/// What every request may be answered with that is not fulfilled.
pub(in crate::http) struct Refused;

impl IntoResponses for Refused {
    fn responses() -> BTreeMap<String, RefOr<openapi::Response>> {
        let content = ContentBuilder::new().schema(Some(Ref::from_schema_name("ProblemDocument")));
        let response = ResponseBuilder::new()
            .description("Why it wasn't done (RFC 9457).")
            .content("application/problem+json", content.build());
        BTreeMap::from([("default".to_owned(), RefOr::T(response.build()))])
    }
}

/// All that is told besides the routes.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "rdptrace",
        description = "Shows at which step a Remote Desktop connection breaks, and why.\n\nThe frame of a portal has the same \
                       routes below `/embed/{tenant}`, but for the sign-in.",
        license(name = "MIT OR Apache-2.0")
    ),
    components(schemas(ProblemDocument)),
    modifiers(&Schemes),
    tags(
        (name = "checks", description = "Check computers, and follow checks."),
        (name = "results", description = "Share results, read them, save them, and take them back."),
        (name = "asks", description = "Ask somebody else for a check."),
        (name = "launches", description = "Launch checks from the tickets of a portal."),
        (name = "explain", description = "Ask what codes, messages, logs, and files mean."),
        (name = "page", description = "What the server's own page and its agents use. It can change with each version."),
        (name = "operation", description = "Look after the server."),
    )
)]
struct Document;

struct Schemes;

impl Modify for Schemes {
    fn modify(&self, document: &mut openapi::OpenApi) {
        let components = document.components.get_or_insert_default();
        for (name, about) in SCHEMES {
            let mut bearer = Http::new(HttpAuthScheme::Bearer);
            bearer.description = Some((*about).to_owned());
            components.add_security_scheme(name, SecurityScheme::Http(bearer));
        }
    }
}

const SCHEMES: [(&str, &str); 2] = [
    (
        "token",
        "An API token with the named scope. `rdptrace token create` makes one.",
    ),
    ("revoke", "What sharing answered as `revoke`."),
];
