//! axe looks at every page in every state, in light and dark, on a desk and on a phone.

use fixtures::http::Client;
use fixtures::net;
use serde_json::json;
use suite::peer::Peer;

use super::desk::{self, Desk, HEIGHT, SOON, WIDE, path, unfold};

#[tokio::test]
async fn nothing_on_the_live_page_keeps_anybody_out() {
    let silent = Peer::playing("neg-silent");
    let healthy = Peer::playing("healthy");
    let desk = Desk::new().await;
    let mut found = Found::default();

    found.look(&desk, "empty").await;
    suite::browser::fill_form(&desk.browser, "my pc").await;
    desk.browser.click("#check").await;
    desk.browser.find("#target[aria-invalid]").await;
    found.look(&desk, "wrong input").await;
    suite::browser::fill_form(&desk.browser, &silent.address.to_string()).await;
    desk.browser.click("#check").await;
    desk.browser.find("#step-negotiate[data-state=running]").await;
    found.look(&desk, "running").await;
    desk.browser.find("#step-negotiate[data-state=running]").await;
    desk.browser.click("#cancel").await;
    desk::over(&desk.browser).await;
    found.look(&desk, "cancelled").await;
    desk.check(healthy.address).await;
    unfold(&desk.browser).await;
    found.look(&desk, "passed").await;
    desk.browser.click("#edit").await;
    desk.browser.fill("#said", "0x204").await;
    desk.check(net::own_socket()).await;
    desk.browser.find(".decoded .lead").await;
    found.look(&desk, "failed and decoded").await;
    unfold(&desk.browser).await;
    desk.browser.click("details.menu:has([data-take=json]) > summary").await;
    found.look(&desk, "unfolded").await;
    desk.take("line").await;
    desk.browser.find(".handed").await;
    found.look(&desk, "copied").await;
    desk::drop_file(&desk.browser, "result.json", "no result").await;
    desk.browser.find("#kept-fault").await;
    found.look(&desk, "no result in a file").await;

    desk.open_dialog().await;
    found.look(&desk, "choosing").await;
    let link = desk.send().await;
    found.look(&desk, "shared").await;
    desk.browser.click("#revoke").await;
    let revoked = "document.querySelector('#revoke') === null";
    desk.browser.until("it is taken back", revoked, SOON).await;
    found.look(&desk, "revoked").await;
    desk.browser.click("#sharing-close").await;
    desk.open_dialog().await;
    desk.browser.click("#seal").await;
    let sealed = desk.send().await;
    desk.open(path(&sealed)).await;
    desk.browser.find(".kept").await;
    found.look(&desk, "sealed").await;
    desk.open(path(&link)).await;
    found.look(&desk, "gone").await;
    desk.browser.value("sessionStorage.clear()").await;
    desk.open("/").await;
    desk.browser.find("html[data-live] .recent").await;
    found.look(&desk, "last checks").await;
    desk.check(net::own_socket()).await;
    desk.browser.click("#watch").await;
    desk.browser.find("#watching:not([hidden])").await;
    found.look(&desk, "watching").await;

    found.assert_nothing(15);
    desk.close().await;
}

#[tokio::test]
async fn nothing_on_the_other_pages_keeps_anybody_out() {
    let healthy = Peer::playing("healthy");
    let (relay, _apps) = desk::offering();
    let desk = Desk::at(relay).await;
    desk.check(healthy.address).await;
    let passed = desk.share("support").await;
    desk.check(net::own_socket()).await;
    let failed = desk.share("everything").await;
    let public = desk.share("public").await;
    let ask = json!({ "target": "pc-frontdesk.example.org", "note": "This is the helpdesk." });
    let ask = Client::of(&desk.relay.url).post("/api/asks", &ask);
    let id = |link: &str| path(link).trim_start_matches("/r/").to_owned();
    let compared = format!("/compare?a={}&b={}", id(&passed), id(&failed));
    let pages = [
        ("asked for", format!("/?ask={}", ask.text("id"))),
        ("asking", "/ask".to_owned()),
        ("waiting", ask.text("watch")),
        ("download", "/download".to_owned()),
        ("failed", path(&failed).to_owned()),
        ("passed", path(&passed).to_owned()),
        ("public", path(&public).to_owned()),
        ("compared", compared),
        ("to compare", "/compare".to_owned()),
        ("no link", format!("/compare?a={}&b=pc", id(&failed))),
        ("codes", "/codes".to_owned()),
        ("code", "/codes/0x4".to_owned()),
        ("code searched", "/codes?q=0x204".to_owned()),
        ("findings", "/help".to_owned()),
        ("finding", "/help/RDP-NEG-005".to_owned()),
        ("no finding", "/help/RDP-NEG-999".to_owned()),
    ];
    let mut found = Found::default();
    for (state, page) in &pages {
        desk.open(page).await;
        if page.starts_with("/?ask") {
            desk.browser.find(".asked").await;
        }
        let open = "document.querySelectorAll('details').forEach(it => it.open = true)";
        let opened = desk.browser.client.execute(open, Vec::new()).await;
        opened.expect("everything is unfolded");
        found.look(&desk, state).await;
    }
    found.assert_nothing(pages.len());
    desk.close().await;
}

/// What axe found, and in how many states it looked.
#[derive(Default)]
struct Found {
    barriers: Vec<String>,
    states: usize,
}

impl Found {
    async fn look(&mut self, desk: &Desk, state: &str) {
        for theme in ["dark", "light"] {
            desk.browser.prefer("prefers-color-scheme", theme).await;
            for width in [NARROW, WIDE] {
                desk.browser.resize(width, HEIGHT).await;
                for barrier in desk.browser.barriers().await {
                    self.barriers.push(format!("{state}, {theme}, {width}: {barrier}"));
                }
            }
        }
        self.states += 1;
    }

    #[track_caller]
    fn assert_nothing(&self, states: usize) {
        assert!(self.states >= states, "only {} states", self.states);
        let barriers = &self.barriers;
        assert!(barriers.is_empty(), "{}:\n{}", barriers.len(), barriers.join("\n"));
    }
}

const NARROW: u32 = 360;
