//! Sending a result to support, at the address that the relay's owner named.

use serde_json::json;
use suite::peer::Peer;
use suite::rdptrace::Relay;

use super::desk::{self, Desk, SOON, count};

#[tokio::test]
async fn support_gets_the_link_after_one_look_at_what_is_sent() {
    let server = Peer::playing("tls-reset-at-hello");
    let relay = Relay::start_with(|command| {
        command.env("RDPTRACE_SUPPORT__CONTACT", "help@example.org");
    });
    let desk = Desk::at(relay).await;
    let page = &desk.browser;
    desk.check(server.address).await;
    page.click("#share").await;
    desk::previewed(page).await;
    // What can be chosen is folded away.
    assert_eq!(
        count(page, "#sharing details:not([open]) input[name=level]").await,
        json!(3)
    );

    let link = desk.send().await;

    let copied = "document.querySelector('.sharing .handed')?.innerText === 'Copied' || document.querySelector('#by-hand') !== null";
    page.until("the link is copied", copied, SOON).await;
    let letter = page.value("document.querySelector('#write').href").await;
    let letter = letter.as_str().expect("an address").to_owned();
    assert!(
        letter.starts_with("mailto:help@example.org?subject=Remote%20Desktop"),
        "{letter}"
    );
    let sent = page
        .value("decodeURIComponent(document.querySelector('#write').href)")
        .await;
    let sent = sent.as_str().expect("an address").to_owned();
    assert!(sent.contains(&link) && sent.contains("RDP-"), "{sent}");
    desk.close().await;
}

#[tokio::test]
async fn a_relay_that_keeps_nothing_offers_no_links_and_a_summary() {
    let server = Peer::playing("tls-reset-at-hello");
    let relay = Relay::start_with(|command| {
        command.args(["--store", "off"]);
        command.env(
            "RDPTRACE_SUPPORT__CONTACT",
            "https://help.example.org/new?text={summary}",
        );
    });
    let desk = Desk::at(relay).await;
    let page = &desk.browser;
    let offers = "a[href='/ask'], a[href='/links']".replace('\'', "\"");
    assert_eq!(count(page, &offers).await, json!(0));
    desk.check(server.address).await;

    assert_eq!(page.text("#share").await, "Copy summary for support");
    let letter = page.value("document.querySelector('#write').href").await;
    let letter = letter.as_str().expect("an address").to_owned();
    assert!(
        letter.starts_with("https://help.example.org/new?text=") && letter.contains("RDP-"),
        "{letter}"
    );
    // The result outlives a reload, and what can be done with it is the same.
    page.client.refresh().await.expect("the page is loaded again");
    page.find("html[data-live] #answer").await;
    assert_eq!(page.text("#share").await, "Copy summary for support");
    desk.close().await;
}
