//! What each result of a conversation leads to: the next step on the same connection, one more connection, or the end.
//!
//! ```text
//! main, offers TLS and CredSSP
//!   not one byte -> once more without the routing cookie: answered, as below
//!       hung up on again -> once more without any offer: answered, settings of Standard RDP Security; else as the first
//!   TLS selected ------------------------------------------> session to the first picture
//!   CredSSP selected -> TLS -> NTLM challenge
//!       no challenge in SPNEGO -> again, with raw NTLMSSP
//!       -> one more, offers TLS only: refused, NLA is required; selected, session to the first picture
//!   nothing selected -> settings of Standard RDP Security
//!   TLS fails -> a bare ClientHello for each older version
//! ```

use core::time::Duration;
use std::sync::Arc;

use ironrdp_pdu::nego::SecurityProtocol;
use wire::{Failure, Nla, NotChecked, Purpose, Stage, TlsHelloAnswer, TokenForm, TransportEnd};

use crate::check::offer;
use crate::pdu::certificate;
use crate::second_try::unanswered;
use crate::stages::Turn;
use crate::stages::authenticate::Challenged;
use crate::stages::negotiate::Confirm;
use crate::tap::Settings;
use crate::{Check, limits};

impl Check {
    /// Follows a conversation from one result to the next.
    pub(crate) fn follow(&mut self, turn: Option<Turn>, now: Duration) {
        let mut turn = turn;
        while let Some(result) = turn.take() {
            let Some(purpose) = self.line.as_ref().map(|line| line.purpose) else {
                return;
            };
            match result {
                Turn::Confirmed(confirm) => self.confirmed(purpose, confirm, now),
                Turn::Secured => self.secured(purpose, now),
                Turn::Challenged(challenged) => self.challenged(purpose, challenged, now),
                Turn::Settled(settings) => self.settled(&settings, now),
                Turn::Helloed(answer) => self.helloed(answer, now),
                Turn::Held => {
                    self.recorder.pass(Stage::Stay, now);
                    self.hang_up(now);
                }
                Turn::Failed(failure) => self.failed(purpose, failure, now),
            }
            turn = self.with_any_line(now, |line, desk| line.advance(desk)).flatten();
        }
    }

    fn confirmed(&mut self, purpose: Purpose, confirm: Confirm, now: Duration) {
        match purpose {
            Purpose::WithoutCookie => self.second_answered(),
            Purpose::Standard if matches!(confirm, Confirm::Selected { .. }) => self.first_refusal = None,
            Purpose::Standard | Purpose::Main | Purpose::RawNtlm | Purpose::TlsOnly | Purpose::TlsHello { .. } => {}
        }
        let (protocol, flags, frame) = match confirm {
            Confirm::Refused { code } => return self.refused(purpose, code, now),
            Confirm::Selected { protocol, flags, frame } => (protocol, flags, frame),
        };
        if matches!(purpose, Purpose::Main | Purpose::WithoutCookie | Purpose::Standard) {
            let facts = &mut self.recorder.known.negotiate;
            facts.requested = offer(Purpose::Main).bits();
            facts.selected = flags.map(|_| protocol.bits());
            facts.flags = flags;
            facts.without_negotiation_data = flags.is_none();
        }
        if let Some(line) = &mut self.line {
            line.selected = Some(protocol.bits());
        }
        let offered = offer(purpose);
        let known = SecurityProtocol::SSL | SecurityProtocol::HYBRID | SecurityProtocol::HYBRID_EX;
        if !protocol.is_empty() && !(offered & known).contains(protocol) {
            let selected = protocol.bits();
            return self.failed(purpose, Failure::UnofferedProtocol { selected }, now);
        }
        self.confirm = frame;
        if protocol.is_empty() {
            return self.standard_selected(purpose, now);
        }
        match purpose {
            Purpose::Main | Purpose::WithoutCookie | Purpose::Standard => {
                self.recorder.pass(Stage::Negotiate, now);
                self.recorder.start(Stage::Secure, limits::stage(Stage::Secure), now);
            }
            Purpose::TlsHello { version } => {
                let random = self.environment.random;
                self.with_any_line(now, |line, desk| line.hello(version, random, desk));
                return;
            }
            Purpose::TlsOnly => {
                self.recorder.known.authenticate.nla = Some(Nla::Optional);
            }
            Purpose::RawNtlm => {}
        }
        let (host, crypto) = (self.target.host.clone(), self.environment.crypto.clone());
        let secrets = Arc::clone(&self.plan.tls_secrets);
        self.with_any_line(now, |line, desk| line.secure(&host, &crypto, &secrets, desk));
    }

