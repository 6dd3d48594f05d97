use wire::{
    AuthenticateFacts, CertificateFacts, ConnectFacts, Connection, Dial, Dialed, Elapsed, Facts, Failure, Leg,
    NegotiateFacts, NotChecked, Outcome, Purpose, Report, ResolveFacts, RunEnd, SecondTry, SecureFacts, SignInStep,
    Signal, Stage, StageReport,
};

/// One leg of a report as the rules ask about it.
pub(super) struct ReportView<'a> {
    /// The report.
    pub(super) report: &'a Report,
    /// The leg to the computer that the rules look at.
    pub(super) leg: &'a Leg,
    /// Whether a finding of higher precedence already says why it broke.
    pub(super) explained: bool,
    broken: Option<&'a StageReport>,
}

impl<'a> ReportView<'a> {
    pub(super) fn new(report: &'a Report, leg: &'a Leg) -> Self {
        Self {
            report,
            leg,
            explained: false,
            broken: leg.broken(),
        }
    }

    /// The stage at which it broke.
    pub(super) fn broken(&self) -> Option<Stage> {
        self.broken.map(StageReport::stage)
    }

    /// Whether it broke at `stage` and nothing says yet why.
    pub(super) fn unexplained_at(&self, stage: Stage) -> bool {
        !self.explained && self.broken() == Some(stage)
    }

    /// Whether it broke while the session was set up or held, and nothing says yet why.
    pub(super) fn unexplained_in_session(&self) -> bool {
        !self.explained && self.broken().is_some_and(|stage| stage >= Stage::Settings)
    }

