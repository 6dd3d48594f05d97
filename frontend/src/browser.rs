//! What the app takes from the browser: the clock, the address bar, files, the focus.

use core::net::IpAddr;
use core::time::Duration;

use gloo::events::{EventListener, EventListenerOptions};
use js_sys::{Array, JsString, Uint8Array};
use ui::{ReachConsent, SharingOffer, SignIn};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, HtmlTextAreaElement, Storage, Url, UrlSearchParams, console};
use web_sys::{
    ClipboardEvent, DataTransfer, DragEvent, Element, Event, File, HtmlElement, HtmlInputElement, HtmlSelectElement,
};
use wire::RunKey;

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

/// Says in the reader's language what `index.html` says in English.
pub(crate) fn label(id: &str, text: &str) {
    if let Some(element) = element(id) {
        element.set_text_content(Some(text));
    }
}

/// Tells the browser which language the page is in, by its BCP 47 tag.
pub(crate) fn set_language(tag: &str) {
    if let Some(root) = gloo::utils::document().document_element() {
        let _set = root.set_attribute("lang", tag);
    }
}

/// The app has taken over what the relay drew.
pub(crate) fn mark_live() {
    if let Some(root) = gloo::utils::document().document_element() {
        let _set = root.set_attribute("data-live", "");
    }
}

/// The time since the page was opened.
pub(crate) fn now() -> Duration {
    let millis = gloo::utils::window().performance().map_or(0.0, |clock| clock.now());
    Duration::try_from_secs_f64(millis / 1000.0).unwrap_or_default()
}

/// The time of day, in milliseconds since 1970.
pub(crate) fn unix_millis() -> i64 {
    Duration::try_from_secs_f64(js_sys::Date::now() / 1000.0)
        .ok()
        .and_then(|since| i64::try_from(since.as_millis()).ok())
        .unwrap_or_default()
}

/// A value of the address's query, such as what to check: `/check?target=…`.
pub(crate) fn asked(name: &str) -> Option<String> {
    let query = gloo::utils::window().location().search().ok()?;
    UrlSearchParams::new_with_str(&query).ok()?.get(name)
}

/// The id and the key of the sealed result that the address names: `/r/<id>#<key>`.
pub(crate) fn sealed_result() -> Option<(String, String)> {
    let location = gloo::utils::window().location();
    let path = location.pathname().ok()?;
    let id = path.strip_prefix(&[base().as_str(), "/r/"].concat())?.to_owned();
    let key = location.hash().unwrap_or_default();
    Some((id, key.trim_start_matches('#').to_owned()))
}

/// The key of the run that the address names: `/run/<key>`.
pub(crate) fn run_key() -> Option<RunKey> {
    let path = gloo::utils::window().location().pathname().ok()?;
    let key = path.strip_prefix(&[base().as_str(), RUN].concat())?;
    Some(RunKey::new(key.to_owned()))
}

/// Has the address bar name the run that this key opens, so that loading the page again comes back to it.
pub(crate) fn show_run(key: &RunKey) {
    let address = [base().as_str(), RUN, key.as_str()].concat();
    let history = gloo::utils::window().history();
    // A browser that does not allow it keeps the address that it has.
    let _shown = history.and_then(|history| history.replace_state_with_url(&JsValue::NULL, "", Some(&address)));
}

/// What the page that the relay drew says before the app takes its place.
#[derive(PartialEq)]
pub(crate) struct Drawn {
    /// What stands in the field for the computer; absent where there is no field.
    pub(crate) typed: Option<String>,
    /// What the server checks; absent where it checks everything.
    pub(crate) scope: Option<String>,
    /// The computer of the run that the page is about.
    pub(crate) target: Option<String>,
    /// Where support is written to; absent where the server's owner named nothing.
    pub(crate) contact: Option<String>,
    /// The agents that there are for the reader.
    pub(crate) agents: Vec<String>,
    /// Whether results can be shared, as far as the page tells.
    pub(crate) offer: SharingOffer,
    /// Whether the reader can sign in from here.
    pub(crate) sign_in: SignIn,
    /// Whether the reader is in that field already.
    pub(crate) is_focused: bool,
}

impl Drawn {
    /// Reads it.
    pub(crate) fn read(root: &Element) -> Self {
        let field = element("target").and_then(|it| it.dyn_into::<HtmlInputElement>().ok());
        let active = gloo::utils::document().active_element();
        Self {
            typed: field.map(|field| field.value()),
            scope: element("scope").and_then(|it| it.text_content()),
            target: root.get_attribute("data-target"),
            contact: root.get_attribute("data-contact"),
            agents: root
                .get_attribute("data-agents")
                .map(|names| names.split(',').map(str::to_owned).collect())
                .unwrap_or_default(),
            offer: if root.has_attribute("data-links") {
                SharingOffer::Off
            } else {
                SharingOffer::Unknown
            },
            sign_in: if root.has_attribute("data-sign-in") {
                SignIn::Offered
            } else {
                SignIn::Off
            },
            is_focused: active.is_some_and(|active| active.id() == "target"),
        }
    }
}

