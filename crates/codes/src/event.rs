//! Events of Windows' log that speak of Remote Desktop.

use super::program::Role;

/// An event that the locale has a sentence for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Event(u16);

impl Event {
    /// The event with this number, if it is one of those that speak of Remote Desktop.
    pub(super) fn numbered(number: u32) -> Option<Self> {
        let number = u16::try_from(number).ok()?;
        NUMBERS.contains(&number).then_some(Self(number))
    }

    /// The event whose text, in lower case, this is.
    pub(super) fn worded(text: &str) -> Option<Self> {
        let known = WORDS.iter().find(|(words, _)| text.contains(words));
        known.map(|(_, number)| Self(*number))
    }

    /// Its number in the log.
    pub fn number(self) -> u16 {
        self.0
    }

    /// What a reason is in this event; absent where it has none.
    pub(super) fn reason(self) -> Option<Role> {
        match self.0 {
            1026 => Some(Role::ClientReason),
            40 => Some(Role::SessionReason),
            _ => None,
        }
    }
}

/// Every event that the locale has a sentence for.
pub const NUMBERS: [u16; 22] = [
    24, 25, 39, 40, 56, 97, 131, 140, 143, 148, 226, 261, 1006, 1026, 1057, 1058, 4625, 7031, 36870, 36871, 36874,
    36888,
];

const WORDS: &[(&str, u16)] = &[
    ("clientactivex has been disconnected", 1026),
    ("clientactivex wurde getrennt", 1026),
    ("has been disconnected, reason code", 40),
    ("wurde getrennt, ursachencode", 40),
    ("an account failed to log on", 4625),
    ("fehler beim anmelden eines kontos", 4625),
    ("listener rdp-tcp received a connection", 261),
    ("server accepted a new tcp connection from client", 131),
    ("failed because the user name or password is not correct", 140),
    ("a fatal alert was generated and sent", 36874),
];