    /// What ended the run.
    pub(super) fn failure(&self) -> Option<&'a Failure> {
        self.broken.and_then(|stage| stage.failure.as_ref())
    }

    /// What ended the run, where that was at `stage`.
    pub(super) fn failure_at(&self, stage: Stage) -> Option<&'a Failure> {
        self.failure().filter(|_| self.broken() == Some(stage))
    }

    /// Whether the peer ended the stream at `stage` before one byte of its answer.
    pub(super) fn ended_unanswered(&self, stage: Stage) -> bool {
        matches!(
            self.failure_at(stage),
            Some(Failure::Closed { received: 0 } | Failure::Reset { received: 0 })
        )
    }

    /// Whether whoever took the first connection closed it before the request had reached them: the end of the stream
    /// acknowledges all that had come before it.
    pub(super) fn closed_unread(&self) -> bool {
        let acknowledged = self.first_connection().and_then(|first| first.kernel?.acknowledged);
        acknowledged == Some(0) && matches!(self.failure_at(Stage::Negotiate), Some(Failure::Closed { received: 0 }))
    }

    /// Whether the answer of `stage` had begun when it stopped coming.
    pub(super) fn cut_short(&self, stage: Stage) -> bool {
        matches!(
            self.failure_at(stage),
            Some(Failure::Closed { received } | Failure::Reset { received } | Failure::TimedOut { received })
                if *received > 0
        )
    }

    /// `yes` where a connection was tried, whatever came of it.
    pub(super) fn tried_to_connect(&self) -> &'static str {
        let tried = |dial: &Dial| {
            !matches!(
                dial.dialed,
                Dialed::Abandoned | Dialed::LocallyBlocked | Dialed::LocalFault { .. }
            )
        };
        if self.connect().is_some_and(|facts| facts.dials.iter().any(tried)) {
            "yes"
        } else {
            "no"
        }
    }

    /// Whether it broke because a limit passed.
    pub(super) fn timed_out(&self) -> bool {
        matches!(self.failure(), Some(Failure::TimedOut { .. }))
    }

    /// Whether `stage` stayed without one byte of an answer while the connection was open.
    pub(super) fn silent(&self, stage: Stage) -> bool {
        self.broken() == Some(stage)
            && self.failure().map_or_else(
                || self.outcome(stage) == Some(Outcome::Silent),
                |failure| matches!(failure, Failure::TimedOut { received: 0 }),
            )
    }

    pub(super) fn outcome(&self, stage: Stage) -> Option<Outcome> {
        self.leg.stage(stage).map(|report| report.outcome)
    }

    pub(super) fn passed(&self, stage: Stage) -> bool {
        self.outcome(stage) == Some(Outcome::Passed)
    }

    pub(super) fn elapsed(&self, stage: Stage) -> Option<Elapsed> {
        self.leg.stage(stage).and_then(|report| report.elapsed_ms)
    }

    /// Whether stages were left out for this reason.
    pub(super) fn left_out(&self, reason: NotChecked) -> bool {
        self.leg.stages.iter().any(|stage| stage.not_checked == Some(reason))
    }

    /// Whether the run came to its end by itself, nothing broke, and the server complained about nothing.
    pub(super) fn all_well(&self) -> bool {
        self.report.end == RunEnd::Completed && self.broken.is_none() && !self.explained
    }

    /// How long the first answer of `stage` took; absent where it came only to a second request.
    pub(super) fn answered_after(&self, stage: Stage) -> Option<Elapsed> {
        let first_try = stage != Stage::Negotiate || self.second_try().is_none();
        self.elapsed(stage).filter(|_| first_try)
    }

    /// The second request, where the first got not one byte of an answer.
    pub(super) fn second_try(&self) -> Option<SecondTry> {
        self.negotiate()?.second_try
    }

    /// How the first request ended, where the second was answered.
    pub(super) fn answered_at_second_try(&self) -> Option<SecondTry> {
        let begun = self.outcome(Stage::Negotiate) != Some(Outcome::NotReached);
        self.second_try().filter(|tries| begun && tries.second_end.is_none())
    }

    /// The connection over which the first request went.
    pub(super) fn first_connection(&self) -> Option<&'a Connection> {
        self.connection(Purpose::Main)
    }

    /// The connection that walked the stages.
    pub(super) fn main_connection(&self) -> Option<&'a Connection> {
        let second = self
            .answered_at_second_try()
            .and_then(|_| self.connection(Purpose::WithoutCookie));
        second.or_else(|| self.first_connection())
    }

    /// The first connection that was opened for this.
    pub(super) fn connection(&self, purpose: Purpose) -> Option<&'a Connection> {
        let mut connections = self.leg.connections.iter();
        connections.find(|connection| connection.purpose == purpose)
    }

    /// How fast the first connection ended, where that is faster than the request can have reached who opened it.
    pub(super) fn ended_too_soon(&self) -> Option<Elapsed> {
        let first = self.first_connection()?;
        let ended = first.ended_after_ms?;
        // On a busy relay the handshake seems slower than it was; only the kernel knows.
        let measured = f64::from(first.kernel?.rtt_us) / 1000.0;
        let path = first.handshake_ms.as_millis().min(measured);
        let unanswered = self.unexplained_at(Stage::Negotiate) && self.ended_unanswered(Stage::Negotiate);
        (unanswered && path >= CLEAR_ROUND_TRIP_MS && ended.as_millis() * 2.0 < path).then_some(ended)
    }

    /// What the server said with Set Error Info, other than that nothing is wrong: as the failure, or else on the way.
    pub(super) fn error_info(&self) -> Option<(u32, Stage)> {
        if let Some((Failure::ErrorInfo { code }, stage)) = self.failure().zip(self.broken()) {
            return Some((*code, stage));
        }
        self.last_signal(|signal| {
            let Signal::ErrorInfo { code } = signal else {
                return None;
            };
            Some(*code).filter(|code| *code != 0)
        })
    }

    /// The reason of an MCS Disconnect Provider Ultimatum that ended the run.
    pub(super) fn ultimatum(&self) -> Option<u8> {
        if let Some(Failure::Ultimatum { reason }) = self.failure() {
            return Some(*reason);
        }
        let said = self.last_signal(|signal| {
            let Signal::Ultimatum { reason } = signal else {
                return None;
            };
            Some(*reason)
        });
        self.broken.and(said).map(|(reason, _)| reason)
    }

    /// The licensing error that ended the run.
    pub(super) fn license_failure(&self) -> Option<u32> {
        if let Some(Failure::LicenseError { code, .. }) = self.failure() {
            return Some(*code);
        }
        self.broken.and_then(|_| self.license_signal())
    }

    /// A licensing error that the server sent on the way.
    pub(super) fn license_signal(&self) -> Option<u32> {
        let said = self.last_signal(|signal| {
            let Signal::LicenseError { code, .. } = signal else {
                return None;
            };
            Some(*code)
        });
        said.map(|(code, _)| code)
    }

    /// The last of the server's own words that `pick` takes, with the stage in which it came.
    pub(super) fn last_signal<T>(&self, pick: impl Fn(&Signal) -> Option<T>) -> Option<(T, Stage)> {
        let picked = |(stage, said): (Stage, &wire::ServerSignal)| pick(&said.signal).map(|found| (found, stage));
        self.leg.signals().filter_map(picked).last()
    }

    pub(super) fn resolve(&self) -> Option<&'a ResolveFacts> {
        let Facts::Resolve(facts) = &self.leg.stage(Stage::Resolve)?.facts else {
            return None;
        };
        Some(facts)
    }

    pub(super) fn connect(&self) -> Option<&'a ConnectFacts> {
        let Facts::Connect(facts) = &self.leg.stage(Stage::Connect)?.facts else {
            return None;
        };
        Some(facts)
    }

    pub(super) fn negotiate(&self) -> Option<&'a NegotiateFacts> {
        let Facts::Negotiate(facts) = &self.leg.stage(Stage::Negotiate)?.facts else {
            return None;
        };
        Some(facts)
    }

    pub(super) fn secure(&self) -> Option<&'a SecureFacts> {
        let Facts::Secure(facts) = &self.leg.stage(Stage::Secure)?.facts else {
            return None;
        };
        Some(facts)
    }

    pub(super) fn authenticate(&self) -> Option<&'a AuthenticateFacts> {
        let Facts::Authenticate(facts) = &self.leg.stage(Stage::Authenticate)?.facts else {
            return None;
        };
        Some(facts)
    }

    /// How far the computer's clock is ahead of ours, in milliseconds.
    pub(super) fn clock_offset_ms(&self) -> Option<i64> {
        self.authenticate()?.challenge.as_ref()?.clock_offset_ms
    }

    /// What a client with an account had given away of its password; absent for a guest.
    pub(super) fn sign_in(&self) -> Option<SignInStep> {
        self.authenticate()?.sign_in
    }

    /// Whether somebody signed in: through the page, with CredSSP or on the server's own screen.
    pub(super) fn has_account(&self) -> bool {
        self.leg.is_sign_in() || self.autologon() || self.sign_in().is_some()
    }

    /// Whether a name and a password were sent for the server's own screen.
    pub(super) fn autologon(&self) -> bool {
        let facts = self.leg.stage(Stage::Logon).map(|stage| &stage.facts);
        matches!(facts, Some(Facts::Logon(facts)) if facts.autologon)
    }

    /// The server's own certificate.
    pub(super) fn certificate(&self) -> Option<&'a CertificateFacts> {
        self.secure()?.certificates.first()
    }
}

/// On shorter paths a quick end and a slow one cannot be told apart.
const CLEAR_ROUND_TRIP_MS: f64 = 5.0;
