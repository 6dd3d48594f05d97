//! The files that were built into the program, and addresses that lead nowhere.

use axum::http::header::{ALLOW, LOCATION};
use axum::http::{HeaderValue, Method, StatusCode, Uri};
use axum::response::{IntoResponse as _, Response};

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
    if let Some(path) = without_slash(path) {
        return (StatusCode::PERMANENT_REDIRECT, [(LOCATION, path)]).into_response();
    }
    let nowhere = Trouble::from(reader.words().nowhere());
    nowhere.answer(StatusCode::NOT_FOUND, &reader, usually(&uri)).await
}

/// The page that somebody means who put a slash behind its address. Two slashes at the start would lead to another server.
fn without_slash(path: &str) -> Option<&str> {
    let page = path.strip_suffix('/')?;
    let first = page.strip_prefix('/')?.bytes().next()?;
    first.is_ascii_alphanumeric().then_some(page)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slash_behind_a_page_leads_to_the_page_and_to_no_other_server() {
        assert_eq!(without_slash("/codes/0x4/"), Some("/codes/0x4"));
        for path in ["/", "/codes", "//example.org/", r"/\example.org/"] {
            assert_eq!(without_slash(path), None, "{path}");
        }
    }
}
