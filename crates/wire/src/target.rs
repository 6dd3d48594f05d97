//! What to check, parsed once at the edge: `pc.example.org`, `pc:3390`, `192.0.2.7`, `[2001:db8::7]:3389`.

use core::fmt;
use core::net::IpAddr;
use core::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::json::{ReadJson, WriteJson};

mod parse;
mod part;
#[cfg(test)]
mod tests;

pub(crate) use parse::percent_decoded;
use parse::{address_of_link, parse_host, parse_port, refuse_extras, split_port};
use part::KDC_PORT;
pub use part::{DEFAULT_PORT, DnsName, GATEWAY_PORT, Host, Port, TargetError};

/// A computer and a port.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ReadJson, WriteJson)]
#[serde(try_from = "String", into = "String")]
pub struct Target {
    /// The computer, by name or address.
    pub host: Host,
    /// The TCP port.
    pub port: Port,
}

impl FromStr for Target {
    type Err = TargetError;

    fn from_str(text: &str) -> Result<Self, TargetError> {
        parse(text, DEFAULT_PORT)
    }
}

impl Target {
    /// A gateway: as any computer, with [`GATEWAY_PORT`] where `text` names no port.
    ///
    /// # Errors
    ///
    /// Where `text` names none.
    pub fn of_gateway(text: &str) -> Result<Self, TargetError> {
        parse(text, GATEWAY_PORT)
    }

    /// A KDC: as any computer, with port 88 where `text` names no port.
    ///
    /// # Errors
    ///
    /// Where `text` names none.
    pub fn of_kdc(text: &str) -> Result<Self, TargetError> {
        parse(text, KDC_PORT)
    }
}

fn parse(text: &str, otherwise: Port) -> Result<Target, TargetError> {
    let text = text.trim();
    let is_quoted = matches!(text.as_bytes(), [b'"', .., b'"'] | [b'\'', .., b'\'']);
    let text = if is_quoted {
        text.get(1..text.len() - 1).unwrap_or_default()
    } else {
        text
    };
    let linked = address_of_link(text);
    let text = linked.as_deref().unwrap_or(text);
    refuse_extras(text)?;
    let (host, port) = split_port(text)?;
    let port = port.map_or(Ok(otherwise), parse_port)?;
    Ok(Target {
        host: parse_host(host)?,
        port,
    })
}

impl TryFrom<String> for Target {
    type Error = TargetError;

    fn try_from(text: String) -> Result<Self, TargetError> {
        text.parse()
    }
}

impl From<Target> for String {
    fn from(target: Target) -> Self {
        target.to_string()
    }
}

/// Always with the port, an IPv6 address in brackets.
impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.host {
            Host::Address(IpAddr::V6(address)) => write!(f, "[{address}]:{}", self.port),
            Host::Address(IpAddr::V4(_)) | Host::Name(_) => write!(f, "{}:{}", self.host, self.port),
        }
    }
}
