//! One step on the line: its mark, its name, what it says, how it ended and how long it took.

use core::time::Duration;
use words::{Key, key};

use diagnosis::Severity;
use wire::{Outcome, Stage};
use words::Words;
use yew::prelude::*;

use super::evidence::evidence;
use super::progress_dot::progress_dot;
use super::row_context::{RowContext, SLOW};
use crate::{End, Loss, Phase, Progress, Run};

/// One step. It can be opened once it has ended.
pub(crate) fn stage_row(words: &Words, run: Option<&Run>, stage: Stage, context: RowContext<'_>) -> Html {
    let progress = run.map_or(Progress::Waiting, |run| run.progress(stage));
    let inside = match context {
        RowContext::Live { on_toggle, .. } => live(words, run, stage, progress, on_toggle),
        RowContext::Document { .. } => unfolding(words, run, stage, progress),
    };
    html! {
        <li key={stage.name()} id={["step-", stage.name()].concat()} class="step" data-state={state_name(progress)}>
            { progress_dot(progress) }
            { inside }
        </li>
    }
}

/// A row whose button tells the state to open it.
fn live(words: &Words, run: Option<&Run>, stage: Stage, progress: Progress, on_toggle: &Callback<Stage>) -> Html {
    let name = words.stage(stage);
    let id = ["inside-", stage.name()].concat();
    let open = run.is_some_and(|run| run.is_open(stage));
    let heading = if has_inside(progress) {
        let onclick = on_toggle.reform(move |_: MouseEvent| stage);
        let said = ["said-", stage.name()].concat();
        html! {
            <button type="button" aria-expanded={open.to_string()} aria-controls={id.clone()} aria-describedby={said} {onclick}>
                { name }
            </button>
        }
    } else {
        html! { <span>{ name }</span> }
    };
    html! {
        <>
            <div class="head">{ head(words, run, stage, progress, heading) }</div>
            <div {id} class="inside" hidden={!open}>
                if let Some(run) = run.filter(|_| open) {
                    { details(words, run, stage) }
                }
            </div>
        </>
    }
}

/// A row that opens without JavaScript.
fn unfolding(words: &Words, run: Option<&Run>, stage: Stage, progress: Progress) -> Html {
    let head = head(words, run, stage, progress, html! { { words.stage(stage) } });
    // What the browser's own leg looked like is known where it was walked and nowhere else.
    let opens = stage != Stage::Relay && has_inside(progress);
    match run.filter(|_| opens) {
        Some(run) => html! {
            // Whoever reads a document was likely sent it as an administrator.
            <details open={run.broken() == Some(stage)}>
                <summary class="head">{ head }</summary>
                <div class="inside">{ details(words, run, stage) }</div>
            </details>
        },
        None => html! { <div class="head">{ head }</div> },
    }
}

/// What a closed row says. No paragraphs: a summary may not hold any.
fn head(words: &Words, run: Option<&Run>, stage: Stage, progress: Progress, heading: Html) -> Html {
    html! {
        <>
            <h3>{ heading }</h3>
            <span class="said" dir="auto">{ said(words, run, stage, progress) }</span>
            <span class="state" id={["said-", stage.name()].concat()}>
                { badge(words, run, stage) }
                <span>{ words.text(state_key(progress)) }</span>
                <span class="time">{ time(words, run, stage, progress).unwrap_or_default() }</span>
            </span>
        </>
    }
}

fn details(words: &Words, run: &Run, stage: Stage) -> Html {
    html! {
        <>
            <p class="about">{ words.text(about_key(stage)) }</p>
            { evidence(words, run, stage) }
        </>
    }
}

/// Whether there is something to open: not before the step has ended, and not where it was never reached.
fn has_inside(progress: Progress) -> bool {
    match progress {
        Progress::Waiting | Progress::Running { .. } | Progress::Interrupted => false,
        Progress::Ended(Outcome::NotReached) => false,
        Progress::Ended(Outcome::Passed | Outcome::Failed | Outcome::Silent | Outcome::NotChecked) => true,
    }
}

/// The row's sentence: what the step is for until it has something to say.
fn said(words: &Words, run: Option<&Run>, stage: Stage, progress: Progress) -> String {
    match progress {
        Progress::Running { elapsed, limit } if elapsed >= SLOW => words.waiting(stage, limit),
        Progress::Interrupted => words.text(key::PAGE_INTERRUPTED),
        Progress::Waiting | Progress::Running { .. } | Progress::Ended(Outcome::NotReached) => {
            words.text(about_key(stage))
        }
        Progress::Ended(_) if stage == Stage::Relay => words.text(relay_key(run)),
        Progress::Ended(Outcome::Passed | Outcome::Failed | Outcome::Silent | Outcome::NotChecked) => run
            .and_then(|run| run.stage(stage))
            .map_or_else(String::new, |report| words.row(report)),
    }
}

