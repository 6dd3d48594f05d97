//! Sign-ins that end before TLS stands, against computers that answered the check and have changed since: what the npm
//! package of ironrdp-web throws, as it is published, and what the page says in words of its own.

use fixtures::dns::{self, Resolver};
use fixtures::net;
use serde_json::{Value, json};
use suite::browser::Kind;
use suite::peer::Peer;
use suite::rdptrace::Relay;
use suite::shadow;

use super::Page;
use super::sign_in::{self, NEGOTIATE, SECURE, SIGN_IN};

/// Kinds of ironrdp-web's errors.
const RDCLEANPATH: u8 = 4;
const NEGOTIATION: u8 = 6;

/// How a sign-in ends.
struct End {
    /// What ironrdp-web throws: its kind and what it has of details.
    thrown: Value,
    /// The sentence below the form, by its name.
    said: &'static str,
    /// The step of the page that shows it, with its state, and the finding; none where no connection stood.
    shown: Option<(usize, &'static str, &'static str)>,
}

/// Checks a computer that is well and has `scenario` in its place when somebody signs in, or nothing at all.
async fn ends(kind: Kind, scenario: Option<&str>, end: &End) {
    let page = Page::open_in(kind).await;
    let address = net::own_socket();
    let well = Peer::playing_at("healthy", address);
    page.check(address).await;
    drop(well);
    let _changed = scenario.map(|scenario| Peer::playing_at(scenario, address));

    sign_in::sign_in(&page, shadow::USER, shadow::PASSWORD).await;

    assert_ends(&page, end).await;
    page.close().await;
}

/// The document is told the reason, and says its sentence; so does the page with its steps.
async fn assert_ends(page: &Page, end: &End) {
    sign_in::said(page, end.said).await;
    let thrown = page
        .browser
        .value("document.querySelector('#status').dataset.reason")
        .await;
    let thrown: Value = serde_json::from_str(thrown.as_str().unwrap_or_default()).expect("a reason");
    assert_eq!(thrown, end.thrown, "{}", end.said);
    let sentence = page.browser.text("#status").await;
    assert!(sentence.contains("Your password wasn't sent."), "{sentence}");
    match end.shown {
        Some((step, state, finding)) => {
            sign_in::step(page, step, state).await;
            let answer = format!("document.querySelector('#answer .meta a')?.textContent === '{finding}'");
            page.browser.until(finding, &answer, SIGN_IN).await;
        }
        None => sign_in::leave(page).await,
    }
    // Nothing of what ironrdp-web says reaches a person.
    let text = page.browser.value("document.body.innerText").await.to_string();
    for raw in ["RDCleanPath", "WSA", "general error", "negotiation failed"] {
        assert!(!text.contains(raw), "{raw}: {text}");
    }
}

async fn a_port_that_was_closed(kind: Kind) {
    let end = End {
        thrown: json!({ "kind": RDCLEANPATH, "wsa": 10061 }),
        said: "port-refused",
        shown: None,
    };
    ends(kind, None, &end).await;
}

/// The time in which an answer may come is handed in, once the computer was asked.
async fn a_computer_that_is_silent(kind: Kind) {
    let page = Page::open_in(kind).await;
    let address = net::own_socket();
    let well = Peer::playing_at("healthy", address);
    page.check(address).await;
    drop(well);
    let _silent = Peer::playing_at("neg-silent", address);
    page.browser.click("p.sign-in button").await;
    sign_in::enter(&page).await;
    let clock = "(() => {
        const wait = window.setTimeout, real = performance.now.bind(performance);
        let ahead = 0;
        performance.now = () => real() + ahead;
        window.setTimeout = (act, time) => {
            if (time > 5000) window.pass = () => { ahead += time; act(); };
            return wait(act, time);
        };
    })()";
    page.browser.value(clock).await;

    sign_in::send(&page, shadow::USER, shadow::PASSWORD).await;
    sign_in::step(&page, NEGOTIATE, "running").await;
    sign_in::enter(&page).await;
    page.browser.value("window.pass()").await;

    let end = End {
        thrown: json!({ "kind": RDCLEANPATH, "wsa": 10060 }),
        said: "silent",
        shown: Some((NEGOTIATE, "silent", "RDP-NEG-012")),
    };
    assert_ends(&page, &end).await;
    page.close().await;
}

