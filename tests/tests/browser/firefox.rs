//! The same page in Firefox: what most readers do with it.

use fixtures::net;
use serde_json::json;
use suite::browser::Kind;
use suite::shadow::{self, Shadow};
use suite::xrdp::{SecurityLayer, Xrdp};
use wire::{Outcome, Stage};

use super::{Page, SOON, sign_in};

#[tokio::test]
async fn a_closed_port_is_told_with_advice_and_kept_over_a_reload() {
    let page = Page::open_in(Kind::Firefox).await;
    let browser = &page.browser;

    page.check(net::own_socket()).await;

    page.assert_breaks(Stage::Connect, Outcome::Failed, "RDP-TCP-001").await;
    assert!(!browser.text("#answer .todo li").await.is_empty());
    let title = browser.value("document.title").await.to_string();
    assert!(title.contains('✕'), "{title}");
    browser.screenshot("firefox-closed-port").await;

    browser.client.refresh().await.expect("the page is loaded again");
    browser.find("html[data-live] #answer").await;
    assert_eq!(browser.text("#answer .meta a").await, "RDP-TCP-001");
    page.close().await;
}

#[tokio::test]
async fn every_row_passes_to_the_first_picture_of_xrdp() {
    let server = Xrdp::start(SecurityLayer::Tls);
    let page = Page::open_in(Kind::Firefox).await;

    page.check(server.address).await;

    page.assert_rows(Stage::Stay, Outcome::Passed, Outcome::Passed).await;
    page.browser.screenshot("firefox-xrdp").await;
    page.close().await;
}

#[tokio::test]
async fn a_result_goes_to_support_with_a_code_and_opens_under_its_link() {
    let page = Page::open_in(Kind::Firefox).await;
    let browser = &page.browser;
    browser.fill("#said", "0x204").await;
    page.check(net::own_socket()).await;
    browser.find(".decoded .lead").await;

    let link = browser.share().await;
    browser.screenshot("firefox-shared").await;
    browser.open(&link).await;

    browser.find("#answer").await;
    assert_eq!(browser.text(".answer .meta a").await, "RDP-TCP-001");
    browser.click("[data-open]").await;
    let open = "document.querySelectorAll('.step > details:not([open])').length === 0";
    browser.until("every step is open", open, SOON).await;
    browser.screenshot("firefox-result").await;
    page.close().await;
}

#[tokio::test]
async fn the_right_password_brings_the_picture_and_passes_every_step() {
    let server = Shadow::start(shadow::Security::Nla);
    let page = Page::open_in(Kind::Firefox).await;
    page.check(server.address).await;

    sign_in::sign_in(&page, shadow::USER, shadow::PASSWORD).await;
    sign_in::said(&page, "picture").await;

    assert_eq!(page.browser.value(sign_in::DRAWN).await, json!(true));
    sign_in::step(&page, sign_in::PICTURE, "passed").await;
    page.browser.screenshot("firefox-sign-in").await;
    page.close().await;
}

#[tokio::test]
async fn a_wrong_password_is_told_as_what_was_seen() {
    let server = Shadow::start(shadow::Security::Nla);
    let page = Page::open_in(Kind::Firefox).await;
    page.check(server.address).await;

    sign_in::sign_in(&page, shadow::USER, "Not-the-password").await;
    // FreeRDP gives no status; nobody may say that it was the password.
    sign_in::said(&page, "broken").await;

    sign_in::step(&page, sign_in::AUTHENTICATE, "failed").await;
    page.close().await;
}

#[tokio::test]
async fn an_account_of_a_linux_computer_brings_its_desktop() {
    sign_in::brings_a_linux_desktop(Page::open_in(Kind::Firefox).await).await;
}

#[tokio::test]
async fn a_linux_computer_says_on_its_screen_that_the_password_is_wrong() {
    let page = Page::open_in(Kind::Firefox).await;
    let _server = sign_in::refused_on_screen(&page).await;
    sign_in::closes_untested(page).await;
}

#[tokio::test]
async fn an_ironrdp_server_lets_in_early_and_its_four_by_four_picture_is_on_the_canvas() {
    sign_in::brings_the_picture_of_ironrdp(Page::open_in(Kind::Firefox).await).await;
}

#[tokio::test]
async fn a_wayland_desktop_without_nla_is_seen_in_its_own_color() {
    sign_in::brings_a_wayland_desktop(Page::open_in(Kind::Firefox).await).await;
}
