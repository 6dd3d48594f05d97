//! The page in every state it can be in, rendered on the host. The pages are kept below Cargo's folder for tests, so
//! that a person can look at them, too.

use std::fs;
use std::path::Path;

use fixtures::reports::relayed::{TARGET, all_passed, challenged, no_connection, reset_at_secure, resolved};
use fixtures::reports::{from_places, gateway_through, healthy};
use frontend::{Action, AppState, Effect};
use ui::{
    ExportKind, ExportResult, FormView, Language, Leaves, Link, LoadFault, Loss, Observed, Page, PageProps,
    ReachConsent, ShareAction,
};
use wire::{
    Ask, DecodeAnswer, DecodedCode, DecodedMeaning, Disclosure, LegKind, Outcome, Place, Refusal, Report, RunKey,
    ServerMessage, ShareReceipt, Stage,
};
use words::Words;
use yew::LocalServerRenderer;

use crate::markup::Markup;
use crate::player::{Player, ask};

/// Every state, with the name of its file.
fn states() -> Vec<(&'static str, Player)> {
    let checking = Player::checking(TARGET);
    let file = b"full address:s:pc-frontdesk\r\nserver port:i:3390\r\ngatewayhostname:s:gw.example.org\r\n";
    let connecting = checking.clone().begin(Stage::Resolve).report(resolved(&["192.0.2.1"]));
    let connecting = connecting.begin(Stage::Connect);
    vec![
        ("empty", Player::default()),
        ("understood", Player::with_text(TARGET)),
        (
            "understood-file",
            Player::default().act(Action::ReadFile {
                name: Some("office.rdp".to_owned()),
                bytes: file.to_vec(),
            }),
        ),
        ("input-error", Player::with_text("my pc").start()),
        (
            "file-error",
            Player::default().act(Action::ReadFile {
                name: None,
                bytes: b"audiomode:i:0".to_vec(),
            }),
        ),
        ("opening", Player::with_text(TARGET).start()),
        ("running", connecting.clone().wait(200)),
        ("running-slow", connecting.clone().wait(3_400)),
        ("cancelling", connecting.clone().cancel()),
        ("cancelled", connecting.clone().cancel().wait(2_000)),
        ("failed-secure", checking.clone().finish(reset_at_secure())),
        ("failed-connect", checking.clone().finish(no_connection())),
        ("challenged", checking.clone().finish(challenged("PC-FRONTDESK"))),
        ("all-passed", checking.clone().finish(all_passed())),
        ("all-passed-open", opened(checking.clone().finish(all_passed()))),
        (
            "from-an-agent",
            checking
                .clone()
                .finish(from_places([(Some("branch-7"), no_connection())])),
        ),
        (
            "from-several-places",
            checking.clone().finish(from_places([
                (None, all_passed()),
                (Some("branch-7"), no_connection()),
                (Some("branch-9"), no_connection()),
            ])),
        ),
        ("reach-offered", reaching(ReachConsent::Asked)),
        ("reach-trying", reaching(ReachConsent::Agreed).act(Action::Reach)),
        ("reach-silent", reached(",,20,")),
        ("reach-reacts", reached("49,51,20,")),
        ("reach-unsteady", reached("49,,20,")),
        ("reach-not-known", reached("49,51,,")),
        (
            "relay-unreachable",
            Player::with_text(TARGET).start().lose(Loss::Closed),
        ),
        ("relay-lost", connecting.clone().lose(Loss::Closed)),
        ("relay-unreadable", connecting.lose(Loss::Unreadable)),
        (
            "refused",
            checking.hear(ServerMessage::Refused(Refusal::TargetForbidden)),
        ),
    ]
    .into_iter()
    .chain(taken_along())
    .collect()
}

/// A result with every row open.
fn opened(over: Player) -> Player {
    let rows: Vec<Stage> = over.run().rows().collect();
    rows.into_iter()
        .fold(over, |player, stage| player.act(Action::Toggle(stage)))
}

/// A result beside which this browser may try the port.
fn reaching(consent: ReachConsent) -> Player {
    let mut over = Player::checking(TARGET).finish(all_passed());
    over.state.page.reach = consent;
    over
}

