//! What goes beyond a limit.

use core::time::Duration;

use wire::Refusal;
use words::Limit;

use super::rate::Later;

/// Something that is not done for now, because a limit is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Denied {
    /// Which limit.
    pub limit: Limit,
    /// What is known of when there will be more; absent where it depends on what others do.
    pub later: Option<Later>,
}

impl Denied {
    /// Something that comes back when what is held now is given back.
    pub fn held(limit: Limit) -> Self {
        Self { limit, later: None }
    }

    /// Something that comes back with time.
    pub fn used_up(limit: Limit) -> impl Fn(Later) -> Self {
        move |later| Self {
            limit,
            later: Some(later),
        }
    }

    /// When it is worth another try, in whole seconds.
    pub fn retry_after(&self) -> Duration {
        let after = self.later.map_or(SOON, |later| later.after);
        Duration::from_secs(after.as_secs() + u64::from(after.subsec_nanos() > 0))
    }
}

/// The page's own words for all limits of runs.
impl From<Denied> for Refusal {
    fn from(_: Denied) -> Self {
        Self::Overloaded
    }
}

/// Runs mostly end by then.
const SOON: Duration = Duration::from_secs(30);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_try_is_worth_it_after_whole_seconds_that_are_enough() {
        let after = |millis| {
            let later = Later {
                most: 1,
                after: Duration::from_millis(millis),
                period: Duration::from_secs(60),
            };
            Denied::used_up(Limit::Runs)(later).retry_after().as_secs()
        };

        assert_eq!([0, 1, 1000, 1001].map(after), [0, 1, 1, 2]);
        assert_eq!(Denied::held(Limit::Queue).retry_after(), SOON);
    }
}
