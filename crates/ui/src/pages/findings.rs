//! The findings as pages: all of them, and one each.

use codes::Row;
use diagnosis::catalogue::{contradicted_by, sources};
use diagnosis::{Actor, Audience, Confidence, Finding, Severity};
use wire::Stage;
use words::{Step, Words};
use yew::prelude::*;

use super::controls::try_it;
use super::document::{Head, marked, plain};
use super::library::Library;
use super::lists::{by_stage, code_links, group_of, heading, list, shortened};
use super::model::finding_path;
use super::source;
use crate::view::evidence::command;
use crate::view::finding_card::severity;

/// Every finding, by stage.
pub(crate) fn index(library: &Library) -> (Head, Html) {
    let words = &library.words;
    let mut groups = by_stage(library.findings.iter());
    for (_, findings) in &mut groups {
        findings.sort_unstable_by_key(|finding| finding.id);
    }
    let head = Head {
        title: words.text("page-findings-title"),
        description: words.text("page-findings-description"),
        canonical: Some("/help".to_owned()),
        ..Head::default()
    };
    let main = html! {
        <>
            <h1>{ words.text("page-findings-title") }</h1>
            <p class="lead">{ words.text("page-findings-lead") }</p>
            <p class="lead"><a href="/codes">{ words.text("page-findings-codes") }</a></p>
            <nav class="jumps" aria-label={words.text("page-findings-steps")}>
                { for groups.iter().map(|(stage, _)| html! {
                    <a href={format!("#{}", anchor(*stage))}>{ heading(words, *stage) }</a>
                }) }
            </nav>
            { for groups.iter().map(|(stage, findings)| html! {
                <section>
                    <h2 id={anchor(*stage)}>{ heading(words, *stage) }</h2>
                    { list(words, findings.iter().copied()) }
                </section>
            }) }
        </>
    };
    (head, main)
}

/// One finding.
pub(crate) fn finding(library: &Library, finding: &Finding) -> (Head, Html) {
    let words = &library.words;
    let (title, meaning) = (words.title(finding), words.meaning(finding));
    let head = Head {
        title: words.text_with(
            "page-finding-title",
            &[("title", title.as_str().into()), ("id", finding.id.into())],
        ),
        description: meaning.clone(),
        canonical: Some(finding_path(finding.id)),
        ..Head::default()
    };
    let steps = |audience, key: &str| titled(words, key, &words.steps(finding, audience));
    let group = group_of(finding);
    let main = html! {
        <>
            <p class="crumbs">
                <a href="/help">{ words.text("page-nav-findings") }</a>
                { " › " }
                <a href={format!("/help#{}", anchor(group))}>{ heading(words, group) }</a>
            </p>
            <article class="one" data-severity={severity(finding.severity)}>
                <h1>{ marked(&title) }</h1>
                <p class="meaning">{ marked(&meaning) }</p>
                { facts(words, finding) }
                if has_stand_ins(words, finding) {
                    <p class="note">{ words.text("page-finding-stand-ins") }</p>
                }
                { steps(Audience::User, "page-finding-user") }
                { steps(Audience::Administrator, "page-finding-windows") }
                { steps(Audience::LinuxAdministrator, "page-finding-linux") }
                { titled(words, "page-finding-logs", &words.confirmation(finding)) }
                { shown(library, finding) }
                <section>
                    <h2>{ words.text("page-sources") }</h2>
                    { source::sources(sources(finding.id)) }
                </section>
            </article>
            <p class="onward"><a href={format!("/help#{}", anchor(group))}>{ words.text("page-finding-others") }</a></p>
            { try_it(words) }
        </>
    };
    (head, main)
}

/// That the finding `id` was withdrawn, and why.
pub(crate) fn withdrawn(library: &Library, id: &'static str) -> (Head, Html) {
    let words = &library.words;
    let title = words.text_with("page-finding-withdrawn-title", &[("id", id.into())]);
    let reason = words.withdrawal(id);
    let main = html! {
        <>
            <h1>{ &title }</h1>
            <p class="lead">{ &reason }</p>
            <p>{ words.text("page-finding-withdrawn") }</p>
            <p class="onward"><a href="/help">{ words.text("page-finding-missing-list") }</a></p>
        </>
    };
    let head = Head {
        title,
        description: reason,
        canonical: Some(finding_path(id)),
        ..Head::default()
    };
    (head, main)
}

