//! Signing in from the page, against real servers. TLS ends in the browser.

use std::time::Duration;

use fantoccini::actions::{InputSource as _, MOUSE_BUTTON_LEFT, MouseActions, PointerAction};
use fixtures::http::Client;
use fixtures::net;
use serde_json::json;
use suite::between;
use suite::desk::{self, Desk};
use suite::ironrdp::{self, IronRdp};
use suite::pdu;
use suite::peer::Peer;
use suite::scenario::{ConnectionScript, Healthy, Point, Step};
use suite::shadow::{self, Shadow};

use super::Page;

/// What no server of ours may learn: nothing else in the suite has it.
const CANARY: &str = "Canary-7f3q-Passw0rd";

/// Opens the sign-in below the answer, and sends what a person would type.
pub(super) async fn sign_in(page: &Page, user: &str, password: &str) {
    page.browser.click("p.sign-in button").await;
    enter(page).await;
    send(page, user, password).await;
}

/// Goes into the document that signs in.
pub(super) async fn enter(page: &Page) {
    let frame = page.browser.find("iframe.sign-in").await;
    frame.enter_frame().await.expect("it is a frame");
}

/// Sends what a person would type there.
pub(super) async fn send(page: &Page, user: &str, password: &str) {
    page.browser.fill("[name=user]", user).await;
    page.browser.fill("[name=password]", password).await;
    let tick = "document.querySelector('#without-nla').hidden || document.querySelector('#tick').click() || true";
    page.browser.value(tick).await;
    page.browser.click("#sign-in [type=submit]").await;
}

/// Waits until the document says the sentence of this name.
pub(super) async fn said(page: &Page, name: &str) {
    let same =
        format!("document.querySelector('#status').textContent === document.querySelector('#word-{name}').textContent");
    page.browser.until(name, &same, SIGN_IN).await;
}

/// Goes back to the page.
pub(super) async fn leave(page: &Page) {
    let client = page.browser.client.clone();
    client.enter_parent_frame().await.expect("the page");
}

/// Goes back to the page, and waits until a step of the sign-in's leg has ended so.
pub(super) async fn step(page: &Page, step: usize, state: &str) {
    leave(page).await;
    let shown = format!(
        "[...document.querySelectorAll('.story > section:not(.steps) .step')].at({step})?.dataset.state === '{state}'"
    );
    page.browser
        .until(&format!("step {step} {state}"), &shown, SIGN_IN)
        .await;
}

#[tokio::test]
async fn the_right_password_brings_the_picture_and_passes_every_step() {
    let server = Shadow::start(shadow::Security::Nla);
    let page = Page::open().await;
    page.check(server.address).await;

    sign_in(&page, shadow::USER, shadow::PASSWORD).await;
    said(&page, "picture").await;

    assert_eq!(page.browser.value(DRAWN).await, json!(true));
    // The certificate is the one that the check saw.
    let same = "!document.querySelector('#certificate-same').hidden";
    assert_eq!(page.browser.value(same).await, json!(true));
    step(&page, PICTURE, "passed").await;
    page.picture("sign-in").await;
    page.close().await;
}

/// The result with the sign-in in it, in every form that leaves the page, and as the database of the relay keeps it.
async fn exports(page: &Page) -> Vec<String> {
    let report = page.browser.value("sessionStorage.getItem('rdptrace-result')").await;
    let report: serde_json::Value = serde_json::from_str(report.as_str().expect("a result")).expect("a report");
    let client = Client::of(&page.relay.url);
    let mut forms = vec![report.to_string()];
    for form in ["json", "md", "txt", "html"] {
        let saved = client.post("/api/exports", &json!({ "form": form, "report": report }));
        assert_eq!(saved.status, 200, "{form}");
        forms.push(String::from_utf8_lossy(&saved.body).into_owned());
    }
    let shared = client.post(
        "/api/reports",
        &json!({ "content": "open", "disclosure": "everything", "report": report }),
    );
    assert_eq!(shared.status, 201);
    let kept = client.get(&format!("/api/reports/{}", shared.text("id")));
    forms.push(String::from_utf8_lossy(&kept.body).into_owned());
    forms
}

