//! What a reader sees before they scroll, in a real browser: where the answer and its first advice stand, that nothing moves
//! under their eyes, that nothing leaves a small or a magnified screen, and that a system's own colors keep it readable.

use std::time::Duration;

use fixtures::dns::Resolver;
use fixtures::http::Client;
use fixtures::net;
use serde_json::json;
use suite::browser::Browser;
use suite::peer::Peer;
use suite::rdptrace::Relay;
use suite::shadow::{self, Shadow};

/// A page with a result to come.
struct Desk {
    relay: Relay,
    browser: Browser,
    _resolver: Resolver,
}

impl Desk {
    /// Every name is unknown to its relay.
    async fn new() -> Self {
        let resolver = Resolver::start([]);
        let dns = resolver.address.to_string();
        let relay = Relay::start_with(|command| {
            command.env("RDPTRACE_DNS_SERVER", &dns);
        });
        let browser = Browser::start().await;
        let observe = json!({ "source": WATCH_SHIFTS });
        browser.devtools("Page.addScriptToEvaluateOnNewDocument", observe).await;
        browser.resize(DESK.0, DESK.1).await;
        Self {
            relay,
            browser,
            _resolver: resolver,
        }
    }

    async fn open(&self, path: &str) {
        let url = format!("{}{path}", self.relay.url.trim_end_matches('/'));
        self.browser.open(&url).await;
    }

    /// Checks `target` on a page that was just opened, and waits for the end.
    async fn check(&self, target: &str) {
        self.browser.value("sessionStorage.clear()").await;
        self.open(&format!("/?target={target}")).await;
        self.browser.find("html[data-live] #target").await;
        self.click("#check", ".result").await;
        let over = "document.querySelector('#answer') !== null";
        self.browser.until("the run is over", over, WHOLE_RUN).await;
    }

    /// Clicks, and waits for what comes of it; what moves meanwhile is the reader's doing.
    async fn click(&self, button: &str, answer: &str) {
        self.browser.value(&format!("expectAnswer('{answer}')")).await;
        self.browser.click(button).await;
        self.answered().await;
    }

    /// The same as soon as `state` is on the page, and in the same moment: the driver looks for the button first, and a
    /// slow one finds another page when it clicks.
    async fn click_once(&self, state: &str, button: &str, answer: &str) {
        let here = format!("document.querySelector('{state}')");
        let click = format!("{here} && (expectAnswer('{answer}'), document.querySelector('{button}').click(), true)");
        self.browser.until(state, &click, WHOLE_RUN).await;
        self.answered().await;
    }

    async fn answered(&self) {
        let drawn = "answers.every(answer => answer.drawn < Infinity)";
        self.browser.until("the answer is drawn", drawn, SOON).await;
    }

    async fn number(&self, expression: &str) -> f64 {
        let value = self.browser.value(expression).await;
        value
            .as_f64()
            .unwrap_or_else(|| panic!("{expression} is no number: {value}"))
    }

    /// How far down the page the end of the last element is that `selector` finds.
    async fn end_of(&self, selector: &str) -> f64 {
        let bottom =
            format!("scrollY + [...document.querySelectorAll('{selector}')].at(-1).getBoundingClientRect().bottom");
        self.number(&bottom).await
    }

    /// Nothing has moved so far but what answers the reader's clicks.
    async fn assert_still(&self, flow: &str) {
        let moved = self.number("moves().reduce((sum, it) => sum + it.value, 0)").await;
        let what = self.browser.value("moves().map(told)").await;
        assert!(moved <= MOST_SHIFT, "{flow} moves by {moved}: {what}");
    }

    async fn assert_no_sideways_scroll(&self, state: &str) {
        let wide = "document.documentElement.scrollWidth > innerWidth";
        assert_eq!(self.browser.value(wide).await, json!(false), "{state} scrolls sideways");
    }
}

