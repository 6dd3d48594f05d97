//! One step on the line: its mark, its name, what it says, how it ended and how long it took.

use core::time::Duration;

use diagnosis::Severity;
use wire::{Outcome, Stage};
use words::Words;
use yew::prelude::*;

use super::evidence::evidence;
use super::finding_card::{finding_card, relay_card};
use super::progress_dot::progress_dot;
use super::verdict::SLOW;
use crate::{End, Loss, Phase, Progress, Run};

/// One step. It can be opened once it has ended. `fit` is why the reader's program shows what it shows.
pub(crate) fn stage_row(
    words: &Words,
    run: Option<&Run>,
    fit: Option<&str>,
    stage: Stage,
    on_toggle: &Callback<Stage>,
) -> Html {
    let progress = run.map_or(Progress::Waiting, |run| run.progress(stage));
    let name = words.stage(stage);
    let inside = format!("inside-{}", stage.name());
    let open = run.is_some_and(|run| run.is_open(stage));
    let heading = if has_inside(run, stage, progress) {
        let onclick = on_toggle.reform(move |_: MouseEvent| stage);
        html! {
            <button type="button" aria-expanded={open.to_string()} aria-controls={inside.clone()} {onclick}>
                { name }
            </button>
        }
    } else {
        html! { <span>{ name }</span> }
    };
    html! {
        <li id={format!("step-{}", stage.name())} class="step" data-state={state_name(progress)}>
            { progress_dot(progress) }
            <div class="head">
                <h3>{ heading }</h3>
                <p class="said" dir="auto">{ said(words, run, stage, progress) }</p>
                <p class="state">
                    { badge(words, run, stage) }
                    <span>{ words.text(state_key(progress)) }</span>
                    <span class="time">{ time(words, run, stage, progress).unwrap_or_default() }</span>
                </p>
            </div>
            <div id={inside} class="inside" hidden={!open}>
                if let Some(run) = run.filter(|_| open) {
                    { details(words, run, fit, stage) }
                }
            </div>
        </li>
    }
}

fn details(words: &Words, run: &Run, fit: Option<&str>, stage: Stage) -> Html {
    let findings: Vec<_> = run.findings().iter().filter(|finding| finding.stage == stage).collect();
    let lost = match (stage == Stage::Relay, run.phase(), run.loss()) {
        (true, Phase::Over(end), Some(loss)) => Some(relay_card(words, end, loss)),
        _ => None,
    };
    let folded = lost.is_some() || !findings.is_empty();
    html! {
        <>
            if !folded {
                <p class="about">{ words.text(about_key(stage)) }</p>
            }
            { lost.unwrap_or_default() }
            if let Some(fit) = fit.filter(|_| run.findings().first().is_some_and(|first| first.stage == stage)) {
                <p class="fit"><b>{ words.text("page-said-title") }</b>{ ": " }{ fit }</p>
            }
            { for findings.iter().enumerate().map(|(place, finding)| finding_card(words, finding, place == 0, false, "")) }
            { evidence(words, run, stage, folded) }
        </>
    }
}

/// Whether there is something to open: not before the step has ended, and not where it was never reached.
pub(crate) fn has_inside(run: Option<&Run>, stage: Stage, progress: Progress) -> bool {
    match progress {
        Progress::Waiting | Progress::Running { .. } | Progress::Interrupted => false,
        Progress::Ended(Outcome::NotReached) => {
            run.is_some_and(|run| run.findings().iter().any(|it| it.stage == stage))
        }
        Progress::Ended(Outcome::Passed | Outcome::Failed | Outcome::Silent | Outcome::NotChecked) => true,
    }
}

/// The row's sentence: what the step is for until it has something to say.
pub(crate) fn said(words: &Words, run: Option<&Run>, stage: Stage, progress: Progress) -> String {
    match progress {
        Progress::Running { elapsed, limit } if elapsed >= SLOW => words.waiting(stage, limit),
        Progress::Interrupted => words.text("page-interrupted"),
        Progress::Waiting | Progress::Running { .. } | Progress::Ended(Outcome::NotReached) => {
            words.text(about_key(stage))
        }
        Progress::Ended(_) if stage == Stage::Relay => words.text(relay_key(run)),
        Progress::Ended(Outcome::Passed | Outcome::Failed | Outcome::Silent | Outcome::NotChecked) => run
            .and_then(|run| run.stage(stage))
            .map_or_else(String::new, |report| words.row(report)),
    }
}

fn relay_key(run: Option<&Run>) -> &'static str {
    match run.and_then(|run| Some((run.phase(), run.loss()?))) {
        None if run.is_some_and(Run::is_kept) => "page-relay-kept",
        None => "page-relay-passed",
        Some((Phase::Over(End::RelayUnreachable), Loss::Closed)) => "page-relay-unreachable",
        Some((_, Loss::Closed)) => "page-relay-closed",
        Some((_, Loss::Silent)) => "page-relay-silent",
        Some((_, Loss::Unreadable)) => "page-relay-unreadable",
    }
}

/// Says on a closed row that something in it is worth reading although the step passed.
pub(crate) fn badge(words: &Words, run: Option<&Run>, stage: Stage) -> Html {
    let findings = run.map_or(&[][..], Run::findings);
    let worst = findings
        .iter()
        .filter(|it| it.stage == stage)
        .map(|it| it.severity)
        .min();
    let (severity, key) = match worst {
        Some(Severity::Warning) => ("warning", "page-badge-warning"),
        Some(Severity::Info) => ("info", "page-badge-info"),
        Some(Severity::Error) | None => return Html::default(),
    };
    html! { <span class="badge" data-severity={severity}>{ words.text(key) }</span> }
}

pub(crate) fn time(words: &Words, run: Option<&Run>, stage: Stage, progress: Progress) -> Option<String> {
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

pub(crate) fn state_key(progress: Progress) -> &'static str {
    match progress {
        Progress::Waiting => "page-state-waiting",
        Progress::Running { .. } => "page-state-running",
        Progress::Interrupted => "page-state-interrupted",
        Progress::Ended(Outcome::Passed) => "page-state-passed",
        Progress::Ended(Outcome::Failed) => "page-state-failed",
        Progress::Ended(Outcome::Silent) => "page-state-silent",
        Progress::Ended(Outcome::NotReached) => "page-state-not-reached",
        Progress::Ended(Outcome::NotChecked) => "page-state-not-checked",
    }
}

pub(crate) fn about_key(stage: Stage) -> &'static str {
    match stage {
        Stage::Relay => "page-about-relay",
        Stage::Resolve => "page-about-resolve",
        Stage::Connect => "page-about-connect",
        Stage::Negotiate => "page-about-negotiate",
        Stage::Secure => "page-about-secure",
        Stage::Authenticate => "page-about-authenticate",
        Stage::Settings => "page-about-settings",
        Stage::Channels => "page-about-channels",
        Stage::Logon => "page-about-logon",
        Stage::License => "page-about-license",
        Stage::Capabilities => "page-about-capabilities",
        Stage::Finalize => "page-about-finalize",
        Stage::Desktop => "page-about-desktop",
        Stage::Stay => "page-about-stay",
    }
}
