//! A run from the click to its end.

use core::time::Duration;

use diagnosis::{Verdict, diagnose};
use fixtures::reports::relayed::{TARGET, all_passed, challenged, no_connection, reset_at_secure, resolved};
use frontend::{Action, Attempt};
use ui::{End, LegProgress, Loss, Phase, Progress, Run, SignIn};
use wire::{
    Elapsed, Leg, LegEvent, LegKind, LegStarted, MOST_LEGS, Node, Outcome, Place, Record, Refusal, Report, RunEnd,
    RunKey, ServerMessage, Stage, StageEvent,
};

use crate::player::Player;

fn is_running(player: &Player, stage: Stage) -> bool {
    matches!(player.run().progress(stage), Progress::Running { .. })
}

fn opened(player: &Player) -> Vec<Stage> {
    let open = |stage: &Stage| player.run().is_open(*stage);
    player.run().rows().filter(open).collect()
}

#[test]
fn the_first_row_runs_from_the_click_on_and_all_others_wait() {
    let player = Player::with_text(TARGET).start();

    assert!(is_running(&player, Stage::Relay));
    for stage in LegKind::ToComputer.stages() {
        assert_eq!(player.run().progress(stage), Progress::Waiting);
    }
}

#[test]
fn a_sign_in_changes_the_answer_when_it_tells_what_it_came_to() {
    let answer = |player: &Player| {
        let run = player.run();
        let findings: Vec<_> = run.findings().iter().map(|finding| finding.id).collect();
        (run.verdict(), findings)
    };
    let mut page = Player::checking(TARGET).finish(challenged("PC-FRONTDESK"));
    let before = answer(&page);
    assert_eq!(before.0, Verdict::ReachesSignIn);

    let mut signed_in = all_passed();
    for leg in &mut signed_in.legs {
        (leg.from, leg.place) = (Node::of(Place::Browser), Place::Browser);
    }
    page = page.sign_in(ServerMessage::Leg(begun_by_browser()));
    for stage in signed_in.stages() {
        let event = StageEvent::Reported(Box::new(stage.clone()));
        page = page.sign_in(ServerMessage::Stage(LegEvent { leg: 0, event }));
        assert_eq!(answer(&page), before, "{:?}", stage.stage());
    }
    // Once when the picture is closed, and once more when the connection is.
    for _ in 0..2 {
        page = page.sign_in(ServerMessage::Finished(Box::new(signed_in.clone())));
        let (verdict, findings) = answer(&page);
        assert_eq!(verdict, Verdict::Works);
        assert_ne!(findings, before.1);
    }
}

#[test]
fn text_that_is_no_target_starts_nothing_and_is_kept() {
    let player = Player::default().act(Action::Edit("my pc".to_owned())).start();

    assert!(player.state.page.results.run.is_none());
    assert_eq!(player.state.page.question.form.text(), "my pc");
    assert!(player.state.page.question.form.complaint().is_some());
}

#[test]
fn the_greeting_ends_the_first_row_with_its_time() {
    let player = Player::with_text(TARGET).start().wait(40).greet();

    let relay = player.run().stage(Stage::Relay).unwrap();
    assert_eq!(relay.outcome, Outcome::Passed);
    assert_eq!(relay.elapsed_ms.unwrap().as_micros(), 40_000);
    assert_eq!(player.run().legs().0, LegProgress::Whole(relay.elapsed_ms));
}

#[test]
fn a_stage_runs_until_it_is_reported() {
    let player = Player::checking(TARGET).begin(Stage::Resolve).wait(2_500);

    let Some((Stage::Resolve, elapsed, limit)) = player.run().running() else {
        panic!("{:?}", player.run().running());
    };
    assert_eq!((elapsed.as_millis(), limit.as_millis()), (2_500, 10_000.0));

    let player = player.report(resolved(&["192.0.2.1"]));
    assert_eq!(player.run().progress(Stage::Resolve), Progress::Ended(Outcome::Passed));
    assert_eq!(player.run().running(), None);
}

#[test]
fn no_row_opens_by_itself_since_the_card_says_it() {
    assert_eq!(opened(&Player::checking(TARGET).finish(reset_at_secure())), []);
    assert_eq!(opened(&Player::checking(TARGET).finish(no_connection())), []);
}

#[test]
fn rows_behind_the_broken_one_are_not_reached() {
    let player = Player::checking(TARGET).finish(reset_at_secure());

    assert_eq!(player.run().progress(Stage::Secure), Progress::Ended(Outcome::Failed));
    assert_eq!(player.run().progress(Stage::Stay), Progress::Ended(Outcome::NotReached));
    assert_eq!(player.run().legs().1, LegProgress::Broken(Stage::Secure));
}

