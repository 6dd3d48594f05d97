//! A check from a browser without JavaScript: the form, the run's own page, and the result on it; and a relay below a path.

use relay::Config;
use relay::net::policy::Rules;
use wire::{LegEvent, ServerMessage, Stage, StageEvent};

use crate::html::Html;
use crate::peer::{ClosedPort, Listener};
use crate::server::{Answer, Server};
use crate::websocket;

/// The address to which the form of a server sends whoever posted it.
async fn posted(server: &Server, target: impl ToString) -> Answer {
    let target = target.to_string().replace(':', "%3A");
    server.post_form("/check", &format!("target={target}")).await
}

/// The page of a run once that is over.
async fn result(server: &Server, path: &str) -> Answer {
    websocket::told(server, key(path), |message| {
        matches!(message, ServerMessage::Finished(_))
    })
    .await;
    server.get(path).await
}

/// The key in the address of a run's page.
fn key(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or_default()
}

fn connected(message: &ServerMessage) -> bool {
    matches!(
        message,
        ServerMessage::Stage(LegEvent {
            event: StageEvent::Reported(row),
            ..
        }) if row.stage() == Stage::Connect
    )
}

#[tokio::test]
async fn the_form_posts_and_the_runs_page_leads_to_the_result() {
    let server = Server::start().await;
    let home = server.get("/").await;
    let form = Html::parse(&home.body).one("form");
    assert_eq!(
        (form.attribute("method").as_deref(), form.attribute("action").as_deref()),
        (Some("post"), Some("/check"))
    );

    let sent = posted(&server, ClosedPort::reserve().address()).await;
    assert_eq!((sent.status, sent.header("cache-control")), (303, "no-store"));
    let page = result(&server, sent.header("location")).await;

    assert_eq!(page.status, 200);
    assert_eq!(page.header("cache-control"), "no-store");
    assert_eq!(page.header("referrer-policy"), "no-referrer");
    assert_eq!(page.header("x-robots-tag"), "noindex");
    assert!(!page.body.contains("name=\"referrer\""), "the key is in the address");
    assert!(page.body.contains("RDP-TCP-001"), "{}", page.body);
    assert_eq!(Html::parse(&page.body).faults(), Vec::<String>::new());
}

#[tokio::test]
async fn a_run_that_nobody_follows_goes_on_and_shows_the_steps_so_far() {
    let (server, target) = (Server::start().await, Listener::start().await);
    let sent = posted(&server, target.address()).await;
    let path = sent.header("location");
    let peer = target.accept().await;

    websocket::told(&server, key(path), connected).await;
    let page = server.get(path).await;

    let html = Html::parse(&page.body);
    let mut rows = html.all("li").into_iter();
    assert!(rows.any(|row| row.attribute("data-state").as_deref() == Some("passed")));
    assert!(
        page.body.contains("<noscript><meta http-equiv=\"refresh\""),
        "{}",
        page.body
    );
    assert!(page.body.contains(&format!("data-target=\"{}\"", target.address())));
    assert_eq!(Html::parse(&page.body).faults(), Vec::<String>::new());
    drop((peer, target));
    assert!(result(&server, path).await.body.contains("RDP-NEG-"));
}

#[tokio::test]
async fn what_cannot_be_checked_is_said_on_the_page_with_what_was_typed() {
    let server = Server::start().await;

    let wrong = posted(&server, "my pc").await;
    let metadata = posted(&server, "169.254.169.254").await;

    assert_eq!((wrong.status, metadata.status), (422, 403));
    let field = |answer: &Answer| {
        let fields = Html::parse(&answer.body).all("input");
        fields.iter().find_map(|field| field.attribute("value"))
    };
    assert_eq!(field(&wrong).as_deref(), Some("my pc"));
    assert_eq!(field(&metadata).as_deref(), Some("169.254.169.254"));
    assert_eq!(
        field(&server.get("/check?target=pc%3A3390").await).as_deref(),
        Some("pc:3390")
    );
}

