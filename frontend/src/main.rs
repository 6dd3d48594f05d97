//! The browser app: mounts the page, runs checks over a WebSocket, reads files and the address bar.

mod app;
mod browser;
mod connection;

use yew::Renderer;

/// Begins in `index.html`, where the shell has the page's header and a line that says it is loading.
fn main() {
    browser::explain_panics();
    if let Some(root) = browser::element("app") {
        Renderer::<app::App>::with_root(root).render();
    }
}

#[cfg(all(test, target_arch = "wasm32"))]
mod tests;
