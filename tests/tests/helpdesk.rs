//! The check in a real helpdesk portal, django-helpdesk, as an agent sees it.

use serde_json::{Value, json};
use suite::beside::{SOON, await_height, enter, leave, note_events};
use suite::browser::Browser;
use suite::helpdesk::Helpdesk;
use suite::peer::Peer;
use suite::portal::FramedRelay;

#[tokio::test]
async fn an_agent_checks_the_computer_beside_the_ticket() {
    let peer = Peer::playing("healthy");
    let relay = FramedRelay::start("https://not.yet.example");
    let portal = Helpdesk::start(&relay.origin());
    // The portal has its port only now.
    relay.serve(&portal.origin());
    let browser = Browser::start().await;
    browser.resize(1200, 1000).await;
    note_events(&browser).await;

    open_sign_in(&browser, &portal).await;
    sign_in(&browser).await;
    let target = peer.address.to_string();
    enter(&browser).await;
    browser.click("#target").await;
    browser.fill("#target", &target).await;
    browser.click("#check").await;
    leave(&browser).await;
    browser.until("the check is over", "heard('finished')", SOON).await;

    let told = browser.value("told.map(it => it.type)").await;
    let told: Vec<&str> = told
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(Value::as_str)
        .collect();
    assert_eq!(told[..3], ["ready", "started", "stage"], "{told:?}");
    assert_eq!(browser.value("told.at(-1).ticket").await, json!("it-1"));
    await_height(&browser).await;
    browser.screenshot("django-helpdesk").await;
    browser.close().await;
}

#[test]
fn what_the_portal_lacks_is_told_by_its_headers_and_no_more_than_that() {
    let relay = FramedRelay::start("https://not.yet.example");
    let (with, without) = (
        Helpdesk::start(&relay.origin()),
        Helpdesk::start("https://elsewhere.example"),
    );
    let page = |portal: &Helpdesk| format!("{}/login/", portal.origin());

    let (code, said) = relay.judgment(&page(&with));
    assert_eq!(code, Some(3), "{said}");
    // It has the two entries, and the server does not know it.
    let origins = format!("origins = [\"https://not.yet.example\", \"{}\"]", with.origin());
    assert!(said.contains(&origins) && !said.contains("-src"), "{said}");

    relay.serve(&with.origin());
    let (code, said) = relay.judgment(&page(&with));
    assert!(code == Some(0) && said.contains("Nothing is missing"), "{said}");

    relay.serve(&without.origin());
    let (code, said) = relay.judgment(&page(&without));
    assert_eq!(code, Some(3), "{said}");
    let relay = relay.origin();
    for line in [
        format!("\n    script-src 'self' 'unsafe-inline' https://elsewhere.example {relay}\n"),
        format!("\n    frame-src https://elsewhere.example {relay}\n"),
    ] {
        assert!(said.contains(&line), "{line} is not in:\n{said}");
    }
}

/// Opens the portal's sign-in, which leads to the ticket.
async fn open_sign_in(browser: &Browser, portal: &Helpdesk) {
    let ticket = format!("{}/login/?next=/tickets/1/", portal.origin());
    browser.open(&ticket).await;
}

/// Signs in there, and waits for the panel beside the ticket.
async fn sign_in(browser: &Browser) {
    browser.fill("[name=username]", "agent").await;
    browser.fill("[name=password]", "agent").await;
    browser.click("button[type=submit], input[type=submit]").await;
    browser.until("the panel is there", "heard('ready')", SOON).await;
}

#[tokio::test]
async fn the_panel_has_the_language_and_theme_of_the_portal() {
    let relay = FramedRelay::start("https://not.yet.example");
    let portal = Helpdesk::start(&relay.origin());
    relay.serve(&portal.origin());
    let browser = Browser::start().await;
    browser.resize(1200, 1000).await;
    browser.prefer("prefers-color-scheme", "dark").await;
    note_events(&browser).await;

    open_sign_in(&browser, &portal).await;
    browser.value("document.cookie = 'django_language=de; path=/'").await;
    sign_in(&browser).await;
    enter(&browser).await;

    let seen = "[document.documentElement.lang, matchMedia('(prefers-color-scheme: dark)').matches, document.cookie]";
    assert_eq!(browser.value(seen).await, json!(["de", true, ""]));
    browser.close().await;
}

#[tokio::test]
async fn a_result_of_a_launched_check_becomes_a_comment_in_the_ticket_once() {
    let peer = Peer::playing("neg-nla-required");
    let relay = FramedRelay::start("https://not.yet.example");
    let key = relay.keep("launch.key", "0123456789abcdef0123456789abcdef");
    let computer = peer.address.to_string();
    let portal = Helpdesk::launching(&relay.origin(), &key, &computer);
    let header = relay.keep("desk.header", &Helpdesk::CREDENTIALS.join(": "));
    let deliver = format!(
        "keys = [{{ kid = \"2026\", file = {key:?} }}]\n[tenants.helpdesk.deliver]\nto = \"django-helpdesk\"\n\
         url = \"{}\"\nsecret_file = {header:?}\nallow = [\"127.0.0.0/8\"]\n",
        portal.origin()
    );
    relay.serve_with(&portal.origin(), &deliver);
    let browser = Browser::start().await;
    browser.resize(1200, 1400).await;
    note_events(&browser).await;

    open_sign_in(&browser, &portal).await;
    sign_in(&browser).await;
    enter(&browser).await;
    let asked = "document.querySelector('.asked')?.innerText ?? ''";
    browser
        .until("the ticket is named", &format!("({asked}).includes('it-1')"), SOON)
        .await;
    browser.screenshot("helpdesk-launched").await;
    browser.click("#check").await;
    let over = "document.querySelector('#answer-ask') !== null";
    browser.until("the check is over", over, SOON).await;
    assert_eq!(portal.ticket()["followup_set"], json!([]), "nobody has agreed yet");
    browser.click("#answer-ask").await;
    let sent = "document.querySelector('#shared-link') !== null";
    browser.until("the result is sent", sent, SOON).await;
    leave(&browser).await;
    browser.until("the portal has the link", "heard('shared')", SOON).await;
    let links = browser
        .value("told.filter(it => it.type === 'shared').map(it => it.link.split('/r/').length)")
        .await;
    assert_eq!(links, json!([2]));

    portal
        .program()
        .await_some("the comment is there", |_| comments(&portal).first().map(drop));
    let comments = comments(&portal);
    assert_eq!(comments.len(), 1, "{comments:?}");
    let comment = &comments[0];
    assert!(
        comment["comment"].as_str().is_some_and(|text| text.contains("#msg_")),
        "{comment}"
    );
    assert_eq!(comment["public"], json!(false));
    assert_eq!(portal.ticket()["title"], json!("RDP error 0x4"));
    relay.program().await_line("it says so", |line| {
        line.contains("a result was delivered").then_some(())
    });
    browser.open(&format!("{}/tickets/1/", portal.origin())).await;
    browser.find("rdp-trace").await;
    browser.screenshot("helpdesk-delivered").await;
    browser.close().await;
}

fn comments(portal: &Helpdesk) -> Vec<Value> {
    let ticket = portal.ticket();
    let comments = ticket.get("followup_set").and_then(Value::as_array);
    comments.expect("a list").clone()
}
