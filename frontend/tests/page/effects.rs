//! What follows from what the reader does and the relay says, besides another page.

use diagnosis::Verdict;
use fixtures::reports::relayed::{TARGET, all_passed, reset_at_secure};
use frontend::{Action, AppState, Attempt, Effect, News};
use serde::de::DeserializeOwned;
use ui::{ExportKind, FormView, Leaves, Link, Loss, Recent, ShareAction};
use wire::{
    AskProgress, DecodeRequest, Disclosure, ExportRequest, LegEvent, Node, Outcome, Record, RedactionRequest, Report,
    Route, RunKey, ServerMessage, ShareReceipt, ShareRequest, ShareSource, Stage, StageEvent, StageReport,
};

use crate::player::{Player, ask};

fn failed() -> Player {
    Player::checking(TARGET).finish(reset_at_secure())
}

fn share(player: Player, action: ShareAction) -> Player {
    player.act(Action::Share(action))
}

/// The dialog in which the failed run is shared, with its preview.
fn previewed() -> Player {
    shown_in_dialog(failed())
}

/// The dialog in which the failed run of `page` is shared, with its preview.
fn shown_in_dialog(page: Player) -> Player {
    let open = ShareAction::Open {
        now_ms: 0,
        doing: String::new(),
        leaves: Leaves::WhenSeen,
    };
    let report = Report {
        redacted: Some(Disclosure::Support),
        ..reset_at_secure()
    };
    let shown = ShareAction::Previewed {
        number: 1,
        level: Disclosure::Support,
        result: Some(Box::new(report)),
    };
    share(share(page, open), shown)
}

#[test]
fn a_check_connects_once_and_lets_go_when_it_is_over() {
    let started = Player::with_text(TARGET).start();
    assert_eq!(started.effects, [connect(Record::Bytes)]);
    assert_eq!(started.clone().start().effects, []);

    assert_eq!(
        started.greet().finish(all_passed()).effects,
        remembered(Verdict::Works, &all_passed())
    );
}

#[test]
fn secrets_of_tls_are_kept_only_where_a_run_begins_with_them() {
    let again = failed().start_recording(Record::BytesAndTlsSecrets);

    assert!(
        again.effects.contains(&connect(Record::BytesAndTlsSecrets)),
        "{:?}",
        again.effects
    );
}

/// What follows from the end of a run: the connection goes, the reader is led to the answer, and a portal hears of it.
fn over() -> [Effect; 3] {
    [
        Effect::Disconnect,
        Effect::Focus("answer"),
        Effect::TellPortal(News::Over),
    ]
}

/// The same of a run with a report, which the browser is to remember.
fn remembered(verdict: Verdict, report: &Report) -> [Effect; 4] {
    let recent = Recent {
        target: report.target.to_string(),
        verdict,
    };
    let [disconnect, focus, tell] = over();
    [disconnect, Effect::KeepRecent(vec![recent]), focus, tell]
}

#[test]
fn result_survives_a_reload_and_is_the_readers_own() {
    let state = AppState::filled(TARGET).restored("0x4".to_owned(), Some(reset_at_secure()));

    let run = state.page.results.run.as_ref().unwrap();
    assert!(!run.is_kept() && run.is_open_to_relay());
    assert_eq!(state.page.question.view, FormView::Folded);
    assert_eq!(state.page.question.client_error.text(), "0x4");
}

#[test]
fn last_checks_are_forgotten_where_the_reader_says_so() {
    let forgetful = failed().act(Action::ForgetRecent(None));

    assert!(forgetful.state.page.recent.is_empty());
    assert_eq!(
        forgetful.effects,
        [Effect::KeepRecent(Vec::new()), Effect::Focus("target")]
    );
}

#[test]
fn one_of_the_last_checks_is_forgotten_and_the_others_are_kept() {
    let mut state = failed().state;
    let other = Recent {
        target: "other-pc".to_owned(),
        verdict: Verdict::Works,
    };
    let failed_one = state.page.recent[0].target.clone();
    other.clone().add(&mut state.page.recent);

    let effects = state.apply(Action::ForgetRecent(Some(failed_one)));

    assert_eq!(state.page.recent, core::slice::from_ref(&other));
    assert_eq!(
        effects,
        [Effect::KeepRecent(vec![other]), Effect::Focus("forget-recent")]
    );
}

