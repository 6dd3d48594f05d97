//! `rdptrace agent`, which checks for a server from here, and its key.

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::args::{AgentArgs, AgentCommand, AgentWork};
use super::install::install;
use super::proxy::{UnusedProxy, way_to};
use super::signals::interrupted;
use super::start::{own_state, single_thread, start_log};
use crate::agents::{Agent, AgentName, Identity, agent};
use crate::net::dial::Network;
use crate::net::policy::Policy;
use crate::net::resolve::Resolver;
use crate::{Config, Error};

/// Checks for a server until it is asked to end, shows the key, or has Windows start it with the settings of `file`.
///
/// # Errors
///
/// Where nothing says for which server, under which name, or what may be checked.
pub(super) fn run(args: AgentArgs, config: Config, file: Option<&Path>) -> Result<ExitCode, Error> {
    match args.command {
        Some(AgentCommand::Key) => {
            let key = Identity::read_or_make(&key_file(args.key_file)?)?.public();
            let text = format!("key = \"{key}\"\n");
            io::stdout().write_all(text.as_bytes()).map_err(Error::Output)?;
            Ok(ExitCode::SUCCESS)
        }
        Some(AgentCommand::Install(work)) => {
            if args.key_file.is_some() {
                return Err(missing("--key-file", KEY_PLACE));
            }
            // What does not do now would not do later, when nobody looks.
            let complete = complete(AgentWork::clone(&work), config)?;
            install(&work, file, complete.config.agent_proxy.as_ref())
        }
        None => work(&key_file(args.key_file)?, args.work, config),
    }
}

/// All that an agent needs but its key.
struct Complete {
    relay: String,
    name: AgentName,
    policy: Policy,
    room: u8,
    config: Config,
}

fn complete(work: AgentWork, config: Config) -> Result<Complete, Error> {
    let mut config = work.dns.over(work.policy.over(config));
    let rules = config.policy.take();
    let rules = rules.filter(|rules| !rules.allow.is_empty() || rules.allow_any_public);
    Ok(Complete {
        policy: Policy::Rules(rules.ok_or_else(|| missing("--allow", NO_POLICY))?),
        relay: work.relay.ok_or_else(|| missing("--relay", NO_RELAY))?.to_string(),
        name: work.name.ok_or_else(|| missing("--name", NO_NAME))?,
        room: work.room,
        config,
    })
}

fn work(key_file: &Path, work: AgentWork, config: Config) -> Result<ExitCode, Error> {
    let Complete {
        relay,
        name,
        policy,
        room,
        config,
    } = complete(work, config)?;
    start_log(&config.log, config.log_format);
    let (proxy, unused) = proxy(&config, &relay)?;
    let wanted = Agent {
        relay,
        name,
        identity: Identity::read(key_file)?,
        network: Network::new(policy, Resolver::new(config.dns_server)),
        room,
        proxy,
        unused_proxy: unused.map(|unused| format!("{unused}, or `agent_proxy` in the agent's settings")),
    };
    single_thread()?.block_on(async {
        let mut asked = interrupted().map_err(Error::Start)?;
        let stop = async move {
            // An error means that nobody can ask any more.
            if asked.recv().await.is_none() {
                core::future::pending().await
            }
        };
        agent(wanted, stop).await;
        Ok(ExitCode::SUCCESS)
    })
}

/// The proxy on the way to the server: the settings' own, or else the one that the environment or the system names; and what
/// the system says besides.
fn proxy(config: &Config, relay: &str) -> Result<(Option<ureq::Proxy>, Option<UnusedProxy>), Error> {
    let Some(named) = &config.agent_proxy else {
        // What is no URL leads nowhere, with a proxy as without one.
        let way = relay.parse().map(|url| way_to(&url)).unwrap_or_default();
        return Ok((way.proxy, way.unused));
    };
    let proxy = named.beside(&config.agent_no_proxy);
    proxy.map(|proxy| (Some(proxy), None)).map_err(|error| Error::Config {
        setting: "agent_proxy".to_owned(),
        place: "the configuration".to_owned(),
        what: error.to_string(),
    })
}

fn key_file(named: Option<PathBuf>) -> Result<PathBuf, Error> {
    let file = named.or_else(|| Some(own_state()?.join("agent.key")));
    file.ok_or_else(|| missing("--key-file", NO_FOLDER))
}

fn missing(setting: &str, what: &str) -> Error {
    Error::Config {
        setting: setting.to_owned(),
        place: "the command line".to_owned(),
        what: what.to_owned(),
    }
}

const NO_RELAY: &str = "an agent needs a server to check for, such as https://rdptrace.example.org";
const NO_NAME: &str = "an agent needs the name that the server's configuration has for it, such as branch-7";
const NO_POLICY: &str = "an agent checks nothing that it isn't told to allow, such as --allow 10.7.0.0/16:3389";
const NO_FOLDER: &str = "no folder is known to keep the key in, so name a file";
const KEY_PLACE: &str = "an installed agent's key is in %ProgramFiles%\\rdptrace, so leave this out";
