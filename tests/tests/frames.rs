//! The page in a frame of a portal, in a real browser: relay and portal are two sites.

use std::time::Duration;

use data_encoding::BASE64URL_NOPAD;
use fantoccini::Locator;
use fixtures::http::Client;
use ring::hmac;
use serde_json::{Value, json};
use suite::browser::{Browser, Kind};
use suite::framed::element_size;
use suite::overheard::Overheard;
use suite::peer::Peer;
use suite::portal::{FramedRelay, Portal};

/// What a portal's administrator adds to the policy of its pages, and nothing besides.
fn policy(relay: &str) -> String {
    format!(
        "Content-Security-Policy: default-src 'none'; style-src 'none'; script-src {relay}; frame-src {relay}; \
         require-trusted-types-for 'script'"
    )
}

/// The portal's page with the element in it.
fn page(relay: &str, attributes: &str) -> String {
    format!(
        "<!doctype html><html lang=en><title>Ticket 42</title><meta name=viewport content=\"width=device-width\"><main><h1>Ticket 42</h1>\
         <rdp-trace tenant=helpdesk {attributes}><a id=fallback href=\"{relay}/\">Check it</a></rdp-trace>\
         <p><textarea aria-label=Reply></textarea></p></main>\
         <script type=module src=\"{relay}/embed/v1/embed.js\"></script>"
    )
}

/// A portal with its page in a browser.
struct Desk {
    browser: Browser,
    portal: Portal,
    relay: FramedRelay,
}

impl Desk {
    async fn open(attributes: &str) -> Self {
        let portal = Portal::start();
        let relay = FramedRelay::start(&portal.origin());
        let browser = Browser::start().await;
        Self::with(browser, portal, relay, attributes).await
    }

    async fn with(browser: Browser, portal: Portal, relay: FramedRelay, attributes: &str) -> Self {
        browser.resize(WIDE.0, WIDE.1).await;
        let desk = Self { browser, portal, relay };
        desk.put(attributes, &[&policy(&desk.relay.origin())]);
        desk.show().await;
        desk
    }

    fn put(&self, attributes: &str, headers: &[&str]) {
        let page = page(&self.relay.origin(), attributes);
        self.portal.put("/ticket", headers, &page);
    }

    /// Opens the ticket, and notes what the element tells.
    async fn show(&self) {
        let script = format!(
            "window.told = []; for (const type of {EVENTS})
               addEventListener('rdptrace:' + type, event => told.push({{ type, ...event.detail }}));"
        );
        let source = json!({ "source": script });
        self.browser
            .devtools("Page.addScriptToEvaluateOnNewDocument", source)
            .await;
        self.browser.open(&format!("{}/ticket", self.portal.origin())).await;
    }

    /// Opens the page that frames the portal's app from `origin`, and goes on in that app.
    async fn show_around(&self, origin: &str) {
        self.browser.open(&format!("{origin}/desk")).await;
        let app = self.browser.find("iframe").await;
        app.enter_frame().await.expect("the app is shown");
        self.browser.find("rdp-trace").await;
    }

    async fn ready(&self) {
        self.heard("ready").await;
    }

    /// Waits until the element has told something of this type, and gives it.
    async fn heard(&self, kind: &str) -> Value {
        let there = format!("told.some(it => it.type === '{kind}')");
        self.browser.until(kind, &there, SOON).await;
        self.browser
            .value(&format!("told.find(it => it.type === '{kind}')"))
            .await
    }

    async fn enter(&self) {
        let element = self.browser.find("rdp-trace").await;
        let inside = element.shadow_root().await.expect("it has a frame of its own");
        let frame = inside.find(Locator::Css("iframe")).await.expect("the frame is there");
        frame.enter_frame().await.expect("the frame can be entered");
    }

    async fn leave(&self) {
        self.browser
            .client
            .clone()
            .enter_parent_frame()
            .await
            .expect("the portal is around it");
    }

    /// Checks `target` by a click in the frame.
    async fn check(&self, target: &str) {
        self.enter().await;
        // The driver gives fields the focus as scripts do, which frames do not take; a click is a person's.
        self.browser.click("#target, #edit").await;
        suite::browser::fill_form(&self.browser, target).await;
        self.browser.click("#check").await;
        self.leave().await;
    }

