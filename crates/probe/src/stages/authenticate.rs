//! CredSSP without a password: as far as the server's NTLM challenge, [MS-CSSP] 3.1.5.
//!
//! Before: TLS stands and the server chose NLA. After: the computer's name, domain, build and clock are known, or it is
//! known how the server ended it.

use wire::{Failure, NtlmChallenge, Stage, TokenForm};

use super::{Context, Turn, malformed};
use crate::pdu::{challenge, credssp};

/// The server's answer to the first token.
#[derive(Debug)]
pub(crate) struct Challenged {
    /// The version field of its TSRequest.
    pub(crate) version: u32,
    /// The challenge; none where the token held none, as with a server that does not speak SPNEGO.
    pub(crate) challenge: Option<Box<NtlmChallenge>>,
}

/// Waits for the TSRequest with the challenge.
#[derive(Debug)]
pub(crate) struct AwaitChallenge;

impl AwaitChallenge {
    pub(crate) fn ask(form: TokenForm, context: &mut Context<'_>) -> Self {
        let name = match form {
            TokenForm::Spnego => "TSRequest (SPNEGO, NTLM negotiate)",
            TokenForm::RawNtlm => "TSRequest (NTLM negotiate)",
        };
        context.send(Stage::Authenticate, name, &credssp::first_request(form));
        Self
    }

    pub(crate) fn receive(&self, buffer: &mut Vec<u8>, context: &mut Context<'_>) -> Option<Turn> {
        let (request, length) = match credssp::read(buffer) {
            credssp::Received::Incomplete => return None,
            credssp::Received::Unreadable => {
                context.received(Stage::Authenticate, "unreadable TSRequest", buffer);
                return Some(Turn::Failed(malformed("TSRequest")));
            }
            credssp::Received::Request(request, length) => (request, length),
        };
        let frame: Vec<u8> = buffer.drain(..length).collect();
        context.received(Stage::Authenticate, "TSRequest", &frame);
        let token = request.nego_tokens.unwrap_or_default();
        Some(match (challenge::read(&token), request.error_code) {
            // A status without a token is the server's answer; one beside a token that makes no sense is confusion.
            (None, Some(status)) if token.is_empty() => Turn::Failed(Failure::CredsspStatus { status: status.0 }),
            (challenge, _) => Turn::Challenged(Challenged {
                version: request.version,
                challenge: challenge.map(Box::new),
            }),
        })
    }
}
