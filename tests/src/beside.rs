//! The element in a portal's page, as a person at a browser uses it and as the portal hears of it.

use std::time::Duration;

use fantoccini::Locator;
use serde_json::json;

use crate::browser::Browser;

/// Notes in each page that is opened from now on what the element tells (`told`, `heard(type)`), and what the page's policy
/// refuses (`refused`).
pub async fn note_events(browser: &Browser) {
    let script = "window.told = []; window.heard = type => told.some(it => it.type === type);
        for (const type of ['ready', 'started', 'stage', 'finished', 'shared', 'error'])
            addEventListener('rdptrace:' + type, event => told.push({ type, ...event.detail }));
        window.refused = [];
        addEventListener('securitypolicyviolation', event =>
            refused.push(event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sourceFile + ':' + event.lineNumber));";
    browser
        .devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": script }))
        .await;
}

/// Goes on inside the element's frame.
pub async fn enter(browser: &Browser) {
    let element = browser.find("rdp-trace").await;
    let inside = element.shadow_root().await.expect("it has a frame of its own");
    let frame = inside.find(Locator::Css("iframe")).await.expect("the frame is there");
    frame.enter_frame().await.expect("the frame can be entered");
}

/// Goes on in the portal's page.
pub async fn leave(browser: &Browser) {
    let client = browser.client.clone();
    client.enter_parent_frame().await.expect("the portal is around it");
}

/// Waits, in the portal's page, until the frame is as high as what it shows.
pub async fn await_height(browser: &Browser) {
    enter(browser).await;
    browser.find("#answer").await;
    let inside = browser
        .value("document.documentElement.getBoundingClientRect().height")
        .await;
    leave(browser).await;
    let whole = "document.querySelector('rdp-trace').getBoundingClientRect().height";
    let follows = format!("Math.abs({whole} - {inside}) <= 1");
    browser
        .until("the frame is as high as what it shows", &follows, SOON)
        .await;
}

/// More than a check on loopback takes, and than a portal takes for its first page.
pub const SOON: Duration = Duration::from_secs(25);
