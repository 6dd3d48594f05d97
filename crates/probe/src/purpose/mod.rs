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

pub(crate) mod bare_tls;
pub(crate) mod hello;
pub(crate) mod main;
pub(crate) mod spnego;
pub(crate) mod standard;
pub(crate) mod tls_only;
pub(crate) mod without_cookie;

use core::time::Duration;

use ironrdp_pdu::nego::SecurityProtocol;
use wire::{
    Failure, Host, Nla, NotChecked, Pdu, PeerText, Purpose, Route, Stage, StandardSecurity, TlsHelloAnswer, TokenForm,
    TransportEnd,
};

use crate::Identity;
use crate::conversation::server::Settings;
use crate::failure::malformed;
use crate::limits;
use crate::purpose::bare_tls::BareTls;
use crate::purpose::hello::Hello;
use crate::purpose::main::{Asked, Main};
use crate::purpose::spnego::Spnego;
use crate::purpose::standard::Standard;
use crate::purpose::tls_only::TlsOnly;
use crate::purpose::without_cookie::WithoutCookie;
use crate::recorder::Recorder;
use crate::stages::authenticate::Challenged;
use crate::stages::negotiate::{self, Confirm, Cookie, Request, Selected};
use crate::tls::Tls;

/// Whether the first request may still be answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum First {
    /// Its connection stays open.
    Waiting,
    /// Its connection has ended.
    Ended,
}

/// One connection's purpose, with what earlier connections left for it.
#[derive(Debug)]
pub(crate) enum Attempt {
    Main(Main),
    WithoutCookie(WithoutCookie),
    Standard(Standard),
    Spnego(Spnego),
    TlsOnly(TlsOnly),
    Hello(Hello),
    BareTls(BareTls),
}

/// What follows.
#[derive(Debug)]
pub(crate) enum Next {
    /// TLS, on the same connection.
    Secure,
    /// A first CredSSP token of this form, on the same connection.
    Challenge(TokenForm),
    /// CredSSP with the run's account, on the same connection.
    SignIn,
    /// The settings of Standard RDP Security, on the same connection.
    StandardSettings,
    /// A bare ClientHello of this version, on the same connection.
    Hello(u16),
    /// Everything from the settings to the picture, on the same connection.
    Session,
    /// This connection is closed and another one opened.
    Try(Attempt),
    /// This connection stays open, for whatever still comes, and another one is opened beside it.
    TryBeside(Attempt),
    /// This connection is closed and another one opened, beside the first, which stays open.
    TryBesideFirst(Attempt),
    /// This connection is closed, and the first, which stayed open beside it, is waited for alone.
    WaitForFirst,
    /// This connection is closed, and none follows.
    Done,
}

/// What an attempt may use when it decides.
#[derive(Debug)]
pub(crate) struct Run<'a> {
    pub(crate) recorder: &'a mut Recorder,
    /// Whose certificate is expected.
    pub(crate) host: &'a Host,
    /// As whom the run speaks.
    pub(crate) identity: &'a Identity,
    /// What further requests do about the routing cookie.
    pub(crate) cookie: &'a mut Cookie,
    /// How many more connections the run may open.
    pub(crate) connections_left: usize,
    pub(crate) now: Duration,
}

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
            first_byte_by: matches!(self, Self::Main(_)).then_some(now + limits::FIRST_BYTE),
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

impl Run<'_> {
    pub(crate) fn may_connect(&self) -> bool {
        self.connections_left > 0
    }

    /// Ends a stage, and the run with it.
    pub(crate) fn fail(&mut self, stage: Stage, failure: Failure) -> Next {
        self.recorder.fail(stage, failure, self.now);
        Next::Done
    }

    /// A stage that has nothing to wait for.
    pub(crate) fn pass_at_once(&mut self, stage: Stage) {
        self.start(stage);
        self.recorder.pass(stage, self.now);
    }

    pub(crate) fn start(&mut self, stage: Stage) {
        self.recorder.start(stage, limits::stage(stage), self.now);
    }

    /// The account is let in.
    pub(crate) fn signed_in(&mut self) -> Next {
        self.recorder.pass(Stage::Authenticate, self.now);
        Next::Session
    }

    /// Authenticate is through; what follows cannot be checked, for `reason`.
    pub(crate) fn authenticated(&mut self, reason: NotChecked) -> Next {
        self.recorder.pass(Stage::Authenticate, self.now);
        self.recorder.leave_out_from(Stage::Settings, reason);
        Next::Done
    }

    /// The server selected a protocol that walks the stages on, or refused to.
    pub(crate) fn note_selected(&mut self, selected: &Selected) {
        let facts = &mut self.recorder.facts.negotiate;
        facts.requested = everything().bits();
        facts.selected = selected.flags.map(|_| selected.protocol.bits());
        facts.flags = selected.flags;
        facts.without_negotiation_data = selected.flags.is_none();
    }

    /// The server told its settings under Standard RDP Security; what lies behind is not walked.
    pub(crate) fn settled(&mut self, settings: &Settings) -> Next {
        settings.note(&mut self.recorder.facts.settings);
        self.recorder.facts.secure.standard = Some(StandardSecurity {
            method: settings.encryption_method,
            level: settings.encryption_level,
        });
        self.recorder.amend(Stage::Secure);
        self.recorder.pass(Stage::Settings, self.now);
        self.recorder
            .leave_out_from(Stage::Channels, NotChecked::LegacySecurity);
        Next::Done
    }

    /// The server does without TLS: ask for its own words about its encryption, on the same connection.
    pub(crate) fn standard_selected(&mut self) -> Next {
        self.recorder.pass(Stage::Negotiate, self.now);
        self.recorder.facts.secure.standard = Some(StandardSecurity::default());
        self.pass_at_once(Stage::Secure);
        self.recorder.facts.authenticate.nla = Some(Nla::NotUsed);
        self.pass_at_once(Stage::Authenticate);
        self.start(Stage::Settings);
        Next::StandardSettings
    }
}

/// TLS, CredSSP, and CredSSP with early user authorization.
pub(crate) fn everything() -> SecurityProtocol {
    SecurityProtocol::SSL | SecurityProtocol::HYBRID | SecurityProtocol::HYBRID_EX
}

/// How a connection ended that got nothing of an answer.
pub(crate) fn unanswered(failure: &Failure) -> Option<TransportEnd> {
    if let Failure::Closed { received: 0 } = failure {
        Some(TransportEnd::Closed)
    } else if let Failure::Reset { received: 0 } = failure {
        Some(TransportEnd::Reset)
    } else if let Failure::TimedOut { received: 0 } = failure {
        Some(TransportEnd::Silent)
    } else {
        None
    }
}

pub(crate) fn is_silence(failure: &Failure) -> bool {
    matches!(failure, Failure::TimedOut { .. })
}