#[tokio::test]
async fn a_wrong_password_is_tried_once_and_leaves_no_trace() {
    let server = Shadow::start(shadow::Security::Nla);
    let page = Page::open().await;
    page.check(server.address).await;

    sign_in(&page, shadow::USER, CANARY).await;
    // FreeRDP gives no status; nobody may say that it was the password.
    said(&page, "broken").await;

    step(&page, AUTHENTICATE, "failed").await;
    let kept =
        "JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage), document.cookie, location.href,
        document.documentElement.outerHTML])";
    let kept = page.browser.value(kept).await.to_string();
    let log = page.relay.program.lines().join("\n");
    for place in [kept, log].into_iter().chain(exports(&page).await) {
        assert!(!place.contains(CANARY));
    }
    let wide: Vec<u8> = CANARY.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for canary in [CANARY.as_bytes(), &wide] {
        assert!(!page.relay.program.holds_in_memory(canary));
    }
    page.picture("sign-in-refused").await;

    // The tab remembers its tries over a reload, and no name.
    page.browser.client.refresh().await.expect("the page is loaded again");
    page.browser.find("html[data-live] #check").await;
    page.check_again().await;
    sign_in(&page, shadow::USER, CANARY).await;
    let warned = "document.querySelector('#warned').hidden === false";
    page.browser.until("it warns of a second try", warned, SIGN_IN).await;
    let kept = page
        .browser
        .value("sessionStorage.getItem('rdptrace-sign-ins')")
        .await
        .to_string();
    assert!(!kept.contains(shadow::USER), "{kept}");
    page.close().await;
}

#[tokio::test]
async fn a_server_without_nla_shows_its_screen_after_a_tick_for_the_password() {
    let server = Shadow::start(shadow::Security::Tls);
    let page = Page::open().await;
    page.check(server.address).await;

    sign_in(&page, "suite", CANARY).await;
    said(&page, "picture-without-nla").await;

    page.browser.value("document.querySelector('#close').click()").await;
    said(&page, "closed").await;
    step(&page, PICTURE, "passed").await;
    // Nobody said whether it was right.
    let not_tested = "document.querySelector('.not-looked-at').textContent.includes('your password')";
    page.browser
        .until("the password was not tested", not_tested, SIGN_IN)
        .await;
    page.close().await;
}

/// ironrdp-web 0.7.0 knows no Deactivate All before the session stands, which GNOME sends and [MS-RDPBCGR] 1.3.1.3 allows.
#[tokio::test]
async fn client_that_stops_by_itself_is_blamed_and_the_computer_is_not() {
    let deactivation = pdu::deactivate_all();
    let digits = deactivation.iter().map(|byte| format!("{byte:02x}"));
    let steps = vec![
        Step::Serve(Healthy::until(Point::Finalize)),
        Step::Hex(digits.collect()),
    ];
    let address = net::own_address();
    let server = Peer::start(
        &[ConnectionScript { steps }],
        net::listen((address, 0).into()),
        &[address.to_string()],
    );
    let page = Page::open().await;
    page.check(server.address).await;

    sign_in(&page, "suite", CANARY).await;
    said(&page, "client-failed").await;

    step(&page, FINALIZE, "failed").await;
    assert_eq!(page.browser.text("#answer .meta a").await, "RDP-SES-032");
    page.picture("sign-in-client-failed").await;
    page.close().await;
}

#[tokio::test]
async fn an_account_of_a_linux_computer_brings_its_desktop() {
    brings_a_linux_desktop(Page::open().await).await;
}

/// Signs in to xrdp with an account of its computer.
pub(super) async fn brings_a_linux_desktop(page: Page) {
    let server = Desk::start();
    page.check(server.address).await;

    sign_in(&page, desk::USER, desk::PASSWORD).await;
    said(&page, "picture-without-nla").await;

    // No login screen in between: what was typed in the page was enough.
    page.browser.until("the desktop is there", DRAWN, SIGN_IN).await;
    page.browser.value("document.querySelector('#close').click()").await;
    said(&page, "closed").await;
    step(&page, PICTURE, "passed").await;
    page.close().await;
}

#[tokio::test]
async fn a_linux_computer_says_on_its_screen_that_the_password_is_wrong() {
    let page = Page::open().await;
    let _server = refused_on_screen(&page).await;
    page.picture("sign-in-refused-on-screen").await;
    closes_untested(page).await;
}

