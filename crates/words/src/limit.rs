//! What a relay says to whoever goes beyond a limit.

use core::time::Duration;

use super::{Words, key};

/// A limit of what one source may have, or of how often one computer is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// Checks at the same time.
    RunsAtOnce,
    /// Checks over time.
    Runs,
    /// Checks of one computer at the same time, whoever asks.
    TargetAtOnce,
    /// Checks of one computer over time, whoever asks.
    Target,
    /// All checks of the relay at the same time, and those that wait for their turn.
    Queue,
    /// Pages that are connected.
    Sockets,
    /// Pages that wait for the answer to a request.
    Waiting,
    /// Shared results over time.
    Shares,
    /// What shared results take over time.
    Room,
    /// Requests for checks over time.
    Asks,
    /// Checks that portals launch over time.
    Launches,
    /// What is being sent to the relay at the same time.
    Bodies,
    /// Sign-ins, to one computer over time or at the same time.
    SignIns,
    /// What all people in one portal have together, at the same time or over time.
    Portal,
}

impl Limit {
    /// Every limit.
    pub const ALL: [Self; 14] = [
        Self::RunsAtOnce,
        Self::Runs,
        Self::TargetAtOnce,
        Self::Target,
        Self::Queue,
        Self::Sockets,
        Self::Waiting,
        Self::Shares,
        Self::Room,
        Self::Asks,
        Self::Launches,
        Self::Bodies,
        Self::SignIns,
        Self::Portal,
    ];

    /// Its name, for logs and metrics.
    pub fn name(self) -> &'static str {
        match self {
            Self::RunsAtOnce => "runs_at_once",
            Self::Runs => "runs",
            Self::TargetAtOnce => "target_at_once",
            Self::Target => "target",
            Self::Queue => "queue",
            Self::Sockets => "sockets",
            Self::Waiting => "waiting",
            Self::Shares => "shares",
            Self::Room => "room",
            Self::Asks => "asks",
            Self::Launches => "launches",
            Self::Bodies => "bodies",
            Self::SignIns => "sign_ins",
            Self::Portal => "portal",
        }
    }
}

impl Words {
    /// That a limit is reached, and what to do: `wait` is how long until there is more.
    pub fn limited(&self, limit: Limit, wait: Duration) -> String {
        let key = match limit {
            Limit::RunsAtOnce => key::LIMIT_RUNS_AT_ONCE,
            Limit::Runs => key::LIMIT_RUNS,
            Limit::TargetAtOnce => key::LIMIT_TARGET_AT_ONCE,
            Limit::Target => key::LIMIT_TARGET,
            Limit::Queue => key::LIMIT_QUEUE,
            Limit::Sockets => key::LIMIT_SOCKETS,
            Limit::Waiting => key::LIMIT_WAITING,
            Limit::Shares => key::LIMIT_SHARES,
            Limit::Room => key::LIMIT_ROOM,
            Limit::Asks => key::LIMIT_ASKS,
            Limit::Launches => key::LIMIT_LAUNCHES,
            Limit::Bodies => key::LIMIT_BODIES,
            Limit::SignIns => key::LIMIT_SIGN_INS,
            Limit::Portal => key::LIMIT_PORTAL,
        };
        self.message().with("wait", &self.lasting(wait)).format(key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_limit_is_told_in_every_language_with_what_to_do() {
        for words in Words::in_every_language() {
            for limit in Limit::ALL {
                let said = words.limited(limit, Duration::from_secs(20));

                assert!(said.matches('.').count() >= 2, "{limit:?}: {said}");
            }
            assert!(words.limited(Limit::Runs, Duration::from_secs(20)).contains("20"));
        }
    }
}
