//! Several relays with one store. Time stands still while the store answers: its threads are none of the runtime's, which
//! would otherwise take it for idle and let hours pass.

use std::sync::mpsc;

use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::task::{spawn_blocking, yield_now};
use tokio::time::advance;

use super::*;

/// What a relay does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Deed {
    /// It wants to know the time: before it asks the store who checks the computer, and after each check.
    AskTime,
    Check,
}

/// Who does what, and when since the beginning.
type Event = (&'static str, Deed, Duration);

/// Relays that watch one computer every minute, and share a store.
struct Site {
    begun: Instant,
    /// The same by the time of day: the store throws away what is old.
    begun_ms: i64,
    store: Store,
    /// Whoever holds a thread of the runtime keeps time from passing by itself.
    _standstill: mpsc::Sender<()>,
    tell: UnboundedSender<Event>,
    events: UnboundedReceiver<Event>,
    past: Vec<Event>,
}

impl Site {
    async fn open() -> Self {
        let (standstill, forever) = mpsc::channel::<()>();
        spawn_blocking(move || forever.recv());
        let (tell, events) = unbounded_channel();
        Self {
            begun: Instant::now(),
            begun_ms: clock::unix_millis(),
            store: Store::in_memory().await,
            _standstill: standstill,
            tell,
            events,
            past: Vec::new(),
        }
    }

    /// Starts the relay `name`; its first check is due within a second, counted from now.
    async fn relay(&self, name: &'static str, metrics: &Metrics) -> JoinHandle<()> {
        let (changes, settings) = watch::channel(config("[[watch]]\ntarget = \"pc\"\nevery_minutes = 1"));
        let teller = || {
            let (tell, begun) = (self.tell.clone(), self.begun);
            move |deed| {
                let now = begun.elapsed();
                // Nobody hears it after the test.
                let _ = tell.send((name, deed, now));
                now
            }
        };
        let (timed, checked) = (teller(), teller());
        let begun_ms = self.begun_ms;
        let now_ms = Arc::new(move || begun_ms + clock::millis(timed(Deed::AskTime)));
        let check = move |_: Target, _: String| {
            checked(Deed::Check);
            async { Some(found(WatchState::Up, "")) }
        };
        let running = run(
            self.store.clone(),
            name.into(),
            settings,
            metrics.clone(),
            now_ms,
            nobody_asks(),
            check,
        );
        let running = tokio::spawn(async move {
            // Its settings stay as they are.
            let _changes = changes;
            running.await;
        });
        // It and the task of its computer come to their first wait, so that no time passes before they look at the clock.
        for _task in 0..2 {
            yield_now().await;
        }
        running
    }

    /// Waits until a relay has done something so many times, in all.
    async fn seen(&mut self, name: &str, deed: Deed, times: usize) {
        while self.times(name, deed).count() < times {
            self.past.push(self.events.recv().await.unwrap());
        }
    }

    /// When a relay has done something.
    fn times(&self, name: &str, deed: Deed) -> impl DoubleEndedIterator<Item = Duration> {
        let its = move |event: &&Event| (event.0, event.1) == (name, deed);
        self.past.iter().filter(its).map(|event| event.2)
    }

    /// Waits until the history is one stretch of so many checks.
    async fn kept(&self, runs: i64) {
        loop {
            let spans = self.store.last_spans("pc:3389", "relay").await.unwrap();
            if let [span] = spans.as_slice()
                && span.runs == runs
            {
                return;
            }
            assert!(spans.iter().all(|span| span.runs < runs), "{spans:?}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn one_of_two_relays_checks_a_computer_until_it_stops() {
    let mut site = Site::open().await;
    let (metrics, others) = (Metrics::default(), Metrics::default());
    let one = site.relay("one", &metrics).await;
    advance(PAUSE).await;
    site.seen("one", Deed::Check, 1).await;
    site.kept(1).await;
    let other = site.relay("other", &others).await;
    advance(PAUSE).await;
    site.seen("other", Deed::AskTime, 1).await;
    for (round, runs) in [2, 3, 4].into_iter().zip(2..) {
        site.kept(runs - 1).await;
        advance(ROUND).await;
        site.seen("one", Deed::Check, round).await;
        site.seen("other", Deed::AskTime, round).await;
    }
    site.kept(4).await;
    assert_eq!(site.times("other", Deed::Check).count(), 0);
    let counted = |metrics: &Metrics| line(metrics, "rdptrace_watched{state=\"up\"}");
    assert_eq!(counted(&metrics).unwrap(), "rdptrace_watched{state=\"up\"} 1");
    assert_eq!(counted(&others), None, "what another relay checks is not counted twice");

    one.abort();
    assert!(one.await.unwrap_err().is_cancelled());
    site.store.release_watches("one").await.unwrap();
    advance(ROUND).await;

    site.seen("other", Deed::Check, 1).await;
    // It knows what the first one found.
    site.kept(5).await;
    assert_eq!(counted(&others).unwrap(), "rdptrace_watched{state=\"up\"} 1");
    other.abort();
}

#[tokio::test(start_paused = true)]
async fn a_relay_takes_over_from_one_that_was_killed_when_that_was_silent_for_two_pauses() {
    let mut site = Site::open().await;
    let one = site.relay("one", &Metrics::default()).await;
    advance(PAUSE).await;
    site.seen("one", Deed::Check, 1).await;
    site.kept(1).await;

    one.abort();
    assert!(one.await.unwrap_err().is_cancelled());
    let other = site.relay("other", &Metrics::default()).await;
    advance(PAUSE).await;
    for asked in [1, 2] {
        site.seen("other", Deed::AskTime, asked).await;
        // Whoever asks the store after it is answered after it.
        site.kept(1).await;
        advance(ROUND).await;
    }

    site.seen("other", Deed::Check, 1).await;
    let claimed = site.times("one", Deed::AskTime).next().unwrap();
    let taken = site.times("other", Deed::Check).next().unwrap();
    let silence = taken - claimed;
    assert!(
        silence >= Duration::from_secs(2 * 60) && silence < Duration::from_secs(3 * 60),
        "{silence:?}"
    );
    site.kept(2).await;
    other.abort();
}

/// A minute, and what a check may be late by.
const ROUND: Duration = Duration::from_secs(66);
