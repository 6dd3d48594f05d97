//! A whole document: its head, the header of every page, and what a page ends with.

use diagnosis::catalogue::STAND_IN;
use words::key;
use yew::prelude::*;

use super::library::{Library, Links, Operator, Privacy};
use super::model::{Frame, GLOSSARY, WatchedLink};
use crate::view::breakable::breakable;

/// What a document says about itself.
#[derive(Default)]
pub(crate) struct Head {
    /// In the tab and in search results.
    pub(crate) title: String,
    /// In search results.
    pub(crate) description: String,
    /// The one address of this page; absent where it has none to be kept.
    pub(crate) canonical: Option<String>,
    /// Whether chats and mail programs show title and description beside a link to it.
    pub(crate) previewed: bool,
    /// Whether it has a form that posts. Browsers name the page that a form comes from only where the page lets them.
    pub(crate) posts: bool,
    /// The seconds after which a browser without JavaScript asks again.
    pub(crate) again_after: Option<u32>,
}

pub(crate) fn document(library: &Library, frame: &Frame, head: &Head, main: Html) -> Html {
    let words = &library.words;
    html! {
        <html lang={words.language().to_owned()}>
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <title>{ plain(&head.title) }{ " – rdptrace" }</title>
                <meta name="description" content={short(&plain(&head.description))} />
                { preview(head) }
                if head.posts {
                    <meta name="referrer" content="same-origin" />
                }
                if let Some(seconds) = head.again_after {
                    <noscript><meta http-equiv="refresh" content={seconds.to_string()} /></noscript>
                }
                if let Some(path) = &head.canonical {
                    <link rel="canonical" href={path.clone()} />
                } else {
                    <meta name="robots" content="noindex" />
                }
                <meta name="color-scheme" content="light dark" />
                if let Some(icon) = frame.icon {
                    <link rel="icon" href={icon} type="image/svg+xml" />
                }
                { for frame.styles.iter().map(|style| html! { <link rel="stylesheet" href={*style} /> }) }
                if let Some(style) = &frame.inlined {
                    <style>{ style.clone() }</style>
                }
                if let Some(script) = frame.script {
                    <script src={script} type="module"></script>
                }
            </head>
            <body class="reading">
                if frame.inlined.is_some() {
                    <header class="masthead"><span class="brand">{ brand() }</span></header>
                } else {
                    { masthead(library) }
                }
                <main>{ main }</main>
                { colophon(library, if frame.inlined.is_some() { Below::File } else { Below::Page }) }
            </body>
        </html>
    }
}

/// The header of `index.html`, and the way to the other pages.
fn masthead(library: &Library) -> Html {
    let words = &library.words;
    html! {
        <header class="masthead">
            <a href="/">{ brand() }</a>
            <nav aria-label={words.text(key::PAGE_NAV)}>
                <a href="/">{ words.text(key::PAGE_NAV_CHECK) }</a>
                <a href="/codes">{ words.text(key::PAGE_NAV_CODES) }</a>
                <a href="/help">{ words.text(key::PAGE_NAV_FINDINGS) }</a>
                if library.links == Links::Offered {
                    <a href="/ask">{ words.text(key::PAGE_NAV_ASK) }</a>
                    <a href="/links">{ words.text(key::PAGE_LINKS_TITLE) }</a>
                }
            </nav>
        </header>
    }
}

/// The same ways on the page of the app, beside which they open: a run would be lost otherwise.
pub(crate) fn navigation(library: &Library, watched: WatchedLink) -> Html {
    let words = &library.words;
    html! {
        <nav aria-label={words.text(key::PAGE_NAV)}>
            <a id="nav-codes" href="/codes" target="_blank">{ words.text(key::PAGE_NAV_CODES) }</a>
            <a id="nav-findings" href="/help" target="_blank">{ words.text(key::PAGE_NAV_FINDINGS) }</a>
            if library.links == Links::Offered {
                <a id="nav-ask" href="/ask" target="_blank">{ words.text(key::PAGE_NAV_ASK) }</a>
                <a id="nav-links" href="/links" target="_blank">{ words.text(key::PAGE_LINKS_TITLE) }</a>
            }
            if watched == WatchedLink::Shown {
                <a href="/watch" target="_blank">{ words.text(key::WATCH_TITLE) }</a>
            }
        </nav>
    }
}

/// What stands above the end of a page.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Below {
    /// The app: a run would be lost where another page took its place.
    App,
    /// A page of the relay's.
    Page,
    /// A file of its own, without a relay to lead to.
    File,
}

/// What a page ends with: which version made it, for whoever reports a fault, and who runs the relay, as far as they say.
pub(crate) fn colophon(library: &Library, below: Below) -> Html {
    let words = &library.words;
    let Operator { name, help, privacy } = &library.operator;
    let leading = |address: &String, text| {
        // Beside the page: a run would be lost otherwise, and in a frame nothing would open.
        let beside = address.starts_with("http").then_some("_blank");
        html! { <>{ " · " }<a href={address.clone()} target={beside}>{ text }</a></> }
    };
    html! {
        <footer class="colophon">
            <span translate="no">{ concat!("rdptrace ", env!("CARGO_PKG_VERSION")) }</span>
            if let Some(name) = name {
                { " · " }{ words.run_by(name) }
            }
            if let Some(address) = help {
                { leading(address, words.text(key::OPERATOR_HELP)) }
            }
            if below != Below::File {
                { " · " }
                <a href={GLOSSARY} target={(below == Below::App).then_some("_blank")}>{ words.text(key::PAGE_WORDS_LINK) }</a>
            }
            if let Some(Privacy::Page(address)) = privacy {
                { leading(address, words.text(key::OPERATOR_PRIVACY)) }
            }
            if let Some(Privacy::Text(text)) = privacy {
                <p>{ text }</p>
            }
        </footer>
    }
}

fn brand() -> Html {
    html! {
        <>
            { Html::from_html_unchecked(BRAND.trim_ascii_end().into()) }
            <b>{ "rdptrace" }</b>
        </>
    }
}

/// What chats and mail programs show beside a link to the page.
fn preview(head: &Head) -> Html {
    if !head.previewed {
        return Html::default();
    }
    html! {
        <>
            <meta property="og:type" content="website" />
            <meta property="og:site_name" content="rdptrace" />
            <meta property="og:title" content={plain(&head.title)} />
            <meta property="og:description" content={plain(&head.description)} />
            <meta name="twitter:card" content="summary" />
        </>
    }
}

/// A text in which names that stand for values are marked.
pub(crate) fn marked(text: &str) -> Html {
    let [open, close] = STAND_IN;
    let pieces = text.split(open).map(|piece| match piece.split_once(close) {
        Some((name, rest)) => html! { <><var translate="no">{ name }</var>{ breakable(rest) }</> },
        None => breakable(piece),
    });
    html! { { for pieces } }
}

/// The same text for where there is no markup.
pub(crate) fn plain(text: &str) -> String {
    text.replace(STAND_IN, "")
}

/// The beginning of a text, up to the end of a word.
fn short(text: &str) -> String {
    if text.chars().count() <= LONGEST_DESCRIPTION {
        return text.to_owned();
    }
    let beginning: String = text.chars().take(LONGEST_DESCRIPTION).collect();
    let whole_words = beginning
        .rsplit_once(' ')
        .map_or(beginning.as_str(), |(words, _)| words);
    format!("{} …", whole_words.trim_end_matches([',', ';', ':', '.']))
}

/// Search engines show about as much.
const LONGEST_DESCRIPTION: usize = 155;

/// The mark of every page; `index.html` has it, too.
const BRAND: &str = include_str!("../../brand.svg");
