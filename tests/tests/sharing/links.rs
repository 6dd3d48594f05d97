//! Links: what they show, to whom, and for how long.

use std::fs;

use fixtures::dns::{Answer, Resolver};
use fixtures::http::Client;
use fixtures::net;
use serde_json::json;
use suite::browser::Browser;
use suite::shadow::{self, Shadow};
use suite::store::Database;

use super::desk::{self, Desk, SOON, path, said};

#[tokio::test]
async fn a_link_shows_at_every_level_what_the_dialog_showed_before() {
    let server = Shadow::start(shadow::Security::Nla);
    let desk = Desk::new().await;
    let other = desk.browser.beside().await;
    for target in [server.address, net::own_socket()] {
        desk.check(target).await;
        desk.open_dialog().await;
        let chosen = "document.querySelector('input[name=level]:checked').value";
        assert_eq!(desk.browser.value(chosen).await, json!("support"));
        desk.browser.click("#sharing-close").await;

        for level in ["everything", "support", "public"] {
            desk.open_dialog().await;
            desk.choose_level(level).await;
            let promised = said(&desk.browser).await;
            let link = desk.send().await;
            desk.browser.click("#sharing-close").await;

            other.open(&link).await;

            let shown = said(&other).await;
            shown.assert_is(&promised, level);
            let text = other.text("body").await;
            let named = text.contains(&target.to_string());
            assert_eq!(named, level != "public", "{level}: {text}");
        }
    }
    other.close().await;
    desk.close().await;
}

#[tokio::test]
async fn a_shared_result_is_read_elsewhere_with_and_without_javascript_until_it_is_taken_back() {
    let server = Shadow::start(shadow::Security::Nla);
    let desk = Desk::new().await;
    desk.check(server.address).await;
    desk.open_dialog().await;
    desk.browser
        .fill("#doing", "Opening the front desk from <b>home</b>")
        .await;
    let promised = said(&desk.browser).await;
    let link = desk.send().await;
    let secret = format!(
        "localStorage.getItem('rdptrace-revoke-{}')",
        path(&link).trim_start_matches("/r/")
    );

    let scripted = desk.browser.beside().await;
    scripted.open(&link).await;
    said(&scripted).await.assert_is(&promised, "with JavaScript");
    let plain = desk.browser.beside().await;
    plain.without_scripts().await;
    plain.open(&link).await;
    desk::read(&plain).await.assert_is(&promised, "without JavaScript");
    for reader in [&scripted, &plain] {
        let doing = reader.text(".doing blockquote").await;
        assert_eq!(doing, "Opening the front desk from <b>home</b>");
    }
    assert_readable(&plain).await;

    let kept = desk.browser.value(&secret).await;
    assert_eq!(kept, json!(desk.browser.text(".revoke code").await));
    desk.browser.click("#revoke").await;
    let revoked = "document.querySelector('.sharing').innerText.includes(\"doesn't work anymore\")";
    desk.browser.until("the link is taken back", revoked, SOON).await;

    assert_eq!(desk.browser.value(&secret).await, json!(null));
    for reader in [&scripted, &plain] {
        reader.open(&link).await;
        assert_eq!(reader.text("h1").await, "Result not found");
        let text = reader.text("main").await;
        assert!(text.contains("Ask") && text.contains("new"), "{text}");
    }
    let client = Client::of(&desk.relay.url);
    for form in ["", ".json", ".md", ".txt", ".html"] {
        assert_eq!(client.get(&format!("{}{form}", path(&link))).status, 410, "{form}");
    }
    plain.close().await;
    scripted.close().await;
    desk.close().await;
}

#[tokio::test]
async fn whoever_is_asked_gets_the_app_from_the_page_with_what_shows_that_it_is_whole() {
    let (relay, _apps) = desk::offering();
    let desk = Desk::at(relay).await;
    let ask = json!({ "target": "pc-frontdesk.example.org", "note": "This is the helpdesk." });
    let ask = Client::of(&desk.relay.url).post("/api/asks", &ask);
    desk.open(&format!("/?ask={}", ask.text("id"))).await;

    let link = desk.browser.find(".asked a[href$='/download']").await;
    let opens = link.attr("href").await.unwrap().unwrap();
    // It opens beside the page on which the person is to press a button.
    assert_eq!(link.attr("target").await.unwrap().as_deref(), Some("_blank"));
    desk.browser.open(&opens).await;
    desk.browser.click("a[href='/download/rdptrace.exe']").await;

    let saved = desk.browser.saved("rdptrace.exe").await;
    assert_eq!(fs::read_to_string(saved).unwrap(), "MZ");
    let told = desk.browser.text("[aria-labelledby='download-rdptrace-exe']").await;
    // The SHA-256 of these two letters.
    assert!(told.contains(SUM_OF_MZ), "{told}");
    desk.close().await;
}