#[test]
fn a_leg_that_holds_shows_one_way_there_and_back() {
    for report in [all_passed(), challenged("PC")] {
        let handshake = report.connections().first().map(|it| it.handshake_ms);

        let player = Player::checking(TARGET).finish(report);

        assert_eq!(player.run().legs().1, LegProgress::Whole(handshake));
    }
}

#[test]
fn a_relay_that_never_greets_is_silent_and_nothing_is_said_about_the_computer() {
    let player = Player::with_text(TARGET).start().wait(9_999);
    assert!(is_running(&player, Stage::Relay));

    let player = player.wait(1);
    assert_eq!(*player.run().phase(), Phase::Over(End::RelayUnreachable));
    assert_eq!(player.run().progress(Stage::Relay), Progress::Ended(Outcome::Silent));
    assert_eq!(
        player.run().legs(),
        (LegProgress::Broken(Stage::Relay), LegProgress::Unknown)
    );
    assert_eq!(player.run().verdict(), Verdict::NotChecked);
    assert!(player.run().findings().is_empty());
}

#[test]
fn a_relay_lost_in_the_middle_breaks_its_own_leg_and_keeps_what_it_found() {
    let player = Player::checking(TARGET)
        .begin(Stage::Resolve)
        .report(resolved(&["192.0.2.1"]))
        .begin(Stage::Connect)
        .lose(Loss::Closed);

    assert_eq!(*player.run().phase(), Phase::Over(End::RelayLost));
    assert_eq!(player.run().progress(Stage::Relay), Progress::Ended(Outcome::Failed));
    assert_eq!(player.run().progress(Stage::Resolve), Progress::Ended(Outcome::Passed));
    assert_eq!(player.run().progress(Stage::Connect), Progress::Interrupted);
    assert_eq!(player.run().broken(), Some(Stage::Relay));
    // What is saved of it opens again.
    let saved = player.run().report();
    assert!(player.run().can_be_saved());
    assert_eq!((saved.end, saved.fault()), (RunEnd::Cancelled, None));
    assert_eq!(Verdict::of(saved, &diagnose(saved)), Verdict::PartlyChecked);
}

#[test]
fn a_relay_that_falls_silent_is_given_up_some_time_after_the_stage_limit() {
    let player = Player::checking(TARGET).begin(Stage::Connect).wait(14_999);
    assert!(player.run().is_under_way());

    let player = player.wait(1);
    assert_eq!(*player.run().phase(), Phase::Over(End::RelayLost));
    assert_eq!(player.run().loss(), Some(Loss::Silent));
}

#[test]
fn a_run_that_waits_for_its_turn_says_how_many_come_first_and_is_not_given_up_meanwhile() {
    let player = Player::checking(TARGET).hear(ServerMessage::Waiting { ahead: 2 });
    assert_eq!(player.run().ahead(), Some(2));

    let player = player.wait(19_999);
    assert!(player.run().is_under_way());
    let waited = player.hear(ServerMessage::Waiting { ahead: 0 }).wait(19_999);
    assert!(waited.run().is_under_way());
    let walked = waited.hear(ServerMessage::Leg(LegStarted {
        leg: 0,
        from: Node::Relay,
        to: Node::Computer,
        place: Place::Relay,
        agent: None,
        gateway: None,
    }));
    assert_eq!(walked.run().ahead(), None);
}

#[test]
fn cancelling_before_the_greeting_ends_the_run_at_once() {
    let player = Player::with_text(TARGET).start().cancel();

    assert_eq!(*player.run().phase(), Phase::Over(End::Cancelled));
    assert_eq!(player.run().progress(Stage::Relay), Progress::Interrupted);
    assert_eq!(player.run().broken(), None);
}

#[test]
fn a_run_walks_every_leg_that_the_relay_announces() {
    let place = Place::Relay;
    let leg = |leg, from, to| {
        ServerMessage::Leg(LegStarted {
            leg,
            from,
            to,
            place,
            agent: None,
            gateway: None,
        })
    };
    let limit_ms = Elapsed::from(Duration::from_secs(10));
    let event = StageEvent::Started {
        stage: Stage::Connect,
        limit_ms,
    };

    let player = Player::checking(TARGET)
        .hear(leg(0, Node::Relay, Node::Gateway))
        .hear(leg(1, Node::Gateway, Node::Computer))
        .hear(ServerMessage::Stage(LegEvent { leg: 0, event }));

    let run = player.run();
    let gateway = &run.report().legs[0];
    assert_eq!(gateway.kind(), LegKind::ToGateway);
    let connect = gateway.stage(Stage::Connect).unwrap();
    assert!(matches!(run.progress_on(0, connect), Progress::Running { .. }));
    assert_eq!(run.progress(Stage::Connect), Progress::Waiting, "that is another leg's");
}

