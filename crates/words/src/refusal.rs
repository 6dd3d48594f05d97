//! What is said where something is not done, or not there.

use wire::{ProblemKind, RdpFileError, Refusal, TargetError};

use crate::{Words, error, key};

impl Words {
    /// What is wrong with a target, and what would be right.
    pub fn target_error(&self, error: &TargetError) -> String {
        error::target(self, error)
    }

    /// What is wrong with a connection file, and what would be right.
    pub fn rdp_file_error(&self, error: &RdpFileError) -> String {
        error::rdp_file(self, error)
    }

    /// Why the relay does not run a check.
    pub fn refusal(&self, refusal: &Refusal) -> String {
        self.text(match refusal {
            Refusal::UnreadableMessage => key::REFUSAL_UNREADABLE_MESSAGE,
            Refusal::BadTarget => key::REFUSAL_BAD_TARGET,
            Refusal::TargetForbidden => key::REFUSAL_TARGET_FORBIDDEN,
            Refusal::PortalGone => key::REFUSAL_PORTAL_GONE,
            Refusal::Busy => key::REFUSAL_BUSY,
            Refusal::NoSuchPlace => key::REFUSAL_NO_SUCH_PLACE,
            Refusal::RunGone => key::REFUSAL_RUN_GONE,
            Refusal::Overloaded => key::REFUSAL_OVERLOADED,
            Refusal::ShuttingDown => key::REFUSAL_SHUTTING_DOWN,
        })
    }

    /// Why a request over HTTP was not fulfilled.
    pub fn problem(&self, problem: ProblemKind) -> String {
        self.text(match problem {
            ProblemKind::TooLarge => key::PROBLEM_TOO_LARGE,
            ProblemKind::Unreadable => key::PROBLEM_UNREADABLE,
            ProblemKind::FromTheFuture => key::PROBLEM_FROM_THE_FUTURE,
            ProblemKind::NotAReport => key::PROBLEM_NOT_A_REPORT,
            ProblemKind::LifeNotAllowed => key::PROBLEM_LIFE_NOT_ALLOWED,
            ProblemKind::SharingIsOff => key::PROBLEM_SHARING_IS_OFF,
            ProblemKind::StoreFull => key::PROBLEM_STORE_FULL,
            ProblemKind::StoreBusy => key::PROBLEM_STORE_BUSY,
            ProblemKind::StoreGone => key::PROBLEM_STORE_GONE,
            ProblemKind::Gone => key::PROBLEM_GONE,
            ProblemKind::RunGone => key::REFUSAL_RUN_GONE,
            ProblemKind::WrongSecret => key::PROBLEM_WRONG_SECRET,
            ProblemKind::TargetForbidden => key::PROBLEM_TARGET_FORBIDDEN,
            ProblemKind::Overloaded => key::PROBLEM_OVERLOADED,
        })
    }

    /// Why a check that a portal launched is not opened, for the person at the ticket.
    pub fn launch_gone(&self) -> String {
        self.text(key::PROBLEM_LAUNCH_GONE)
    }

    /// Why a recording cannot be had with what opens its TLS.
    pub fn recording_without_secrets(&self) -> String {
        self.text(key::PROBLEM_RECORDING_NO_SECRETS)
    }

    /// That something is not there for now, in a few words.
    pub fn not_for_now(&self) -> String {
        self.text(key::PROBLEM_FOR_NOW_TITLE)
    }

    /// Who runs the server.
    pub fn run_by(&self, name: &str) -> String {
        self.message().with("name", &name).format(key::OPERATOR_RUN_BY)
    }

    /// That an address leads nowhere: in a few words, and in more.
    pub fn nowhere(&self) -> [String; 2] {
        [self.text(key::PROBLEM_NOWHERE_TITLE), self.text(key::PROBLEM_NOWHERE)]
    }

    /// That the relay is not reached under its own address: in a few words, and in more.
    pub fn misdirected(&self) -> [String; 2] {
        [
            self.text(key::PROBLEM_MISDIRECTED_TITLE),
            self.text(key::PROBLEM_MISDIRECTED),
        ]
    }

    /// That a relay for one's own machine is behind a proxy: in a few words, and what mends it.
    pub fn proxied(&self) -> [String; 2] {
        [self.text(key::PROBLEM_PROXIED_TITLE), self.text(key::PROBLEM_PROXIED)]
    }

    /// That a request comes from a page of another site: in a few words, and in more.
    pub fn from_another_site(&self) -> [String; 2] {
        [
            self.text(key::PROBLEM_OTHER_SITE_TITLE),
            self.text(key::PROBLEM_OTHER_SITE),
        ]
    }

    /// What the element of a portal's page says itself: what its frame is, that it did not load, and where a link leads
    /// instead.
    pub fn element(&self) -> [String; 3] {
        [
            self.text(key::EMBED_TITLE),
            self.text(key::EMBED_NOT_LOADED),
            self.text(key::EMBED_LINK),
        ]
    }

    /// What a relay with a policy checks; `names` are those in its rules.
    pub fn scope(&self, names: &[&str]) -> String {
        if names.is_empty() {
            return self.text(key::PAGE_SCOPE_UNSAID);
        }
        self.text_with(key::PAGE_SCOPE, &[("names", names.join(", ").into())])
    }

    /// That a run is not there any more, in a few words.
    pub fn run_gone(&self) -> String {
        self.text(key::PAGE_RUN_GONE_TITLE)
    }

    /// Why there is no recording of a run to be had.
    pub fn recording_gone(&self) -> String {
        self.text(key::PROBLEM_RECORDING_GONE)
    }

    /// Why a sealed result cannot be had as a file from a relay.
    pub fn sealed(&self) -> String {
        self.text(key::PROBLEM_SEALED)
    }

    /// Why a kept result cannot be shared at a level that shows more than was left of it.
    pub fn already_redacted(&self) -> String {
        self.text(key::PROBLEM_ALREADY_REDACTED)
    }
}
