//! The page in a real browser, served by the built relay, against real and scripted servers.

#[path = "browser/bus.rs"]
mod bus;
#[path = "browser/firefox.rs"]
mod firefox;
#[path = "browser/gateway.rs"]
mod gateway;
#[path = "browser/places.rs"]
mod places;
#[path = "browser/sign_in.rs"]
mod sign_in;
#[path = "browser/unsigned.rs"]
mod unsigned;

use std::time::Duration;

use fixtures::certificate::Quality;
use fixtures::clock;
use fixtures::net;
use serde_json::json;
use suite::browser::{Browser, Kind};
use suite::netns::{Fault, Network};
use suite::peer::{ClientEnd, Peer};
use suite::rdptrace::Relay;
use suite::shadow::{self, Shadow};
use suite::xrdp::{self, SecurityLayer, Xrdp};
use wire::{LegKind, Outcome, Stage};

/// The page, open in a browser, with the relay that served it.
struct Page {
    browser: Browser,
    relay: Relay,
}

impl Page {
    async fn open() -> Self {
        Self::open_in(Kind::Chromium).await
    }

    async fn open_in(kind: Kind) -> Self {
        Self::open_of(kind, Relay::start()).await
    }

    async fn open_of(kind: Kind, relay: Relay) -> Self {
        let browser = Browser::start_of(kind).await;
        browser.resize(WIDE.0, WIDE.1).await;
        browser.open(&relay.url).await;
        let title = browser.value("document.title").await.to_string();
        let program = suite::rdptrace::binary();
        assert!(
            !title.contains("not built"),
            "{} has no page inside: cargo xtask test --only browser builds one that has",
            program.display()
        );
        browser.find("html[data-live] #target").await;
        Self { browser, relay }
    }

    /// Asks for a check.
    async fn start(&self, target: impl ToString) {
        suite::browser::fill_form(&self.browser, &target.to_string()).await;
        self.browser.click("#check").await;
    }

    /// Checks `target` and waits for the end.
    async fn check(&self, target: impl ToString) {
        self.start(target).await;
        self.over(WHOLE_RUN).await;
    }

    /// Checks what is shown once more, and waits for the end.
    async fn check_again(&self) {
        let run = "document.querySelector('#answer')?.dataset.run";
        let last = self.browser.value(run).await;
        self.browser.click("#check").await;
        let another = format!("![undefined, null, {last}].includes({run})");
        self.browser.until("another run is over", &another, WHOLE_RUN).await;
    }

    async fn over(&self, limit: Duration) {
        let over = "document.querySelector('#answer') !== null";
        self.browser.until("the run is over", over, limit).await;
    }

    /// Asserts that every row says its outcome: `passed` before `stage`, `outcome` there and `rest` behind it.
    async fn assert_rows(&self, stage: Stage, outcome: Outcome, rest: Outcome) {
        for row in LegKind::BrowserToRelay.stages().chain(LegKind::ToComputer.stages()) {
            let expected = match row.cmp(&stage) {
                std::cmp::Ordering::Less => Outcome::Passed,
                std::cmp::Ordering::Equal => outcome,
                std::cmp::Ordering::Greater => rest,
            };
            let state = format!("document.querySelector('#step-{}').dataset.state", row.name());
            let state = self.browser.value(&state).await;
            let verdict = self.browser.text("#answer").await;
            assert_eq!(state, json!(expected.name()), "{}: {verdict}", row.name());
        }
    }

    /// Asserts that the run broke at `stage`, that the answer names this finding, and that the row opens.
    async fn assert_breaks(&self, stage: Stage, outcome: Outcome, finding: &str) {
        self.assert_rows(stage, outcome, Outcome::NotReached).await;
        assert_eq!(self.browser.text("#answer .meta a").await, finding);
        // The answer stands on top, and what it rests on is one click away.
        assert_eq!(self.open_rows().await, json!([]));
        let button = format!("#step-{} h3 button", stage.name());
        self.browser.click(&button).await;
        assert_eq!(self.open_rows().await, json!([format!("step-{}", stage.name())]));
        assert!(!self.browser.text("#headline").await.is_empty());
    }

