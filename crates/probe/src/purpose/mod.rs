//! Why a connection is opened, and what each answer on it leads to: one type per purpose.
//!
//! ```text
//! main, offers TLS and CredSSP
//!   not one byte -> once more without the routing cookie, beside the first while that is only silent: answered, as below
//!       silent again -> a ClientHello at once, beside the first: answered, the port expects TLS; else as the first
//!       hung up on again -> once more without any offer: answered, settings of Standard RDP Security
//!           hung up on again -> a ClientHello at once: answered, the port expects TLS; else as the first
//!   TLS selected ------------------------------------------> session to the first picture
//!   CredSSP selected, and an account -> TLS 1.2 -> signs in, once -> session to the first picture
//!   CredSSP selected -> TLS -> raw NTLMSSP, as Windows' client sends it, for a challenge
//!       -> once more inside SPNEGO: for a challenge where there was none, else to learn whether it is understood
//!       -> one more, offers TLS only: refused, NLA is required; selected, session to the first picture
//!   nothing selected -> settings of Standard RDP Security
//!   TLS fails -> a bare ClientHello for each older version
//! ```
//!
//! An attempt holds what the connections before it left for it to settle, such as the failure that stands if it finds out
//! nothing better.

mod attempt;
mod bare_tls;
mod hello;
mod main;
mod run;
mod spnego;
mod standard;
mod tls_only;
mod without_cookie;

use core::time::Duration;

use ironrdp_pdu::nego::SecurityProtocol;
use wire::{Failure, Pdu, PeerText, Purpose, Route, Stage, TlsHelloAnswer, TokenForm, TransportEnd};

pub(crate) use self::attempt::{Asked, Attempt, Main, Next, Spnego};
pub(crate) use self::run::{Run, everything, unanswered};

use crate::failure::malformed;
use crate::limits;
use crate::recorder::Recorder;
use crate::stages::authenticate::Challenged;
use crate::stages::negotiate::{self, Confirm, Cookie, Request};
use crate::tls::Tls;

impl Attempt {
    /// What the report calls it.
    pub(crate) fn purpose(&self) -> Purpose {
        match self {
            Self::Main(_) => Purpose::Main,
            Self::WithoutCookie(_) => Purpose::WithoutCookie,
            Self::Standard(_) => Purpose::Standard,
            Self::Spnego(_) => Purpose::Spnego,
            Self::TlsOnly(_) => Purpose::TlsOnly,
            Self::BareTls(_) => Purpose::BareTls,
            Self::Hello(hello) => Purpose::TlsHello { version: hello.version },
        }
    }

    /// The protocols that it offers.
    pub(crate) fn offer(&self) -> SecurityProtocol {
        match self {
            Self::Main(_) | Self::WithoutCookie(_) | Self::Spnego(_) | Self::Hello(_) | Self::BareTls(_) => {
                everything()
            }
            Self::TlsOnly(_) => SecurityProtocol::SSL,
            Self::Standard(_) => SecurityProtocol::empty(),
        }
    }