/// Asserts that a reader sees every row, and what is in it once it is opened, as far as it can be.
async fn assert_readable(reader: &Browser) {
    assert!(!reader.text("#headline").await.is_empty());
    // Steps that say the same are behind one line.
    if reader.value("document.querySelector('.folded') !== null").await == json!(true) {
        reader.click(".folded > summary").await;
    }
    let ids = reader
        .value("[...document.querySelectorAll('.step')].map(it => it.id)")
        .await;
    let ids: Vec<String> = serde_json::from_value(ids).expect("a list of rows");
    for id in ids {
        assert!(!reader.text(&format!("#{id} h3")).await.is_empty(), "{id}");
        assert!(!reader.text(&format!("#{id} .said")).await.is_empty(), "{id}");
        let closed = format!("document.querySelector('#{id} > details:not([open])') !== null");
        if reader.value(&closed).await == json!(true) {
            reader.click(&format!("#{id} > details > summary")).await;
        }
        let opens = format!("document.querySelector('#{id} > details') !== null");
        if reader.value(&opens).await == json!(true) {
            assert!(!reader.text(&format!("#{id} .inside")).await.is_empty(), "{id}");
        }
    }
    let bytes = reader.text("#step-negotiate .inside").await;
    assert!(bytes.contains("03 00"), "{bytes}");
}

#[tokio::test]
async fn a_sealed_result_is_read_by_whoever_has_the_whole_link_and_not_by_the_relay() {
    const NAME: &str = "qzxsealed.example.test";
    let address = net::own_socket();
    let resolver = Resolver::start([(NAME, Answer::Addresses(vec![address.ip()]))]);
    let database = Database::sqlite();
    let dns = resolver.address.to_string();
    let relay = database.relay_with(&[("RDPTRACE_DNS_SERVER", &dns), ("RDPTRACE_LOG", "debug")]);
    let desk = Desk::at(relay).await;
    desk.check(format!("{NAME}:{}", address.port())).await;
    desk.open_dialog().await;
    desk.choose_level("everything").await;
    desk.browser.click("#seal").await;
    let promised = said(&desk.browser).await;
    let link = desk.send().await;
    let (page, key) = link.split_once('#').expect("a key");
    assert!(key.len() >= 22, "{link}");

    let other = desk.browser.beside().await;
    other.open(&link).await;
    other.find(".kept").await;
    let opened = said(&other).await;
    opened.assert_is(&promised, "sealed");
    assert!(other.text("body").await.contains(NAME));

    let flipped = if key.ends_with('A') { 'B' } else { 'A' };
    let changed = format!("{flipped}{}", key.get(1..).unwrap_or_default());
    for wrong in [changed.as_str(), "", key.get(..10).unwrap_or_default(), "%%%"] {
        // The same page with another fragment is no new page.
        other.open("about:blank").await;
        other.open(&format!("{page}#{wrong}")).await;
        let sentence = other.text("#kept-fault").await;
        assert!(
            sentence.contains("encrypted") && sentence.contains("key"),
            "{wrong}: {sentence}"
        );
        assert!(!other.text("body").await.contains(NAME));
    }

    let log = desk.relay.program.lines().join("\n");
    assert!(!log.contains(NAME) && !log.contains(key), "{log}");
    let mut kept = Vec::new();
    for ending in ["", "-wal"] {
        let file = format!("{}{ending}", database.file().display());
        kept.extend(fs::read(&file).unwrap_or_default());
    }
    let id = path(page).trim_start_matches("/r/");
    let there = |text: &str| kept.windows(text.len()).any(|bytes| bytes == text.as_bytes());
    assert!(kept.len() > 10_000, "the database is read");
    assert!(!there(NAME) && !there(key), "the relay knows what is sealed");
    assert!(!there("\"schema\":"), "a report lies open in the database");
    assert_eq!(Client::of(&desk.relay.url).get(&format!("/r/{id}")).status, 200);
    other.close().await;
    desk.close().await;
}

