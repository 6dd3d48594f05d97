//! What can be done with a result. Buttons are for the script, which shows them where their
//! room is kept; links work without it.

use core::net::IpAddr;

use diagnosis::diagnose;
use wire::{Disclosure, Host, Report};
use words::{Key, Words, key};
use yew::prelude::*;

use crate::pages::controls::{copy, copy_from, last};
use crate::pages::model::{Kept, Shown};

/// Copy, save, print, check again, compare.
pub(super) fn actions(words: &Words, shown: &Shown) -> Html {
    let link = shown.link.as_deref();
    let line = words.one_line(&shown.report, &diagnose(&shown.report), link);
    let again = names_its_target(&shown.report).then(|| again(&shown.report.target.to_string()));
    html! {
        <div class="actions" role="group" aria-label={words.text(key::PAGE_SHARED_ACTIONS)}>
            <div class="group" data-copied={words.text(key::PAGE_SHARED_COPIED)}
                data-uncopied={words.text(key::PAGE_SHARED_UNCOPIED)}>
                if let Some(href) = again {
                    <a class="button main" {href}>{ words.text(key::PAGE_SHARED_AGAIN) }</a>
                }
                if let Some(kept) = &shown.kept {
                    <details class="menu scripted pending" name="actions">
                        <summary>{ words.text(key::PAGE_SHARED_COPY) }</summary>
                        <div>
                            { copy(words, key::PAGE_SHARED_COPY_LINE, &line) }
                            { copy_from(words, key::PAGE_SHARED_COPY_TEXT, &format!("{}.txt", kept.path())) }
                            { copy_from(words, key::PAGE_SHARED_COPY_MARKDOWN, &format!("{}.md", kept.path())) }
                            { link.map(|link| copy(words, key::PAGE_SHARED_COPY_LINK, link)).unwrap_or_default() }
                        </div>
                    </details>
                    <details class="menu" name="actions">
                        <summary>{ words.text(key::PAGE_SHARED_SAVE) }</summary>
                        <div>
                            { for files(kept).into_iter().map(|(label, path)| html! {
                                <a class="button" href={path} download="">{ words.text(label) }</a>
                            }) }
                        </div>
                    </details>
                    <a class="button" href="#compare">{ words.text(key::PAGE_SHARED_COMPARE) }</a>
                }
                <button type="button" class="scripted pending" data-print="">{ words.text(key::PAGE_SHARED_PRINT) }</button>
                { shown.kept.as_ref().map(|kept| revoke(words, kept)).unwrap_or_default() }
                <span class="said" role="status"></span>
            </div>
        </div>
    }
}

/// Takes the result back; the script shows it in the browser that shared it. It stands in a menu: what cannot be undone is
/// not beside what is done every day.
fn revoke(words: &Words, kept: &Kept) -> Html {
    html! {
        <details class="menu" name="actions" hidden=true>
            <summary>{ words.text(key::PAGE_SHARED_MORE) }</summary>
            <div>
                <button type="button" data-revoke={kept.id.clone()} data-sure={words.text(key::PAGE_SHARED_REVOKE_SURE)}
                    data-failed={words.text(key::PAGE_SHARED_UNREVOKED)}>
                    { words.text(key::PAGE_SHARED_REVOKE) }
                </button>
            </div>
        </details>
    }
}

/// The form that lays another result beside this one.
pub(super) fn compare_with(words: &Words, kept: &Kept) -> Html {
    html! {
        <form id="compare" class="query check compare" action="/compare" method="get">
            <h2>{ words.text(key::PAGE_COMPARE_WITH) }</h2>
            <p>{ words.text(key::PAGE_COMPARE_WITH_LEAD) }</p>
            <input type="hidden" name="a" value={kept.id.clone()} />
            <label for="other">{ words.text(key::PAGE_COMPARE_OTHER) }</label>
            <div class="field">
                <input id="other" name="b" type="text" inputmode="url" autocapitalize="off" autocorrect="off"
                    spellcheck="false" translate="no" />
                <button class="primary" type="submit">{ words.text(key::PAGE_COMPARE_DO) }</button>
            </div>
            <p class="scripted pending">{ last(words) }</p>
        </form>
    }
}

/// Where the same target can be checked. Of all that stands in a name or an address, a query may not have the brackets.
fn again(target: &str) -> String {
    format!("/?target={}", target.replace('[', "%5B").replace(']', "%5D"))
}

/// Whether the target of a report is the one that was checked. For support, of an address in a private network only
/// the network is told.
fn names_its_target(report: &Report) -> bool {
    match (report.redacted, &report.target.host) {
        (Some(Disclosure::Public), _) => false,
        (Some(Disclosure::Support), Host::Address(address)) => !is_of_private_network(*address),
        (Some(Disclosure::Support), Host::Name(_)) | (Some(Disclosure::Everything) | None, _) => true,
    }
}

/// The label and the path of every form in which a result can be saved.
fn files(kept: &Kept) -> [(Key, String); 4] {
    ["html", "md", "txt", "json"].map(|form| {
        let label = match form {
            "html" => key::PAGE_SHARED_SAVE_HTML,
            "md" => key::PAGE_SHARED_SAVE_MARKDOWN,
            "txt" => key::PAGE_SHARED_SAVE_TEXT,
            _ => key::PAGE_SHARED_SAVE_JSON,
        };
        (label, format!("{}.{form}", kept.path()))
    })
}

fn is_of_private_network(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => {
            let shared = matches!(v4.octets(), [100, 64..=127, ..]);
            v4.is_private() || v4.is_link_local() || shared
        }
        IpAddr::V6(v6) => v6.is_unique_local() || v6.is_unicast_link_local(),
    }
}
