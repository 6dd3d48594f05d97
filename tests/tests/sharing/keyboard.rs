//! From an empty page to a link and back with nothing but a keyboard.

use fixtures::http::Client;
use serde_json::json;
use suite::browser::Browser;
use suite::peer::Peer;

use super::desk::{self, Desk, HEIGHT, SOON, path};

#[tokio::test]
async fn everything_is_reached_by_keyboard_and_the_focus_is_always_seen() {
    let server = Peer::playing("tls-reset-at-hello");
    let desk = Desk::new().await;
    for width in [desk::WIDE, NARROW] {
        desk.browser.resize(width, HEIGHT).await;
        // What was asked before is kept over a reload.
        desk.browser.value("sessionStorage.clear()").await;
        desk.open("/").await;
        desk.browser.find("html[data-live] #target").await;
        walk(&desk, &server.address.to_string()).await;
    }
    desk.close().await;
}

async fn walk(desk: &Desk, target: &str) {
    let browser = &desk.browser;
    let first = "document.activeElement.id === 'target'";
    browser.until("the first field has the focus", first, SOON).await;
    browser.press(target).await;
    browser.press(ENTER).await;
    desk::over(browser).await;
    assert_seen(browser, "after the run").await;

    tab_to(browser, "#share").await;
    tab_to(browser, "#step-negotiate h3 button").await;
    browser.press(SPACE).await;
    browser.find("#step-negotiate [aria-expanded=true]").await;
    assert_seen(browser, "in an open row").await;
    tab_to(browser, "#step-negotiate .inside summary, #step-negotiate .inside pre").await;
    back_to(browser, "#step-negotiate h3 button").await;
    browser.press(ENTER).await;
    browser.find("#step-negotiate [aria-expanded=false]").await;
    assert_seen(browser, "in a closed row").await;

    tab_to(browser, "details.menu:has([data-take=json]) > summary").await;
    browser.press(ENTER).await;
    tab_to(browser, "[data-take=json]").await;
    browser.press(SPACE).await;
    until_said(browser, ".handed", "Saved").await;
    assert_seen(browser, "after saving").await;

    back_to(browser, "#share").await;
    browser.press(ENTER).await;
    desk::previewed(browser).await;
    assert_seen(browser, "in the dialog").await;
    tab_to(browser, "#sharing summary").await;
    browser.press(ENTER).await;
    tab_to(browser, "input[name=level]").await;
    browser.press(DOWN).await;
    let public = "document.querySelector('input[name=level][value=public]').checked";
    browser.until("the next level is chosen", public, SOON).await;
    desk::previewed(browser).await;
    tab_to(browser, "input[name=life]").await;
    browser.press(UP).await;
    let day = "document.querySelector('input[name=life][value=day]').checked";
    browser.until("a shorter life is chosen", day, SOON).await;
    tab_to(browser, "#doing").await;
    browser.press("Printing").await;
    tab_to(browser, "#seal").await;
    browser.press(SPACE).await;
    browser.press(SPACE).await;
    back_to(browser, "#share-send").await;
    browser.press(ENTER).await;

    browser.find("#shared-link").await;
    assert_seen(browser, "at the link").await;
    let link = browser.value("document.querySelector('#shared-link').value").await;
    let link = link.as_str().expect("a link").to_owned();
    let client = Client::of(&desk.relay.url);
    assert_eq!(client.get(path(&link)).status, 200);
    tab_to(browser, "#copy-link").await;
    browser.press(ENTER).await;
    until_said(browser, ".sharing .handed", "Copied").await;
    assert_seen(browser, "after copying").await;
    tab_to(browser, "#revoke").await;
    browser.press(SPACE).await;
    until_said(browser, ".sharing", "doesn't work anymore").await;
    assert_seen(browser, "after taking it back").await;
    assert_eq!(client.get(path(&link)).status, 410);

    tab_to(browser, "#sharing-close").await;
    browser.press(ENTER).await;
    browser.find("#share").await;
    assert_seen(browser, "after the dialog").await;
    let back = browser.value("document.activeElement.id").await;
    assert_eq!(back, json!("share"));
    // The dialog is gone, and with it what it had among the stops.
    tab_to(browser, "#step-relay h3 button").await;
}

/// Presses Tab until an element has the focus; at every stop on the way the focus is seen.
async fn tab_to(browser: &Browser, selector: &str) {
    go_to(browser, selector, TAB).await;
}

/// The same backwards.
async fn back_to(browser: &Browser, selector: &str) {
    go_to(browser, selector, BACK_TAB).await;
}

async fn go_to(browser: &Browser, selector: &str, key: &str) {
    let there = format!("document.activeElement.matches('{selector}')");
    for _ in 0..MOST_STOPS {
        browser.press(key).await;
        assert_seen(browser, &format!("on the way to {selector}")).await;
        if browser.value(&there).await == json!(true) {
            return;
        }
    }
    panic!("{selector} is not reached in {MOST_STOPS} steps");
}

/// Asserts that the focus is somewhere, and that its place is marked, on the screen and not behind anything.
async fn assert_seen(browser: &Browser, when: &str) {
    let fault = browser.value(FOCUS_FAULT).await;
    assert_eq!(fault, json!(null), "{when}");
}

async fn until_said(browser: &Browser, selector: &str, sentence: &str) {
    let there = format!("document.querySelector('{selector}')?.innerText.includes({sentence:?})");
    browser.until(sentence, &there, SOON).await;
}

const FOCUS_FAULT: &str = "(() => {
    const it = document.activeElement;
    if (!it || it === document.body || it === document.documentElement) return 'nothing has the focus';
    const name = it.outerHTML.slice(0, 120);
    // A field without a look of its own is drawn by what stands around it.
    const drawn = [it, it.parentElement, it.nextElementSibling, ...(it.labels ?? [])].filter(one => one && one !== document.body);
    const marked = one => [undefined, '::before', '::after'].some(part => {
        const style = getComputedStyle(one, part);
        return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
    });
    if (!drawn.some(marked)) return `no mark at ${name}`;
    // A choice may be drawn by its label alone.
    const shown = it.type === 'radio' && it.labels.length ? it.labels[0] : it;
    const box = shown.getBoundingClientRect();
    if (box.width < 1 || box.height < 1) return `no size: ${name}`;
    if (box.bottom <= 0 || box.top >= innerHeight || box.right <= 0 || box.left >= innerWidth) return `off the screen: ${name}`;
    const x = (Math.max(box.left, 0) + Math.min(box.right, innerWidth)) / 2;
    const y = (Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2;
    const top = document.elementFromPoint(x, y);
    const own = top && (shown.contains(top) || top.contains(shown) || it.closest('label')?.contains(top));
    return own ? null : `behind ${top?.outerHTML.slice(0, 120)}: ${name}`;
})()";
const NARROW: u32 = 360;
/// More than the page has.
const MOST_STOPS: usize = 80;
/// Keys of the WebDriver protocol.
const TAB: &str = "\u{e004}";
const BACK_TAB: &str = "\u{e008}\u{e004}";
const ENTER: &str = "\u{e007}";
const SPACE: &str = " ";
const UP: &str = "\u{e013}";
const DOWN: &str = "\u{e015}";
