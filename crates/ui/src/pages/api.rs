//! The API, for those who write programs. It is in English, as what it tells of is.

use yew::prelude::*;

use super::document::Head;
use super::model::{ApiField, ApiGroup, ApiOperation, ApiReference};

/// Every route, by what it is for.
pub(crate) fn reference(reference: &ApiReference) -> (Head, Html) {
    let main = html! {
        <>
            <h1>{ TITLE }</h1>
            { for reference.about.iter().map(|about| html! { <p class="lead">{ marked(about) }</p> }) }
            <p class="onward"><a href="/api/openapi.json">{ DOCUMENT }</a></p>
            <nav class="jumps" aria-label={GROUPS}>
                { for reference.groups.iter().map(|group| html! {
                    <a href={["#", &group.name].concat()}>{ &group.name }</a>
                }) }
            </nav>
            { for reference.groups.iter().map(group) }
        </>
    };
    let head = Head {
        title: TITLE.to_owned(),
        description: reference.about.first().cloned().unwrap_or_default(),
        canonical: Some("/api/docs".to_owned()),
        ..Head::default()
    };
    (head, main)
}

fn group(group: &ApiGroup) -> Html {
    html! {
        <section>
            <h2 id={group.name.clone()}>{ &group.name }</h2>
            <p class="about">{ marked(&group.about) }</p>
            { for group.operations.iter().map(operation) }
        </section>
    }
}

fn operation(operation: &ApiOperation) -> Html {
    html! {
        <article class="meaning-card" data-status="documented">
            <h3>{ &operation.summary }</h3>
            <p class="id" translate="no">{ &operation.method }{ " " }{ &operation.path }</p>
            { for operation.about.iter().map(|about| html! { <p class="about">{ marked(about) }</p> }) }
            if !operation.scopes.is_empty() {
                <p class="of">{ "API token with the scope " }<code>{ operation.scopes.join(", ") }</code></p>
            }
            { fields("Parameters", &operation.parameters) }
            { fields("Body", &operation.body) }
            { fields("Answers", &operation.answers) }
        </article>
    }
}

fn fields(title: &'static str, fields: &[ApiField]) -> Html {
    if fields.is_empty() {
        return Html::default();
    }
    html! {
        <>
            <h4>{ title }</h4>
            <dl class="codes">
                { for fields.iter().map(|field| html! {
                    <div>
                        <dt><code translate="no">{ &field.name }</code>{ " " }{ &field.kind }</dt>
                        <dd>{ marked(&field.about) }</dd>
                    </div>
                }) }
            </dl>
        </>
    }
}

/// A text in which backquotes stand around code, as in Markdown.
fn marked(text: &str) -> Html {
    let pieces = text.split('`').enumerate().map(|(number, piece)| {
        if number % 2 == 1 {
            html! { <code translate="no">{ piece }</code> }
        } else {
            html! { { piece } }
        }
    });
    html! { { for pieces } }
}

const TITLE: &str = "API";
const DOCUMENT: &str = "The same for programs (OpenAPI 3.1)";
const GROUPS: &str = "Groups";