/// The same with what it noted.
fn reached(noted: &str) -> Player {
    reaching(ReachConsent::Asked).act(Action::Reach).act(Action::Reached {
        number: 1,
        observed: Observed::read(noted),
    })
}

/// The states in which a result is shared, or comes from elsewhere.
fn taken_along() -> Vec<(&'static str, Player)> {
    let failed = Player::checking(TARGET).finish(reset_at_secure());
    let open = failed.clone().act(Action::Share(ShareAction::Open {
        now_ms: 1_790_000_000_000,
        doing: "Opening the front desk".to_owned(),
        leaves: Leaves::WhenSeen,
    }));
    let report = Box::new(Report {
        redacted: Some(Disclosure::Support),
        ..reset_at_secure()
    });
    let shown = open.clone().act(Action::Share(ShareAction::Previewed {
        number: 1,
        level: Disclosure::Support,
        result: Some(report.clone()),
    }));
    let link = link();
    let sending = shown.clone().act(Action::Share(ShareAction::Send));
    let shared = sending.clone().act(Action::Share(ShareAction::Sent {
        number: 1,
        result: Ok(link),
    }));
    let refused = Err("There is no room for more results.".to_owned());
    let asked = asked();
    vec![
        ("share-awaited", open),
        ("share-shown", shown),
        (
            "share-refused",
            sending.act(Action::Share(ShareAction::Sent {
                number: 1,
                result: refused,
            })),
        ),
        ("share-made", shared.clone()),
        (
            "share-copied",
            shared
                .clone()
                .act(Action::Exported(ExportResult::Done(ExportKind::Link))),
        ),
        (
            "share-revoked",
            shared
                .act(Action::Share(ShareAction::Revoke))
                .act(Action::Share(ShareAction::Revoked {
                    number: 1,
                    result: Ok(()),
                })),
        ),
        (
            "copied-by-hand",
            failed
                .clone()
                .act(Action::Exported(ExportResult::NotCopied("One line".to_owned()))),
        ),
        ("kept", Player::default().act(Action::Show(Ok(report)))),
        (
            "kept-fault",
            failed.clone().act(Action::Show(Err(LoadFault::NotAReport))),
        ),
        ("decoded", decoded(failed)),
        ("asked", asked.clone().act(Action::Asked(Ok(request())))),
        ("launched", launched()),
        ("launched-over", launched().start().greet().finish(reset_at_secure())),
        (
            "asked-gone",
            asked.act(Action::Asked(Err("It does not work any more.".to_owned()))),
        ),
    ]
}

/// A page that somebody's link opened.
fn asked() -> Player {
    let mut asked = Player::default();
    asked.state = AppState::asked("AAAAAAAAAAAAAAAAAAAAAA".to_owned());
    asked
}

/// What they ask for.
fn request() -> Ask {
    Ask {
        note: "Please run this from home.".into(),
        ticket: "INC-4711".into(),
        link: Some("https://rdptrace.example.org/?ask=AAAAAAAAAAAAAAAAAAAAAA".to_owned()),
        ..ask(TARGET)
    }
}

/// A check that a portal launched for a ticket, with a choice of two computers.
fn launched() -> Player {
    launched_at(None)
}

/// The same by a portal whose results have at least this level.
fn launched_at(level: Option<Disclosure>) -> Player {
    let mut page = Player::default();
    page.state = AppState::asked("AAAAAAAAAAAAAAAAAAAAAA".to_owned());
    let ask = Ask {
        ticket: "INC-4711".into(),
        choices: vec![TARGET.to_owned(), "pc-18.example.org".to_owned()],
        delivered: true,
        launched: true,
        level,
        ..ask(TARGET)
    };
    page.act(Action::Asked(Ok(ask)))
}

/// A link that was made.
fn link() -> Link {
    Link {
        address: "https://rdptrace.example.org/r/AAAAAAAAAAAAAAAAAAAAAA".to_owned(),
        receipt: ShareReceipt {
            id: "AAAAAAAAAAAAAAAAAAAAAA".to_owned(),
            path: "/r/AAAAAAAAAAAAAAAAAAAAAA".to_owned(),
            expires_at_ms: 1_790_604_800_000,
            revoke: "BBBBBBBBBBBBBBBBBBBBBB".to_owned(),
        },
    }
}

