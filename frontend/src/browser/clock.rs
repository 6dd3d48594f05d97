//! The browser's clock, and how its reader writes a moment.

use core::time::Duration;

use wasm_bindgen::JsValue;

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

/// A moment by the reader's own clock, written as they write it in the page's language, with the zone. Pages that the relay
/// renders have their moments in this form, too.
pub(crate) fn moment(unix_millis: i64) -> String {
    let parts = js_sys::JSON::parse(PARTS).unwrap_or_default();
    let since = Duration::from_millis(u64::try_from(unix_millis).unwrap_or_default());
    js_sys::Date::new(&JsValue::from_f64(since.as_secs_f64() * 1000.0))
        .to_locale_string(&habits(), &parts)
        .into()
}

const PARTS: &str =
    r#"{"year":"numeric","month":"short","day":"numeric","hour":"numeric","minute":"2-digit","timeZoneName":"short"}"#;

/// The page's language as it is written where the reader is, such as `en-GB`.
fn habits() -> String {
    let root = gloo::utils::document().document_element();
    let language = root.and_then(|root| root.get_attribute("lang")).unwrap_or_default();
    let own = gloo::utils::window().navigator().languages();
    own.iter()
        .filter_map(|own| own.as_string())
        .find(|own| own.split('-').next() == language.split('-').next())
        .unwrap_or(language)
}
