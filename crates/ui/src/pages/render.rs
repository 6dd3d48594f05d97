//! Which page shows what, and how it becomes a document.

use std::sync::Arc;

use yew::prelude::*;

use super::base::below;
use super::document::document;
use super::library::{Library, Shared};
use super::model::{Frame, Topic};
use super::result::{self, Medium};
use super::{ask, codes, compare, desktop, download, explain, findings, glossary, links, watch};

/// The whole document about `topic`.
pub async fn render(library: Arc<Library>, topic: Topic, frame: Frame) -> String {
    let base = library.base.clone();
    let props = move || SheetProps {
        library: Shared(library),
        topic,
        frame,
    };
    let renderer = yew::ServerRenderer::<Sheet>::with_props(props).hydratable(false);
    let mut html = String::from("<!doctype html>\n");
    renderer.render_to_string(&mut html).await;
    html.push('\n');
    below(&base, html)
}

#[derive(Clone, PartialEq, Properties)]
struct SheetProps {
    library: Shared,
    topic: Topic,
    frame: Frame,
}

#[component]
fn Sheet(props: &SheetProps) -> Html {
    let library: &Library = &props.library;
    let (head, main) = match &props.topic {
        Topic::SignIn => return desktop::desktop(library, &props.frame),
        Topic::Api(api) => super::api::reference(api),
        Topic::Findings => findings::index(library),
        Topic::Glossary => glossary::glossary(library),
        Topic::Finding(id) => match library.finding(id) {
            Some(finding) => findings::finding(library, finding),
            None => findings::withdrawn(library, id),
        },
        Topic::NoFinding(asked) => findings::missing(library, asked),
        Topic::Codes => codes::index(library),
        Topic::Code(number) => codes::code(library, *number),
        Topic::NoCode(asked) => codes::missing(library, asked),
        Topic::Search(query) => codes::search(library, query),
        Topic::TooLong => codes::too_long(library),
        Topic::Result(shown) => {
            let is_file = props.frame.inlined.is_some();
            result::result(library, shown, if is_file { Medium::File } else { Medium::Page })
        }
        Topic::Gone(longest) => result::gone(library, *longest),
        Topic::Trouble { title, sentence } => result::trouble(title, sentence),
        Topic::Compared(compared) => compare::compared(library, compared),
        Topic::Explain(reading) => explain::page(library, reading),
        Topic::Links => links::links(library),
        Topic::Watch(watched) => watch::watch(library, watched),
        Topic::Download(apps) => download::download(library, apps),
        Topic::Ask(asking) => ask::ask(library, asking),
        Topic::Asked(asked) => ask::asked(library, asked),
    };
    document(library, &props.frame, &head, main)
}
