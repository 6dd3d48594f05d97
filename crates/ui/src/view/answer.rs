//! The answer: what a check comes to, what that means, what to do now, and who can fix it.

use diagnosis::{Actor, Audience, Finding, Verdict, stopped};
use wire::Refusal;
use words::{Key, Step, Words, key};
use yew::prelude::*;

use super::breakable::breakable;
use super::row_context::RowContext;
use super::todo::todo;
use super::verdict_icon::verdict_icon;
use crate::{End, Loss, Phase, Run};

/// What stands in the card.
struct Answer {
    headline: String,
    /// What that means: one or two sentences.
    because: String,
    /// What else there is to say.
    more: String,
    advice: Key,
    steps: Vec<Step>,
    /// Absent where nobody has to do anything.
    actor: Option<Actor>,
}

/// The card of a run that is over. `fit` says whether what the reader's app shows goes with it; `send` is what sends the
/// result to whoever can fix it.
pub(crate) fn answer(words: &Words, run: &Run, context: RowContext<'_>, fit: Option<&str>, send: Html) -> Html {
    let verdict = run.verdict();
    let Answer {
        headline,
        because,
        more,
        advice,
        mut steps,
        actor,
    } = content(words, run);
    let first = run.findings().first();
    let from = first.and_then(|first| words.true_from(run.report(), run.findings(), first));
    let further = steps.split_off(steps.len().min(AT_ONCE));
    html! {
        // The script that reads files holds them against this run.
        <article
            id="answer" class="answer" data-verdict={verdict.name()} data-run={run.key().map(|key| key.as_str().to_owned())}
            aria-labelledby="headline" tabindex="-1"
        >
            <p class="word">
                { verdict_icon(verdict) }{ words.verdict_name(verdict) }
                if let Some(from) = from {
                    <span class="sure">{ from }</span>
                }
            </p>
            <h2 id="headline">{ headline }</h2>
            <p class="because">{ breakable(&because) }</p>
            if !steps.is_empty() {
                <h3>{ words.text(advice) }</h3>
                { todo(words, &steps) }
            }
            if !(further.is_empty() && more.is_empty()) {
                <details class="more">
                    <summary>{ words.text(key::PAGE_MORE_ABOUT) }</summary>
                    if !more.is_empty() {
                        <p class="meaning">{ breakable(&more) }</p>
                    }
                    if !further.is_empty() {
                        { todo(words, &further) }
                    }
                </details>
            }
            <div class="who">
                if let Some(actor) = actor {
                    <p>{ words.text(key::PAGE_WHO) }{ " " }<b>{ words.actor(actor) }</b></p>
                }
                { send }
            </div>
            // It comes after the rest, and must not push away what is being read.
            if let Some(fit) = fit {
                <p class="fit">{ fit }</p>
            }
            { reference(words, run, context) }
        </article>
    }
}

fn content(words: &Words, run: &Run) -> Answer {
    match (run.phase(), run.findings().first()) {
        (Phase::Over(End::RelayUnreachable | End::RelayLost), None) => lost(words, run),
        (Phase::Over(End::Refused(refusal)), None) => Answer {
            // It may have begun, on a page that was loaded again.
            headline: words.text(if *refusal == Refusal::RunGone {
                key::PAGE_RUN_GONE_TITLE
            } else {
                key::PAGE_REFUSED
            }),
            because: words.refusal(refusal),
            ..nothing()
        },
        (Phase::Over(End::Cancelled), None) => Answer {
            headline: words.text(key::PAGE_CANCELLED),
            because: words.text(key::PAGE_STATUS_CANCELLED),
            ..nothing()
        },
        (_, Some(first)) => found(words, run, first),
        (_, None) => Answer {
            headline: words.verdict(run.report(), &[]),
            ..nothing()
        },
    }
}

fn nothing() -> Answer {
    Answer {
        headline: String::new(),
        because: String::new(),
        more: String::new(),
        advice: key::PAGE_DO_NOW,
        steps: Vec::new(),
        actor: None,
    }
}

fn found(words: &Words, run: &Run, first: &Finding) -> Answer {
    let meaning = words.meaning(first);
    let (because, more) = parted(&meaning, SENTENCES);
    let advising = advising(run.findings());
    let same = advising.is_some_and(|it| it.id == first.id);
    Answer {
        headline: words.title(first),
        because: because.to_owned(),
        more: more.to_owned(),
        advice: if same {
            key::PAGE_DO_NOW
        } else if run.verdict() == Verdict::Works {
            key::PAGE_STILL_FAILS
        } else {
            key::PAGE_CHECK_NEXT
        },
        steps: advising.map_or_else(Vec::new, |it| words.steps(it, Audience::User)),
        actor: advising.map(|it| it.actor),
    }
}

