//! Results in files: saved, opened again, broken, and laid side by side.

use std::fs;

use serde_json::{Value, json};
use suite::browser::Browser;
use suite::peer::Peer;
use suite::xrdp::{SecurityLayer, Xrdp};

use super::desk::{Desk, SOON, count, drop_file, path, said};

#[tokio::test]
async fn a_saved_result_opens_elsewhere_as_the_same_rows() {
    let server = Peer::playing("tls-reset-at-hello");
    let desk = Desk::new().await;
    desk.check(server.address).await;
    let live = said(&desk.browser).await.without_relay();

    let file = desk.save_json().await;

    let text = fs::read_to_string(&file).expect("the saved file");
    assert!(text.lines().count() > 50, "a file for people");
    let other = desk.browser.beside().await;
    other.open(&desk.relay.url).await;
    other.find("html[data-live] #target").await;
    other.choose(".file input", &file).await;
    other.find(".kept").await;
    said(&other).await.without_relay().assert_is(&live, "chosen");
    other.open(&desk.relay.url).await;
    other.find("html[data-live] #target").await;
    drop_file(&other, "result.json", &text).await;
    other.find(".kept").await;
    said(&other).await.without_relay().assert_is(&live, "dropped");
    other.close().await;
    desk.close().await;
}

#[tokio::test]
async fn file_of_the_first_schema_says_what_one_of_today_says() {
    let desk = Desk::new().await;
    let mut results = Vec::new();
    for report in [SCHEMA_1, SCHEMA_2] {
        desk.open("/").await;
        desk.browser.find("html[data-live] #target").await;
        drop_file(&desk.browser, "result.json", report).await;
        desk.browser.find(".kept").await;
        results.push(said(&desk.browser).await);
    }

    let [first, today] = results.as_slice() else {
        panic!("{results:?}");
    };
    first.assert_is(today, "one report in both schemas");
    let secure = "document.querySelector('#step-secure').innerText";
    let secure = desk.browser.value(secure).await.to_string();
    assert!(secure.contains("TLS 1.3"), "{secure}");
    desk.close().await;
}

#[tokio::test]
async fn a_file_that_is_no_result_is_named_as_such_and_leaves_the_live_one() {
    let server = Peer::playing("tls-reset-at-hello");
    let desk = Desk::new().await;
    desk.check(server.address).await;
    let live = said(&desk.browser).await;
    let file = desk.save_json().await;
    let text = fs::read_to_string(&file).expect("the saved file");
    let changed = |change: fn(&mut Value)| {
        let mut report: Value = serde_json::from_str(&text).expect("a report");
        change(&mut report);
        report.to_string()
    };
    let half = text.chars().take(text.chars().count() / 2).collect::<String>();

    for (what, broken, sentence) in [
        ("empty", String::new(), "This isn't a saved rdptrace result"),
        (
            "text",
            "Please find it attached.".to_owned(),
            "This isn't a saved rdptrace result",
        ),
        (
            "other JSON",
            "{\"name\": \"rdptrace\"}".to_owned(),
            "This isn't a saved rdptrace result",
        ),
        ("truncated", half, "This isn't a saved rdptrace result"),
        (
            "another outcome",
            changed(|report| report["legs"][0]["stages"][0]["outcome"] = json!("failed")),
            "contradicts itself",
        ),
        (
            "a step less",
            changed(|report| drop(report["legs"][0]["stages"].as_array_mut().map(Vec::pop))),
            "contradicts itself",
        ),
        (
            "of the future",
            changed(|report| report["schema"] = json!(99)),
            "newer version",
        ),
        (
            "too long",
            changed(|report| report["more"] = json!("x".repeat(200_000))),
            "too long for a result",
        ),
        (
            "far too long",
            changed(|report| report["more"] = json!("x".repeat(3_000_000))),
            "too long for a result",
        ),
    ] {
        drop_file(&desk.browser, "result.json", &broken).await;

        let there = format!("document.querySelector('#kept-fault')?.innerText.includes({sentence:?})");
        desk.browser.until(what, &there, SOON).await;
        said(&desk.browser).await.assert_is(&live, what);
    }
    // What was meant is shared, and not a file.
    let link = desk.share("everything").await;
    desk.open(path(&link)).await;
    said(&desk.browser)
        .await
        .without_relay()
        .assert_is(&live.without_relay(), "shared");
    desk.close().await;
}