/// The page of somebody whose program said something.
fn decoded(player: Player) -> Player {
    let asked = player
        .act(Action::EditClientError("0x4".to_owned()))
        .act(Action::LeaveClientError);
    let number = asked
        .state
        .page
        .question
        .client_error
        .awaited()
        .expect("a question waits");
    let meaning = DecodedMeaning {
        programs: "mstsc".to_owned(),
        symbol: Some("ServerIdleSessionTimeout".to_owned()),
        meaning: "The session was idle.".to_owned(),
        language: "en".to_owned(),
        status: "documented".to_owned(),
    };
    let answer = DecodeAnswer {
        headline: "0x4 is known.".to_owned(),
        fit: Some("mstsc shows 0x4 here.".to_owned()),
        origin: Some("It may come from several programs.".to_owned()),
        codes: vec![DecodedCode {
            title: "Error code 0x4".to_owned(),
            path: Some("/codes/0x4".to_owned()),
            meanings: vec![meaning],
            elsewhere: Some("FreeRDP shows it, too.".to_owned()),
        }],
        notes: vec!["A note.".to_owned()],
        leg: None,
    };
    asked.act(Action::Decoded {
        number,
        answer: Some(Box::new(answer)),
    })
}

async fn rendered(player: &Player) -> Markup {
    let props = PageProps {
        state: player.state.page.clone(),
        language: Language::from(Words::english()),
        events: Default::default(),
    };
    let page = LocalServerRenderer::<Page>::with_props(props).hydratable(false);
    Markup::new(page.render().await)
}

#[tokio::test]
async fn every_state_renders_to_sound_markup() {
    for (name, player) in states() {
        let page = rendered(&player).await;

        page.keep(name);
        let rows = player.state.page.shown().map_or(0, |run| {
            let direct = run.own_legs().filter(|leg| leg.kind() == LegKind::ToPort);
            let walked = |leg: &wire::Leg| leg.stages.iter().rposition(|it| it.outcome != Outcome::NotReached);
            let beside = run
                .report()
                .ways()
                .skip(1)
                .map(|leg| walked(leg).map_or(0, |last| last + 1));
            run.rows().count() + direct.count() + beside.sum::<usize>()
        });
        assert_eq!(page.count("class=\"step\""), rows, "{name}: rows");
        assert_eq!(page.count("role=\"status\""), 1, "{name}: live regions");
        assert_eq!(page.count("<h1"), 1, "{name}: first headings");
        assert_eq!(page.duplicate_ids(), Vec::<&str>::new(), "{name}");
        assert_eq!(page.dangling_references(), Vec::<&str>::new(), "{name}");
        assert_eq!(page.skipped_heading(), None, "{name}");
        assert_eq!(page.count(" style="), 0, "{name}: the policy forbids styles in markup");
        assert_eq!(page.count("page-"), 0, "{name}: a sentence is missing");
    }
}

#[tokio::test]
async fn every_cause_and_every_leg_says_from_which_place_it_was_seen() {
    let state = |wanted: &str| states().into_iter().find(|(name, _)| *name == wanted).unwrap().1;
    let several = rendered(&state("from-several-places")).await.html().to_owned();
    let agent = rendered(&state("from-an-agent")).await.html().to_owned();
    let relay = rendered(&state("failed-connect")).await.html().to_owned();

    let card = several.split("</article>").next().unwrap();
    assert!(card.contains("checked from: branch-7, branch-9"), "{card}");
    assert!(
        card.contains("data-verdict=\"blocked\"") && card.contains("stopped at step 2"),
        "{card}"
    );
    for place in [
        "rdptrace server → Computer",
        "branch-7 → Computer",
        "branch-9 → Computer",
    ] {
        assert!(several.contains(place), "{place}");
    }
    assert!(several.contains("checked from: rdptrace server"), "{several}");
    let (_, cause) = card.split_once("/help/").unwrap();
    let cause = cause.split('"').next().unwrap();
    assert_eq!(several.matches(&format!("/help/{cause}\"")).count(), 1, "{several}");
    for place in [
        "checked from: branch-7",
        "branch-7 → Computer",
        "This server · branch-7",
        "Timeline · branch-7",
    ] {
        assert!(agent.contains(place), "{place}: {agent}");
    }
    assert_eq!(
        agent.matches("checked from: ").count(),
        1,
        "one place is named once: {agent}"
    );
    assert!(agent.contains("every network that no check was made from"));
    assert!(!relay.contains("checked from") && !relay.contains(" → "), "{relay}");
}