    async fn open_rows(&self) -> serde_json::Value {
        let open = "Array.from(document.querySelectorAll('.step [aria-expanded=true]'), it => it.closest('.step').id)";
        self.browser.value(open).await
    }

    /// Keeps pictures of the page on a desk and on a phone.
    async fn picture(&self, name: &str) {
        for (width, height) in [WIDE, NARROW] {
            self.browser.resize(width, height).await;
            self.browser.screenshot(&format!("{name}-{width}")).await;
            let wide = "document.documentElement.scrollWidth > innerWidth";
            assert_eq!(
                self.browser.value(wide).await,
                json!(false),
                "{name} is wider than {width} pixels"
            );
        }
        self.browser.resize(WIDE.0, WIDE.1).await;
    }

    async fn close(self) {
        self.browser.close().await;
    }
}

#[tokio::test]
async fn every_row_passes_to_the_first_picture_of_xrdp() {
    let server = Xrdp::start(SecurityLayer::Tls);
    let page = Page::open().await;

    page.check(server.address).await;

    page.assert_rows(Stage::Stay, Outcome::Passed, Outcome::Passed).await;
    assert_eq!(page.open_rows().await, json!([]));
    page.picture("xrdp").await;
    page.browser.prefer("prefers-color-scheme", "dark").await;
    page.picture("xrdp-dark").await;
    page.close().await;
}

#[tokio::test]
async fn a_server_with_nla_shows_its_name_build_and_clock_and_asks_for_a_password() {
    let server = Shadow::start(shadow::Security::Nla);
    let page = Page::open().await;

    page.check(server.address).await;

    page.assert_rows(Stage::Authenticate, Outcome::Passed, Outcome::NotChecked)
        .await;
    let row = page.browser.text("#step-authenticate").await.to_lowercase();
    let name = std::fs::read_to_string("/proc/sys/kernel/hostname").expect("every machine has a name");
    // NetBIOS names are cut at 15 characters.
    let name: String = name.trim().chars().take(15).collect::<String>().to_lowercase();
    // FreeRDP gives itself out for the build of Windows 7.
    for said in [name.as_str(), "7601", "clock", "password"] {
        assert!(row.contains(said), "no {said:?} in: {row}");
    }
    page.picture("shadow-nla").await;
    page.close().await;
}

#[tokio::test]
async fn a_closed_port_breaks_at_connect() {
    let page = Page::open().await;

    page.check(net::own_socket()).await;

    page.assert_breaks(Stage::Connect, Outcome::Failed, "RDP-TCP-001").await;
    page.picture("closed-port").await;
    page.close().await;
}

#[test]
fn a_dropped_port_is_silent_at_connect() {
    let network = Network::new();
    network.breaks(RDP, Fault::Drop);

    network.as_client(|| {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        runtime.expect("a runtime").block_on(async {
            let page = Page::open().await;

            page.start(network.server_address).await;
            page.browser.find("#step-connect[data-state=running]").await;
            page.browser
                .until(
                    "the row tells what it waits for",
                    "document.querySelector('#step-connect .time').innerText !== ''",
                    SOON,
                )
                .await;
            page.picture("dropped-port-waiting").await;
            page.over(WHOLE_RUN).await;

            page.assert_breaks(Stage::Connect, Outcome::Silent, "RDP-TCP-002").await;
            page.picture("dropped-port").await;
            page.close().await;
        });
    });
}

#[tokio::test]
async fn an_ssh_server_is_named_as_such() {
    let server = Peer::playing("neg-ssh");
    let page = Page::open().await;

    page.check(server.address).await;

    page.assert_breaks(Stage::Negotiate, Outcome::Failed, "RDP-NEG-014")
        .await;
    assert!(
        page.browser
            .text("#step-negotiate")
            .await
            .contains("SSH-2.0-OpenSSH_9.2p1")
    );
    page.picture("ssh").await;
    page.close().await;
}