/// Signs in to xrdp with a wrong password, and waits until its own screen says so; the server goes with what is given back.
pub(super) async fn refused_on_screen(page: &Page) -> Desk {
    let server = Desk::start();
    page.check(server.address).await;

    sign_in(page, desk::USER, CANARY).await;
    said(page, "picture-without-nla").await;

    // The log that it shows, with "login failed" in it, covers a fifth of the screen.
    page.browser
        .until("its window is there", &covered(192, 0.15), SIGN_IN)
        .await;
    assert_eq!(page.browser.value(DRAWN).await, json!(false));
    server
}

/// Closes the session, and waits until the page says that the password was not tested.
pub(super) async fn closes_untested(page: Page) {
    page.browser.value("document.querySelector('#close').click()").await;
    step(&page, PICTURE, "passed").await;
    let not_tested = "document.querySelector('.not-looked-at').textContent.includes('your password')";
    page.browser
        .until("the password was not tested", not_tested, SIGN_IN)
        .await;
    page.close().await;
}

#[tokio::test]
async fn an_ironrdp_server_lets_in_early_and_its_four_by_four_picture_is_on_the_canvas() {
    brings_the_picture_of_ironrdp(Page::open().await).await;
}

/// Signs in to a server of IronRDP, which says before its session that it lets the account in.
pub(super) async fn brings_the_picture_of_ironrdp(page: Page) {
    let server = IronRdp::start(ironrdp::Security::Hybrid);
    page.check(server.address).await;

    sign_in(&page, shadow::USER, shadow::PASSWORD).await;
    said(&page, "picture").await;

    // Nothing else was drawn, and nothing of it elsewhere.
    let drawn = "JSON.stringify([3, 4].map(at => [...document.querySelector('#canvas').getContext('2d').getImageData(at, 0, 1, 4).data]))";
    let (inside, outside) = ([64, 64, 64, 255].repeat(4), [0; 16]);
    let expected = serde_json::to_string(&json!([inside, outside])).expect("numbers");
    let same = format!("{drawn} === '{expected}'");
    page.browser.until("its picture is there", &same, SIGN_IN).await;
    step(&page, PICTURE, "passed").await;
    page.close().await;
}

#[tokio::test]
async fn a_wayland_desktop_without_nla_is_seen_in_its_own_color() {
    brings_a_wayland_desktop(Page::open().await).await;
}

/// Signs in to weston.
pub(super) async fn brings_a_wayland_desktop(page: Page) {
    let server = between::weston();
    page.check(server.address).await;

    sign_in(&page, shadow::USER, CANARY).await;
    said(&page, "picture-without-nla").await;

    // Red is enough: what it shows by itself has no color so dark.
    page.browser
        .until(
            "its background is there",
            &covered(between::BACKGROUND.into(), 0.9),
            SIGN_IN,
        )
        .await;
    page.browser.value("document.querySelector('#close').click()").await;
    step(&page, PICTURE, "passed").await;
    page.close().await;
}

/// The minute and the ten minutes are handed in.
#[tokio::test]
async fn a_session_closes_by_itself_after_a_minute_or_after_ten_where_it_is_kept() {
    let server = IronRdp::start(ironrdp::Security::Hybrid);
    for kept in [None, Some("document.querySelector('#keep').click()")] {
        let page = Page::open().await;
        page.check(server.address).await;
        page.browser.click("p.sign-in button").await;
        enter(&page).await;
        let clock = "(() => {
            const wait = window.setTimeout;
            window.waits = [];
            window.setTimeout = (act, time) => {
                if (time >= 60_000) { waits.push(time); window.pass = act; }
                return wait(act, time);
            };
        })()";
        page.browser.value(clock).await;
        send(&page, shadow::USER, shadow::PASSWORD).await;
        said(&page, "picture").await;
        if let Some(keep) = kept {
            page.browser.value(keep).await;
            said(&page, "kept").await;
        }
        let waits = page.browser.value("window.waits").await;
        let expected = if kept.is_some() {
            json!([60_000, 600_000])
        } else {
            json!([60_000])
        };
        assert_eq!(waits, expected);

        page.browser.value("window.pass()").await;

        said(&page, "closed").await;
        step(&page, PICTURE, "passed").await;
        page.close().await;
    }
}

