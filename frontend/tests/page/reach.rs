//! Trying the computer's port from the reader's own browser: asked for, remembered, and part of what is sent.

use fixtures::reports::relayed::{TARGET, all_passed, no_connection, no_such_name, resolved};
use frontend::{Action, AppState, Effect};
use ui::{ExportKind, Leaves, LegProgress, Observed, Phase, ReachConsent, ShareAction};
use wire::{
    DecodeAnswer, Elapsed, Facts, Failure, LegKind, Node, NotChecked, Outcome, Place, ReachFacts, Report, RunKey,
    ServerMessage, Stage, StageReport,
};

use crate::player::{Player, ask};

/// A page that may ask, whose form names the computer.
fn page(reach: ReachConsent) -> Player {
    let mut player = Player::with_text(TARGET);
    player.state.page.reach = reach;
    player
}

fn checking(reach: ReachConsent) -> Player {
    page(reach).start().wait(12).greet()
}

fn tries(player: &Player) -> Vec<&Effect> {
    let tries = player.effects.iter();
    tries.filter(|effect| matches!(effect, Effect::Reach { .. })).collect()
}

fn seen(noted: &str) -> Action {
    Action::Reached {
        number: 1,
        observed: Observed::read(noted),
    }
}

/// What the report says that the browser saw.
fn reach(report: &Report) -> Option<(Outcome, Option<NotChecked>)> {
    let leg = report.legs.iter().find(|leg| leg.kind() == LegKind::ToPort)?;
    let stage = leg.stage(Stage::Reach)?;
    Some((stage.outcome, stage.not_checked))
}

#[test]
fn browser_tries_nothing_before_the_reader_agrees_and_remembers_it_then() {
    let over = checking(ReachConsent::Asked).finish(all_passed());
    assert_eq!(tries(&over), Vec::<&Effect>::new());

    let agreed = over.act(Action::Reach);

    let address = "203.0.113.24:3389".parse().unwrap();
    assert_eq!(
        agreed.effects,
        [
            Effect::Reach { number: 1, address },
            Effect::KeepReachConsent(ReachConsent::Agreed)
        ]
    );
    assert_eq!(agreed.run().direct(), LegProgress::Trying);
    assert_eq!(tries(&agreed.act(Action::Reach)), Vec::<&Effect>::new(), "once");
}

#[test]
fn browser_that_agreed_tries_beside_the_relay_as_soon_as_there_is_one_address() {
    let begun = checking(ReachConsent::Agreed).begin(Stage::Resolve);
    let known = begun.report(resolved(&["192.0.2.1"]));
    assert_eq!(tries(&known).len(), 1);

    let over = known.act(seen("49,51,20,")).finish(all_passed());

    assert_eq!(tries(&over), Vec::<&Effect>::new());
    assert_eq!(reach(over.run().report()), Some((Outcome::Passed, None)));
    assert_eq!(over.run().report().fault(), None);
}

#[test]
fn of_several_addresses_the_one_that_the_relay_uses_is_tried() {
    let begun = checking(ReachConsent::Agreed).begin(Stage::Resolve);
    let known = begun.report(resolved(&["2001:db8::24", "192.0.2.1"]));
    assert_eq!(tries(&known), Vec::<&Effect>::new());

    let over = known.finish(no_connection());
    assert_eq!(tries(&over).len(), 1, "the first, once the relay has tried all");
}

#[test]
fn silence_that_only_the_reader_sees_becomes_the_answer() {
    let over = checking(ReachConsent::Asked).finish(all_passed()).act(Action::Reach);

    let silent = over.act(seen(",,20,"));

    assert_eq!(silent.run().findings()[0].id, "RDP-VAN-001");
    assert!(
        silent
            .effects
            .iter()
            .any(|effect| matches!(effect, Effect::KeepRecent(_)))
    );
    assert_eq!(silent.run().direct(), LegProgress::Silent(Stage::Reach));
}

#[test]
fn whoever_is_asked_or_framed_is_asked_for_every_check() {
    let framed = checking(ReachConsent::EachTime).finish(all_passed()).act(Action::Reach);
    assert_eq!(framed.effects.len(), 1, "{:?}", framed.effects);
    assert_eq!(framed.state.page.reach, ReachConsent::EachTime);

    let mut asked = Player::default();
    asked.state = AppState::asked("id".to_owned());
    asked.state.page.reach = ReachConsent::Agreed;
    let over = asked
        .act(Action::Asked(Ok(ask(TARGET))))
        .start()
        .greet()
        .finish(all_passed());
    assert_eq!(tries(&over), Vec::<&Effect>::new());
    assert!(over.state.page.offers_reach().is_some());
    // What they agree to is this check.
    let mut over = over;
    over.state.page.reach = ReachConsent::Asked;
    assert_eq!(over.act(Action::Reach).state.page.reach, ReachConsent::Asked);
}

#[test]
fn nothing_is_offered_where_the_relay_is_the_readers_own_or_did_not_check() {
    let own = checking(ReachConsent::NotOffered).finish(all_passed());
    assert_eq!(own.state.page.offers_reach(), None);

    let refused = checking(ReachConsent::Agreed).hear(ServerMessage::Refused(wire::Refusal::TargetForbidden));
    assert_eq!((tries(&refused).len(), refused.state.page.offers_reach()), (0, None));
}

