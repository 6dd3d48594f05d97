//! The relay: the only part with sockets. It serves the page and runs checks, for the page and for the command line.
//!
//! ```text
//!  browser --WebSocket--> http::ws --> runs --+                +--> link: TCP to the target
//!                                              +--> driver --> probe::Check
//!  terminal ------------> cli ----------------+                +--> dial: names to addresses that the policy allows
//!                                                              +--> recording: what went over -> pcapng
//! ```

pub mod agents;
mod bus;
mod cli;
mod clock;
mod compression;
mod config;
mod delivery;
pub mod driver;
mod error;
mod explained;
#[cfg(feature = "fuzz")]
pub mod fuzz;
pub mod http;
pub mod limits;
#[cfg(test)]
mod logged;
mod metrics;
pub mod net;
mod printed;
mod random_name;
mod route;
pub mod runs;
mod stopping;
pub mod store;
mod watch;

pub use cli::Cli;
pub use config::{
    Accent, AccentError, AccessRule, AgentProxy, AgentProxyError, AgentSetting, AgentSettings, BasePath, BusAddress,
    BusAddressError, Config, Contact, ContactError, ENVIRONMENT_PREFIX, LimitSettings, Log, LogError, LogFormat,
    Operator, OperatorText, OperatorTextError, Origin, OriginError, PageLanguage, PageLanguageError, ProxyHeader,
    ProxyHeaderError, Support, Tenant, TenantId, TenantIdError, Tenants, TlsFiles, WatchSetting,
};
pub use error::Error;