/// A result that is opened again.
async fn reopened(report: Report) -> String {
    let opened = Player::default().act(Action::Show(Ok(Box::new(report))));
    rendered(&opened).await.html().to_owned()
}

#[tokio::test]
async fn result_without_a_browser_says_nothing_of_a_connection_to_its_server() {
    let mut report = all_passed();
    for leg in &mut report.legs {
        (leg.from, leg.place) = (wire::Node::Terminal, Place::Terminal);
    }
    let own = Player::checking(TARGET).finish(all_passed()).run().report().clone();

    for (report, told) in [(report, 0), (all_passed(), 0), (own, 1)] {
        let page = reopened(report).await;

        assert_eq!(page.matches("id=\"step-relay\"").count(), told, "{page}");
        assert_eq!(page.matches("data-end=\"near\"").count(), told, "{page}");
    }
}

#[tokio::test]
async fn lost_server_leaves_the_step_that_it_was_at_and_no_time_that_was_not_measured() {
    let connecting = Player::checking(TARGET)
        .begin(Stage::Resolve)
        .report(resolved(&["192.0.2.1"]))
        .begin(Stage::Connect);

    let lost = connecting.clone().lose(Loss::Closed);
    let page = rendered(&lost).await;
    assert_eq!(page.count("stopped at step 2 of 13, Connect"), 1, "{}", page.html());
    assert_eq!(page.count("1 of 1"), 0, "{}", page.html());

    let between = connecting.report(no_connection().stage(Stage::Connect).unwrap().clone());
    assert_eq!(
        rendered(&between.lose(Loss::Closed)).await.count("stopped at step 2"),
        1
    );
    let unreachable = Player::with_text(TARGET).start().lose(Loss::Closed);
    assert_eq!(rendered(&unreachable).await.count("stopped at"), 0);

    let report = lost.run().report().clone();
    let line = Words::english().one_line(&report, lost.run().findings(), None);
    let again = reopened(report).await;
    assert!(!again.contains(">0 ms<") && !again.contains(">0.0 ms<"), "{again}");
    assert!(!line.contains("ms"), "{line}");
}

#[tokio::test]
async fn timeline_has_every_leg_that_was_walked_on_one_axis() {
    let page = rendered(&Player::checking(TARGET).finish(gateway_through(healthy()))).await;

    let (_, timeline) = page.html().split_once("class=\"waterfall\"").unwrap();
    let timeline = timeline.split("</section>").next().unwrap();
    let (gateway, behind) = timeline.split_once("<h3>Gateway → Computer</h3>").unwrap();
    assert!(
        gateway.contains("<h3>rdptrace server → Gateway gw.example.org:443</h3>"),
        "{gateway}"
    );
    let starts = |part: &str| -> Vec<u32> {
        let bars = part.split("<rect x=\"").skip(1);
        bars.map(|bar| bar.split('"').next().unwrap().parse().unwrap())
            .collect()
    };
    // What lies behind a tunnel begins when that is open.
    let opened = starts(gateway).into_iter().max().unwrap();
    assert!(starts(behind).iter().all(|start| *start > opened), "{timeline}");
    assert!(starts(behind).is_sorted() && starts(behind).len() > 3, "{timeline}");
}

/// A run that the relay has under this key.
fn finished_with_key(player: Player, key: &str) -> Player {
    let started = player.start().greet().hear(ServerMessage::Started {
        run: "q0m5".to_owned(),
        key: Some(RunKey::new(key.to_owned())),
    });
    started.finish(all_passed())
}

