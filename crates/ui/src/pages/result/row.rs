//! One step of a result, which opens without JavaScript.

use wire::Stage;
use words::Words;
use yew::prelude::*;

use crate::Run;
use crate::view::evidence::evidence;
use crate::view::finding_card::finding_card;
use crate::view::progress_dot::progress_dot;
use crate::view::stage_row::{about_key, badge, has_inside, said, state_key, state_name, time};

/// The step, with the marks and words of the live page.
pub(super) fn row(words: &Words, run: &Run, stage: Stage, site: &str) -> Html {
    let progress = run.progress(stage);
    let head = html! {
        <>
            <h3>{ words.stage(stage) }</h3>
            <span class="said" dir="auto">{ said(words, Some(run), stage, progress) }</span>
            <span class="state">
                { badge(words, Some(run), stage) }
                <span>{ words.text(state_key(progress)) }</span>
                <span class="time">{ time(words, Some(run), stage, progress).unwrap_or_default() }</span>
            </span>
        </>
    };
    // What the browser's own leg looked like is known where it was walked and nowhere else.
    let opens = stage != Stage::Relay && has_inside(Some(run), stage, progress);
    html! {
        <li id={format!("step-{}", stage.name())} class="step" data-state={state_name(progress)}>
            { progress_dot(progress) }
            if opens {
                <details open={run.is_open(stage)}>
                    <summary class="head">{ head }</summary>
                    <div class="inside">{ inside(words, run, stage, site) }</div>
                </details>
            } else {
                <div class="head">{ head }</div>
            }
        </li>
    }
}

fn inside(words: &Words, run: &Run, stage: Stage, site: &str) -> Html {
    let findings: Vec<_> = run.findings().iter().filter(|finding| finding.stage == stage).collect();
    html! {
        <>
            if findings.is_empty() {
                <p class="about">{ words.text(about_key(stage)) }</p>
            }
            { for findings.iter().enumerate().map(|(place, finding)| finding_card(words, finding, place == 0, true, site)) }
            { evidence(words, run, stage, !findings.is_empty()) }
        </>
    }
}
