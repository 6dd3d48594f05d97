//! What the computer's administrator can do: one tab each for Windows, Linux and the logs.

use diagnosis::{Actor, Audience, Finding, System};
use words::{Key, Step, Words, key};
use yew::prelude::*;

use super::answer::{advising, untyped};
use super::evidence::copy_command;
use super::todo::todo;
use crate::Run;

/// One tab.
struct Tab {
    name: &'static str,
    title: Key,
    steps: Vec<Step>,
}

/// The tabs of a finding, that of `system` in front; nothing where there is nothing for an administrator.
///
/// The tabs are radio buttons: they need no script, and arrow keys walk them.
pub(crate) fn administrator(words: &Words, finding: &Finding, system: Option<System>) -> Html {
    if finding.actor == Actor::Nobody {
        return Html::default();
    }
    let tab = |name, title, steps| Tab { name, title, steps };
    let tabs = [
        tab(
            "windows",
            key::PAGE_TAB_WINDOWS,
            words.steps(finding, Audience::Administrator),
        ),
        tab(
            "linux",
            key::PAGE_TAB_LINUX,
            words.steps(finding, Audience::LinuxAdministrator),
        ),
        tab("logs", key::PAGE_TAB_LOGS, words.confirmation(finding)),
    ];
    let tabs: Vec<Tab> = tabs.into_iter().filter(|tab| !tab.steps.is_empty()).collect();
    let preferred = match system {
        Some(System::Linux) => "linux",
        Some(System::Windows) | None => "windows",
    };
    let chosen = tabs.iter().position(|tab| tab.name == preferred).unwrap_or_default();
    let group = ["for-", finding.id].concat();
    html! {
        <div class="tabs" role="radiogroup" aria-label={words.text(key::PAGE_DO_ADMIN)}>
            { for tabs.iter().enumerate().map(|(place, tab)| html! {
                <>
                    <input type="radio" name={group.clone()} id={[&group, "-", tab.name].concat()} checked={place == chosen} />
                    <label for={[&group, "-", tab.name].concat()}>{ words.text(tab.title) }</label>
                    <div class="panel-of-tab">
                        { todo(words, &tab.steps) }
                        if tab.steps.iter().filter(|step| step.command.is_some()).count() > 1 {
                            { copy_command(words, key::PAGE_COMMANDS_COPY, "all") }
                        }
                    </div>
                </>
            }) }
        </div>
    }
}

/// The section for the administrator of the computer in a result: what the finding that stands in the card leads to, and
/// what the owner of the server can do that the page lost.
pub(crate) fn for_administrators(words: &Words, run: &Run) -> Html {
    let content = match advising(run.findings()) {
        Some(finding) if is_for_administrators(words, finding) => administrator(words, finding, run.system()),
        None if run.loss().is_some() => todo(
            words,
            &[
                untyped(words, key::PAGE_RELAY_OWNER_RUNS),
                untyped(words, key::PAGE_RELAY_OWNER_PROXY),
            ],
        ),
        Some(_) | None => return Html::default(),
    };
    let title = if run.loss().is_some() {
        key::PAGE_DO_RELAY_OWNER
    } else {
        key::PAGE_DO_ADMIN
    };
    html! {
        <section class="administrator">
            <h2>{ words.text(title) }</h2>
            { content }
        </section>
    }
}

/// Whether [`administrator`] draws something.
pub(crate) fn is_for_administrators(words: &Words, finding: &Finding) -> bool {
    finding.actor != Actor::Nobody
        && (!words.steps(finding, Audience::Administrator).is_empty()
            || !words.steps(finding, Audience::LinuxAdministrator).is_empty()
            || !words.confirmation(finding).is_empty())
}
