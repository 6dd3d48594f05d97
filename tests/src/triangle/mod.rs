//! The triangle of reader, relay and computer, in real browsers: what the page says of each case, and whether it is so.

mod case;
mod places;

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use diagnosis::diagnose;
use fantoccini::Locator;
use fantoccini::wd::WindowHandle;
use fixtures::dns::Resolver;
use serde_json::{Value, json};
use tempfile::TempDir;
use wire::Report;

pub use case::{Case, Said, Server, Way};
pub use places::Places;

use crate::browser::{Browser, Kind};
use crate::rdptrace::Relay;
use crate::shadow::{Security, Shadow};
use crate::xrdp::{SecurityLayer, Settings, Xrdp};

/// Everything that stands around a browser.
#[derive(Debug)]
pub struct Triangle {
    places: Places,
    /// One at a time: two would take the time from each other that the browsers measure.
    _turn: MutexGuard<'static, ()>,
    relay: Relay,
    _resolver: Resolver,
    _xrdp: Xrdp,
    _shadow: Shadow,
    cases: Vec<Case>,
}

impl Triangle {
    /// Starts the servers and a relay for these cases.
    pub fn start(cases: &[Case]) -> Self {
        static TURN: Mutex<()> = Mutex::new(());
        let turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
        let places = Places::new();
        let mut closed_to: (Vec<Ipv4Addr>, Vec<Ipv4Addr>) = Default::default();
        for (number, case) in (1..).zip(cases) {
            places.add_address(number);
            let address = places.address(number);
            closed_to.0.extend((case.home == Way::Dropped).then_some(address));
            closed_to.1.extend((case.relay == Way::Dropped).then_some(address));
        }
        places.drop_packets(&closed_to.0, &closed_to.1);
        let far = Some(places.far.clone());
        let everywhere = |port| SocketAddr::from((Ipv4Addr::UNSPECIFIED, port));
        let xrdp = Settings {
            address: everywhere(XRDP),
            namespace: far.clone(),
            ..Settings::new(SecurityLayer::Tls)
        };
        let shadow = Shadow::start_at(Security::Nla, everywhere(NLA), far.as_deref());
        serve_http(&places);
        let resolver = places.in_the_middle(|| Resolver::start([]));
        let listen = SocketAddr::from((places.relay_address(), RELAY));
        let settings = TempDir::new().expect("a temporary folder");
        let file = settings.path().join("rdptrace.toml");
        // All checks come from one address.
        fs::write(&file, "[limits]\npeople_per_address = 1000\n").expect("own folder");
        let relay = Relay::start_in(&places.middle, |command| {
            command.arg("--config").arg(&file);
            command.args(["--listen", &listen.to_string()]);
            command.args(["--public-origin", &format!("http://{listen}")]);
            command.args([
                "--allow",
                &format!("{}:{CLOSED},{XRDP},{NLA},{HTTP}", places.computers()),
            ]);
            command.args(["--allow", UNKNOWN]);
            command.env("RDPTRACE_DNS_SERVER", resolver.address.to_string());
        });
        Self {
            relay,
            _resolver: resolver,
            _xrdp: xrdp.start(),
            _shadow: shadow,
            cases: cases.to_vec(),
            places,
            _turn: turn,
        }
    }

    /// Shows every case to a browser of this kind, `rounds` times, and tells `heard` what was said of each.
    ///
    /// The browser agrees once, in the first check, and remembers it.
    pub fn play(&self, kind: Kind, rounds: usize, heard: impl FnMut(Case, Said) + Send) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.expect("a runtime");
        self.places.at_home(|| runtime.block_on(self.show(kind, rounds, heard)));
    }

    async fn show(&self, kind: Kind, rounds: usize, mut heard: impl FnMut(Case, Said)) {
        let browser = Browser::start_in(kind, &self.places.home).await;
        self.agree(&browser).await;
        let numbered: Vec<(u8, Case)> = (1..).zip(self.cases.iter().copied()).collect();
        for _ in 0..rounds {
            for some in numbered.chunks(AT_ONCE) {
                let mut tabs = Vec::new();
                for (number, case) in some {
                    tabs.push((*case, self.begin(&browser, *number, *case).await));
                }
                for (case, tab) in tabs {
                    heard(case, said(&browser, tab).await);
                }
            }
        }
        browser.close().await;
    }

    /// Agrees as a reader does, after a check beside which the browser tried nothing.
    async fn agree(&self, browser: &Browser) {
        let target = format!("{}:{CLOSED}", self.places.address(0));
        browser.open(&format!("{}?target={target}", self.relay.url)).await;
        browser.find("html[data-live] #check").await;
        browser.click("#check").await;
        browser.find("#answer").await;
        let untried = browser.value("document.querySelector('.direct') === null").await;
        assert_eq!(untried, Value::Bool(true), "it tried before anybody agreed");
        let button = browser.text("#reach").await;
        assert!(
            button.contains(&self.places.address(0).to_string()) && button.contains("3389"),
            "{button}"
        );
        browser.click("#reach").await;
        browser.find("#stop-reaching").await;
    }

    /// Starts the check of a case in a tab of its own.
    async fn begin(&self, browser: &Browser, number: u8, case: Case) -> WindowHandle {
        let tab = browser.client.new_window(true).await;
        let tab = tab.unwrap_or_else(|error| panic!("no tab: {error}")).handle;
        switch(browser, tab.clone()).await;
        let port = match case.server {
            Server::Closed => CLOSED,
            Server::Xrdp => XRDP,
            Server::Nla => NLA,
            Server::Http => HTTP,
            Server::NoName => 3389,
        };
        let target = match case.server {
            Server::NoName => UNKNOWN.to_owned(),
            Server::Closed | Server::Xrdp | Server::Nla | Server::Http => {
                format!("{}:{port}", self.places.address(number))
            }
        };
        browser.open(&format!("{}?target={target}", self.relay.url)).await;
        browser.find("html[data-live] #check").await;
        browser.click("#check").await;
        tab
    }
}

