//! Asking for a run: the form for whoever asks, and the page on which they follow it.

use diagnosis::{Verdict, diagnose};
use wire::{AskProgress, LONGEST_NOTE, LONGEST_TICKET, Life};
use words::Words;
use words::key;
use yew::prelude::*;

use super::caption::{moment, seen_from};
use super::controls::copy;
use super::document::Head;
use super::library::Library;
use super::model::{Answer, Asked, Asking};
use super::qr_code::qr_code;

/// The form.
pub(crate) fn ask(library: &Library, asking: &Asking) -> (Head, Html) {
    let words = &library.words;
    let complaint = asking.problem.as_ref();
    let main = html! {
        <>
            <h1>{ words.text(key::PAGE_REQUEST_TITLE) }</h1>
            <p class="lead">{ words.text(key::PAGE_REQUEST_LEAD) }</p>
            <form class="query check" action="/ask" method="post">
                <label for="target">{ words.text(key::PAGE_REQUEST_TARGET) }</label>
                <div class="field">
                    <input id="target" name="target" type="text" required=true value={asking.target.clone()}
                        inputmode="url" autocapitalize="off" autocorrect="off" spellcheck="false" translate="no"
                        aria-describedby="target-hint" />
                </div>
                <p id="target-hint" class="hint">{ words.text(key::PAGE_REQUEST_TARGET_HINT) }</p>
                <label for="note">{ words.text(key::PAGE_REQUEST_NOTE) }</label>
                <textarea id="note" name="note" rows="3" maxlength={LONGEST_NOTE.to_string()} dir="auto"
                    value={asking.note.clone()} aria-describedby="note-hint" />
                <p id="note-hint" class="hint">{ words.text(key::PAGE_REQUEST_NOTE_HINT) }</p>
                <label for="ticket">{ words.text(key::PAGE_REQUEST_TICKET) }</label>
                <div class="field">
                    <input id="ticket" name="ticket" type="text" maxlength={LONGEST_TICKET.to_string()}
                        autocomplete="off" spellcheck="false" value={asking.ticket.clone()}
                        aria-describedby="ticket-hint" />
                </div>
                <p id="ticket-hint" class="hint">{ words.text(key::PAGE_REQUEST_TICKET_HINT) }</p>
                <label for="life">{ words.text(key::PAGE_REQUEST_LASTING) }</label>
                <select id="life" name="life">
                    { for asking.lives.iter().map(|(life, chosen)| html! {
                        <option value={life.name()} selected={*chosen}>{ span(words, *life) }</option>
                    }) }
                </select>
                if let Some(complaint) = complaint {
                    <p class="complaint" role="alert">{ complaint }</p>
                }
                <p><button class="primary" type="submit">{ words.text(key::PAGE_REQUEST_DO) }</button></p>
            </form>
        </>
    };
    let head = Head {
        title: words.text(key::PAGE_REQUEST_TITLE),
        description: words.text(key::PAGE_REQUEST_LEAD),
        posts: true,
        ..Head::default()
    };
    (head, main)
}