    /// The server refused the offer with a failure code.
    fn refused(&mut self, purpose: Purpose, code: u32, now: Duration) {
        match purpose {
            Purpose::Main | Purpose::WithoutCookie
                if code == SSL_NOT_ALLOWED && self.plan_connection(Purpose::Standard) =>
            {
                let facts = &mut self.recorder.known.negotiate;
                facts.requested = offer(Purpose::Main).bits();
                facts.refused_offer = Some(code);
                self.hang_up(now);
            }
            Purpose::TlsOnly => {
                self.recorder.known.authenticate.tls_only_failure = Some(code);
                self.nla_required(now);
            }
            Purpose::Main
            | Purpose::WithoutCookie
            | Purpose::RawNtlm
            | Purpose::Standard
            | Purpose::TlsHello { .. } => {
                self.failed(purpose, Failure::NegotiationFailure { code }, now);
            }
        }
    }

    /// The server does without TLS: ask for its own words about its encryption, on the same connection.
    fn standard_selected(&mut self, purpose: Purpose, now: Duration) {
        match purpose {
            Purpose::Main | Purpose::WithoutCookie | Purpose::Standard => {
                self.recorder.pass(Stage::Negotiate, now);
                self.recorder.known.secure.standard = Some(wire::StandardSecurity::default());
                self.recorder.start(Stage::Secure, limits::stage(Stage::Secure), now);
                self.recorder.pass(Stage::Secure, now);
                self.recorder.known.authenticate.nla = Some(Nla::NotUsed);
                self.recorder
                    .start(Stage::Authenticate, limits::stage(Stage::Authenticate), now);
                self.recorder.pass(Stage::Authenticate, now);
                self.recorder
                    .start(Stage::Settings, limits::stage(Stage::Settings), now);
                self.with_any_line(now, |line, desk| line.standard_settings(desk));
            }
            // Without TLS this says nothing about NLA; what was learned stands.
            Purpose::TlsOnly => self.authenticated(NotChecked::LegacySecurity, now),
            Purpose::RawNtlm | Purpose::TlsHello { .. } => {
                self.failed(purpose, Failure::UnofferedProtocol { selected: 0 }, now);
            }
        }
    }

    fn settled(&mut self, settings: &Settings, now: Duration) {
        settings.note(&mut self.recorder.known.settings);
        self.recorder.known.secure.standard = Some(wire::StandardSecurity {
            method: settings.encryption_method,
            level: settings.encryption_level,
        });
        self.recorder.amend(Stage::Secure);
        self.recorder.pass(Stage::Settings, now);
        self.leave_out_from(Stage::Channels, NotChecked::LegacySecurity);
        self.hang_up(now);
    }

    fn secured(&mut self, purpose: Purpose, now: Duration) {
        if is_main(purpose) && !self.note_tls(now) {
            return;
        }
        let hybrid = self.selected_hybrid();
        match purpose {
            Purpose::Main | Purpose::WithoutCookie if hybrid => {
                self.recorder
                    .start(Stage::Authenticate, limits::stage(Stage::Authenticate), now);
                self.with_any_line(now, |line, desk| line.challenge(TokenForm::Spnego, desk));
            }
            Purpose::RawNtlm => {
                self.with_any_line(now, |line, desk| line.challenge(TokenForm::RawNtlm, desk));
            }
            Purpose::Main | Purpose::WithoutCookie | Purpose::Standard => {
                self.recorder.known.authenticate.nla = Some(Nla::NotUsed);
                self.recorder
                    .start(Stage::Authenticate, limits::stage(Stage::Authenticate), now);
                self.recorder.pass(Stage::Authenticate, now);
                self.begin_session(purpose, now);
            }
            Purpose::TlsOnly => {
                self.recorder.pass(Stage::Authenticate, now);
                self.begin_session(purpose, now);
            }
            Purpose::TlsHello { .. } => {}
        }
    }

