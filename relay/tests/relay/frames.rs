//! Frames of portals (`/embed/<tenant>`), and settings that change while the relay runs.

use std::fs;
use std::net::SocketAddr;
use std::path::PathBuf;

use nix::sys::signal::Signal;
use relay::{Config, Tenant};
use serde_json::json;
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader, Lines};
use tokio::net::TcpListener;
use tokio::process::{Child, ChildStderr};
use wire::{Disclosure, Refusal, ServerMessage};

use crate::peer::ClosedPort;
use crate::program::{self, run, signal, start};
use crate::server::{Server, answer_at};
use crate::websocket::Page;

/// A configuration file that goes with the test.
struct Settings(PathBuf);

impl Settings {
    fn new(name: &str, toml: &str) -> Self {
        let file = std::env::temp_dir().join(format!("rdptrace-{name}-{}.toml", std::process::id()));
        let settings = Self(file);
        settings.write(toml);
        settings
    }

    fn write(&self, toml: &str) {
        fs::write(&self.0, toml).unwrap();
    }

    fn path(&self) -> &str {
        self.0.to_str().unwrap()
    }
}

impl Drop for Settings {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

fn with_tenant(origins: &[&str], allow: Option<&[&str]>) -> Config {
    let tenant = Tenant {
        origins: origins.iter().map(|origin| origin.parse().unwrap()).collect(),
        allow: allow.map(|rules| rules.iter().map(|rule| rule.parse().unwrap()).collect()),
        accent: Some(["#2f55c8", "#8fabff"].map(str::to_owned).try_into().unwrap()),
        deliver: None,
        keys: Vec::new(),
        life: None,
        level: None,
        name: None,
        logo: None,
    };
    Config {
        tenants: [("helpdesk".parse().unwrap(), tenant)].into(),
        ..Config::default()
    }
}

fn ancestors(policy: &str) -> &str {
    let directive = policy
        .split(';')
        .find_map(|one| one.trim().strip_prefix("frame-ancestors "));
    directive.unwrap()
}

#[tokio::test]
async fn only_the_pages_of_a_tenant_may_frame_its_page() {
    let server = Server::start_with(with_tenant(&["https://one.example", "http://127.0.0.1:8930"], None)).await;

    for (path, status, expected) in [
        ("/embed/helpdesk", 200, "https://one.example http://127.0.0.1:8930"),
        ("/embed/helpdesk/", 200, "https://one.example http://127.0.0.1:8930"),
        (
            "/embed/helpdesk/check?target=pc",
            200,
            "https://one.example http://127.0.0.1:8930",
        ),
        (
            "/embed/helpdesk/codes",
            200,
            "https://one.example http://127.0.0.1:8930",
        ),
        (
            "/embed/helpdesk/nowhere",
            404,
            "https://one.example http://127.0.0.1:8930",
        ),
        ("/embed/helpdesk2", 404, "'none'"),
        ("/embed", 404, "'none'"),
        (
            "/embed/helpdesk/embed/helpdesk",
            404,
            "https://one.example http://127.0.0.1:8930",
        ),
        ("/", 200, "'none'"),
        ("/codes", 200, "'none'"),
    ] {
        let answer = server.get(path).await;
        let policy = answer.header("content-security-policy");
        assert_eq!((answer.status, ancestors(policy)), (status, expected), "{path}");
        assert_eq!(
            (answer.header("x-frame-options"), answer.header("set-cookie")),
            ("", ""),
            "{path}"
        );
    }
}

#[tokio::test]
async fn a_portal_chooses_the_language_of_everything_in_its_frame() {
    let server = Server::start_with(with_tenant(&["https://one.example"], None)).await;

    for (path, language, base) in [
        ("/embed/helpdesk?target=pc&lang=de-AT", "de", "/embed/helpdesk/de/"),
        ("/embed/helpdesk/?lang=de", "de", "/embed/helpdesk/de/"),
        ("/embed/helpdesk/de/codes", "de", "/embed/helpdesk/de/"),
        ("/embed/helpdesk/en", "en", "/embed/helpdesk/en/"),
        ("/embed/helpdesk?lang=tlh", "en", "/embed/helpdesk/"),
        ("/embed/helpdesk?lang=..%2f", "en", "/embed/helpdesk/"),
    ] {
        let page = server.get(path).await;
        assert_eq!(
            (page.status, page.header("content-language")),
            (200, language),
            "{path}"
        );
        assert!(
            page.body.contains(&format!("href=\"{base}codes\"")) || path.ends_with("codes"),
            "{path}"
        );
        assert_eq!(ancestors(page.header("content-security-policy")), "https://one.example");
    }
    let words = server.get("/embed/helpdesk/de/words").await;
    assert_eq!((words.status, words.header("content-language")), (200, "de"));
    assert_eq!(server.get("/embed/helpdesk/fr").await.status, 404);

    let german = Config {
        language: Some("de".parse().unwrap()),
        ..with_tenant(&["https://one.example"], None)
    };
    let server = Server::start_with(german).await;
    for (path, language) in [("/embed/helpdesk", "de"), ("/embed/helpdesk?lang=en", "en")] {
        let page = server.get(path).await;

        assert_eq!(
            page.header("content-language"),
            language,
            "{path}: the portal knows its readers"
        );
    }
}

#[tokio::test]
async fn the_element_is_for_pages_of_every_origin_and_nothing_else_is() {
    let server = Server::start_with(with_tenant(&["https://one.example"], None)).await;
    let ask = async |path: &str| {
        let lines = [
            format!("GET {path} HTTP/1.1"),
            format!("Host: {}", server.address),
            "Origin: https://other.example".to_owned(),
        ];
        server.request(&lines.each_ref().map(String::as_str)).await
    };

    for path in ["/embed/v1/embed.js", "/embed/v1/embed.d.ts"] {
        let answer = ask(path).await;
        assert_eq!(answer.status, 200, "{path}");
        assert_eq!(answer.header("access-control-allow-origin"), "*");
        assert_eq!(answer.header("cross-origin-resource-policy"), "cross-origin");
        assert!(answer.header("cache-control").contains("max-age"));
    }
    let of_result = "/r/AAAAAAAAAAAAAAAAAAAAAA";
    for path in [
        "/embed/helpdesk",
        "/embed/v1/other.js",
        "/",
        "/words",
        of_result,
        &format!("{of_result}.json"),
    ] {
        let answer = ask(path).await;
        assert_eq!(
            (answer.status, answer.header("access-control-allow-origin")),
            (403, ""),
            "{path}"
        );
    }
}

#[tokio::test]
async fn a_frame_knows_its_portals_and_can_be_in_one_that_isolates_itself() {
    let server = Server::start_with(with_tenant(&["https://one.example", "https://two.example"], None)).await;

    let framed = server.get("/embed/helpdesk").await;
    let own = server.get("/").await;

    assert!(
        framed
            .body
            .contains("data-portals=\"https://one.example https://two.example\"")
    );
    assert!(framed.body.contains("<body class=\"framed\">"));
    assert_eq!(framed.header("cross-origin-embedder-policy"), "require-corp");
    assert_eq!(framed.header("cross-origin-resource-policy"), "cross-origin");
    assert!(!own.body.contains("data-portals") && own.header("cross-origin-embedder-policy").is_empty());
}

#[tokio::test]
async fn everything_in_a_frame_leads_to_the_frame() {
    let server = Server::start_with(with_tenant(&["https://one.example"], None)).await;

    let page = server.get("/embed/helpdesk/codes").await;
    let own: Vec<_> = page.body.match_indices("=\"/").collect();
    let framed = page.body.match_indices("=\"/embed/helpdesk").count();

    assert!(framed > 3 && own.len() == framed, "{}", page.body);
}

#[tokio::test]
async fn a_tenant_checks_what_is_its_own_and_what_the_policy_allows() {
    let (its_own, other) = (ClosedPort::reserve().address(), "192.0.2.7:3389");
    let rule = format!("127.0.0.0/8:{}", its_own.port());
    let server = Server::start_with(with_tenant(&["https://one.example"], Some(&[&rule, "*.a.example"]))).await;

    let mut page = Page::open_below(server.address, "/embed/helpdesk").await;
    for refused in [other, "127.0.0.1:1", "pc.b.example", "169.254.169.254"] {
        page.start(refused).await;
        let heard = page.hear().await;
        assert_eq!(heard, ServerMessage::Refused(Refusal::TargetForbidden), "{refused}");
    }
    page.start(its_own).await;
    assert!(matches!(page.hear().await, ServerMessage::Started { .. }));
    let mut outside = Page::open_at(server.address).await;
    outside.start(ClosedPort::reserve().address()).await;
    assert!(matches!(outside.hear().await, ServerMessage::Started { .. }));
}

#[tokio::test]
async fn an_accent_is_named_in_the_policy_of_the_page_by_its_hash() {
    let server = Server::start_with(with_tenant(&["https://one.example"], None)).await;

    let (framed, own) = (server.get("/embed/helpdesk").await, server.get("/").await);

    let styles = |policy: &str| policy.contains("style-src 'self' 'sha256-");
    assert!(styles(framed.header("content-security-policy")));
    assert!(!styles(own.header("content-security-policy")));
}

#[tokio::test]
async fn tenants_that_would_let_everybody_in_keep_the_program_from_starting() {
    for (tenant, told) in [
        ("origins = [\"*\"]", "would let other pages in"),
        ("origins = []", "needs the address of its portal"),
        (
            "origins = [\"https://a.example\"]\naccent = [\"#ffff00\", \"#ffff00\"]",
            "text needs 4.5:1",
        ),
        ("origins = [\"https://a.example\"]\nsecret = \"x\"", "doesn't exist"),
    ] {
        let settings = Settings::new("bad-tenant", &format!("[tenants.helpdesk]\n{tenant}\n"));
        let (code, _, err) = run(&["serve", "--listen", "127.0.0.1:0", "--config", settings.path()]).await;
        assert_eq!(code, 2);
        assert!(err.contains("tenants.helpdesk") && err.contains(told), "{err}");
    }
}

/// A portal's page with this header line, for as long as the test runs.
async fn portal(header: &'static str) -> SocketAddr {
    portal_of(header, "").await
}

/// The same with this content.
async fn portal_of(header: &'static str, content: &'static str) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut lines = BufReader::new(&mut stream).lines();
            while lines.next_line().await.unwrap().is_some_and(|line| !line.is_empty()) {}
            let length = content.len();
            let answer = format!(
                "HTTP/1.1 200 OK\r\n{header}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{content}"
            );
            stream.write_all(answer.as_bytes()).await.unwrap();
        }
    });
    address
}

