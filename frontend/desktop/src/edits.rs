//! What is changed for which client.

use seal::{Edits, Switch};
use wasm_bindgen::prelude::wasm_bindgen;

/// A client that is known to need changes on the way.
#[wasm_bindgen]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Client {
    /// The npm build 0.7.0 of ironrdp-web: it never asks for the logon with what was typed, and takes the width of a
    /// rectangle for that of its bitmap.
    IronRdpWeb,
    /// One that needs none.
    Other,
}

impl Client {
    pub(crate) fn edits(self) -> Edits {
        match self {
            Self::IronRdpWeb => Edits {
                autologon: Switch::On,
                rectangles: Switch::On,
            },
            Self::Other => Edits::default(),
        }
    }
}