#[tokio::test]
async fn of_a_passing_and_a_failing_run_the_first_row_that_differs_is_marked() {
    let good = Xrdp::start(SecurityLayer::Tls);
    let bad = Peer::playing("tls-reset-at-hello");
    let desk = Desk::new().await;
    desk.check(good.address).await;
    assert_eq!(
        count(&desk.browser, "#compare").await,
        json!(0),
        "there is nothing before"
    );
    let passed = desk.share("everything").await;
    desk.check(bad.address).await;
    let live = said(&desk.browser).await;
    let failed = desk.share("everything").await;

    // It opens another tab, so that the live result stays.
    desk.browser.click("#compare button").await;
    let tabs = desk.browser.client.windows().await.expect("tabs");
    let [page, compared] = tabs.as_slice() else {
        panic!("{tabs:?}");
    };
    let switched = desk.browser.client.switch_to_window(compared.clone()).await;
    switched.expect("the other tab");
    assert_marked(&desk.browser).await;
    let switched = desk.browser.client.switch_to_window(page.clone()).await;
    switched.expect("the page");
    said(&desk.browser).await.assert_is(&live, "live");
    let wall = Peer::playing("nla-required-by-windows");
    desk.check(wall.address).await;
    let walled = desk.share("everything").await;

    let id = |link: &str| path(link).trim_start_matches("/r/").to_owned();
    desk.open(&format!("/compare?a={}&b={}", id(&passed), id(&failed)))
        .await;
    assert_marked(&desk.browser).await;
    for (alike, tone) in [(&passed, "calm"), (&failed, "alike"), (&walled, "alike")] {
        desk.open(&format!("/compare?a={0}&b={0}", id(alike))).await;
        let shown = desk
            .browser
            .value("document.querySelector('.verdict').dataset.tone")
            .await;
        assert_eq!(shown, json!(tone));
    }
    desk.close().await;
}

async fn assert_marked(browser: &Browser) {
    browser.find("tr[data-first]").await;
    let first = "[...document.querySelectorAll('tr[data-first]')].map(it => it.id)";
    assert_eq!(browser.value(first).await, json!(["step-secure"]));
    let row = browser.text("#step-secure").await;
    assert!(row.to_lowercase().contains("first difference"), "{row}");
    let states = "[...document.querySelectorAll('#step-secure td')].map(it => it.dataset.state)";
    assert_eq!(browser.value(states).await, json!(["passed", "failed"]));
    let jump = "document.querySelector('.verdict .jump').getAttribute('href')";
    assert_eq!(browser.value(jump).await, json!("#step-secure"));
    // Both ran elsewhere, and only one of them had a certificate.
    let changed = "[...document.querySelectorAll('.sides:not(:has([id])) tr[data-changed]')].length";
    assert!(browser.value(changed).await.as_u64() > Some(1));
}

#[tokio::test]
async fn on_paper_stand_the_target_the_date_the_codes_every_row_and_the_link() {
    let server = Peer::playing("tls-reset-at-hello");
    let desk = Desk::new().await;
    desk.check(server.address).await;
    desk.open_dialog().await;
    let link = desk.send().await;
    let year = desk.browser.value("new Date().getFullYear()").await.to_string();

    // With the dialog open, with the result alone, and behind the link.
    for place in ["dialog", "page", "link"] {
        match place {
            "dialog" => {}
            "page" => desk.browser.click("#sharing-close").await,
            _ => desk.open(path(&link)).await,
        }
        desk.browser.as_on_paper().await;
        // The driver's own reading takes what stands in closed details for hidden, whatever the style says.
        let paper = desk.browser.value("document.body.innerText").await;
        let paper = paper.as_str().unwrap_or_default().to_owned();
        desk.browser.as_on_screen().await;

        let target = server.address.to_string();
        for needed in [target.as_str(), &year, "RDP-TLS-003", "Resolve", "Stay", "failed"] {
            assert!(paper.contains(needed), "{place}: no {needed} in:\n{paper}");
        }
        for button in ["Print", "Check again", "Copy", "Compare with"] {
            assert!(!paper.contains(button), "{place}: {button} in:\n{paper}");
        }
        // The page alone forgets it with the dialog.
        let has_link = paper.contains(&link);
        assert!(has_link || place == "page", "{place}:\n{paper}");
    }
    desk.close().await;
}

/// One report as it was written before there were legs, and as it is written now.
const SCHEMA_1: &str = include_str!("../../../relay/src/store/fixtures/schema-1.json");
const SCHEMA_2: &str = include_str!("../../../relay/src/store/fixtures/schema-2.json");
