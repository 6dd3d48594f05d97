//! Agents: programs that check for a relay from where they are.
//!
//! An agent connects to its relay and waits there for runs. The relay knows each by a name and a public key that its owner
//! configured; what may be checked is for the relay's policy to say and, once more, for the agent's own.

pub mod client;
mod connect;
pub mod identity;
mod name;
pub mod registry;

pub use self::client::{Agent, agent};
pub use self::identity::{Identity, PublicKey, PublicKeyError};
pub use self::name::{AgentName, AgentNameError};
pub use self::registry::{AgentRun, AgentState, Agents, Connected, Connection, Enrolled, News};
