//! Where those who use the relay reach their support.

use serde::Deserialize;

use super::contact::Contact;

/// What people can ask for help with, apart from the checks themselves.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Support {
    /// Where a result is sent, and where the end of every page leads; absent where the page only copies results.
    pub contact: Option<Contact>,
}