#[tokio::test]
async fn answer_and_first_advice_stand_before_any_scrolling() {
    let (ssh, reset, silent) = (
        Peer::playing("neg-ssh"),
        Peer::playing("tls-reset-at-hello"),
        Peer::playing("neg-silent"),
    );
    let (wall, healthy) = (Shadow::start(shadow::Security::Nla), Peer::playing("healthy"));
    let desk = Desk::new().await;
    let address = |peer: &Peer| peer.address.to_string();
    for (what, target, is_failure) in [
        ("closed port", net::own_socket().to_string(), true),
        ("unknown name", "no-such-pc.example.org".to_owned(), true),
        ("another service", address(&ssh), true),
        ("reset at TLS", address(&reset), true),
        ("silence", address(&silent), true),
        ("password wall", wall.address.to_string(), true),
        ("success", address(&healthy), false),
    ] {
        desk.check(&target).await;
        for (width, height) in [DESK, PHONE] {
            desk.browser.resize(width, height).await;
            let headline = desk.end_of("#headline").await;
            let advice = if !is_failure {
                headline
            } else if (width, height) == DESK {
                desk.end_of("#answer > .todo > li").await
            } else {
                // The first line of the first step.
                let line = "(() => { const line = document.createRange(); line.selectNodeContents(document.querySelector('#answer > .todo > li'));
                    return scrollY + line.getClientRects()[0].bottom; })()";
                desk.number(line).await
            };
            let screen = f64::from(height);
            println!("{what} at {width} x {height}: headline ends at {headline:.0}, advice at {advice:.0}");
            assert!(
                headline <= screen,
                "{what}: the headline ends at {headline} of {height}"
            );
            assert!(advice <= screen, "{what}: the advice ends at {advice} of {height}");
            desk.browser
                .screenshot(&format!("glance-{}-{width}", what.replace(' ', "-")))
                .await;
        }
        desk.browser.resize(DESK.0, DESK.1).await;
    }
    desk.browser.close().await;
}

#[tokio::test]
async fn who_is_asked_meets_the_button_first_and_then_the_answer() {
    let desk = Desk::new().await;
    let browser = &desk.browser;
    let target = net::own_socket().to_string();
    let note = "Hello, it's Sam from IT. Please press the button, and then the one that sends the result.";
    let wanted = json!({ "target": target, "note": note, "ticket": "INC-4711" });
    let ask = Client::of(&desk.relay.url).post("/api/asks", &wanted);
    for (width, height) in [DESK, PHONE] {
        browser.resize(width, height).await;
        browser.value("sessionStorage.clear()").await;
        desk.open(&format!("/?ask={}", ask.text("id"))).await;
        let ready = "document.activeElement.id === 'check' && document.querySelector('.asked') !== null";
        browser.until("the button has the focus", ready, SOON).await;
        let (asked, button) = (desk.end_of("#asked-title").await, desk.end_of("#check").await);
        println!("asked at {width} x {height}: the button ends at {button:.0}");
        assert!(asked < button && button <= f64::from(height), "{button} of {height}");
        assert!(
            button < desk.end_of(".asked pre").await,
            "the command stands below the button"
        );
        browser.screenshot(&format!("glance-asked-{width}")).await;

        desk.click("#check", ".result").await;
        let over = "document.querySelector('#answer') !== null";
        browser.until("the run is over", over, WHOLE_RUN).await;
        let headline = desk.end_of("#headline").await;
        assert!(
            headline <= f64::from(height),
            "the headline ends at {headline} of {height}"
        );
        assert!(
            headline < desk.end_of(".asked").await,
            "nothing but the answer stands first"
        );
        browser.find("#answer-ask").await;
        browser.screenshot(&format!("glance-asked-answer-{width}")).await;
    }
    desk.browser.close().await;
}