#[tokio::test]
async fn clicks_keys_and_pasted_text_reach_the_screen_of_the_computer() {
    let page = Page::open().await;
    let _server = refused_on_screen(&page).await;
    // Its window goes with its button, and the login screen comes.
    click_on_screen(&page, OK).await;
    let gone = format!("!{}", covered(192, 0.15));
    page.browser.until("the window is gone", &gone, SIGN_IN).await;

    page.browser.click("#enlarge").await;
    let large = "document.body.classList.contains('large') && document.activeElement.id === 'canvas'";
    page.browser.until("it is enlarged", large, SIGN_IN).await;
    let paste = "(() => { const data = new DataTransfer(); data.setData('text/plain', 'anna');
        document.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true })); })()";
    for act in [None, Some(paste)] {
        let seen = "(window.seen = document.querySelector('#canvas').toDataURL()) !== ''";
        page.browser.value(seen).await;
        match act {
            Some(paste) => drop(page.browser.value(paste).await),
            None => page.browser.press("b").await,
        }
        let changed = "document.querySelector('#canvas').toDataURL() !== window.seen";
        page.browser.until("what was typed is there", changed, SIGN_IN).await;
    }
    page.picture("sign-in-used").await;
    closes_untested(page).await;
}

/// Clicks where a pixel of the computer's screen is.
async fn click_on_screen(page: &Page, (x, y): (f64, f64)) {
    let canvas = page.browser.find("#canvas").await;
    let rectangle = "const { width } = document.querySelector('#canvas').getBoundingClientRect(); return width;";
    let width = page.browser.client.execute(rectangle, Vec::new()).await;
    let scale = width.expect("a canvas").as_f64().expect("a number") / 1024.0;
    // From the middle of 1024 x 640.
    let there = PointerAction::MoveToElement {
        element: canvas,
        duration: None,
        x: (x - 512.0) * scale,
        y: (y - 320.0) * scale,
    };
    let button = MOUSE_BUTTON_LEFT;
    let clicked = MouseActions::new("mouse".to_owned())
        .then(there)
        .then(PointerAction::Down { button })
        .then(PointerAction::Up { button });
    let clicked = page.browser.client.perform_actions(clicked).await;
    clicked.expect("a click");
}

/// Where the button of xrdp's log is on its screen.
const OK: (f64, f64) = (368.0, 384.0);

/// Whether so much of the picture has this much red in it, within 8 of 255.
fn covered(red: u32, share: f64) -> String {
    format!(
        "(() => {{ const canvas = document.querySelector('#canvas'); const {{ data }} =
        canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height); let like = 0;
        for (let at = 0; at < data.length; at += 4) like += data[at + 3] === 255 && Math.abs(data[at] - {red}) <= 8;
        return like >= {share} * canvas.width * canvas.height; }})()"
    )
}

/// Whether the picture is that of the computer's screen, which is white all over but for a pointer: nine tenths of its pixels
/// are, within 8 of 255, and none is transparent, as a canvas is where nothing was drawn.
pub(super) const DRAWN: &str =
    "(() => { const canvas = document.querySelector('#canvas'); const copy = document.createElement('canvas');
    copy.width = copy.height = 64; const context = copy.getContext('2d'); context.drawImage(canvas, 0, 0, 64, 64);
    const pixels = context.getImageData(0, 0, 64, 64).data;
    const white = Array.from({ length: 64 * 64 }, (_, at) => pixels.slice(4 * at, 4 * at + 3).every(value => value >= 247));
    return white.filter(it => it).length >= 0.9 * 64 * 64 && pixels.every((value, at) => at % 4 < 3 || value === 255); })()";
/// A sign-in over loopback takes a second, and loads five megabytes before; the machine may have other work.
pub(super) const SIGN_IN: Duration = Duration::from_secs(60);
/// The places of stages among those that are shown of a sign-in: its relay made the connection.
pub(super) const NEGOTIATE: usize = 0;
pub(super) const SECURE: usize = 1;
pub(super) const AUTHENTICATE: usize = 2;
const FINALIZE: usize = 8;
pub(super) const PICTURE: usize = 9;