#[tokio::test]
async fn each_line_that_a_portal_lacks_is_printed() {
    let strict = portal("Content-Security-Policy: default-src 'self'").await;
    let settings = Settings::new("lacking", "public_origins = [\"https://rdp.example.org\"]");
    let page = format!("http://{strict}/tickets/1");

    let (code, out, err) = run(&["embed", "check", &page, "--config", settings.path()]).await;

    assert_eq!(code, 3, "{err}");
    for line in [
        "\n    script-src 'self' https://rdp.example.org\n",
        "\n    frame-src 'self' https://rdp.example.org\n",
        &format!("\n    [tenants.helpdesk]\n    origins = [\"http://{strict}\"]\n"),
    ] {
        assert!(out.contains(line), "{line} is not in:\n{out}");
    }

    let right =
        portal("Content-Security-Policy: script-src https://rdp.example.org; frame-src https://rdp.example.org").await;
    settings.write(&format!(
        "public_origins = [\"https://rdp.example.org\"]\n[tenants.it]\norigins = [\"http://{right}\"]"
    ));
    let (code, out, _) = run(&[
        "embed",
        "check",
        &format!("http://{right}"),
        "--config",
        settings.path(),
    ])
    .await;
    assert!(code == 0 && out.contains("Nothing is missing"), "{out}");
    let (code, _, err) = run(&["embed", "check", &page]).await;
    assert!(code == 2 && err.contains("public_origins"), "{err}");
}

