//! What happens in a run, for whoever follows it, however late they come.

use std::sync::Arc;

use tokio::sync::watch;
use wire::ServerMessage;

/// Everything that was told of a run, and whether there will be more.
#[derive(Debug, Default)]
pub(super) struct Log {
    messages: Vec<Arc<str>>,
    size: usize,
    complete: bool,
}

impl Log {
    fn push(&mut self, message: &ServerMessage, limit: usize) {
        // What was made here can be written down.
        let json = serde_json::to_string(message).unwrap_or_default();
        if self.size + json.len() <= limit {
            self.size += json.len();
            self.messages.push(json.into());
        }
    }
}

/// The run's own end of its events.
#[derive(Debug)]
pub(super) struct Publisher(watch::Sender<Log>);

impl Publisher {
    pub(super) fn new() -> Self {
        Self(watch::Sender::default())
    }

    /// Tells an event. What goes beyond [`NEWS_LIMIT`] is not told; the report has it.
    pub(super) fn publish(&self, event: &ServerMessage) {
        self.0.send_modify(|log| log.push(event, NEWS_LIMIT));
    }

    /// Tells the last ones.
    pub(super) fn end(&self, last: &[ServerMessage]) {
        self.0.send_modify(|log| {
            for event in last {
                // Never left out: the last ones hold the report.
                log.push(event, usize::MAX);
            }
            log.messages.shrink_to_fit();
            log.complete = true;
        });
    }

    /// Everything from the first event on.
    pub(super) fn subscribe(&self) -> Events {
        let mut log = self.0.subscribe();
        // There is something to see for whoever comes late.
        log.mark_changed();
        Events { log, next: 0 }
    }

    /// Completes when nobody follows any more.
    pub(super) async fn abandoned(&self) {
        self.0.closed().await;
    }

    /// About how many bytes of memory the events take.
    pub(super) fn size(&self) -> usize {
        let log = self.0.borrow();
        log.size + log.messages.len() * size_of::<Arc<str>>()
    }
}

/// A subscriber's place among the events of a run. As long as it is there, the run goes on.
#[derive(Debug)]
pub struct Events {
    log: watch::Receiver<Log>,
    next: usize,
}

impl Events {
    /// The next event as the JSON of a [`ServerMessage`]; absent after the last. Nothing is lost when the wait is given
    /// up.
    pub async fn next(&mut self) -> Option<Arc<str>> {
        let next = self.next;
        let there = self.log.wait_for(|log| log.complete || log.messages.len() > next);
        let message = there.await.ok()?.messages.get(next).cloned()?;
        self.next += 1;
        Some(message)
    }

    /// How many of all events were taken or skipped.
    pub fn taken(&self) -> usize {
        self.next
    }

    /// Goes on behind the first `events`, for whoever has them already.
    pub fn skip(&mut self, events: usize) {
        self.next = events;
    }

    /// What was told up to now and has not been taken.
    pub fn told(&self) -> Vec<Arc<str>> {
        let log = self.log.borrow();
        log.messages.get(self.next..).unwrap_or_default().to_vec()
    }

    /// Whether everything was told.
    pub fn is_over(&self) -> bool {
        let log = self.log.borrow();
        log.complete && self.next >= log.messages.len()
    }
}

/// What the stages of a run tell takes a few kilobytes, with all evidence some forty.
const NEWS_LIMIT: usize = 256 * 1024;

#[cfg(test)]
mod tests {
    use core::time::Duration;

    use wire::{LegEvent, Stage, StageEvent};

    use super::*;

    fn started(stage: Stage) -> ServerMessage {
        let event = StageEvent::Started {
            stage,
            limit_ms: Duration::from_secs(10).into(),
        };
        ServerMessage::Stage(LegEvent { leg: 0, event })
    }

    async fn all(mut events: Events) -> Vec<Arc<str>> {
        let mut told = Vec::new();
        while let Some(event) = events.next().await {
            told.push(event);
        }
        told
    }

    #[tokio::test]
    async fn whoever_comes_late_is_told_the_same_in_the_same_order() {
        let publisher = Publisher::new();
        let early = publisher.subscribe();
        publisher.publish(&started(Stage::Resolve));
        let late = publisher.subscribe();
        let early = tokio::spawn(all(early));
        publisher.publish(&started(Stage::Connect));
        publisher.end(&[started(Stage::Negotiate)]);
        let after = publisher.subscribe();

        let told = early.await.unwrap();

        assert_eq!(told.len(), 3);
        assert!(told[0].contains("resolve") && told[2].contains("negotiate"));
        assert_eq!((all(late).await, all(after).await), (told.clone(), told));
    }

    #[tokio::test]
    async fn a_run_is_abandoned_when_the_last_subscriber_leaves() {
        let publisher = Publisher::new();
        let (one, other) = (publisher.subscribe(), publisher.subscribe());
        let mut abandoned = core::pin::pin!(publisher.abandoned());
        drop(one);
        assert!(futures_util::poll!(&mut abandoned).is_pending());

        drop(other);

        abandoned.await;
    }

    #[tokio::test]
    async fn news_without_end_are_not_kept_and_the_end_is_told_all_the_same() {
        let publisher = Publisher::new();
        for _ in 0..10_000 {
            publisher.publish(&started(Stage::Stay));
        }
        assert!(publisher.size() < 2 * NEWS_LIMIT, "{}", publisher.size());

        publisher.end(&[started(Stage::Desktop)]);

        let told = all(publisher.subscribe()).await;
        assert!(told.last().unwrap().contains("desktop"));
    }
}
