//! The steps of a run, those apart that were never reached.

use wire::{Outcome, Stage};
use words::{Words, key};
use yew::prelude::*;

use super::row_context::RowContext;
use super::stage_row::stage_row;
use crate::{Progress, Run};

/// Every step. Where several at the end say the same, they are folded into one line.
pub(crate) fn rows(words: &Words, run: &Run, context: RowContext<'_>) -> Html {
    let stages: Vec<Stage> = run.rows().collect();
    let kept = stages.len() - alike_at_the_end(run, &stages);
    let (shown, folded) = stages.split_at(kept);
    let row = |stage: &Stage| stage_row(words, Some(run), *stage, context);
    html! {
        <>
            <ol class="line">{ for shown.iter().map(row) }</ol>
            if !folded.is_empty() {
                <details class="folded">
                    <summary>{ words.text_with(label(run, folded), &[("count", count(folded))]) }</summary>
                    <ol class="line">{ for folded.iter().map(row) }</ol>
                </details>
            }
        </>
    }
}

fn count(stages: &[Stage]) -> diagnosis::Parameter {
    u32::try_from(stages.len()).unwrap_or(u32::MAX).into()
}

fn label(run: &Run, folded: &[Stage]) -> words::Key {
    match folded.first().map(|stage| run.progress(*stage)) {
        Some(Progress::Ended(Outcome::NotChecked)) => key::PAGE_FOLDED_NOT_CHECKED,
        Some(Progress::Waiting) => key::PAGE_FOLDED_WAITING,
        _ => key::PAGE_FOLDED_NOT_REACHED,
    }
}

/// How many stages at the end were not reached, were not checked, or are still to come; none where it is one alone.
fn alike_at_the_end(run: &Run, stages: &[Stage]) -> usize {
    let Some(last) = stages.last().map(|stage| run.progress(*stage)) else {
        return 0;
    };
    let foldable = matches!(
        last,
        Progress::Waiting | Progress::Ended(Outcome::NotReached | Outcome::NotChecked)
    );
    let alike = stages
        .iter()
        .rev()
        .take_while(|stage| run.progress(**stage) == last)
        .count();
    if foldable && alike > 1 { alike } else { 0 }
}
