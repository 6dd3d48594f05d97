//! What a result shows and hides, and how long it can be seen.

use wire::Disclosure;
use words::Words;
use yew::prelude::*;

use super::Medium;
use crate::pages::caption::{moment, started_at};
use crate::pages::model::{Bytes, Shown};

/// About the result, as a table.
pub(super) fn about(words: &Words, shown: &Shown, medium: Medium) -> Html {
    let level = shown.disclosure();
    let fact = |label: &str, value: Html| html! { <div><dt>{ words.text(label) }</dt><dd>{ value }</dd></div> };
    let link = shown.link.as_ref().map(|link| match medium {
        Medium::Page => html! { <span class="link" translate="no">{ link }</span> },
        Medium::File => html! { <a class="link" href={link.clone()} translate="no">{ link }</a> },
    });
    html! {
        <section class="provenance" aria-labelledby="provenance">
            <h2 id="provenance">{ words.text("page-shared-about") }</h2>
            <dl class="facts">
                { fact("page-shared-run", started_at(words, &shown.report)) }
                if let Some(kept) = &shown.kept {
                    { fact("page-shared-shared", moment(words, kept.shared_at_ms)) }
                    { fact("page-shared-expires", expiry(words, kept.expires_at_ms)) }
                }
                { fact("page-shared-level", html! {
                    <><b>{ words.text(name(level)) }</b>{ " " }{ words.text(left_out(level)) }</>
                }) }
                if shown.bytes == Bytes::OfBrokenStep {
                    { fact("page-shared-bytes", html! { { words.text("page-shared-bytes-left-out") } }) }
                }
                if let Some(link) = link {
                    { fact("page-shared-link", link) }
                }
            </dl>
        </section>
    }
}

fn expiry(words: &Words, expires_at_ms: i64) -> Html {
    html! { <>{ moment(words, expires_at_ms) }{ ". " }{ words.text("page-shared-revocable") }</> }
}

/// The name of a level.
fn name(level: Disclosure) -> &'static str {
    match level {
        Disclosure::Everything => "page-shared-everything",
        Disclosure::Support => "page-shared-support",
        Disclosure::Public => "page-shared-public",
    }
}

/// What is not there at a level.
fn left_out(level: Disclosure) -> &'static str {
    match level {
        Disclosure::Everything => "page-shared-everything-left-out",
        Disclosure::Support => "page-shared-support-left-out",
        Disclosure::Public => "page-shared-public-left-out",
    }
}
