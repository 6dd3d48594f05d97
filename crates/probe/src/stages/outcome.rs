//! What a step of a conversation came to.

use wire::{Failure, NtlmChallenge, TlsHelloAnswer};

use super::confirm::Confirm;
use crate::conversation::server::Settings;

/// What a step of a conversation came to.
#[derive(Debug)]
pub(crate) enum StepOutcome {
    /// The server answered the X.224 request.
    Confirmed(Confirm),
    /// TLS stands.
    Secured,
    /// The server answered the first CredSSP token.
    Challenged(Challenged),
    /// The server let the account in.
    SignedIn,
    /// The server told its settings under Standard RDP Security.
    Settled(Box<Settings>),
    /// The server answered a bare ClientHello.
    Helloed(TlsHelloAnswer),
    /// The session held as long as it was watched.
    Held,
    /// It ended before that.
    Failed(Failure),
}

/// The server's answer to the first token.
#[derive(Debug)]
pub(crate) struct Challenged {
    /// The version field of its TSRequest.
    pub(crate) version: u32,
    /// The challenge; none where the token held none, as with a server that does not know its form.
    pub(crate) challenge: Option<Box<NtlmChallenge>>,
    /// Whether SPNEGO said that it takes none of the mechanisms that were offered.
    pub(crate) rejected: bool,
}