#[test]
fn a_report_tells_of_the_pages_own_leg_and_is_shown_with_it_again() {
    let told = Player::checking(TARGET)
        .finish(reset_at_secure())
        .run()
        .report()
        .clone();

    let shown = Run::kept(1, told.clone());

    let own = |report: &Report| report.legs.iter().filter(|leg| leg.from == Node::Browser).count();
    assert_eq!((own(&told), own(shown.report())), (1, 1));
    assert_eq!(shown.stage(Stage::Relay), told.legs[1].stage(Stage::Relay));
    assert_eq!(told.fault(), None);
}

#[test]
fn a_cancelled_run_takes_the_report_that_the_relay_still_sends() {
    let mut report = Report::new(TARGET.parse().unwrap(), Place::Relay, 0);
    report.replace(resolved(&["192.0.2.1"]));
    report.end = RunEnd::Cancelled;

    let player = Player::checking(TARGET).begin(Stage::Connect).cancel();
    assert!(player.run().is_under_way());

    let player = player.hear(ServerMessage::Finished(Box::new(report.clone())));
    assert_eq!(*player.run().phase(), Phase::Over(End::Finished));
    let told = player.run().report();
    assert_eq!((told.end, &told.legs[..1]), (report.end, &report.legs[..]));
    assert_eq!(player.run().progress(Stage::Connect), Progress::Interrupted);
    assert!(player.run().verdict() == Verdict::PartlyChecked);
}

#[test]
fn a_cancelled_run_does_not_wait_for_a_relay_that_does_not_answer() {
    let player = Player::checking(TARGET)
        .begin(Stage::Resolve)
        .report(resolved(&["192.0.2.1"]))
        .begin(Stage::Connect)
        .cancel()
        .wait(2_000);

    assert_eq!(*player.run().phase(), Phase::Over(End::Cancelled));
    assert_eq!(player.run().progress(Stage::Resolve), Progress::Ended(Outcome::Passed));
    assert_eq!(player.run().progress(Stage::Connect), Progress::Interrupted);
    assert_eq!(player.run().progress(Stage::Relay), Progress::Ended(Outcome::Passed));
}

#[test]
fn a_refused_run_ends_with_the_reason() {
    let player = Player::checking(TARGET).hear(ServerMessage::Refused(Refusal::TargetForbidden));

    assert_eq!(
        *player.run().phase(),
        Phase::Over(End::Refused(Refusal::TargetForbidden))
    );
    assert_eq!(player.run().broken(), None);
}

#[test]
fn what_comes_after_the_end_changes_nothing() {
    let over = Player::checking(TARGET).finish(all_passed());

    let later = over.clone().lose(Loss::Closed).begin(Stage::Connect).cancel().wait(99);

    assert_eq!(later.run(), over.run());
}

#[test]
fn a_second_check_asks_for_nothing_and_begins_anew() {
    let first = Player::checking(TARGET).finish(reset_at_secure());
    assert_eq!(first.run().number(), 1);

    let second = first.start();

    assert_eq!(second.run().number(), 2);
    assert_eq!(second.run().target().to_string(), format!("{TARGET}:3389"));
    assert!(opened(&second).is_empty());
}

#[test]
fn a_second_click_while_running_starts_nothing() {
    let player = Player::checking(TARGET).start();

    assert_eq!(player.run().number(), 1);
    assert_eq!(*player.run().phase(), Phase::Checking);
}

#[test]
fn typing_another_name_keeps_the_result_until_a_new_check_starts() {
    let player = Player::checking(TARGET)
        .finish(all_passed())
        .act(Action::Edit("other".to_owned()));

    assert_eq!(player.run().target().to_string(), format!("{TARGET}:3389"));
}

#[test]
fn a_row_that_the_reader_opened_closes_again() {
    let player = Player::checking(TARGET)
        .finish(all_passed())
        .act(Action::Toggle(Stage::Connect));
    assert_eq!(opened(&player), [Stage::Connect]);

    assert!(opened(&player.act(Action::Toggle(Stage::Connect))).is_empty());
}

#[test]
fn password_wall_is_never_said_to_work() {
    let wall = Player::checking(TARGET).finish(challenged("PC"));
    assert_eq!(wall.run().verdict(), Verdict::ReachesSignIn);

    let whole = Player::checking(TARGET).finish(all_passed());
    assert_eq!(whole.run().verdict(), Verdict::Works);
}

