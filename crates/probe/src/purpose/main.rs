//! The first connection: it offers TLS and CredSSP, and goes as far as the server lets a guest come.

use wire::{Failure, Nla, Stage, TlsFault, TokenForm};

use super::attempt::{Asked, Attempt, Hello, Main, Next, Spnego, Standard, WithoutCookie};
use super::run::{Run, everything, is_silence, unanswered};
use super::without_cookie;
use crate::Identity;
use crate::stages::negotiate::{Confirm, Selection};
use crate::tls::Tls;

impl Main {
    pub(crate) fn confirmed(&self, confirm: Confirm, run: &mut Run<'_>) -> Next {
        self.answered(run);
        let selected = match confirm {
            // What is left is Standard RDP Security, which shows how strong it is only to whoever offers nothing
            // else.
            Confirm::Refused { code: SSL_NOT_ALLOWED } if run.may_connect() => {
                let facts = &mut run.recorder.facts.negotiate;
                facts.requested = everything().bits();
                facts.refused_offer = Some(SSL_NOT_ALLOWED);
                return Next::Reconnect(Attempt::Standard(Standard::after_refusal(SSL_NOT_ALLOWED)));
            }
            Confirm::Refused { code } => return negotiation_failed(Failure::NegotiationFailure { code }, run),
            Confirm::Selected(selected) => selected,
        };
        run.note_selected(&selected);
        match selected.of(everything()) {
            Selection::Unoffered { selected } => negotiation_failed(Failure::UnofferedProtocol { selected }, run),
            Selection::Standard => run.standard_selected(),
            Selection::Tls | Selection::Credssp => {
                run.recorder.pass(Stage::Negotiate, run.now);
                run.start(Stage::Secure);
                Next::Secure
            }
        }
    }

    /// There was one request as far as anybody needs to know, and its answer was slow.
    fn answered(&self, run: &mut Run<'_>) {
        if self.asked == Asked::Beside {
            without_cookie::first_answered(run);
        }
    }

    pub(crate) fn secured(&self, tls: &Tls, run: &mut Run<'_>) -> Next {
        if let Err(fault) = note_tls(tls, run) {
            return run.fail(Stage::Secure, Failure::TlsUnusable { fault });
        }
        run.recorder.pass(Stage::Secure, run.now);
        let selected = run.recorder.facts.negotiate.selected.unwrap_or_default();
        if crate::stages::negotiate::is_credssp(selected) {
            run.start(Stage::Authenticate);
            return match run.identity {
                Identity::Account(_) => Next::SignIn,
                Identity::Guest { .. } => Next::Challenge(TokenForm::RawNtlm),
            };
        }
        run.recorder.facts.authenticate.nla = Some(Nla::NotUsed);
        run.pass_at_once(Stage::Authenticate);
        Next::Session
    }

    pub(crate) fn failed(&self, stage: Stage, failure: Failure, run: &mut Run<'_>) -> Next {
        if stage == Stage::Negotiate {
            return match unanswered(&failure) {
                Some(end) if self.asked == Asked::Once => WithoutCookie::after(end, failure, self.negotiate_by, run),
                Some(_) => negotiation_failed(failure, run),
                None => {
                    self.answered(run);
                    negotiation_failed(failure, run)
                }
            };
        }
        // A server that keeps silent in the handshake would keep silent with each older version, too.
        // One that has just asked for a certificate has agreed on a version and a cipher before.
        let agreed = run.recorder.facts.secure.asks_certificate && matches!(failure, Failure::TlsAlert { .. });
        let foreign = matches!(failure, Failure::NotRdp { .. });
        if stage == Stage::Secure && !is_silence(&failure) && !agreed && !foreign {
            return Hello::after(failure, run);
        }
        // A password is tried once.
        let guest = matches!(run.identity, Identity::Guest { .. });
        if stage == Stage::Authenticate && guest && takes_no_raw_ntlm(&failure) {
            return Spnego::after(failure, run);
        }
        run.fail(stage, failure)
    }
}

/// X.224 came to no agreement.
pub(crate) fn negotiation_failed(failure: Failure, run: &mut Run<'_>) -> Next {
    run.recorder.facts.negotiate.requested = everything().bits();
    run.fail(Stage::Negotiate, failure)
}

/// Keeps what TLS showed. A fault where the certificates are beyond the limits or cannot be read.
fn note_tls(tls: &Tls, run: &mut Run<'_>) -> Result<(), TlsFault> {
    run.recorder.facts.secure = tls.facts(run.host, run.recorder.time_of_day_ms(run.now));
    tls.certificate_fault().map_or(Ok(()), Err)
}

/// How servers end that want SPNEGO around the first token. Silence is not among them. A status may mean the same, such
/// as `SEC_E_INVALID_TOKEN` in the form of an NTSTATUS; with SPNEGO it shows whether it meant the form.
fn takes_no_raw_ntlm(failure: &Failure) -> bool {
    matches!(
        failure,
        Failure::Closed { .. } | Failure::Reset { .. } | Failure::Malformed { .. } | Failure::CredsspStatus { .. }
    )
}

/// `SSL_NOT_ALLOWED_BY_SERVER`, [MS-RDPBCGR] 2.2.1.2.2.
const SSL_NOT_ALLOWED: u32 = 2;
