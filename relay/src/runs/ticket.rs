//! The one tunnel that a run may have.

use core::time::Duration;
use std::sync::{Mutex, MutexGuard, PoisonError};

use seal::Token;
use tokio::time::Instant;

use super::key::{KeyHash, random_secret};

/// What became of a run's tunnel.
#[derive(Debug, Default)]
pub(super) struct Tickets(Mutex<State>);

#[derive(Debug, Default)]
enum State {
    #[default]
    Free,
    Issued {
        token: KeyHash,
        until: Instant,
    },
    Used,
}

/// The run has had its tunnel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HadTunnel;

impl Tickets {
    /// A token; one that was issued before and not used opens nothing any more.
    ///
    /// # Errors
    ///
    /// Where one was used.
    ///
    /// # Panics
    ///
    /// Where the system's random source does not work.
    pub(super) fn issue(&self) -> Result<Token, HadTunnel> {
        let mut state = self.lock();
        if matches!(*state, State::Used) {
            return Err(HadTunnel);
        }
        let token = random_secret().expect("the system's random source works");
        *state = State::Issued {
            token: KeyHash::of(&token),
            until: Instant::now() + LIFE,
        };
        Ok(Token::new(token))
    }

    /// Whether this token opens the tunnel, which it does once.
    pub(super) fn redeem(&self, token: &Token) -> bool {
        let mut state = self.lock();
        let good = match &*state {
            State::Issued { token: issued, until } => {
                issued.is(&KeyHash::of(token.as_str())) && Instant::now() < *until
            }
            State::Free | State::Used => false,
        };
        if good {
            *state = State::Used;
        }
        good
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The page asks when everything is typed and loaded, so that this is for slow lines.
pub(crate) const LIFE: Duration = Duration::from_secs(2 * 60);

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_token_opens_once_and_then_the_run_has_had_its_tunnel() {
        let tickets = Tickets::default();
        assert!(!tickets.redeem(&Token::new(String::new())));
        let replaced = tickets.issue().unwrap();
        let token = tickets.issue().unwrap();

        assert!(!tickets.redeem(&replaced));
        assert!(tickets.redeem(&token));
        assert!(!tickets.redeem(&token));
        assert_eq!(tickets.issue(), Err(HadTunnel));
    }

    #[tokio::test(start_paused = true)]
    async fn a_token_that_is_too_old_opens_nothing() {
        let tickets = Tickets::default();
        let token = tickets.issue().unwrap();
        tokio::time::advance(LIFE).await;

        assert!(!tickets.redeem(&token));
        assert!(tickets.issue().is_ok());
    }
}