fn relay_key(run: Option<&Run>) -> Key {
    match run.and_then(|run| Some((run.phase(), run.loss()?))) {
        None if run.is_some_and(Run::is_kept) => key::PAGE_RELAY_KEPT,
        None => key::PAGE_RELAY_PASSED,
        Some((Phase::Over(End::RelayUnreachable), Loss::Closed)) => key::PAGE_RELAY_UNREACHABLE,
        Some((_, Loss::Closed)) => key::PAGE_RELAY_CLOSED,
        Some((_, Loss::Silent)) => key::PAGE_RELAY_SILENT,
        Some((_, Loss::Unreadable)) => key::PAGE_RELAY_UNREADABLE,
    }
}

/// Says on a row that something about it is worth fixing although the step passed.
fn badge(words: &Words, run: Option<&Run>, stage: Stage) -> Html {
    let mut findings = run.map_or(&[][..], Run::findings).iter();
    if !findings.any(|it| it.stage == stage && it.severity == Severity::Warning) {
        return Html::default();
    }
    html! { <span class="badge" data-severity="warning">{ words.text(key::PAGE_BADGE_WARNING) }</span> }
}

fn time(words: &Words, run: Option<&Run>, stage: Stage, progress: Progress) -> Option<String> {
    match progress {
        Progress::Running { elapsed, .. } if elapsed >= SLOW => {
            Some(words.time(Duration::from_secs(elapsed.as_secs()).into()))
        }
        Progress::Waiting | Progress::Running { .. } | Progress::Interrupted => None,
        Progress::Ended(_) => run?.stage(stage)?.elapsed_ms.map(|elapsed| words.time(elapsed)),
    }
}

pub(crate) fn state_name(progress: Progress) -> &'static str {
    match progress {
        Progress::Waiting => "waiting",
        Progress::Running { .. } => "running",
        Progress::Interrupted => "interrupted",
        Progress::Ended(outcome) => outcome.name(),
    }
}

pub(crate) fn state_key(progress: Progress) -> Key {
    match progress {
        Progress::Waiting => key::PAGE_STATE_WAITING,
        Progress::Running { .. } => key::PAGE_STATE_RUNNING,
        Progress::Interrupted => key::PAGE_STATE_INTERRUPTED,
        Progress::Ended(Outcome::Passed) => key::PAGE_STATE_PASSED,
        Progress::Ended(Outcome::Failed) => key::PAGE_STATE_FAILED,
        Progress::Ended(Outcome::Silent) => key::PAGE_STATE_SILENT,
        Progress::Ended(Outcome::NotReached) => key::PAGE_STATE_NOT_REACHED,
        Progress::Ended(Outcome::NotChecked) => key::PAGE_STATE_NOT_CHECKED,
    }
}

fn about_key(stage: Stage) -> Key {
    match stage {
        Stage::Relay => key::PAGE_ABOUT_RELAY,
        Stage::Reach => key::PAGE_ABOUT_REACH,
        Stage::Answer => key::PAGE_ABOUT_ANSWER,
        Stage::SignIn => key::PAGE_ABOUT_SIGN_IN,
        Stage::Tunnel => key::PAGE_ABOUT_TUNNEL,
        Stage::Resolve => key::PAGE_ABOUT_RESOLVE,
        Stage::Connect => key::PAGE_ABOUT_CONNECT,
        Stage::Negotiate => key::PAGE_ABOUT_NEGOTIATE,
        Stage::Secure => key::PAGE_ABOUT_SECURE,
        Stage::Authenticate => key::PAGE_ABOUT_AUTHENTICATE,
        Stage::Settings => key::PAGE_ABOUT_SETTINGS,
        Stage::Channels => key::PAGE_ABOUT_CHANNELS,
        Stage::Logon => key::PAGE_ABOUT_LOGON,
        Stage::License => key::PAGE_ABOUT_LICENSE,
        Stage::Capabilities => key::PAGE_ABOUT_CAPABILITIES,
        Stage::Finalize => key::PAGE_ABOUT_FINALIZE,
        Stage::Desktop => key::PAGE_ABOUT_DESKTOP,
        Stage::Stay => key::PAGE_ABOUT_STAY,
    }
}
