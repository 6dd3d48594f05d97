/// Where a result is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Medium {
    /// On a page of the relay.
    Page,
    /// In a file of its own, which knows no relay.
    File,
}
