//! A relay, and a browser with its page.

use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use serde_json::{Value, json};
use suite::browser::{Browser, Kind};
use suite::rdptrace::Relay;
use tempfile::TempDir;

/// The page, open in a browser, with the relay that served it.
pub(crate) struct Desk {
    pub(crate) relay: Relay,
    pub(crate) browser: Browser,
}

/// A relay that offers the app for both systems, and the folder in which the files lie.
pub(crate) fn offering() -> (Relay, TempDir) {
    let apps = TempDir::new().expect("a temporary folder");
    for (name, magic) in [("rdptrace.exe", "MZ"), ("rdptrace", "\u{7f}ELF")] {
        fs::write(apps.path().join(name), magic).expect("own folder");
    }
    let relay = Relay::start_with(|command| {
        command.env("RDPTRACE_STORE", "sqlite::memory:");
        command.env("RDPTRACE_DOWNLOADS", apps.path());
    });
    (relay, apps)
}

impl Desk {
    pub(crate) async fn new() -> Self {
        Self::at(Relay::start()).await
    }

    pub(crate) async fn at(relay: Relay) -> Self {
        Self::of(Kind::Chromium, relay).await
    }

    pub(crate) async fn in_browser(kind: Kind) -> Self {
        Self::of(kind, Relay::start()).await
    }

    async fn of(kind: Kind, relay: Relay) -> Self {
        let browser = Browser::start_of(kind).await;
        browser.resize(WIDE, HEIGHT).await;
        let desk = Self { relay, browser };
        desk.open("/").await;
        desk.browser.find("html[data-live] #target").await;
        desk
    }

    /// Opens a page of the relay.
    pub(crate) async fn open(&self, path: &str) {
        self.browser.open(&self.address(path)).await;
    }

    pub(crate) fn address(&self, path: &str) -> String {
        format!("{}{path}", self.relay.url.trim_end_matches('/'))
    }

    /// Checks `target` and waits for the end.
    pub(crate) async fn check(&self, target: impl ToString) {
        check(&self.browser, target).await;
    }

    /// Opens the dialog in which the result is shared, and waits for what the link will show.
    pub(crate) async fn open_dialog(&self) {
        open_dialog(&self.browser).await;
    }

    /// Chooses a level and waits for what the link will show.
    pub(crate) async fn choose_level(&self, level: &str) {
        self.browser.click(&format!("input[name=level][value={level}]")).await;
        previewed(&self.browser).await;
    }

    /// Shares the result; the link.
    pub(crate) async fn send(&self) -> String {
        self.browser.send_shared().await
    }

    /// Shares the result at a level from the beginning to the end; the link.
    pub(crate) async fn share(&self, level: &str) -> String {
        self.open_dialog().await;
        self.choose_level(level).await;
        let link = self.send().await;
        self.browser.click("#sharing-close").await;
        link
    }

    /// Copies or saves the result in this form.
    pub(crate) async fn take(&self, form: &str) {
        let menu = format!("details.menu:has([data-take={form}])");
        let closed = format!("document.querySelector('{menu}').open === false");
        if self.browser.value(&closed).await == json!(true) {
            self.browser.click(&format!("{menu} > summary")).await;
        }
        self.browser.click(&format!("[data-take={form}]")).await;
    }

    /// Saves the result; the file.
    pub(crate) async fn save_json(&self) -> PathBuf {
        self.take("json").await;
        self.browser.saved("rdptrace.json").await
    }

    pub(crate) async fn close(self) {
        self.browser.close().await;
    }
}

/// Checks `target` on the page that is open, and waits for the end.
pub(crate) async fn check(browser: &Browser, target: impl ToString) {
    suite::browser::fill_form(browser, &target.to_string()).await;
    browser.click("#check").await;
    over(browser).await;
}

/// Waits for the end of the run.
pub(crate) async fn over(browser: &Browser) {
    let over = "document.querySelector('#answer') !== null";
    browser.until("the run is over", over, WHOLE_RUN).await;
}

pub(crate) async fn open_dialog(browser: &Browser) {
    browser.click("#share").await;
    previewed(browser).await;
    // What is sent can be changed behind a fold.
    browser.click("#sharing details > summary").await;
}

pub(crate) async fn previewed(browser: &Browser) {
    let note = "document.querySelector('.preview-note')?.innerText.startsWith('This is exactly')";
    browser.until("the preview is there", note, SOON).await;
}

