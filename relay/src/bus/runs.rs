//! Runs of other relays, as if they were made here.
//!
//! Whoever has the key of a run may come to any of the relays with it. One that does not know the run asks all others, and
//! the one that has it tells everything that happens in it, from the first event on.

use core::time::Duration;
use std::sync::Arc;

use async_nats::{Message, Subject, Subscriber};
use futures_util::StreamExt as _;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::{Instant, MissedTickBehavior, interval, sleep, sleep_until, timeout};
use wire::{RunKey, ServerMessage};

use super::message::{Head, OfRun, SOUGHT, Said, Sought, control_of};
use super::{ALIVE_INTERVAL, Bus, SILENCE_LIMIT};
use crate::limits::Source;
use crate::random_name::random_name;
use crate::runs::{Events, Followed, KeyHash, Run, Runs};
use crate::stopping::stopped;

/// Tells other relays of the runs that are here, where they come with a key, until the relay is `stopping` and all that has
/// happened by then is told.
pub(crate) async fn tell_of_runs(bus: Bus, runs: Runs, mut stopping: watch::Receiver<bool>) {
    let mut telling = JoinSet::new();
    let each = stopping.clone();
    tokio::select! {
        () = tell_whoever_asks(&bus, &runs, &each, &mut telling) => {}
        () = stopped(&mut stopping) => {}
    }
    let told = async {
        while telling.join_next().await.is_some() {}
        // What the client still holds would go with it.
        if bus.is_up() {
            let _flushed = bus.client.flush().await;
        }
    };
    // A bus that hangs must not take the time in which the relay gives back what it holds in the store.
    let _in_time = timeout(ALIVE_INTERVAL, told).await;
}

/// Does not complete.
async fn tell_whoever_asks(bus: &Bus, runs: &Runs, stopping: &watch::Receiver<bool>, telling: &mut JoinSet<()>) {
    loop {
        let Ok(mut sought) = bus.client.subscribe(SOUGHT).await else {
            sleep(ALIVE_INTERVAL).await;
            continue;
        };
        loop {
            tokio::select! {
                message = sought.next() => {
                    let Some(message) = message else { break };
                    if telling.len() < MOST_FOLLOWERS
                        && let Some(told) = asked_for(bus, runs, message, stopping.clone())
                    {
                        telling.spawn(told);
                    }
                }
                Some(_over) = telling.join_next() => {}
            }
        }
    }
}

/// What is to be told of the run that a message asks for; absent where it is not here.
fn asked_for(
    bus: &Bus,
    runs: &Runs,
    message: Message,
    mut stopping: watch::Receiver<bool>,
) -> Option<impl Future<Output = ()> + Send + 'static> {
    let reply = message.reply?;
    let Sought { key, follower } = serde_json::from_slice(&message.payload).ok()?;
    let Followed { run, events } = runs.followed(&key)?;
    let control = control_of(&follower)?;
    let bus = bus.clone();
    Some(async move {
        // Before anything is told, so that no word to stop it is missed.
        if let Ok(said) = bus.client.subscribe(control).await {
            tell(&bus, &reply, said, &run, events, stopped(&mut stopping)).await;
        }
    })
}

/// Tells one relay of a run, up to its end, or for as long as that relay says that it listens and this one does not `stop`.
async fn tell(
    bus: &Bus,
    reply: &Subject,
    mut said: Subscriber,
    run: &Run,
    mut events: Events,
    stop: impl Future<Output = ()>,
) {
    let head = Head {
        id: run.id().clone(),
        target: run.target().clone(),
        over: run.is_over(),
    };
    bus.publish(reply.to_string(), &OfRun::Here(Box::new(head))).await;
    let mut alive = interval(ALIVE_INTERVAL);
    let mut gone = core::pin::pin!(sleep(SILENCE_LIMIT));
    let mut stop = core::pin::pin!(stop);
    loop {
        tokio::select! {
            // What has happened is told before anything ends.
            biased;
            event = events.next() => {
                let Some(event) = event else { return };
                let over = events.is_over();
                bus.publish(reply.to_string(), &OfRun::Event { event: event.to_string(), over }).await;
                if over {
                    return;
                }
            }
            Some(message) = said.next() => match serde_json::from_slice(&message.payload) {
                Ok(Said::Still) => gone.as_mut().reset(Instant::now() + SILENCE_LIMIT),
                Ok(Said::Cancel) => run.cancel(),
                Ok(Said::Left) | Err(_) => return,
            },
            () = &mut stop => return,
            () = &mut gone => return,
            _ = alive.tick() => bus.publish(reply.to_string(), &OfRun::Alive).await,
        }
    }
}