#[test]
fn run_that_the_server_broke_off_says_nothing_about_the_computer_and_draws_no_whole_leg() {
    let begun = Player::checking(TARGET)
        .begin(Stage::Resolve)
        .report(resolved(&["192.0.2.1"]));

    let stopped = begun.hear(ServerMessage::Refused(Refusal::ShuttingDown));

    assert_eq!(stopped.run().verdict(), Verdict::NotChecked);
    assert_eq!(stopped.run().legs().1, LegProgress::Unknown);
    assert!(stopped.run().is_worth_taking());
}

/// A run that the relay has under this key.
fn started(player: Player) -> Player {
    player.hear(ServerMessage::Started {
        run: "q0m5".to_owned(),
        key: Some(RunKey::new("AAAA".to_owned())),
    })
}

#[test]
fn key_of_a_run_stands_for_its_report_only_once_there_is_one() {
    let checking = started(Player::checking(TARGET));
    assert_eq!(checking.run().key(), None, "the relay has no report yet");

    let over = checking
        .hear(ServerMessage::Recorded { record: Record::Bytes })
        .finish(all_passed());
    assert!(over.run().key().is_some());
    assert!(over.run().recording().is_some());

    let forgotten = over.act(Action::RunGone(Attempt::Preview));
    assert_eq!((forgotten.run().key(), forgotten.run().recording()), (None, None));
}

#[test]
fn page_that_joins_a_run_keeps_the_key_that_it_came_with() {
    let joined = Player::default().act(Action::Join {
        at: Duration::ZERO,
        target: TARGET.parse().unwrap(),
        key: RunKey::new("AAAA".to_owned()),
    });

    let over = joined
        .greet()
        .hear(ServerMessage::Started {
            run: "q0m5".to_owned(),
            key: None,
        })
        .finish(all_passed());

    assert_eq!(over.run().key().map(RunKey::as_str), Some("AAAA"));
}

#[test]
fn step_that_broke_before_the_relay_was_lost_still_decides_the_verdict() {
    let report = reset_at_secure();
    let broken = report
        .stages()
        .iter()
        .fold(Player::checking(TARGET), |player, stage| player.report(stage.clone()));

    let lost = broken.lose(Loss::Closed);

    assert_eq!(*lost.run().phase(), Phase::Over(End::RelayLost));
    assert_eq!(lost.run().verdict(), Verdict::Blocked);
}

#[test]
fn news_of_a_cancelled_run_do_not_prolong_the_wait_for_its_end() {
    let cancelled = Player::checking(TARGET).begin(Stage::Resolve).cancel().wait(1_500);

    let told = cancelled.report(resolved(&["192.0.2.1"])).wait(500);

    assert_eq!(*told.run().phase(), Phase::Over(End::Cancelled));
}

#[test]
fn relay_that_goes_after_a_cancel_has_done_what_was_asked() {
    let cancelled = Player::checking(TARGET).begin(Stage::Resolve).cancel();

    let gone = cancelled.lose(Loss::Closed);

    assert_eq!(*gone.run().phase(), Phase::Over(End::Cancelled));
    assert_eq!(gone.run().loss(), None);
}

#[test]
fn sign_in_to_the_last_computer_is_closed_by_the_next_check() {
    let mut over = Player::checking(TARGET).finish(challenged("PC-FRONTDESK"));
    over.state.page.sign_in = SignIn::Offered;
    let open = over.act(Action::SignIn);
    assert_eq!(open.state.page.sign_in, SignIn::Open);

    let again = open.start();

    assert_eq!(again.state.page.sign_in, SignIn::Offered);
}

/// The leg of a sign-in begins.
fn begun_by_browser() -> LegStarted {
    let place = Place::Browser;
    LegStarted {
        leg: 0,
        from: Node::of(place),
        to: Node::Computer,
        place,
        agent: None,
        gateway: None,
    }
}

#[test]
fn what_a_tool_told_after_a_sign_in_leaves_its_leg_where_it_is() {
    let over = Player::checking(TARGET).finish(challenged("PC-FRONTDESK"));
    let mut signed_in = over.sign_in(ServerMessage::Leg(begun_by_browser()));
    let legs = signed_in.run().report().legs.clone();

    let told = Leg::new(Node::Tool, Node::Computer, Place::Tool);
    let run = signed_in.state.page.results.run.as_mut().unwrap();
    run.be_told(Some(Box::new(told)));

    assert_eq!(signed_in.run().report().legs, legs);
}

#[test]
fn sign_in_takes_no_leg_more_than_a_report_may_have() {
    let mut report = challenged("PC-FRONTDESK");
    let one = report.legs[0].clone();
    report.legs.resize(MOST_LEGS, one);
    let full = Player::default().act(Action::Show(Ok(Box::new(report))));

    let signing_in = full.sign_in(ServerMessage::Leg(begun_by_browser()));

    assert_eq!(signing_in.run().report().legs.len(), MOST_LEGS);
}