    async fn height(&self) -> f64 {
        let height = "document.querySelector('rdp-trace').getBoundingClientRect().height";
        self.browser.value(height).await.as_f64().expect("a number")
    }
}

#[tokio::test]
async fn a_portal_with_two_entries_in_its_policy_shows_a_check_and_hears_of_it() {
    let peer = Peer::playing("healthy");
    let desk = Desk::open("ticket=IT-42").await;

    desk.ready().await;
    let target = peer.address.to_string();
    desk.check(&target).await;
    let finished = desk.heard("finished").await;

    assert_eq!(
        (&finished["ticket"], &finished["version"]),
        (&json!("IT-42"), &json!(1))
    );
    let first = finished["findings"][0].as_str().expect("a finding");
    assert!(
        finished["summary"].as_str().expect("a line").starts_with(first),
        "{finished}"
    );
    assert_eq!(desk.heard("started").await["target"], json!(target));
    assert_eq!(desk.heard("stage").await["stage"], json!("resolve"));
    desk.enter().await;
    let ids = "Array.from(document.querySelectorAll('#answer .meta a'), it => it.textContent)";
    let shown = desk.browser.value(ids).await;
    assert_eq!(shown[0], finished["findings"][0]);
    desk.browser.close().await;
}

#[test]
fn the_element_weighs_at_most_two_and_a_half_kilobytes() {
    let size = element_size(&FramedRelay::start("https://one.example"));

    assert!(size > 1000 && size <= 2500, "{size} bytes after gzip");
}

#[tokio::test]
async fn the_frame_is_as_high_as_what_it_shows_and_shrinks_again() {
    let peer = Peer::playing("healthy");
    let desk = Desk::open("").await;

    desk.ready().await;
    let empty = desk.height().await;
    desk.check(&peer.address.to_string()).await;
    desk.heard("finished").await;
    let grown = format!("document.querySelector('rdp-trace').getBoundingClientRect().height > {empty} + 100");
    desk.browser.until("it has grown", &grown, SOON).await;
    desk.enter().await;
    let (inside, whole) = (
        desk.browser.value("innerHeight").await,
        "document.documentElement.scrollHeight",
    );
    assert_eq!(inside, desk.browser.value(whole).await);
    let removed = "document.querySelector('main').replaceChildren()";
    desk.browser.value(removed).await;
    desk.leave().await;
    let shrunk = format!("document.querySelector('rdp-trace').getBoundingClientRect().height < {empty}");
    desk.browser.until("it has shrunk", &shrunk, SOON).await;
    desk.browser.close().await;
}

#[tokio::test]
async fn attributes_choose_computer_language_and_theme_and_start_nothing() {
    let desk = Desk::open("target=pc-17:3390 lang=de-AT theme=dark").await;

    desk.ready().await;
    desk.enter().await;
    let seen = "[document.documentElement.lang, document.querySelector('#target').value,
        getComputedStyle(document.documentElement).colorScheme, document.querySelector('#check').textContent.trim()]";
    let seen = desk.browser.value(seen).await;
    assert_eq!(seen, json!(["de", "pc-17:3390", "dark", "Ursache finden"]));
    desk.leave().await;
    let light = "document.querySelector('rdp-trace').setAttribute('theme', 'light')";
    desk.browser.value(light).await;
    desk.enter().await;
    let light = "getComputedStyle(document.documentElement).colorScheme === 'light'";
    desk.browser.until("it is light", light, SOON).await;
    desk.leave().await;
    assert_eq!(
        desk.browser.value("told.length").await,
        json!(1),
        "nothing but that it is ready"
    );
    desk.browser.close().await;
}

