//! What the check costs a portal's page: the size of the element, and how soon its frame can be used.

use std::io::Write as _;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use fixtures::clock;
use fixtures::http::Client;

use crate::browser::Browser;
use crate::measure::Spread;
use crate::portal::{FramedRelay, Portal};

/// The bytes of the element after gzip at its best, as proxies send it that know nothing better.
pub fn element_size(relay: &FramedRelay) -> usize {
    let element = Client::of(&relay.origin()).get("/embed/v1/embed.js").body;
    let mut gzip = Command::new("gzip")
        .arg("-9")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("every Debian has gzip");
    let mut input = gzip.stdin.take().expect("it is piped");
    let writing = thread::spawn(move || input.write_all(&element));
    let packed = gzip.wait_with_output().expect("it ends");
    writing.join().expect("it is written").expect("gzip reads");
    packed.stdout.len()
}

/// The time from the start of a portal's page until the app in its frame is alive, over so many loads with a warm cache;
/// and the size of the element.
///
/// The relay must have the page inside.
pub async fn measure(loads: usize) -> (Spread, usize) {
    let portal = Portal::start();
    let relay = FramedRelay::start(&portal.origin());
    let page = format!(
        "<!doctype html><title>Ticket</title><rdp-trace tenant=helpdesk></rdp-trace>\
         <script type=module src=\"{}/embed/v1/embed.js\"></script>",
        relay.origin()
    );
    portal.put("/ticket", &[], &page);
    let browser = Browser::start().await;
    let note =
        serde_json::json!({ "source": "addEventListener('rdptrace:ready', () => window.usable = performance.now())" });
    browser.devtools("Page.addScriptToEvaluateOnNewDocument", note).await;
    let mut times = Vec::new();
    // The first one fills the browser's cache.
    for load in 0..=loads {
        browser.open(&format!("{}/ticket", portal.origin())).await;
        browser
            .until("the frame is ready", "window.usable > 0", clock::READY)
            .await;
        let millis = browser.value("window.usable").await.as_f64().expect("a time");
        if load > 0 {
            times.push(Duration::from_secs_f64(millis / 1000.0));
        }
    }
    browser.close().await;
    (Spread::of(times), element_size(&relay))
}