/// The page on which whoever asked follows the run. A browser without JavaScript asks again by itself.
pub(crate) fn asked(library: &Library, asked: &Asked) -> (Head, Html) {
    let words = &library.words;
    let main = html! {
        <>
            <h1>{ words.text_with(key::PAGE_ASKED_TITLE, &[("target", asked.target.as_str().into())]) }</h1>
            // The script puts the section of the page as it is then in the place of this one.
            <section id="progress" data-events={asked.events.clone()} aria-live="polite">
                { state(words, asked) }
                { answers(words, &asked.answers) }
            </section>
            <section class="give">
                <h2>{ words.text(key::PAGE_ASKED_GIVE) }</h2>
                <p class="about">{ words.text(key::PAGE_ASKED_GIVE_LEAD) }</p>
                <p class="address">
                    <a class="link" href={asked.link.clone()} translate="no">{ &asked.link }</a>
                    <span class="scripted pending" data-copied={words.text(key::PAGE_SHARED_COPIED)}
                        data-uncopied={words.text(key::PAGE_SHARED_UNCOPIED)}>
                        { copy(words, key::PAGE_ASKED_COPY, &asked.link) }
                        { " " }<span class="said" role="status"></span>
                    </span>
                </p>
                { qr_code(&asked.link, words.text(key::PAGE_ASKED_QR)) }
            </section>
            <section>
                <h2>{ words.text(key::PAGE_ASKED_WHAT) }</h2>
                <dl class="facts">
                    <div>
                        <dt>{ words.text(key::PAGE_REQUEST_TARGET) }</dt>
                        <dd translate="no">{ &asked.target }</dd>
                    </div>
                    if !asked.note.is_empty() {
                        <div>
                            <dt>{ words.text(key::PAGE_REQUEST_NOTE) }</dt>
                            <dd dir="auto" lang="">{ asked.note.as_str() }</dd>
                        </div>
                    }
                    if !asked.ticket.is_empty() {
                        <div>
                            <dt>{ words.text(key::PAGE_ASKED_TICKET) }</dt>
                            <dd translate="no">{ asked.ticket.as_str() }</dd>
                        </div>
                    }
                    <div>
                        <dt>{ words.text(key::PAGE_REQUEST_LIFE) }</dt>
                        <dd>{ moment(words, asked.expires_at_ms) }</dd>
                    </div>
                </dl>
            </section>
            <p class="note">{ words.text(key::PAGE_ASKED_KEEP) }</p>
        </>
    };
    let head = Head {
        title: words.text(key::PAGE_ASKED_HEADING),
        description: words.text(key::PAGE_REQUEST_LEAD),
        again_after: Some(ASK_AGAIN_SECONDS),
        ..Head::default()
    };
    (head, main)
}

/// What happened last, and when.
fn state(words: &Words, asked: &Asked) -> Html {
    let latest = asked.answers.first().map(|answer| answer.at_ms);
    let (sentence, since, waits) = match (asked.progress, latest) {
        (Some((progress, at_ms)), latest) if latest.is_none_or(|latest| latest < at_ms) => {
            let sentence = match progress {
                AskProgress::Opened => key::PAGE_ASKED_OPENED,
                AskProgress::Running => key::PAGE_ASKED_RUNNING,
                AskProgress::Finished => key::PAGE_ASKED_FINISHED,
            };
            (sentence, Some(at_ms), true)
        }
        (_, Some(latest)) => (key::PAGE_ASKED_ANSWERED, Some(latest), false),
        (_, None) => (key::PAGE_ASKED_UNOPENED, None, true),
    };
    html! {
        <p class="waiting">
            if waits {
                <span class="pulse" aria-hidden="true"></span>
            }
            <span>
                { words.text(sentence) }
                if let Some(since) = since {
                    { " " }<small>{ moment(words, since) }</small>
                }
            </span>
        </p>
    }
}

/// Every result, the latest first, each beside a way to compare it with the one before it.
fn answers(words: &Words, answers: &[Answer]) -> Html {
    if answers.is_empty() {
        return Html::default();
    }
    let earlier = answers.iter().skip(1).map(Some).chain([None]);
    html! {
        <>
            <h2>{ words.text(key::PAGE_ASKED_ANSWERS) }</h2>
            <ol class="answers" reversed=true>
                { for answers.iter().zip(earlier).map(|(answer, earlier)| html! {
                    <li>
                        <a href={format!("/r/{}", answer.result)}>
                            { words.text(key::PAGE_COMPARE_OPEN) }{ " " }{ moment(words, answer.at_ms) }
                        </a>
                        if let Some(report) = &answer.report {
                            { " · " }<b>{ words.verdict_name(Verdict::of(report, &diagnose(report))) }</b>
                            if let Some(from) = seen_from(words, report) {
                                { " · " }{ from }
                            }
                        }
                        if let Some(earlier) = earlier {
                            { " · " }
                            <a href={format!("/compare?a={}&b={}", earlier.result, answer.result)}>
                                { words.text(key::PAGE_ASKED_COMPARE) }
                            </a>
                        }
                    </li>
                }) }
            </ol>
        </>
    }
}

fn span(words: &Words, life: Life) -> String {
    words.text(match life {
        Life::Hour => key::PAGE_REQUEST_HOUR,
        Life::Day => key::PAGE_REQUEST_DAY,
        Life::Week => key::PAGE_REQUEST_WEEK,
        Life::Month => key::PAGE_REQUEST_MONTH,
    })
}

/// A person looks up from something else about as often, and it costs the relay one small page.
const ASK_AGAIN_SECONDS: u32 = 5;
