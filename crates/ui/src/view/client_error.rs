//! What the reader's program said: the answer of the decoder.

use wire::{DecodeAnswer, DecodedCode};
use words::Words;
use words::key;
use yew::prelude::*;

use super::breakable::breakable;
use crate::{Answer, ClientErrorInput};

/// The answer; nothing where nothing was asked.
pub(crate) fn said(words: &Words, said: &ClientErrorInput) -> Html {
    let Some(answer) = said.answer() else {
        return Html::default();
    };
    html! {
        <section class="decoded" aria-labelledby="decoded-title">
            <h2 id="decoded-title">{ words.text(key::PAGE_SAID_TITLE) }</h2>
            {
                match answer {
                    Answer::Awaited => html! { <p>{ words.text(key::PAGE_SAID_AWAITED) }</p> },
                    Answer::Missing => html! { <p>{ words.text(key::PAGE_SAID_MISSING) }</p> },
                    Answer::Decoded(answer) => decoded(words, answer),
                }
            }
        </section>
    }
}

fn decoded(words: &Words, answer: &DecodeAnswer) -> Html {
    // Whether it fits stands with the answer.
    html! {
        <>
            <p class="lead">{ &answer.headline }</p>
            { for answer.notes.iter().map(|note| html! { <p>{ note }</p> }) }
            if !answer.codes.is_empty() {
                <details open={answer.fit.is_none()}>
                    <summary>{ words.text(key::PAGE_SAID_MEANINGS) }</summary>
                    if let Some(origin) = &answer.origin {
                        <p>{ origin }</p>
                    }
                    { for answer.codes.iter().map(|it| code(words, it)) }
                </details>
            }
        </>
    }
}

fn code(words: &Words, code: &DecodedCode) -> Html {
    html! {
        <>
            <h3>{ &code.title }</h3>
            <dl class="facts">
                { for code.meanings.iter().map(|it| html! {
                    <div>
                        <dt>{ &it.programs }</dt>
                        <dd>
                            <span lang={it.language.clone()}>{ &it.meaning }</span>{ " " }
                            <span class="status">
                                if let Some(symbol) = &it.symbol {
                                    <code translate="no">{ breakable(symbol) }</code>{ " · " }
                                }
                                { &it.status }
                            </span>
                        </dd>
                    </div>
                }) }
            </dl>
            if let Some(elsewhere) = &code.elsewhere {
                <p>{ elsewhere }</p>
            }
            if let Some(path) = &code.path {
                <p><a href={path.clone()} target="_blank">{ words.text(key::PAGE_SAID_MORE) }</a></p>
            }
        </>
    }
}
