//! The links that the reader's browser has made. Only the browser knows them: the page brings the words, and the script
//! fills the list.

use words::Key;
use words::key;
use yew::prelude::*;

use super::document::Head;
use super::library::Library;

/// The list, empty.
pub(crate) fn links(library: &Library) -> (Head, Html) {
    let words = &library.words;
    let say = |key: Key| words.text(key);
    let main = html! {
        <>
            <h1>{ say(key::PAGE_LINKS_TITLE) }</h1>
            <p class="lead">{ say(key::PAGE_LINKS_LEAD) }</p>
            <noscript><p class="note">{ say(key::PAGE_LINKS_UNSCRIPTED) }</p></noscript>
            <p class="said" role="status" tabindex="-1" data-deleted={say(key::PAGE_LINKS_DELETED)} data-failed={say(key::PAGE_LINKS_FAILED)}></p>
            <p id="no-links" hidden=true>{ say(key::PAGE_LINKS_NONE) }</p>
            <ul class="rows own-links" hidden=true data-links="/r/" data-requests="/asked/" data-api="/api/reports/"
                data-result={say(key::PAGE_LINKS_RESULT)} data-request={say(key::PAGE_LINKS_REQUEST)}
                data-sealed={say(key::PAGE_LINKS_SEALED)} data-unknown={say(key::PAGE_LINKS_UNKNOWN)}
                data-until={say(key::PAGE_LINKS_UNTIL)} data-delete={say(key::PAGE_LINKS_DELETE)}
                data-sure={say(key::PAGE_LINKS_SURE)} data-forget={say(key::PAGE_LINKS_FORGET)}></ul>
        </>
    };
    let head = Head {
        title: say(key::PAGE_LINKS_TITLE),
        description: say(key::PAGE_LINKS_LEAD),
        ..Head::default()
    };
    (head, main)
}
