//! The sentences that the live page fetches.

use words::Words;
use words::key;

use crate::server::Server;

#[tokio::test]
async fn page_gets_its_sentences_and_asks_only_whether_they_changed() {
    let server = Server::start().await;

    let first = server.get("/words").await;

    assert_eq!((first.status, first.header("content-language")), (200, "en"));
    let tag = first.header("etag").to_owned();
    let words = Words::of_page(first.body.leak()).unwrap();
    assert_eq!(words.text(key::PAGE_CHECK), "Find the problem");
    let host = format!("Host: {}", server.address);
    let known = format!("If-None-Match: {tag}");
    let again = server.request(&["GET /words HTTP/1.1", &host, &known]).await;
    assert_eq!((again.status, again.body.as_str()), (304, ""));
}
