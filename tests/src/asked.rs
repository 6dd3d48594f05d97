//! How soon support sees what the person does who was asked to run a check.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Command, Stdio};
use std::time::Duration;

use fixtures::{clock, net};
use serde_json::{Value, json};

use crate::browser::Browser;
use crate::rdptrace::{self, Relay};

/// Each sentence of the page that support watches, with the times from its cause in the other browser until it stood there.
///
/// Each request is answered once. The relay must have the page inside.
pub async fn measure(requests: usize) -> BTreeMap<&'static str, Vec<Duration>> {
    let relay = Relay::start();
    let support = Browser::start().await;
    let mut times: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for _ in 0..requests {
        // Nothing answers there, so that the run takes its time, and support can see that it goes on.
        let target = net::own_socket();
        let silent = net::listen(target);
        let link = ask(&support, &relay, &target.to_string()).await;

        // Someone else each time, who has no result yet.
        let asked = support.beside().await;
        let watch = json!({ "source": WATCH_PERSON });
        asked.devtools("Page.addScriptToEvaluateOnNewDocument", watch).await;
        asked.open(&link).await;
        asked.find("html[data-live] #check").await;
        told(&support, OPENED).await;
        asked.click("#check").await;
        told(&support, RUNNING).await;
        asked.until("the check is over", "window.done[2] > 0", WHOLE_RUN).await;
        told(&support, FINISHED).await;
        asked.click("#answer-ask").await;
        told(&support, SENT).await;

        let done = asked.value("window.done").await;
        for (number, state) in STATES.into_iter().enumerate() {
            let caused = done.get(number).and_then(Value::as_f64).expect("a time");
            let taken = seen(&support, state).await.saturating_sub(millis(caused));
            times.entry(state).or_default().push(taken);
        }
        asked.close().await;
        drop(silent);
    }
    support.close().await;
    times
}

/// The same of those who answer from a terminal. That the check is finished is told right before its result is sent, so
/// that nobody has to see it.
pub async fn measure_terminal(requests: usize) -> BTreeMap<&'static str, Vec<Duration>> {
    let relay = Relay::start();
    let support = Browser::start().await;
    let mut times: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for _ in 0..requests {
        let target = net::own_socket();
        let silent = net::listen(target);
        let link = ask(&support, &relay, &target.to_string()).await;

        let mut child = Command::new(rdptrace::binary())
            .args(["answer", &link])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("rdptrace is built");
        let output = child.stdout.take().expect("stdout is piped");
        let mut lines = BufReader::new(output).lines().map_while(Result::ok);
        // Told after what the person reads first.
        let opened = lines.any(|line| line.starts_with("  sent:"));
        let opened = opened.then(clock::time_of_day).expect("it says what is asked for");
        told(&support, OPENED).await;
        let mut input = child.stdin.take().expect("stdin is piped");
        input.write_all(b"y\n").expect("it waits for an answer");
        let running = clock::time_of_day();
        told(&support, RUNNING).await;
        let sent = lines.any(|line| line.starts_with("Sent."));
        let sent = sent.then(clock::time_of_day).expect("the result is sent");
        told(&support, SENT).await;
        child.wait().expect("a child that was started");

        for (state, caused) in [(OPENED, opened), (RUNNING, running), (SENT, sent)] {
            let taken = seen(&support, state).await.saturating_sub(caused);
            times.entry(state).or_default().push(taken);
        }
        drop(silent);
    }
    support.close().await;
    times
}

/// Support asks for a check of `target` and watches what becomes of it; the link for the person.
async fn ask(support: &Browser, relay: &Relay, target: &str) -> String {
    let site = relay.url.trim_end_matches('/');
    support.open(&format!("{site}/ask?target={target}")).await;
    support.click("form .primary").await;
    support.find("[data-events]").await;
    support.value(WATCH_SUPPORT).await;
    support.text(".address a").await
}

/// When support's page said this first.
async fn seen(support: &Browser, state: &str) -> Duration {
    let at = support.value(&format!("window.told[{}]", Value::from(state))).await;
    millis(at.as_f64().expect("a time"))
}

fn millis(number: f64) -> Duration {
    Duration::from_secs_f64(number / 1000.0)
}

async fn told(support: &Browser, state: &str) {
    let there = format!("window.told[{}] > 0", Value::from(state));
    support.until(state, &there, SOON).await;
}

/// In the order in which they come.
const STATES: [&str; 4] = [OPENED, RUNNING, FINISHED, SENT];
const OPENED: &str = "The link is open.";
const RUNNING: &str = "The check is running.";
const FINISHED: &str = "The check is finished.";
const SENT: &str = "A result was sent.";

/// Writes down when each sentence stood there first, by the clock that both browsers share.
const WATCH_SUPPORT: &str = "(() => {
    window.told = {};
    const look = () => {
        const [state] = document.querySelector('.waiting')?.innerText.match(/^[^.]*[.]/) ?? [];
        if (state) window.told[state] ??= Date.now();
    };
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
    look();
})()";

/// Writes down when the page could be used, the check was clicked, its end was shown, and the answer was clicked.
const WATCH_PERSON: &str = "(() => {
    window.done = [0, 0, 0, 0];
    addEventListener('click', ({ target }) => {
        const clicked = target.closest('#check') ? 1 : target.closest('#answer-ask') ? 3 : 0;
        if (clicked) window.done[clicked] ||= Date.now();
    }, true);
    new MutationObserver(() => {
        if (document.querySelector('html[data-live]')) window.done[0] ||= Date.now();
        if (document.querySelector('#answer')) window.done[2] ||= Date.now();
    }).observe(document, { subtree: true, childList: true, attributes: true });
})()";

/// Far more than a second, so that what takes longer is a figure.
const SOON: Duration = Duration::from_secs(20);
const WHOLE_RUN: Duration = Duration::from_secs(60);