    /// What it asks for, on a connection that is opened now.
    pub(crate) fn request<'a>(&self, cookie: Cookie, route: &'a Route, now: Duration) -> Request<'a> {
        let bare = matches!(self, Self::Standard(standard) if standard.sends_no_negotiation_data());
        Request {
            offer: (!bare).then(|| self.offer()),
            cookie,
            token: negotiate::routing_token(route),
            preconnection: route.preconnection.as_ref().map(PeerText::as_str),
            // Whoever cannot ask a second time waits for the first answer as long as there is time.
            first_byte_by: matches!(self, Self::Main(main) if main.asked != Asked::Alone)
                .then_some(now + limits::FIRST_BYTE),
            answer_by: self.answer_by(now),
        }
    }

    /// How long the answer to the first CredSSP token is waited for.
    pub(crate) fn patience(&self) -> Duration {
        match self {
            Self::Spnego(attempt) if attempt.first_failure().is_none() => limits::ASIDE,
            Self::Main(_)
            | Self::WithoutCookie(_)
            | Self::Standard(_)
            | Self::Spnego(_)
            | Self::TlsOnly(_)
            | Self::BareTls(_)
            | Self::Hello(_) => limits::ANSWER,
        }
    }

    /// When a connection that is opened now is to have its X.224 answer. Whoever is asked again because the first
    /// request got no answer shares the one limit of that stage.
    pub(crate) fn answer_by(&self, now: Duration) -> Duration {
        let limit = now + limits::ANSWER;
        let shared = match self {
            Self::WithoutCookie(attempt) => Some(attempt.answer_by()),
            Self::Standard(attempt) => attempt.negotiate_by(),
            Self::BareTls(attempt) => Some(attempt.negotiate_by()),
            Self::Main(_) | Self::Spnego(_) | Self::TlsOnly(_) | Self::Hello(_) => None,
        };
        shared.map_or(limit, |by| limit.min(by))
    }

    /// Its connection stands, and its request has gone out.
    pub(crate) fn opened(&self, recorder: &mut Recorder) {
        if let Self::WithoutCookie(_) = self {
            without_cookie::note_second_end(Some(TransportEnd::Silent), recorder);
        }
    }

    /// Its connection could not be opened.
    pub(crate) fn not_reached(&self, end: TransportEnd, run: &mut Run<'_>) -> Next {
        match self {
            // The race among the addresses tells how the main connection fared.
            Self::Main(_) => Next::Done,
            Self::WithoutCookie(attempt) => attempt.unanswered(TransportEnd::NotConnected, run),
            Self::Standard(attempt) => attempt.negotiation_failed(Failure::PathBroken, run),
            Self::Spnego(attempt) => attempt.not_served(end, run),
            Self::TlsOnly(attempt) => attempt.ended(end, run),
            Self::Hello(attempt) => attempt.answered(TlsHelloAnswer::NotReached, run),
            Self::BareTls(attempt) => attempt.answered(TlsHelloAnswer::NotReached, run),
        }
    }

    /// The server answered the X.224 request.
    pub(crate) fn confirmed(&mut self, confirm: Confirm, run: &mut Run<'_>) -> Next {
        // Once it is answered, a request without the cookie is what the main one would have been.
        if let Self::WithoutCookie(attempt) = self {
            let negotiate_by = attempt.answered(run);
            *self = Self::Main(Main {
                negotiate_by,
                asked: Asked::Once,
            });
        }
        match self {
            Self::Main(main) => main.confirmed(confirm, run),
            Self::WithoutCookie(_) | Self::BareTls(_) => Next::Done,
            Self::Standard(attempt) => attempt.confirmed(confirm, run),
            Self::Spnego(attempt) => attempt.confirmed(&confirm, run),
            Self::TlsOnly(attempt) => attempt.confirmed(&confirm, run),
            Self::Hello(attempt) => attempt.confirmed(&confirm, run),
        }
    }

    /// TLS stands.
    pub(crate) fn secured(&mut self, tls: &Tls, run: &mut Run<'_>) -> Next {
        match self {
            Self::Main(main) => main.secured(tls, run),
            Self::Spnego(attempt) => attempt.secured(),
            Self::TlsOnly(attempt) => attempt.secured(run),
            // These never begin TLS of this kind.
            Self::WithoutCookie(_) | Self::Standard(_) | Self::Hello(_) | Self::BareTls(_) => Next::Done,
        }
    }

    /// The server answered the first CredSSP token.
    pub(crate) fn challenged(&self, challenged: Challenged, run: &mut Run<'_>) -> Next {
        if let Self::Spnego(attempt) = self {
            return attempt.challenged(challenged, run);
        }
        run.recorder.facts.authenticate.credssp_version = Some(challenged.version);
        match challenged.challenge {
            Some(challenge) => {
                spnego::note(*challenge, TokenForm::RawNtlm, run);
                Spnego::beside(run)
            }
            None => Spnego::after(malformed(Pdu::NtlmChallenge), run),
        }
    }

    /// The server answered a bare ClientHello.
    pub(crate) fn helloed(&self, answer: TlsHelloAnswer, run: &mut Run<'_>) -> Next {
        match self {
            Self::Hello(attempt) => attempt.answered(answer, run),
            Self::BareTls(attempt) => attempt.answered(answer, run),
            Self::Main(_) | Self::WithoutCookie(_) | Self::Standard(_) | Self::Spnego(_) | Self::TlsOnly(_) => {
                Next::Done
            }
        }
    }

    /// The conversation broke at `stage`.
    pub(crate) fn failed(&self, stage: Stage, failure: Failure, run: &mut Run<'_>) -> Next {
        match self {
            Self::Main(main) => main.failed(stage, failure, run),
            Self::WithoutCookie(attempt) => attempt.failed(failure, run),
            Self::Standard(attempt) if stage == Stage::Negotiate => attempt.negotiation_failed(failure, run),
            Self::TlsOnly(attempt) if stage == Stage::Authenticate => attempt.failed(&failure, run),
            Self::Standard(_) | Self::TlsOnly(_) => run.fail(stage, failure),
            Self::Spnego(attempt) => attempt.failed(&failure, run),
            Self::Hello(attempt) => attempt.answered(TlsHelloAnswer::NotReached, run),
            Self::BareTls(attempt) => attempt.answered(TlsHelloAnswer::NotReached, run),
        }
    }

    /// What an earlier connection failed with, where it stands for as long as nothing better is known.
    pub(crate) fn standing_failure(&self) -> Option<&Failure> {
        match self {
            Self::Main(_) | Self::TlsOnly(_) => None,
            Self::WithoutCookie(attempt) => Some(attempt.first_failure()),
            Self::Standard(attempt) => attempt.first_failure(),
            Self::Spnego(attempt) => attempt.first_failure(),
            Self::Hello(attempt) => Some(attempt.first_failure()),
            Self::BareTls(attempt) => Some(attempt.first_failure()),
        }
    }
}
