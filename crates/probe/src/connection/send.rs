//! What goes out over a connection, up to its goodbye.

use ironrdp_core::encode_vec;
use ironrdp_pdu::mcs::{DisconnectProviderUltimatum, DisconnectReason, McsMessage};
use ironrdp_pdu::x224::X224;
use wire::Stage;
use zeroize::Zeroizing;

use super::{Awaited, Connection};
use crate::Action;
use crate::stages::Cx;

impl Connection {
    /// Says goodbye as the protocols want it, and hangs up.
    pub(crate) fn hang_up(&mut self, cx: &mut Cx<'_>) {
        // Before the MCS domain stands, there is none that an ultimatum could end.
        if matches!(&self.awaited, Awaited::Session(session) if session.stage() > Stage::Settings) {
            self.transmit(&ultimatum(), cx);
        }
        self.awaited = Awaited::Nothing;
        if let Some(tls) = &mut self.tls {
            // Without it, the server has to take the end for one that somebody else made (RFC 8446 6.1).
            tls.close_notify();
            let bytes = tls.outgoing();
            cx.actions.push_back(Action::Send {
                connection: self.id,
                bytes,
            });
        }
        cx.actions.push_back(Action::HangUp { connection: self.id });
    }

    /// Sends the cleartext that has gathered.
    pub(super) fn flush(&mut self, cx: &mut Cx<'_>) {
        // It may hold a password.
        let cleartext = Zeroizing::new(core::mem::take(&mut cx.outgoing));
        self.transmit(&cleartext, cx);
    }

    fn transmit(&mut self, cleartext: &[u8], cx: &mut Cx<'_>) {
        if cleartext.is_empty() {
            return;
        }
        let bytes = match &mut self.tls {
            Some(tls) => {
                tls.send(cleartext);
                tls.outgoing()
            }
            None => cleartext.to_vec(),
        };
        self.put(bytes, cx);
    }

    pub(super) fn put(&mut self, bytes: Vec<u8>, cx: &mut Cx<'_>) {
        self.last_sent = cx.now;
        cx.actions.push_back(Action::Send {
            connection: self.id,
            bytes,
        });
    }
}

/// A client that leaves says so, [MS-RDPBCGR] 1.3.1.4.1.
fn ultimatum() -> Vec<u8> {
    let ultimatum = DisconnectProviderUltimatum::from_reason(DisconnectReason::UserRequested);
    encode_vec(&X224(McsMessage::DisconnectProviderUltimatum(ultimatum))).expect("a PDU of fixed shape can be encoded")
}
