//! What is wrong, who must act, and what they can do.

use diagnosis::{Actor, Audience, Finding, Severity};
use words::{Key, key};
use words::{Step, Words};
use yew::prelude::*;

use super::evidence::command;
use super::row_context::RowContext;
use crate::{End, Loss};

/// One finding, at its `place` in the row. The first one says at once what to do; the others are what else it may be.
pub(crate) fn finding_card(words: &Words, finding: &Finding, place: usize, context: RowContext<'_>) -> Html {
    let first = place == 0;
    let for_admins = first && matches!(context, RowContext::Document { .. });
    // Where all is well, there is nothing to fold out.
    let steps = |audience| match finding.actor {
        Actor::Nobody => Vec::new(),
        Actor::You | Actor::Network | Actor::Administrator | Actor::RelayOwner => words.steps(finding, audience),
    };
    let admin = steps(Audience::Administrator);
    let linux = steps(Audience::LinuxAdministrator);
    let confirmation = words.confirmation(finding);
    html! {
        <article class="finding" data-severity={severity(finding.severity)} data-first={first.then_some("")}>
            <p class="who">
                { who(words, finding.actor) }
                <span>{ words.text(key::PAGE_CONFIDENCE) }{ " " }<b>{ words.confidence(finding.confidence) }</b></span>
            </p>
            <h4>{ words.title(finding) }</h4>
            <p class="meaning">{ words.meaning(finding) }</p>
            { user_steps(words, &steps(Audience::User), first) }
            if !(admin.is_empty() && linux.is_empty() && confirmation.is_empty()) {
                <details open={for_admins}>
                    <summary>{ words.text(key::PAGE_DO_ADMIN) }</summary>
                    { titled_steps(words, key::PAGE_DO_WINDOWS, &admin) }
                    { titled_steps(words, key::PAGE_DO_LINUX, &linux) }
                    { titled_steps(words, key::PAGE_CONFIRM, &confirmation) }
                </details>
            }
            // Another tab: the result is nowhere but in this page.
            <p class="reference">
                <a href={[context.site(), "/help/", finding.id].concat()} target="_blank" translate="no">{ finding.id }</a>
            </p>
        </article>
    }
}

/// The same for the page's own leg, which no report knows.
pub(crate) fn relay_card(words: &Words, end: &End, loss: Loss) -> Html {
    let (title, meaning) = match (end, loss) {
        (_, Loss::Unreadable) => (key::PAGE_RELAY_UNREADABLE_TITLE, key::PAGE_RELAY_UNREADABLE_MEANING),
        (End::RelayUnreachable, _) => (key::PAGE_RELAY_UNREACHABLE_TITLE, key::PAGE_RELAY_UNREACHABLE_MEANING),
        (_, _) => (key::PAGE_RELAY_LOST_TITLE, key::PAGE_RELAY_LOST_MEANING),
    };
    let step = |key: Key| Step {
        text: words.text(key),
        command: None,
    };
    let user = match loss {
        Loss::Unreadable => vec![step(key::PAGE_RELAY_DO_RELOAD)],
        Loss::Closed | Loss::Silent => vec![step(key::PAGE_RELAY_DO_AGAIN), step(key::PAGE_RELAY_DO_ASK)],
    };
    let owner = [step(key::PAGE_RELAY_OWNER_RUNS), step(key::PAGE_RELAY_OWNER_PROXY)];
    html! {
        <article class="finding" data-severity="error" data-first="">
            <p class="who">{ who(words, Actor::RelayOwner) }</p>
            <h4>{ words.text(title) }</h4>
            <p class="meaning">{ words.text(meaning) }</p>
            { user_steps(words, &user, true) }
            <details>
                <summary>{ words.text(key::PAGE_DO_RELAY_OWNER) }</summary>
                { steps(&owner) }
            </details>
        </article>
    }
}

fn who(words: &Words, actor: Actor) -> Html {
    match actor {
        Actor::Nobody => Html::default(),
        Actor::You | Actor::Network | Actor::Administrator | Actor::RelayOwner => html! {
            <span class="actor"><span class="hidden">{ words.text(key::PAGE_WHO) }{ " " }</span>{ words.actor(actor) }</span>
        },
    }
}

fn user_steps(words: &Words, list: &[Step], open: bool) -> Html {
    if list.is_empty() {
        return Html::default();
    }
    html! {
        <details {open}>
            <summary>{ words.text(key::PAGE_DO_USER) }</summary>
            { steps(list) }
        </details>
    }
}

fn titled_steps(words: &Words, title: Key, list: &[Step]) -> Html {
    if list.is_empty() {
        return Html::default();
    }
    html! {
        <>
            <h5>{ words.text(title) }</h5>
            { steps(list) }
        </>
    }
}

fn steps(list: &[Step]) -> Html {
    html! {
        <ol class="todo">
            { for list.iter().map(|step| html! {
                <li>
                    { &step.text }
                    { step.command.as_ref().map(command).unwrap_or_default() }
                </li>
            }) }
        </ol>
    }
}

pub(crate) fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    }
}
