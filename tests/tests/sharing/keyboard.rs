//! From an empty page to a link and back with nothing but a keyboard.

use std::time::Duration;

use fixtures::http::Client;
use fixtures::net;
use serde_json::json;
use suite::browser::{Browser, Kind};
use suite::peer::Peer;
use suite::shadow::{self, Shadow};

use super::desk::{self, Desk, HEIGHT, SOON, path};

#[tokio::test]
async fn everything_is_reached_by_keyboard_and_the_focus_is_always_seen() {
    everything_is_reached(Kind::Chromium).await;
}

#[tokio::test]
async fn everything_is_reached_by_keyboard_and_the_focus_is_always_seen_in_firefox() {
    everything_is_reached(Kind::Firefox).await;
}

async fn everything_is_reached(kind: Kind) {
    let server = Peer::playing("tls-reset-at-hello");
    let desk = Desk::in_browser(kind).await;
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

#[tokio::test]
async fn asking_answering_and_deleting_end_without_a_pointer() {
    asking_and_answering(Kind::Chromium).await;
}

#[tokio::test]
async fn asking_answering_and_deleting_end_without_a_pointer_in_firefox() {
    asking_and_answering(Kind::Firefox).await;
}

async fn asking_and_answering(kind: Kind) {
    let desk = Desk::in_browser(kind).await;
    let browser = &desk.browser;
    for width in [desk::WIDE, NARROW] {
        let target = net::own_socket().to_string();
        browser.resize(width, HEIGHT).await;
        browser.value("sessionStorage.clear()").await;
        desk.open("/ask").await;
        browser.find("#target").await;
        type_into(browser, "#target", &target).await;
        type_into(browser, "#note", "The helpdesk asks.").await;
        type_into(browser, "#ticket", "INC-4711").await;
        tab_to(browser, "form .primary").await;
        browser.press(ENTER).await;
        browser.find("[data-events]").await;
        tab_to(browser, ".address button").await;
        browser.press(ENTER).await;
        until_said(browser, ".address .said", "Copied").await;
        let link = browser.text(".address a").await;

        browser.open(&link).await;
        let ready = "document.activeElement.id === 'check' && document.querySelector('.asked') !== null";
        browser.until("the one button has the focus", ready, SOON).await;
        assert_seen(browser, "when asked").await;
        browser.press(ENTER).await;
        desk::over(browser).await;
        assert_seen(browser, "after the check").await;
        tab_to(browser, "#answer-ask").await;
        browser.press(ENTER).await;
        browser.find("#shared-link").await;
        assert_seen(browser, "after the answer").await;

        desk.open("/links").await;
        for (kind, left) in [("/r/", 1), ("/asked/", 0)] {
            let of_kind = format!(".own-links li:has(a[href*=\"{kind}\"]) button");
            browser.find(&of_kind).await;
            reach(browser, &of_kind).await;
            browser.press(ENTER).await;
            if kind == "/r/" {
                assert_seen(browser, "it asks first").await;
                browser.press(ENTER).await;
            }
            let rest = format!("document.querySelectorAll('.own-links li').length === {left}");
            browser.until("the row is gone", &rest, SOON).await;
        }
        let told = "document.activeElement.matches('.said')";
        browser
            .until("the focus has not gone with the last row", told, SOON)
            .await;
    }
    desk.close().await;
}

#[tokio::test]
async fn looking_up_watching_and_comparing_end_without_a_pointer() {
    looking_up_and_watching(Kind::Chromium).await;
}

#[tokio::test]
async fn looking_up_watching_and_comparing_end_without_a_pointer_in_firefox() {
    looking_up_and_watching(Kind::Firefox).await;
}

async fn looking_up_and_watching(kind: Kind) {
    let target = net::own_socket().to_string();
    let desk = Desk::in_browser(kind).await;
    let browser = &desk.browser;
    desk.open("/codes").await;
    browser.find("main h1").await;
    type_into(browser, "#q", "0x4").await;
    browser.press(ENTER).await;
    browser.find("#target").await;
    type_into(browser, "#target", &target).await;
    browser.press(ENTER).await;
    browser.find("html[data-live] #check").await;
    tab_to(browser, "#check").await;
    browser.press(ENTER).await;
    desk::over(browser).await;

    tab_to(browser, "#share").await;
    browser.press(ENTER).await;
    desk::previewed(browser).await;
    browser.press(ESCAPE).await;
    let back = "document.activeElement.id === 'share'";
    browser.until("Escape closes the dialog", back, SOON).await;
    back_to(browser, "#watch").await;
    browser.press(ENTER).await;
    browser.find("#watching:not([hidden])").await;
    tab_to(browser, "#watching button").await;
    browser.press(SPACE).await;
    browser.press(SPACE).await;
    let back = "document.activeElement.id === 'watch'";
    browser.until("the focus is where it began", back, SOON).await;

    let mut links = Vec::new();
    for _ in 0..2 {
        reach(browser, "#share").await;
        browser.press(ENTER).await;
        desk::previewed(browser).await;
        tab_to(browser, "#share-send").await;
        browser.press(ENTER).await;
        browser.find("#shared-link").await;
        let link = browser.value("document.querySelector('#shared-link').value").await;
        links.push(link.as_str().expect("a link").to_owned());
        tab_to(browser, "#sharing-close").await;
        browser.press(ENTER).await;
        let back = "document.activeElement.id === 'share'";
        browser.until("the focus is where it began", back, SOON).await;
    }
    desk.open("/compare").await;
    browser.find("#link-a").await;
    for (field, link) in ["#link-a", "#link-b"].into_iter().zip(&links) {
        type_into(browser, field, link).await;
    }
    browser.press(ENTER).await;
    browser.find("table.sides").await;
    desk.close().await;
}

#[tokio::test]
async fn signing_in_brings_the_picture_and_leaving_it_again_needs_no_pointer() {
    signing_in(Kind::Chromium).await;
}

#[tokio::test]
async fn signing_in_brings_the_picture_and_leaving_it_again_needs_no_pointer_in_firefox() {
    signing_in(Kind::Firefox).await;
}

async fn signing_in(kind: Kind) {
    let server = Shadow::start(shadow::Security::Nla);
    let desk = Desk::in_browser(kind).await;
    let browser = &desk.browser;
    type_into(browser, "#target", &server.address.to_string()).await;
    browser.press(ENTER).await;
    desk::over(browser).await;
    tab_to(browser, "p.sign-in button").await;
    browser.press(ENTER).await;

    let frame = browser.find("iframe.sign-in").await;
    let entered = "document.activeElement.matches('iframe.sign-in')";
    browser.until("the focus goes into the form", entered, SIGN_IN).await;
    frame.enter_frame().await.expect("it is a frame");
    let first = "document.activeElement.name === 'user'";
    browser.until("the first field has the focus", first, SIGN_IN).await;
    browser.press(shadow::USER).await;
    tab_to(browser, "[name=password]").await;
    browser.press(shadow::PASSWORD).await;
    browser.press(ENTER).await;
    let picture =
        "document.querySelector('#status').textContent === document.querySelector('#word-picture').textContent";
    browser.until("the picture is there", picture, SIGN_IN).await;
    assert_seen(browser, "at the picture").await;

    tab_to(browser, "#canvas").await;
    browser.press(LEAVE).await;
    let left = "document.activeElement.id === 'close'";
    browser.until("the keyboard is out of the picture", left, SOON).await;
    assert_seen(browser, "out of the picture").await;
    browser.press(ENTER).await;
    let closed = "document.querySelector('#status').textContent === document.querySelector('#word-closed').textContent";
    browser.until("it is closed", closed, SIGN_IN).await;
    assert_seen(browser, "at the end").await;
    desk.close().await;
}

/// Goes to a field with the keyboard, and fills it.
async fn type_into(browser: &Browser, selector: &str, text: &str) {
    reach(browser, selector).await;
    browser.press(text).await;
}

/// [`tab_to`], unless the focus is there.
async fn reach(browser: &Browser, selector: &str) {
    let there = format!("document.activeElement.matches('{selector}')");
    if browser.value(&there).await != json!(true) {
        tab_to(browser, selector).await;
    }
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
/// The module of the sign-in is large, and a server may think for a while.
const SIGN_IN: Duration = Duration::from_secs(60);
/// More than the page has.
const MOST_STOPS: usize = 80;
/// Keys of the WebDriver protocol.
const TAB: &str = "\u{e004}";
const BACK_TAB: &str = "\u{e008}\u{e004}";
/// Ctrl, Alt and Home, which the keyboard of the picture does not pass on.
const LEAVE: &str = "\u{e009}\u{e00a}\u{e011}";
const ENTER: &str = "\u{e007}";
const ESCAPE: &str = "\u{e00c}";
const SPACE: &str = " ";
const UP: &str = "\u{e013}";
const DOWN: &str = "\u{e015}";
