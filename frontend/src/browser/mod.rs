//! What the app takes from the browser: the clock, the address bar, files, the focus.

mod clock;
mod files;
mod kept;
mod reach;

use ui::{SharingOffer, SignIn};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, HtmlAnchorElement, HtmlElement, HtmlInputElement, HtmlSelectElement, UrlSearchParams, console};
use wire::RunKey;

pub(crate) use self::clock::{moment, now, unix_millis};
pub(crate) use self::files::{accept_dropped_files, chosen_file, first_bytes, pasted, pressed, save, typed};
pub(crate) use self::kept::{forget, keep_question, keep_recent, keep_result, kept, recent, remember, remembered};
pub(crate) use self::reach::{keep_reach_consent, own_host_and_port, reach_consent, reach_script};

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

/// What stands in the page.
pub(crate) fn body() -> Option<HtmlElement> {
    gloo::utils::document().body()
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

/// Before a run's key, in the address of its page.
const RUN: &str = "/run/";