#[test]
fn form_is_one_line_above_a_result_until_the_reader_asks_something_else() {
    let view = |player: &Player| player.state.page.question.view;
    let over = failed();
    assert_eq!(view(&over), FormView::Folded);

    let asking = over.act(Action::Unfold);
    assert_eq!(
        (view(&asking), asking.effects),
        (FormView::Whole, vec![Effect::Focus("target")])
    );
}

/// A request as the relay reads it.
fn sent<T: DeserializeOwned>(body: &str) -> T {
    serde_json::from_str(body).unwrap_or_else(|error| panic!("{error}: {body}"))
}

fn connect(record: Record) -> Effect {
    Effect::Connect {
        target: TARGET.parse().unwrap(),
        record,
        route: Route::default(),
    }
}

#[test]
fn a_text_that_names_no_computer_gets_the_focus_and_starts_nothing() {
    assert_eq!(Player::with_text("my pc").start().effects, [Effect::Focus("target")]);
}

#[test]
fn the_relay_is_told_once_that_a_run_is_cancelled() {
    let cancelled = Player::checking(TARGET).cancel();
    assert_eq!(cancelled.effects, [Effect::CancelRun]);
    assert_eq!(cancelled.clone().cancel().effects, []);
    assert_eq!(cancelled.wait(2_000).effects, over());

    let before_the_greeting = Player::with_text(TARGET).start().cancel();
    assert_eq!(before_the_greeting.effects, over());
}

#[test]
fn what_a_program_said_is_asked_again_once_there_is_a_result() {
    let typed = Player::with_text(TARGET).act(Action::EditClientError("0x4".to_owned()));
    let asked = |report| DecodeRequest {
        said: "0x4".to_owned(),
        run: None,
        report,
    };

    let started = typed.start();
    let [begun, Effect::Decode { number: 1, body }] = &started.effects[..] else {
        panic!("{:?}", started.effects);
    };
    assert_eq!((begun, sent(body)), (&connect(Record::Bytes), asked(None)));

    let over = started.greet().finish(reset_at_secure());
    let [Effect::Decode { number: 2, body }, rest @ ..] = &over.effects[..] else {
        panic!("{:?}", over.effects);
    };
    assert_eq!(
        sent::<DecodeRequest>(body),
        asked(Some(Box::new(over.run().report().clone())))
    );
    assert_eq!(rest, remembered(Verdict::Blocked, &reset_at_secure()));
}

#[test]
fn a_portal_hears_of_the_beginning_of_each_step_that_ended_and_of_the_end() {
    let started = ServerMessage::Started {
        run: "q0m5".to_owned(),
        key: Some(RunKey::new("k".to_owned())),
    };
    let begun = Player::checking(TARGET).hear(started);
    assert!(begun.effects.contains(&Effect::TellPortal(News::Started)));

    let event = StageEvent::Reported(Box::new(StageReport::not_reached(Stage::Connect)));
    let stepped = begun.hear(ServerMessage::Stage(LegEvent { leg: 0, event }));
    let step = News::Stage(Stage::Connect, Outcome::NotReached);
    assert_eq!(stepped.effects, [Effect::TellPortal(step)]);

    let over = stepped.finish(reset_at_secure());
    assert!(over.effects.contains(&Effect::TellPortal(News::Over)));
}

#[test]
fn what_the_preview_showed_is_what_leaves() {
    let [Effect::Share { body, .. }] = &share(previewed(), ShareAction::Send).effects[..] else {
        panic!("the result is shared");
    };

    let content = sent::<ShareRequest>(body).content;
    assert!(matches!(content, ShareSource::Open { report, .. } if report.redacted == Some(Disclosure::Support)));
    assert!(share(previewed(), ShareAction::Level(Disclosure::Public)).effects.len() == 1);
}

#[test]
fn a_sealed_result_leaves_the_page_in_no_request() {
    let unsealed = Player::default().act(Action::Unseal(Ok(Box::new(reset_at_secure()))));
    for kind in [ExportKind::Text, ExportKind::Markdown, ExportKind::Html] {
        assert_eq!(unsealed.clone().act(Action::Export(kind)).effects, [], "{kind:?}");
    }
    let open = ShareAction::Open {
        now_ms: 0,
        doing: String::new(),
        leaves: Leaves::WhenSeen,
    };
    assert_eq!(share(unsealed.clone(), open).effects, []);

    let asked = unsealed
        .act(Action::EditClientError("0x4".to_owned()))
        .act(Action::LeaveClientError);

    assert!(
        matches!(&asked.effects[..], [Effect::Decode { body, .. }] if sent::<DecodeRequest>(body).report.is_none()),
        "{:?}",
        asked.effects
    );
}

