//! The page in every state it can be in, rendered on the host. The pages are kept below Cargo's folder for tests, so
//! that a person can look at them, too.

use std::fs;
use std::path::Path;

use diagnosis::Words;
use frontend::{Action, Language, Loss, Page, PageProps};
use wire::{Refusal, ServerMessage, Stage};
use yew::LocalServerRenderer;

use crate::markup::Markup;
use crate::player::Player;
use crate::reports::{TARGET, all_passed, challenged, no_connection, reset_at_secure, resolved};

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
        (
            "all-passed-open",
            Stage::ALL
                .into_iter()
                .fold(checking.clone().finish(all_passed()), |player, stage| {
                    player.act(Action::Toggle(stage))
                }),
        ),
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
}

async fn rendered(player: &Player) -> Markup {
    let props = PageProps {
        state: player.state.clone(),
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
        assert_eq!(page.count("class=\"step\""), 14, "{name}: rows");
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
async fn states_are_told_by_words_and_shape_not_by_colour_alone() {
    let page = rendered(&Player::checking(TARGET).finish(challenged("PC"))).await;

    assert_eq!(page.count("class=\"station\""), 14);
    assert_eq!(page.count(">passed<"), 6);
    assert_eq!(page.count(">not checked<"), 8);
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

        assert_eq!(cancels, usize::from(player.state.is_busy()), "{name}");
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
async fn a_slow_stage_says_how_long_it_has_been_running() {
    let page = rendered(&Player::checking(TARGET).begin(Stage::Connect).wait(3_400)).await;

    assert_eq!(page.count(">3 s<"), 1);
}

#[tokio::test]
async fn the_row_that_broke_shows_the_bytes_one_click_away() {
    let page = rendered(&Player::checking(TARGET).finish(reset_at_secure())).await;

    assert_eq!(page.count("aria-expanded=\"true\""), 1);
    assert_eq!(page.count("0000  16 03 01 00 f1 01 00 00  ed 03 03"), 1);
}

impl Markup {
    /// Leaves the page below `target/tmp/pages`, with the stylesheet and the header of the real one.
    fn keep(&self, name: &str) {
        let shell = include_str!("../../../index.html");
        let css = include_str!("../../page.css");
        let (head, rest) = shell.split_once("<main id=\"app\">").unwrap();
        let (_, foot) = rest.split_once("</main>").unwrap();
        let head = head.replace("</head>", &format!("<style>{css}</style></head>"));
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("pages");
        fs::create_dir_all(&folder).unwrap();
        let page = format!("{head}<main id=\"app\">{}</main>{foot}", self.html());
        fs::write(folder.join(name).with_extension("html"), page).unwrap();
    }
}

#[test]
fn every_sentence_of_the_live_page_is_used() {
    let sources = [
        include_str!("../../src/app.rs"),
        include_str!("../../src/app/tasks.rs"),
        include_str!("../../src/view/check_form.rs"),
        include_str!("../../src/view/evidence.rs"),
        include_str!("../../src/view/finding_card.rs"),
        include_str!("../../src/view/legs.rs"),
        include_str!("../../src/view/outlets.rs"),
        include_str!("../../src/view/page.rs"),
        include_str!("../../src/view/said.rs"),
        include_str!("../../src/view/share.rs"),
        include_str!("../../src/view/stage_row.rs"),
        include_str!("../../src/view/verdict.rs"),
    ]
    .concat();
    let locale = include_str!("../../../crates/diagnosis/locales/en/share.ftl");
    let keys = locale
        .lines()
        .filter_map(|line| line.split_once(" ="))
        .map(|(key, _)| key);
    // These end with the name of a level or a life.
    let made = |key: &str| key.starts_with("page-share-level-") || key.starts_with("page-share-life-");
    for key in keys {
        assert!(made(key) || sources.contains(&format!("\"{key}\"")), "{key}");
        assert_ne!(Words::english().text(key), key);
    }
}
