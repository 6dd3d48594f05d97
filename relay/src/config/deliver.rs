//! Where the results of a portal go.

use std::path::PathBuf;

use ipnet::IpNet;
use serde::Deserialize;
use url::Url;

use super::network::networks;

/// Where the results of a portal go, once their owner shares them.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deliver {
    /// What takes them.
    pub to: Receiver,
    /// Its address: of the ticket system, or of the webhook.
    #[serde(deserialize_with = "address")]
    pub url: Url,
    /// The secret of a webhook (`whsec_`), or the header that a ticket system wants to see, such as
    /// `Authorization: token 12-34`.
    pub secret_file: PathBuf,
    /// The private networks in which it may be; without them it has to have a public address.
    #[serde(default, deserialize_with = "networks")]
    pub allow: Vec<IpNet>,
}

/// What takes results.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Receiver {
    /// Anything that takes Standard Webhooks 1.0.0.
    StandardWebhook,
    /// A comment in Request Tracker 5.
    RequestTracker,
    /// A private follow-up in django-helpdesk.
    DjangoHelpdesk,
    /// An internal note in Zammad.
    Zammad,
    /// A private note in Freshdesk.
    Freshdesk,
    /// An internal note in Zendesk.
    Zendesk,
    /// An internal comment in Jira Service Management.
    JiraServiceManagement,
    /// Work notes of an incident in ServiceNow.
    Servicenow,
    /// A private note in Redmine.
    Redmine,
}

/// How a receiver is spoken to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Interface {
    /// A message that it checks the signature of.
    Webhook,
    /// A call of its own API, which opens to a header.
    Api,
}

impl Receiver {
    /// How it is spoken to.
    pub(crate) fn interface(self) -> Interface {
        match self {
            Self::StandardWebhook => Interface::Webhook,
            Self::RequestTracker
            | Self::DjangoHelpdesk
            | Self::Zammad
            | Self::Freshdesk
            | Self::Zendesk
            | Self::JiraServiceManagement
            | Self::Servicenow
            | Self::Redmine => Interface::Api,
        }
    }
}

/// What travels in clear can be read and changed on the way.
fn address<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Url, D::Error> {
    use serde::de::Error as _;

    let text = String::deserialize(deserializer)?;
    let url: Url = text
        .parse()
        .map_err(|_| D::Error::custom(format!("`{text}` {NO_ADDRESS}")))?;
    let is_loopback = match url.host() {
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        Some(url::Host::Domain(_)) | None => false,
    };
    let is_safe = url.scheme() == "https" || url.scheme() == "http" && is_loopback;
    let is_plain = url.username().is_empty() && url.password().is_none() && url.fragment().is_none();
    if is_safe && is_plain && url.host().is_some() {
        Ok(url)
    } else {
        Err(D::Error::custom(format!("`{text}` {NO_ADDRESS}")))
    }
}

const NO_ADDRESS: &str = "isn't an address for results. Use one that begins with https:// (http:// only for 127.0.0.1)";