#[tokio::test]
async fn whoever_asked_follows_the_run_and_keeps_every_answer_beside_the_one_before() {
    let target = net::own_socket();
    let silent = net::listen(target);
    let desk = Desk::new().await;
    // As a ticket system writes it.
    desk.open(&format!(
        "/ask?target={target}&ticket=INC-4711&note=This+is+the+helpdesk."
    ))
    .await;
    desk.browser.click("form .primary").await;
    desk.browser.find("[data-events]").await;
    let support = &desk.browser;
    until_told(support, "No one has opened the link yet.").await;
    let link = support.text(".address a").await;
    // The page is followed, and not loaded anew.
    support.value("window.followed = true").await;

    let asked = support.beside().await;
    asked.open(&link).await;
    let request = asked.text(".asked").await;
    for said in [&target.to_string(), "helpdesk", "INC-4711"] {
        assert!(request.contains(said), "{request}");
    }
    until_told(support, "The link is open. The check hasn't started.").await;
    asked.click("#check").await;
    until_told(support, "The check is running.").await;
    desk::over(&asked).await;
    until_told(
        support,
        "The check is finished. The result waits for the person's consent.",
    )
    .await;
    assert_eq!(desk::count(support, ".answers li").await, json!(0));

    answer(&asked).await;
    until_answered(support, 1).await;
    until_told(support, "A result was sent.").await;
    let first = path(
        &asked
            .value("document.querySelector('#shared-link').value")
            .await
            .to_string(),
    )
    .to_owned();
    drop(silent);
    for number in 2..=3 {
        asked.click("#sharing-close").await;
        asked.click("#check").await;
        desk::over(&asked).await;
        answer(&asked).await;
        until_answered(support, number).await;
    }
    assert_eq!(support.value("window.followed").await, json!(true));
    assert_eq!(desk::count(support, ".answers a[href^=\"/compare\"]").await, json!(2));
    for (place, verdict) in [("first", "Blocked"), ("last", "No answer")] {
        let told = support.text(&format!(".answers li:{place}-child b")).await;
        assert_eq!(told, verdict, "{place}");
    }
    assert_eq!(asked.text("#sharing-title").await, "The result was sent");

    // The oldest stands last, and the one behind it was compared with it: it waited where the other was refused.
    let oldest = "document.querySelector('.answers li:last-child a').pathname";
    assert_eq!(support.value(oldest).await, json!(first.trim_end_matches('"')));
    support.click(".answers li:nth-child(2) a[href^='/compare']").await;
    let differs = support.text(".pair").await;
    let (earlier, later) = differs.split_once("Later").expect("two results");
    assert!(
        earlier.contains("doesn't answer") && later.contains("Connect"),
        "{differs}"
    );
    asked.close().await;
    desk.close().await;
}

/// Waits until the page of a request says this of the run.
async fn until_told(support: &Browser, sentence: &str) {
    let told = format!(
        "document.querySelector('.waiting')?.innerText.startsWith({})",
        json!(sentence)
    );
    support.until(sentence, &told, SOON).await;
}

async fn until_answered(support: &Browser, answers: usize) {
    let there = format!("document.querySelectorAll('.answers li').length === {answers}");
    support.until("the answer is there", &there, SOON).await;
}

/// Sends the result to whoever asked for it, with one button.
async fn answer(asked: &Browser) {
    let promised = asked.text("#answer-what").await;
    assert!(
        promised.starts_with("Support sees the computer's name and every step."),
        "{promised}"
    );
    asked.click("#answer-ask").await;
    let there = "document.querySelector('#shared-link') !== null";
    asked.until("there is a link", there, SOON).await;
}

#[tokio::test]
async fn a_result_that_somebody_asked_for_appears_at_their_page_by_itself() {
    let target = net::own_socket();
    let desk = Desk::new().await;
    desk.open("/ask").await;
    suite::browser::fill_form(&desk.browser, &target.to_string()).await;
    desk.browser
        .fill("#note", "This is the helpdesk. Please run it at home.")
        .await;
    desk.browser.click("form .primary").await;
    desk.browser.find("[data-events]").await;
    let link = desk.browser.text(".address a").await;

    let other = desk.browser.beside().await;
    other.open(&link).await;
    let asked = other.text(".asked").await;
    assert!(
        asked.contains(&target.to_string()) && asked.contains("at home"),
        "{asked}"
    );
    other.click("#check").await;
    desk::over(&other).await;
    // Nothing is sent that nobody agreed to.
    assert!(
        desk.browser
            .value("location.pathname")
            .await
            .to_string()
            .contains("/asked/")
    );
    desk::open_dialog(&other).await;
    let promised = said(&other).await;
    other.send_shared().await;

    desk.browser.click(".answers a").await;
    desk.browser.find(".line").await;
    assert_eq!(
        desk.browser.value("location.pathname.startsWith('/r/')").await,
        json!(true)
    );
    said(&desk.browser).await.assert_is(&promised, "asked for");
    other.close().await;
    desk.close().await;
}

const SUM_OF_MZ: &str = "9b8db510ef42b8ed54a3712636fda55a4f8cfcd5493e20b74ab00cd4f3979f2d";
