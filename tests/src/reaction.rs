//! How soon the page shows that it was clicked.

use std::time::Duration;

use crate::browser::{Browser, fill_form};
use crate::measure::Spread;
use crate::peer::Peer;
use crate::rdptrace::Relay;

/// The time from a click on "Check" to the first change that is drawn, over this many loads of the page.
///
/// The relay must have the page inside.
pub async fn measure(loads: usize) -> Spread {
    let server = Peer::playing("neg-silent");
    let relay = Relay::start();
    let browser = Browser::start().await;
    let mut times = Vec::new();
    for _ in 0..loads {
        browser.open(&relay.url).await;
        // Before, the form is the server's, which the page's own replaces.
        browser.find("html[data-live]").await;
        fill_form(&browser, &server.address.to_string()).await;
        let took = browser.client.execute_async(CLICK, Vec::new()).await;
        let millis = took.expect("the page changes").as_f64().expect("a time");
        times.push(Duration::from_secs_f64(millis / 1000.0));
    }
    browser.close().await;
    Spread::of(times)
}

/// Answers with milliseconds. A change is drawn in the frame that follows it; what a task behind that frame sees is on
/// the screen.
const CLICK: &str = "const done = arguments[0];
    const begun = performance.now();
    new MutationObserver((_, observer) => {
        observer.disconnect();
        requestAnimationFrame(() => setTimeout(() => done(performance.now() - begun)));
    }).observe(document.querySelector('#app'), { subtree: true, childList: true, attributes: true, characterData: true });
    document.querySelector('#check').click();";