#[tokio::test]
async fn a_frame_keeps_nothing_and_takes_no_focus() {
    let peer = Peer::playing("neg-silent");
    let desk = Desk::open("").await;

    desk.ready().await;
    let focus = "document.activeElement === document.body";
    assert_eq!(desk.browser.value(focus).await, json!(true));
    desk.check(&peer.address.to_string()).await;
    desk.heard("started").await;
    desk.browser.click("textarea").await;
    desk.enter().await;
    desk.browser.value("document.querySelector('#cancel').click()").await;
    let over = "document.querySelector('#answer') !== null";
    desk.browser.until("the run is over", over, SOON).await;
    let kept = "[localStorage, sessionStorage, document.cookie]";
    assert_eq!(desk.browser.value(kept).await, json!([null, null, ""]));
    desk.leave().await;
    assert_eq!(
        desk.browser.value("document.activeElement.tagName").await,
        json!("TEXTAREA")
    );
    desk.browser.close().await;
}

/// Browsers that keep nothing for third parties, and one that keeps it apart for each portal, as it is shipped.
#[tokio::test]
async fn a_frame_works_and_keeps_nothing_where_third_party_cookies_are_blocked() {
    let chromium = [
        ("profile.block_third_party_cookies", json!(true)),
        ("profile.cookie_controls_mode", json!(1)),
    ];
    let firefox = [("network.cookie.cookieBehavior", json!(1))];
    let peer = Peer::playing("healthy");
    for (kind, preferences) in [
        (Kind::Chromium, &chromium[..]),
        (Kind::Firefox, &firefox[..]),
        (Kind::Firefox, &[]),
    ] {
        let case = format!("{kind:?} {preferences:?}");
        let portal = Portal::start();
        let relay = FramedRelay::start(&portal.origin());
        let browser = Browser::start_preferring(kind, preferences).await;
        let desk = Desk { browser, portal, relay };
        if !preferences.is_empty() {
            desk.assert_blocking(&case).await;
        }
        let ticket = [&page(&desk.relay.origin(), ""), LISTENING].concat();
        desk.portal.put("/ticket", &[], &ticket);
        desk.browser.open(&format!("{}/ticket", desk.portal.origin())).await;

        desk.ready().await;
        desk.check(&peer.address.to_string()).await;
        desk.heard("finished").await;

        desk.enter().await;
        let kept = "[document.cookie, localStorage, sessionStorage]";
        assert_eq!(desk.browser.value(kept).await, json!(["", null, null]), "{case}");
        // Whoever may not look has nothing there.
        let more = "const done = arguments[0];
            const count = async look => { try { return (await look()).length; } catch { return 0; } };
            Promise.all([() => indexedDB.databases(), () => caches.keys(), () => navigator.serviceWorker.getRegistrations()]
                .map(count)).then(done);";
        let more = desk.browser.client.execute_async(more, vec![]).await.unwrap();
        assert_eq!(more, json!([0, 0, 0]), "{case}");
        // Cookies know no ports, so a page beside the relay has those that the relay would have set.
        desk.portal.put("/beside", &[], "<!doctype html><title>Beside</title>");
        desk.browser.open(&desk.beside_the_relay("/beside")).await;
        let cookies = desk.browser.client.get_all_cookies().await.unwrap();
        let names: Vec<&str> = cookies.iter().map(|cookie| cookie.name()).collect();
        let own: &[&str] = if preferences.is_empty() { &[] } else { &["known"] };
        assert_eq!(names, own, "{case}");
        desk.browser.close().await;
    }
}

#[tokio::test]
async fn nobody_is_asked_for_a_password_in_a_frame_and_a_tab_of_its_own_does_it() {
    let peer = Peer::playing("healthy");
    let desk = Desk::open("").await;
    desk.ready().await;
    desk.check(&peer.address.to_string()).await;
    desk.heard("finished").await;
    desk.enter().await;
    let asks = "document.querySelectorAll('p.sign-in button, iframe, [type=password]').length";
    assert_eq!(desk.browser.value(asks).await, json!(0));

    desk.browser.click("p.sign-in a").await;

    let client = &desk.browser.client;
    let windows = client.windows().await.expect("tabs");
    let here = client.window().await.expect("a tab");
    let other = windows.into_iter().find(|tab| *tab != here).expect("another tab");
    client.switch_to_window(other).await.expect("it is there");
    desk.browser.find("html[data-live] #answer").await;
    desk.browser.click("p.sign-in button").await;
    desk.browser.find("iframe.sign-in").await;
    // Whoever frames the document itself is of the relay's own origin, and there is none below the portal's address.
    let own = Client::of(&desk.relay.origin());
    let document = own.get("/desktop");
    let policy = document.headers["content-security-policy"].to_str().expect("text");
    assert!(
        document.status == 200 && policy.contains("frame-ancestors 'self';"),
        "{policy}"
    );
    assert_eq!(own.get("/embed/helpdesk/desktop").status, 404);
    desk.browser.close().await;
}

