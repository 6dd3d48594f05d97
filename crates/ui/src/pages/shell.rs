//! The page of the app before the app runs, and in its place where scripts do not run.
//!
//! The relay draws it into the app's own document by the same components, so that it can be read and typed into at once,
//! and nothing moves when the app takes over.

use std::sync::Arc;

use words::key;
use yew::prelude::*;

use super::base::below;
use super::document::{Below, colophon, navigation};
use super::library::{Library, Links, Shared, SignInOffer};
use super::model::{Shown, WatchedLink};
use super::result::{self, Medium};
use crate::PageModel;
use crate::view::{PageEvents, page};

/// What the page shows.
#[derive(Clone, Debug, PartialEq)]
pub enum Opening {
    /// The form, and what became of asking.
    Form(PageModel),
    /// A run that goes on: without scripts the browser comes back for what is new.
    UnderWay(PageModel),
    /// A run that is over.
    Over(Arc<Shown>),
}

impl Opening {
    /// Whether the address holds the key of a run, which no other page is to learn.
    fn is_secret(&self) -> bool {
        match self {
            Self::Form(_) => false,
            Self::UnderWay(_) | Self::Over(_) => true,
        }
    }

    /// The agents that there are for the reader.
    pub fn agents(&self) -> &[String] {
        match self {
            Self::Form(model) | Self::UnderWay(model) => &model.question.agents,
            Self::Over(_) => &[],
        }
    }

    /// The computer, for the app that takes over.
    fn target(&self) -> Option<String> {
        match self {
            Self::Form(_) => None,
            Self::UnderWay(model) => model.results.run.as_ref().map(|run| run.target().to_string()),
            Self::Over(shown) => Some(shown.report.target.to_string()),
        }
    }
}

/// What the page loads when it is needed.
#[derive(Clone, Copy, Debug)]
pub struct Later<'a> {
    /// The style sheets of a result.
    pub styles: &'a [&'a str],
    /// The script that reads files.
    pub explain: &'a str,
    /// The script that checks again until something changes.
    pub watch: &'a str,
}

/// The document `shell`, which is that of the app, with `opening` in the app's place.
pub async fn opened(
    library: Arc<Library>,
    shell: &str,
    later: Later<'_>,
    watched: WatchedLink,
    opening: Opening,
) -> String {
    let again = matches!(opening, Opening::UnderWay(_));
    let secret = opening.is_secret();
    let target = opening.target();
    let agents = opening.agents().join(",");
    let fragment = |part| Fragment {
        library: Shared(Arc::clone(&library)),
        part,
    };
    let nav = drawn(fragment(Part::Navigation(watched))).await;
    let main = drawn(fragment(Part::Main(Box::new(opening)))).await;
    let end = drawn(fragment(Part::End)).await;
    let mut html = shell.replace(
        "<html lang=\"en\">",
        &format!("<html lang=\"{}\">", library.words.language()),
    );
    html = replaced(&html, "<nav", "</nav>", &nav);
    // What only says that there is no page without scripts.
    html = replaced(&html, "<noscript>", "</noscript>", "");
    // What is written into attributes here has no quote in it: a target, and an address that was looked at before.
    let drop = library.words.text(key::PAGE_DROP);
    let mut data = format!(
        " data-explain=\"{}\" data-watch=\"{}\" data-drop=\"{drop}\"",
        later.explain, later.watch
    );
    if let Some(target) = target {
        data.push_str(&format!(" data-target=\"{target}\""));
    }
    if let Some(contact) = &library.contact {
        data.push_str(&format!(" data-contact=\"{}\"", contact.replace('&', "&amp;")));
    }
    // Names of agents are letters, digits and hyphens.
    if !agents.is_empty() {
        data.push_str(&format!(" data-agents=\"{agents}\""));
    }
    if library.links == Links::Off {
        data.push_str(" data-links=\"off\"");
    }
    if library.sign_in == SignInOffer::Offered {
        data.push_str(" data-sign-in=\"\"");
    }
    html = replaced(
        &html,
        "<main",
        "</main>",
        &format!("<main id=\"app\"{data}>{main}</main>{end}"),
    );
    let mut head = String::new();
    if secret {
        html = html.replace(REFERRER, "");
        head.push_str("<meta name=\"robots\" content=\"noindex\">\n");
        for style in later.styles.iter().filter(|style| !shell.contains(**style)) {
            head.push_str(&format!("<link rel=\"stylesheet\" href=\"{style}\">\n"));
        }
    }
    if again {
        head.push_str(&format!(
            "<noscript><meta http-equiv=\"refresh\" content=\"{AGAIN_AFTER}\"></noscript>\n"
        ));
    }
    below(&library.base, html.replacen("</head>", &(head + "</head>"), 1))
}

/// `html` with the first element that begins with `open` and ends with `close` replaced by `by`; as it is where it has none.
fn replaced(html: &str, open: &str, close: &str, by: &str) -> String {
    let found = html.find(open).and_then(|start| {
        let rest = html.get(start..)?;
        Some((html.get(..start)?, rest.get(rest.find(close)? + close.len()..)?))
    });
    match found {
        Some((before, after)) => [before, by, after].concat(),
        None => html.to_owned(),
    }
}

#[derive(Clone, PartialEq)]
enum Part {
    Navigation(WatchedLink),
    Main(Box<Opening>),
    End,
}

#[derive(Clone, PartialEq, Properties)]
struct Fragment {
    library: Shared,
    part: Part,
}

async fn drawn(fragment: Fragment) -> String {
    let renderer = yew::ServerRenderer::<Drawn>::with_props(move || fragment).hydratable(false);
    renderer.render().await
}

#[component]
fn Drawn(props: &Fragment) -> Html {
    let library: &Library = &props.library;
    let words = &library.words;
    let opening = match &props.part {
        Part::Navigation(watched) => return navigation(library, *watched),
        Part::End => {
            return html! {
                <>
                    { watching(words) }
                    { colophon(library, Below::App) }
                </>
            };
        }
        Part::Main(opening) => &**opening,
    };
    match opening {
        Opening::Form(model) => html! {
            <>
                { page(words, model, &PageEvents::default()) }
                <noscript>
                    <p class="kept"><a href="/explain">{ words.text(key::PAGE_EXPLAIN_TITLE) }</a></p>
                </noscript>
            </>
        },
        Opening::UnderWay(model) => html! {
            <>
                { page(words, model, &PageEvents::default()) }
                <noscript><p class="kept">{ words.text(key::PAGE_RUN_REFRESHES) }</p></noscript>
            </>
        },
        Opening::Over(shown) => result::result(library, shown, Medium::Page).1,
    }
}

/// What the script says that checks again; apart from the app, which draws all that is in its place anew.
fn watching(words: &words::Words) -> Html {
    html! {
        <section
            id="watching" hidden=true data-every={words.text(key::PAGE_WATCH_EVERY)} data-changed={words.text(key::PAGE_WATCH_CHANGED)}
            data-over={words.text(key::PAGE_WATCH_OVER)} data-ended={words.text(key::PAGE_WATCH_ENDED)}
            data-close={words.text(key::PAGE_EXPLAIN_CLOSE)}
        >
            <p role="status"></p>
            <button type="button">{ words.text(key::PAGE_WATCH_STOP) }</button>
        </section>
    }
}

/// How often a page without scripts comes back, in seconds: often enough for a check of some ten, and seldom enough to
/// read a line in between.
const AGAIN_AFTER: u32 = 2;
/// What lets browsers name the page's origin when they post its form. Where the address holds a key, they name nothing.
const REFERRER: &str = "<meta name=\"referrer\" content=\"same-origin\">\n";
