//! How long runs are kept after their end, and how many.

use core::time::Duration;
use std::collections::VecDeque;
use std::sync::Arc;

use super::run::Run;

/// Runs that are over, the oldest first.
#[derive(Debug, Default)]
pub(super) struct Retained {
    runs: VecDeque<Entry>,
    /// Bytes of memory.
    size: usize,
}

#[derive(Debug)]
struct Entry {
    run: Arc<Run>,
    size: usize,
    until: Duration,
}

impl Retained {
    /// Keeps a run that has ended `now`.
    pub(super) fn keep(&mut self, run: Arc<Run>, now: Duration) {
        let size = run.size();
        self.size += size;
        self.runs.push_back(Entry {
            run,
            size,
            until: now + LIFE,
        });
        self.forget_old(now);
    }

    /// Forgets those whose time has come, and the oldest where there are too many or all together are too large.
    pub(super) fn forget_old(&mut self, now: Duration) {
        while let Some(oldest) = self.runs.front()
            && (oldest.until <= now || self.size > MOST_BYTES || self.runs.len() > MOST_RUNS)
        {
            self.size = self.size.saturating_sub(oldest.size);
            self.runs.pop_front();
        }
    }

    /// When the next one is to be forgotten; absent where there is none.
    pub(super) fn next_due(&self) -> Option<Duration> {
        self.runs.front().map(|oldest| oldest.until)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Arc<Run>> {
        self.runs.iter().map(|entry| &entry.run)
    }
}

/// Long enough to look at a result, decide and share; what a run carried is not to lie around for longer.
pub(super) const LIFE: Duration = Duration::from_secs(15 * 60);
/// What all runs together may take in memory: some hundred with the largest recordings.
const MOST_BYTES: usize = 64 * 1024 * 1024;
/// More than a busy relay ends in a quarter of an hour. It bounds what looking a key up costs.
const MOST_RUNS: usize = 4096;

#[cfg(test)]
mod tests {
    use core::net::{Ipv4Addr, SocketAddr};

    use probe::ConnectionId;
    use wire::{Record, Report};

    use super::*;
    use crate::clock::Clock;
    use crate::limits::Source;
    use crate::metrics::Metrics;
    use crate::net::recording::{Direction, Recording};
    use crate::runs::key::{KeyHash, RunId, random_key};
    use crate::runs::run::{Audit, Requester, Via};

    fn ended(bytes: usize) -> Arc<Run> {
        let mut recording = Recording::begin(Record::Bytes, Clock::start());
        recording.dial(ConnectionId(0), SocketAddr::from(([192, 0, 2, 7], 3389)), None);
        recording.carried(ConnectionId(0), Direction::Received, &vec![0; bytes]);
        let key = random_key().unwrap();
        let requester = Requester {
            via: Via::Page,
            source: Source::of(Ipv4Addr::LOCALHOST.into()),
            user: None,
        };
        let target = "pc".parse().unwrap();
        let audit = Audit {
            source: "k3n8p2q5".to_owned(),
            rule: "own_machine".to_owned(),
            metrics: Metrics::default(),
        };
        let run = Run::new(
            RunId::random().unwrap(),
            KeyHash::of(key.as_str()),
            target,
            requester,
            audit,
            Record::Bytes,
        );
        run.end(
            Report::new("pc".parse().unwrap(), wire::Place::Relay, 0),
            Some(recording),
        );
        Arc::new(run)
    }

    #[tokio::test]
    async fn the_oldest_go_first_when_all_are_too_large() {
        let mut retained = Retained::default();
        let large = 400 * 1024;
        let runs: Vec<_> = (0..MOST_BYTES / large + 2).map(|_| ended(large)).collect();
        for run in &runs {
            retained.keep(Arc::clone(run), Duration::ZERO);
        }

        let there = |run: &Arc<Run>| retained.iter().any(|kept| Arc::ptr_eq(kept, run));
        let there: Vec<_> = runs.iter().map(there).collect();

        assert!(!there[0] && there[there.len() - 1], "{there:?}");
        assert!(there.is_sorted());
        assert!(retained.size <= MOST_BYTES);
    }

    #[tokio::test]
    async fn runs_are_bounded_in_number() {
        let mut retained = Retained::default();
        let run = ended(1);
        for _ in 0..MOST_RUNS + 10 {
            retained.keep(Arc::clone(&run), Duration::ZERO);
        }

        assert_eq!(retained.iter().count(), MOST_RUNS);
    }

    #[tokio::test]
    async fn a_run_is_there_until_its_time_has_come() {
        let mut retained = Retained::default();
        retained.keep(ended(1), Duration::ZERO);
        retained.keep(ended(1), LIFE / 2);

        retained.forget_old(LIFE - Duration::from_secs(1));
        assert_eq!(retained.iter().count(), 2);
        retained.forget_old(LIFE);
        assert_eq!(
            (retained.iter().count(), retained.next_due()),
            (1, Some(LIFE + LIFE / 2))
        );
        retained.forget_old(LIFE * 2);
        assert_eq!((retained.next_due(), retained.size), (None, 0));
    }
}