#[tokio::test]
async fn a_policy_in_the_head_of_a_page_counts_beside_that_of_its_header() {
    const BOTH: &str = "Content-Security-Policy: script-src https://rdp.example.org; frame-src https://rdp.example.org";
    for (content, script, frame) in [
        (
            "<head><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'self'\"></head>",
            "script-src 'self' https://rdp.example.org",
            "frame-src 'self' https://rdp.example.org",
        ),
        (
            "<head><meta http-equiv=\"Content-Security-Policy\" content=\"img-src *, script-src 'none'\"></head>",
            "script-src https://rdp.example.org",
            "",
        ),
        // What browsers ignore there, and where no policy counts.
        (
            "<head><meta http-equiv=\"Content-Security-Policy\" content=\"frame-ancestors 'none'; sandbox; report-uri /x\">\
             </head><body><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'\">",
            "",
            "",
        ),
    ] {
        let page = portal_of(BOTH, content).await;
        let settings =
            format!("public_origins = [\"https://rdp.example.org\"]\n[tenants.it]\norigins = [\"http://{page}\"]");
        let settings = Settings::new("heads", &settings);
        let address = format!("http://{page}/tickets/1");

        let (code, out, err) = run(&["embed", "check", &address, "--config", settings.path()]).await;

        let lines = [script, frame].map(|line| line.is_empty() || out.contains(&format!("\n    {line}\n")));
        assert_eq!(lines, [true, true], "{out}{err}");
        let named = out
            .matches("The policy in a <meta> of the page's head doesn't allow")
            .count();
        let expected = [script, frame].iter().filter(|line| !line.is_empty()).count();
        assert_eq!(named, expected, "{out}");
        assert_eq!(code, if expected == 0 { 0 } else { 3 }, "{out}");
        assert_eq!(out.contains("Nothing is missing"), expected == 0, "{out}");
    }
}

