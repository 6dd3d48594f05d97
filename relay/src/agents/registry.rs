//! The agents that are connected to this relay, and the runs that they make.

use core::sync::atomic::{AtomicU64, Ordering};
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde::Serialize;
use tokio::sync::mpsc;
use wire::{AgentCheck, AgentCommand, LegEvent, PeerText, Report};

use super::name::AgentName;
use crate::clock;

/// The agents that are connected. Cheap to clone; all clones have the same ones.
#[derive(Clone, Debug, Default)]
pub struct Agents(Arc<Mutex<BTreeMap<AgentName, Arc<Connected>>>>);

/// An agent that is connected.
#[derive(Debug)]
pub struct Connected {
    name: AgentName,
    version: PeerText,
    room: usize,
    since_ms: i64,
    connection: Connection,
    commands: mpsc::Sender<AgentCommand>,
    runs: Mutex<HashMap<u64, Followed>>,
    next: AtomicU64,
}

/// To whom an agent is connected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Connection {
    /// To this relay.
    Here,
    /// To another relay on the bus.
    Elsewhere,
}

#[derive(Debug)]
struct Followed {
    news: mpsc::UnboundedSender<News>,
    /// How many more may come.
    left: usize,
}

/// What an agent tells of a run.
#[derive(Clone, Debug, PartialEq)]
pub enum News {
    /// Something happened.
    Stage(LegEvent),
    /// It is over. Whether this is a report that a run can have made is for whoever gets it to judge.
    Finished(Box<Report>),
    /// It did not begin: the agent has enough to do, or its relay does not let it.
    Refused,
    /// The agent can be heard no more.
    Lost,
}

/// What is told of an agent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AgentState {
    /// What it is called.
    pub name: String,
    /// Its version.
    pub version: PeerText,
    /// To whom it is connected.
    pub connection: Connection,
    /// Since when this relay knows of it, in milliseconds since 1970.
    pub since_ms: i64,
    /// How many runs it makes.
    pub running: usize,
    /// How many it makes at most.
    pub room: usize,
}

impl Agents {
    /// Lets an agent in that has proved who it is; absent where one of its name is connected to this relay. One that is
    /// known from elsewhere makes room: it has moved.
    pub fn enroll(
        &self,
        name: AgentName,
        version: PeerText,
        room: u8,
    ) -> Option<(Enrolled, mpsc::Receiver<AgentCommand>)> {
        self.enter(name, version, room, Connection::Here, |before| {
            before == Connection::Elsewhere
        })
    }

    /// Lets the image of another relay's agent in; absent where one of its name is there.
    pub fn enroll_elsewhere(
        &self,
        name: AgentName,
        version: PeerText,
        room: u8,
    ) -> Option<(Enrolled, mpsc::Receiver<AgentCommand>)> {
        self.enter(name, version, room, Connection::Elsewhere, |_| false)
    }

    fn enter(
        &self,
        name: AgentName,
        version: PeerText,
        room: u8,
        connection: Connection,
        makes_room: impl FnOnce(Connection) -> bool,
    ) -> Option<(Enrolled, mpsc::Receiver<AgentCommand>)> {
        let (commands, told) = mpsc::channel(MOST_COMMANDS);
        let mut agents = lock(&self.0);
        if agents.get(&name).is_some_and(|before| !makes_room(before.connection)) {
            return None;
        }
        let agent = Arc::new(Connected {
            name: name.clone(),
            version,
            room: usize::from(room).min(MOST_ROOM),
            since_ms: clock::unix_millis(),
            connection,
            commands,
            runs: Mutex::default(),
            next: AtomicU64::new(1),
        });
        agents.insert(name, Arc::clone(&agent));
        let agents = self.clone();
        Some((Enrolled { agent, agents }, told))
    }

    /// The agent of this name; absent where none is connected.
    pub fn find(&self, name: &str) -> Option<Arc<Connected>> {
        lock(&self.0).get(name).map(Arc::clone)
    }

