//! How much of everything there is at a time.

use core::num::NonZeroUsize;

use serde::Deserialize;

use crate::limits::Descriptors;

/// What the owner of a relay knows better than the program about the machine it runs on.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LimitSettings {
    /// Runs at once; absent for as many as the system's limit of open files bears.
    pub runs: Option<NonZeroUsize>,
    /// Connections of browsers and other clients at once; absent for as many as the system's limit of open files bears.
    pub connections: Option<NonZeroUsize>,
    /// How many people are behind one address: so many times has each address what one source has.
    pub people_per_address: NonZeroUsize,
    /// How many people use one portal: so many times has each portal what one source has.
    pub people_per_portal: NonZeroUsize,
    /// Sign-ins at once; absent for as many as the system's limit of open files bears.
    pub sign_ins: Option<NonZeroUsize>,
    /// Sign-ins of one address to one computer in half an hour.
    pub sign_ins_per_address: NonZeroUsize,
    /// Sign-ins to one computer in half an hour, whoever asks.
    pub sign_ins_per_computer: NonZeroUsize,
}

impl Default for LimitSettings {
    fn default() -> Self {
        Self {
            runs: None,
            connections: None,
            people_per_address: NonZeroUsize::MIN,
            people_per_portal: PEOPLE_PER_PORTAL,
            sign_ins: None,
            sign_ins_per_address: SIGN_INS_PER_ADDRESS,
            sign_ins_per_computer: SIGN_INS_PER_COMPUTER,
        }
    }
}

impl LimitSettings {
    /// The same, with what the system bears where nothing is set.
    pub fn descriptors(&self) -> Descriptors {
        let system = Descriptors::of_process();
        Descriptors {
            connections: self.connections.map_or(system.connections, NonZeroUsize::get),
            runs: self.runs.map_or(system.runs, NonZeroUsize::get),
            sign_ins: self.sign_ins.map_or(system.sign_ins, NonZeroUsize::get),
        }
    }
}

/// Their checks at the same time are a quarter of the usual 256, so that a busy portal leaves most to the others.
const PEOPLE_PER_PORTAL: NonZeroUsize = NonZeroUsize::new(16).expect("it is not zero");
/// The lowest thresholds in use lock an account after three wrong passwords.
const SIGN_INS_PER_ADDRESS: NonZeroUsize = NonZeroUsize::new(3).expect("it is not zero");
/// Several people use a computer that others sign in to, and Microsoft's baseline locks an account after ten.
const SIGN_INS_PER_COMPUTER: NonZeroUsize = NonZeroUsize::new(10).expect("it is not zero");
