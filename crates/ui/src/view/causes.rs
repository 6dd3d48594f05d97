//! What else it may be, and what else is worth knowing: one line each, which opens.

use diagnosis::{Audience, Finding, Severity};
use words::{Key, Words, key};
use yew::prelude::*;

use super::administrator::{administrator, is_for_administrators};
use super::answer::advising;
use super::breakable::breakable;
use super::row_context::RowContext;
use super::todo::todo;
use crate::Run;

/// Every finding besides those in the card, in groups.
pub(crate) fn causes(words: &Words, run: &Run, context: RowContext<'_>) -> Html {
    let findings = run.findings();
    let in_card = [findings.first(), advising(findings)];
    let others = findings.iter().enumerate().filter(|(place, it)| {
        let mut told = findings.iter().take(*place).chain(in_card.into_iter().flatten());
        !told.any(|told| words.are_alike(told, it))
    });
    let others = others.map(|(_, it)| it);
    let (notes, others): (Vec<_>, Vec<_>) = others.partition(|it| it.severity == Severity::Info);
    let title = if run.verdict().is_bad() {
        key::PAGE_OTHER_CAUSES
    } else {
        key::PAGE_WORTH_FIXING
    };
    html! {
        <>
            { group(words, run, title, &others, context) }
            { group(words, run, key::PAGE_WORTH_KNOWING, &notes, context) }
        </>
    }
}

fn group(words: &Words, run: &Run, title: Key, findings: &[&Finding], context: RowContext<'_>) -> Html {
    if findings.is_empty() {
        return Html::default();
    }
    html! {
        <section class="causes">
            <h2>{ words.text(title) }</h2>
            <div class="lines">{ for findings.iter().map(|it| line(words, run, it, context)) }</div>
        </section>
    }
}

fn line(words: &Words, run: &Run, finding: &Finding, context: RowContext<'_>) -> Html {
    let steps = words.steps(finding, Audience::User);
    let report = run.report();
    let from = words.true_from(report, run.findings(), finding);
    html! {
        <details class="finding" data-severity={severity(finding.severity)}>
            <summary>
                <span>{ words.title(finding) }</span>
                <span class="sure">
                    if let Some(from) = from.filter(|_| report.has_several_places()) {
                        { from }{ " · " }
                    }
                    { words.confidence(finding.confidence) }
                </span>
            </summary>
            <div class="inside">
                <p class="meaning">{ breakable(&words.meaning(finding)) }</p>
                if !steps.is_empty() {
                    <h3>{ words.text(key::PAGE_DO_USER) }</h3>
                    { todo(words, &steps) }
                }
                if is_for_administrators(words, finding) {
                    <h3>{ words.text(key::PAGE_DO_ADMIN) }</h3>
                    { administrator(words, finding, run.system()) }
                }
                <p class="reference">
                    <span>{ words.text(key::PAGE_WHO) }{ " " }<b>{ words.actor(finding.actor) }</b></span>
                    // Another tab: the result is nowhere but in this page.
                    <a href={[context.site(), "/help/", finding.id].concat()} target="_blank" translate="no">{ finding.id }</a>
                </p>
            </div>
        </details>
    }
}

pub(crate) fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    }
}