#[tokio::test]
async fn a_policy_without_the_frame_leaves_the_link_with_a_sentence() {
    let desk = Desk::open("").await;
    let relay = desk.relay.origin();
    let lacking = format!("default-src 'none'; script-src {relay}");
    let assert_told = |desk: &Desk| {
        // The administrator gets the line, and it is the only one.
        let (code, said) = desk.relay.judgment(&format!("{}/ticket", desk.portal.origin()));
        assert_eq!(code, Some(3), "{said}");
        assert!(said.contains(&format!("\n    frame-src {relay}\n")), "{said}");
        assert_eq!(said.matches("\n    ").count(), 1, "{said}");
    };
    desk.put("", &[&format!("Content-Security-Policy: {lacking}")]);
    desk.show().await;

    let error = desk.heard("error").await;

    assert_told(&desk);
    assert_eq!(error["reason"], json!("not_loaded"));
    let note = "document.querySelector('rdp-trace').shadowRoot.querySelector('p').textContent";
    let note = desk.browser.value(note).await;
    assert!(note.as_str().unwrap().contains("can't be shown here"), "{note}");
    let link = "document.querySelector('#fallback').getBoundingClientRect().height > 0";
    assert_eq!(desk.browser.value(link).await, json!(true));

    // The page's own policy holds beside the one of its header.
    let own = format!("<title>Ticket 42</title><meta http-equiv=Content-Security-Policy content=\"{lacking}\">");
    let ticket = page(&relay, "").replace("<title>Ticket 42</title>", &own);
    desk.portal.put("/ticket", &[&policy(&relay)], &ticket);
    desk.show().await;
    assert_eq!(desk.heard("error").await["reason"], json!("not_loaded"));
    assert_told(&desk);
    desk.browser.close().await;
}

#[tokio::test]
async fn a_third_site_can_neither_frame_nor_start_nor_read() {
    let desk = Desk::open("").await;
    desk.ready().await;
    let relay = desk.relay.origin();
    let page = page(&relay, "").replace("</h1>", "</h1><iframe id=bare></iframe>");
    desk.portal.put("/third", &[], &page);
    desk.browser
        .open(&format!("{}/third", desk.portal.third_origin()))
        .await;

    // The element loads everywhere; what it frames does not.
    assert_eq!(desk.heard("error").await["reason"], json!("not_loaded"));
    let tries = format!(
        "const done = arguments[0];
         const socket = new Promise(told => {{
             const it = new WebSocket('{}/embed/helpdesk/api/check', 'rdptrace.v1');
             it.onopen = () => told('open'); it.onerror = () => told('refused'); }});
         const read = fetch('{relay}/embed/helpdesk').then(it => it.text(), () => 'refused');
         const post = fetch('{relay}/embed/helpdesk/api/exports', {{ method: 'POST', body: '{{}}' }}).then(it => it.status, () => 'refused');
         Promise.all([socket, read, post]).then(done);",
        relay.replace("http", "ws")
    );
    let tried = desk.browser.client.execute_async(&tries, vec![]).await.unwrap();
    assert_eq!(tried, json!(["refused", "refused", "refused"]));
    desk.browser.close().await;
}

