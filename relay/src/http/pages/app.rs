//! The page of the app, and every other file that was built into the program; and addresses that lead nowhere.

use axum::http::header::ALLOW;
use axum::http::{Method, StatusCode, Uri};
use axum::response::{IntoResponse as _, Response};

use crate::http::extract::Reader;
use crate::http::kit::assets;
use crate::http::trouble::{Audience, Trouble};

/// Answers with a file of the page.
pub(in crate::http) async fn asset(method: Method, uri: Uri, reader: Reader) -> Response {
    if !matches!(method, Method::GET | Method::HEAD) {
        return (StatusCode::METHOD_NOT_ALLOWED, [(ALLOW, "GET, HEAD")]).into_response();
    }
    let path = match uri.path() {
        "/" | "/check" => "/index.html",
        path => path,
    };
    if let Some(file) = assets::file(path, reader.headers()) {
        return file;
    }
    let usually = if path.starts_with("/api/") {
        Audience::Programs
    } else {
        Audience::People
    };
    let nowhere = Trouble::from(reader.words().nowhere());
    nowhere.answer(StatusCode::NOT_FOUND, &reader, usually).await
}