/// What a tab says in the end; the tab is closed.
async fn said(browser: &Browser, tab: WindowHandle) -> Said {
    switch(browser, tab).await;
    // A tab in the background draws nothing, so it is asked by the clock.
    let wait = browser.client.wait().at_most(LONGEST).every(LOOK_AGAIN);
    wait.for_element(Locator::Css(".result:has(#answer) .direct:not([data-state=trying])"))
        .await
        .unwrap_or_else(|error| panic!("the check does not end: {error}"));
    let direct = browser.value("document.querySelector('.direct').dataset.state").await;
    let report = kept(browser).await;
    let ids = diagnose(&report).into_iter().map(|finding| finding.id.to_owned());
    let closed = browser.client.close_window().await;
    closed.unwrap_or_else(|error| panic!("the tab stays: {error}"));
    let first = browser.client.windows().await.expect("there is a first tab");
    let first = first.into_iter().next().expect("there is a first tab");
    switch(browser, first).await;
    Said {
        direct: direct.as_str().unwrap_or_default().to_owned(),
        views: ids.filter(|id| id.starts_with("RDP-VAN-")).collect(),
    }
}

/// The result that the tab keeps, with what its browser saw: it is kept once that is drawn, and not at the same moment.
async fn kept(browser: &Browser) -> Report {
    let kept = browser.client.execute_async(KEPT, vec![json!(LONGEST.as_secs())]).await;
    let kept = kept.unwrap_or_else(|error| panic!("the tab does not answer: {error}"));
    let report = kept.as_str().expect("the tab keeps its result");
    serde_json::from_str(report).expect("the tab keeps a report")
}

async fn switch(browser: &Browser, tab: WindowHandle) {
    let switched = browser.client.switch_to_window(tab).await;
    switched.unwrap_or_else(|error| panic!("the tab is gone: {error}"));
}

/// A web server that refuses whatever is no request of its own, until the program ends.
fn serve_http(places: &Places) {
    let listener = crate::netns::within(&places.far, || TcpListener::bind((Ipv4Addr::UNSPECIFIED, HTTP)));
    let listener = listener.expect("a port of a namespace of its own");
    thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            // Whoever does not read it is gone.
            let _ = stream.read(&mut [0; 1024]);
            let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
        }
    });
}

/// Answers with the kept result once that has the browser's leg to the computer. It goes by the clock, as [`said`] does.
const KEPT: &str = "
    const done = arguments[1]; const end = performance.now() + 1000 * arguments[0];
    const ends = JSON.stringify({ from: 'browser', to: 'computer' }).slice(1, -1);
    const look = () => {
        const kept = sessionStorage.getItem('rdptrace-result') ?? '';
        if (kept.includes(ends) || performance.now() > end) done(kept.includes(ends) ? kept : null);
        else setTimeout(look, 50);
    };
    look();";
/// Ports of a namespace that nobody else is in.
const RELAY: u16 = 8080;
const CLOSED: u16 = 3389;
const XRDP: u16 = 3390;
const NLA: u16 = 3391;
const HTTP: u16 = 3392;
const UNKNOWN: &str = "no-such-pc.example.org";
/// As many tabs as two processors keep apace.
const AT_ONCE: usize = 5;
/// A check against silence takes 10 s, and the browser's tries another 10.
const LONGEST: Duration = Duration::from_secs(60);
const LOOK_AGAIN: Duration = Duration::from_millis(100);
