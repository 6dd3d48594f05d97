//! The page's own requests, as its state makes and writes them, put to a real relay; and the relay's answers, as the
//! page reads them.

use std::time::Duration;

use fixtures::http::{Answer, Client};
use frontend::{Action, AppState, Attempt, Effect};
use serde_json::Value;
use suite::live::Live;
use suite::rdptrace;
use ui::{ExportKind, Leaves, Link, ShareAction};
use wire::json::{Json, ReadJson};
use wire::{
    DecodeAnswer, Disclosure, Life, Problem, ProblemKind, Record, Report, ServerMessage, ShareContent, ShareReceipt,
    SharedResult,
};

/// A server that resets the connection when TLS begins.
const FAILED: &str = include_str!("../../relay/tests/relay/reports/reset-at-hello.json");

const DOING: &str = "Opening \"the\" front desk";

/// A page that shows a result, and the relay that it talks to.
struct Page {
    state: AppState,
    client: Client,
    _relay: rdptrace::Relay,
}

impl Page {
    /// The relay's own run has just ended: nothing listens where it was to connect.
    async fn after_a_run() -> Self {
        let relay = rdptrace::Relay::start();
        let mut state = AppState::filled("127.0.0.1:1");
        let at = Duration::ZERO;
        let started = state.apply(Action::Start {
            at,
            record: Record::Bytes,
        });
        let [Effect::Connect { target, .. }] = &started[..] else {
            panic!("a connection is asked for: {started:?}");
        };
        let mut live = Live::open(&relay).await;
        let hello = ServerMessage::Hello {
            version: "0.1.0".to_owned(),
            sharing: Some(Life::Week),
            level: None,
            agents: Vec::new(),
        };
        state.apply(Action::Heard { message: hello, at });
        for message in live.follow(target.clone()).await {
            state.apply(Action::Heard { message, at });
        }
        let run = state.page.results.run.as_ref().expect("a run");
        assert!(run.key().is_some(), "the relay has the run");
        Self::of(state, relay)
    }

    /// The page of somebody who opened a file.
    fn with_a_file() -> Self {
        let relay = rdptrace::Relay::start();
        let report: Report = serde_json::from_str(FAILED).expect("a report");
        let mut state = AppState::default();
        state.apply(Action::Show(Ok(Box::new(report))));
        Self::of(state, relay)
    }

    async fn both() -> [Self; 2] {
        [Self::after_a_run().await, Self::with_a_file()]
    }

    fn of(state: AppState, relay: rdptrace::Relay) -> Self {
        Self {
            state,
            client: Client::of(&relay.url),
            _relay: relay,
        }
    }

    /// The one thing that follows from `action`, besides where the focus goes.
    fn effect(&mut self, action: Action) -> Effect {
        let mut effects = self.state.apply(action);
        effects.retain(|effect| !matches!(effect, Effect::Focus(_)));
        assert_eq!(effects.len(), 1, "{effects:?}");
        effects.remove(0)
    }

    fn post(&self, path: &str, body: &str) -> Answer {
        self.client.send(
            "POST",
            path,
            &[("content-type", "application/json")],
            Some(body.as_bytes()),
        )
    }

    /// The dialog in which the result is shared, with its preview from the relay.
    fn shows_what_is_shared(&mut self) {
        let open = ShareAction::Open {
            now_ms: 1_790_000_000_000,
            doing: DOING.to_owned(),
            leaves: Leaves::WhenSeen,
        };
        let Effect::Preview { number, level, body } = self.effect(Action::Share(open)) else {
            panic!("a preview is asked for");
        };
        let report: Report = read(&self.post("/api/redactions", &body));
        assert_eq!(report.redacted, Some(Disclosure::Support));
        self.state.apply(Action::Share(ShareAction::Previewed {
            number,
            level,
            result: Some(Box::new(report)),
        }));
    }
}

/// Reads an answer as the page does.
fn read<T: ReadJson>(answer: &Answer) -> T {
    let said = String::from_utf8_lossy(&answer.body);
    assert!((200..300).contains(&answer.status), "{}: {said}", answer.status);
    T::read(&Parsed(answer.json())).unwrap_or_else(|| panic!("the page cannot read {said}"))
}

/// What stands for the browser's parser.
struct Parsed(Value);

impl Json for Parsed {
    fn member(&self, name: &str) -> Option<Self> {
        self.0.get(name).filter(|value| !value.is_null()).cloned().map(Self)
    }

