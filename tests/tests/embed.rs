//! What a portal hears of the frame: the same in the app's messages, in the element that makes events of them, in its
//! types, and in the page that tells portals of them; and what the frame may do, with the element and without.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use wire::{FrameMessage, Outcome};

const ELEMENT: &str = include_str!("../../frontend/embed/embed.js");
const FRAME: &str = include_str!("../../frontend/embed/frame.js");
const APP: &str = include_str!("../../frontend/src/app/effects/portal.rs");
const TYPES: &str = include_str!("../../frontend/embed/embed.d.ts");
const PAGE: &str = include_str!("../../docs/portals/README.md");
/// Every page of docs/portals with a frame in it.
const FRAMES: [(&str, &str); 3] = [
    ("README.md", PAGE),
    (
        "jira-service-management.md",
        include_str!("../../docs/portals/jira-service-management.md"),
    ),
    ("servicenow.md", include_str!("../../docs/portals/servicenow.md")),
];

/// Names of events with the names of what they hold.
type Shapes = BTreeMap<String, BTreeSet<String>>;

/// The message behind this one, each with all that it can hold. A new one does not compile until it has its place here.
fn after(message: Option<&FrameMessage>) -> Option<FrameMessage> {
    let text = || "text".to_owned();
    Some(match message {
        None => FrameMessage::Started {
            target: "pc-17:3390".parse().expect("a target"),
        },
        Some(FrameMessage::Started { .. }) => FrameMessage::Stage {
            stage: text(),
            outcome: text(),
        },
        Some(FrameMessage::Stage { .. }) => FrameMessage::Finished {
            findings: vec![text()],
            verdict: text(),
            summary: text(),
            link: Some("https://rdptrace.example.org/r/a".to_owned()),
        },
        Some(FrameMessage::Finished { .. }) => FrameMessage::Shared {
            link: "https://rdptrace.example.org/r/a".to_owned(),
            expires_at_ms: 1,
        },
        Some(FrameMessage::Shared { .. }) => FrameMessage::Error { reason: text() },
        Some(FrameMessage::Error { .. }) => return None,
    })
}

/// Each message of the app as JSON, by its name.
fn messages() -> BTreeMap<String, BTreeMap<String, Value>> {
    let all = std::iter::successors(after(None), |message| after(Some(message)));
    let written = all.map(|message| {
        let Ok(Value::Object(mut fields)) = serde_json::to_value(&message) else {
            panic!("a message is an object: {message:?}");
        };
        let name = fields.remove("type").expect("a name");
        let name = name.as_str().expect("a text").to_owned();
        (name, fields.into_iter().collect())
    });
    written.collect()
}

/// What stands between two texts.
#[track_caller]
fn between<'a>(text: &'a str, before: &str, behind: &str) -> &'a str {
    let found = text.split_once(before).and_then(|(_, rest)| rest.split_once(behind));
    let (inside, _) = found.unwrap_or_else(|| panic!("nothing stands between {before:?} and {behind:?}"));
    inside
}

/// What follows each of these texts, up to a quotation mark.
fn quoted<'a>(text: &'a str, before: &str) -> BTreeSet<&'a str> {
    let rests = text.split(before).skip(1);
    rests.filter_map(|rest| rest.split('"').next()).collect()
}

/// The events of the element, and how it judges each value.
fn events() -> BTreeMap<String, BTreeMap<String, String>> {
    let lines = between(ELEMENT, "const EVENTS = {\n", "\n};").lines();
    let events = lines.map(|line| {
        let (name, fields) = line.trim().split_once(": {").expect("an event");
        let fields = fields.trim_end_matches("},").split(',').map(str::trim);
        let fields = fields.filter(|field| !field.is_empty()).map(|field| {
            // The shorthand of a name that is its own judge.
            let (name, judge) = field.split_once(": ").unwrap_or((field, field));
            (name.to_owned(), judge.to_owned())
        });
        (name.to_owned(), fields.collect())
    });
    events.collect()
}

fn shapes<T>(of: &BTreeMap<String, BTreeMap<String, T>>) -> Shapes {
    let shapes = of
        .iter()
        .map(|(name, fields)| (name.clone(), fields.keys().cloned().collect()));
    shapes.collect()
}

/// What the script of the frame says itself.
fn own() -> BTreeSet<&'static str> {
    quoted(FRAME, "say({ type: \"")
}

