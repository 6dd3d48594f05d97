//! The settings: defaults, then the file, then the environment, then the command line.

mod accent;
mod access;
mod access_rule;
mod agent_proxy;
mod agents;
mod base_path;
mod bus;
mod contact;
mod deliver;
mod keys;
mod limits;
mod log;
mod network;
mod operator;
mod origin;
mod policy;
mod restart;
pub(crate) mod settings;
mod support;
mod tenants;
mod tls;
mod together;
mod watch;
mod wrong;

use core::net::{Ipv4Addr, SocketAddr};
use std::fs;
use std::path::{Path, PathBuf};

use figment::Figment;
use figment::providers::{Env, Format as _, Toml};
use ipnet::IpNet;
use serde::Deserialize;
use wire::Life;

pub use self::accent::{Accent, AccentError};
pub(crate) use self::access::Access;
pub use self::access_rule::{AccessRule, ProxyHeader, ProxyHeaderError};
pub use self::agent_proxy::{AgentProxy, AgentProxyError};
pub use self::agents::{AgentSetting, AgentSettings};
pub use self::base_path::BasePath;
pub(crate) use self::bus::BusSettings;
pub use self::bus::{BusAddress, BusAddressError};
pub use self::contact::{Contact, ContactError};
pub(crate) use self::deliver::{Deliver, Interface, Receiver};
pub(crate) use self::keys::{KeyAlgorithm, LaunchKey};
pub use self::limits::LimitSettings;
pub use self::log::{Log, LogError, LogFormat};
pub use self::operator::{Operator, OperatorText, OperatorTextError, PageLanguage, PageLanguageError};
pub use self::origin::{Origin, OriginError};
pub use self::settings::ENVIRONMENT_PREFIX;
pub use self::support::Support;
pub use self::tenants::{Tenant, TenantId, TenantIdError, Tenants};
pub use self::tls::TlsFiles;
pub use self::watch::WatchSetting;

use crate::Error;
use crate::net::policy::{Policy, Rules};
use crate::store::{MEGABYTE, MOST_MEGABYTES, MOST_RESULTS, Room, StorePlace, StoreSettings};

/// The settings of one process.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// Where `serve` listens.
    pub listen: SocketAddr,
    /// The origins under which browsers reach the relay, where that is not its own loopback address.
    pub public_origins: Vec<Origin>,
    /// The path below which browsers reach the relay, where that is not the root.
    pub base_path: BasePath,
    /// The certificate of the relay; absent where it speaks HTTP, for a proxy or on its own machine.
    pub tls: Option<TlsFiles>,
    /// The networks of the proxies whose word about a client's address counts (`X-Forwarded-For`, `Forwarded`).
    #[serde(deserialize_with = "network::networks")]
    pub trusted_proxies: Vec<IpNet>,
    /// The header with which those proxies name the user whom they have signed in; absent where they sign in nobody.
    pub user_header: Option<ProxyHeader>,
    /// The header with which they name the user's groups, with commas between them.
    pub groups_header: Option<ProxyHeader>,
    /// What users may do; empty where that does not depend on who they are.
    pub access: Vec<AccessRule>,
    /// The DNS server to ask in place of the system's.
    pub dns_server: Option<SocketAddr>,
    /// What others may check. Without it the relay serves its own machine only.
    pub policy: Option<Rules>,
    /// Whether those who use the relay can download what their runs sent and received, for 15 minutes.
    pub recordings: bool,
    /// The folder with the app for people's own computers; absent where it is not offered.
    pub downloads: Option<PathBuf>,
    /// Where shared results are kept; absent for a file of the relay's own choice.
    pub store: Option<StorePlace>,
    /// The longest life that a shared result can be given.
    pub longest_life: Life,
    /// How many results are kept at a time.
    pub most_results: u64,
    /// How many megabytes they take together.
    pub most_megabytes: u64,
    /// How much of everything there is at a time.
    pub limits: LimitSettings,
    /// Who runs the relay.
    pub operator: Operator,
    /// The language of all pages; absent where each reader's browser chooses.
    pub language: Option<PageLanguage>,
    /// Where those who use the relay find help.
    pub support: Support,
    /// The portals that show the page in a frame.
    pub tenants: Tenants,
    /// The agents that may check for the relay.
    pub agents: AgentSettings,
    /// The proxy through which `rdptrace agent` reaches its relay; absent for the one that the environment names.
    pub agent_proxy: Option<AgentProxy>,
    /// The hosts that it reaches without that proxy.
    pub agent_no_proxy: Vec<String>,
    /// Where the relay finds the others of its organisation; absent where it is alone.
    pub bus: Option<BusAddress>,
    /// The file of the key that opens the bus; absent where everybody may connect.
    pub bus_nkey: Option<PathBuf>,
    /// Certificates in PEM that are trusted on the bus besides the system's.
    pub bus_roots: Option<PathBuf>,
    /// The computers that are checked again and again, each once.
    #[serde(deserialize_with = "watch::each_once")]
    pub watch: Vec<WatchSetting>,
    /// What `serve` writes to its log.
    pub log: Log,
    /// How it writes that.
    pub log_format: LogFormat,
    /// Where the relay's metrics can be had; absent where nobody reads them.
    pub metrics_listen: Option<SocketAddr>,
    /// Where weaknesses of this relay are to be reported, for `security.txt`; absent where nobody is named.
    #[serde(deserialize_with = "contact::for_security")]
    pub security_contact: Option<Contact>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, DEFAULT_LISTEN_PORT)),
            public_origins: Vec::new(),
            base_path: BasePath::default(),
            tls: None,
            trusted_proxies: Vec::new(),
            user_header: None,
            groups_header: None,
            access: Vec::new(),
            dns_server: None,
            policy: None,
            recordings: true,
            downloads: None,
            store: None,
            longest_life: Life::Month,
            most_results: MOST_RESULTS,
            most_megabytes: MOST_MEGABYTES,
            limits: LimitSettings::default(),
            operator: Operator::default(),
            language: None,
            support: Support::default(),
            tenants: Tenants::new(),
            agents: AgentSettings::new(),
            agent_proxy: None,
            agent_no_proxy: Vec::new(),
            bus: None,
            bus_nkey: None,
            bus_roots: None,
            watch: Vec::new(),
            log: Log::default(),
            log_format: LogFormat::Text,
            metrics_listen: None,
            security_contact: None,
        }
    }
}

