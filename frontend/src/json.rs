//! JSON as the browser's own parser holds it.

use js_sys::{Array, JSON, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wire::reading::{Json, Read};

/// A value.
pub(crate) struct Parsed(JsValue);

impl Parsed {
    /// Reads `text`; absent where it is no JSON.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        JSON::parse(text).ok().map(Self)
    }

    /// The value as text.
    pub(crate) fn written(&self) -> Option<String> {
        JSON::stringify(&self.0).ok()?.as_string()
    }

    /// The same for a file, into which a person may look.
    pub(crate) fn written_for_people(&self) -> Option<String> {
        let written = JSON::stringify_with_replacer_and_space(&self.0, &JsValue::NULL, &INDENT.into());
        written.ok()?.as_string()
    }

    /// The value without one of its members.
    pub(crate) fn without(self, name: &str) -> Self {
        if let Some(object) = self.0.dyn_ref::<Object>() {
            let _deleted = Reflect::delete_property(object, &JsValue::from_str(name));
        }
        self
    }
}

/// Reads `text` as a `T`; absent where it is none.
pub(crate) fn read<T: Read>(text: &str) -> Option<T> {
    T::read(&Parsed::parse(text)?)
}

/// `text` as a JSON string.
pub(crate) fn quoted(text: &str) -> String {
    JSON::stringify(&JsValue::from_str(text)).map_or_else(|_| "\"\"".to_owned(), String::from)
}

impl Json for Parsed {
    fn member(&self, name: &str) -> Option<Self> {
        let value = Reflect::get(&self.0, &JsValue::from_str(name)).ok()?;
        (!value.is_null() && !value.is_undefined()).then_some(Self(value))
    }

    fn items(&self) -> Option<Vec<Self>> {
        let items = self.0.dyn_ref::<Array>()?;
        Some(items.iter().map(Self).collect())
    }

    fn text(&self) -> Option<String> {
        self.0.as_string()
    }

    fn number(&self) -> Option<f64> {
        self.0.as_f64()
    }

    fn truth(&self) -> Option<bool> {
        self.0.as_bool()
    }
}

/// Spaces per level.
const INDENT: u32 = 1;
