//! The recordings of the last runs.

use core::time::Duration;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use data_encoding::BASE64URL_NOPAD;
use tokio::time::sleep_until;

use crate::clock::Clock;
use crate::net::recording::{Keep, Recording};

/// The recordings of the last runs; none where the relay's owner does not want them.
#[derive(Debug)]
pub(crate) struct Recordings(Option<Arc<Mutex<Kept>>>);

#[derive(Debug)]
struct Kept {
    /// The oldest is the first.
    entries: VecDeque<Entry>,
    /// Bytes of memory.
    size: usize,
    clock: Clock,
    /// Whether somebody waits to drop the oldest in time.
    watched: bool,
}

struct Entry {
    token: String,
    until: Duration,
    recording: Arc<Recording>,
}

impl Recordings {
    pub(crate) fn new(enabled: bool) -> Self {
        Self(enabled.then(|| {
            Arc::new(Mutex::new(Kept {
                entries: VecDeque::new(),
                size: 0,
                clock: Clock::start(),
                watched: false,
            }))
        }))
    }

    /// What a run is to keep. Whether the secrets go into the file is only asked when it is downloaded.
    pub(crate) fn wanted(&self) -> Keep {
        match self.0 {
            Some(_) => Keep::BytesAndTlsSecrets,
            None => Keep::Nothing,
        }
    }

    /// Keeps a recording for a while; the token by which it can be had, if it can.
    pub(crate) fn keep(&self, recording: Recording) -> Option<String> {
        let shared = self.0.as_ref()?;
        if recording.conversations().is_empty() {
            return None;
        }
        let mut random = [0; TOKEN_SIZE];
        getrandom::fill(&mut random).ok()?;
        let token = BASE64URL_NOPAD.encode(&random);
        let mut kept = lock(shared);
        kept.size += recording.size();
        let until = kept.clock.elapsed() + LIFE;
        kept.entries.push_back(Entry {
            token: token.clone(),
            until,
            recording: Arc::new(recording),
        });
        kept.drop_old();
        if !core::mem::replace(&mut kept.watched, true) {
            tokio::spawn(watch(Arc::downgrade(shared)));
        }
        Some(token)
    }

    pub(crate) fn find(&self, token: &str) -> Option<Arc<Recording>> {
        let mut kept = lock(self.0.as_ref()?);
        kept.drop_old();
        let entry = kept.entries.iter().find(|entry| entry.token == token)?;
        Some(Arc::clone(&entry.recording))
    }
}

impl Kept {
    /// Drops what is older than it may be, and the oldest where all together are too large.
    fn drop_old(&mut self) {
        let now = self.clock.elapsed();
        while let Some(oldest) = self.entries.front()
            && (oldest.until <= now || self.size > TOTAL_LIMIT)
        {
            self.size = self.size.saturating_sub(oldest.recording.size());
            self.entries.pop_front();
        }
    }
}

/// The token opens the recording, so it is no part of what can be printed.
impl core::fmt::Debug for Entry {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Entry")
            .field("until", &self.until)
            .finish_non_exhaustive()
    }
}

/// Drops each recording when its time has come, so that nothing outlives it where nobody asks; ends with the last.
async fn watch(kept: Weak<Mutex<Kept>>) {
    loop {
        let due = {
            let Some(kept) = kept.upgrade() else {
                return;
            };
            let mut kept = lock(&kept);
            kept.drop_old();
            match kept.entries.front() {
                Some(oldest) => kept.clock.instant(oldest.until),
                None => {
                    kept.watched = false;
                    return;
                }
            }
        };
        sleep_until(due).await;
    }
}

fn lock(kept: &Mutex<Kept>) -> MutexGuard<'_, Kept> {
    kept.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Long enough to look at a result and decide; the secrets in it are not to lie around for longer.
const LIFE: Duration = Duration::from_secs(15 * 60);
/// What all recordings together may take in memory: some hundred of the largest.
const TOTAL_LIMIT: usize = 64 * 1024 * 1024;
/// 128 bits: nobody guesses that in 15 minutes, nor ever.
const TOKEN_SIZE: usize = 16;

#[cfg(test)]
mod tests {
    use core::net::SocketAddr;

    use probe::ConnectionId;

    use super::*;
    use crate::net::recording::Direction;

    fn recording(bytes: usize) -> Recording {
        let mut recording = Recording::begin(Keep::Bytes, Clock::start()).unwrap();
        recording.dial(ConnectionId(0), SocketAddr::from(([192, 0, 2, 7], 3389)), None);
        recording.carried(ConnectionId(0), Direction::Received, &vec![0; bytes]);
        recording
    }

    #[tokio::test(start_paused = true)]
    async fn a_recording_is_there_for_a_quarter_of_an_hour_and_then_gone_unasked() {
        let recordings = Recordings::new(true);
        let early = recordings.keep(recording(100)).unwrap();
        tokio::time::sleep(LIFE / 2).await;
        let late = recordings.keep(recording(100)).unwrap();
        assert!(recordings.find(&early).is_some() && recordings.find(&late).is_some());

        tokio::time::sleep(LIFE / 2 + Duration::from_secs(1)).await;

        let left = || lock(recordings.0.as_ref().unwrap()).entries.len();
        assert_eq!(left(), 1);
        assert!(recordings.find(&early).is_none() && recordings.find(&late).is_some());
        tokio::time::sleep(LIFE).await;
        assert_eq!(left(), 0);
        let again = recordings.keep(recording(100)).unwrap();
        assert!(recordings.find(&again).is_some());
        tokio::time::sleep(LIFE + Duration::from_secs(1)).await;
        assert_eq!((left(), lock(recordings.0.as_ref().unwrap()).size), (0, 0));
    }

    #[tokio::test]
    async fn the_oldest_go_first_when_all_are_too_large() {
        let recordings = Recordings::new(true);
        let large = 400 * 1024;
        let tokens: Vec<_> = (0..TOTAL_LIMIT / large + 2)
            .map(|_| recordings.keep(recording(large)).unwrap())
            .collect();

        let there: Vec<_> = tokens.iter().map(|token| recordings.find(token).is_some()).collect();

        assert!(!there[0] && there[there.len() - 1], "{there:?}");
        assert!(there.is_sorted());
        assert!(lock(recordings.0.as_ref().unwrap()).size <= TOTAL_LIMIT);
    }

    #[tokio::test]
    async fn tokens_are_128_bits_that_nobody_sees() {
        let recordings = Recordings::new(true);
        let (one, other) = (recordings.keep(recording(1)), recordings.keep(recording(1)));
        let token = one.clone().unwrap();

        assert_ne!(one, other);
        assert_eq!(BASE64URL_NOPAD.decode(token.as_bytes()).unwrap().len(), 16);
        assert!(!format!("{recordings:?}").contains(&token));
    }

    #[tokio::test]
    async fn nothing_is_kept_where_it_is_not_wanted_or_nothing_was_said() {
        let off = Recordings::new(false);
        let on = Recordings::new(true);

        assert_eq!((off.wanted(), on.wanted()), (Keep::Nothing, Keep::BytesAndTlsSecrets));
        assert_eq!(off.keep(recording(1)), None);
        let silent = Recording::begin(Keep::Bytes, Clock::start()).unwrap();
        assert_eq!(on.keep(silent), None);
    }
}
