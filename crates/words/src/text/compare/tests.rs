use diagnosis::{Comparison, compare};
use fixtures::reports::{all_reports, broken, nla, secure};
use redact::redact;
use wire::{Disclosure, Failure, Report, Stage};

use super::*;

fn compared<'a>(left: &'a Report, right: &'a Report) -> Comparison<'a> {
    compare(left, right, redact)
}

#[test]
fn the_words_say_where_it_begins_what_changed_and_what_cannot_be_compared() {
    let words = Words::english();
    let passed = redact(&nla(), Disclosure::Support);
    let mut broken = broken(Stage::Negotiate, Failure::TimedOut { received: 0 });
    broken.started_at_ms += 60_000;
    broken.target = "pc2.example.org".parse().unwrap();
    let comparison = compared(&passed, &broken);

    let text = words.comparison(&comparison);

    assert_eq!(
        text.verdict,
        "The first difference is at step 3 of 13 (Negotiate): passed in the earlier check, no answer in the later check."
    );
    assert_eq!(
        text.notes,
        [
            "The checks are of different computers (pc.example.org:3389 and pc2.example.org:3389).",
            "One result shows more than the other. What one of them leaves out can't be compared."
        ]
    );
    assert_eq!(text.heads[1], "2026-03-01 00:01 UTC, pc2.example.org:3389");
    let row = &text.legs[0].steps[2];
    assert!(row.first && row.changed);
    assert_eq!(
        (row.left.as_str(), row.right.as_str()),
        (
            "passed, 20 ms",
            "no answer, 10 s: No answer for 10 s, the connection stayed open"
        )
    );
    let nla = text.values.iter().find(|row| row.label == "NLA").unwrap();
    assert_eq!((nla.left.as_str(), nla.right.as_str()), ("required", "—"));
    assert_eq!(nla.note, "Only in the earlier check");
}

#[test]
fn the_forms_for_a_ticket_hold_the_same_and_no_markup_of_a_peer() {
    let words = Words::english();
    let mut left = nla();
    secure(&mut left, |facts| facts.certificates[0].subject = "<b>|*x*".into());
    let right = broken(Stage::Negotiate, Failure::NegotiationFailure { code: 5 });
    let comparison = compared(&left, &right);

    let (text, markdown) = (
        words.comparison_as_text(&comparison),
        words.comparison_as_markdown(&comparison),
    );

    assert!(text.starts_with("The first difference is at step 3 of 13 (Negotiate): passed in the first check, failed in the second check.\n\nFirst: 2026-03-01"), "{text}");
    assert!(
        text.contains("\nNegotiate     passed, 20 ms  failed, 19 ms: The computer requires NLA  first difference\n"),
        "{text}"
    );
    assert!(
        markdown.contains(
            "\n| Negotiate | passed, 20 ms | failed, 19 ms: The computer requires NLA | first difference |\n"
        ),
        "{markdown}"
    );
    assert!(
        markdown.contains(r"| Certificate for | \<b\>\|\*x\* | — | Only in the first check |"),
        "{markdown}"
    );
}

#[test]
fn every_pair_of_reports_can_be_told() {
    let words = Words::english();
    let reports = all_reports();
    for pair in reports.chunks_exact(2) {
        let text = words.comparison_as_text(&compared(&pair[0], &pair[1]));

        assert!(!text.contains("{$") && !text.contains("compare-"), "{text}");
    }
}
