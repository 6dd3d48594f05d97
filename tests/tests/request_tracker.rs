//! The check in a real ticket system, Request Tracker 5, as staff and the person who asked see it. What is pasted there is what
//! `docs/portals/request-tracker.md` says.

use serde_json::{Value, json};
use suite::beside::{SOON, await_height, enter, leave, note_events};
use suite::browser::Browser;
use suite::lossy::LostAnswer;
use suite::peer::Peer;
use suite::portal::FramedRelay;
use suite::request_tracker::{Panel, RequestTracker};

#[tokio::test]
async fn staff_and_the_person_who_asked_check_a_computer_beside_the_ticket() {
    let peer = Peer::playing("healthy");
    let relay = FramedRelay::start("https://not.yet.example");
    let portal = RequestTracker::start(&relay.origin(), Panel::Open);
    // The portal has its port only now.
    let (code, said) = relay.judgment(&portal.origin());
    let unlisted = format!("\"{}\"]", portal.origin());
    assert!(
        code == Some(3) && said.contains(&unlisted) && !said.contains("-src"),
        "{said}"
    );
    relay.serve(&portal.origin());
    let (code, said) = relay.judgment(&portal.origin());
    assert!(code == Some(0) && said.contains("Nothing is missing"), "{said}");
    let browser = Browser::start().await;
    browser.resize(1200, 1400).await;
    browser.prefer("prefers-color-scheme", "dark").await;
    note_events(&browser).await;

    sign_in(&browser, &portal.ticket(), "agentin").await;
    let target = peer.address.to_string();
    enter(&browser).await;
    let seen = "[document.documentElement.lang, matchMedia('(prefers-color-scheme: dark)').matches, document.cookie]";
    assert_eq!(browser.value(seen).await, json!(["de", true, ""]));
    browser.click("#target").await;
    browser.fill("#target", &target).await;
    browser.click("#check").await;
    leave(&browser).await;
    browser.until("the check is over", "heard('finished')", SOON).await;

    let told = browser.value("told.slice(0, 3).map(it => it.type)").await;
    assert_eq!(told, json!(["ready", "started", "stage"]));
    assert_eq!(browser.value("told.at(-1).ticket").await, json!("1"));
    await_height(&browser).await;
    assert_eq!(
        browser.value("refused").await,
        json!([]),
        "the two entries are all that its policy needs"
    );
    browser.screenshot("request-tracker").await;

    browser.open(&format!("{}/NoAuth/Logout.html", portal.origin())).await;
    let own = format!("{}/SelfService/Display.html?id=1", portal.origin());
    sign_in(&browser, &own, "user").await;
    assert_eq!(browser.value("refused").await, json!([]));
    browser.close().await;
}

#[tokio::test]
async fn a_result_of_a_launched_check_becomes_a_comment_in_the_ticket_once_though_an_answer_is_lost() {
    let peer = Peer::playing("neg-nla-required");
    let relay = FramedRelay::start("https://not.yet.example");
    let key = relay.keep("launch.key", "0123456789abcdef0123456789abcdef\n");
    let computer = peer.address.to_string();
    let panel = Panel::Launched {
        key: &key,
        computer: &computer,
    };
    let portal = RequestTracker::start(&relay.origin(), panel);
    let lossy = LostAnswer::before(portal.address());
    let header = relay.keep("desk.header", &portal.credentials());
    let deliver = format!(
        "keys = [{{ kid = \"2026\", file = {key:?} }}]\n[tenants.helpdesk.deliver]\nto = \"request-tracker\"\n\
         url = \"http://{}\"\nsecret_file = {header:?}\nallow = [\"127.0.0.0/8\"]\n",
        lossy.address()
    );
    relay.serve_with(&portal.origin(), &deliver);
    let browser = Browser::start().await;
    browser.resize(1200, 1400).await;
    note_events(&browser).await;

    sign_in(&browser, &portal.ticket(), "agent").await;
    enter(&browser).await;
    browser.find(".asked").await;
    browser.screenshot("request-tracker-launched").await;
    browser.click("#check").await;
    browser
        .until(
            "the check is over",
            "document.querySelector('#answer-ask') !== null",
            SOON,
        )
        .await;
    assert_eq!(portal.comments(), Vec::<Value>::new(), "nobody has agreed yet");
    browser.click("#answer-ask").await;
    browser
        .until(
            "the result is sent",
            "document.querySelector('#shared-link') !== null",
            SOON,
        )
        .await;

    relay.program().await_line("nobody said that it arrived", |line| {
        line.contains("a result will be delivered later").then_some(())
    });
    relay.program().await_line("it is found there", |line| {
        line.contains("a result was delivered").then_some(())
    });
    let comments = portal.comments();
    assert_eq!(comments.len(), 1, "{comments:?}");
    let (subject, content) = (comments[0]["Subject"].as_str(), comments[0]["Content"].as_str());
    let id = subject.and_then(|subject| subject.strip_prefix("rdptrace "));
    let id = id.expect("the delivery's id");
    assert!(
        content.is_some_and(|content| content.contains(&format!("#{id}\""))),
        "{content:?}"
    );
    assert_eq!(comments[0]["ContentType"], json!("text/html"));
    leave(&browser).await;
    browser.open(&portal.ticket()).await;
    let shown = format!("[...document.querySelectorAll('.messagebody a')].some(it => it.href.endsWith('#{id}'))");
    browser.until("the comment has the link", &shown, SOON).await;
    browser.screenshot("request-tracker-delivered").await;
    browser.close().await;
}

/// Signs in on the way to the ticket at `address`, and waits for the panel beside it.
async fn sign_in(browser: &Browser, address: &str, name: &str) {
    browser.open(address).await;
    browser.fill("[name=user]", name).await;
    browser.fill("[name=pass]", "secret-password").await;
    browser.click("#login [type=submit]").await;
    browser.until("the panel is there", "heard('ready')", SOON).await;
}