#[tokio::test]
async fn an_expired_certificate_is_a_warning_at_tls() {
    let mut settings = xrdp::Settings::new(SecurityLayer::Tls);
    settings.certificate = Quality::Expired;
    let server = settings.start();
    let page = Page::open().await;

    page.check(server.address).await;

    page.assert_rows(Stage::Stay, Outcome::Passed, Outcome::Passed).await;
    assert_eq!(page.browser.text("#answer .meta a").await, "RDP-TLS-021");
    assert!(page.browser.text("#headline").await.contains("certificate"));
    page.picture("expired-certificate").await;
    page.close().await;
}

#[tokio::test]
async fn a_failing_check_is_made_again_until_it_comes_out_better() {
    let address = net::own_socket();
    let page = Page::open().await;
    let browser = &page.browser;
    page.check(address).await;
    // The pause of half a minute is over at once; nothing else on the page waits so long.
    let hurry = "(() => { const slow = setTimeout; window.setTimeout = (act, time) => slow(act, time === 30000 ? 100 : time); })()";
    browser.value(hurry).await;

    browser.click("#watch").await;
    let watching = "document.querySelector('#watching p').textContent.includes('30 seconds')";
    browser.until("it watches", watching, SOON).await;
    // Nothing is said while it comes out the same.
    let first = browser.value("document.querySelector('#answer').dataset.run").await;
    let another =
        format!("document.querySelector('#answer') && document.querySelector('#answer').dataset.run !== {first}");
    browser.until("it checked again", &another, SOON).await;
    let server = Peer::playing_at("healthy", address);

    let better = "document.querySelector('#watching p').textContent.startsWith('Changed at ')";
    browser.until("it says that it changed", better, WHOLE_RUN).await;
    let verdict = browser.value("document.querySelector('#answer').dataset.verdict").await;
    assert_eq!(verdict, json!("works"));
    let over = "document.querySelector('#watching button').textContent === 'Close'";
    browser.until("it stops by itself", over, SOON).await;
    let seen = server.seen().len();
    page.picture("watched").await;
    assert_eq!(server.seen().len(), seen, "nothing is checked any more");
    browser.click("#watching button").await;
    let away = "!document.querySelector('#watching').checkVisibility()";
    browser.until("what was said is put away", away, SOON).await;
    page.close().await;
}

#[tokio::test]
async fn a_reset_at_the_client_hello_breaks_at_tls() {
    let server = Peer::playing("tls-reset-at-hello");
    let page = Page::open().await;

    page.check(server.address).await;

    page.assert_breaks(Stage::Secure, Outcome::Failed, "RDP-TLS-003").await;
    page.picture("reset-at-client-hello").await;
    page.close().await;
}

#[tokio::test]
async fn bad_input_is_answered_at_the_field_and_starts_nothing() {
    let page = Page::open().await;

    for (target, said) in [
        ("", "name"),
        ("my pc", "space"),
        ("https://pc.example.org/x", "pc.example.org"),
        ("anna@pc.example.org", "pc.example.org"),
        ("pc.example.org:0", "1 to 65535"),
        ("pc.example.org:70000", "1 to 65535"),
        ("300.1.1.1", "address"),
    ] {
        page.start(target).await;

        let complaint = page.browser.text("#target-complaint").await;
        assert!(complaint.contains(said), "{target:?}: {complaint:?}");
        let invalid = "document.querySelector('#target').getAttribute('aria-invalid')";
        assert_eq!(page.browser.value(invalid).await, json!("true"), "{target:?}");
        let focus = "document.activeElement.id === 'target'";
        page.browser.until("the field has the focus", focus, SOON).await;
        let started = "document.querySelector('.facts-of-check') === null";
        assert_eq!(page.browser.value(started).await, json!(false), "{target:?}");
    }
    page.picture("bad-input").await;
    page.close().await;
}

