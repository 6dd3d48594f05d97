//! Buttons and forms that several pages have. Buttons are for the script, which shows them.

use words::Words;
use words::{Key, key};
use yew::prelude::*;

/// A button that copies `text`.
pub(super) fn copy(words: &Words, label: Key, text: &str) -> Html {
    html! { <button type="button" data-copy={text.to_owned()}>{ words.text(label) }</button> }
}

/// A button that copies what is at `path`.
pub(super) fn copy_from(words: &Words, label: Key, path: &str) -> Html {
    html! { <button type="button" data-copy-from={path.to_owned()}>{ words.text(label) }</button> }
}

/// Puts the last result of this browser into a field; the script shows it where there is one.
pub(super) fn last(words: &Words) -> Html {
    html! { <button type="button" data-last="" hidden=true>{ words.text(key::PAGE_COMPARE_LAST) }</button> }
}

/// The way to a check of one's own; with what the reader's app `said`, so that nobody types it twice.
pub(super) fn try_it(words: &Words, said: Option<&str>) -> Html {
    html! {
        <form class="query check" action="/check" method="get">
            <h2>{ words.text(key::PAGE_TRY_TITLE) }</h2>
            <p>{ words.text(key::PAGE_TRY_LEAD) }</p>
            <label for="target">{ words.text(key::PAGE_FIELD) }</label>
            if let Some(said) = said {
                <input type="hidden" name="said" value={said.to_owned()} />
            }
            <div class="field">
                <input
                    id="target" name="target" type="text" required=true inputmode="url" enterkeyhint="go"
                    autocapitalize="off" autocorrect="off" spellcheck="false" translate="no"
                />
                <button class="primary" type="submit">{ words.text(key::PAGE_CHECK) }</button>
            </div>
        </form>
    }
}
