//! What is left on the page when the relay does not do what is asked of it.

use std::fs;

use fixtures::http::Client;
use serde_json::{Value, json};
use suite::peer::Peer;
use suite::rdptrace::Relay;

use super::desk::{self, Desk, SOON, path, said};

#[tokio::test]
async fn a_relay_that_is_gone_takes_neither_the_result_nor_its_file() {
    let server = Peer::playing("tls-reset-at-hello");
    let mut desk = Desk::new().await;
    desk.check(server.address).await;
    let live = said(&desk.browser).await;
    desk.relay.program.kill();

    desk.browser.click("#share").await;
    desk.until_said(".preview-note", "The server doesn't answer").await;
    desk.browser.click("#share-send").await;
    assert_eq!(
        desk.browser.value("document.querySelector('#shared-link')").await,
        json!(null)
    );
    desk.browser.click("#sharing-close").await;
    for form in ["text", "markdown", "html"] {
        desk.take("line").await;
        desk.until_said(".outlets .handed", "Copied").await;
        desk.take(form).await;
        desk.until_said(".outlets .complaint", "The server doesn't answer")
            .await;
    }
    let file = desk.save_json().await;

    said(&desk.browser).await.assert_is(&live, "live");
    let saved: Value = serde_json::from_str(&fs::read_to_string(file).expect("the file")).expect("a report");
    assert_eq!(saved["target"], json!(server.address.to_string()));
    desk.close().await;
}

#[tokio::test]
async fn a_relay_that_goes_away_while_a_result_is_shared_can_be_asked_again() {
    let server = Peer::playing("tls-reset-at-hello");
    let mut desk = Desk::new().await;
    desk.check(server.address).await;
    let live = said(&desk.browser).await;
    let link = desk.share("support").await;
    desk.open_dialog().await;
    desk.relay.program.kill();

    for _ in 0..2 {
        desk.browser.click("#share-send").await;
        desk.until_said(
            ".sharing .complaint",
            "The server doesn't answer. The result is still here",
        )
        .await;
        desk.browser.find("#share-send:not([aria-disabled])").await;
    }

    desk.browser.click("#sharing-close").await;
    said(&desk.browser).await.assert_is(&live, "live");
    desk.save_json().await;
    let kept = format!(
        "localStorage.getItem('rdptrace-revoke-{}') !== null",
        path(&link).trim_start_matches("/r/")
    );
    assert_eq!(desk.browser.value(&kept).await, json!(true));
    desk.close().await;
}

#[tokio::test]
async fn a_link_that_cannot_be_taken_back_now_is_still_shown_with_its_secret() {
    let server = Peer::playing("tls-reset-at-hello");
    let mut desk = Desk::new().await;
    desk.check(server.address).await;
    desk.open_dialog().await;
    let link = desk.send().await;
    let secret = desk.browser.text(".revoke code").await;
    desk.relay.program.kill();

    desk.browser.click("#revoke").await;

    desk.until_said(".sharing .complaint", "The server doesn't answer")
        .await;
    let shown = "document.querySelector('#shared-link').value";
    assert_eq!(desk.browser.value(shown).await, json!(link));
    assert_eq!(desk.browser.text(".revoke code").await, secret);
    let kept = format!(
        "localStorage.getItem('rdptrace-revoke-{}')",
        path(&link).trim_start_matches("/r/")
    );
    assert_eq!(desk.browser.value(&kept).await, json!(secret));
    desk.close().await;
}

#[tokio::test]
async fn what_a_relay_refuses_is_said_in_its_own_words() {
    let server = Peer::playing("tls-reset-at-hello");
    let relay = Relay::start_with(|command| {
        command.env("RDPTRACE_MOST_RESULTS", "1");
    });
    let desk = Desk::at(relay).await;
    desk.check(server.address).await;
    let live = said(&desk.browser).await;
    desk.share("support").await;
    desk.open_dialog().await;

    desk.browser.click("#share-send").await;

    let refused = "document.querySelector('.sharing .complaint')?.innerText.trim() !== ''";
    desk.browser.until("there is no room", refused, SOON).await;
    let sentence = desk.browser.text(".sharing .complaint").await;
    assert!(sentence.contains("room") || sentence.contains("full"), "{sentence}");
    desk.browser.click("#sharing-close").await;
    said(&desk.browser).await.assert_is(&live, "live");
    desk.close().await;
}

#[tokio::test]
async fn two_shares_at_once_are_two_links_and_a_double_click_is_one() {
    let server = Peer::playing("tls-reset-at-hello");
    let desk = Desk::new().await;
    let other = desk.browser.beside().await;
    other.open(&desk.relay.url).await;
    other.find("html[data-live] #target").await;
    for browser in [&desk.browser, &other] {
        desk::check(browser, server.address).await;
        desk::open_dialog(browser).await;
    }

    let (one, two) = tokio::join!(desk.browser.send_shared(), other.send_shared());

    assert_ne!(one, two);
    let client = Client::of(&desk.relay.url);
    for link in [&one, &two] {
        assert_eq!(client.get(path(link)).status, 200, "{link}");
    }
    desk.browser.click("#sharing-close").await;
    desk.open_dialog().await;
    let twice = "const send = document.querySelector('#share-send'); send.click(); send.click();";
    let clicked = desk.browser.client.execute(twice, Vec::new()).await;
    clicked.expect("two clicks");
    desk.browser.find("#shared-link").await;
    // Another one would have been sent before this.
    assert_eq!(client.get(path(&one)).status, 200);
    let log = desk.relay.program.lines();
    let shared = log.iter().filter(|line| line.contains("a result was shared")).count();
    assert_eq!(shared, 3, "{}", log.join("\n"));
    other.close().await;
    desk.close().await;
}

impl Desk {
    async fn until_said(&self, selector: &str, sentence: &str) {
        let there = format!("document.querySelector('{selector}')?.innerText.includes({sentence:?})");
        self.browser.until(sentence, &there, SOON).await;
    }
}