impl Bus {
    /// The run that a key opens at another relay, which becomes one of `runs` while it is under way; absent
    /// where no relay has it, and where `source` or all together seek too many.
    pub(crate) async fn find_run(&self, runs: &Runs, key: &RunKey, source: Option<Source>) -> Option<Followed> {
        let key = KeyHash::of_key(key).filter(|_| self.is_up())?;
        // The source's own count first, so that whoever guesses uses up nothing that others need.
        if self.sought_by.take(&source).is_err() || self.sought.take(&()).is_err() {
            return None;
        }
        let (inbox, follower) = (self.client.new_inbox(), random_name());
        // Before the question, so that no answer is missed.
        let mut told = self.client.subscribe(inbox.clone()).await.ok()?;
        let control = control_of(&follower)?;
        let sought = Sought {
            key: key.clone(),
            follower,
        };
        let sought = serde_json::to_vec(&sought).ok()?;
        let sent = self.client.publish_with_reply(SOUGHT, inbox, sought.into());
        sent.await.ok()?;
        let first = timeout(ANSWER_LIMIT, told.next()).await.ok()??;
        // A server on which no other relay listens says so at once, without a word of ours.
        let OfRun::Here(head) = serde_json::from_slice(&first.payload).ok()? else {
            return None;
        };
        let followed = runs.mirror(key, head.id, head.target);
        let image = Image {
            bus: self.clone(),
            run: Arc::clone(&followed.run),
            told,
            control,
        };
        if head.over {
            // It stays where it was made, and is fetched again by whoever comes again: kept here, it would live longer.
            image.follow().await;
            return followed.run.ended().is_some().then_some(followed);
        }
        runs.begin(&followed.run);
        let runs = runs.clone();
        // By itself, so that the run is settled also where whoever wants it goes away meanwhile.
        tokio::spawn(async move {
            let run = Arc::clone(&image.run);
            image.follow().await;
            runs.settle(&run);
        });
        Some(followed)
    }
}

/// A run of another relay.
struct Image {
    bus: Bus,
    run: Arc<Run>,
    told: Subscriber,
    control: String,
}

impl Image {
    /// Takes in what the other relay tells, until the run is over or nobody follows it here any more.
    async fn follow(mut self) {
        let mut still = interval(ALIVE_INTERVAL);
        still.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut silent = Instant::now() + SILENCE_LIMIT;
        loop {
            tokio::select! {
                // Whoever stops it and leaves wants it stopped.
                biased;
                () = self.run.cancelled() => self.say(&Said::Cancel).await,
                message = self.told.next() => {
                    silent = Instant::now() + SILENCE_LIMIT;
                    if self.take(message) {
                        break;
                    }
                }
                () = self.run.abandoned() => {
                    self.say(&Said::Left).await;
                    // For whoever comes just now.
                    self.run.lose();
                    break;
                }
                _ = still.tick() => self.say(&Said::Still).await,
                () = sleep_until(silent) => {
                    self.run.lose();
                    break;
                }
            }
        }
    }

    /// Takes in one message; whether it was the last.
    fn take(&self, message: Option<Message>) -> bool {
        let told = message.and_then(|message| serde_json::from_slice(&message.payload).ok());
        match told {
            Some(OfRun::Alive | OfRun::Here(_)) => false,
            Some(OfRun::Event { event, over }) => {
                match serde_json::from_str(&event) {
                    Ok(ServerMessage::Finished(report)) => self.run.take_over(*report),
                    // What its connections carried stays where it was made.
                    Ok(ServerMessage::Recorded { .. }) => {}
                    Ok(event) if over => self.run.end_with(&event),
                    Ok(event) => self.run.publish(&event),
                    Err(_) => {
                        self.run.lose();
                        return true;
                    }
                }
                over
            }
            None => {
                self.run.lose();
                true
            }
        }
    }

    async fn say(&self, said: &Said) {
        self.bus.publish(self.control.clone(), said).await;
    }
}

/// A key that opens nothing anywhere is refused after this: relays answer within milliseconds.
const ANSWER_LIMIT: Duration = Duration::from_secs(2);
/// More than a relay has runs that somebody follows.
const MOST_FOLLOWERS: usize = 4096;
