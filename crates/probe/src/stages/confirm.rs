//! What the Connection Confirm, [MS-RDPBCGR] 2.2.1.2, comes to.

use ironrdp_pdu::nego::SecurityProtocol;

/// The server's answer.
#[derive(Debug)]
pub(crate) enum Confirm {
    /// A protocol was selected.
    Selected(Selected),
    /// None was.
    Refused { code: u32 },
}

/// A Connection Confirm that selects a protocol.
#[derive(Clone, Debug)]
pub(crate) struct Selected {
    pub(crate) protocol: SecurityProtocol,
    /// The flags; absent where the server sent no negotiation data.
    pub(crate) flags: Option<u8>,
    /// The whole frame, for whoever drives the rest of the connection with it.
    pub(crate) frame: Vec<u8>,
}

/// What a selection comes to, beside what was offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Selection {
    /// Standard RDP Security: no protocol, which needs no offer.
    Standard,
    Tls,
    /// TLS with CredSSP inside.
    Credssp,
    /// A protocol that was not offered, or one that nobody knows.
    Unoffered {
        selected: u32,
    },
}

impl Selected {
    pub(crate) fn of(&self, offered: SecurityProtocol) -> Selection {
        let known = SecurityProtocol::SSL | SecurityProtocol::HYBRID | SecurityProtocol::HYBRID_EX;
        if self.protocol.is_empty() {
            Selection::Standard
        } else if !(offered & known).contains(self.protocol) {
            Selection::Unoffered {
                selected: self.protocol.bits(),
            }
        } else if is_credssp(self.protocol.bits()) {
            Selection::Credssp
        } else {
            Selection::Tls
        }
    }
}

/// Whether the selectedProtocol of [MS-RDPBCGR] 2.2.1.2.1 means CredSSP.
pub(crate) fn is_credssp(selected: u32) -> bool {
    let credssp = SecurityProtocol::HYBRID | SecurityProtocol::HYBRID_EX;
    SecurityProtocol::from_bits_retain(selected).intersects(credssp)
}
