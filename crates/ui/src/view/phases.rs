//! The four parts of a connection, each with how far it came.

use wire::{LegKind, Outcome, Phase};
use words::Words;
use yew::prelude::*;

use super::progress_dot::progress_dot;
use super::stage_row::{state_key, state_name};
use crate::{Progress, Run};

/// The phases of the way to the computer.
pub(crate) fn phases(words: &Words, run: &Run) -> Html {
    html! {
        <ol class="phases">
            { for Phase::ALL.into_iter().map(|phase| {
                let progress = of_phase(run, phase);
                html! {
                    <li class="phase" data-state={state_name(progress)}>
                        { progress_dot(progress) }
                        <b>{ words.phase(phase) }</b>
                        <span>{ words.text(state_key(progress)) }</span>
                    </li>
                }
            }) }
        </ol>
    }
}

/// The state of a phase: that of the first of its stages that has not passed.
fn of_phase(run: &Run, phase: Phase) -> Progress {
    let mut stages = phase.stages(LegKind::ToComputer).map(|stage| run.progress(stage));
    let first = |progress: &Progress| *progress != Progress::Ended(Outcome::Passed);
    stages.find(first).unwrap_or(Progress::Ended(Outcome::Passed))
}

/// A segment for each step of a run that is under way, for those who see it: as many as the sentence below them counts.
pub(crate) fn segments(run: &Run) -> Html {
    html! {
        <div class="segments" aria-hidden="true">
            { for LegKind::ToComputer.stages().map(|stage| html! { <i data-state={state_name(run.progress(stage))}></i> }) }
        </div>
    }
}