#[test]
fn every_message_of_the_frame_is_an_event_with_all_that_it_holds() {
    let events = events();
    let mut expected = shapes(&messages());
    for name in own() {
        // What is for the element alone.
        if name != "height" {
            expected.entry(name.to_owned()).or_default();
        }
    }

    assert_eq!(shapes(&events), expected);
    assert!(own().contains("ready") && ELEMENT.contains("type === \"height\""));
    for (name, fields) in messages() {
        for (field, value) in fields {
            let judges: &[&str] = match value {
                Value::String(_) => &["text", "link"],
                Value::Array(_) => &["ids"],
                Value::Number(_) => &["Number.isFinite"],
                Value::Null | Value::Bool(_) | Value::Object(_) => &[],
            };
            let judge = events[&name][&field].as_str();
            assert!(judges.contains(&judge), "{name}.{field}: {judge} of {value}");
        }
    }
}

#[test]
fn types_of_the_element_have_every_event_with_all_that_it_holds() {
    let named = between(TYPES, "interface HTMLElementEventMap {\n", "\n  }").lines();
    let typed: Shapes = named
        .map(|line| {
            let name = between(line, "\"rdptrace:", "\"");
            let interface = between(line, "CustomEvent<", ">");
            let body = between(TYPES, &format!("interface {interface} "), "\n}");
            let lines = body.lines().filter_map(|line| line.trim().strip_prefix("readonly "));
            let fields = lines.filter_map(|rest| rest.split(':').next());
            let common = ["version", "ticket"];
            let fields = fields.filter(|field| !common.contains(field));
            (name.to_owned(), fields.map(str::to_owned).collect())
        })
        .collect();

    assert_eq!(typed, shapes(&events()));
    let outcomes = [
        Outcome::Passed,
        Outcome::Failed,
        Outcome::Silent,
        Outcome::NotReached,
        Outcome::NotChecked,
    ];
    let outcomes = outcomes.map(|outcome| format!("\"{}\"", outcome.name())).join(" | ");
    assert!(TYPES.contains(&format!("readonly outcome: {outcomes};")), "{outcomes}");
}

#[test]
fn page_for_portals_tells_every_event_and_every_reason() {
    let row = |name: &str| between(PAGE, &format!("| `rdptrace:{name}` |"), "\n");
    for (name, fields) in shapes(&events()) {
        for field in fields {
            assert!(row(&name).contains(&format!("`{field}`")), "{name}.{field}");
        }
    }
    assert_eq!(PAGE.matches("| `rdptrace:").count(), events().len());

    let told = [
        quoted(ELEMENT, "reason: \""),
        quoted(FRAME, "reason: \""),
        quoted(APP, ": &str = \""),
    ];
    let told: BTreeSet<&str> = told.into_iter().flatten().collect();
    assert_eq!(told.len(), 5, "{told:?}");
    let typed = between(TYPES, "interface Failed", "readonly reason");
    for place in [row("error"), typed] {
        let named = place.split('`').skip(1).step_by(2).filter(|name| *name != "reason");
        assert_eq!(named.collect::<BTreeSet<_>>(), told, "{place}");
    }
}

/// Each of these is needed: scripts and the frame's own origin for the app at all, forms for its field, tabs of their own
/// (outside the sandbox) for links and the sign-in, downloads for the files of a check, the clipboard for its text, and the
/// local network where the server is on it. What is not named is refused: moving the portal's page, dialogs, the camera.
#[test]
fn a_frame_may_do_what_it_needs_and_nothing_more_with_the_element_and_without() {
    const SANDBOX: &str =
        "allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox allow-downloads";
    const FEATURES: &str = "clipboard-write; local-network; loopback-network; local-network-access";

    assert_eq!(between(ELEMENT, "frame.sandbox = \"", "\""), SANDBOX);
    assert_eq!(between(ELEMENT, "frame.allow = \"", "\""), FEATURES);
    for (name, page) in FRAMES {
        let frame = between(page, "<iframe ", "</iframe>");
        assert_eq!(between(frame, " sandbox=\"", "\""), SANDBOX, "{name}");
        assert_eq!(between(frame, " allow=\"", "\""), FEATURES, "{name}");
        assert!(frame.contains("referrerpolicy=\"no-referrer\""), "{name}");
    }
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/portals");
    let pages = std::fs::read_dir(folder).expect("pages for portals").flatten();
    let framed = pages.filter(|page| std::fs::read_to_string(page.path()).is_ok_and(|text| text.contains("<iframe ")));
    assert_eq!(framed.count(), FRAMES.len(), "a page with a frame is not looked at");
}
