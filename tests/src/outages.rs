//! Each part is killed in turn while people go on checking and sharing, and all is as before once it is back.

use core::time::Duration;
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use fixtures::http::Client;
use fixtures::{clock, net};
use tokio::runtime::Runtime;

use crate::live::Live;
use crate::program::Program;
use crate::rdptrace::Relay;
use crate::site::{AGENT, Site, await_bus, await_image};
use crate::store::share_request;

/// Two servers on a bus with one database, an agent of one of them, and people who go on checking and sharing.
pub struct Outages {
    load: Load,
    parts: Parts,
}

/// A part was killed, and everything that people do works again.
pub struct Outage<'a> {
    /// What was killed.
    pub part: Part,
    /// From the moment when its return began until everything worked again.
    pub took: Duration,
    /// The results of which somebody was told before the kill that they are shared.
    pub shared: &'a [String],
    /// Both servers.
    pub servers: [&'a Relay; 2],
}

impl Outages {
    /// Starts everything but the people.
    pub fn start() -> Self {
        let addresses = [net::own_socket(), net::own_socket()];
        let load = Load::new(addresses);
        let parts = Parts::start(addresses, &load.computers);
        Self { load, parts }
    }

    /// Both servers; the agent is connected to the second one.
    pub fn servers(&self) -> [&Relay; 2] {
        [ONE, OTHER].map(|number| self.parts.server(number))
    }

    /// A computer whose port is closed.
    pub fn closed(&self) -> SocketAddr {
        self.parts.site.closed
    }

    /// The results of which somebody was told that they are shared.
    pub fn shared(&self) -> Vec<String> {
        self.load.state().shared.clone()
    }

    /// Kills each part in turn under load, and tells `seen` of it once it is back and all is as before.
    pub fn kill_each(&mut self, mut seen: impl FnMut(&Outage<'_>)) {
        let Self { load, parts } = self;
        let load = &*load;
        thread::scope(|scope| {
            // They go home when this is dropped, however this ends.
            let _over: Vec<Sender<()>> = load
                .computers
                .iter()
                .map(|computer| {
                    let (over, told) = mpsc::channel();
                    scope.spawn(|| load.come(*computer, told));
                    over
                })
                .collect();
            load.await_all(&EVERYTHING, clock::READY);
            for part in Part::ALL {
                let shared = load.next_time();
                parts.kill(part);
                parts.await_missed(part);
                // Whatever began before has come to an end, well or not.
                load.next_time();
                load.await_all(part.spares(), clock::READY);

                let returns = clock::now();
                parts.bring_back(part);
                load.next_time();
                load.await_all(&EVERYTHING, PATIENCE);
                let took = returns.elapsed();
                parts.await_well();

                let known = load.state().shared.clone();
                seen(&Outage {
                    part,
                    took,
                    shared: known.get(..shared).unwrap_or_default(),
                    servers: [ONE, OTHER].map(|number| parts.server(number)),
                });
            }
        });
    }
}

/// What somebody does, and at which of both servers.
type Act = (Doing, usize);

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Doing {
    /// A check from the server itself.
    CheckHere,
    /// A check from the agent.
    CheckByAgent,
    /// A result is shared.
    Share,
}

const EVERYTHING: [Act; 6] = [
    (Doing::CheckHere, ONE),
    (Doing::CheckHere, OTHER),
    (Doing::CheckByAgent, ONE),
    (Doing::CheckByAgent, OTHER),
    (Doing::Share, ONE),
    (Doing::Share, OTHER),
];

/// What is killed.
#[derive(Clone, Copy, Debug)]
pub enum Part {
    /// The agent.
    Agent,
    /// The NATS server.
    Bus,
    /// The server that the agent is connected to.
    Server,
    /// PostgreSQL.
    Database,
}

impl Part {
    /// Each of them, in the order in which they are killed.
    pub const ALL: [Self; 4] = [Self::Agent, Self::Bus, Self::Server, Self::Database];