#[tokio::test]
async fn a_link_fills_the_form_and_starts_nothing() {
    let server = Peer::playing("neg-silent");
    let page = Page::open().await;

    let link = format!("{}check?target={}", page.relay.url, server.address);
    page.browser.open(&link).await;

    page.browser.find("html[data-live] #target").await;
    let text = page.browser.value("document.querySelector('#target').value").await;
    assert_eq!(text, json!(server.address.to_string()));
    page.browser.find(".facts-of-check").await;
    // A run that is asked for later ends later: by then one that the link had started would have been seen.
    page.check(net::own_socket()).await;
    page.assert_breaks(Stage::Connect, Outcome::Failed, "RDP-TCP-001").await;
    assert!(server.seen().is_empty(), "{:?}", server.seen());
    page.close().await;
}

#[tokio::test]
async fn a_dropped_connection_file_fills_the_form() {
    let page = Page::open().await;

    let drop = "const data = new DataTransfer();
        data.items.add(new File(['full address:s:pc.example.org:3390\\r\\n'], 'office.rdp'));
        document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));";
    page.browser
        .client
        .execute(drop, Vec::new())
        .await
        .expect("a file is dropped");

    let filled = "document.querySelector('#target').value === 'pc.example.org:3390'";
    page.browser.until("the file is read", filled, SOON).await;
    assert!(page.browser.text("#target-understood").await.contains("office.rdp"));
    page.close().await;
}

#[tokio::test]
async fn cancel_ends_the_run_keeps_the_rows_and_hangs_up() {
    let server = Peer::playing("neg-silent");
    let page = Page::open().await;

    page.start(server.address).await;
    page.browser.find("#step-negotiate[data-state=running]").await;
    let begun = clock::now();
    page.browser.click("#cancel").await;
    page.over(SOON).await;

    assert!(begun.elapsed() < SOON);
    page.browser.find("#step-connect[data-state=passed]").await;
    assert_eq!(server.seen().last().and_then(|seen| seen.end), Some(ClientEnd::Fin));
    page.picture("cancelled").await;
    page.close().await;
}

#[tokio::test]
async fn closing_the_tab_stops_the_probing() {
    let server = Peer::playing("neg-silent");
    let page = Page::open().await;

    page.start(server.address).await;
    page.browser.find("#step-negotiate[data-state=running]").await;
    page.browser.close_tab().await;

    assert!(server.ends_within(SOON), "{:?}", server.seen());
    page.close().await;
}

#[tokio::test]
async fn a_relay_that_goes_away_is_named_and_what_was_found_stays() {
    let server = Peer::playing("neg-silent");
    let mut page = Page::open().await;

    page.start(server.address).await;
    page.browser.find("#step-negotiate[data-state=running]").await;
    page.relay.program.kill();
    page.over(SOON).await;

    page.browser.find("#step-relay[data-state=failed]").await;
    page.browser.find("#step-connect[data-state=passed]").await;
    assert!(page.browser.text("#headline").await.contains("server"));
    page.picture("relay-lost").await;
    page.close().await;
}

#[tokio::test]
async fn nothing_is_loaded_from_anywhere_else() {
    let page = Page::open().await;

    let loaded = "performance.getEntriesByType('resource').map(it => it.name)";
    let loaded = page.browser.value(loaded).await;

    let loaded: Vec<String> = serde_json::from_value(loaded).expect("a list of addresses");
    assert!(!loaded.is_empty());
    for address in loaded {
        assert!(address.starts_with(&page.relay.url), "{address}");
    }
    page.browser.resize(320, 800).await;
    let wide = "document.documentElement.scrollWidth > innerWidth";
    assert_eq!(page.browser.value(wide).await, json!(false), "wider than 320 pixels");
    page.picture("start").await;
    page.close().await;
}

/// A desk and a phone, in CSS pixels.
const WIDE: (u32, u32) = (1280, 800);
const NARROW: (u32, u32) = (360, 740);
/// The relay's own limit of a run, and time to draw it.
const WHOLE_RUN: Duration = Duration::from_secs(33);
/// Far more than anything needs that happens at once.
const SOON: Duration = Duration::from_secs(5);
const RDP: u16 = 3389;