/// Help desks show their own apps in frames, and the check is in a frame of such an app.
#[tokio::test]
async fn a_frame_in_a_frame_is_shown_where_all_pages_around_it_are_the_tenants() {
    let peer = Peer::playing("healthy");
    let desk = Desk::open("").await;
    let inner = [&page(&desk.relay.origin(), ""), LISTENING].concat();
    desk.portal.put("/app", &[], &inner);
    let outer = format!(
        "<!doctype html><title>Desk</title><iframe title=app src=\"{}/app\"></iframe>",
        desk.portal.origin()
    );
    desk.portal.put("/desk", &[], &outer);
    let around = desk.portal.third_origin();

    // The page right around it is the tenant's, and the one around that is not.
    desk.show_around(&around).await;
    assert_eq!(desk.heard("error").await["reason"], json!("not_loaded"));

    desk.relay.serve_both(&desk.portal.origin(), &around);
    desk.show_around(&around).await;
    desk.ready().await;
    desk.check(&peer.address.to_string()).await;
    desk.heard("finished").await;
    desk.browser.close().await;
}

#[tokio::test]
async fn of_two_tabs_with_one_launch_the_second_says_calmly_that_it_was_opened() {
    let portal = Portal::start();
    let relay = FramedRelay::start(&portal.origin());
    take_launches(&relay, &portal);
    let launch = signed(&relay.origin(), "first");
    let attributes = format!("ticket=IT-42 launch={launch}");
    let desk = Desk::with(Browser::start().await, portal, relay, &attributes).await;
    desk.enter_launched().await;
    let client = &desk.browser.client;
    let first = client.window().await.expect("a tab");

    let second = client.new_window(true).await.expect("another tab");
    client.switch_to_window(second.handle).await.expect("it is there");
    desk.show().await;
    let error = desk.heard("error").await;

    assert_eq!(error["reason"], json!("not_launched"));
    desk.enter().await;
    let said = desk.browser.text("#trouble").await;
    assert!(
        said.contains("opened before") && said.contains("Reload the ticket"),
        "{said}"
    );
    desk.browser.screenshot("frame-launch-twice").await;
    // The first one has lost nothing.
    client.switch_to_window(first).await.expect("it is still there");
    desk.enter_launched().await;
    desk.browser.close().await;
}

#[tokio::test]
async fn a_host_that_posts_junk_floods_reloads_and_moves_breaks_nothing() {
    let peer = Peer::playing("healthy");
    let desk = Desk::open("").await;
    desk.ready().await;

    let junk = "const frame = document.querySelector('rdp-trace').shadowRoot.querySelector('iframe').contentWindow;
        const all = [null, 0, 'x', '{', '[]', '{\"rdptrace\":2}', {}, { rdptrace: 1 }, '{\"rdptrace\":1,\"type\":\"init\"}',
            '{\"rdptrace\":1,\"type\":\"hello\"}', JSON.stringify({ rdptrace: 1, type: 'init', theme: 'x'.repeat(9000) }),
            '{\"type\":\"finished\"}'];
        for (let turn = 0; turn < 1000; turn++) for (const one of all) {
            frame.postMessage(one, '*'); window.postMessage(one, '*');
            const { port2 } = new MessageChannel(); if (turn < 20) frame.postMessage(one, '*', [port2]);
        }";
    desk.browser.client.execute(junk, vec![]).await.unwrap();
    assert_eq!(desk.browser.value("told.length").await, json!(1));
    // A move loads the frame anew.
    let moved = "const it = document.querySelector('rdp-trace'); told.length = 0; document.body.append(it)";
    desk.browser.client.execute(moved, vec![]).await.unwrap();
    desk.ready().await;
    let reload = "const it = document.querySelector('rdp-trace').shadowRoot.querySelector('iframe'); told.length = 0;
        it.src = it.src";
    desk.browser.client.execute(reload, vec![]).await.unwrap();
    desk.ready().await;
    desk.check(&peer.address.to_string()).await;
    desk.heard("finished").await;
    desk.browser.close().await;
}

#[tokio::test]
async fn a_tenant_that_is_removed_leaves_a_calm_sentence_and_its_setting_in_the_log() {
    let peer = Peer::playing("healthy");
    let desk = Desk::open("").await;
    desk.ready().await;

    desk.relay.remove_tenant();
    desk.check(&peer.address.to_string()).await;
    let error = desk.heard("error").await;

    assert_eq!(error["reason"], json!("refused"));
    desk.enter().await;
    let said = desk.browser.text("main").await;
    assert!(said.contains("Checks from this portal are turned off"), "{said}");
    let log = desk.relay.program().lines().join("\n");
    assert!(log.contains("tenants.helpdesk"), "{log}");
    desk.browser.close().await;
}

