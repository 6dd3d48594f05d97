//! What to do, step by step, each with the line to type where there is one.

use words::{Step, Words};
use yew::prelude::*;

use super::evidence::command;

/// A numbered list.
pub(crate) fn todo(words: &Words, list: &[Step]) -> Html {
    html! {
        <ol class="todo">
            { for list.iter().map(|step| html! {
                <li>
                    { &step.text }
                    { step.command.as_ref().map(|it| command(words, it)).unwrap_or_default() }
                </li>
            }) }
        </ol>
    }
}
