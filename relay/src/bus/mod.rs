//! The bus between the relays of one organisation: NATS, with nothing on it that has to last.
//!
//! ```text
//!  agent --WebSocket--> relay A: offer --here, stage, finished--> NATS --> relay B: mirror --> registry of agents
//!                                     <----------run, cancel-----      <--
//! ```
//!
//! Each agent is connected to one relay. That relay [offers](Bus::offer) it, and all others [mirror](mirror::mirror) it, so
//! that to everything else it is an agent like those that are connected here. What comes over the bus is judged like what
//! comes from an agent: it comes from one.
//!
//! | subject | what |
//! |---|---|
//! | `rdptrace.v1.agent.<name>.here` | the agent is there, told every few seconds |
//! | `rdptrace.v1.agent.<name>.gone` | it has gone |
//! | `rdptrace.v1.agent.<name>.run` | a run is wanted; its news go to the reply subject |
//! | `rdptrace.v1.run.<id>.cancel` | that run is to stop |
//! | `rdptrace.v1.run.sought` | a run is sought by the hash of its key; what happens in it goes to the reply subject |
//! | `rdptrace.v1.follower.<id>.said` | whoever follows it is still there, has left, or wants it to stop |

#[cfg(feature = "fuzz")]
pub(crate) mod fuzz;
mod message;
mod mirror;
mod offer;
mod runs;

use core::future::{Ready, ready};
use core::num::NonZeroU32;
use core::time::Duration;
use std::fs;
use std::sync::{Arc, Mutex, PoisonError};

use async_nats::connection::State;
use async_nats::{Client, ConnectOptions, Event, ServerAddr};
use serde::Serialize;
use tracing::{info, warn};

pub(crate) use self::mirror::mirror;
pub(crate) use self::runs::tell_of_runs;
use crate::Error;
use crate::config::BusSettings;
use crate::limits::{Rate, Source};
use crate::random_name::random_name;

/// This relay's connection to the bus. Cheap to clone; all clones have the same one.
#[derive(Clone, Debug)]
pub(crate) struct Bus {
    client: Client,
    /// What this relay is called on the bus until its next start.
    relay: Arc<str>,
    /// How often runs may be sought at other relays.
    sought: Arc<Rate<()>>,
    /// The same by one source; those whose source is not known are one.
    sought_by: Arc<Rate<Option<Source>>>,
}

impl Bus {
    /// Connects, now or as soon as the bus is there. Whether it is, [`Self::is_up`] tells.
    ///
    /// # Errors
    ///
    /// Where the key cannot be read, or is none.
    ///
    /// # Panics
    ///
    /// Where the system's random source does not work.
    pub(crate) async fn connect(settings: &BusSettings) -> Result<Self, Error> {
        let mut options = ConnectOptions::new()
            .name("rdptrace")
            // A relay starts without its bus: what it can do alone it does.
            .retry_on_initial_connect()
            // A relay has its own agents without the bus.
            .no_echo()
            .ping_interval(PING_INTERVAL)
            .connection_timeout(CONNECT_LIMIT)
            .reconnect_delay_callback(|_| RECONNECT_PAUSE)
            .event_callback(teller());
        if let Some(path) = &settings.nkey {
            let seed = fs::read_to_string(path).map_err(|error| Error::Bus {
                what: format!("can't read the key in {}: {error}", path.display()),
            })?;
            options = options.nkey(seed.trim().to_owned());
        }
        if let Some(path) = &settings.roots {
            options = options.add_root_certificates(path.clone());
        }
        let servers = settings.address.servers().iter();
        let servers: Result<Vec<ServerAddr>, _> = servers.map(|server| server.as_str().parse()).collect();
        let servers = servers.map_err(|error| Error::Bus {
            what: error.to_string(),
        })?;
        let connected = options.connect(servers).await;
        let client = connected.map_err(|error| Error::Bus {
            what: error.to_string(),
        })?;
        let relay = random_name().into();
        let second = Duration::from_secs(1);
        Ok(Self {
            client,
            relay,
            sought: Arc::new(Rate::new(MOST_SOUGHT, second)),
            sought_by: Arc::new(Rate::new(MOST_SOUGHT_BY_ONE, second)),
        })
    }

    /// Whether the bus is there.
    pub(crate) fn is_up(&self) -> bool {
        self.client.connection_state() == State::Connected
    }

