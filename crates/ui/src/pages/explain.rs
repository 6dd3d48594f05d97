//! What a text or a file is and says: a page with a form, and the answer alone for the live page.

use std::sync::Arc;

use codes::{Kind, Moment, Weight};
use words::Words;
use words::key;
use yew::prelude::*;

use super::base::below;
use super::codes::message;
use super::document::Head;
use super::library::{Library, Shared};
use super::reading::{Read, Reading};

/// The page.
pub(crate) fn page(library: &Library, reading: &Reading) -> (Head, Html) {
    let words = &library.words;
    let head = Head {
        title: words.text(key::PAGE_EXPLAIN_TITLE),
        description: words.text(key::PAGE_EXPLAIN_LEAD),
        canonical: (*reading == Reading::Nothing).then(|| "/explain".to_owned()),
        posts: true,
        ..Head::default()
    };
    let main = html! {
        <>
            <h1>{ words.text(key::PAGE_EXPLAIN_TITLE) }</h1>
            if let Reading::Read(read) = reading {
                { answer(library, read) }
            }
            { form(words, reading) }
        </>
    };
    (head, main)
}

fn form(words: &Words, reading: &Reading) -> Html {
    let problem = match reading {
        Reading::Problem(sentence) => Some(sentence.clone()),
        Reading::Nothing | Reading::Read(_) => None,
    };
    html! {
        <form class="query" action="/explain" method="post" enctype="multipart/form-data">
            <p id="explain-about">{ words.text(key::PAGE_EXPLAIN_LEAD) }</p>
            if let Some(problem) = problem {
                <p class="complaint" role="alert">{ problem }</p>
            }
            <label for="file">{ words.text(key::PAGE_EXPLAIN_FILE) }</label>
            <input id="file" name="file" type="file" aria-describedby="explain-about" />
            <label for="text">{ words.text(key::PAGE_EXPLAIN_TEXT) }</label>
            <textarea id="text" name="text" rows="6" autocapitalize="off" spellcheck="false" translate="no" />
            <button class="primary" type="submit">{ words.text(key::PAGE_EXPLAIN_READ) }</button>
        </form>
    }
}

/// What it is, whether it goes with the check, where it leads, what it says, and what happened when.
fn answer(library: &Library, read: &Read) -> Html {
    let words = &library.words;
    let explained = &read.explained;
    let is_read = !matches!(explained.kind, Kind::Empty | Kind::Capture | Kind::Unread(_));
    html! {
        <section class="explained" aria-labelledby="explained-title">
            <h2 id="explained-title" tabindex="-1">{ words.explained(explained) }</h2>
            if let Some(fit) = &read.fit {
                <p class="lead">{ fit }</p>
            }
            { for words.explained_way(explained).into_iter().map(|sentence| html! { <p>{ sentence }</p> }) }
            if is_read {
                { message(library, &explained.decoded) }
            }
            { timeline(words, &explained.timeline) }
        </section>
    }
}

fn timeline(words: &Words, moments: &[Moment]) -> Html {
    if moments.is_empty() {
        return Html::default();
    }
    html! {
        <>
            <h2>{ words.text(key::PAGE_EXPLAIN_TIMELINE) }</h2>
            <ol class="moments">
                { for moments.iter().map(|moment| self::moment(words, moment)) }
            </ol>
        </>
    }
}

fn moment(words: &Words, moment: &Moment) -> Html {
    let line = u32::try_from(moment.line).unwrap_or(u32::MAX);
    let weight = match moment.weight {
        Weight::Cause => "cause",
        Weight::Effect => "effect",
        Weight::Note => "note",
        Weight::Step => "step",
    };
    html! {
        <li data-weight={weight}>
            <span class="when" translate="no">{ moment.time.clone().unwrap_or_default() }</span>{ " " }
            <span class="of">{ words.text_with(key::PAGE_EXPLAIN_LINE, &[("line", line.into())]) }</span>{ " " }
            <span>{ words.happened(&moment.code) }</span>
        </li>
    }
}

/// The answer alone, for a page that is open.
pub async fn explained(library: Arc<Library>, read: Read) -> String {
    fragment(library, Part::Answer(Arc::new(read))).await
}

/// What the live page shows before the first file leaves it, with the sentences that it may need after. `reader` is the
/// script that reads captures in the tab, by its path below the root; absent where the page was built without it.
pub async fn reading_notice(library: Arc<Library>, reader: Option<&'static str>) -> String {
    fragment(library, Part::Notice(reader)).await
}

async fn fragment(library: Arc<Library>, part: Part) -> String {
    let base = library.base.clone();
    let props = move || FragmentProps {
        library: Shared(library),
        part,
    };
    let html = yew::ServerRenderer::<Fragment>::with_props(props)
        .hydratable(false)
        .render()
        .await;
    below(&base, html)
}

#[derive(Clone, PartialEq)]
enum Part {
    Answer(Arc<Read>),
    /// With the script that reads captures.
    Notice(Option<&'static str>),
}

#[derive(Clone, PartialEq, Properties)]
struct FragmentProps {
    library: Shared,
    part: Part,
}

#[component]
fn Fragment(props: &FragmentProps) -> Html {
    let words = &props.library.words;
    match &props.part {
        Part::Answer(read) => answer(&props.library, read),
        Part::Notice(reader) => html! {
            <dialog
                class="reader" aria-labelledby="reader-title"
                data-reading={words.text(key::PAGE_EXPLAIN_READING)} data-failed={words.text(key::PAGE_EXPLAIN_FAILED)}
                data-capture={words.text(key::PAGE_EXPLAIN_CAPTURE)} data-reader={*reader}
            >
                <h2 id="reader-title">{ words.text(key::PAGE_EXPLAIN_TITLE) }</h2>
                <div class="said" role="status"><p>{ words.text(key::PAGE_EXPLAIN_NOTICE) }</p></div>
                <form method="dialog">
                    <button class="primary" value="read" type="button">{ words.text(key::PAGE_EXPLAIN_READ) }</button>
                    <button class="quiet" data-close={words.text(key::PAGE_EXPLAIN_CLOSE)}>
                        { words.text(key::PAGE_EXPLAIN_CANCEL) }
                    </button>
                </form>
            </dialog>
        },
    }
}