#[tokio::test]
async fn runs_that_the_relay_has_are_compared_by_their_keys() {
    let first = finished_with_key(Player::with_text(TARGET), "AAAA");
    let soon = rendered(&finished_with_key(first.clone().wait(60_000), "BBBB")).await;
    let late = rendered(&finished_with_key(first.wait(20 * 60_000), "BBBB")).await;

    let keys = ["value=\"run:AAAA\"", "value=\"run:BBBB\""];
    assert_eq!(keys.map(|key| soon.count(key)), [1, 1]);
    assert_eq!(soon.count("started_at_ms"), 0, "no report is sent back");
    // By now the relay has forgotten the first.
    assert_eq!(keys.map(|key| late.count(key)), [0, 0]);
    assert_eq!(late.count("value=\"{&quot;schema&quot;:2"), 2);
}

#[tokio::test]
async fn states_are_told_by_words_and_shape_not_by_colour_alone() {
    let page = rendered(&Player::checking(TARGET).finish(challenged("PC"))).await;

    // The phases have marks and words, too.
    assert_eq!(page.count("class=\"station\""), 14 + 4);
    assert_eq!(page.count(">passed<"), 6 + 3);
    assert_eq!(page.count(">not checked<"), 8 + 1);
    assert_eq!(page.count(">Reaches the sign-in<"), 1);
    assert_eq!(page.count(">Check these next<"), 1);
    let works = rendered(&Player::checking(TARGET).finish(all_passed())).await;
    assert_eq!(works.count(">If your app still fails<"), 1);
}

#[tokio::test]
async fn a_peer_cannot_put_markup_into_the_page() {
    let hostile = "<img src=x onerror=alert(1)>\u{202e}";
    let player = Player::checking(TARGET).finish(challenged(hostile));
    let open = player
        .act(Action::Toggle(Stage::Secure))
        .act(Action::Toggle(Stage::Authenticate));

    let page = rendered(&open).await;

    assert_eq!(page.count("<img"), 0);
    assert_eq!(page.count("\u{202e}"), 0);
    assert!(page.count("&lt;img src=x") > 0, "the name is shown as text");
}

#[tokio::test]
async fn cancel_stands_on_the_page_exactly_while_a_check_runs() {
    for (name, player) in states() {
        let cancels = rendered(&player).await.count("id=\"cancel\"");

        assert_eq!(cancels, usize::from(player.state.page.is_busy()), "{name}");
    }
}

#[tokio::test]
async fn what_is_wrong_with_the_field_is_tied_to_it() {
    let page = rendered(&Player::with_text("my pc")).await;

    assert_eq!(page.count("aria-invalid=\"true\""), 1);
    assert_eq!(page.count("aria-describedby=\"target-complaint target-understood\""), 1);
    assert_eq!(page.count("value=\"my pc\""), 1);
}

#[tokio::test]
async fn the_segment_under_way_is_the_one_that_the_sentence_counts() {
    let page = rendered(&Player::checking(TARGET).begin(Stage::Connect)).await;

    let (_, bar) = page.html().split_once("class=\"segments\"").unwrap();
    let (bar, _) = bar.split_once("</div>").unwrap();
    let states: Vec<_> = bar.split("data-state=\"").skip(1).collect();
    let place = states.iter().position(|state| state.starts_with("running")).unwrap() + 1;
    let counted = format!("Step {place} of {}, Connect", states.len());
    assert!(page.html().contains(&counted), "{counted}: {}", page.html());
}

#[tokio::test]
async fn a_slow_stage_says_how_long_it_has_been_running() {
    let page = rendered(&Player::checking(TARGET).begin(Stage::Connect).wait(3_400)).await;

    assert_eq!(page.count(">3 s<"), 1);
}

#[tokio::test]
async fn the_row_that_broke_shows_the_bytes_one_click_away() {
    let over = Player::checking(TARGET).finish(reset_at_secure());
    let page = rendered(&over.act(Action::Toggle(Stage::Secure))).await;

    assert_eq!(page.count("aria-expanded=\"true\""), 1);
    assert_eq!(page.count("0000  16 03 01 00 f1 01 00 00  ed 03 03"), 1);
}