    /// Keeps what TLS showed. False where the certificates are beyond the limits or cannot be read, which ends the run.
    fn note_tls(&mut self, now: Duration) -> bool {
        let Some(tls) = self.line.as_ref().and_then(|line| line.tls()) else {
            return false;
        };
        let chain = tls.certificates();
        let length: usize = chain.iter().map(|certificate| certificate.len()).sum();
        let too_large = length > limits::CHAIN_BYTES;
        let facts = &mut self.recorder.known.secure;
        facts.version = tls.version();
        facts.cipher = tls.cipher();
        facts.certificates = chain
            .iter()
            .take(limits::CHAIN_LENGTH)
            .filter_map(|der| certificate::read(der))
            .collect();
        facts.name_matches = facts
            .certificates
            .first()
            .map(|own| certificate::covers(own, &self.target.host));
        let seen_at = self.recorder.time_of_day_ms(now) / 1000;
        self.recorder.known.secure.seen_at = Some(seen_at);
        let unreadable = self.recorder.known.secure.certificates.is_empty();
        if too_large || unreadable {
            let fault = if too_large {
                wire::TlsFault::TooLarge
            } else {
                wire::TlsFault::BadCertificate
            };
            self.recorder.fail(Stage::Secure, Failure::TlsUnusable { fault }, now);
            self.hang_up(now);
            return false;
        }
        self.recorder.pass(Stage::Secure, now);
        true
    }

    fn begin_session(&mut self, purpose: Purpose, now: Duration) {
        let (confirm, stay) = (core::mem::take(&mut self.confirm), self.plan.stay);
        let begun = self.with_any_line(now, |line, desk| line.session(offer(purpose), &confirm, stay, desk));
        if let Some(Err(failure)) = begun {
            self.recorder.fail(Stage::Settings, failure, now);
            self.hang_up(now);
        }
    }

    fn challenged(&mut self, purpose: Purpose, challenged: Challenged, now: Duration) {
        let our_time = self.recorder.time_of_day_ms(now);
        let facts = &mut self.recorder.known.authenticate;
        facts.credssp_version = Some(challenged.version);
        let Some(mut challenge) = challenged.challenge else {
            return self.no_challenge(purpose, crate::stages::malformed("NTLM challenge"), now);
        };
        challenge.clock_offset_ms = challenge.server_time_ms.map(|theirs| theirs.saturating_sub(our_time));
        facts.challenge = Some(*challenge);
        facts.token = Some(if purpose == Purpose::RawNtlm {
            TokenForm::RawNtlm
        } else {
            TokenForm::Spnego
        });
        facts.raw_ntlm_only = purpose == Purpose::RawNtlm;
        self.hang_up(now);
        if !self.plan_connection(Purpose::TlsOnly) {
            self.authenticated(NotChecked::NeedsPassword, now);
        }
    }

    /// A server that does not answer SPNEGO is asked once more with raw NTLMSSP; then its first answer stands.
    fn no_challenge(&mut self, purpose: Purpose, failure: Failure, now: Duration) {
        self.hang_up(now);
        if is_main(purpose) && self.plan_connection(Purpose::RawNtlm) {
            self.first_refusal = Some(failure);
            return;
        }
        let failure = self.first_refusal.take().unwrap_or(failure);
        self.recorder.fail(Stage::Authenticate, failure, now);
    }

    fn nla_required(&mut self, now: Duration) {
        self.recorder.known.authenticate.nla = Some(Nla::Required);
        self.authenticated(NotChecked::NeedsPassword, now);
    }

    /// Authenticate is through; what follows cannot be checked, for `reason`.
    fn authenticated(&mut self, reason: NotChecked, now: Duration) {
        self.recorder.pass(Stage::Authenticate, now);
        self.leave_out_from(Stage::Settings, reason);
        self.hang_up(now);
    }

    /// Ends a stage with what the main connection had failed with.
    pub(crate) fn settle_first_refusal(&mut self, stage: Stage, now: Duration) {
        if let Some(failure) = self.first_refusal.take() {
            self.recorder.fail(stage, failure, now);
        }
    }