#[tokio::test]
async fn nothing_moves_under_the_readers_eyes_in_any_flow() {
    let (healthy, silent) = (Peer::playing("healthy"), Peer::playing("neg-silent"));
    let wall = Shadow::start(shadow::Security::Nla);
    let desk = Desk::new().await;
    let browser = &desk.browser;
    // A computer so slow that what comes one after the other is also drawn one after the other.
    let slow = json!({ "rate": 4 });
    browser.devtools("Emulation.setCPUThrottlingRate", slow).await;

    for (width, height) in [DESK, PHONE] {
        browser.resize(width, height).await;
        for target in [
            net::own_socket().to_string(),
            healthy.address.to_string(),
            wall.address.to_string(),
        ] {
            desk.check(&target).await;
            desk.assert_still(&format!("check of {target} at {width}")).await;
        }
        desk.open(&format!("/?target={}&said=0x4", net::own_socket())).await;
        browser.find("html[data-live] #target").await;
        desk.assert_still("a filled form").await;
        desk.click("#check", ".result").await;
        browser.find(".decoded .lead").await;
        desk.assert_still("check with a code").await;
        browser.client.refresh().await.expect("the page is loaded again");
        browser.find("html[data-live] #answer").await;
        desk.assert_still("reload of a result").await;

        desk.open(&format!("/?target={}", silent.address)).await;
        browser.find("html[data-live] #target").await;
        desk.click("#check", ".result").await;
        desk.click_once("#step-negotiate[data-state=running]", "#cancel", "#answer")
            .await;
        desk.assert_still("cancelled check").await;

        desk.click("#share", "#sharing").await;
        browser.find("#share-send:not([aria-disabled])").await;
        desk.click("#share-send", "#shared-link").await;
        desk.assert_still("sharing").await;
        let link = browser.value("document.querySelector('#shared-link').value").await;
        browser.open(link.as_str().expect("a link")).await;
        browser.find(".answer").await;
        desk.assert_still("shared result").await;
        for page in ["/codes", "/codes/0x4", "/help", "/help/RDP-TCP-001", "/ask", "/links"] {
            desk.open(page).await;
            browser.find("main h1").await;
            desk.assert_still(page).await;
        }
    }
    desk.browser.close().await;
}

#[tokio::test]
async fn nothing_leaves_a_small_or_a_magnified_screen_with_every_menu_open() {
    let desk = Desk::new().await;
    let browser = &desk.browser;
    let ask = Client::of(&desk.relay.url).post(
        "/api/asks",
        &json!({ "target": "pc-frontdesk.example.org", "note": "Hi." }),
    );
    let asked = format!("/?ask={}", ask.text("id"));
    desk.check(&net::own_socket().to_string()).await;
    let link = browser.share().await;
    browser.click("#sharing-close").await;

    for (width, height) in [NARROW, MAGNIFIED] {
        browser.resize(width, height).await;
        let here = format!("{width} x {height}");
        // The result is on the page still.
        for form in ["line", "json"] {
            browser
                .click(&format!("details.menu:has([data-take={form}]) > summary"))
                .await;
            desk.assert_no_sideways_scroll(&format!("menu of {form} at {here}"))
                .await;
        }
        browser.value(OPEN_ALL).await;
        desk.assert_no_sideways_scroll(&format!("result at {here}")).await;
        browser.screenshot(&format!("glance-menus-{width}")).await;
    }
    for (width, height) in [NARROW, MAGNIFIED] {
        browser.resize(width, height).await;
        browser.open(&link).await;
        browser.find("details.menu:not([hidden]):has([data-revoke])").await;
        browser.value(OPEN_ALL).await;
        desk.assert_no_sideways_scroll(&format!("shared result at {width}"))
            .await;
        browser.screenshot(&format!("glance-shared-{width}")).await;
        for page in [
            "/",
            &asked,
            "/codes",
            "/codes/0x4",
            "/help",
            "/help/RDP-TCP-001",
            "/ask",
            "/links",
            "/compare",
        ] {
            desk.open(page).await;
            browser.find("main h1").await;
            browser.value(OPEN_ALL).await;
            desk.assert_no_sideways_scroll(&format!("{page} at {width}")).await;
        }
    }
    desk.browser.close().await;
}

#[tokio::test]
async fn every_button_is_readable_in_the_systems_own_colors() {
    let desk = Desk::new().await;
    let browser = &desk.browser;
    desk.check(&net::own_socket().to_string()).await;
    for theme in ["light", "dark"] {
        let features = json!({ "features": [
            { "name": "forced-colors", "value": "active" },
            { "name": "prefers-color-scheme", "value": theme },
        ] });
        browser.devtools("Emulation.setEmulatedMedia", features).await;
        browser.value(OPEN_ALL).await;
        let dim = browser.value(DIM_BUTTONS).await;
        assert_eq!(dim, json!([]), "on the result, {theme}");
        browser.screenshot(&format!("glance-forced-colors-{theme}")).await;
        browser.click("#share").await;
        browser.find("#share-send").await;
        let dim = browser.value(DIM_BUTTONS).await;
        assert_eq!(dim, json!([]), "in the dialog, {theme}");
        browser
            .screenshot(&format!("glance-forced-colors-dialog-{theme}"))
            .await;
        browser.click("#sharing-close").await;
    }
    desk.browser.close().await;
}

