//! JSON as the browser's own parser holds it.

use js_sys::{Array, JSON, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wire::json::{Json, ReadJson};

/// A value.
pub(crate) struct Parsed(JsValue);

impl Parsed {
    /// Reads `text`; absent where it is no JSON.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        JSON::parse(text).ok().map(Self)
    }

    /// The value as text for a file, into which a person may look.
    pub(crate) fn written_for_people(&self) -> Option<String> {
        let written = JSON::stringify_with_replacer_and_space(&self.0, &JsValue::NULL, &INDENT.into());
        written.ok()?.as_string()
    }
}

/// Reads `text` as a `T`; absent where it is none.
pub(crate) fn read<T: ReadJson>(text: &str) -> Option<T> {
    T::read(&Parsed::parse(text)?)
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

    fn is_null(&self) -> bool {
        self.0.is_null()
    }
}

/// Spaces per level.
const INDENT: u32 = 1;
