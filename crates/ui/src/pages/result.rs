//! A result as a page of its own: the verdict first, then the steps, then what it rests on. It needs no JavaScript.

mod about;
mod actions;
mod medium;

pub(crate) use self::medium::Medium;

use diagnosis::{Finding, diagnose};
use redact::redact;
use wire::{Disclosure, Maker, PeerText, Report};
use words::{Words, key};
use yew::prelude::*;

use super::caption::{heading, started_at, tells_the_day_only};
use super::document::Head;
use super::library::{Library, Links};
use super::model::{Shown, age};
use crate::Run;
use crate::view::administrator::for_administrators;
use crate::view::answer::answer;
use crate::view::causes::causes;
use crate::view::further_legs::every_leg;
use crate::view::legs::{legs, not_looked_at};
use crate::view::row_context::RowContext;
use crate::view::waterfall::waterfall;

/// One result.
pub(crate) fn result(library: &Library, shown: &Shown, medium: Medium) -> (Head, Html) {
    let words = &library.words;
    let run = Run::kept(1, shown.visible_report());
    let site = match medium {
        Medium::File => shown.origin.as_str(),
        Medium::Page => "",
    };
    let context = RowContext::Document { site };
    let main = html! {
        <>
            <h1>{ heading(words, &shown.report) }</h1>
            { when(words, shown, medium) }
            { shown.doing.as_ref().map(|doing| said(words, doing)).unwrap_or_default() }
            if medium == Medium::Page {
                { actions::actions(words, shown) }
            }
            <div class="result">
                <div class="story">
                    { answer(words, &run, context, None, Html::default()) }
                    { every_leg(words, &run, context, unfold(words, medium)) }
                    { causes(words, &run, context) }
                    { for_administrators(words, &run) }
                    { waterfall(words, &run) }
                    { not_looked_at(words, &run) }
                </div>
                <aside class="panel">{ legs(words, Some(&run), None) }</aside>
            </div>
            { about::about(words, shown, medium) }
            if let (Medium::Page, Some(kept)) = (medium, &shown.kept) {
                { actions::compare_with(words, kept) }
            }
        </>
    };
    (head(words, shown), main)
}

/// What opens and closes every step, for those who run scripts; not on paper.
fn unfold(words: &Words, medium: Medium) -> Html {
    if medium != Medium::Page {
        return Html::default();
    }
    html! {
        <p class="unfold scripted pending">
            <button type="button" data-open={words.text(key::PAGE_SHARED_OPEN_ALL)}
                data-close={words.text(key::PAGE_SHARED_CLOSE_ALL)}>{ words.text(key::PAGE_SHARED_OPEN_ALL) }</button>
        </p>
    }
}

/// What tab and previews say. Where the result hides names, whatever everybody may not see has gone from it, and nothing
/// stands in its place that could be taken for it: a preview is seen by more people than open the link.
fn head(words: &Words, shown: &Shown) -> Head {
    let report = &shown.report;
    let mut findings = diagnose(report);
    match shown.disclosure() {
        Disclosure::Everything => {}
        Disclosure::Support | Disclosure::Public => leave_out_names(&mut findings, report),
    }
    let description = match findings.first() {
        _ if shown.made_by == Some(Maker::Unknown) => words.text(key::PAGE_SHARED_UPLOADED),
        Some(first) => words.meaning(first),
        None => words.text(key::PAGE_SHARED_DESCRIPTION),
    };
    Head {
        title: words.verdict(report, &findings),
        description,
        previewed: true,
        ..Head::default()
    }
}

/// Takes out of `findings` every value that a public result would show another one for.
fn leave_out_names(findings: &mut [Finding], report: &Report) {
    // It bears the same findings, in the same order.
    let public = diagnose(&redact(report, Disclosure::Public));
    for (finding, other) in findings.iter_mut().zip(&public) {
        for ((_, value), (_, instead)) in finding.parameters.iter_mut().zip(&other.parameters) {
            if value != instead {
                *value = "…".into();
            }
        }
    }
}

