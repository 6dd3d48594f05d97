//! How many sign-ins are carried at a time, and how often one may be tried.

use crate::config::LimitSettings;
use crate::limits::{Places, SignIns};

/// All tunnels of a relay, and how many there may be.
#[derive(Debug)]
pub(super) struct Tunnels {
    pub(super) places: Places<()>,
    pub(super) sign_ins: SignIns,
}

impl Tunnels {
    /// None yet.
    pub(super) fn new(limits: &LimitSettings) -> Self {
        Self {
            places: Places::new(limits.descriptors().sign_ins),
            sign_ins: SignIns::new(limits.sign_ins_per_address, limits.sign_ins_per_computer),
        }
    }

    /// How many are open.
    pub(super) fn count(&self) -> usize {
        self.places.held(&())
    }
}
