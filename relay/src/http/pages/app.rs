//! The page of the app, and every other file that was built into the program.

use axum::http::header::ALLOW;
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::response::{IntoResponse as _, Response};

use crate::http::kit::assets;

/// Answers with a file of the page.
pub(in crate::http) async fn asset(method: Method, uri: Uri, headers: HeaderMap) -> Response {
    if !matches!(method, Method::GET | Method::HEAD) {
        return (StatusCode::METHOD_NOT_ALLOWED, [(ALLOW, "GET, HEAD")]).into_response();
    }
    let path = match uri.path() {
        "/" | "/check" => "/index.html",
        path => path,
    };
    assets::file(path, &headers).unwrap_or_else(|| (StatusCode::NOT_FOUND, NOTHING_HERE).into_response())
}

const NOTHING_HERE: &str = "There is nothing here. The page is at /.\n";