/// Whether the page is in a frame of a portal, as the script says that goes with one.
pub(crate) fn is_framed() -> bool {
    let root = gloo::utils::document().document_element();
    root.is_some_and(|root| root.has_attribute("data-framed"))
}

/// Tells that script.
pub(crate) fn tell(message: &str) {
    let _told = gloo::utils::window().post_message(&message.into(), &origin());
}

/// The path below which the relay is, without a slash at the end; empty at the root. The script that starts the app
/// knows.
pub(crate) fn base() -> String {
    let root = gloo::utils::document().document_element();
    root.and_then(|root| root.get_attribute("data-base"))
        .unwrap_or_default()
}

/// Scheme, name and port of the relay.
pub(crate) fn origin() -> String {
    gloo::utils::window().location().origin().unwrap_or_default()
}

/// Puts `text` into the clipboard; not where the browser does not allow it.
pub(crate) async fn copy(text: &str) -> bool {
    let clipboard: JsValue = gloo::utils::window().navigator().clipboard().into();
    // Absent on pages without TLS.
    if clipboard.is_undefined() {
        return false;
    }
    let clipboard: web_sys::Clipboard = clipboard.unchecked_into();
    JsFuture::from(clipboard.write_text(text)).await.is_ok()
}

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

/// Goes to `address`, which opens another program or another tab.
pub(crate) fn follow(address: &str) {
    let anchor = gloo::utils::document().create_element("a");
    let Some(anchor) = anchor.ok().and_then(|it| it.dyn_into::<HtmlAnchorElement>().ok()) else {
        return;
    };
    anchor.set_href(address);
    anchor.set_rel("noreferrer");
    // A program for mail needs no tab.
    if address.starts_with("http") {
        anchor.set_target("_blank");
    }
    anchor.click();
}

/// Prints the page.
pub(crate) fn print() {
    let _printed = gloo::utils::window().print();
}

/// Keeps the secret that takes a link back, where the browser keeps anything.
pub(crate) fn remember(id: &str, secret: &str) {
    if let Some(storage) = storage() {
        let _kept = storage.set_item(&[REVOKE, id].concat(), secret);
    }
}

/// The secret, where this browser shared the result and still knows.
pub(crate) fn remembered(id: &str) -> Option<String> {
    storage()?.get_item(&[REVOKE, id].concat()).ok()?
}

/// Forgets it.
pub(crate) fn forget(id: &str) {
    if let Some(storage) = storage() {
        let _gone = storage.remove_item(&[REVOKE, id].concat());
    }
}

fn storage() -> Option<Storage> {
    gloo::utils::window().local_storage().ok()?
}

/// What outlives a reload of this tab.
pub(crate) struct Kept {
    /// The text of the field for the computer.
    pub(crate) field: String,
    /// What the reader's app said.
    pub(crate) said: String,
    /// The computer that `result` is about; empty where there is none.
    pub(crate) checked: String,
    /// The last result, as JSON; empty where there is none.
    pub(crate) result: String,
}

/// What was kept in this tab before; empty where the browser keeps nothing.
pub(crate) fn kept() -> Kept {
    let of = |name: &str| session().and_then(|it| it.get_item(name).ok()?).unwrap_or_default();
    Kept {
        field: of(FIELD),
        said: of(SAID),
        checked: of(CHECKED),
        result: of(RESULT),
    }
}

/// Keeps the texts of the fields.
pub(crate) fn keep_question(field: &str, said: &str) {
    if let Some(session) = session() {
        let _kept = session.set_item(FIELD, field);
        let _kept = session.set_item(SAID, said);
    }
}

/// Keeps a result; in the place of an earlier one, which goes even where this one does not fit.
pub(crate) fn keep_result(checked: &str, result: &str) {
    if let Some(session) = session() {
        let _gone = session.remove_item(RESULT);
        let _kept = session.set_item(CHECKED, checked);
        let _kept = session.set_item(RESULT, result);
    }
}

/// Names what is checked in the address bar, for whoever reloads the page or keeps its address.
pub(crate) fn show_in_address(target: &str) {
    let address = [
        base().as_str(),
        "/?target=",
        &String::from(js_sys::encode_uri_component(target)),
    ]
    .concat();
    if let Ok(history) = gloo::utils::window().history() {
        let _shown = history.replace_state_with_url(&JsValue::NULL, "", Some(&address));
    }
}

