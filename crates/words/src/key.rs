//! The keys of the messages, one constant each; the build makes them from the locales.

/// What a message is asked for by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Key(&'static str);

impl Key {
    /// As the locales write it.
    pub fn name(self) -> &'static str {
        self.0
    }
}

include!(concat!(env!("OUT_DIR"), "/keys.rs"));