#[test]
fn name_without_an_address_is_said_not_to_be_known() {
    let over = checking(ReachConsent::Agreed).finish(no_such_name());

    assert_eq!(tries(&over), Vec::<&Effect>::new());
    let why = Some(NotChecked::NoAddress);
    assert_eq!(reach(over.run().report()), Some((Outcome::NotChecked, why)));
}

#[test]
fn what_comes_while_a_preview_is_open_does_not_leave_with_it() {
    let key = RunKey::new("key".to_owned());
    let started = ServerMessage::Started {
        run: "id".to_owned(),
        key: Some(key),
    };
    let over = checking(ReachConsent::Asked).hear(started).finish(all_passed());
    let trying = over.act(Action::Reach);
    let open = ShareAction::Open {
        now_ms: 0,
        doing: String::new(),
        leaves: Leaves::WhenSeen,
    };

    let open = trying.act(Action::Share(open)).act(seen(",,20,"));
    assert_eq!(reach(open.run().report()), None);

    let closed = open.act(Action::Share(ShareAction::Close));
    assert!(reach(closed.run().report()).is_some());
    let export = closed.act(Action::Export(ExportKind::Text));
    let Some(Effect::Export { body, .. }) = export.effects.first() else {
        panic!("{:?}", export.effects);
    };
    let request: wire::ExportRequest = serde_json::from_str(body).unwrap();
    assert!(request.legs.iter().any(|leg| leg.kind() == LegKind::ToPort));
}

/// The answer to what stands in the field, in which a network tool told this.
fn told(player: Player, said: &str, leg: Option<wire::Leg>) -> Player {
    let asked = player
        .act(Action::EditClientError(said.to_owned()))
        .act(Action::LeaveClientError);
    let number = asked.state.page.question.client_error.awaited().unwrap();
    let answer = DecodeAnswer {
        leg: leg.map(Box::new),
        ..DecodeAnswer::default()
    };
    asked.act(Action::Decoded {
        number,
        answer: Some(Box::new(answer)),
    })
}

#[test]
fn what_a_network_tool_told_is_part_of_what_is_sent_until_something_else_is_pasted() {
    let started = ServerMessage::Started {
        run: "id".to_owned(),
        key: Some(RunKey::new("key".to_owned())),
    };
    let over = checking(ReachConsent::Asked).hear(started).finish(all_passed());
    let sent = |player: &Player| {
        let export = player.clone().act(Action::Export(ExportKind::Text));
        let Some(Effect::Export { body, .. }) = export.effects.first() else {
            panic!("{:?}", export.effects);
        };
        let request: wire::ExportRequest = serde_json::from_str(body).unwrap();
        let of_tool = request.legs.iter().filter(|leg| leg.place == Place::Tool);
        of_tool.count()
    };
    let leg = wire::Leg::new(Node::Tool, Node::Computer, Place::Tool);

    let pasted = told(over, "TcpTestSucceeded : False", Some(leg.clone()));
    assert_eq!(sent(&pasted), 1);
    assert_eq!(pasted.run().direct(), LegProgress::Untried, "the browser did not try");

    let again = told(pasted, "TcpTestSucceeded : True", Some(leg));
    assert_eq!(sent(&again), 1);
    assert_eq!(sent(&told(again, "0x4", None)), 0);
}

#[test]
fn what_a_network_tool_told_while_a_preview_is_open_does_not_leave_with_it() {
    let over = checking(ReachConsent::NotOffered).finish(all_passed());
    let open = ShareAction::Open {
        now_ms: 0,
        doing: String::new(),
        leaves: Leaves::WhenSeen,
    };
    let leg = wire::Leg::new(Node::Tool, Node::Computer, Place::Tool);

    let pasted = told(over.act(Action::Share(open)), "TcpTestSucceeded : False", Some(leg));

    assert!(pasted.run().own_legs().all(|leg| leg.place != Place::Tool));
}

#[test]
fn answer_to_another_run_changes_nothing() {
    let over = checking(ReachConsent::Asked).finish(all_passed()).act(Action::Reach);

    let other = over.act(Action::Reached {
        number: 7,
        observed: Observed::read(",,20,"),
    });

    assert_eq!(other.run().direct(), LegProgress::Trying);
    assert_eq!(other.run().phase(), &Phase::Over(ui::End::Finished));
    assert!(other.run().report().elapsed_ms > Elapsed::default());
}

#[test]
fn browser_no_longer_tries_where_the_reader_says_so() {
    let over = checking(ReachConsent::Agreed).finish(all_passed());

    let stopped = over.act(Action::StopReaching);

    assert_eq!(stopped.effects, [Effect::KeepReachConsent(ReachConsent::Asked)]);
    assert_eq!(stopped.state.page.reach, ReachConsent::Asked);
}

#[test]
fn verdict_follows_what_a_network_tool_told() {
    let over = checking(ReachConsent::Asked).finish(all_passed());
    let before = over.run().verdict();
    let mut shut = wire::Leg::new(Node::Tool, Node::Computer, Place::Tool);
    shut.replace(StageReport {
        outcome: Outcome::Failed,
        failure: Some(Failure::NoConnection),
        facts: Facts::Reach(ReachFacts::default()),
        ..StageReport::not_reached(Stage::Reach)
    });

    let pasted = told(over, "TcpTestSucceeded : False", Some(shut));
    assert!(!before.is_bad() && pasted.run().verdict().is_bad(), "{before:?}");
    assert_eq!(told(pasted, "0x4", None).run().verdict(), before);
}