    /// What goes on without it.
    fn spares(self) -> &'static [Act] {
        match self {
            Self::Agent => &[
                (Doing::CheckHere, ONE),
                (Doing::CheckHere, OTHER),
                (Doing::Share, ONE),
                (Doing::Share, OTHER),
            ],
            Self::Bus => &[
                (Doing::CheckHere, ONE),
                (Doing::CheckHere, OTHER),
                (Doing::CheckByAgent, OTHER),
                (Doing::Share, ONE),
                (Doing::Share, OTHER),
            ],
            Self::Server => &[(Doing::CheckHere, ONE), (Doing::Share, ONE)],
            Self::Database => &[
                (Doing::CheckHere, ONE),
                (Doing::CheckHere, OTHER),
                (Doing::CheckByAgent, ONE),
                (Doing::CheckByAgent, OTHER),
            ],
        }
    }
}

/// All that runs. What is killed is absent until it is back.
struct Parts {
    site: Site,
    one: Relay,
    other: Option<Relay>,
    agent: Option<Program>,
    address_of_other: SocketAddr,
    computers: Vec<SocketAddr>,
}

impl Parts {
    fn start(addresses: [SocketAddr; 2], computers: &[SocketAddr]) -> Self {
        let site = Site::open();
        let [one, other] = addresses.map(|address| site.server_at(address));
        await_bus(&one);
        await_bus(&other);
        let agent = site.agent_for(&other, computers);
        await_image(&one);
        Self {
            site,
            one,
            other: Some(other),
            agent: Some(agent),
            address_of_other: addresses[OTHER],
            computers: computers.to_vec(),
        }
    }

    fn server(&self, number: usize) -> &Relay {
        let other = || self.other.as_ref().expect("it runs");
        if number == ONE { &self.one } else { other() }
    }

    fn kill(&mut self, part: Part) {
        match part {
            Part::Agent => self.agent = None,
            Part::Bus => self.site.nats.kill(),
            Part::Server => self.other = None,
            Part::Database => self.site.database.cluster().kill(),
        }
    }

    fn bring_back(&mut self, part: Part) {
        match part {
            Part::Agent => self.agent = Some(self.site.agent_for(self.server(OTHER), &self.computers)),
            Part::Bus => self.site.nats.resume(),
            Part::Server => self.other = Some(self.site.server_at(self.address_of_other)),
            Part::Database => self.site.database.cluster().resume(),
        }
    }

    /// Waits until those who need the part have noticed that it is gone.
    fn await_missed(&self, part: Part) {
        let readiness = |relay: &Relay, field: &str, value: &str| {
            relay.program.await_some("it misses what was killed", |_| {
                let ready = Client::of(&relay.url).get("/readyz").json();
                (ready.get(field)? == value).then_some(())
            });
        };
        match part {
            Part::Agent => [ONE, OTHER].map(|number| await_agents(self.server(number), &[])),
            Part::Bus => [ONE, OTHER].map(|number| readiness(self.server(number), "bus", "lost")),
            Part::Server => {
                // As seldom as it ever does, the agent asks whether it is back.
                let agent = self.agent.as_ref().expect("it runs");
                agent.await_some("it has lost its server for a while", |lines| {
                    let tries = lines.iter().filter(|line| line.contains("connecting again")).count();
                    (tries >= TRIES_TO_THE_LONGEST_PAUSE).then_some(())
                });
                [await_agents(&self.one, &[]), ()]
            }
            Part::Database => [ONE, OTHER].map(|number| readiness(self.server(number), "store", "unavailable")),
        };
    }

    /// Waits until both servers say of themselves that nothing is missing.
    fn await_well(&self) {
        for number in [ONE, OTHER] {
            let relay = self.server(number);
            relay.program.await_some("it misses nothing", |_| {
                let ready = Client::of(&relay.url).get("/readyz");
                (ready.status == 200 && ready.json().get("bus")? == "ok").then_some(())
            });
            await_agents(relay, &[AGENT]);
        }
    }
}

fn await_agents(server: &Relay, expected: &[&str]) {
    let runtime = Runtime::new().expect("a runtime");
    server.program.await_some("it has these agents", |_| {
        let agents = runtime.block_on(async { Live::open(server).await.agents });
        (agents == expected).then_some(())
    });
}

/// What people do all the time.
struct Load {
    addresses: [SocketAddr; 2],
    /// Each has one of their own.
    computers: Vec<SocketAddr>,
    state: Mutex<State>,
    news: Condvar,
}