    fn items(&self) -> Option<Vec<Self>> {
        Some(self.0.as_array()?.iter().cloned().map(Self).collect())
    }

    fn text(&self) -> Option<String> {
        self.0.as_str().map(str::to_owned)
    }

    fn number(&self) -> Option<f64> {
        self.0.as_f64()
    }

    fn truth(&self) -> Option<bool> {
        self.0.as_bool()
    }

    fn is_null(&self) -> bool {
        self.0.is_null()
    }
}

#[tokio::test]
async fn the_relay_says_what_a_code_means_and_why_it_fits_the_pages_result() {
    for mut page in Page::both().await {
        page.state
            .apply(Action::EditClientError("Error code: 0x4\n\"…\"".to_owned()));

        let Effect::Decode { number, body } = page.effect(Action::LeaveClientError) else {
            panic!("a question is asked");
        };
        let answer: DecodeAnswer = read(&page.post("/api/decode", &body));

        assert!(answer.fit.is_some(), "the result came along: {answer:?}");
        assert!(!answer.codes.is_empty(), "{answer:?}");
        let answer = Some(Box::new(answer));
        page.state.apply(Action::Decoded { number, answer });
        assert!(page.state.page.question.client_error.fit().is_some());
    }
}

#[tokio::test]
async fn the_relay_keeps_what_the_page_shares_and_forgets_what_it_revokes() {
    for mut page in Page::both().await {
        page.shows_what_is_shared();
        let preview = page.state.page.shown().expect("a preview").report().clone();
        let Effect::Share { number, body } = page.effect(Action::Share(ShareAction::Send)) else {
            panic!("the result is shared");
        };

        let receipt: ShareReceipt = read(&page.post("/api/reports", &body));

        let path = format!("/api/reports/{}", receipt.id);
        let kept: SharedResult = read(&page.client.get(&path));
        let ShareContent::Open { report, doing, .. } = kept.content else {
            panic!("the relay can read it");
        };
        assert_eq!(*report, preview, "what was previewed is what is kept");
        assert_eq!(doing.map(|doing| doing.to_string()).as_deref(), Some(DOING));
        let address = format!("http://localhost{}", receipt.path);
        let result = Ok(Link { address, receipt });
        page.state.apply(Action::Share(ShareAction::Sent { number, result }));
        let Effect::Revoke { link, .. } = page.effect(Action::Share(ShareAction::Revoke)) else {
            panic!("the link is revoked");
        };
        assert_eq!(page.client.delete(&path, &link.receipt.revoke).status, 204);
        assert_eq!(page.client.get(&path).status, 410);
    }
}

#[tokio::test]
async fn the_relay_writes_the_pages_result_in_every_form() {
    for mut page in Page::both().await {
        let run = page.state.page.results.run.as_ref().expect("a run");
        let found = run.findings().first().expect("a finding").id;
        for (kind, of_this_form) in [
            (ExportKind::Text, "\n-----"),
            (ExportKind::Markdown, "## "),
            (ExportKind::Html, "<!doctype html>"),
        ] {
            let Effect::Export { body, .. } = page.effect(Action::Export(kind)) else {
                panic!("{kind:?} is asked for");
            };

            let answer = page.post("/api/exports", &body);

            let said = String::from_utf8_lossy(&answer.body);
            assert_eq!(answer.status, 200, "{said}");
            assert!(said.contains(found) && said.contains(of_this_form), "{kind:?}: {said}");
        }
    }
}

#[tokio::test]
async fn a_run_that_the_relay_does_not_have_is_brought_by_the_page() {
    let mut page = Page::after_a_run().await;
    // Another relay, which never had the run.
    let other = rdptrace::Relay::start();
    page.client = Client::of(&other.url);
    let Effect::Export { kind, body } = page.effect(Action::Export(ExportKind::Text)) else {
        panic!("a text is asked for");
    };

    let refused = page.post("/api/exports", &body);

    let problem = Problem::read(&Parsed(refused.json())).expect("a problem");
    assert_eq!(problem.problem, ProblemKind::RunGone);
    let Effect::Export { body, .. } = page.effect(Action::RunGone(Attempt::Export(kind))) else {
        panic!("it is asked for again");
    };
    assert_eq!(page.post("/api/exports", &body).status, 200);
}
