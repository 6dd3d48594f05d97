//! Debian's Chromium, driven through its chromedriver, and its Firefox, through geckodriver.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use fantoccini::actions::{InputSource as _, KeyAction, KeyActions};
use fixtures::{clock, net};

use fantoccini::elements::Element;
use fantoccini::wd::TimeoutConfiguration;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Map, Value, json};
use tempfile::TempDir;
use tokio::sync::{Mutex, MutexGuard};

use crate::program::Program;

mod axe;
mod devtools;

/// Which browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Debian's Chromium.
    Chromium,
    /// Debian's Firefox ESR. What needs the DevTools Protocol it cannot do.
    Firefox,
}

impl Kind {
    fn driver(self, namespace: Option<&str>) -> Program {
        let (program, arguments) = match self {
            // A port that the system chose for IPv6 may have a connection of IPv4, and then it ends.
            Self::Chromium => {
                let port = net::port_of_no_connection();
                (
                    "chromedriver",
                    [format!("--port={port}"), "--log-level=WARNING".to_owned()],
                )
            }
            Self::Firefox => ("geckodriver", ["--port=0".to_owned(), "--log=info".to_owned()]),
        };
        let prepare = |command: &mut std::process::Command| {
            command.args(&arguments);
        };
        match namespace {
            Some(namespace) => Program::start_in(namespace, program, prepare),
            None => Program::start(program, prepare),
        }
    }

    /// What stands before the port in the line in which its driver tells it.
    fn announces(self) -> &'static str {
        match self {
            Self::Chromium => "started successfully on port ",
            Self::Firefox => "Listening on 127.0.0.1:",
        }
    }

    fn capabilities(self, profile: &Path, wishes: &Wishes) -> Value {
        match self {
            Self::Chromium => {
                let arguments = FLAGS.iter().map(|flag| (*flag).to_owned());
                let arguments = arguments.chain(wishes.flags.iter().cloned());
                let arguments: Vec<String> = arguments
                    .chain([format!("--user-data-dir={}", profile.display())])
                    .collect();
                let prefs = wishes.preferring(&[("download.default_directory", json!(profile.join(SAVED)))]);
                json!({ "goog:chromeOptions": { "args": arguments, "prefs": prefs } })
            }
            Self::Firefox => {
                let prefs = wishes.preferring(&[
                    // The driver does not wait for a page that glides to where it clicks.
                    ("ui.prefersReducedMotion", json!(1)),
                    // The window's own list of downloads would open at each one, and take the focus from the page.
                    ("browser.download.alwaysOpenPanel", json!(false)),
                ]);
                json!({
                    "moz:firefoxOptions": { "args": ["-headless"], "binary": "/usr/bin/firefox-esr", "prefs": prefs }
                })
            }
        }
    }
}

/// How a browser is not as it is shipped.
#[derive(Debug, Default)]
struct Wishes {
    /// Of Chromium alone.
    flags: Vec<String>,
    /// By the names that the browser has for them.
    preferences: Map<String, Value>,
}

impl Wishes {
    fn preferring(&self, ours: &[(&str, Value)]) -> Value {
        let mut preferences = self.preferences.clone();
        preferences.extend(ours.iter().map(|(name, value)| ((*name).to_owned(), value.clone())));
        Value::Object(preferences)
    }
}

/// A window of a browser that has never been used before.
///
/// There is one test at a time that has one: two would take the time from each other that the tests measure.
#[derive(Debug)]
pub struct Browser {
    /// The window, for everything that has no method here.
    pub client: Client,
    kind: Kind,
    _driver: Program,
    profile: TempDir,
    /// Absent in a browser beside another one, which holds it.
    _turn: Option<MutexGuard<'static, ()>>,
}

impl Browser {
    /// Starts a browser with an empty window.
    pub async fn start() -> Self {
        Self::start_with_flags(&[]).await
    }

    /// The same of this kind.
    pub async fn start_of(kind: Kind) -> Self {
        Self::of(kind, None, &Wishes::default(), Some(Self::turn().await)).await
    }

    /// The same with preferences of the browser's own.
    pub async fn start_preferring(kind: Kind, preferences: &[(&str, Value)]) -> Self {
        let preferences = preferences
            .iter()
            .map(|(name, value)| ((*name).to_owned(), value.clone()));
        let wishes = Wishes {
            preferences: preferences.collect(),
            ..Wishes::default()
        };
        Self::of(kind, None, &wishes, Some(Self::turn().await)).await
    }