#[test]
fn the_key_of_a_link_is_not_told_to_the_relay() {
    let sealed = share(share(previewed(), ShareAction::Seal(true)), ShareAction::Send);
    assert!(matches!(sealed.effects[..], [Effect::ShareSealed { .. }]));
    let shared = share(
        sealed,
        ShareAction::Sent {
            number: 1,
            result: Ok(link("#key")),
        },
    );

    let exported = shared.act(Action::Export(ExportKind::Html));

    assert!(
        matches!(&exported.effects[..], [Effect::Export { body, .. }] if sent::<ExportRequest>(body).link.is_none()),
        "{:?}",
        exported.effects
    );
}

/// A link that was made, with `key` at its end.
fn link(key: &str) -> Link {
    Link {
        address: format!("https://rdptrace.example.org/r/A{key}"),
        receipt: ShareReceipt {
            id: "A".to_owned(),
            path: "/r/A".to_owned(),
            expires_at_ms: 1,
            revoke: "B".to_owned(),
        },
    }
}

/// A run that the relay has, and what it is called there.
fn with_a_key() -> Player {
    Player::checking(TARGET)
        .hear(ServerMessage::Started {
            run: "q0m5".to_owned(),
            key: Some(RunKey::new("AAAA".to_owned())),
        })
        .finish(reset_at_secure())
}

fn export(player: Player) -> ExportRequest {
    let effect = player.act(Action::Export(ExportKind::Text)).effects.remove(0);
    let Effect::Export { body, .. } = effect else {
        panic!("{effect:?}");
    };
    sent(&body)
}

/// Whether a request names the relay's own run and brings no report.
fn names_the_run(body: &str) -> bool {
    let request: serde_json::Value = sent(body);
    request["run"].is_string() && request["report"].is_null()
}

#[test]
fn the_relays_own_run_is_named_by_its_key_and_no_report_travels_back() {
    let player = with_a_key();
    let request = export(player.clone());
    assert_eq!((request.run.is_some(), request.report), (true, None));
    let legs: Vec<_> = request.legs.iter().map(|leg| (leg.from, leg.to)).collect();
    assert_eq!(legs, [(Node::Browser, Node::Relay)], "only the page knows its own leg");

    let asked = player
        .clone()
        .act(Action::EditClientError("0x4".to_owned()))
        .act(Action::LeaveClientError);
    assert!(matches!(&asked.effects[..], [Effect::Decode { body, .. }] if names_the_run(body)));

    let open = ShareAction::Open {
        now_ms: 0,
        doing: String::new(),
        leaves: Leaves::WhenSeen,
    };
    let opened = share(player, open);
    assert!(matches!(
        &opened.effects[..],
        [Effect::Focus("sharing"), Effect::Preview { body, .. }]
            if names_the_run(body) && sent::<RedactionRequest>(body).legs.len() == 1
    ));
    let shown = share(
        opened,
        ShareAction::Previewed {
            number: 1,
            level: Disclosure::Support,
            result: Some(Box::new(reset_at_secure())),
        },
    );
    let leaving = share(shown, ShareAction::Send);
    assert!(matches!(
        &leaving.effects[..],
        [Effect::Share { body, .. }] if matches!(sent::<ShareRequest>(body).content, ShareSource::Run { .. })
    ));

    let again = leaving.act(Action::RunGone(Attempt::Share));
    assert!(
        matches!(
            &again.effects[..],
            [Effect::Share { body, .. }] if matches!(sent::<ShareRequest>(body).content, ShareSource::Open { .. })
        ),
        "what the relay has forgotten is brought: {:?}",
        again.effects
    );
}

#[test]
fn a_run_that_the_relay_has_forgotten_is_brought_and_stays_forgotten() {
    let forgotten = with_a_key().act(Action::RunGone(Attempt::Export(ExportKind::Text)));

    assert!(matches!(&forgotten.effects[..], [Effect::Export { body, .. }]
            if sent::<ExportRequest>(body).run.is_none() && sent::<ExportRequest>(body).report.is_some()));
    assert!(export(forgotten.clone()).run.is_none());
    assert_eq!(forgotten.run().recording(), None);
}

