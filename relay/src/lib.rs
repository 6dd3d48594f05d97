//! The relay: the only part with sockets. It serves the page and runs checks, for the page and for the command line.
//!
//! ```text
//!  browser --WebSocket--> serve::session --+                 +--> link: TCP to the target
//!                                          +--> driver --> probe::Check
//!  terminal ------------> check -----------+                 +--> resolve: DNS, judged by policy
//!                          |                                 +--> recording: what went over -> pcapng
//! ```

mod capture;
mod check;
mod cli;
mod clock;
mod config;
pub mod driver;
mod error;
mod kernel;
mod link;
mod pcapng;
pub mod policy;
pub mod recording;
pub mod resolve;
pub mod serve;
pub mod store;
mod view;

pub use cli::Cli;
pub use config::{Config, ENVIRONMENT_PREFIX, Log, LogError, Origin, OriginError};
pub use error::Error;
