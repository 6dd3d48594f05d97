//! Whatever stands in a report, and wherever it does: what a level removes is gone.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use proptest::prelude::*;
use serde_json::Value;
use wire::{Disclosure, Report};

use super::canary;
use crate::redact;
use fixtures::reports::all_reports;

/// A report as JSON, and the place of one of its texts.
struct Place {
    report: Value,
    text: usize,
}

/// For each place at which some report has a text, such as `stages[].signals[].user`, a report that has one there.
static PLACES: LazyLock<BTreeMap<String, Place>> = LazyLock::new(|| {
    let mut places = BTreeMap::new();
    let reports = all_reports().into_iter().chain(canary::reports());
    for report in reports.map(few_exchanges) {
        let mut report = serde_json::to_value(report).unwrap();
        let names: Vec<String> = texts(&mut report, "").into_iter().map(|(name, _)| name).collect();
        for (text, name) in names.into_iter().enumerate() {
            places.entry(name).or_insert_with(|| Place {
                report: report.clone(),
                text,
            });
        }
    }
    places
});

/// The report with the first of its exchanges: there are hundreds, which all have the same places.
fn few_exchanges(mut report: Report) -> Report {
    for stage in report.legs.iter_mut().flat_map(|leg| &mut leg.stages) {
        stage.exchanges.truncate(1);
    }
    report
}

/// Those whose texts are searched for.
static CANARIES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let all = canary::reports().into_iter();
    all.map(|report| serde_json::to_string(&report).unwrap()).collect()
});

/// A word that no report, name of software or key of the JSON has.
fn token() -> impl Strategy<Value = String> {
    "qw[bcdfghjklmnpqrstvwxz]{6,12}"
}

/// The texts of a report, each with the name of its place; also names of variants, which nobody can change.
fn texts<'a>(value: &'a mut Value, place: &str) -> Vec<(String, &'a mut String)> {
    match value {
        Value::String(text) => vec![(place.to_owned(), text)],
        Value::Array(all) => {
            let place = format!("{place}[]");
            all.iter_mut().flat_map(|one| texts(one, &place)).collect()
        }
        Value::Object(all) => {
            let members = all.iter_mut();
            members
                .flat_map(|(name, one)| texts(one, &format!("{place}.{name}")))
                .collect()
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => Vec::new(),
    }
}

impl Place {
    /// The report with this text in this place; absent where something else than free text stands there.
    fn with_text(&self, text: &str) -> Option<Report> {
        let mut json = self.report.clone();
        let (_, place) = texts(&mut json, "").into_iter().nth(self.text)?;
        text.clone_into(place);
        serde_json::from_value(json).ok()
    }
}

fn shown(report: &Report, level: Disclosure) -> String {
    serde_json::to_string(&redact(report, level)).unwrap().to_lowercase()
}

/// As it stands in text, and in the bytes of a message.
fn forms(token: &str) -> [String; 3] {
    let narrow = token.bytes().map(|byte| format!("{byte:02x}")).collect();
    let wide = token.bytes().map(|byte| format!("{byte:02x}00")).collect();
    [token.to_owned(), narrow, wide]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, max_shrink_iters: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_of_a_report_is_public(
        token in token(),
        around in prop::option::of(("[ -~äß\u{202e}]{0,8}", "[ -~äß\u{0}]{0,8}")),
    ) {
        let (before, behind) = around.unwrap_or_default();
        let text = format!("{before}{token}{behind}");
        let mut changed = 0;
        for (name, place) in &*PLACES {
            if let Some(report) = place.with_text(&text) {
                changed += 1;
                prop_assert!(!shown(&report, Disclosure::Public).contains(&token), "{}", name);
            }
        }
        prop_assert!(changed > 20, "{} of {}", changed, PLACES.len());
    }

    #[test]
    fn names_that_support_does_not_see_are_hidden_whatever_they_are(
        report in any::<prop::sample::Index>(),
        token in token(),
    ) {
        let mut json = report.get(&CANARIES).clone();
        for canary in canary::REMOVED_FOR_SUPPORT.iter().filter(|canary| canary.starts_with("qzx")) {
            let other = canary.replace("qzx", &token);
            for (own, others) in forms(canary).iter().zip(forms(&other)) {
                json = json.replace(own, &others);
            }
        }
        let changed: Report = serde_json::from_str(&json).unwrap();
        let seen = shown(&changed, Disclosure::Support);

        for form in forms(&token) {
            prop_assert!(!seen.contains(&form), "{}", form);
        }
        prop_assert!(json.contains(&token));
    }

    #[test]
    fn redacting_in_steps_is_redacting_once_whatever_stands_in_a_report(text in ".{0,20}") {
        for report in PLACES.values().filter_map(|place| place.with_text(&text)) {
            let support = redact(&report, Disclosure::Support);

            prop_assert_eq!(redact(&support, Disclosure::Public), redact(&report, Disclosure::Public));
            prop_assert_eq!(redact(&support, Disclosure::Support), support);
        }
    }
}
