//! What a relay has of its own, where another one with newer settings, or for a frame, shares the rest with it.

use core::net::SocketAddr;
use std::sync::Arc;

use codes::Catalogue;
use ui::pages::{Links, Operator, Privacy};

use crate::config::Access;
use crate::http::downloads::Downloads;
use crate::http::kit::front::{Front, Scheme};
use crate::http::kit::language::Languages;
use crate::http::kit::shell::Shell;
use crate::http::middleware::headers::Framing;
use crate::http::portals::{InPortal, Portals};
use crate::net::dial::Network;
use crate::net::policy::Policy;
use crate::net::resolve::Resolver;
use crate::store::Store;
use crate::{Config, Contact, Error, PageLanguage};

/// What is not shared.
pub(super) struct Own {
    pub(super) front: Front,
    pub(super) framing: Framing,
    pub(super) shell: Shell,
    pub(super) languages: Languages,
    pub(super) portal: InPortal,
    pub(super) network: Arc<Network>,
    pub(super) access: Access,
    pub(super) downloads: Downloads,
}

impl Own {
    /// That of a relay outside of all frames.
    ///
    /// # Errors
    ///
    /// Where a setting needs another one or a file that is not there, or the program was built with a damaged catalogue.
    pub(super) fn of(config: &Config, listen: SocketAddr, policy: Policy, store: &Store) -> Result<Self, Error> {
        let access = config.who_may()?;
        let front = Front::new(
            listen,
            Scheme::of(config),
            &config.public_origins,
            config.base_path.clone(),
        );
        Ok(Self {
            framing: Framing::Nowhere,
            shell: of_place(&policy, Shell::of_app()),
            languages: languages(&front, store, config)?,
            front,
            portal: InPortal {
                tenant: None,
                all: Portals::load(&config.tenants)?,
            },
            network: Arc::new(Network::new(policy, Resolver::new(config.dns_server))),
            access,
            downloads: Downloads::of(config.downloads.as_deref())?,
        })
    }
}

/// The document of a relay with this policy. On one's own machine the browser sees what the relay sees.
pub(super) fn of_place(policy: &Policy, shell: Shell) -> Shell {
    match policy {
        Policy::OwnMachine => shell,
        Policy::Rules(_) => shell.with_reach(),
    }
}

/// What the end of every page says.
fn operator(config: &Config) -> Operator {
    let privacy = config.operator.privacy.as_ref().map(|text| {
        if text.is_address() {
            Privacy::Page(text.as_str().to_owned())
        } else {
            Privacy::Text(text.as_str().to_owned())
        }
    });
    Operator {
        name: config.operator.name.as_ref().map(|name| name.as_str().to_owned()),
        help: config.support.contact.as_ref().map(Contact::without_result),
        privacy,
    }
}

fn languages(front: &Front, store: &Store, config: &Config) -> Result<Languages, Error> {
    let links = if store.is_on() { Links::Offered } else { Links::Off };
    Ok(Languages::new(
        Catalogue::builtin().map_err(Error::Catalogue)?,
        front.base(),
        links,
        config.support.contact.as_ref().map(Contact::as_str),
        operator(config),
        config.language.map(PageLanguage::tag),
    ))
}
