//! The legs besides the way to the computer: what each of their steps came to.

use wire::{LegKind, Outcome, StageReport};
use words::Words;
use yew::prelude::*;

use super::progress_dot::progress_dot;
use super::stage_row::{state_key, state_name};
use crate::{Progress, Run};

/// Every leg of `run` whose steps stand in no other list; nothing where there is none.
pub(crate) fn further_legs(words: &Words, run: &Run) -> Html {
    let report = run.report();
    let shown = report.computer();
    let further =
        report.legs.iter().enumerate().filter(|(_, leg)| {
            leg.kind() != LegKind::BrowserToRelay && shown.is_none_or(|it| !core::ptr::eq(it, *leg))
        });
    let sections = further.map(|(place, leg)| {
        html! {
            <section>
                <h2>{ words.leg(leg) }</h2>
                <ol class="line">
                    { for leg.stages.iter().map(|stage| step(words, run.progress_on(place, stage), stage)) }
                </ol>
            </section>
        }
    });
    sections.collect()
}

fn step(words: &Words, progress: Progress, report: &StageReport) -> Html {
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
