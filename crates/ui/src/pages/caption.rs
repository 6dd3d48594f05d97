//! What a result is of and when it was, as far as it may be told.

use wire::{Disclosure, Report};
use words::Words;
use words::key;
use yew::prelude::*;

/// What was checked, as far as it may be said.
pub(super) fn heading(words: &Words, report: &Report) -> String {
    match report.redacted {
        Some(Disclosure::Public) => words.text(key::PAGE_SHARED_TITLE_PUBLIC),
        Some(Disclosure::Support | Disclosure::Everything) | None => {
            words.text_with(key::PAGE_SHARED_TITLE, &[("target", report.target.to_string().into())])
        }
    }
}

/// When the run began, as far as it may be told.
pub(super) fn started_at(words: &Words, report: &Report) -> Html {
    if !tells_the_day_only(report) {
        return moment(words, report.started_at_ms);
    }
    let said = words.moment(report.started_at_ms);
    let day = said.split(' ').next().unwrap_or(&said).to_owned();
    html! { <time datetime={day.clone()}>{ day }</time> }
}

pub(super) fn tells_the_day_only(report: &Report) -> bool {
    report.redacted == Some(Disclosure::Public)
}

/// A moment, which the script turns into the reader's own time.
pub(super) fn moment(words: &Words, unix_millis: i64) -> Html {
    let said = words.moment(unix_millis);
    let machine = said.replace(" UTC", "Z").replacen(' ', "T", 1);
    html! { <time datetime={machine}>{ said }</time> }
}

/// From where the computer was checked, where that was no relay.
pub(super) fn seen_from(words: &Words, report: &Report) -> Option<String> {
    let said = || words.text_with(key::LEG_SEEN_FROM, &[("places", words.places(report.ways()).into())]);
    report.has_places().then(said)
}