    async fn turn() -> MutexGuard<'static, ()> {
        static TURN: Mutex<()> = Mutex::const_new(());
        TURN.lock().await
    }

    /// The same with further flags of Chromium's.
    pub async fn start_with_flags(flags: &[String]) -> Self {
        let wishes = Wishes {
            flags: flags.to_vec(),
            ..Wishes::default()
        };
        Self::of(Kind::Chromium, None, &wishes, Some(Self::turn().await)).await
    }

    /// Starts a browser that knows nothing of this one, as on another computer. It must not outlive this one.
    pub async fn beside(&self) -> Self {
        Self::of(Kind::Chromium, None, &Wishes::default(), None).await
    }

    /// Starts one of this kind in a network namespace, from a thread that is in it, too.
    pub async fn start_in(kind: Kind, namespace: &str) -> Self {
        Self::of(kind, Some(namespace), &Wishes::default(), None).await
    }

    async fn of(kind: Kind, namespace: Option<&str>, wishes: &Wishes, turn: Option<MutexGuard<'static, ()>>) -> Self {
        let profile = TempDir::new().expect("a temporary folder");
        let driver = kind.driver(namespace);
        let port = driver.await_line("it has a port", |line| {
            let (_, port) = line.split_once(kind.announces())?;
            port.trim_end_matches('.').parse::<u16>().ok()
        });
        let Value::Object(capabilities) = kind.capabilities(profile.path(), wishes) else {
            panic!("capabilities are an object");
        };
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities)
            .connect(&format!("http://127.0.0.1:{port}"))
            .await
            .unwrap_or_else(|error| panic!("no browser: {error}\n{}", driver.lines().join("\n")));
        // Scripts that wait have limits of their own, and say more when they end.
        let patience = TimeoutConfiguration::new(Some(LONGEST_SCRIPT), None, None);
        client.update_timeouts(patience).await.expect("drivers know limits");
        Self {
            client,
            kind,
            _driver: driver,
            profile,
            _turn: turn,
        }
    }

    /// Opens an address and waits until it has loaded.
    pub async fn open(&self, url: &str) {
        self.client
            .goto(url)
            .await
            .unwrap_or_else(|error| panic!("cannot open {url}: {error}"));
    }

    /// Keeps the whole page, as it is drawn, as `target/artifacts/browser/<name>.png`.
    pub async fn screenshot(&self, name: &str) {
        let (width, height) = match self.kind {
            Kind::Chromium => self.size("innerWidth", "innerHeight").await,
            Kind::Firefox => self.size("outerWidth", "outerHeight").await,
        };
        let whole = "document.documentElement.scrollHeight + outerHeight - innerHeight";
        let whole = match self.kind {
            Kind::Chromium => "document.documentElement.scrollHeight",
            Kind::Firefox => whole,
        };
        let (_, whole) = self.size("innerWidth", whole).await;
        self.resize(width, whole.max(height)).await;
        let picture = self
            .client
            .screenshot()
            .await
            .unwrap_or_else(|error| panic!("no picture of {name}: {error}"));
        self.resize(width, height).await;
        let folder = artifacts();
        fs::create_dir_all(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        let path = folder.join(format!("{name}.png"));
        fs::write(&path, picture).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    }

    /// The first element that a CSS selector finds, as soon as it is there.
    pub async fn find(&self, selector: &str) -> Element {
        let wait = self.client.wait().at_most(clock::READY).every(LOOK_AGAIN);
        wait.for_element(Locator::Css(selector))
            .await
            .unwrap_or_else(|error| panic!("nothing is {selector}: {error}"))
    }

    /// The text of the first element that a CSS selector finds.
    pub async fn text(&self, selector: &str) -> String {
        let element = self.find(selector).await;
        element
            .text()
            .await
            .unwrap_or_else(|error| panic!("{selector}: {error}"))
    }

    /// Waits until an expression of the page's own language is true; the page looks itself, each time it has drawn.
    pub async fn until(&self, what: &str, expression: &str, limit: Duration) {
        let script = format!(
            "const done = arguments[1]; const end = performance.now() + arguments[0];
             const look = () => ({expression}) ? done(true) : performance.now() > end ? done(false)
                 : requestAnimationFrame(look);
             look();"
        );
        let limit_ms = u64::try_from(limit.as_millis()).expect("a limit that a person would wait for");
        let came = self.client.execute_async(&script, vec![json!(limit_ms)]).await;
        let came = came.unwrap_or_else(|error| panic!("{expression}: {error}"));
        if came != Value::Bool(true) {
            let page = self.text("body").await;
            panic!("waited {limit:?} until {what}, but the page says:\n{page}");
        }
    }

    /// Types into a field in place of what stands there.
    pub async fn fill(&self, selector: &str, text: &str) {
        let field = self.find(selector).await;
        if self.kind == Kind::Firefox {
            // In one sequence of keys, Firefox's driver does not release Control.
            let selected = format!("document.querySelector('{selector}').select()");
            self.click(selector).await;
            self.value(&selected).await;
            return self.press(&format!("{DELETE}{text}")).await;
        }
        // As at a keyboard: the driver's own way to clear a field tells the page nothing.
        let keys = format!("{CONTROL}a{RELEASE}{DELETE}{text}");
        field
            .send_keys(&keys)
            .await
            .unwrap_or_else(|error| panic!("{selector}: {error}"));
    }

    /// Presses keys one after the other, wherever the focus is; Shift, Ctrl and Alt, where they come first, are held for
    /// the rest.
    pub async fn press(&self, keys: &str) {
        let is_held = |key: char| [SHIFT, CONTROL, ALT].contains(&key);
        let rest = keys.trim_start_matches(is_held);
        let held = keys.chars().take_while(|key| is_held(*key));
        let pressed = rest
            .chars()
            .flat_map(|value| [KeyAction::Down { value }, KeyAction::Up { value }]);
        let up = held.clone().map(|value| KeyAction::Up { value });
        let keyboard = held
            .map(|value| KeyAction::Down { value })
            .chain(pressed)
            .chain(up)
            .fold(KeyActions::new("keyboard".to_owned()), |keyboard, step| {
                keyboard.then(step)
            });
        let pressed = self.client.perform_actions(keyboard).await;
        pressed.unwrap_or_else(|error| panic!("keys: {error}"));
    }

    /// Gives a file to the field that a CSS selector finds, as its dialog does.
    pub async fn choose(&self, selector: &str, file: &Path) {
        let field = self.find(selector).await;
        let path = file.to_str().expect("a path of letters");
        let chosen = field.send_keys(path).await;
        chosen.unwrap_or_else(|error| panic!("{selector}: {error}"));
    }

    /// The file of this name that the browser has saved, as soon as it is whole.
    pub async fn saved(&self, name: &str) -> PathBuf {
        let file = self.profile.path().join(SAVED).join(name);
        let begun = clock::now();
        // It has its name when it is whole, except for a moment in which it is empty.
        while !fs::metadata(&file).is_ok_and(|found| found.len() > 0) {
            assert!(
                begun.elapsed() < clock::READY,
                "{name} was not saved; the page says:\n{}",
                self.text("body").await
            );
            self.frame().await;
        }
        file
    }

    /// Waits until the page has been drawn once more.
    async fn frame(&self) {
        let drawn = "requestAnimationFrame(arguments[0])";
        let drawn = self.client.execute_async(drawn, Vec::new()).await;
        drawn.unwrap_or_else(|error| panic!("the page is not drawn: {error}"));
    }

    /// Clicks where an element is.
    pub async fn click(&self, selector: &str) {
        let element = self.find(selector).await;
        element
            .click()
            .await
            .unwrap_or_else(|error| panic!("{selector}: {error}"));
    }

    /// Shares the result that the page shows, as it is offered; the link to it.
    pub async fn share(&self) -> String {
        self.click("#share").await;
        self.find("#share-send:not([aria-disabled])").await;
        self.send_shared().await
    }

    /// Sends what the open dialog offers to share; the link to it.
    pub async fn send_shared(&self) -> String {
        self.click("#share-send").await;
        self.find("#shared-link").await;
        let link = self.value("document.querySelector('#shared-link').value").await;
        link.as_str().expect("a link").to_owned()
    }

    /// What an expression of the page's own language is worth.
    pub async fn value(&self, expression: &str) -> Value {
        self.client
            .execute(&format!("return {expression};"), Vec::new())
            .await
            .unwrap_or_else(|error| panic!("{expression}: {error}"))
    }

    async fn size(&self, width: &str, height: &str) -> (u32, u32) {
        let number = |value: Value| value.as_u64().and_then(|number| u32::try_from(number).ok());
        let (width, height) = (self.value(width).await, self.value(height).await);
        number(width).zip(number(height)).expect("sizes are numbers")
    }

    /// Closes the tab and goes on in an empty one.
    pub async fn close_tab(&self) {
        let closed = async {
            let other = self.client.new_window(true).await?;
            self.client.close_window().await?;
            self.client.switch_to_window(other.handle).await
        };
        closed.await.unwrap_or_else(|error| panic!("the tab stays: {error}"));
    }

    /// Closes the window; dropping the value does that with force.
    pub async fn close(self) {
        // Whatever goes wrong here ends with the driver, which is dropped next.
        let _ = self.client.clone().close().await;
    }
}

