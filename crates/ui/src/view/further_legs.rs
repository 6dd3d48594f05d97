//! The legs besides the way to the computer: what each of their steps came to.

use wire::{Leg, LegKind, Outcome, StageReport};
use words::{Words, key};
use yew::prelude::*;

use super::phases::phases;
use super::progress_dot::progress_dot;
use super::row_context::RowContext;
use super::rows::rows;
use super::stage_row::{state_key, state_name};
use crate::{Progress, Run};

/// The steps of every leg: the way that a client takes first. `tools` stand above the line of the leg to the computer.
pub(crate) fn every_leg(words: &Words, run: &Run, context: RowContext<'_>, tools: Html) -> Html {
    let report = run.report();
    let through = report.is_through_gateway();
    let before = |leg: &Leg| through && report.is_on_the_way(leg);
    let named = report.computer().filter(|_| through || report.has_places());
    let title = named.map_or_else(|| words.text(key::PAGE_STEPS_TITLE), |leg| words.leg(leg));
    html! {
        <>
            { further_legs(words, run, before) }
            <section class="steps" aria-labelledby="steps-title">
                <h2 id="steps-title" class={named.is_none().then_some("hidden")}>{ title }</h2>
                if !through {
                    { phases(words, run) }
                }
                { tools }
                { rows(words, run, context) }
            </section>
            { further_legs(words, run, |leg| !before(leg)) }
        </>
    }
}

/// The legs of `run` for which `is_wanted`, and whose steps stand in no other list.
fn further_legs(words: &Words, run: &Run, is_wanted: impl Fn(&Leg) -> bool) -> Html {
    let report = run.report();
    let shown = report.computer();
    let further =
        report.legs.iter().enumerate().filter(|(_, leg)| {
            leg.kind() != LegKind::BrowserToRelay && shown.is_none_or(|it| !core::ptr::eq(it, *leg))
        });
    let further = further.filter(|(_, leg)| is_wanted(leg));
    further.map(|(place, leg)| section(words, run, place, leg)).collect()
}

/// The steps of a leg. Those that were not reached at its end are one line.
fn section(words: &Words, run: &Run, place: usize, leg: &Leg) -> Html {
    let progress = |stage: &StageReport| run.progress_on(place, stage);
    // Behind the sign-in, nothing is looked at.
    let (at_the_end, label) = match leg.stages.last().map(|last| last.outcome) {
        Some(Outcome::NotChecked) if leg.kind() == LegKind::ToComputer => {
            (Outcome::NotChecked, key::PAGE_FOLDED_NOT_CHECKED)
        }
        _ => (Outcome::NotReached, key::PAGE_FOLDED_NOT_REACHED),
    };
    let is_left = |stage: &StageReport| progress(stage) == Progress::Ended(at_the_end);
    let stages = leg.walked();
    let end = stages.iter().rposition(|stage| !is_left(stage)).map_or(0, |at| at + 1);
    let (walked, left) = stages.split_at_checked(end).unwrap_or_default();
    let count = u32::try_from(left.len()).unwrap_or(u32::MAX);
    html! {
        <section>
            <h2>{ words.leg(leg) }</h2>
            <ol class="line">{ for walked.iter().map(|stage| step(words, progress(stage), stage)) }</ol>
            if count > 0 {
                <p class="hint">{ words.text_with(label, &[("count", count.into())]) }</p>
            }
        </section>
    }
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