#[tokio::test]
async fn a_page_that_was_not_read_is_not_called_fine() {
    let page = portal_of("Content-Type: application/xhtml+xml", "<html/>").await;
    let settings = Settings::new(
        "unread",
        &format!("public_origins = [\"https://rdp.example.org\"]\n[tenants.it]\norigins = [\"http://{page}\"]"),
    );

    let (code, out, _) = run(&["embed", "check", &format!("http://{page}"), "--config", settings.path()]).await;

    assert!(
        code == 3 && out.contains("isn't an HTML page") && !out.contains("Nothing is missing"),
        "{out}"
    );
}

/// A relay that reads its settings again, and what it logs.
struct Reloaded {
    child: Child,
    address: SocketAddr,
    log: Lines<BufReader<ChildStderr>>,
}

impl Reloaded {
    async fn start(settings: &Settings) -> Self {
        let mut child = start(&["serve", "--listen", "127.0.0.1:0", "--config", settings.path()]);
        let address = program::address(&mut child).await.parse().unwrap();
        let log = BufReader::new(child.stderr.take().unwrap()).lines();
        Self { child, address, log }
    }

    /// Asks it to read its settings, and waits until it says what came of it.
    async fn reload(&mut self) -> String {
        signal(&self.child, Signal::SIGHUP);
        loop {
            let line = self.log.next_line().await.unwrap().expect("it goes on");
            if line.contains("the configuration") {
                return line;
            }
        }
    }

    async fn ancestors(&self) -> (u16, String) {
        let answer = answer_at(self.address, "/embed/helpdesk").await;
        let policy = answer.header("content-security-policy");
        (answer.status, ancestors(policy).to_owned())
    }
}

#[tokio::test]
async fn what_waits_for_a_restart_is_told_when_the_settings_are_read_again() {
    let settings = Settings::new("restart", "most_results = 10");
    let mut relay = Reloaded::start(&settings).await;

    settings.write("most_results = 20\nlimits.people_per_address = 9\nrecordings = false");
    signal(&relay.child, Signal::SIGHUP);
    let told = loop {
        let line = relay.log.next_line().await.unwrap().expect("it goes on");
        assert!(!line.contains("was read again"), "that is told first: {line}");
        if line.contains("restart") {
            break line;
        }
    };

    assert!(told.ends_with("in these settings: most_results, limits"), "{told}");
}