/// The last checks of this browser, as they were written.
pub(crate) fn recent() -> String {
    storage().and_then(|it| it.get_item(RECENT).ok()?).unwrap_or_default()
}

/// Keeps the last checks; forgets them where `written` is empty.
pub(crate) fn keep_recent(written: &str) {
    if let Some(storage) = storage() {
        let _kept = if written.is_empty() {
            storage.remove_item(RECENT)
        } else {
            storage.set_item(RECENT, written)
        };
    }
}

/// Sets the document's title, and which of its marks the icon shows.
pub(crate) fn set_title(title: &str, mark: &str) {
    let document = gloo::utils::document();
    document.set_title(title);
    if let Ok(Some(icon)) = document.query_selector("link[rel=icon]") {
        let href = icon.get_attribute("href").unwrap_or_default();
        let file = href.split('#').next().unwrap_or_default();
        let _set = icon.set_attribute("href", &[file, "#", mark].concat());
    }
}

/// The script that tries a port from this browser; absent where the relay offers none, since it is on the reader's own
/// machine.
pub(crate) fn reach_script() -> Option<String> {
    let meta = gloo::utils::document().query_selector("meta[name=reach]").ok()??;
    Some([base(), meta.get_attribute("content")?].concat())
}

/// Whether this browser tries ports, as the page stands now: anew for each check in the frame of another page.
pub(crate) fn reach_consent() -> ReachConsent {
    let window = gloo::utils::window();
    let framed = window.parent().ok().flatten().is_none_or(|parent| parent != window);
    let kept = || storage().and_then(|it| it.get_item(REACH).ok()?);
    if reach_script().is_none() || is_own_machine(&own_host_and_port().0) {
        ReachConsent::NotOffered
    } else if framed {
        ReachConsent::EachTime
    } else if kept().is_some() {
        ReachConsent::Agreed
    } else {
        ReachConsent::Asked
    }
}

/// Remembers it, or forgets it.
pub(crate) fn keep_reach_consent(consent: ReachConsent) {
    if let Some(storage) = storage() {
        let _kept = match consent {
            ReachConsent::Agreed => storage.set_item(REACH, "1"),
            ReachConsent::NotOffered | ReachConsent::EachTime | ReachConsent::Asked => storage.remove_item(REACH),
        };
    }
}

/// The name and the port of this page's own server.
pub(crate) fn own_host_and_port() -> (String, String) {
    let location = gloo::utils::window().location();
    let port = location.port().unwrap_or_default();
    let port = match (port.as_str(), location.protocol().as_deref()) {
        ("", Ok("https:")) => "443".to_owned(),
        ("", _) => "80".to_owned(),
        _ => port,
    };
    (location.hostname().unwrap_or_default(), port)
}

fn is_own_machine(host: &str) -> bool {
    let bare = host.trim_matches(['[', ']']);
    bare == "localhost"
        || bare.ends_with(".localhost")
        || bare.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// What stands in the page.
pub(crate) fn body() -> Option<HtmlElement> {
    gloo::utils::document().body()
}

fn session() -> Option<Storage> {
    gloo::utils::window().session_storage().ok()?
}

/// The WebSocket of the relay that this page came from.
pub(crate) fn relay_address() -> String {
    let location = gloo::utils::window().location();
    let scheme = match location.protocol().as_deref() {
        Ok("https:") => "wss://",
        _ => "ws://",
    };
    [scheme, &location.host().unwrap_or_default(), &base(), "/api/check"].concat()
}

pub(crate) fn element(id: &str) -> Option<Element> {
    gloo::utils::document().get_element_by_id(id)
}

pub(crate) fn focus(id: &str) {
    if let Some(element) = element(id).and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
        let _focused = element.focus();
    }
}

/// From where the reader wants the computer checked; absent where the page offers no choice.
pub(crate) fn place() -> Option<String> {
    let list: HtmlSelectElement = element("from")?.dyn_into().ok()?;
    Some(list.value())
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

/// Before a run's key, in the address of its page.
const RUN: &str = "/run/";
/// The names of what is kept in a tab, and of the last checks.
const FIELD: &str = "rdptrace-field";
const SAID: &str = "rdptrace-said";
const CHECKED: &str = "rdptrace-checked";
const RESULT: &str = "rdptrace-result";
const RECENT: &str = "rdptrace-recent";
const REACH: &str = "rdptrace-reach";

/// Before a result's id, the name under which the secret that takes its link back is kept.
const REVOKE: &str = "rdptrace-revoke-";
