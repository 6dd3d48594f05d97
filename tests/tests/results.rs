//! Pages of shared results in a real browser: with scripts and without, on a desk and on a phone.

use std::time::Duration;

use fixtures::http::Client;
use serde_json::{Value, json};
use suite::browser::Browser;
use suite::rdptrace::Relay;
use wire::ShareReceipt;

/// A run against xrdp in which every step passed.
const PASSED: &str = include_str!("../../relay/tests/relay/reports/xrdp.json");
/// A server that resets the connection when TLS begins.
const FAILED: &str = include_str!("../../relay/tests/relay/reports/reset-at-hello.json");

/// A relay, and a browser that has opened nothing yet.
struct Desk {
    relay: Relay,
    browser: Browser,
}

impl Desk {
    async fn new() -> Self {
        let relay = Relay::start();
        let browser = Browser::start().await;
        browser.resize(WIDE, HEIGHT).await;
        Self { relay, browser }
    }

    fn share(&self, report: &str, level: &str) -> ShareReceipt {
        self.share_with(json!({ "content": "open", "disclosure": level, "report": parsed(report) }))
    }

    fn share_with(&self, request: Value) -> ShareReceipt {
        let answer = Client::of(&self.relay.url).post("/api/reports", &request);
        assert_eq!(answer.status, 201, "{}", String::from_utf8_lossy(&answer.body));
        serde_json::from_slice(&answer.body).expect("a receipt")
    }

    async fn open(&self, path: &str) {
        let url = format!("{}{path}", self.relay.url.trim_end_matches('/'));
        self.browser.open(&url).await;
    }

    async fn count(&self, selector: &str) -> Value {
        let count = format!("document.querySelectorAll('{selector}').length");
        self.browser.value(&count).await
    }

    async fn until_text(&self, selector: &str, text: &str) {
        let there = format!("document.querySelector('{selector}')?.textContent.includes('{text}')");
        self.browser.until(text, &there, SOON).await;
    }

    async fn close(self) {
        self.browser.close().await;
    }
}

fn parsed(report: &str) -> Value {
    serde_json::from_str(report).expect("a report")
}

#[tokio::test]
async fn every_page_fits_a_desk_and_a_phone_in_light_and_dark() {
    let desk = Desk::new().await;
    let failed = desk.share_with(json!({
        "content": "open",
        "disclosure": "everything",
        "doing": "I was printing the invoices at home. It worked yesterday.",
        "report": parsed(FAILED),
    }));
    let passed = desk.share(PASSED, "support");
    let public = desk.share(FAILED, "public");
    let ask = json!({ "target": "pc-frontdesk.example.org", "note": "This is the helpdesk." });
    let ask = Client::of(&desk.relay.url).post("/api/asks", &ask).json();
    let watch = ask["watch"].as_str().expect("the page that waits").to_owned();
    let pages = [
        ("result-failed", failed.path.clone()),
        ("result-passed", passed.path),
        ("result-public", public.path),
        ("result-gone", "/r/nothing".to_owned()),
        ("compare", format!("/compare?a={}&b={}", passed.id, failed.id)),
        ("compare-wrong", format!("/compare?a={}&b=pc.example.org", failed.id)),
        ("ask", "/ask".to_owned()),
        ("asked", watch),
    ];
    for theme in ["light", "dark"] {
        desk.browser.prefer("prefers-color-scheme", theme).await;
        for (name, path) in &pages {
            for width in [WIDE, NARROW, NARROWEST] {
                desk.browser.resize(width, HEIGHT).await;
                desk.open(path).await;

                let wide = "document.documentElement.scrollWidth > innerWidth";
                let wide = desk.browser.value(wide).await;
                assert_eq!(wide, json!(false), "{name} is wider than {width} pixels");
                if width != NARROWEST {
                    desk.browser.screenshot(&format!("{name}-{theme}-{width}")).await;
                }
            }
        }
    }
    desk.close().await;
}