/// That there is no finding `asked`.
pub(crate) fn missing(library: &Library, asked: &str) -> (Head, Html) {
    let words = &library.words;
    let title = words.text_with("page-finding-missing-title", &[("id", shortened(asked).into())]);
    let main = html! {
        <>
            <h1>{ &title }</h1>
            <p class="lead">{ words.text("page-finding-missing") }</p>
            <p class="onward"><a href="/help">{ words.text("page-finding-missing-list") }</a></p>
            <p class="onward"><a href="/codes">{ words.text("page-finding-missing-search") }</a></p>
        </>
    };
    let head = Head {
        title,
        description: words.text("page-finding-missing"),
        canonical: None,
        ..Head::default()
    };
    (head, main)
}

fn anchor(stage: Option<Stage>) -> &'static str {
    stage.map_or("any", Stage::name)
}

/// How bad, how sure, where, and who must act.
fn facts(words: &Words, finding: &Finding) -> Html {
    let sure = match finding.confidence {
        Confidence::Certain => "page-finding-certain",
        Confidence::Likely => "page-finding-likely",
        Confidence::Possible => "page-finding-possible",
    };
    let bad = match finding.severity {
        Severity::Error => "page-finding-error",
        Severity::Warning => "page-finding-warning",
        Severity::Info => "page-finding-info",
    };
    let actor = words.actor(finding.actor);
    let others = contradicted_by(finding);
    html! {
        <dl class="facts">
            <div>
                <dt>{ words.text("page-finding-who") }</dt>
                <dd>
                    if finding.actor == Actor::Nobody {
                        { actor }
                    } else {
                        <b>{ actor }</b>
                    }
                </dd>
            </div>
            <div><dt>{ words.text("page-finding-confidence") }</dt><dd>{ words.text(sure) }</dd></div>
            <div><dt>{ words.text("page-finding-severity") }</dt><dd>{ words.text(bad) }</dd></div>
            <div><dt>{ words.text("page-finding-step") }</dt><dd>{ heading(words, group_of(finding)) }</dd></div>
            if !others.is_empty() {
                <div>
                    <dt>{ words.text("page-finding-not-beside") }</dt>
                    <dd>
                        { for others.iter().map(|id| html! {
                            <><a href={finding_path(id)} translate="no">{ *id }</a>{ " " }</>
                        }) }
                    </dd>
                </div>
            }
        </dl>
    }
}

fn has_stand_ins(words: &Words, finding: &Finding) -> bool {
    let texts = [words.title(finding), words.meaning(finding)];
    texts.iter().any(|text| plain(text) != *text)
}

/// Steps under their heading; nothing where there are none.
fn titled(words: &Words, key: &str, steps: &[Step]) -> Html {
    if steps.is_empty() {
        return Html::default();
    }
    html! {
        <section>
            <h2>{ words.text(key) }</h2>
            <ol class="todo">
                { for steps.iter().map(|step| html! {
                    <li>
                        { marked(&step.text) }
                        if let Some(line) = &step.command {
                            { command(&diagnosis::Command { line: plain(&line.line), ..line.clone() }) }
                        }
                    </li>
                }) }
            </ol>
        </section>
    }
}

/// The codes that programs show where this is found, by code space.
fn shown(library: &Library, finding: &Finding) -> Html {
    let words = &library.words;
    let codes = library.relations.codes(finding.id);
    let lead = match codes.len() {
        0 => "page-finding-shown-none",
        1 => "page-finding-shown-one",
        _ => "page-finding-shown-some",
    };
    let rows: Vec<&Row> = codes.iter().map(|row| &**row).collect();
    html! {
        <section>
            <h2>{ words.text("page-finding-shown") }</h2>
            <p class="about">{ words.text(lead) }</p>
            { code_links(words, &rows) }
        </section>
    }
}