#[tokio::test]
async fn a_key_that_opens_no_run_gets_a_page_that_says_so() {
    let server = Server::start().await;

    let gone = server.get("/run/xK3v9QmZ0aTfW2Lr8sYbNg").await;

    assert_eq!((gone.status, gone.header("cache-control")), (410, "no-store"));
    assert_eq!(Html::parse(&gone.body).faults(), Vec::<String>::new());
}

#[tokio::test]
async fn below_a_path_every_address_is_below_it_whether_a_proxy_cuts_it_off_or_not() {
    let config = Config {
        base_path: "/rdp/".parse().unwrap(),
        ..Config::default()
    };
    let server = Server::start_with(config).await;

    for path in ["/", "/codes", "/codes/0x4", "/help", "/ask", "/compare", "/nothing"] {
        let (whole, cut) = (server.get(&format!("/rdp{path}")).await, server.get(path).await);
        assert_eq!((whole.status, &whole.body), (cut.status, &cut.body), "{path}");
        let html = Html::parse(&whole.body);
        let mut own: Vec<_> = html.links();
        own.extend(html.all("form").iter().filter_map(|form| form.attribute("action")));
        own.extend(html.all("link").iter().filter_map(|link| link.attribute("href")));
        own.retain(|address| address.starts_with('/'));
        assert!(!own.is_empty(), "{path}");
        for address in own {
            assert!(address.starts_with("/rdp/"), "{path}: {address}");
        }
    }
    for path in ["/rdp/codes?q=idle", "/codes?q=idle"] {
        let found = server.get(path).await;
        assert!(found.body.contains("value=\"idle\""), "{path}: {}", found.body);
    }
    let style = Html::parse(&server.get("/rdp/codes").await.body)
        .link("stylesheet")
        .unwrap();
    assert_eq!(server.get(&style).await.status, 200);
    let sent = posted(&server, ClosedPort::reserve().address()).await;
    assert!(
        sent.header("location").starts_with("/rdp/run/"),
        "{}",
        sent.header("location")
    );
    assert!(
        result(&server, sent.header("location"))
            .await
            .body
            .contains("RDP-TCP-001")
    );
}

#[tokio::test]
async fn a_relay_that_keeps_nothing_offers_no_links() {
    let config = Config {
        store: Some("off".parse().unwrap()),
        ..Config::default()
    };
    let server = Server::start_with(config).await;

    for path in ["/", "/codes", "/help", "/nothing", "/r/xK3v9QmZ0aTfW2Lr8sYbNg"] {
        let page = server.get(path).await;
        assert!(!page.body.contains("href=\"/ask\""), "{path}");
    }
}

#[tokio::test]
async fn a_relay_with_a_policy_says_before_a_check_what_it_checks_and_names_no_network() {
    let rules = Rules {
        allow: ["*.corp.example:3389", "10.0.0.0/8"]
            .map(|rule| rule.parse().unwrap())
            .into(),
        ..Rules::default()
    };
    let described = Rules {
        description: Some("Only <our> computers.".to_owned()),
        ..rules.clone()
    };
    let start = async |policy| {
        Server::start_with(Config {
            policy,
            ..Config::default()
        })
        .await
    };
    let scope = |page: &Answer| {
        let html = Html::parse(&page.body);
        let mut paragraphs = html.all("p").into_iter();
        let scope = paragraphs.find(|it| it.attribute("id").as_deref() == Some("scope"));
        scope.map(|it| it.text().trim().to_owned())
    };

    let server = start(Some(rules)).await;
    for page in [server.get("/").await, posted(&server, "192.0.2.7").await] {
        let told = scope(&page).unwrap();
        assert!(told.contains("*.corp.example") && !told.contains("10."), "{told}");
    }
    let server = start(Some(described)).await;
    for page in [server.get("/").await, posted(&server, "192.0.2.7").await] {
        assert_eq!(scope(&page).as_deref(), Some("Only <our> computers."));
    }
    assert_eq!(scope(&start(None).await.get("/").await), None);
}
