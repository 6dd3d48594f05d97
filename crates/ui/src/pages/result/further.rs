//! A leg besides the way to the computer: what each of its steps came to.

use wire::{Leg, Outcome, StageReport};
use words::Words;
use yew::prelude::*;

use crate::Progress;
use crate::view::progress_dot::progress_dot;
use crate::view::stage_row::{state_key, state_name};

/// The leg under its name.
pub(super) fn leg(words: &Words, leg: &Leg) -> Html {
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
