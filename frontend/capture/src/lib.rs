//! The reader of captured traffic for the page: with its TLS secrets a capture holds passwords, so it is read in the tab.
//!
//! JavaScript hands over the file in pieces and shows what comes out. What a connection shows is [`capture`]'s and
//! [`diagnosis`]'s, as on the command line; this crate only binds them.

use capture::Reader;
use diagnosis::diagnose;
use js_sys::Array;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use words::Words;

mod told;

/// A capture that is read.
#[wasm_bindgen]
#[derive(Default)]
pub struct Capture {
    reader: Reader,
}

#[wasm_bindgen]
impl Capture {
    /// Nothing has been read yet.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads the next piece of the file.
    pub fn push(&mut self, piece: &[u8]) {
        self.reader.push(piece);
    }

    /// What it holds, in the language with this BCP 47 tag: the sentences about all of it, then for each connection who
    /// spoke with whom, how far it could be read (empty where that is all of it), the verdict, and the result as text.
    #[must_use]
    pub fn finish(self, language: &str) -> Array {
        let words = words(language);
        let capture = self.reader.finish();
        let told = Array::new();
        told.push(&texts(told::about(&capture, &words)));
        for captured in &capture.connections {
            let findings = diagnose(&captured.report);
            let text = words.as_text(&captured.report, &findings, told::BESIDE);
            told.push(&texts([
                format!("{} → {}", captured.client, captured.server),
                told::extent(captured, &words).unwrap_or_default(),
                words.verdict_of_captured(&captured.report, &findings),
                text.trim_end().to_owned(),
            ]));
        }
        told
    }
}

fn texts(texts: impl IntoIterator<Item = String>) -> JsValue {
    texts.into_iter().map(JsValue::from).collect::<Array>().into()
}

/// English where there is no other.
fn words(language: &str) -> Words {
    let known = Words::in_every_language().into_iter();
    let mut fitting = known.filter(|words| words.language() == language);
    fitting.next().unwrap_or_else(Words::english)
}