/// Drops a file onto the page.
async fn drop_file(browser: &Browser, name: &str, text: &str) {
    let drop = "const data = new DataTransfer();
        data.items.add(new File([arguments[1]], arguments[0]));
        document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));";
    let dropped = browser.client.execute(drop, vec![json!(name), json!(text)]).await;
    dropped.expect("a file is dropped");
}

#[tokio::test]
async fn a_dropped_log_is_read_by_the_relay_once_the_reader_has_agreed() {
    let page = Page::open().await;
    let log = "[20240319-00:20:44] [INFO ] AF_INET connection received from 192.0.2.7 port 6\n\
               [20240319-00:20:45] [ERROR] Cannot read private key file /etc/xrdp/<b>key</b>.pem\n";
    let browser = &page.browser;

    drop_file(browser, "xrdp.log", log).await;
    browser.find("dialog.reader[open] [value=read]").await;
    let notice = browser.text("dialog.reader .said").await;
    assert_eq!(notice, "This file goes to this server to be read, and isn't kept.");
    browser
        .find("dialog.reader [value=read]")
        .await
        .click()
        .await
        .expect("a click");
    browser.find("dialog.reader .explained").await;
    let answer = browser.text("dialog.reader .said").await;
    assert!(
        answer.contains("This is a log (2 lines)") && answer.contains("ssl-cert"),
        "{answer}"
    );
    assert!(answer.contains("20240319-00:20:45"), "{answer}");

    // The second is not asked about, and a capture never leaves.
    browser
        .find("dialog.reader [data-close]")
        .await
        .click()
        .await
        .expect("a click");
    drop_file(browser, "second.log", "0x204").await;
    browser
        .until(
            "the second is read",
            "document.querySelector('dialog.reader .said').textContent.includes('0x204')",
            WHOLE_RUN,
        )
        .await;
    browser
        .find("dialog.reader [data-close]")
        .await
        .click()
        .await
        .expect("a click");
    let sent = "window.sent = [];
        const fetched = window.fetch;
        window.fetch = (what, how) => {
            window.sent.push(`${how?.method ?? 'GET'} ${how?.body ? 'with a body' : ''} ${what.url ?? what}`);
            return fetched(what, how);
        };";
    browser
        .client
        .execute(sent, Vec::new())
        .await
        .expect("requests are noted");
    drop_bytes(browser, "trace.pcapng", REFUSED).await;
    browser
        .until(
            "a capture is read in the tab",
            "document.querySelector('dialog.reader pre')?.textContent.includes('Connect')",
            WHOLE_RUN,
        )
        .await;
    let answer = browser.text("dialog.reader .said").await;
    assert!(answer.contains("Remote Desktop connections in it: 1."), "{answer}");
    assert!(answer.contains("doesn't allow TLS"), "{answer}");
    // What reads it is loaded, and nothing else is asked for.
    let sent = browser
        .client
        .execute("return window.sent.join(', ')", Vec::new())
        .await;
    let sent = sent.expect("the requests").as_str().map(str::to_owned).expect("a text");
    assert!(
        sent.starts_with("GET  ") && sent.ends_with(".wasm") && !sent.contains(", "),
        "{sent}"
    );
    page.picture("capture").await;
    page.close().await;
}

/// A capture of one connection that is refused.
const REFUSED: &[u8] = include_bytes!("../../fuzz/corpus/capture/refused.pcapng");

/// Drops a file of any bytes onto the page.
async fn drop_bytes(browser: &Browser, name: &str, bytes: &[u8]) {
    let drop = "const data = new DataTransfer();
        data.items.add(new File([new Uint8Array(arguments[1])], arguments[0]));
        document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));";
    let dropped = browser.client.execute(drop, vec![json!(name), json!(bytes)]).await;
    dropped.expect("a file is dropped");
}
