//! Agents of this relay, for all others.

use core::time::Duration;
use std::sync::Arc;

use async_nats::{Message, Subject};
use futures_util::StreamExt as _;
use tokio::task::{JoinHandle, JoinSet};
use tokio::time::{MissedTickBehavior, interval, sleep};
use wire::Extent;

use super::message::{Gone, Here, Told, Wanted, cancel_of, of_agent};
use super::{ALIVE_INTERVAL, Bus};
use crate::agents::{Connected, News};
use crate::net::dial::Network;

/// An agent is offered to the other relays for as long as this is there.
#[derive(Debug)]
pub(crate) struct Offer {
    bus: Bus,
    agent: Arc<Connected>,
    serving: JoinHandle<()>,
}

impl Drop for Offer {
    fn drop(&mut self) {
        // Its runs end with it.
        self.serving.abort();
        let (bus, agent) = (self.bus.clone(), Arc::clone(&self.agent));
        // A drop cannot wait for the bus.
        tokio::spawn(async move {
            let relay = bus.relay.to_string();
            bus.publish(of_agent(agent.name(), "gone"), &Gone { relay }).await;
        });
    }
}

impl Bus {
    /// Offers an agent that is connected here. What it is to check, `network` judges first: the relay that asks may have
    /// other rules.
    pub(crate) fn offer(&self, agent: &Arc<Connected>, network: &Arc<Network>) -> Offer {
        let agent = Arc::clone(agent);
        let serving = serve(self.clone(), Arc::clone(&agent), Arc::clone(network));
        Offer {
            bus: self.clone(),
            agent,
            serving: tokio::spawn(serving),
        }
    }
}

/// Says that the agent is there, and has it make the runs that other relays want.
async fn serve(bus: Bus, agent: Arc<Connected>, network: Arc<Network>) {
    let mut runs = JoinSet::new();
    let mut here = interval(HERE_INTERVAL);
    here.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        // One of all relays that have an agent of this name gets each request.
        let subscribed = bus
            .client
            .queue_subscribe(of_agent(agent.name(), "run"), QUEUE.to_owned());
        let Ok(mut wanted) = subscribed.await else {
            sleep(HERE_INTERVAL).await;
            continue;
        };
        loop {
            tokio::select! {
                _ = here.tick() => {
                    let message = Here {
                        relay: bus.relay.to_string(),
                        version: agent.version().clone(),
                        room: agent.room(),
                    };
                    bus.publish(of_agent(agent.name(), "here"), &message).await;
                }
                message = wanted.next() => {
                    let Some(message) = message else { break };
                    runs.spawn(make(bus.clone(), Arc::clone(&agent), Arc::clone(&network), message));
                }
                Some(_over) = runs.join_next() => {}
            }
        }
    }
}

/// Has the agent make one run, and tells whoever wants it.
async fn make(bus: Bus, agent: Arc<Connected>, network: Arc<Network>, message: Message) {
    let Some(reply) = message.reply else { return };
    let Some((wanted, cancel)) = wanted(&message.payload) else {
        return bus.publish(reply.to_string(), &Told::Refused).await;
    };
    // Before the run, so that no word to stop it is missed.
    let cancelled = bus.client.subscribe(cancel).await;
    // As much of it as this relay's own rules admit.
    let way = network.judge_way(wanted.check.target.clone(), wanted.check.route.clone());
    let way = match wanted.check.extent {
        Extent::Whole => way,
        Extent::Gateway => way.gateway_alone(),
    };
    // All of it or nothing: whoever asked would take what is left out for not reached.
    let admitted = way.for_agent().is_some_and(|check| check == wanted.check);
    let run = if admitted {
        agent.start(&wanted.check)
    } else {
        Err(News::Refused)
    };
    let (mut cancelled, mut run) = match (cancelled, run) {
        (Ok(cancelled), Ok(run)) => (cancelled, run),
        (_, Err(news)) => return pass_on(&bus, &reply, &told(news)).await,
        (Err(_), Ok(_)) => return pass_on(&bus, &reply, &Told::Lost).await,
    };
    let mut alive = interval(ALIVE_INTERVAL);
    loop {
        tokio::select! {
            news = run.next() => {
                let told = told(news.unwrap_or(News::Lost));
                let over = !matches!(told, Told::Stage(_));
                pass_on(&bus, &reply, &told).await;
                if over {
                    return;
                }
            }
            Some(_) = cancelled.next() => run.cancel(),
            _ = alive.tick() => pass_on(&bus, &reply, &Told::Alive).await,
        }
    }
}

/// What is wanted, and on which subject it is stopped; absent where no relay wants that.
fn wanted(payload: &[u8]) -> Option<(Wanted, String)> {
    let wanted: Wanted = serde_json::from_slice(payload).ok()?;
    let cancel = cancel_of(&wanted.run)?;
    Some((wanted, cancel))
}

fn told(news: News) -> Told {
    match news {
        News::Stage(event) => Told::Stage(event),
        News::Finished(report) => Told::Finished(report),
        News::Refused => Told::Refused,
        News::Lost => Told::Lost,
    }
}

async fn pass_on(bus: &Bus, reply: &Subject, told: &Told) {
    bus.publish(reply.to_string(), told).await;
}

/// The relays that have an agent of one name are one group.
const QUEUE: &str = "relays";
/// How often the others are told that an agent is there.
pub(super) const HERE_INTERVAL: Duration = Duration::from_secs(2);
