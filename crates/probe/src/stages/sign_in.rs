//! CredSSP with an account, [MS-CSSP] 3.1.5: the client answers the challenge, the server proves that it holds the key of
//! its certificate, and only then the password goes to it, encrypted once more.
//!
//! By Kerberos the challenge is the server's own ticket, and the answer one that a KDC of the account's domain gave for it;
//! whoever drives the check carries what is said to the KDC.
//!
//! Before: TLS stands and the server chose NLA. After: the account is let in, or it is known how it was not. There is one
//! try, whatever comes of it.

use core::fmt;
use core::net::SocketAddr;

use sspi::credssp::{ClientMode, ClientState, CredSspClient, CredSspMode, TsRequest};
use sspi::generator::{Generator, GeneratorState, YieldPoint};
use sspi::negotiate::NegotiateConfig;
use sspi::ntlm::NtlmConfig;
use sspi::{AuthIdentity, ErrorKind, KerberosConfig, NetworkRequest, Username};
use wire::{Failure, Host, KdcAnswer, Pdu, SignInStep, Stage, TokenForm};
use zeroize::Zeroize as _;

use super::{Cx, StepOutcome};
use crate::failure::malformed;
use crate::pdu::credssp::{self, ServerRequest};
use crate::pdu::{challenge, kerberos};
use crate::{Action, Credentials, Kerberos, Secret};

/// Answers the server until it has let the account in.
pub(crate) struct AwaitSignIn {
    client: Client,
    mechanism: Mechanism,
    /// For what a KDC sealed with it.
    password: Secret,
    authorization: Authorization,
    awaited: Awaited,
}

/// Who makes the tokens.
enum Client {
    /// It waits for the server.
    Idle(Box<CredSspClient>),
    /// It waits for a KDC.
    Asking(Process),
    /// It is through, or failed.
    Gone,
}

/// A step of the client, which may ask a KDC in between: whom it leaves behind, and what it came to.
type Process = Generator<'static, NetworkRequest, sspi::Result<Vec<u8>>, Processed>;
type Processed = (Box<CredSspClient>, sspi::Result<ClientState>);

/// How the account is proved to be one's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mechanism {
    Ntlm,
    /// By a ticket of the KDC at this address.
    Kerberos {
        kdc: SocketAddr,
    },
}

/// Whether the server says before the session whether the account may have one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Authorization {
    /// PROTOCOL_HYBRID_EX: it sends an Early User Authorization Result, [MS-RDPBCGR] 2.2.10.2.
    Early,
    /// It says so in the session, if at all.
    Later,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Awaited {
    /// A TSRequest: the challenge, then the proof.
    Request,
    /// The answer of a KDC; here once it has come, where one has.
    Kdc(Option<KdcReply>),
    Authorization,
}