impl Markup {
    /// Leaves the page below `target/tmp/pages`, with the stylesheet and the header of the real one.
    fn keep(&self, name: &str) {
        let shell = include_str!("../../../index.html");
        let css = include_str!("../../page.css");
        let mark = "<link data-trunk rel=\"inline\" href=\"crates/ui/brand.svg\">";
        let shell = shell.replace(mark, include_str!("../../../crates/ui/brand.svg"));
        let (head, rest) = shell.split_once("<main id=\"app\">").unwrap();
        let (_, foot) = rest.split_once("</main>").unwrap();
        let head = head.replace("</head>", &format!("<style>{css}</style></head>"));
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("pages");
        fs::create_dir_all(&folder).unwrap();
        let page = format!("{head}<main id=\"app\">{}</main>{foot}", self.html());
        fs::write(folder.join(name).with_extension("html"), page).unwrap();
    }
}

#[tokio::test]
async fn what_a_link_shows_is_all_that_stands_below_its_dialog() {
    let page = |name: &str| {
        let mut states = taken_along().into_iter();
        states.find(|(known, _)| *known == name).expect("a known state").1
    };
    let preview = page("share-shown");

    let text = rendered(&decoded(preview.clone())).await;

    assert_eq!(
        preview.state.page.shown().map(|run| run.report().redacted),
        Some(Some(Disclosure::Support))
    );
    assert_eq!(
        text.count("mstsc shows 0x4 here"),
        0,
        "the link does not show what the program said"
    );
    assert_eq!(
        text.count("Opening the front desk"),
        2,
        "the note stands in its field and in the preview"
    );
}

#[tokio::test]
async fn request_of_somebody_else_cannot_be_turned_to_another_computer() {
    let (_, asked) = taken_along().into_iter().find(|(name, _)| *name == "asked").unwrap();

    let page = rendered(&asked).await;

    assert_eq!(page.count(" readonly"), 1);
    assert_eq!(page.count("type=\"file\""), 0);
    assert_eq!(page.count("Please run this from home."), 1);
}

#[test]
fn late_answer_to_an_earlier_dialog_is_dropped() {
    let open = |player: Player| {
        player.act(Action::Share(ShareAction::Open {
            now_ms: 0,
            doing: String::new(),
            leaves: Leaves::WhenSeen,
        }))
    };
    let closed = open(Player::checking(TARGET).finish(reset_at_secure())).act(Action::Share(ShareAction::Close));

    let late = open(closed).act(Action::Share(ShareAction::Previewed {
        number: 1,
        level: Disclosure::Support,
        result: Some(Box::new(reset_at_secure())),
    }));

    assert!(late.state.page.sharing.dialog.unwrap().awaits_preview());
}

#[test]
fn only_a_run_of_the_computer_that_was_asked_for_answers_a_request() {
    let (_, asked) = taken_along().into_iter().find(|(name, _)| *name == "asked").unwrap();
    let kept = Action::Show(Ok(Box::new(reset_at_secure())));
    let dropped = Action::ReadFile {
        name: None,
        bytes: b"full address:s:elsewhere.example.org".to_vec(),
    };

    let answering = asked.clone().act(dropped).start().greet().finish(reset_at_secure());

    assert!(answering.state.page.answered().is_some());
    assert_eq!(answering.run().target().to_string(), format!("{TARGET}:3389"));
    assert!(answering.act(kept).state.page.answered().is_none());
    assert!(asked.state.page.answered().is_none());
}

