//! What is asked of the peer, each with what is waited for then.

use core::time::Duration;
use std::sync::Arc;

use ironrdp_pdu::nego::SecurityProtocol;
use rustls::KeyLog;
use rustls::crypto::CryptoProvider;
use wire::{Direction, Failure, Host, Pdu, Stage, TlsFault, TokenForm};

use super::{Awaited, Connection};
use crate::pdu::certificate;
use crate::stages::authenticate::AwaitChallenge;
use crate::stages::hello::AwaitServerHello;
use crate::stages::negotiate::{AwaitConfirm, Request};
use crate::stages::session::Session;
use crate::stages::sign_in::{Authorization, AwaitSignIn};
use crate::stages::standard::AwaitConnectResponse;
use crate::stages::{Cx, StepOutcome};
use crate::tls::{Tls, TlsOffer};
use crate::{Credentials, RunOptions, limits};

impl Connection {
    /// Sends the X.224 request.
    pub(crate) fn negotiate(&mut self, request: Request<'_>, cx: &mut Cx<'_>) {
        let row = self.row(Stage::Negotiate);
        self.ask(cx, |cx| Ok(Awaited::Confirm(AwaitConfirm::ask(request, row, cx))))
            .expect("an X.224 request can always be made");
        self.deadline = request.answer_by;
    }

    /// Begins TLS.
    pub(crate) fn secure(
        &mut self,
        host: &Host,
        crypto: &Arc<CryptoProvider>,
        secrets: &Arc<dyn KeyLog>,
        offer: TlsOffer,
        cx: &mut Cx<'_>,
    ) {
        let mut tls = Tls::new(host, offer, crypto, secrets, cx.recorder.time_of_day_ms(cx.now));
        let hello = tls.outgoing();
        let row = self.row(Stage::Secure);
        cx.recorder
            .exchange(row, Direction::Sent, Pdu::ClientHello, &hello, cx.now);
        self.put(hello, cx);
        self.tls = Some(tls);
        self.awaited = Awaited::ServerFinished;
        self.deadline = cx.now + limits::ANSWER;
    }

    /// Asks for an NTLM challenge.
    pub(crate) fn challenge(&mut self, form: TokenForm, patience: Duration, cx: &mut Cx<'_>) {
        self.ask(cx, |cx| Ok(Awaited::Challenge(AwaitChallenge::ask(form, cx))))
            .expect("a first token can always be made");
        self.deadline = cx.now + patience;
    }

    /// Signs in by CredSSP.
    pub(crate) fn sign_in(&mut self, account: &Credentials, host: &Host, cx: &mut Cx<'_>) -> Result<(), Failure> {
        let key = self.certificate().and_then(certificate::public_key);
        // CredSSP proves the password to the owner of this key alone ([MS-CSSP] 3.1.5): without a key nothing is
        // sent.
        let key = key.ok_or(Failure::TlsUnusable {
            fault: TlsFault::BadCertificate,
        })?;
        let early = self.selected.unwrap_or_default() & SecurityProtocol::HYBRID_EX.bits() != 0;
        let authorization = if early {
            Authorization::Early
        } else {
            Authorization::Later
        };
        self.ask(cx, |cx| {
            AwaitSignIn::ask(account, host, key, authorization, cx).map(Awaited::SignIn)
        })
    }

    /// A KDC answered, or will not.
    pub(crate) fn kdc_answered(&mut self, answer: Option<Vec<u8>>, cx: &mut Cx<'_>) -> Option<StepOutcome> {
        if let Awaited::SignIn(sign_in) = &mut self.awaited {
            sign_in.kdc_answered(answer);
        }
        self.advance(cx)
    }

    /// Asks for the settings of Standard RDP Security.
    pub(crate) fn standard_settings(&mut self, cx: &mut Cx<'_>) {
        self.ask(cx, |cx| Ok(Awaited::ConnectResponse(AwaitConnectResponse::ask(cx))))
            .expect("a Connect Initial can always be made");
    }

    /// Sends a bare ClientHello, whose answer is waited for as long as that of any request, and no longer than `answer_by`.
    pub(crate) fn hello(&mut self, version: u16, random: [u8; 32], answer_by: Option<Duration>, cx: &mut Cx<'_>) {
        let row = self.row(Stage::Secure);
        self.ask(cx, |cx| {
            Ok(Awaited::ServerHello(AwaitServerHello::ask(version, random, row, cx)))
        })
        .expect("a ClientHello can always be made");
        // `ask` has set the usual limit; what is asked beside another connection has to keep that one's as well.
        self.deadline = answer_by.map_or(self.deadline, |by| self.deadline.min(by));
    }

    /// Begins the basic settings exchange and all that follows.
    pub(crate) fn session(
        &mut self,
        offer: SecurityProtocol,
        options: &RunOptions,
        cx: &mut Cx<'_>,
    ) -> Result<(), Failure> {
        let confirm = core::mem::take(&mut self.confirm);
        self.ask(cx, |cx| {
            let session = Session::begin(offer, &confirm, options, cx)?;
            Ok(Awaited::Session(Box::new(session)))
        })
    }

    /// Sends what `ask` says and waits for the answer.
    fn ask(
        &mut self,
        cx: &mut Cx<'_>,
        ask: impl FnOnce(&mut Cx<'_>) -> Result<Awaited, Failure>,
    ) -> Result<(), Failure> {
        let awaited = ask(cx)?;
        self.flush(cx);
        // A session goes through several stages, each of which has a limit of its own.
        self.deadline = if let Awaited::Session(session) = &awaited {
            session.deadline()
        } else {
            cx.now + limits::ANSWER
        };
        self.awaited = awaited;
        Ok(())
    }
}