/// The finding whose steps stand in the card: the first one, or where that has none, the first one that says what to check
/// next.
pub(crate) fn advising(findings: &[Finding]) -> Option<&Finding> {
    findings.iter().find(|finding| finding.actor != Actor::Nobody)
}

/// The page's own connection to its server was lost, which no report knows.
fn lost(words: &Words, run: &Run) -> Answer {
    let (headline, because) = match (run.phase(), run.loss()) {
        (_, Some(Loss::Unreadable)) => (key::PAGE_RELAY_UNREADABLE_TITLE, key::PAGE_RELAY_UNREADABLE_MEANING),
        (Phase::Over(End::RelayUnreachable), _) => {
            (key::PAGE_RELAY_UNREACHABLE_TITLE, key::PAGE_RELAY_UNREACHABLE_MEANING)
        }
        (_, _) => (key::PAGE_RELAY_LOST_TITLE, key::PAGE_RELAY_LOST_MEANING),
    };
    let todo: &[Key] = match run.loss() {
        Some(Loss::Unreadable) => &[key::PAGE_RELAY_DO_RELOAD],
        Some(Loss::Closed | Loss::Silent) | None => &[key::PAGE_RELAY_DO_AGAIN, key::PAGE_RELAY_DO_ASK],
    };
    Answer {
        headline: words.text(headline),
        because: words.text(because),
        steps: todo.iter().map(|key| untyped(words, *key)).collect(),
        actor: Some(Actor::RelayOwner),
        ..nothing()
    }
}

/// A step without a line to type.
pub(crate) fn untyped(words: &Words, key: Key) -> Step {
    Step {
        text: words.text(key),
        command: None,
    }
}

/// What support wants to know, quietly: the finding, how sure it is, where it stopped, how long it took, and the run.
fn reference(words: &Words, run: &Run, context: RowContext<'_>) -> Html {
    let first = run.findings().first();
    let stopped = stopped(run.report(), run.findings()).map(|(leg, broken)| (leg, broken.stage()));
    let stopped = stopped.or_else(|| run.interrupted());
    let stopped = stopped.map(|(leg, stage)| {
        let values = words.step_values(leg.kind(), stage);
        words.text_with(key::PAGE_STOPPED_AT, &values)
    });
    let timed = run.report().took().map(|took| words.time(took));
    let parts = [
        first.map(|first| html! {
            // Another tab: the result is nowhere but in this page.
            <a href={[context.site(), "/help/", first.id].concat()} target="_blank" translate="no">{ first.id }</a>
        }),
        first.map(|first| html! { { words.confidence(first.confidence) } }),
        stopped.map(|stopped| html! { { stopped } }),
        timed.map(|time| html! { { time } }),
        run.id().map(|id| html! {
            <span class="run-id">{ words.text(key::PAGE_RUN_ID) }{ " " }<code translate="no">{ id.to_owned() }</code></span>
        }),
    ];
    html! { <ul class="meta">{ for parts.into_iter().flatten().map(|part| html! { <li>{ part }</li> }) }</ul> }
}

/// The first `count` sentences of a text, and the rest.
fn parted(text: &str, count: usize) -> (&str, &str) {
    let ends = text.as_bytes().windows(3).enumerate();
    let mut ends = ends.filter(|(_, it)| matches!(it, [b'.', b' ', next] if !next.is_ascii_lowercase()));
    let end = ends.nth(count - 1).map_or(text.len(), |(at, _)| at + 1);
    let (first, rest) = text.split_at_checked(end).unwrap_or((text, ""));
    (first, rest.trim_start())
}

/// How many steps stand open.
const AT_ONCE: usize = 3;
/// What happened, and what that rules out.
const SENTENCES: usize = 2;

#[cfg(test)]
mod tests {
    use super::parted;

    #[test]
    fn text_is_parted_behind_whole_sentences() {
        let text = "We reached 192.0.2.1, port 3389. Your password isn't the problem. The rest.";

        assert_eq!(parted(text, 2).1, "The rest.");
        assert_eq!(parted("One.", 2), ("One.", ""));
        assert_eq!(parted("One, approx. two. Three.", 1), ("One, approx. two.", "Three."));
    }
}