#[tokio::test]
async fn whoever_opens_a_launch_chooses_among_its_computers_and_no_others() {
    let choose = |page: Player, target: &str| page.act(Action::Edit(target.to_owned()));
    let chosen = |page: &Player| page.state.page.question.form.text().to_owned();

    let first = launched();
    assert_eq!(chosen(&first), TARGET);
    assert_eq!(rendered(&first).await.count("type=\"radio\""), 2);
    let second = choose(first, "pc-18.example.org");
    assert_eq!(chosen(&second), "pc-18.example.org");
    assert_eq!(
        chosen(&choose(second.clone(), "elsewhere.example.org")),
        "pc-18.example.org"
    );
    let over = second.start().greet().finish(reset_at_secure());
    assert_eq!(over.run().target().to_string(), "pc-18.example.org:3389");
    assert!(over.state.page.answered().is_some());
    // What was found stays an answer, whatever is chosen for the next one.
    let next = choose(over, TARGET);
    assert!(next.state.page.answered().is_some());
    assert_eq!(next.state.page.question.view, FormView::Whole);
}

#[tokio::test]
async fn consent_names_the_ticket_into_which_the_result_goes() {
    let over = launched().start().greet().finish(reset_at_secure());
    let dialog = over.clone().act(Action::Share(ShareAction::Open {
        now_ms: 0,
        doing: String::new(),
        leaves: Leaves::WhenSeen,
    }));

    for page in [&over, &dialog] {
        let said = rendered(page).await.html().to_owned();
        assert!(said.contains("are added to ticket INC-4711"), "{said}");
    }
    let (_, asked) = taken_along().into_iter().find(|(name, _)| *name == "asked").unwrap();
    let said = rendered(&asked.start().greet().finish(reset_at_secure()))
        .await
        .html()
        .to_owned();
    assert!(!said.contains("are added to ticket"), "{said}");
}

/// Of the levels in the dialog, those that can be chosen.
async fn choosable(dialog: &Player) -> Vec<String> {
    let offered = rendered(dialog).await.html().to_owned();
    let inputs = offered
        .split("<input")
        .skip(1)
        .filter_map(|rest| rest.split('>').next());
    let levels: Vec<&str> = inputs.filter(|input| input.contains("name=\"level\"")).collect();
    assert_eq!(levels.len(), 3, "{offered}");
    let open = levels.iter().filter(|input| !input.contains("disabled"));
    open.filter_map(|input| Some(input.split("value=\"").nth(1)?.split('"').next()?.to_owned()))
        .collect()
}

#[tokio::test]
async fn a_frame_offers_no_more_than_its_portal_allows() {
    let opened = |level: Option<Disclosure>| {
        let over = Player::with_text(TARGET)
            .start()
            .greet_at(level)
            .finish(reset_at_secure());
        over.act(Action::Share(ShareAction::Open {
            now_ms: 0,
            doing: String::new(),
            leaves: Leaves::WhenSeen,
        }))
    };

    assert_eq!(choosable(&opened(None)).await, ["everything", "support", "public"]);
    let support = opened(Some(Disclosure::Support));
    assert_eq!(choosable(&support).await, ["support", "public"]);
    assert_eq!(choosable(&opened(Some(Disclosure::Public))).await, ["public"]);
    // The stricter of both counts.
    let asked = launched_at(Some(Disclosure::Support)).start();
    let asked = asked.greet_at(Some(Disclosure::Public)).finish(reset_at_secure());
    let asked = asked.act(Action::Share(ShareAction::Open {
        now_ms: 0,
        doing: String::new(),
        leaves: Leaves::WhenSeen,
    }));
    assert_eq!(choosable(&asked).await, ["public"]);
}

#[tokio::test]
async fn consent_to_a_portal_that_hides_all_names_promises_none() {
    let over = launched_at(Some(Disclosure::Public))
        .start()
        .greet()
        .finish(reset_at_secure());
    let dialog = over.clone().act(Action::Share(ShareAction::Open {
        now_ms: 0,
        doing: String::new(),
        leaves: Leaves::WhenSeen,
    }));

    let said = rendered(&over).await.html().to_owned();
    assert!(said.contains("nothing that names a computer"), "{said}");
    assert!(!said.contains("sees the computer's name"), "{said}");
    assert_eq!(choosable(&dialog).await, ["public"]);
}