#[tokio::test]
async fn settings_are_read_again_and_a_faulty_file_changes_nothing() {
    let tenant = |origin: &str| format!("[tenants.helpdesk]\norigins = [\"{origin}\"]\n");
    let settings = Settings::new("reload", &tenant("https://one.example"));
    let mut relay = Reloaded::start(&settings).await;
    assert_eq!(relay.ancestors().await, (200, "https://one.example".to_owned()));
    let mut page = Page::open_below(relay.address, "/embed/helpdesk").await;

    for faulty in [
        "[tenants.helpdesk]\norigins = [\"*\"]",
        "listen = 1",
        "[",
        "[policy]\nallow = [\"a.example\"]",
    ] {
        settings.write(faulty);
        let told = relay.reload().await;
        assert!(told.contains("stays as it was"), "{told}");
        assert_eq!(relay.ancestors().await, (200, "https://one.example".to_owned()));
    }
    settings.write(&tenant("https://two.example"));
    let told = relay.reload().await;
    assert!(told.contains("was read again"), "{told}");
    assert_eq!(relay.ancestors().await, (200, "https://two.example".to_owned()));
    page.start(ClosedPort::reserve().address()).await;
    assert!(matches!(page.hear().await, ServerMessage::Started { .. }));
    while !matches!(page.hear().await, ServerMessage::Finished(_)) {}
    settings.write("");
    relay.reload().await;
    assert_eq!(relay.ancestors().await, (404, "'none'".to_owned()));
    page.start(ClosedPort::reserve().address()).await;
    assert_eq!(page.hear().await, ServerMessage::Refused(Refusal::PortalGone));
    // A page opens a connection for each check.
    for base in ["/embed/helpdesk", "/embed/helpdesk/de"] {
        let mut page = Page::open_below(relay.address, base).await;
        page.start(ClosedPort::reserve().address()).await;
        assert_eq!(page.hear().await, ServerMessage::Refused(Refusal::PortalGone));
    }
}

#[tokio::test]
async fn a_portal_says_how_long_its_results_are_kept_and_how_little_they_show() {
    let folder = tempfile::tempdir().unwrap();
    let logo = folder.path().join("logo.svg");
    fs::write(&logo, "<svg xmlns=\"http://www.w3.org/2000/svg\"/>").unwrap();
    let tenants = json!({ "helpdesk": {
        "origins": ["https://helpdesk.example.org"], "life": "day", "level": "public", "name": "Desk <1>", "logo": logo,
    } });
    let server = Server::start_with(Config {
        tenants: serde_json::from_value(tenants).unwrap(),
        ..Config::default()
    })
    .await;
    let report: serde_json::Value = serde_json::from_str(include_str!("reports/reset-at-hello.json")).unwrap();
    let share = async |base: &str, life: &str| {
        let shared = json!({ "content": "open", "disclosure": "everything", "life": life, "report": report });
        server.post_json(&format!("{base}/api/reports"), &shared).await
    };

    assert_eq!(share("/embed/helpdesk", "week").await.status, 422);
    assert_eq!(share("", "week").await.status, 201, "elsewhere they are kept longer");
    let kept = share("/embed/helpdesk", "day").await.json();
    let path = format!("/r/{}", kept["id"].as_str().unwrap());
    assert_eq!(kept["path"], path, "the link outlives the frame");
    let read = server
        .get(&format!("/api/reports/{}", kept["id"].as_str().unwrap()))
        .await;
    assert_eq!(read.json()["disclosure"], "public");
    assert!(!read.body.contains("frontdesk"), "{}", read.body);
    let preview = json!({ "disclosure": "everything", "report": report });
    let preview = server
        .post_json("/embed/helpdesk/api/redactions", &preview)
        .await
        .json();
    assert_eq!(preview["redacted"], "public", "what is looked at is what is kept");
    for (base, least) in [("/embed/helpdesk", Some(Disclosure::Public)), ("", None)] {
        let (_page, greeting) = Page::greeted_below(server.address, base).await;
        let ServerMessage::Hello { level, .. } = greeting else {
            panic!("{base}: {greeting:?}");
        };
        assert_eq!(level, least, "{base}: nothing is offered that is not done");
    }
    let page = server.get("/embed/helpdesk").await.body;
    if page.contains("</header>") {
        assert!(page.contains("<span translate=\"no\">Desk &lt;1></span>"), "{page}");
        assert!(page.contains("src=\"data:image/svg+xml;base64,"), "{page}");
    }
}
