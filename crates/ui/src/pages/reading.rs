//! What was read of a text or a file, as the page about it needs it.

use std::sync::Arc;

use codes::Explained;

/// A text or a file that was read, and what came of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Read {
    /// What it is and says.
    pub explained: Explained,
    /// Whether it goes with the check that it is held against, in a sentence; absent without one.
    pub fit: Option<String>,
}

/// What the page about reading shows besides its form.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Reading {
    /// Nothing was given.
    #[default]
    Nothing,
    /// This was.
    Read(Arc<Read>),
    /// Something is wrong with what was given, in a sentence.
    Problem(String),
}
