//! Who may use whom: the arrows between our crates, and what the crates without IO must stay free of.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

/// Which of our crates each of them may use. Tests may use all of those below `crates`, which Cargo keeps apart.
const ARROWS: [(&str, &[&str]); 18] = [
    ("content-hash", &[]),
    ("wire-derive", &[]),
    ("wire", &["wire-derive"]),
    ("probe", &["wire"]),
    ("seal", &["wire", "probe"]),
    ("capture", &["wire", "probe"]),
    ("diagnosis", &["wire"]),
    ("redact", &["wire"]),
    ("codes", &["wire", "diagnosis"]),
    ("words", &["wire", "diagnosis", "codes"]),
    ("ui", &["wire", "diagnosis", "redact", "codes", "words"]),
    ("frontend", &["wire", "diagnosis", "words", "ui"]),
    ("desktop", &["wire", "seal"]),
    ("captured", &["wire", "diagnosis", "capture", "words"]),
    (
        "relay",
        &[
            "content-hash",
            "wire",
            "probe",
            "seal",
            "diagnosis",
            "redact",
            "capture",
            "codes",
            "words",
            "ui",
        ],
    ),
    (
        "fixtures",
        &[
            "wire",
            "probe",
            "seal",
            "diagnosis",
            "redact",
            "capture",
            "codes",
            "words",
        ],
    ),
    (
        "suite",
        &[
            "wire",
            "probe",
            "seal",
            "diagnosis",
            "redact",
            "capture",
            "codes",
            "words",
            "ui",
            "frontend",
            "relay",
            "fixtures",
        ],
    ),
    ("xtask", &["content-hash"]),
];

/// What nothing but the suite and the tools may use, not even in tests.
const PROGRAMS: [&str; 6] = ["frontend", "desktop", "captured", "relay", "suite", "xtask"];

/// What must not be in a crate's tree, however deep: sockets and runtimes, and for what only knows or says something,
/// what makes HTML.
const FORBIDDEN: [(&str, &[&str]); 9] = [
    ("wire", SOCKETS),
    ("probe", SOCKETS),
    ("seal", SOCKETS),
    ("capture", SOCKETS_AND_HTML),
    ("diagnosis", SOCKETS_AND_HTML),
    ("redact", SOCKETS_AND_HTML),
    ("codes", SOCKETS_AND_HTML),
    ("words", SOCKETS_AND_HTML),
    ("frontend", SOCKETS),
];
const SOCKETS_AND_HTML: &[&str] = &[
    "tokio", "mio", "socket2", "hyper", "reqwest", "nix", "yew", "gloo", "web-sys",
];
const SOCKETS: &[&str] = &[
    "tokio",
    "mio",
    "socket2",
    "hyper",
    "reqwest",
    "axum",
    "nix",
    "hickory-resolver",
];

/// Beginnings of the names of crates that read or write RDP, CredSSP and what is inside.
const PROTOCOL: [&str; 3] = ["ironrdp", "picky", "sspi"];

#[test]
fn crates_use_only_what_the_table_allows() {
    let packages = packages();
    let ours: BTreeSet<&str> = packages.iter().map(|package| text(package, "name")).collect();
    let table: BTreeSet<&str> = ARROWS.iter().map(|(name, _)| *name).collect();
    assert_eq!(ours, table, "the table names every crate of the workspace");

    for package in &packages {
        let name = text(package, "name");
        let allowed = ARROWS
            .iter()
            .find(|(known, _)| *known == name)
            .map_or(&[][..], |(_, allowed)| allowed);
        let used = list(package, "dependencies").iter().filter(|dependency| {
            let in_tests = text(dependency, "kind") == "dev" && !PROGRAMS.contains(&text(dependency, "name"));
            !in_tests
        });
        let wrong: Vec<&str> = used
            .map(|dependency| text(dependency, "name"))
            .filter(|used| ours.contains(used) && !allowed.contains(used))
            .collect();
        assert!(wrong.is_empty(), "{name} must not use {wrong:?}");
    }
}