#[tokio::test]
async fn a_result_is_read_and_opened_without_javascript() {
    let desk = Desk::new().await;
    let path = desk.share(FAILED, "everything").path;
    let off = json!({ "value": true });
    desk.browser.devtools("Emulation.setScriptExecutionDisabled", off).await;

    desk.open(&path).await;

    assert!(desk.browser.text(".answer .meta").await.contains("Secure"));
    let open = "document.querySelector('#step-secure > details').open";
    assert_eq!(desk.browser.value(open).await, json!(true));
    assert_eq!(desk.count(".step > details[open]").await, json!(1));
    let seen = "[...document.querySelectorAll('.scripted')].filter(it => it.checkVisibility({ visibilityProperty: true })).length";
    assert_eq!(desk.browser.value(seen).await, json!(0));
    desk.browser.click("#step-negotiate summary").await;
    assert!(desk.browser.text("#step-negotiate .inside").await.contains("03 00"));
    desk.browser.screenshot("result-without-javascript").await;
    desk.close().await;
}

#[tokio::test]
async fn a_result_is_copied_unfolded_and_told_in_the_readers_time() {
    let desk = Desk::new().await;
    let path = desk.share(FAILED, "support").path;
    desk.open(&path).await;
    desk.browser.click(COPY_MENU).await;
    for button in [
        "[data-copy^=RDP]",
        "[data-copy-from$=txt]",
        "[data-copy-from$=md]",
        "[data-copy^=http]",
    ] {
        let forget = "document.querySelector('.actions .said').textContent = ''";
        desk.browser.value(forget).await;

        desk.browser.click(button).await;

        desk.until_text(".actions .said", "Copied.").await;
    }

    desk.browser.click("[data-open]").await;
    desk.until_text("[data-open]", "Close").await;
    assert_eq!(desk.count(".step > details:not([open])").await, json!(0));
    desk.browser.click("[data-open]").await;
    desk.until_text("[data-open]", "Open").await;
    let own = "new Intl.DateTimeFormat(navigator.language, { year: 'numeric', month: 'short', day: 'numeric', \
               hour: 'numeric', minute: '2-digit', timeZoneName: 'short' }) \
               .format(new Date(document.querySelector('.when time').dateTime))";
    let own = desk.browser.value(own).await;
    assert_eq!(json!(desk.browser.text(".when time").await), own);
    desk.close().await;
}

#[tokio::test]
async fn a_text_that_the_browser_does_not_copy_is_selected_for_the_reader() {
    let desk = Desk::new().await;
    desk.open(&desk.share(FAILED, "support").path).await;
    let refuse = "['write', 'writeText'].map(it => navigator.clipboard[it] = () => Promise.reject(new Error(it)))";
    desk.browser.value(refuse).await;

    desk.browser.click(COPY_MENU).await;
    desk.browser.click("[data-copy^=RDP]").await;

    let selected = "getSelection().toString().startsWith('RDP-TLS-003')";
    desk.browser.until("the text is selected", selected, SOON).await;
    desk.close().await;
}

#[tokio::test]
async fn two_results_that_a_browser_saw_one_after_the_other_are_compared() {
    let desk = Desk::new().await;
    desk.open(&desk.share(PASSED, "everything").path).await;
    assert_eq!(desk.count("[data-last]:not([hidden])").await, json!(0));

    desk.open(&desk.share(FAILED, "everything").path).await;
    desk.browser.click("[data-last]").await;
    desk.browser.click("#compare .primary").await;

    desk.browser.find("tr[data-first]#step-secure").await;
    desk.close().await;
}

#[tokio::test]
async fn saved_files_are_compared() {
    let desk = Desk::new().await;
    desk.open("/compare").await;
    let choose = format!(
        "(() => {{
            const data = new DataTransfer();
            data.items.add(new File([{passed}], 'one.json'));
            data.items.add(new File([{failed}], 'two.json'));
            const pick = document.querySelector('[data-files]');
            pick.files = data.files;
            pick.dispatchEvent(new Event('change'));
        }})()",
        passed = json!(PASSED),
        failed = json!(FAILED)
    );
    desk.browser.value(&choose).await;
    let filled = "document.querySelector('#link-b').value === 'two.json'";
    desk.browser.until("both files are read", filled, SOON).await;

    desk.browser.click("form.compare .primary").await;

    desk.browser.find("tr[data-first]#step-secure").await;
    desk.close().await;
}

