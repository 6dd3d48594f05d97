//! Where a row stands.

use core::time::Duration;

use wire::Stage;
use yew::Callback;

/// Where a row stands, and so what can be done with it.
#[derive(Clone, Copy)]
pub(crate) enum RowContext<'a> {
    /// On the live page: the state says which rows are open.
    Live {
        /// The path below which the relay is; empty at the root.
        site: &'a str,
        /// Opens and closes a row.
        on_toggle: &'a Callback<Stage>,
    },
    /// In a document, where the browser opens rows by itself. Whoever reads it was likely sent it as an administrator.
    #[cfg_attr(
        not(feature = "server"),
        expect(dead_code, reason = "the page in the browser renders no documents")
    )]
    Document {
        /// Where the findings' pages are; empty on the relay's own.
        site: &'a str,
    },
}

impl RowContext<'_> {
    pub(crate) fn site(&self) -> &str {
        match self {
            Self::Live { site, .. } | Self::Document { site } => site,
        }
    }
}

/// From when on the page says what a slow stage waits for. A healthy handshake over a long line takes a third of it.
pub(crate) const SLOW: Duration = Duration::from_secs(1);