    /// Tells something to whoever listens. While the bus is away, nobody does, and nothing waits for it.
    async fn publish(&self, subject: String, message: &impl Serialize) {
        if !self.is_up() {
            return;
        }
        // What was made here can be written down.
        let json = serde_json::to_vec(message).unwrap_or_default();
        // Whoever waits for it notices that it does not come.
        let _sent = self.client.publish(subject, json.into()).await;
    }
}

/// Writes one line where the bus comes or goes, or cannot be used for another reason than before.
fn teller() -> impl Fn(Event) -> Ready<()> + Send + Sync + 'static {
    let last = Mutex::new(String::new());
    let is_new = move |error: String| {
        let mut last = last.lock().unwrap_or_else(PoisonError::into_inner);
        let is_new = *last != error;
        *last = error;
        is_new
    };
    move |event| {
        match event {
            Event::Connected => {
                is_new(String::new());
                info!("the bus is there");
            }
            Event::Disconnected => warn!("the bus is lost: this server does alone what it can until it's back"),
            Event::SlowConsumer(_) => warn!("the bus brings more than this server can take"),
            // The same is tried again every second.
            Event::ServerError(error) if is_new(error.to_string()) => warn!("the bus says: {error}"),
            Event::ClientError(error) if is_new(error.to_string()) => {
                let error = error.to_string();
                warn!("the bus can't be used: {error}{}", hint(&error));
            }
            Event::ServerError(_) | Event::ClientError(_) => {}
            Event::LameDuckMode | Event::Draining | Event::Closed => {}
        }
        ready(())
    }
}

/// What the client keeps to itself: it says of every failure below NATS only that there was one.
fn hint(error: &str) -> &'static str {
    if error.ends_with("IO error") || error.ends_with("TLS error") {
        " (either nothing answers there, or it wants TLS, or its certificate isn't trusted here)"
    } else {
        ""
    }
}

/// What no run of an agent outlives: what is told in between comes every second or two.
const SILENCE_LIMIT: Duration = Duration::from_secs(6);
/// In a second. Any text that looks like a key makes all relays look for it, which takes each some microseconds.
const MOST_SOUGHT: NonZeroU32 = NonZeroU32::new(200).unwrap();
/// Of these. A browser comes with the key of another relay now and then, so that whoever guesses keeps nobody else from it.
const MOST_SOUGHT_BY_ONE: NonZeroU32 = NonZeroU32::new(20).unwrap();
/// How often whoever follows a run is told that it goes on, and tells that it is followed.
const ALIVE_INTERVAL: Duration = Duration::from_secs(2);
/// A lost bus is noticed after two of these.
const PING_INTERVAL: Duration = Duration::from_secs(3);
const CONNECT_LIMIT: Duration = Duration::from_secs(5);
/// Relays are few, so that all of them at once are no storm.
const RECONNECT_PAUSE: Duration = Duration::from_secs(1);

#[cfg(test)]
mod tests {
    use core::iter;

    use async_nats::ClientError;
    use futures_util::FutureExt as _;

    use super::*;
    use crate::logged::logged;

    /// The lines of the log of all that happens on the bus.
    fn told(events: impl IntoIterator<Item = Event>) -> Vec<String> {
        let tell = teller();
        let lines = logged(|| {
            for event in events {
                tell(event).now_or_never().unwrap();
            }
        });
        let message = |line: &serde_json::Value| line["message"].as_str().unwrap().to_owned();
        lines.iter().map(message).collect()
    }

    #[test]
    fn a_bus_that_refuses_every_second_is_told_of_once_for_each_reason() {
        let refused = |why: &str| Event::ClientError(ClientError::Other(why.to_owned()));
        let all_night = iter::repeat_with(|| refused("authorization violation")).take(30_000);

        let lines = told(all_night.chain([refused("TLS error"), refused("TLS error")]));

        assert_eq!(lines.len(), 2, "{lines:?}");
        assert!(lines[0].contains("authorization violation") && lines[1].contains("TLS error"));
    }

    #[test]
    fn a_bus_that_was_there_meanwhile_is_told_of_again() {
        let refused = || Event::ClientError(ClientError::Other("IO error".to_owned()));

        let lines = told([refused(), Event::Connected, refused()]);

        let of_fault = lines.iter().filter(|line| line.contains("IO error")).count();
        assert_eq!((lines.len(), of_fault), (3, 2), "{lines:?}");
    }
}