    /// Whether an agent of this name is connected.
    pub fn has(&self, name: &str) -> bool {
        lock(&self.0).contains_key(name)
    }

    /// Whether this very agent is among them.
    pub fn holds(&self, agent: &Arc<Connected>) -> bool {
        let agents = lock(&self.0);
        agents
            .get(agent.name.as_str())
            .is_some_and(|held| Arc::ptr_eq(held, agent))
    }

    /// All of them, by name.
    pub fn states(&self) -> Vec<AgentState> {
        let agents = lock(&self.0);
        let state = |agent: &Arc<Connected>| AgentState {
            name: agent.name.to_string(),
            version: agent.version.clone(),
            connection: agent.connection,
            since_ms: agent.since_ms,
            running: lock(&agent.runs).len(),
            room: agent.room,
        };
        agents.values().map(state).collect()
    }
}

/// An agent's place among those that are connected. When it is dropped, the agent is gone, and so are its runs.
#[derive(Debug)]
pub struct Enrolled {
    agent: Arc<Connected>,
    agents: Agents,
}

impl Enrolled {
    /// The agent.
    pub fn agent(&self) -> &Arc<Connected> {
        &self.agent
    }
}

impl Drop for Enrolled {
    fn drop(&mut self) {
        let mut agents = lock(&self.agents.0);
        // Another one may have taken its place.
        if agents
            .get(&self.agent.name)
            .is_some_and(|held| Arc::ptr_eq(held, &self.agent))
        {
            agents.remove(&self.agent.name);
        }
        // The runs have a lock of their own.
        drop(agents);
        // Whoever follows them learns of it by the end of their news.
        lock(&self.agent.runs).clear();
    }
}

impl Connected {
    /// What it is called.
    pub fn name(&self) -> &AgentName {
        &self.name
    }

    /// Its version.
    pub fn version(&self) -> &PeerText {
        &self.version
    }

    /// How many runs it makes at most.
    pub fn room(&self) -> u8 {
        u8::try_from(self.room).unwrap_or(u8::MAX)
    }

    /// Starts a run.
    ///
    /// # Errors
    ///
    /// What is to be told of it where the agent has no room for one more, or does not listen.
    pub fn start(self: &Arc<Self>, check: &AgentCheck) -> Result<AgentRun, News> {
        let (news, told) = mpsc::unbounded_channel();
        let run = self.next.fetch_add(1, Ordering::Relaxed);
        {
            let mut runs = lock(&self.runs);
            if runs.len() >= self.room {
                return Err(News::Refused);
            }
            let left = MOST_NEWS;
            runs.insert(run, Followed { news, left });
        }
        let started = AgentRun {
            agent: Arc::clone(self),
            run,
            told,
        };
        let check = check.clone();
        let sent = self.commands.try_send(AgentCommand::Start { run, check });
        sent.map(|()| started).map_err(|_| News::Lost)
    }

    /// Passes on what the agent tells of a run. `Err` where it tells more than any run has to tell.
    ///
    /// # Errors
    ///
    /// Where that is so: whoever tells that much is no agent of ours.
    pub fn hear(&self, run: u64, news: News) -> Result<(), TooMuch> {
        let mut runs = lock(&self.runs);
        // One that nobody follows any more may still be told of.
        let Some(followed) = runs.get_mut(&run) else {
            return Ok(());
        };
        followed.left = followed.left.checked_sub(1).ok_or(TooMuch)?;
        let last = !matches!(news, News::Stage(_));
        // Nobody may listen any more.
        let _heard = followed.news.send(news);
        if last {
            runs.remove(&run);
        }
        Ok(())
    }
}

/// An agent tells more of a run than there can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooMuch;

/// A run at an agent. It stops where this is dropped.
#[derive(Debug)]
pub struct AgentRun {
    agent: Arc<Connected>,
    run: u64,
    told: mpsc::UnboundedReceiver<News>,
}