/// The page of whoever was asked to check the usual computer.
fn asked() -> Player {
    let mut page = Player::default();
    page.state = AppState::asked("AAAAAAAAAAAAAAAAAAAAAA".to_owned());
    page.act(Action::Asked(Ok(ask(TARGET))))
}

#[test]
fn a_portal_hears_of_every_new_link_and_only_the_readers_own_goes_to_support() {
    let copied = |player: &Player| player.effects.iter().any(|it| matches!(it, Effect::CopyLink(_)));
    let written = |player: &Player| player.effects.contains(&Effect::WriteToSupport);

    for (page, is_own) in [
        (failed(), true),
        (asked().start().greet().finish(reset_at_secure()), false),
    ] {
        let mut shared = share(shown_in_dialog(page), ShareAction::Send);
        shared.state.page.sharing.contact = Some("mailto:it@example.org".to_owned());
        let result = Ok(link(""));
        let shared = share(shared, ShareAction::Sent { number: 1, result });

        let told = Effect::TellPortal(News::Shared(link("")));
        assert_eq!(
            shared.effects.iter().filter(|it| **it == told).count(),
            1,
            "{:?}",
            shared.effects
        );
        assert_eq!((copied(&shared), written(&shared)), (is_own, is_own));
        // A link that is there already is no news.
        let again = share(share(shared, ShareAction::Close), ShareAction::Reopen(link("")));
        assert!(!again.effects.contains(&told), "{:?}", again.effects);
    }
}

#[test]
fn whoever_asked_is_told_how_far_it_is_and_nothing_of_what_was_found() {
    let told = |player: &Player| {
        let progress = player.effects.iter().filter_map(|effect| {
            if let Effect::TellProgress { ask, progress } = effect {
                Some((ask.clone(), *progress))
            } else {
                None
            }
        });
        progress.collect::<Vec<_>>()
    };
    let said = |progress: AskProgress| vec![("AAAAAAAAAAAAAAAAAAAAAA".to_owned(), progress)];

    let opened = asked();
    assert_eq!(told(&opened), said(AskProgress::Opened));
    let running = opened.start();
    assert_eq!(told(&running), said(AskProgress::Running));
    let greeted = running.greet();
    assert_eq!(told(&greeted), []);
    let finished = greeted.clone().finish(reset_at_secure());
    assert_eq!(told(&finished), said(AskProgress::Finished));
    assert_eq!(told(&failed()), []);
    // A run that is stopped before it began leaves nothing to consent to.
    assert_eq!(told(&greeted.lose(Loss::Closed)), said(AskProgress::Opened));
}

#[test]
fn whoever_was_asked_sends_the_result_with_one_button_as_it_was_previewed() {
    let open = ShareAction::Open {
        now_ms: 0,
        doing: String::new(),
        leaves: Leaves::WhenKnown,
    };
    let opened = share(failed(), open);
    assert!(opened.effects.iter().all(|it| !matches!(it, Effect::Share { .. })));

    let known = |level| ShareAction::Previewed {
        number: 1,
        level,
        result: Some(Box::new(reset_at_secure())),
    };
    let sent = share(opened.clone(), known(Disclosure::Support));
    assert!(
        sent.effects.iter().any(|it| matches!(it, Effect::Share { .. })),
        "{:?}",
        sent.effects
    );

    // Another level is another consent.
    let other = share(opened, ShareAction::Level(Disclosure::Everything));
    let seen = share(other, known(Disclosure::Everything));
    assert!(seen.effects.iter().all(|it| !matches!(it, Effect::Share { .. })));
}

#[test]
fn sealed_result_is_laid_beside_no_other_since_the_relay_may_not_see_it() {
    let open = Player::default().act(Action::Show(Ok(Box::new(reset_at_secure()))));
    let sealed = Player::default().act(Action::Unseal(Ok(Box::new(reset_at_secure()))));

    let before = |player: Player| {
        let next = player.act(Action::Show(Ok(Box::new(reset_at_secure()))));
        next.state.page.results.before.is_some()
    };

    assert_eq!((before(open), before(sealed)), (true, false));
}
