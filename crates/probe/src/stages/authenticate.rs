//! CredSSP without a password: as far as the server's NTLM challenge, [MS-CSSP] 3.1.5.
//!
//! Before: TLS stands and the server chose NLA. After: the computer's name, domain, build and clock are known, or it is
//! known how the server ended it.

use wire::{Failure, Pdu, Stage, TokenForm};

pub(crate) use super::outcome::Challenged;
use super::{Cx, StepOutcome};
use crate::failure::malformed;
use crate::pdu::{banner, challenge, credssp};

/// Waits for the TSRequest with the challenge.
#[derive(Debug)]
pub(crate) struct AwaitChallenge;

impl AwaitChallenge {
    pub(crate) fn ask(form: TokenForm, cx: &mut Cx<'_>) -> Self {
        let name = match form {
            TokenForm::Spnego => Pdu::TsRequestSpnego,
            TokenForm::RawNtlm => Pdu::TsRequestNtlm,
        };
        cx.send(Stage::Authenticate, name, &credssp::first_request(form));
        Self
    }

    pub(crate) fn receive(&self, buffer: &mut Vec<u8>, cx: &mut Cx<'_>) -> Option<StepOutcome> {
        let (request, length) = match credssp::read(buffer) {
            credssp::Received::Incomplete => return None,
            credssp::Received::Unreadable => {
                cx.received(Stage::Authenticate, Pdu::UnreadableTsRequest, buffer);
                return Some(StepOutcome::Failed(
                    banner::foreign(buffer).unwrap_or_else(|| malformed(Pdu::TsRequest)),
                ));
            }
            credssp::Received::Request(request, length) => (request, length),
        };
        let frame: Vec<u8> = buffer.drain(..length).collect();
        cx.received(Stage::Authenticate, Pdu::TsRequest, &frame);
        let token = request.token;
        Some(match (challenge::read(&token), request.status) {
            // A status is the server's answer, also beside a token that says no more than that.
            (None, Some(status)) if !credssp::is_rejection(&token) => {
                StepOutcome::Failed(Failure::CredsspStatus { status })
            }
            (challenge, _) => StepOutcome::Challenged(Challenged {
                version: request.version,
                challenge: challenge.map(Box::new),
                rejected: credssp::is_rejection(&token),
            }),
        })
    }
}
