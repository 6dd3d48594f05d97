//! The last checks of this browser, on the page that has nothing else to show.

use fixtures::net;
use serde_json::json;
use suite::browser::{Browser, Kind};

use super::desk::{Desk, SOON, count};

#[tokio::test]
async fn each_of_the_last_checks_is_removed_by_itself_without_a_pointer() {
    removed_one_by_one(Kind::Chromium).await;
}

#[tokio::test]
async fn each_of_the_last_checks_is_removed_by_itself_without_a_pointer_in_firefox() {
    removed_one_by_one(Kind::Firefox).await;
}

async fn removed_one_by_one(kind: Kind) {
    let desk = Desk::in_browser(kind).await;
    let browser = &desk.browser;
    let [kept, removed] = [net::own_socket(), net::own_socket()].map(|target| target.to_string());
    for target in [&kept, &removed] {
        begin_anew(&desk).await;
        desk.check(target).await;
    }
    begin_anew(&desk).await;
    assert_eq!(count(browser, ".recent li").await, json!(2));

    press(browser, &removed).await;

    until_left(browser, 1).await;
    assert_eq!(browser.text(".recent li a").await, kept);
    assert_eq!(focus(browser).await, json!("forget-recent"));
    // The browser has forgotten it, too.
    begin_anew(&desk).await;
    assert_eq!(browser.text(".recent li a").await, kept);

    press(browser, &kept).await;

    until_left(browser, 0).await;
    assert_eq!(focus(browser).await, json!("target"));
    desk.close().await;
}

/// Opens the page without what was asked last, which is kept over a reload.
async fn begin_anew(desk: &Desk) {
    desk.browser.value("sessionStorage.clear()").await;
    desk.open("/").await;
    desk.browser.find("html[data-live] #target").await;
}

/// Presses the button that removes this computer's row, whose name says so.
async fn press(browser: &Browser, target: &str) {
    let button = format!("document.querySelector('.recent button[aria-label=\"Remove {target}\"]').focus()");
    browser.value(&button).await;
    browser.press(ENTER).await;
}

async fn until_left(browser: &Browser, left: usize) {
    let rows = format!("document.querySelectorAll('.recent li').length === {left}");
    browser.until("the row is gone", &rows, SOON).await;
}

async fn focus(browser: &Browser) -> serde_json::Value {
    browser.value("document.activeElement.id").await
}

const ENTER: &str = "\u{e007}";