#[tokio::test]
async fn page_of_a_code_is_three_screens_long_before_anything_is_unfolded() {
    let desk = Desk::new().await;
    for (width, height) in [DESK, PHONE] {
        desk.browser.resize(width, height).await;
        for code in ["0x4", "0x204", "0x3", "0xC000006D"] {
            desk.open(&format!("/codes/{code}")).await;
            desk.browser.find("main h1").await;
            let long = desk.number("document.documentElement.scrollHeight").await;
            let screens = long / f64::from(height);
            println!("{code} at {width}: {screens:.1} screens");
            assert!(screens <= 3.0, "{code} at {width} is {screens} screens long");
        }
    }
    desk.browser.close().await;
}

/// Notes what moves, from the first moment of each document. Browsers forgive all that moves in the half second after a
/// click, so what they count depends on the computer's speed; here a click is forgiven what moves until its answer is drawn.
const WATCH_SHIFTS: &str = "window.shifts = [];
    window.answers = [];
    window.watch = new PerformanceObserver(list => shifts.push(...list.getEntries()));
    watch.observe({ type: 'layout-shift', buffered: true });
    window.expectAnswer = selector => {
        const answer = { asked: performance.now(), drawn: Infinity };
        answers.push(answer);
        const observer = new MutationObserver(() => {
            if (!document.querySelector(selector)) return;
            observer.disconnect();
            // It is drawn in the first of these frames.
            requestAnimationFrame(() => requestAnimationFrame(() => answer.drawn = performance.now()));
        });
        observer.observe(document, { subtree: true, childList: true, attributes: true });
    };
    window.moves = () => {
        shifts.push(...watch.takeRecords());
        return shifts.filter(it => !answers.some(({ asked, drawn }) => asked <= it.startTime && it.startTime < drawn));
    };
    window.told = it => it.sources.map(({ node, previousRect: from, currentRect: to }) =>
        `${node?.id || node?.className || node?.nodeName} from ${from.top} to ${to.top}, ${it.value.toFixed(3)}`);";
/// Good is up to 0.1 (web.dev, Cumulative Layout Shift).
const MOST_SHIFT: f64 = 0.05;
/// Opens everything that opens.
const OPEN_ALL: &str =
    "document.querySelectorAll('details:not([hidden])').forEach(it => { it.removeAttribute('name'); it.open = true; })";
/// The buttons whose text is too much like what is behind it: below 4.5 to 1 (WCAG 1.4.3).
const DIM_BUTTONS: &str = "(() => {
    const light = color => {
        const [red, green, blue] = color.match(/[\\d.]+/g).map(it => { it /= 255; return it <= 0.04045 ? it / 12.92 : ((it + 0.055) / 1.055) ** 2.4; });
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const behind = it => {
        for (; it; it = it.parentElement) {
            const color = getComputedStyle(it).backgroundColor;
            if (!/, 0\\)$/.test(color)) return color;
        }
        return getComputedStyle(document.documentElement).getPropertyValue('color-scheme').includes('dark') ? 'rgb(0, 0, 0)' : 'rgb(255, 255, 255)';
    };
    const canvas = behind(document.body);
    return [...document.querySelectorAll('button, .button, summary')].filter(it => it.checkVisibility()).filter(it => {
        const style = getComputedStyle(it);
        // Behind text in colors of the system lies the color of the page, whatever the button has.
        const back = style.forcedColorAdjust === 'auto' ? canvas : behind(it);
        const [one, other] = [light(style.color), light(back)].sort((a, b) => b - a);
        return (one + 0.05) / (other + 0.05) < 4.5;
    }).map(it => `${it.outerHTML.slice(0, 120)} ${getComputedStyle(it).color}`);
})()";

const DESK: (u32, u32) = (1280, 720);
const PHONE: (u32, u32) = (360, 740);
const NARROW: (u32, u32) = (320, 640);
/// A desk at 400 %.
const MAGNIFIED: (u32, u32) = (320, 180);
/// The relay's own limit of a run, and time to draw it.
const WHOLE_RUN: Duration = Duration::from_secs(33);
/// Far more than anything needs that happens at once.
const SOON: Duration = Duration::from_secs(5);
