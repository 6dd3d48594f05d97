//! What the app takes from the browser: the clock, the address bar, files, the focus.

use core::time::Duration;

use gloo::events::{EventListener, EventListenerOptions};
use js_sys::{JsString, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{ClipboardEvent, DataTransfer, DragEvent, Element, Event, File, HtmlElement, HtmlInputElement};
use web_sys::{UrlSearchParams, console};

/// How much of a file is read: one byte more than the longest connection file that is taken, so that a longer one is
/// still seen to be too long.
const READ_AT_MOST: f64 = 262_145.0;

/// Shows the sentence of `index.html` that tells what to do when the app has died, and logs why for developers.
pub(crate) fn explain_panics() {
    yew::set_custom_panic_hook(Box::new(|panic| {
        console::error_1(&JsValue::from(panic.to_string()));
        say_broken();
    }));
}

/// Shows that sentence.
pub(crate) fn say_broken() {
    if let Some(root) = gloo::utils::document().document_element() {
        let _set = root.set_attribute("data-broken", "");
    }
}

/// The time since the page was opened.
pub(crate) fn now() -> Duration {
    let millis = gloo::utils::window().performance().map_or(0.0, |clock| clock.now());
    Duration::try_from_secs_f64(millis / 1000.0).unwrap_or_default()
}

/// What the address asks to check: `/check?target=…`.
pub(crate) fn asked_target() -> Option<String> {
    let query = gloo::utils::window().location().search().ok()?;
    UrlSearchParams::new_with_str(&query).ok()?.get("target")
}

/// The WebSocket of the relay that this page came from.
pub(crate) fn relay_address() -> String {
    let location = gloo::utils::window().location();
    let scheme = match location.protocol().as_deref() {
        Ok("https:") => "wss://",
        _ => "ws://",
    };
    [scheme, &location.host().unwrap_or_default(), "/api/check"].concat()
}

pub(crate) fn element(id: &str) -> Option<Element> {
    gloo::utils::document().get_element_by_id(id)
}

pub(crate) fn focus(id: &str) {
    if let Some(element) = element(id).and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
        let _focused = element.focus();
    }
}

/// The text of the field that `event` comes from.
pub(crate) fn typed(event: &Event) -> String {
    field(event).map(|field| field.value()).unwrap_or_default()
}

/// The file that was chosen. The field is emptied, so that choosing the same file once more is an event again.
pub(crate) fn chosen_file(event: &Event) -> Option<File> {
    let field = field(event)?;
    let file = field.files()?.get(0);
    field.set_value("");
    file
}

/// What stands in the clipboard.
pub(crate) struct Pasted {
    /// A file that was copied.
    pub(crate) file: Option<File>,
    /// The text; empty where there is none.
    pub(crate) text: String,
}

pub(crate) fn pasted(event: &Event) -> Option<Pasted> {
    let clipboard = event.dyn_ref::<ClipboardEvent>()?.clipboard_data()?;
    Some(Pasted {
        file: first_file(&clipboard),
        text: clipboard.get_data("text").unwrap_or_default(),
    })
}

/// Takes files that are dropped anywhere on the page, which the browser would otherwise open in its place.
pub(crate) fn accept_dropped_files(taken: impl Fn(File) + 'static) -> [EventListener; 2] {
    let document = gloo::utils::document();
    let listen = |name: &'static str, react: Box<dyn Fn(&DataTransfer)>| {
        let options = EventListenerOptions::enable_prevent_default();
        EventListener::new_with_options(&document, name, options, move |event| {
            let transfer = event.dyn_ref::<DragEvent>().and_then(DragEvent::data_transfer);
            if let Some(transfer) = transfer.filter(carries_files) {
                event.prevent_default();
                react(&transfer);
            }
        })
    };
    let drop = move |transfer: &DataTransfer| {
        if let Some(file) = first_file(transfer) {
            taken(file);
        }
    };
    [
        listen("dragover", Box::new(|transfer| transfer.set_drop_effect("copy"))),
        listen("drop", Box::new(drop)),
    ]
}

/// The file's beginning; empty where it cannot be read.
pub(crate) async fn first_bytes(file: &File) -> Vec<u8> {
    let Ok(beginning) = file.slice_with_f64_and_f64(0.0, READ_AT_MOST) else {
        return Vec::new();
    };
    let buffer = JsFuture::from(beginning.array_buffer()).await;
    buffer.map_or_else(|_| Vec::new(), |buffer| Uint8Array::new(&buffer).to_vec())
}

fn field(event: &Event) -> Option<HtmlInputElement> {
    event.target()?.dyn_into().ok()
}

fn first_file(transfer: &DataTransfer) -> Option<File> {
    transfer.files()?.get(0)
}

fn carries_files(transfer: &DataTransfer) -> bool {
    transfer.types().includes(&JsString::from("Files"), 0)
}