impl AgentRun {
    /// What the agent tells next; absent where it is gone, or has told the end.
    pub async fn next(&mut self) -> Option<News> {
        self.told.recv().await
    }

    /// Asks the agent to stop, and to tell what it has.
    pub fn cancel(&self) {
        // An agent that does not listen is about to be taken for gone.
        let _told = self.agent.commands.try_send(AgentCommand::Cancel { run: self.run });
    }
}

impl Drop for AgentRun {
    fn drop(&mut self) {
        if lock(&self.agent.runs).remove(&self.run).is_some() {
            self.cancel();
        }
    }
}

fn lock<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What an agent may be told before it has read what came before: a start and an end of each of its runs.
const MOST_COMMANDS: usize = 2 * MOST_ROOM;
/// No branch office asks for more checks at once.
const MOST_ROOM: usize = 32;
/// The nineteen stages of both legs begin and end, and some of them become known better afterwards.
const MOST_NEWS: usize = 256;

#[cfg(test)]
mod tests {
    use wire::{StageEvent, Target};

    use super::*;

    fn pc() -> AgentCheck {
        AgentCheck::from("pc".parse::<Target>().unwrap())
    }

    fn enrolled(agents: &Agents) -> (Enrolled, mpsc::Receiver<AgentCommand>) {
        agents.enroll("branch-7".parse().unwrap(), "0.1.0".into(), 1).unwrap()
    }

    #[tokio::test]
    async fn agent_that_is_gone_ends_its_runs_and_frees_its_name() {
        let agents = Agents::default();
        let (enrolled_once, _commands) = enrolled(&agents);
        assert!(agents.enroll("branch-7".parse().unwrap(), "0.1.0".into(), 1).is_none());
        let mut run = enrolled_once.agent().start(&pc()).unwrap();

        drop(enrolled_once);

        assert_eq!(run.next().await, None);
        assert!(!agents.has("branch-7"));
        drop(enrolled(&agents));
    }

    #[tokio::test]
    async fn an_agent_that_comes_here_takes_the_place_of_its_image() {
        let agents = Agents::default();
        let elsewhere = || agents.enroll_elsewhere("branch-7".parse().unwrap(), "0.1.0".into(), 1);
        let (image, _commands) = elsewhere().unwrap();
        assert!(elsewhere().is_none());

        let (here, _commands) = enrolled(&agents);

        assert!(agents.holds(here.agent()) && !agents.holds(image.agent()));
        assert!(elsewhere().is_none());
        drop(image);
        assert!(agents.holds(here.agent()));
    }

    #[tokio::test]
    async fn run_that_nobody_follows_is_stopped_and_gives_its_room_back() {
        let agents = Agents::default();
        let (enrolled, mut commands) = enrolled(&agents);
        let run = enrolled.agent().start(&pc()).unwrap();
        assert!(matches!(enrolled.agent().start(&pc()), Err(News::Refused)));

        drop(run);

        assert!(matches!(
            commands.recv().await,
            Some(AgentCommand::Start { run: 1, .. })
        ));
        assert_eq!(commands.recv().await, Some(AgentCommand::Cancel { run: 1 }));
        assert!(enrolled.agent().start(&pc()).is_ok());
    }

    #[tokio::test]
    async fn agent_that_tells_without_end_is_found_out() {
        let agents = Agents::default();
        let (enrolled, _commands) = enrolled(&agents);
        let _run = enrolled.agent().start(&pc()).unwrap();
        let event = || LegEvent {
            leg: 0,
            event: StageEvent::Started {
                stage: wire::Stage::Connect,
                limit_ms: wire::Elapsed::default(),
            },
        };
        let mut heard = (0..=MOST_NEWS).map(|_| enrolled.agent().hear(1, News::Stage(event())));

        assert_eq!(heard.by_ref().take(MOST_NEWS).find(Result::is_err), None);
        assert_eq!(heard.next(), Some(Err(TooMuch)));
    }
}
