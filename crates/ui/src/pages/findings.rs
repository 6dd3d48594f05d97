//! The findings as pages: all of them, and one each.

use codes::Row;
use diagnosis::catalogue::{contradicted_by, sources};
use diagnosis::{Actor, Audience, Confidence, Finding, Severity};
use wire::Stage;
use words::{Key, key};
use words::{Step, Words};
use yew::prelude::*;

use super::controls::try_it;
use super::document::{Head, marked, plain};
use super::glossary::linked;
use super::library::Library;
use super::lists::{by_stage, code_links, group_of, heading, list, shortened};
use super::model::{GLOSSARY, finding_path};
use super::source;
use crate::view::causes::severity;
use crate::view::evidence::command;

/// Every finding, by stage.
pub(crate) fn index(library: &Library) -> (Head, Html) {
    let words = &library.words;
    let mut groups = by_stage(library.findings.iter());
    for (_, findings) in &mut groups {
        findings.sort_unstable_by_key(|finding| finding.id);
    }
    let head = Head {
        title: words.text(key::PAGE_FINDINGS_TITLE),
        description: words.text(key::PAGE_FINDINGS_DESCRIPTION),
        canonical: Some("/help".to_owned()),
        ..Head::default()
    };
    let main = html! {
        <>
            <h1>{ words.text(key::PAGE_FINDINGS_TITLE) }</h1>
            <p class="lead">{ words.text(key::PAGE_FINDINGS_LEAD) }</p>
            <p class="lead"><a href="/codes">{ words.text(key::PAGE_FINDINGS_CODES) }</a></p>
            <p class="lead"><a href={GLOSSARY}>{ words.text(key::PAGE_WORDS_LINK) }</a></p>
            <nav class="jumps" aria-label={words.text(key::PAGE_FINDINGS_STEPS)}>
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
            key::PAGE_FINDING_TITLE,
            &[("title", title.as_str().into()), ("id", finding.id.into())],
        ),
        description: meaning.clone(),
        canonical: Some(finding_path(finding.id)),
        ..Head::default()
    };
    let steps = |audience, key: Key| titled(words, key, &words.steps(finding, audience));
    let group = group_of(finding);
    let main = html! {
        <>
            <p class="crumbs">
                <a href="/help">{ words.text(key::PAGE_NAV_FINDINGS) }</a>
                { " › " }
                <a href={format!("/help#{}", anchor(group))}>{ heading(words, group) }</a>
            </p>
            <article class="one" data-severity={severity(finding.severity)}>
                <h1>{ marked(&title) }</h1>
                <p class="meaning">{ linked(&meaning) }</p>
                { facts(words, finding) }
                if has_stand_ins(words, finding) {
                    <p class="note">{ words.text(key::PAGE_FINDING_STAND_INS) }</p>
                }
                { steps(Audience::User, key::PAGE_FINDING_USER) }
                { steps(Audience::Administrator, key::PAGE_FINDING_WINDOWS) }
                { steps(Audience::LinuxAdministrator, key::PAGE_FINDING_LINUX) }
                { titled(words, key::PAGE_FINDING_LOGS, &words.confirmation(finding)) }
                { shown(library, finding) }
                <section>
                    <h2>{ words.text(key::PAGE_SOURCES) }</h2>
                    { source::sources(sources(finding.id)) }
                </section>
            </article>
            <p class="onward"><a href={format!("/help#{}", anchor(group))}>{ words.text(key::PAGE_FINDING_OTHERS) }</a></p>
            { try_it(words, None) }
        </>
    };
    (head, main)
}

/// That the finding `id` was withdrawn, and why.
pub(crate) fn withdrawn(library: &Library, id: &'static str) -> (Head, Html) {
    let words = &library.words;
    let title = words.text_with(key::PAGE_FINDING_WITHDRAWN_TITLE, &[("id", id.into())]);
    let reason = words.withdrawal(id);
    let main = html! {
        <>
            <h1>{ &title }</h1>
            <p class="lead">{ &reason }</p>
            <p>{ words.text(key::PAGE_FINDING_WITHDRAWN) }</p>
            <p class="onward"><a href="/help">{ words.text(key::PAGE_FINDING_MISSING_LIST) }</a></p>
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
    let title = words.text_with(key::PAGE_FINDING_MISSING_TITLE, &[("id", shortened(asked).into())]);
    let main = html! {
        <>
            <h1>{ &title }</h1>
            <p class="lead">{ words.text(key::PAGE_FINDING_MISSING) }</p>
            <p class="onward"><a href="/help">{ words.text(key::PAGE_FINDING_MISSING_LIST) }</a></p>
            <p class="onward"><a href="/codes">{ words.text(key::PAGE_FINDING_MISSING_SEARCH) }</a></p>
        </>
    };
    let head = Head {
        title,
        description: words.text(key::PAGE_FINDING_MISSING),
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
        Confidence::Certain => key::PAGE_FINDING_CERTAIN,
        Confidence::Likely => key::PAGE_FINDING_LIKELY,
        Confidence::Possible => key::PAGE_FINDING_POSSIBLE,
    };
    let bad = match finding.severity {
        Severity::Error => key::PAGE_FINDING_ERROR,
        Severity::Warning => key::PAGE_FINDING_WARNING,
        Severity::Info => key::PAGE_FINDING_INFO,
    };
    let actor = words.actor(finding.actor);
    let others = contradicted_by(finding);
    html! {
        <dl class="facts">
            <div>
                <dt>{ words.text(key::PAGE_FINDING_WHO) }</dt>
                <dd>
                    if finding.actor == Actor::Nobody {
                        { actor }
                    } else {
                        <b>{ actor }</b>
                    }
                </dd>
            </div>
            <div><dt>{ words.text(key::PAGE_FINDING_CONFIDENCE) }</dt><dd>{ words.text(sure) }</dd></div>
            <div><dt>{ words.text(key::PAGE_FINDING_SEVERITY) }</dt><dd>{ words.text(bad) }</dd></div>
            <div><dt>{ words.text(key::PAGE_FINDING_STEP) }</dt><dd>{ heading(words, group_of(finding)) }</dd></div>
            if !others.is_empty() {
                <div>
                    <dt>{ words.text(key::PAGE_FINDING_NOT_BESIDE) }</dt>
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
fn titled(words: &Words, key: Key, steps: &[Step]) -> Html {
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
                            { command(words, &diagnosis::Command { line: plain(&line.line), ..line.clone() }) }
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
        0 => key::PAGE_FINDING_SHOWN_NONE,
        1 => key::PAGE_FINDING_SHOWN_ONE,
        _ => key::PAGE_FINDING_SHOWN_SOME,
    };
    let rows: Vec<&Row> = codes.iter().map(|row| &**row).collect();
    html! {
        <section>
            <h2>{ words.text(key::PAGE_FINDING_SHOWN) }</h2>
            <p class="about">{ words.text(lead) }</p>
            { code_links(words, &rows) }
        </section>
    }
}