/// Whoever drives the check knows nothing of what it speaks.
#[test]
fn relay_speaks_rdp_through_the_check_alone() {
    let packages = packages();
    let relay = packages.iter().find(|package| text(package, "name") == "relay");
    let dependencies = list(relay.expect("the crate exists"), "dependencies").iter();

    let used = dependencies.map(|dependency| text(dependency, "name"));

    let wrong: Vec<&str> = used
        .filter(|used| PROTOCOL.iter().any(|of| used.starts_with(of)))
        .collect();
    assert!(wrong.is_empty(), "relay must not use {wrong:?}");
}

#[test]
fn what_crosses_the_wire_needs_serde_and_our_own_derive_and_nothing_else() {
    let packages = packages();
    let wire = packages.iter().find(|package| text(package, "name") == "wire");
    let dependencies = list(wire.expect("the crate exists"), "dependencies");

    let used = dependencies
        .iter()
        // What describes the API is for the relay alone.
        .filter(|dependency| dependency.get("kind") == Some(&Value::Null) && dependency["optional"] == false);

    assert_eq!(
        used.map(|dependency| text(dependency, "name")).collect::<Vec<_>>(),
        ["serde", "wire-derive"]
    );
}

/// What opens the browser to whoever names it. Yew needs these itself, so that they stand below every crate that draws.
const BROWSER: [&str; 5] = ["gloo", "js-sys", "wasm-bindgen", "wasm-bindgen-futures", "web-sys"];

#[test]
fn what_draws_the_page_does_not_reach_the_browser() {
    let packages = packages();
    let ui = packages.iter().find(|package| text(package, "name") == "ui");
    let dependencies = list(ui.expect("the crate exists"), "dependencies");

    let used = dependencies.iter().map(|dependency| text(dependency, "name"));

    let wrong: Vec<&str> = used.filter(|used| BROWSER.contains(used)).collect();
    assert!(wrong.is_empty(), "ui must not use {wrong:?}");
}

#[test]
fn crates_for_the_browser_have_neither_sockets_nor_runtimes_below_them() {
    for (name, forbidden) in FORBIDDEN {
        // As the page is built: on this machine `yew` renders on a runtime of its own.
        let target = [
            "--target",
            "wasm32-unknown-unknown",
            "--edges",
            "normal",
            "--prefix",
            "none",
        ];
        let tree = cargo(&[&["tree", "--offline", "--package", name], &target[..]].concat());
        let found: Vec<&str> = tree
            .lines()
            .filter_map(|line| line.split_whitespace().next())
            .filter(|dependency| forbidden.contains(dependency))
            .collect();
        assert!(found.is_empty(), "{name} must not have {found:?} below it");
    }
}

fn packages() -> Vec<Value> {
    let metadata = cargo(&["metadata", "--offline", "--no-deps", "--format-version", "1"]);
    let metadata: Value = serde_json::from_str(&metadata).expect("cargo speaks JSON");
    list(&metadata, "packages").to_vec()
}

fn list<'a>(value: &'a Value, name: &str) -> &'a [Value] {
    value.get(name).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value.get(name).and_then(Value::as_str).unwrap_or_default()
}

fn cargo(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO"))
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("the cargo that runs this test");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "cargo {}: {said}", arguments.join(" "));
    String::from_utf8(output.stdout).expect("cargo writes text")
}

/// What tries all pages has a list of them.
#[test]
fn every_page_is_tried_in_two_languages_and_as_valid_html() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let read = |path: &Path| fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let lists = ["relay/tests/relay/language.rs", "tests/tests/markup.rs"].map(|list| (list, read(&root.join(list))));
    let mut pages = 0;
    let mut missing = Vec::new();
    for file in fs::read_dir(root.join("relay/src/http/pages")).expect("the pages") {
        let source = read(&file.expect("a file").path());
        // Other files send no page of their own.
        if !source.contains("Topic::") {
            continue;
        }
        let routes = source
            .split(".route(\"")
            .skip(1)
            .filter_map(|rest| rest.split_once('"'));
        for page in routes.map(|(route, _)| route).filter(|route| !route.contains('{')) {
            pages += 1;
            let lacks = |list: &&(&str, String)| !list.1.contains(&format!("\"{page}"));
            missing.extend(lists.iter().filter(lacks).map(|(list, _)| format!("{page} in {list}")));
        }
    }

    assert!(pages > 6, "only {pages} pages");
    assert!(missing.is_empty(), "{missing:#?}");
}