    fn failed(&mut self, purpose: Purpose, failure: Failure, now: Duration) {
        let stage = self.line.as_ref().map_or(Stage::Negotiate, |line| line.stage());
        if let (Purpose::Main, Stage::Negotiate, Some(end)) = (purpose, stage, unanswered(&failure)) {
            return self.try_without_cookie(end, failure, now);
        }
        match purpose {
            Purpose::WithoutCookie if stage == Stage::Negotiate => self.second_failed(failure, now),
            Purpose::Main | Purpose::WithoutCookie if stage == Stage::Secure && !is_silence(&failure) => {
                self.hang_up(now);
                self.first_refusal = Some(failure);
                self.ask_next_version(now);
            }
            Purpose::Main | Purpose::WithoutCookie if stage == Stage::Authenticate && speaks_no_spnego(&failure) => {
                self.no_challenge(purpose, failure, now);
            }
            Purpose::RawNtlm => self.no_challenge(purpose, failure, now),
            Purpose::TlsOnly if stage == Stage::Authenticate => self.tls_only_failed(&failure, now),
            Purpose::TlsHello { .. } => self.helloed(TlsHelloAnswer::NotReached, now),
            Purpose::Standard if stage == Stage::Negotiate => self.standard_failed(failure, now),
            Purpose::Main | Purpose::WithoutCookie | Purpose::Standard | Purpose::TlsOnly => {
                if stage == Stage::Negotiate {
                    self.recorder.known.negotiate.requested = offer(purpose).bits();
                }
                self.recorder.fail(stage, failure, now);
                self.hang_up(now);
            }
        }
    }

    /// The connection that offered TLS only came to no negotiation answer, or to none that helps.
    fn tls_only_failed(&mut self, failure: &Failure, now: Duration) {
        let end = if let Failure::Closed { .. } = failure {
            TransportEnd::Closed
        } else if let Failure::Reset { .. } = failure {
            TransportEnd::Reset
        } else if is_silence(failure) {
            TransportEnd::Silent
        } else {
            TransportEnd::Garbled
        };
        let insists = matches!(failure, Failure::UnofferedProtocol { .. })
            || matches!(end, TransportEnd::Closed | TransportEnd::Reset);
        let facts = &mut self.recorder.known.authenticate;
        facts.tls_only_end = Some(end);
        // TLS itself may fail here although X.224 let us through: then NLA is optional all the same.
        if facts.nla.is_none() {
            facts.nla = insists.then_some(Nla::Required);
        }
        self.authenticated(NotChecked::NeedsPassword, now);
    }

    /// A further connection could not be opened.
    pub(crate) fn not_reached_again(&mut self, purpose: Purpose, end: TransportEnd, now: Duration) {
        match purpose {
            Purpose::TlsOnly => {
                self.recorder.known.authenticate.tls_only_end = Some(end);
                self.authenticated(NotChecked::NeedsPassword, now);
            }
            Purpose::TlsHello { .. } => self.note_hello(TlsHelloAnswer::NotReached, now),
            Purpose::RawNtlm => self.settle_first_refusal(Stage::Authenticate, now),
            Purpose::Standard => self.standard_failed(Failure::PathBroken, now),
            Purpose::WithoutCookie => self.second_ended(TransportEnd::NotConnected, now),
            Purpose::Main => {}
        }
    }

    fn selected_hybrid(&self) -> bool {
        let selected = self.recorder.known.negotiate.selected.unwrap_or_default();
        let hybrid = SecurityProtocol::HYBRID | SecurityProtocol::HYBRID_EX;
        SecurityProtocol::from_bits_retain(selected).intersects(hybrid)
    }
}

/// Whether the connection walks the stages from the first on.
fn is_main(purpose: Purpose) -> bool {
    matches!(purpose, Purpose::Main | Purpose::WithoutCookie)
}

fn is_silence(failure: &Failure) -> bool {
    matches!(failure, Failure::TimedOut { .. })
}

/// How servers end that do not understand SPNEGO. Silence is not among them. A status may mean the same: IronRDP's
/// server answers `SEC_E_INVALID_TOKEN` in the form of an NTSTATUS; with raw NTLM it shows whether it meant the form.
fn speaks_no_spnego(failure: &Failure) -> bool {
    matches!(
        failure,
        Failure::Closed { .. } | Failure::Reset { .. } | Failure::Malformed { .. } | Failure::CredsspStatus { .. }
    )
}

/// `SSL_NOT_ALLOWED_BY_SERVER`, [MS-RDPBCGR] 2.2.1.2.2.
const SSL_NOT_ALLOWED: u32 = 2;