/// The path in a link.
pub(crate) fn path(link: &str) -> &str {
    let at = link.find("/r/").expect("a link to a result");
    link.get(at..).unwrap_or_default()
}

/// Opens every row of the page that can be opened.
pub(crate) async fn unfold(browser: &Browser) {
    let open = "document.querySelectorAll('.step h3 [aria-expanded=false]').forEach(it => it.click());
        document.querySelectorAll('.step details').forEach(it => it.open = true);";
    let opened = browser.client.execute(open, Vec::new()).await;
    opened.expect("rows are opened");
    let all = "document.querySelector('.step h3 [aria-expanded=false]') === null";
    browser.until("all rows are open", all, SOON).await;
}

/// What the page says of the result, with all rows open: the verdict, and each row with everything in it.
pub(crate) async fn said(browser: &Browser) -> Said {
    unfold(browser).await;
    read(browser).await
}

/// The same of a page that has everything in it from the start, so that no script of its own is needed.
pub(crate) async fn read(browser: &Browser) -> Said {
    let value = browser.value(SAID).await;
    let list = |name: &str| value.get(name).and_then(Value::as_array).cloned().unwrap_or_default();
    let said = Said {
        verdict: value.get("verdict").cloned().unwrap_or_default(),
        legs: value.get("legs").cloned().unwrap_or_default(),
        rows: list("rows"),
    };
    // A file of the first schema, or a terminal's, has no row of the page's own leg.
    let computers = said.rows.iter().filter(|row| row["id"] != "step-relay");
    assert_eq!(computers.count(), STEPS, "{value}");
    said
}

/// What a page says.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Said {
    pub(crate) verdict: Value,
    pub(crate) legs: Value,
    pub(crate) rows: Vec<Value>,
}

impl Said {
    /// Without the page's own leg, which no report knows.
    pub(crate) fn without_relay(mut self) -> Self {
        self.rows.remove(0);
        self.legs = Value::Null;
        self
    }

    #[track_caller]
    pub(crate) fn assert_is(&self, other: &Self, what: &str) {
        assert_eq!((&self.verdict, &self.legs), (&other.verdict, &other.legs), "{what}");
        for (row, expected) in self.rows.iter().zip(&other.rows) {
            assert_eq!(row, expected, "{what}");
        }
    }
}

/// How many elements of the page `selector` finds.
pub(crate) async fn count(browser: &Browser, selector: &str) -> Value {
    browser
        .value(&format!("document.querySelectorAll('{selector}').length"))
        .await
}

/// Drops a file of this text on the page.
pub(crate) async fn drop_file(browser: &Browser, name: &str, text: &str) {
    let drop = "const data = new DataTransfer();
        data.items.add(new File([arguments[1]], arguments[0]));
        document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));";
    let dropped = browser.client.execute(drop, vec![json!(name), json!(text)]).await;
    dropped.expect("a file is dropped");
}

const SAID: &str = "(() => {
    const text = it => {
        const seen = it.cloneNode(true);
        seen.querySelectorAll('.hidden').forEach(it => it.remove());
        return seen.textContent.replace(/\\s+/g, ' ').trim();
    };
    const texts = (root, selector) => [...root.querySelectorAll(selector)].map(text);
    const answer = document.querySelector('.answer');
    return {
        verdict: [answer.dataset.verdict, ...texts(answer, '.word, .because')],
        legs: texts(document, '.legs .end, .legs .time'),
        rows: [...document.querySelectorAll('.line > .step')].map(step => ({
            id: step.id,
            state: step.dataset.state,
            head: texts(step, 'h3, .head .said, .head .state'),
            findings: texts(step, '.finding h4, .finding .meaning, .finding .todo li, .finding .reference'),
            evidence: texts(step, '.evidence dt, .evidence dd, .evidence h4, .exchange figcaption, .exchange pre, .tools pre'),
        })),
    };
})()";
/// Those from the relay to the computer.
const STEPS: usize = 13;
pub(crate) const WIDE: u32 = 1280;
pub(crate) const HEIGHT: u32 = 800;
/// The relay's own limit of a run, and time to draw it.
const WHOLE_RUN: Duration = Duration::from_secs(33);
/// Far more than anything needs that happens at once.
pub(crate) const SOON: Duration = Duration::from_secs(5);
