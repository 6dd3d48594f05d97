//! The server that the Debian package installed, in a real browser. `cargo xtask dist --check` starts it, on a store that an
//! older version left.

use std::env;
use std::time::Duration;

use fixtures::net;
use suite::browser::{Browser, fill_form};

/// What the environment says under `name`.
fn told(name: &str) -> String {
    env::var(name).unwrap_or_else(|_| panic!("{name} is not set; cargo xtask dist --check does"))
}

#[tokio::test]
async fn installed_server_checks_from_its_page() {
    let browser = Browser::start().await;
    let socket = net::own_socket();

    browser.open(&told("SUITE_SERVED")).await;
    browser.find("html[data-live] #target").await;
    fill_form(&browser, &socket.to_string()).await;
    browser.click("#check").await;
    let over = "document.querySelector('#answer') !== null";
    browser.until("the run is over", over, WHOLE_RUN).await;

    let headline = browser.text("#headline").await;
    assert!(headline.starts_with("Remote Desktop is turned off"), "{headline}");
    browser.close().await;
}

#[tokio::test]
async fn installed_server_shows_what_an_older_version_stored() {
    let browser = Browser::start().await;
    let page = told("SUITE_SERVED");

    let result = format!("{}/r/{}", page.trim_end_matches('/'), told("SUITE_RESULT"));
    browser.open(&result).await;

    let shown = browser.text("main").await;
    assert!(shown.contains(&told("SUITE_TARGET")), "{shown}");
    browser.close().await;
}

/// A closed port is found at once; a machine that compiles meanwhile takes longer.
const WHOLE_RUN: Duration = Duration::from_secs(60);