impl Config {
    /// Reads `file`, where one is named, and lays the environment over it.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read, or a setting is unknown or has a value that it cannot have.
    pub fn load(file: Option<&Path>) -> Result<Self, Error> {
        let mut figment = Figment::new();
        if let Some(path) = file {
            // The provider takes a missing file for an empty one.
            fs::read_to_string(path).map_err(|source| Error::ConfigFile {
                path: path.to_owned(),
                source,
            })?;
            figment = figment.merge(Toml::file(path));
        }
        figment
            .merge(Env::prefixed(ENVIRONMENT_PREFIX).ignore(&OTHER_VARIABLES).split("__"))
            .extract()
            .map_err(|error| wrong::setting_error(&error))
    }

    /// What the store of shared results is opened with.
    pub fn store_settings(&self) -> StoreSettings {
        StoreSettings {
            place: self.store.clone(),
            longest_life: self.longest_life,
            room: Room {
                results: self.most_results,
                bytes: self.most_megabytes.saturating_mul(MEGABYTE),
            },
        }
    }

    /// The bus, and what opens it; absent where the relay is alone.
    ///
    /// # Errors
    ///
    /// Where relays on a bus would not share what they count.
    pub fn bus_settings(&self) -> Result<Option<BusSettings>, Error> {
        let Some(address) = self.bus.clone() else {
            return Ok(None);
        };
        if !matches!(self.store, Some(StorePlace::Postgres(_))) {
            return Err(Error::BusWithoutPostgres);
        }
        Ok(Some(BusSettings {
            address,
            nkey: self.bus_nkey.clone(),
            roots: self.bus_roots.clone(),
        }))
    }

    /// The policy for those who reach `listen`, the address that is really listened on.
    ///
    /// # Errors
    ///
    /// Where others could use the relay and nothing says what they may check, or browsers could not use it at all.
    pub fn policy_at(&self, listen: SocketAddr) -> Result<Policy, Error> {
        policy::policy_at(listen, &self.public_origins, self.policy.as_ref())
    }
}

/// Variables that are no settings: where the settings are, and what the project's own tools are told.
const OTHER_VARIABLES: [&str; 4] = ["bin", "cache", "config", "wasm"];
/// The usual port of web servers that need no privilege.
pub(crate) const DEFAULT_LISTEN_PORT: u16 = 8080;