#[derive(Debug, Default)]
struct State {
    /// Counts the times in which everything is there, or not.
    time: u32,
    /// What succeeded that began in this time.
    done: BTreeMap<Act, usize>,
    /// The results that somebody was told are shared.
    shared: Vec<String>,
}

impl Load {
    fn new(addresses: [SocketAddr; 2]) -> Self {
        Self {
            addresses,
            computers: (0..PEOPLE).map(|_| net::own_socket()).collect(),
            state: Mutex::default(),
            news: Condvar::new(),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Counts anew, nothing but what begins from now on; how many results are shared.
    fn next_time(&self) -> usize {
        let mut state = self.state();
        state.time += 1;
        state.done.clear();
        state.shared.len()
    }

    /// Waits until each of `acts` has succeeded a few times that began since [`Self::next_time`].
    fn await_all(&self, acts: &[Act], patience: Duration) {
        let begun = clock::now();
        let missing = |state: &mut State| {
            let too_few = |act| state.done.get(act).is_none_or(|times| *times < FEW);
            acts.iter().any(too_few)
        };
        let (state, _) = self
            .news
            .wait_timeout_while(self.state(), patience, missing)
            .unwrap_or_else(PoisonError::into_inner);
        let done = state.done.clone();
        drop(state);
        assert!(
            acts.iter().all(|act| done.get(act).is_some_and(|times| *times >= FEW)),
            "of {acts:?} no more than {done:?} in {:?}",
            begun.elapsed()
        );
    }

    /// Somebody does everything in turn, until they are told to go home.
    fn come(&self, computer: SocketAddr, over: Receiver<()>) {
        let clients = self.addresses.map(|server| Client::of(&format!("http://{server}/")));
        for (doing, server) in EVERYTHING.iter().cycle() {
            if over.recv_timeout(PACE) != Err(RecvTimeoutError::Timeout) {
                return;
            }
            let time = self.state().time;
            let client = clients.get(*server).expect("one of the two");
            let shared = match doing {
                Doing::CheckHere => checks(client, computer, "").then_some(None),
                Doing::CheckByAgent => checks(client, computer, AGENT).then_some(None),
                Doing::Share => share(client).map(Some),
            };
            let Some(shared) = shared else { continue };
            let mut state = self.state();
            state.shared.extend(shared);
            if state.time == time {
                *state.done.entry((*doing, *server)).or_default() += 1;
            }
            drop(state);
            self.news.notify_all();
        }
    }
}

/// Whether a check of `computer` from this place comes to its end. A form that names an agent that has gone is answered by
/// the server itself, which is no check from there.
fn checks(client: &Client, computer: SocketAddr, from: &str) -> bool {
    let begun = client.try_form("/check", &format!("target={computer}&from={from}"));
    let key = begun.ok().and_then(|begun| {
        let path = begun.headers.get("location")?.to_str().ok()?;
        Some(path.strip_prefix("/run/")?.to_owned())
    });
    let events = [("accept", "text/event-stream")];
    let told = key.and_then(|key| client.try_send("GET", &format!("/api/runs/{key}"), &events, None).ok());
    told.is_some_and(|told| {
        let told = String::from_utf8_lossy(&told.body);
        let by_agent = told.contains(&format!("\"agent\":\"{AGENT}\""));
        told.contains("\"end\":\"completed\"") && by_agent == (from == AGENT)
    })
}

/// Shares a result; its id.
fn share(client: &Client) -> Option<String> {
    let body = share_request("under load").to_string();
    let answer = client.try_send("POST", "/api/reports", &[], Some(body.as_bytes()));
    let answer = answer.ok().filter(|answer| answer.status == 201)?;
    Some(answer.text("id"))
}

const ONE: usize = 0;
/// The agent is connected to this one.
const OTHER: usize = 1;
/// At once.
const PEOPLE: usize = 4;
/// Between what one of them does and what they do next: together a few dozen requests a second, which two busy cores can do.
const PACE: Duration = Duration::from_millis(50);
/// Of each.
const FEW: usize = 3;
/// Within this time everything works again.
pub const PROMISED: Duration = Duration::from_secs(10);
/// So that what comes too late is told with its time.
const PATIENCE: Duration = Duration::from_secs(60);
/// One, two, and four seconds went by, and eight is the longest.
const TRIES_TO_THE_LONGEST_PAUSE: usize = 4;