#[tokio::test]
async fn a_portal_that_isolates_itself_shows_the_frame() {
    let desk = Desk::open("").await;
    desk.put(
        "",
        &[
            "Cross-Origin-Embedder-Policy: require-corp",
            "Cross-Origin-Opener-Policy: same-origin",
        ],
    );
    desk.show().await;
    desk.ready().await;
    assert_eq!(desk.browser.value("crossOriginIsolated").await, json!(true));
    desk.browser.close().await;
}

#[tokio::test]
async fn a_portal_on_the_internet_shows_a_relay_of_the_local_network_where_the_person_allows_it() {
    let peer = Peer::playing("healthy");
    let portal = Portal::start();
    let relay = FramedRelay::start(&portal.origin());
    let (_, port) = relay
        .origin()
        .rsplit_once(':')
        .map(|(host, port)| (host.to_owned(), port.to_owned()))
        .expect("a port");
    let spaces = format!("{}=public,127.0.0.1:{port}=local", portal.address());
    let browser = Browser::start_with_flags(&[format!("--ip-address-space-overrides={spaces}")]).await;
    let desk = Desk::with(browser, portal, relay, "").await;

    // Without the person's word not even the element comes, and the link in its place stays.
    let link = "document.querySelector('#fallback').getBoundingClientRect().height > 0";
    assert_eq!(desk.browser.value(link).await, json!(true));
    assert_eq!(
        desk.browser
            .value("customElements.get('rdp-trace') === undefined")
            .await,
        json!(true)
    );
    for name in ["local-network", "loopback-network", "local-network-access"] {
        let allowed = json!({ "permission": { "name": name }, "setting": "granted" });
        desk.browser.devtools("Browser.setPermission", allowed).await;
    }
    desk.show().await;
    desk.ready().await;
    desk.check(&peer.address.to_string()).await;
    desk.heard("finished").await;
    desk.browser.close().await;
}

#[tokio::test]
async fn nothing_in_the_frame_keeps_anybody_out() {
    let peer = Peer::playing("healthy");
    let desk = Desk::open("").await;
    desk.ready().await;
    desk.check(&peer.address.to_string()).await;
    desk.heard("finished").await;

    for theme in ["light", "dark"] {
        for (width, height) in [WIDE, NARROW] {
            desk.browser.resize(width, height).await;
            let set = format!("document.querySelector('rdp-trace').setAttribute('theme', '{theme}')");
            desk.browser.value(&set).await;
            desk.enter().await;
            let themed = format!("getComputedStyle(document.documentElement).colorScheme === '{theme}'");
            desk.browser.until(theme, &themed, SOON).await;
            assert_eq!(desk.browser.barriers().await, Vec::<String>::new(), "{theme} {width}");
            let wide = "document.documentElement.scrollWidth > innerWidth";
            assert_eq!(desk.browser.value(wide).await, json!(false), "{theme} {width}");
            desk.leave().await;
            desk.browser.screenshot(&format!("frame-{theme}-{width}")).await;
        }
    }
    desk.browser.close().await;
}

