//! What one source may have of a relay that others use as well.

use super::places::Places;
use super::source::Source;

/// The limits for each source, and for each target. There are none on one's own machine, where everybody is the owner.
#[derive(Debug)]
pub struct Quotas {
    /// Connections at once.
    pub connections: Places<Source>,
    /// WebSockets at once.
    pub sockets: Places<Source>,
}

impl Quotas {
    /// Nobody has used anything.
    pub fn new() -> Self {
        Self {
            connections: Places::new(CONNECTIONS),
            sockets: Places::new(SOCKETS),
        }
    }
}

impl Default for Quotas {
    fn default() -> Self {
        Self::new()
    }
}

/// A browser opens six to one host; an office behind one address has several browsers.
const CONNECTIONS: usize = 64;
/// One for each tab.
const SOCKETS: usize = 8;