async fn a_reset_behind_the_request(kind: Kind) {
    let end = End {
        thrown: json!({ "kind": RDCLEANPATH, "wsa": 10054 }),
        said: "cut",
        shown: Some((NEGOTIATE, "failed", "RDP-NEG-022")),
    };
    ends(kind, Some("neg-reset-after-request"), &end).await;
}

async fn a_tls_alert(kind: Kind) {
    let end = End {
        thrown: json!({ "kind": RDCLEANPATH, "tls": 40 }),
        said: "tls-alert",
        shown: Some((SECURE, "failed", "RDP-TLS-006")),
    };
    ends(kind, Some("tls-alert-handshake-failure"), &end).await;
}

async fn a_server_that_requires_nla(kind: Kind) {
    let end = End {
        thrown: json!({ "kind": NEGOTIATION }),
        said: "negotiation",
        shown: Some((NEGOTIATE, "failed", "RDP-NEG-005")),
    };
    ends(kind, Some("neg-nla-required"), &end).await;
}

/// Its name led to another address when it was checked.
async fn a_target_that_the_policy_refuses(kind: Kind) {
    let server = Peer::playing("healthy");
    let metadata = [169, 254, 169, 254].into();
    let addresses = vec![vec![server.address.ip()], vec![metadata]];
    let resolver = Resolver::start([("pc.rdptrace.test", dns::Answer::InTurn(addresses))]);
    let relay = Relay::start_with(|command| {
        command.env("RDPTRACE_DNS_SERVER", resolver.address.to_string());
    });
    let page = Page::open_of(kind, relay).await;
    page.check(format!("pc.rdptrace.test:{}", server.address.port())).await;
    let seen = server.seen().len();

    sign_in::sign_in(&page, shadow::USER, shadow::PASSWORD).await;

    let end = End {
        thrown: json!({ "kind": RDCLEANPATH, "http": 403 }),
        said: "forbidden",
        shown: None,
    };
    assert_ends(&page, &end).await;
    assert_eq!(server.seen().len(), seen, "nothing is dialled");
    page.close().await;
}

mod chromium {
    use super::Kind::Chromium;

    #[tokio::test]
    async fn port_that_was_closed_is_reported_and_worded() {
        super::a_port_that_was_closed(Chromium).await;
    }

    #[tokio::test]
    async fn computer_that_is_silent_is_reported_and_worded() {
        super::a_computer_that_is_silent(Chromium).await;
    }

    #[tokio::test]
    async fn reset_behind_the_request_is_reported_and_worded() {
        super::a_reset_behind_the_request(Chromium).await;
    }

    #[tokio::test]
    async fn tls_alert_is_reported_and_worded() {
        super::a_tls_alert(Chromium).await;
    }

    #[tokio::test]
    async fn server_that_requires_nla_is_reported_and_worded() {
        super::a_server_that_requires_nla(Chromium).await;
    }

    #[tokio::test]
    async fn target_that_the_policy_refuses_is_reported_and_worded() {
        super::a_target_that_the_policy_refuses(Chromium).await;
    }
}

mod firefox {
    use super::Kind::Firefox;

    #[tokio::test]
    async fn port_that_was_closed_is_reported_and_worded() {
        super::a_port_that_was_closed(Firefox).await;
    }

    #[tokio::test]
    async fn computer_that_is_silent_is_reported_and_worded() {
        super::a_computer_that_is_silent(Firefox).await;
    }

    #[tokio::test]
    async fn reset_behind_the_request_is_reported_and_worded() {
        super::a_reset_behind_the_request(Firefox).await;
    }

    #[tokio::test]
    async fn tls_alert_is_reported_and_worded() {
        super::a_tls_alert(Firefox).await;
    }

    #[tokio::test]
    async fn server_that_requires_nla_is_reported_and_worded() {
        super::a_server_that_requires_nla(Firefox).await;
    }

    #[tokio::test]
    async fn target_that_the_policy_refuses_is_reported_and_worded() {
        super::a_target_that_the_policy_refuses(Firefox).await;
    }
}
