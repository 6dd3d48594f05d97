//! What a result shows and hides, and how long it can be seen.

use wire::Disclosure;
use words::Words;
use words::{Key, key};
use yew::prelude::*;

use super::Medium;
use crate::pages::caption::{moment, started_at};
use crate::pages::model::{Bytes, Shown};

/// About the result, as a table.
pub(super) fn about(words: &Words, shown: &Shown, medium: Medium) -> Html {
    let level = shown.disclosure();
    let fact = |label: Key, value: Html| html! { <div><dt>{ words.text(label) }</dt><dd>{ value }</dd></div> };
    let link = shown.link.as_ref().map(|link| match medium {
        Medium::Page => html! { <span class="link" translate="no">{ link }</span> },
        Medium::File => html! { <a class="link" href={link.clone()} translate="no">{ link }</a> },
    });
    html! {
        <section class="provenance" aria-labelledby="provenance">
            <h2 id="provenance">{ words.text(key::PAGE_SHARED_ABOUT) }</h2>
            <dl class="facts">
                { fact(key::PAGE_SHARED_RUN, started_at(words, &shown.report)) }
                { fact(key::TEXT_ORIGIN, html! { <span dir="auto">{ words.places(shown.report.ways()) }</span> }) }
                if let Some(version) = &shown.report.version {
                    { fact(key::TEXT_PROGRAM, html! { <span translate="no">{ "rdptrace " }{ version.clone() }</span> }) }
                }
                if let Some(kept) = &shown.kept {
                    { fact(key::PAGE_SHARED_SHARED, moment(words, kept.shared_at_ms)) }
                    { fact(key::PAGE_SHARED_EXPIRES, expiry(words, kept.expires_at_ms)) }
                }
                { fact(key::PAGE_SHARED_LEVEL, html! {
                    <><b>{ words.text(name(level)) }</b>{ " " }{ words.text(left_out(level)) }</>
                }) }
                if shown.bytes == Bytes::OfBrokenStep {
                    { fact(key::PAGE_SHARED_BYTES, html! { { words.text(key::PAGE_SHARED_BYTES_LEFT_OUT) } }) }
                }
                if let Some(link) = link {
                    { fact(key::PAGE_SHARED_LINK, link) }
                }
            </dl>
        </section>
    }
}

fn expiry(words: &Words, expires_at_ms: i64) -> Html {
    html! { <>{ moment(words, expires_at_ms) }{ ". " }{ words.text(key::PAGE_SHARED_REVOCABLE) }</> }
}

/// The name of a level.
fn name(level: Disclosure) -> Key {
    match level {
        Disclosure::Everything => key::PAGE_SHARED_EVERYTHING,
        Disclosure::Support => key::PAGE_SHARED_SUPPORT,
        Disclosure::Public => key::PAGE_SHARED_PUBLIC,
    }
}

/// What is not there at a level.
fn left_out(level: Disclosure) -> Key {
    match level {
        Disclosure::Everything => key::PAGE_SHARED_EVERYTHING_LEFT_OUT,
        Disclosure::Support => key::PAGE_SHARED_SUPPORT_LEFT_OUT,
        Disclosure::Public => key::PAGE_SHARED_PUBLIC_LEFT_OUT,
    }
}