#[tokio::test]
async fn a_choice_of_computers_keeps_nobody_out_and_its_launch_is_kept_nowhere() {
    let portal = Portal::start();
    let relay = FramedRelay::start_with(&portal.origin(), &["--log", "trace"]);
    take_launches(&relay, &portal);
    let launch = signed(&relay.origin(), "first");
    let desk = Desk::with(
        Browser::start().await,
        portal,
        relay,
        &format!("ticket=IT-42 launch={launch}"),
    )
    .await;
    desk.enter_launched().await;

    for theme in ["light", "dark"] {
        for (width, height) in [WIDE, NARROW] {
            desk.leave().await;
            desk.browser.resize(width, height).await;
            let set = format!("document.querySelector('rdp-trace').setAttribute('theme', '{theme}')");
            desk.browser.value(&set).await;
            desk.enter_launched().await;
            let themed = format!("getComputedStyle(document.documentElement).colorScheme === '{theme}'");
            desk.browser.until(theme, &themed, SOON).await;
            assert_eq!(desk.browser.barriers().await, Vec::<String>::new(), "{theme} {width}");
        }
    }
    assert_eq!(desk.keeps(&launch).await, json!([]), "in the frame");
    desk.leave().await;
    desk.browser.screenshot("frame-choice").await;
    assert_eq!(desk.keeps(&launch).await, json!([]), "in the portal's page");

    // In a frame without the element, the address has it where no server sees it.
    let bare = signed(&desk.relay.origin(), "second");
    let page = format!(
        "<!doctype html><title>Ticket</title><iframe title=check src=\"{}/embed/helpdesk#launch={bare}\"></iframe>",
        desk.relay.origin()
    );
    desk.portal.put("/bare", &[], &page);
    desk.browser.open(&format!("{}/bare", desk.portal.origin())).await;
    let frame = desk.browser.find("iframe").await;
    frame.enter_frame().await.expect("the frame can be entered");
    desk.browser.until("it is opened", CHOICE, SOON).await;
    assert_eq!(desk.keeps(&bare).await, json!([]), "without the element");

    // One that is refused is not told either.
    let refused = signed(&desk.relay.origin(), "first");
    let body = json!({ "launch": refused });
    let api = Client::of(&desk.relay.origin());
    assert_eq!(api.post("/embed/helpdesk/api/launches/open", &body).status, 410);
    let log = desk.relay.program();
    log.await_line("it says why", |line| {
        line.contains("a launch wasn't opened").then_some(())
    });
    let lines = log.lines();
    assert!(
        lines
            .iter()
            .any(|line| line.contains("TRACE") || line.contains("DEBUG")),
        "{lines:?}"
    );
    for token in [&launch, &bare, &refused] {
        for part in token.split('.').skip(1) {
            assert!(!lines.iter().any(|line| line.contains(part)), "{part}");
        }
    }
    desk.browser.close().await;
}

#[tokio::test]
async fn the_relay_never_hears_the_address_of_a_ticket_from_its_frame() {
    let portal = Portal::start();
    let relay = FramedRelay::start(&portal.origin());
    take_launches(&relay, &portal);
    let overheard = Overheard::start(relay.address());
    let through = format!("--host-resolver-rules=MAP localhost {}", overheard.address());
    let launch = signed(&relay.origin(), "first");
    // Some portals tell everybody their whole address.
    let told = [policy(&relay.origin()), "Referrer-Policy: unsafe-url".to_owned()];
    let attributes = format!("ticket=IT-42 launch={launch}");
    let ticket = page(&relay.origin(), &attributes);
    portal.put("/ticket", &told.each_ref().map(String::as_str), &ticket);
    let browser = Browser::start_with_flags(&[through]).await;
    browser.resize(WIDE.0, WIDE.1).await;
    let desk = Desk { browser, portal, relay };

    let address = format!("{}/ticket?session=private-one", desk.portal.origin());
    desk.browser.open(&address).await;
    desk.enter_launched().await;

    let (script, own): (Vec<_>, Vec<_>) = overheard
        .requests()
        .into_iter()
        .partition(|request| request.line.starts_with("GET /embed/v1/embed.js "));
    // The script is the portal's request, by the portal's own policy: whoever is told is heard.
    let heard: Vec<_> = script.iter().map(|request| request.referer.as_deref()).collect();
    assert_eq!(heard, [Some(address.as_str())]);
    for asked in ["GET /embed/helpdesk", "POST /embed/helpdesk/api/launches/open "] {
        assert!(
            own.iter().any(|request| request.line.starts_with(asked)),
            "{asked}: {own:?}"
        );
    }
    for request in &own {
        let said = format!("{request:?}");
        // Once its page is there, the frame's own requests say that they come from that page.
        let is_document = request.line.starts_with("GET /embed/helpdesk?");
        let from = request.referer.as_deref().unwrap_or_default();
        assert!(
            from.is_empty() || (!is_document && from.starts_with(&desk.relay.origin())),
            "{said}"
        );
        for secret in ["private-one", &launch, &desk.portal.origin()] {
            assert!(!said.contains(secret), "{said}");
        }
    }
    desk.browser.close().await;
}