#[tokio::test]
async fn a_browser_that_shared_a_result_takes_it_back() {
    let desk = Desk::new().await;
    let receipt = desk.share(FAILED, "support");
    desk.open(&receipt.path).await;
    assert_eq!(desk.count("details.menu:not([hidden]) [data-revoke]").await, json!(0));
    let remember = format!(
        "localStorage.setItem('rdptrace-revoke-{}', '{}')",
        receipt.id, receipt.revoke
    );
    desk.browser.value(&remember).await;
    desk.open(&receipt.path).await;

    let menu = "details.menu:has([data-revoke]) > summary";
    desk.browser.click(menu).await;
    desk.browser.press(ESCAPE).await;
    let closed = "document.querySelector('details.menu[open]') === null";
    desk.browser.until("the menu closes", closed, SOON).await;
    desk.browser.click(menu).await;
    desk.browser.click("[data-revoke]").await;
    assert_eq!(
        Client::of(&desk.relay.url).get(&receipt.path).status,
        200,
        "it asks first"
    );
    desk.browser.click("[data-revoke]").await;

    // Another page, on which no script of this one goes on waiting.
    desk.browser.find(".reasons").await;
    assert!(desk.browser.text("h1").await.contains("Result not found"));
    assert_eq!(Client::of(&desk.relay.url).get(&receipt.path).status, 410);
    desk.close().await;
}

#[tokio::test]
async fn the_page_of_whoever_asked_follows_the_run_and_keeps_every_result() {
    let desk = Desk::new().await;
    desk.open("/ask").await;
    suite::browser::fill_form(&desk.browser, "pc-frontdesk.example.org").await;
    desk.browser.fill("#note", "This is the helpdesk.").await;
    desk.browser.click("form .primary").await;
    desk.browser.find("[data-events]").await;
    let link = desk.browser.text(".address a").await;
    let (_, ask) = link.split_once("/?ask=").expect("a link to give away");
    let watched = desk.browser.value("location.pathname").await;
    let client = Client::of(&desk.relay.url);
    for (progress, said) in [
        ("opened", "The link is open"),
        ("running", "is running"),
        ("finished", "waits for the person's consent"),
    ] {
        let told = client.post(&format!("/api/asks/{ask}/progress"), &json!({ "progress": progress }));
        assert_eq!(told.status, 204);
        let there = format!("document.querySelector('#progress').textContent.includes(`{said}`)");
        desk.browser.until("the news", &there, SOON).await;
    }

    let mut paths = Vec::new();
    for (report, count) in [(FAILED, 1), (PASSED, 2), (FAILED, 3)] {
        let receipt = desk.share_with(json!({ "content": "open", "ask": ask, "report": parsed(report) }));
        paths.insert(0, receipt.path);
        let there = format!("document.querySelectorAll('.answers li').length === {count}");
        desk.browser.until("the news", &there, SOON).await;
    }

    let listed = "[...document.querySelectorAll('.answers li > a:first-child')].map(a => a.getAttribute('href'))";
    assert_eq!(desk.browser.value(listed).await, json!(paths), "the latest first");
    assert_eq!(desk.browser.value("location.pathname").await, watched, "the page stays");
    desk.browser.screenshot("asked-answered").await;
    desk.browser.click(".answers li:first-child a:last-child").await;
    desk.browser.find("tr[data-first]").await;
    desk.close().await;
}

#[tokio::test]
async fn a_saved_file_opens_from_the_disk_and_asks_nobody() {
    let desk = Desk::new().await;
    let path = desk.share(FAILED, "everything").path;
    let file = Client::of(&desk.relay.url).get(&format!("{path}.html")).body;
    let folder = tempfile::TempDir::new().expect("a temporary folder");
    let saved = folder.path().join("result.html");
    std::fs::write(&saved, file).expect("a file");

    desk.browser.open(&format!("file://{}", saved.display())).await;

    assert!(desk.browser.text(".answer .meta").await.contains("Secure"));
    let loaded = "performance.getEntriesByType('resource').length";
    assert_eq!(desk.browser.value(loaded).await, json!(0));
    desk.browser.find("#step-secure > details[open]").await;
    desk.browser.screenshot("result-file").await;
    desk.close().await;
}

/// A key of the WebDriver protocol.
const COPY_MENU: &str = "details.menu:has([data-copy]) > summary";
const ESCAPE: &str = "\u{e00c}";
const WIDE: u32 = 1280;
const NARROW: u32 = 360;
const NARROWEST: u32 = 320;
const HEIGHT: u32 = 800;
/// Far more than anything needs that happens at once.
const SOON: Duration = Duration::from_secs(5);
