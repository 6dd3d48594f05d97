//! CredSSP with an account, [MS-CSSP] 3.1.5: the client answers the challenge, the server proves that it holds the key of
//! its certificate, and only then the password goes to it, encrypted once more.
//!
//! Before: TLS stands and the server chose NLA. After: the account is let in, or it is known how it was not. There is one
//! try, whatever comes of it.

use core::fmt;

use sspi::credssp::{ClientMode, ClientState, CredSspClient, CredSspMode, TsRequest};
use sspi::ntlm::NtlmConfig;
use sspi::{AuthIdentity, Username};
use wire::{Failure, Host, Pdu, SignInStep, Stage, TokenForm};
use zeroize::Zeroize as _;

use super::{Cx, StepOutcome};
use crate::Credentials;
use crate::failure::malformed;
use crate::pdu::challenge;
use crate::pdu::credssp::{self, ServerRequest};

/// Answers the server until it has let the account in.
pub(crate) struct AwaitSignIn {
    client: Box<CredSspClient>,
    authorization: Authorization,
    awaited: Awaited,
}

/// Whether the server says before the session whether the account may have one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Authorization {
    /// PROTOCOL_HYBRID_EX: it sends an Early User Authorization Result, [MS-RDPBCGR] 2.2.10.2.
    Early,
    /// It says so in the session, if at all.
    Later,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Awaited {
    /// A TSRequest: the challenge, then the proof.
    Request,
    Authorization,
}

impl AwaitSignIn {
    /// Sends the first token. `key` is the public key of the server's certificate, which the proof is about.
    ///
    /// # Errors
    ///
    /// Where no token can be made for this account, so that nothing was sent.
    pub(crate) fn ask(
        account: &Credentials,
        host: &Host,
        key: Vec<u8>,
        authorization: Authorization,
        cx: &mut Cx<'_>,
    ) -> Result<Self, Failure> {
        let name = Username::new(&account.user, account.domain.as_deref());
        let identity = AuthIdentity {
            username: name.map_err(|_| malformed(Pdu::TsRequest))?,
            password: account.password.expose().to_owned().into(),
        };
        let client = CredSspClient::new(
            key,
            identity.into(),
            CredSspMode::WithCredentials,
            ClientMode::Ntlm(NtlmConfig::default()),
            format!("TERMSRV/{host}"),
        );
        let mut sign_in = Self {
            client: Box::new(client.map_err(|_| malformed(Pdu::TsRequest))?),
            authorization,
            awaited: Awaited::Request,
        };
        match sign_in.answer(TsRequest::default(), Pdu::TsRequestNtlm, cx) {
            Some(StepOutcome::Failed(failure)) => Err(failure),
            Some(_) | None => Ok(sign_in),
        }
    }

    pub(crate) fn receive(&mut self, buffer: &mut Vec<u8>, cx: &mut Cx<'_>) -> Option<StepOutcome> {
        match self.awaited {
            Awaited::Request => self.receive_request(buffer, cx),
            Awaited::Authorization => receive_authorization(buffer, cx),
        }
    }

    fn receive_request(&mut self, buffer: &mut Vec<u8>, cx: &mut Cx<'_>) -> Option<StepOutcome> {
        let (request, length) = match credssp::read(buffer) {
            credssp::Received::Incomplete => return None,
            credssp::Received::Unreadable => {
                cx.received(Stage::Authenticate, Pdu::UnreadableTsRequest, buffer);
                return Some(StepOutcome::Failed(malformed(Pdu::TsRequest)));
            }
            credssp::Received::Request(request, length) => (request, length),
        };
        let frame: Vec<u8> = buffer.drain(..length).collect();
        cx.received(Stage::Authenticate, Pdu::TsRequest, &frame);
        if let Some(status) = request.status {
            return Some(StepOutcome::Failed(Failure::CredsspStatus { status }));
        }
        note(&request, cx);
        match TsRequest::from_buffer(&frame) {
            Ok(request) => self.answer(request, Pdu::TsRequest, cx),
            Err(_) => Some(StepOutcome::Failed(malformed(Pdu::TsRequest))),
        }
    }

    /// Says what follows; an outcome where that is the end of it.
    fn answer(&mut self, request: TsRequest, name: Pdu, cx: &mut Cx<'_>) -> Option<StepOutcome> {
        let state = self.client.process(request).resolve_to_result();
        let (reply, step) = match state {
            Ok(ClientState::ReplyNeeded(reply)) => {
                let step = reply.pub_key_auth.is_some().then_some(SignInStep::Answered);
                (reply, step)
            }
            Ok(ClientState::FinalMessage(reply)) => (reply, Some(SignInStep::Delegated)),
            // What the server proved is not what it should have, or nothing that can be read.
            Err(_) => return Some(StepOutcome::Failed(malformed(Pdu::TsRequest))),
        };
        let mut bytes = Vec::new();
        if reply.encode_ts_request(&mut bytes).is_err() {
            return Some(StepOutcome::Failed(malformed(Pdu::TsRequest)));
        }
        cx.send(Stage::Authenticate, name, &bytes);
        bytes.zeroize();
        if step.is_some() {
            cx.recorder.facts.authenticate.sign_in = step;
        }
        match (step, self.authorization) {
            (Some(SignInStep::Delegated), Authorization::Later) => Some(StepOutcome::SignedIn),
            (Some(SignInStep::Delegated), Authorization::Early) => {
                self.awaited = Awaited::Authorization;
                None
            }
            (Some(SignInStep::Answered) | None, _) => None,
        }
    }
}

/// The Early User Authorization Result: 0, or why not.
fn receive_authorization(buffer: &mut Vec<u8>, cx: &mut Cx<'_>) -> Option<StepOutcome> {
    let result: [u8; 4] = *buffer.first_chunk()?;
    buffer.drain(..result.len());
    cx.received(Stage::Authenticate, Pdu::EarlyUserAuthorization, &result);
    Some(match u32::from_le_bytes(result) {
        0 => StepOutcome::SignedIn,
        status => StepOutcome::Failed(Failure::CredsspStatus { status }),
    })
}

/// Keeps what a TSRequest of the server tells.
fn note(request: &ServerRequest, cx: &mut Cx<'_>) {
    let our_time = cx.recorder.time_of_day_ms(cx.now);
    let facts = &mut cx.recorder.facts.authenticate;
    facts.credssp_version = Some(request.version);
    if facts.challenge.is_none()
        && let Some(mut seen) = challenge::read(&request.token)
    {
        seen.clock_offset_ms = seen.server_time_ms.map(|theirs| theirs.saturating_sub(our_time));
        facts.challenge = Some(seen);
        facts.token = Some(TokenForm::RawNtlm);
    }
}

/// The client holds the password.
impl fmt::Debug for AwaitSignIn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AwaitSignIn")
            .field("awaited", &self.awaited)
            .finish_non_exhaustive()
    }
}