/// Absent where the KDC did not answer.
#[derive(Clone, Debug, PartialEq, Eq)]
struct KdcReply(Option<Vec<u8>>);

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
        let (mechanism, kdc) = match account.kerberos {
            Kerberos::NotAsked => (Mechanism::Ntlm, None),
            Kerberos::Declined(answer) => (Mechanism::Ntlm, Some(answer)),
            Kerberos::At(kdc) => (Mechanism::Kerberos { kdc }, Some(KdcAnswer::Known)),
        };
        cx.recorder.facts.authenticate.kdc = kdc;
        let client = CredSspClient::new(
            key,
            identity.into(),
            CredSspMode::WithCredentials,
            mode(mechanism),
            format!("{}/{host}", kerberos::SERVICE),
        );
        let mut sign_in = Self {
            client: Client::Idle(Box::new(client.map_err(|_| malformed(Pdu::TsRequest))?)),
            mechanism,
            password: account.password.clone(),
            authorization,
            awaited: Awaited::Request,
        };
        let first = match mechanism {
            Mechanism::Ntlm => Pdu::TsRequestNtlm,
            Mechanism::Kerberos { .. } => Pdu::TsRequest,
        };
        match sign_in.answer(TsRequest::default(), first, cx) {
            Some(StepOutcome::Failed(failure)) => Err(failure),
            Some(_) | None => Ok(sign_in),
        }
    }

    pub(crate) fn receive(&mut self, buffer: &mut Vec<u8>, cx: &mut Cx<'_>) -> Option<StepOutcome> {
        match &mut self.awaited {
            Awaited::Request => self.receive_request(buffer, cx),
            Awaited::Kdc(reply) => {
                let KdcReply(answer) = reply.take()?;
                self.resume(answer, cx)
            }
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

    /// Whether the computer waits because we wait for a KDC.
    pub(crate) fn awaits_kdc(&self) -> bool {
        matches!(self.awaited, Awaited::Kdc(None))
    }

    /// Keeps what a KDC answered, until it is received; absent where it did not answer.
    pub(crate) fn kdc_answered(&mut self, answer: Option<Vec<u8>>) {
        if let Awaited::Kdc(reply) = &mut self.awaited {
            *reply = Some(KdcReply(answer));
        }
    }

    /// Says what follows; an outcome where that is the end of it.
    fn answer(&mut self, request: TsRequest, name: Pdu, cx: &mut Cx<'_>) -> Option<StepOutcome> {
        // A step takes the client with it and gives it back. After one that failed there is none: a password is tried
        // once.
        let Client::Idle(client) = core::mem::replace(&mut self.client, Client::Gone) else {
            return Some(StepOutcome::Failed(malformed(Pdu::TsRequest)));
        };
        let mut process = process(client, request);
        let state = process.start();
        self.proceed(process, state, name, cx)
    }

    /// Goes on with what a KDC answered.
    fn resume(&mut self, answer: Option<Vec<u8>>, cx: &mut Cx<'_>) -> Option<StepOutcome> {
        let Client::Asking(mut process) = core::mem::replace(&mut self.client, Client::Gone) else {
            return Some(StepOutcome::Failed(malformed(Pdu::TsRequest)));
        };
        self.awaited = Awaited::Request;
        let code = answer.as_deref().map(kerberos::error_code);
        let silent = || sspi::Error::new(ErrorKind::NoAuthenticatingAuthority, "the KDC did not answer");
        let answer = answer.map(|answer| kerberos::readable(answer, &self.password));
        let state = process.resume(answer.ok_or_else(silent));
        if let GeneratorState::Completed((_, Err(_))) = &state {
            // What it could not go on with, by the number that the KDC gave.
            return Some(StepOutcome::Failed(Failure::Kdc { code: code.flatten() }));
        }
        if matches!(state, GeneratorState::Completed(_)) {
            // The ticket is the proof.
            cx.recorder.facts.authenticate.sign_in = Some(SignInStep::Answered);
        }
        self.proceed(process, state, Pdu::TsRequest, cx)
    }

    fn proceed(
        &mut self,
        process: Process,
        state: GeneratorState<NetworkRequest, Processed>,
        name: Pdu,
        cx: &mut Cx<'_>,
    ) -> Option<StepOutcome> {
        match (state, self.mechanism) {
            (GeneratorState::Completed((client, state)), _) => {
                self.client = Client::Idle(client);
                self.say(state, name, cx)
            }
            (GeneratorState::Suspended(asked), Mechanism::Kerberos { kdc }) if asked.url.as_str() == url(kdc) => {
                self.client = Client::Asking(process);
                self.awaited = Awaited::Kdc(None);
                cx.actions.push_back(Action::AskKdc {
                    address: kdc,
                    message: asked.data,
                });
                None
            }
            // The KDC of another realm, which nobody looked for.
            (GeneratorState::Suspended(_), _) => Some(StepOutcome::Failed(Failure::Kdc { code: None })),
        }
    }

    fn say(&mut self, state: sspi::Result<ClientState>, name: Pdu, cx: &mut Cx<'_>) -> Option<StepOutcome> {
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

/// What `sspi` is told of how the account is proved. By Kerberos the server may still choose NTLM, inside SPNEGO.
fn mode(mechanism: Mechanism) -> ClientMode {
    let Mechanism::Kerberos { kdc } = mechanism else {
        return ClientMode::Ntlm(NtlmConfig::default());
    };
    let name = || kerberos::WORKSTATION.to_owned();
    let protocol = KerberosConfig::new(&url(kdc), name());
    let packages = Some("kerberos,ntlm".to_owned());
    ClientMode::Negotiate(NegotiateConfig::new(Box::new(protocol), packages, name()))
}

/// A KDC's address as `sspi` writes it.
fn url(kdc: SocketAddr) -> String {
    format!("tcp://{kdc}")
}

/// One step of `client`, which is given back at its end: what it borrows itself lives as long as the step does.
fn process(client: Box<CredSspClient>, request: TsRequest) -> Process {
    Generator::new(move |mut kdc: YieldPoint<_, _>| async move {
        let mut client = client;
        let result = {
            let mut step = client.process(request);
            let mut state = step.start();
            loop {
                match state {
                    GeneratorState::Suspended(asked) => state = step.resume(kdc.suspend(asked).await),
                    GeneratorState::Completed(result) => break result,
                }
            }
        };
        (client, result)
    })
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