impl Desk {
    /// A page of the portal's server on the relay's site.
    fn beside_the_relay(&self, path: &str) -> String {
        format!("http://localhost:{}{path}", self.portal.address().port())
    }

    /// The browser keeps a cookie of the relay's site for a page of that site, and none for a frame of it in the portal's.
    async fn assert_blocking(&self, case: &str) {
        let cookie = self.beside_the_relay("/cookie");
        let sets = ["Set-Cookie: known=yes; SameSite=None; Secure; Path=/"];
        self.portal
            .put("/cookie", &sets, "<!doctype html><title>Cookie</title>");
        let around = format!("<!doctype html><title>Around</title><iframe title=cookie src=\"{cookie}\"></iframe>");
        self.portal.put("/around", &[], &around);
        let seen = "document.cookie";
        self.browser.open(&cookie).await;
        assert_eq!(self.browser.value(seen).await, json!("known=yes"), "{case}");
        self.browser.open(&format!("{}/around", self.portal.origin())).await;
        let frame = self.browser.find("iframe").await;
        frame.enter_frame().await.expect("the frame can be entered");
        assert_eq!(
            self.browser.value("location.pathname").await,
            json!("/cookie"),
            "{case}"
        );
        assert_eq!(self.browser.value(seen).await, json!(""), "{case}: it is not blocked");
    }

    /// Goes on inside the frame, once what was launched is there.
    async fn enter_launched(&self) {
        self.enter().await;
        self.browser.until("there is a choice", CHOICE, SOON).await;
    }

    /// Where the current document has `secret`: in addresses, as its referrer, or in what it stores.
    async fn keeps(&self, secret: &str) -> Value {
        let look = format!(
            "[location.href, document.referrer, document.cookie, ...performance.getEntries().map(it => it.name),
              ...[window.localStorage, window.sessionStorage].flatMap(it => it ? Object.values(it) : [])]
             .filter(it => it.includes('{secret}'))"
        );
        self.browser.value(&look).await
    }
}

/// The relay takes launches that the portal signs with its secret.
fn take_launches(relay: &FramedRelay, portal: &Portal) {
    let key = relay.keep("launch.key", SECRET);
    let keys = format!("keys = [{{ kid = \"2026\", file = {key:?} }}]\n");
    relay.serve_with(&portal.origin(), &keys);
}

/// A launch of one of two computers that the portal signs.
fn signed(relay: &str, name: &str) -> String {
    let now = std::time::SystemTime::UNIX_EPOCH
        .elapsed()
        .expect("it is later")
        .as_secs();
    let claims = json!({
        "aud": format!("{relay}/embed/helpdesk"), "iat": now, "exp": now + 300, "jti": name,
        "targets": ["127.0.0.1:3389", "127.0.0.2:3389"], "reference": "IT-42",
    });
    let parts = [r#"{"alg":"HS256"}"#.to_owned(), claims.to_string()];
    let message = parts.map(|part| BASE64URL_NOPAD.encode(part.as_bytes())).join(".");
    let key = hmac::Key::new(hmac::HMAC_SHA256, SECRET.as_bytes());
    let signature = hmac::sign(&key, message.as_bytes());
    format!("{message}.{}", BASE64URL_NOPAD.encode(signature.as_ref()))
}

/// Notes what the element tells, in a page whose policy allows that.
const LISTENING: &str = "<script>window.told = [];
    for (const type of ['ready', 'started', 'stage', 'finished', 'shared', 'error'])
        addEventListener('rdptrace:' + type, event => told.push({ type, ...event.detail }));</script>";
const SECRET: &str = "0123456789abcdef0123456789abcdef";
const CHOICE: &str = "document.querySelectorAll('.asked [type=radio]').length === 2";
const EVENTS: &str = "['ready', 'started', 'stage', 'finished', 'shared', 'error']";
/// More than the element waits for its frame, and than a check on loopback takes.
const SOON: Duration = Duration::from_secs(25);
const WIDE: (u32, u32) = (900, 1000);
/// The sidebar of a ticket.
const NARROW: (u32, u32) = (320, 1000);