/// When the run was, and that things may have changed since. A file does not know how old it is when it is read.
fn when(words: &Words, shown: &Shown, medium: Medium) -> Html {
    let started = shown.report.started_at_ms;
    let on_page = medium == Medium::Page;
    let old = on_page && shown.now_ms.saturating_sub(started) > DAY_MS;
    html! {
        <>
            <p class="when">
                { words.text(key::PAGE_SHARED_FROM) }{ " " }{ started_at(words, &shown.report) }
                if on_page && !tells_the_day_only(&shown.report) {
                    <span class="age">
                        { " · " }
                        <span data-since={started.to_string()}>{ age(words, started, shown.now_ms) }</span>
                    </span>
                }
                if shown.disclosure() == Disclosure::Public {
                    { " · " }{ words.text(key::PAGE_SHARED_STAND_INS) }
                }
            </p>
            if let Some(link) = &shown.link {
                <p class="when on-paper" translate="no">{ link }</p>
            }
            if shown.made_by == Some(Maker::Unknown) {
                <p class="note">{ words.text(key::PAGE_SHARED_UPLOADED) }</p>
            }
            if old {
                <p class="note">{ words.text(key::PAGE_SHARED_OLD) }</p>
            }
        </>
    }
}

/// The answer to "What were you doing?".
fn said(words: &Words, doing: &PeerText) -> Html {
    if doing.is_empty() {
        return Html::default();
    }
    html! {
        <figure class="doing">
            <figcaption>{ words.text(key::PAGE_SHARED_DOING) }</figcaption>
            <blockquote dir="auto" lang="" translate="no">{ doing.as_str() }</blockquote>
        </figure>
    }
}

/// The page for every link that leads to no result. It is the same for all of them, so that nobody learns which ids
/// there were; `longest` is the longest life that this relay gives.
pub(crate) fn gone(library: &Library, longest: Option<wire::Life>) -> (Head, Html) {
    let words = &library.words;
    let lives = match longest {
        Some(life) => words.text_with(key::PAGE_GONE_LIVES, &[("span", words.lasting(life.duration()).into())]),
        None => words.text(key::PAGE_GONE_OFF),
    };
    let main = html! {
        <>
            <h1>{ words.text(key::PAGE_GONE_TITLE) }</h1>
            <p class="lead">{ words.text(key::PAGE_GONE_LEAD) }</p>
            <ul class="reasons">
                <li>{ lives }</li>
                <li>{ words.text(key::PAGE_GONE_REVOKED) }</li>
                <li>{ words.text(key::PAGE_GONE_COPIED) }</li>
            </ul>
            <h2>{ words.text(key::PAGE_GONE_AGAIN_TITLE) }</h2>
            <p class="lead">{ words.text(key::PAGE_GONE_AGAIN) }</p>
            <p class="onward"><a href="/">{ words.text(key::PAGE_NAV_CHECK) }</a></p>
            if library.links == Links::Offered {
                <p class="onward"><a href="/ask">{ words.text(key::PAGE_GONE_ASK) }</a></p>
            }
        </>
    };
    let head = Head {
        title: words.text(key::PAGE_GONE_TITLE),
        description: words.text(key::PAGE_GONE_LEAD),
        previewed: true,
        ..Head::default()
    };
    (head, main)
}

/// That something cannot be shown.
pub(crate) fn trouble(title: &str, sentence: &str) -> (Head, Html) {
    let main = html! {
        <>
            <h1>{ title }</h1>
            <p class="lead">{ sentence }</p>
        </>
    };
    let head = Head {
        title: title.to_owned(),
        description: sentence.to_owned(),
        ..Head::default()
    };
    (head, main)
}

/// From then on, what a run saw has often changed.
const DAY_MS: i64 = 24 * 60 * 60 * 1000;
