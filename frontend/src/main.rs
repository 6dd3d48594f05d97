//! The browser app: mounts the page, runs checks over a WebSocket, reads files and the address bar.

mod app;
mod browser;
mod connection;
mod http;
mod json;
mod seal;

use words::{Words, key};
use yew::Renderer;
use yew::platform::spawn_local;

/// A third as large as the allocator of the standard library, which is two kilobytes of the first load.
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

/// Begins in `index.html`, where the shell has the page's header and a line that says it is loading.
fn main() {
    browser::explain_panics();
    spawn_local(async {
        match (words().await, browser::element("app")) {
            (Some(words), Some(root)) => {
                browser::set_language(words.language());
                for (place, label) in [
                    ("nav-codes", key::PAGE_NAV_CODES),
                    ("nav-findings", key::PAGE_NAV_FINDINGS),
                    ("nav-ask", key::PAGE_NAV_ASK),
                ] {
                    browser::label(place, &words.text(label));
                }
                let props = app::Props {
                    language: words.into(),
                    drawn: browser::Drawn::read(&root).into(),
                };
                Renderer::<app::App>::with_root_and_props(root, props).render();
            }
            _ => browser::say_broken(),
        }
    });
}

/// The sentences in the reader's language. The relay has them, and the browser tells it which languages its reader
/// prefers.
async fn words() -> Option<Words> {
    let answer = http::get("/words").send().await.ok()?;
    let words = Words::of_page(answer.leak())?;
    Some(words.by_clock(browser::moment))
}

#[cfg(all(test, target_arch = "wasm32"))]
mod tests;
