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
    let usually = if path.starts_with("/api/") {
        Audience::Programs
    } else {
        Audience::People
    };
    let nowhere = Trouble::from(reader.words().nowhere());
    if !matches!(method, Method::GET | Method::HEAD) {
        let mut answer = nowhere.answer(StatusCode::METHOD_NOT_ALLOWED, &reader, usually).await;
        answer
            .headers_mut()
            .insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
        return answer;
    }
    if let Some(file) = assets::file(path, reader.headers()) {
        return file;
    }
    nowhere.answer(StatusCode::NOT_FOUND, &reader, usually).await
}
