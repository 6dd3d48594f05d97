//! Every message is used, and every sentence complete.

use super::*;

/// The code of all crates that say something.
fn code() -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut folders: Vec<_> = [
        "crates/ui/src",
        "crates/words/src",
        "frontend/src",
        "frontend/capture/src",
        "relay/src",
    ]
    .map(|folder| root.join(folder))
    .into();
    let mut code = String::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                code.push_str(&fs::read_to_string(path).unwrap());
            }
        }
    }
    code
}

/// The keys whose constants stand in `code`.
fn named_in(code: &str) -> BTreeSet<String> {
    let constants = code.split("key::").skip(1);
    let name = |rest: &str| -> String {
        let word = rest
            .chars()
            .take_while(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || *c == '_');
        word.collect()
    };
    constants.map(name).collect()
}

fn constant(key: &str) -> String {
    key.to_uppercase().replace(['-', '.'], "_")
}

#[test]
fn every_message_is_used() {
    let mut used = BTreeSet::new();
    for finding in catalogue::findings() {
        used.extend(["", ".short", ".meaning"].map(|part| format!("{}{part}", finding.id)));
        used.extend(finding.remedies.iter().map(|remedy| format!("step-{}", remedy.key())));
        let paths = finding
            .remedies
            .iter()
            .filter(|it| it.command().is_some_and(|(_, line)| line.is_empty()));
        used.extend(paths.map(|remedy| format!("step-{}.line", remedy.key())));
    }
    used.extend(WITHDRAWN.map(|id| format!("withdrawn-{id}")));
    for stage in Stage::ALL {
        used.extend(["stage", "waiting"].map(|family| format!("{family}-{}", stage.name())));
    }
    used.extend(Verdict::ALL.map(|verdict| format!("verdict-name-{}", verdict.name())));
    used.extend(Phase::ALL.map(|phase| format!("phase-{}", phase.name())));
    for kind in ATTEMPTS {
        used.extend(["row", "short"].map(|family| format!("{family}-{kind}")));
    }
    used.extend(ENDS.map(|end| format!("end-{}", row::transport_end(end))));
    let named = named_in(&code());
    let written = sources("en").concat();
    let keys = keys(&locale(&ENGLISH));
    let unused: Vec<&String> = keys
        .iter()
        // Those about codes have a test of their own.
        .filter(|key| !key.starts_with("decode-") && !key.starts_with("outcome-") && !used.contains(*key))
        .filter(|key| !named.contains(&constant(key)) && !written.contains(&format!("{{ {key} }}")))
        .collect();

    assert!(unused.is_empty(), "{unused:?}");
}

#[test]
fn nothing_that_is_said_lacks_a_value_or_a_message() {
    let keys = keys(&locale(&ENGLISH));
    let families = [
        "row-", "failure-", "fact-", "short-", "stage-", "waiting-", "step-", "target-", "outcome-",
    ];
    for said in Words::in_every_language().iter().flat_map(everything_said) {
        assert!(!said.contains("{$"), "{said}");
        assert!(!said.is_empty());
        // A key that shows in place of its message has no spaces and the form of one.
        let looks_like_a_key = families.iter().any(|family| said.starts_with(family)) && !said.contains(' ');
        assert!(!looks_like_a_key, "{said}");
        assert!(!keys.contains(&said), "{said}");
        assert!(!said.contains('\u{2068}') && !said.contains("  "), "{said:?}");
    }
}

#[test]
fn words_without_values_are_there_for_every_state() {
    let keys = keys(&locale(&ENGLISH));
    for words in Words::in_every_language() {
        let said = words_without_values(&words);

        assert!(
            said.iter().all(|text| !keys.contains(text) && !text.contains('{')),
            "{said:?}"
        );
    }
}

fn words_without_values(words: &Words) -> Vec<String> {
    let mut said = Vec::new();
    for outcome in [
        Outcome::Passed,
        Outcome::Failed,
        Outcome::Silent,
        Outcome::NotReached,
        Outcome::NotChecked,
    ] {
        said.push(words.outcome(outcome));
    }
    for actor in [
        Actor::You,
        Actor::Network,
        Actor::Administrator,
        Actor::RelayOwner,
        Actor::Nobody,
    ] {
        said.push(words.actor(actor));
    }
    for confidence in [Confidence::Certain, Confidence::Likely, Confidence::Possible] {
        said.push(words.confidence(confidence));
    }
    for severity in [Severity::Error, Severity::Warning, Severity::Info] {
        said.push(words.severity(severity));
    }
    said.extend(Verdict::ALL.map(|verdict| words.verdict_name(verdict)));
    said.extend(Phase::ALL.map(|phase| words.phase(phase)));
    for refusal in [
        Refusal::UnreadableMessage,
        Refusal::BadTarget,
        Refusal::TargetForbidden,
        Refusal::PortalGone,
        Refusal::Busy,
        Refusal::NoSuchPlace,
        Refusal::RunGone,
        Refusal::Overloaded,
        Refusal::ShuttingDown,
    ] {
        said.push(words.refusal(&refusal));
    }
    for error in [
        RdpFileError::TooLong,
        RdpFileError::NotAConnectionFile,
        RdpFileError::NoAddress,
        RdpFileError::Address(TargetError::Empty),
    ] {
        said.push(words.rdp_file_error(&error));
    }
    said
}

#[test]
fn page_is_given_its_sentences_and_no_others() {
    for (words, check) in Words::in_every_language()
        .iter()
        .zip(["Find the problem", "Ursache finden"])
    {
        let page = Words::of_page(page_source(words.language()).unwrap()).unwrap();

        assert_eq!(page.language(), words.language());
        assert_eq!(page.text(key::PAGE_CHECK), check);
        assert_eq!(page.text(key::DECODE_EMPTY), "decode-empty");
        for report in all_reports() {
            let findings = diagnose(&report);
            assert_eq!(page.verdict(&report, &findings), words.verdict(&report, &findings));
        }
    }
    assert_eq!(page_source("tlh"), None);
}