fn artifacts() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../target/artifacts/browser")
}

/// No sandbox, because that needs rights which a container as root does not give; the rest keeps it to itself.
const FLAGS: &[&str] = &[
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-default-apps",
    "--hide-scrollbars",
    // Nothing of ours needs what third parties keep.
    "--test-third-party-cookie-phaseout",
    // The driver does not wait for a page that glides to where it clicks.
    "--force-prefers-reduced-motion",
    // No smaller than any page is made, because clicks outside it would go nowhere.
    "--window-size=1400,1000",
];
/// Keys of the WebDriver protocol.
const SHIFT: char = '\u{e008}';
const CONTROL: char = '\u{e009}';
const ALT: char = '\u{e00a}';
const RELEASE: char = '\u{e000}';
const DELETE: char = '\u{e017}';
/// More than any script of the suite waits.
const LONGEST_SCRIPT: Duration = Duration::from_secs(120);
const LOOK_AGAIN: Duration = Duration::from_millis(20);
/// Where files are saved, in the browser's own folder.
const SAVED: &str = "saved";

/// Types a target into the form; where a result is shown, the form is opened first.
pub async fn fill_form(browser: &Browser, target: &str) {
    let folded = "document.querySelector('#target') === null";
    if browser.value(folded).await == Value::Bool(true) {
        browser.click("#edit").await;
    }
    browser.fill("#target", target).await;
}