#[tokio::test]
async fn a_launch_reads_as_nobodys_request() {
    let by_portal = rendered(&launched()).await.html().to_owned();
    let (_, by_person) = taken_along().into_iter().find(|(name, _)| *name == "asked").unwrap();
    let by_person = rendered(&by_person).await.html().to_owned();

    assert!(
        by_portal.contains("This check is ready") && !by_portal.contains("asked you"),
        "{by_portal}"
    );
    assert!(by_person.contains("Someone asked you"), "{by_person}");
    let shared = launched()
        .start()
        .greet()
        .finish(reset_at_secure())
        .act(Action::Share(ShareAction::Open {
            now_ms: 0,
            doing: String::new(),
            leaves: Leaves::WhenSeen,
        }));
    let shared = rendered(&shared).await.html().to_owned();
    assert!(!shared.contains("the person who asked"), "{shared}");
}

#[tokio::test]
async fn sealed_result_is_offered_in_no_form_that_the_relay_makes() {
    let unsealed = Action::Unseal(Ok(Box::new(reset_at_secure())));

    let page = rendered(&Player::default().act(unsealed)).await;

    assert_eq!(page.count("data-take=\"json\""), 1);
    assert_eq!(page.count("data-take=\"html\"") + page.count("data-take=\"text\""), 0);
    assert_eq!(page.count("data-take=\"line\""), 1);
}

#[test]
fn stricter_one_of_two_levels_counts_whoever_wants_it() {
    for (portal, ask, least) in [
        (None, None, Disclosure::Everything),
        (Some(Disclosure::Public), Some(Disclosure::Support), Disclosure::Public),
        (Some(Disclosure::Support), Some(Disclosure::Public), Disclosure::Public),
        (None, Some(Disclosure::Support), Disclosure::Support),
    ] {
        let page = launched_at(ask).start().greet_at(portal);

        assert_eq!(page.state.page.least_level(), least, "{portal:?} {ask:?}");
    }
}

#[tokio::test]
async fn what_a_sealed_result_is_about_stands_only_where_its_readers_will_see_it() {
    let failed = Player::checking(TARGET).finish(reset_at_secure());
    let open = failed.act(Action::Share(ShareAction::Open {
        now_ms: 1_790_000_000_000,
        doing: "Opening the front desk".to_owned(),
        leaves: Leaves::WhenSeen,
    }));
    let quoted = async |player: &Player| rendered(player).await.count("<p dir=\"auto\" class=\"kept\">");
    assert_eq!(quoted(&open).await, 1);

    let sealed = open.act(Action::Share(ShareAction::Seal(true)));

    assert_eq!(quoted(&sealed).await, 0);
}

#[tokio::test]
async fn those_who_do_not_see_the_dialog_hear_what_became_of_sharing() {
    let (_, shared) = taken_along()
        .into_iter()
        .find(|(name, _)| *name == "share-made")
        .unwrap();

    let page = rendered(&shared).await;

    let said = page.html().split("role=\"status\"").nth(1).unwrap();
    let said = said.split("</p>").next().unwrap();
    assert!(said.contains("<span class=\"hidden\">"), "{said}");
}

#[test]
fn tab_shows_by_its_icon_that_a_check_runs_and_then_what_it_found() {
    let running = Player::checking(TARGET);
    assert_eq!(ui::icon(&Player::default().state.page), None);
    assert_eq!(ui::icon(&running.state.page), Some("running"));

    let over = running.finish(reset_at_secure());

    assert_eq!(ui::icon(&over.state.page), Some("blocked"));
}

#[tokio::test]
async fn sheet_of_paper_tells_no_time_of_a_run_whose_beginning_is_not_known() {
    let lost = Player::checking(TARGET).begin(Stage::Resolve).lose(Loss::Closed);
    let over = Player::checking(TARGET).finish(reset_at_secure());

    let on_paper = async |player: &Player| rendered(player).await.count("on-paper");

    assert_eq!((on_paper(&lost).await, on_paper(&over).await), (0, 1));
}

#[test]
fn portal_keeps_the_focus_and_a_person_who_is_asked_is_led_to_the_button() {
    let (_, asked) = taken_along().into_iter().find(|(name, _)| *name == "asked").unwrap();
    let focus = Effect::Focus("check");

    assert!(asked.effects.contains(&focus), "{:?}", asked.effects);
    assert!(!launched().effects.contains(&focus));
}
