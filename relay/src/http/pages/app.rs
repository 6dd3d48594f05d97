//! The files that were built into the program, and addresses that lead nowhere.

use axum::http::header::ALLOW;
use axum::http::{HeaderValue, Method, StatusCode, Uri};
use axum::response::Response;

use crate::http::extract::Reader;
use crate::http::kit::assets;
use crate::http::trouble::{Audience, Trouble};

/// Answers with a file of the page.
pub(in crate::http) async fn asset(method: Method, uri: Uri, reader: Reader) -> Response {
    let path = uri.path();
    if !matches!(method, Method::GET | Method::HEAD) {
        let mut answer = method_not_allowed(uri, reader).await;
        answer
            .headers_mut()
            .insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
        return answer;
    }
    if let Some(file) = assets::file(path, reader.headers()) {
        return file;
    }
    let nowhere = Trouble::from(reader.words().nowhere());
    nowhere.answer(StatusCode::NOT_FOUND, &reader, usually(&uri)).await
}

/// Answers a request with a method that its address does not have; the router adds which it has.
pub(in crate::http) async fn method_not_allowed(uri: Uri, reader: Reader) -> Response {
    let nowhere = Trouble::from(reader.words().nowhere());
    let status = StatusCode::METHOD_NOT_ALLOWED;
    nowhere.answer(status, &reader, usually(&uri)).await
}

fn usually(uri: &Uri) -> Audience {
    let path = uri.path();
    if path.starts_with("/api/") || ["/healthz", "/readyz"].contains(&path) {
        Audience::Programs
    } else {
        Audience::People
    }
}
