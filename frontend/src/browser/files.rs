//! What the reader types, pastes, chooses and drops, and what is saved for them.

use gloo::events::{EventListener, EventListenerOptions};
use js_sys::{Array, JsString, Uint8Array};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, HtmlInputElement, HtmlTextAreaElement, Url};
use web_sys::{ClipboardEvent, DataTransfer, DragEvent, Element, Event, File};

/// How much of a file is read: one byte more than the longest connection file that is taken, so that a longer one is
/// still seen to be too long.
const READ_AT_MOST: f64 = 262_145.0;

/// Has the browser save `text` as a file. Absent where it cannot.
pub(crate) fn save(name: &str, kind: &str, text: &str) -> Option<()> {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    let blob = Blob::new_with_str_sequence_and_options(&Array::of1(&text.into()), &options).ok()?;
    let address = Url::create_object_url_with_blob(&blob).ok()?;
    let anchor = gloo::utils::document().create_element("a").ok()?;
    let anchor: HtmlAnchorElement = anchor.dyn_into().ok()?;
    anchor.set_href(&address);
    anchor.set_download(name);
    anchor.click();
    Url::revoke_object_url(&address).ok()
}

/// The text of the field that `event` comes from.
pub(crate) fn typed(event: &Event) -> String {
    let area = || event.target()?.dyn_into::<HtmlTextAreaElement>().ok();
    let of_area = || area().map(|area| area.value());
    field(event)
        .map(|field| field.value())
        .or_else(of_area)
        .unwrap_or_default()
}

/// What the button that `event` comes from stands for.
pub(crate) fn pressed(event: &Event) -> Option<String> {
    event.target()?.dyn_into::<Element>().ok()?.get_attribute("value")
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
