//! The legs besides the way to the computer: what each of their steps came to.

use wire::{Leg, Outcome, Report, StageReport};
use words::Words;
use yew::prelude::*;

use super::progress_dot::progress_dot;
use super::stage_row::{state_key, state_name};
use crate::Progress;

/// Every leg of `report` but the one whose steps stand in the line above; nothing where there is no other.
pub(crate) fn further_legs(words: &Words, report: &Report) -> Html {
    let shown = report.computer();
    let further = report
        .legs
        .iter()
        .filter(|leg| shown.is_none_or(|it| !core::ptr::eq(it, *leg)));
    further.map(|further| leg(words, further)).collect()
}

fn leg(words: &Words, leg: &Leg) -> Html {
    html! {
        <section>
            <h2>{ words.leg(leg) }</h2>
            <ol class="line">{ for leg.stages.iter().map(|stage| step(words, stage)) }</ol>
        </section>
    }
}

fn step(words: &Words, report: &StageReport) -> Html {
    let progress = Progress::Ended(report.outcome);
    let said = match report.outcome {
        // The word for it says it all.
        Outcome::NotReached => String::new(),
        Outcome::Passed | Outcome::Failed | Outcome::Silent | Outcome::NotChecked => words.row(report),
    };
    html! {
        <li class="step" data-state={state_name(progress)}>
            { progress_dot(progress) }
            <div class="head">
                <h3>{ words.stage(report.stage()) }</h3>
                <span class="said" dir="auto">{ said }</span>
                <span class="state">
                    <span>{ words.text(state_key(progress)) }</span>
                    <span class="time">{ report.elapsed_ms.map(|time| words.time(time)).unwrap_or_default() }</span>
                </span>
            </div>
        </li>
    }
}
