//! Agents of other relays, as if they were connected here.

use core::time::Duration;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use async_nats::{Message, StatusCode};
use futures_util::StreamExt as _;
use tokio::sync::mpsc;
use tokio::task::{AbortHandle, JoinSet};
use tokio::time::{Instant, MissedTickBehavior, interval, sleep, timeout};
use tracing::info;
use wire::{AgentCheck, AgentCommand};

use super::message::{Gone, Here, Told, Wanted, agent_in, cancel_of, of_agent, of_any_agent};
use super::offer::HERE_INTERVAL;
use super::{Bus, SILENCE_LIMIT};
use crate::agents::{AgentName, Agents, Connected, Enrolled, News};
use crate::random_name::random_name;

/// Keeps `agents` what it is to be of other relays: those that `is_known` here, while they are there. Does not complete.
pub(crate) async fn mirror(bus: Bus, agents: Agents, is_known: impl Fn(&AgentName) -> bool) {
    loop {
        let here = bus.client.subscribe(of_any_agent("here")).await;
        let gone = bus.client.subscribe(of_any_agent("gone")).await;
        let (Ok(mut here), Ok(mut gone)) = (here, gone) else {
            sleep(HERE_INTERVAL).await;
            continue;
        };
        let mut mirrored = Mirrored::default();
        let mut sweep = interval(HERE_INTERVAL);
        sweep.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                message = here.next() => match message {
                    Some(message) => mirrored.here(&message, &bus, &agents, &is_known),
                    None => break,
                },
                message = gone.next() => match message {
                    Some(message) => mirrored.gone(&message),
                    None => break,
                },
                _ = sweep.tick() => mirrored.sweep(),
            }
        }
    }
}

/// The agents of other relays.
#[derive(Default)]
struct Mirrored(BTreeMap<AgentName, Image>);

/// One of them.
struct Image {
    relay: String,
    agent: Arc<Connected>,
    seen: Instant,
    /// It passes commands on, and holds the agent's place.
    passing: AbortHandle,
}

impl Drop for Image {
    fn drop(&mut self) {
        self.passing.abort();
    }
}

impl Mirrored {
    fn here(&mut self, message: &Message, bus: &Bus, agents: &Agents, is_known: &impl Fn(&AgentName) -> bool) {
        let name = agent_in(&message.subject).filter(is_known);
        let (Some(name), Ok(here)) = (name, serde_json::from_slice::<Here>(&message.payload)) else {
            return;
        };
        // One that has come to this relay meanwhile has taken the place of its image.
        let current = self.0.get_mut(&name).filter(|image| agents.holds(&image.agent));
        match current {
            Some(image) if image.relay == here.relay => image.seen = Instant::now(),
            // It has moved: the relay that told of it last has it.
            Some(_) | None => {
                // First the old image, whose place the new one takes.
                self.0.remove(&name);
                let Some((enrolled, commands)) = agents.enroll_elsewhere(name.clone(), here.version, here.room) else {
                    return;
                };
                info!(agent = %name, "an agent of another server can be used here");
                let agent = Arc::clone(enrolled.agent());
                let passing = tokio::spawn(pass(bus.clone(), enrolled, commands)).abort_handle();
                let image = Image {
                    relay: here.relay,
                    agent,
                    seen: Instant::now(),
                    passing,
                };
                self.0.insert(name, image);
            }
        }
    }

    fn gone(&mut self, message: &Message) {
        let gone = serde_json::from_slice::<Gone>(&message.payload);
        let (Some(name), Ok(gone)) = (agent_in(&message.subject), gone) else {
            return;
        };
        if self.0.get(&name).is_some_and(|image| image.relay == gone.relay) {
            self.0.remove(&name);
        }
    }

    fn sweep(&mut self) {
        self.0.retain(|_, image| image.seen.elapsed() < GONE_AFTER);
    }
}

/// Passes on what the agent is told, and what it tells.
async fn pass(bus: Bus, enrolled: Enrolled, mut commands: mpsc::Receiver<AgentCommand>) {
    let mut names: HashMap<u64, String> = HashMap::new();
    let mut runs = JoinSet::new();
    loop {
        tokio::select! {
            command = commands.recv() => match command {
                Some(AgentCommand::Start { run, check }) => {
                    let name = random_name();
                    // By this name alone the relay of the agent can be told to stop it.
                    names.insert(run, name.clone());
                    runs.spawn(follow(bus.clone(), Arc::clone(enrolled.agent()), run, name, check));
                }
                Some(AgentCommand::Cancel { run }) => {
                    let subject = names.get(&run).and_then(|name| cancel_of(name));
                    if let Some(subject) = subject {
                        bus.publish(subject, &()).await;
                    }
                }
                Some(AgentCommand::Challenge { .. } | AgentCommand::Welcome | AgentCommand::Rejected(_)) => {}
                None => return,
            },
            Some(over) = runs.join_next() => {
                if let Ok(run) = over {
                    names.remove(&run);
                }
            }
        }
    }
}

/// Has the other relay make a run, and tells whoever follows it here. Where that relay or the bus is lost, so is the run.
async fn follow(bus: Bus, agent: Arc<Connected>, run: u64, name: String, check: AgentCheck) -> u64 {
    let inbox = bus.client.new_inbox();
    let asked = async {
        let told = bus.client.subscribe(inbox.clone()).await.ok()?;
        let wanted = serde_json::to_vec(&Wanted { run: name, check }).ok()?;
        let subject = of_agent(agent.name(), "run");
        let sent = bus.client.publish_with_reply(subject, inbox, wanted.into());
        // While the bus is away, the client would keep the question and ask it at its return, when nobody waits any
        // more.
        bus.is_up().then_some(sent)?.await.ok()?;
        Some(told)
    };
    let Some(mut told) = asked.await else {
        let _end = agent.hear(run, News::Lost);
        return run;
    };
    loop {
        let message = timeout(SILENCE_LIMIT, told.next()).await.ok().flatten();
        // A server without anybody who listens says so at once.
        let message = message.filter(|message| message.status != Some(StatusCode::NO_RESPONDERS));
        let said = message.and_then(|message| serde_json::from_slice(&message.payload).ok());
        let news = match said {
            Some(Told::Alive) => continue,
            Some(Told::Stage(event)) => News::Stage(event),
            Some(Told::Finished(report)) => News::Finished(report),
            Some(Told::Refused) => News::Refused,
            Some(Told::Lost) | None => News::Lost,
        };
        let over = !matches!(news, News::Stage(_));
        if agent.hear(run, news).is_err() || over {
            return run;
        }
    }
}

/// Four times in a row nothing was told of it.
const GONE_AFTER: Duration = Duration::from_secs(8);
