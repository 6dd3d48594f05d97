//! How this relay reaches the others of its organisation.

use core::fmt;
use core::str::FromStr;
use std::path::PathBuf;

use serde::Deserialize;
use thiserror::Error;
use url::Url;

/// Where the bus is: the address of a NATS server, or of several of one cluster.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct BusAddress(Vec<Url>);

/// The text is no address of a bus.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum BusAddressError {
    /// It is something else.
    #[error("use the address of a NATS server, such as nats://10.0.0.5:4222, or several with commas between them")]
    Other,
    /// It holds a name or a password, which would stand in logs.
    #[error("leave out the user and the password. `bus_nkey` names the file of a key to sign in with")]
    Secret,
}

/// The bus, and what opens it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BusSettings {
    /// Where it is.
    pub address: BusAddress,
    /// The file that holds the seed of an nkey; absent where everybody may connect.
    pub nkey: Option<PathBuf>,
    /// A file of certificates in PEM to trust besides the system's.
    pub roots: Option<PathBuf>,
}

impl BusAddress {
    /// The addresses of the servers.
    pub fn servers(&self) -> &[Url] {
        &self.0
    }
}

impl fmt::Display for BusAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let servers: Vec<&str> = self.0.iter().map(Url::as_str).collect();
        f.write_str(&servers.join(","))
    }
}

impl FromStr for BusAddress {
    type Err = BusAddressError;

    fn from_str(text: &str) -> Result<Self, BusAddressError> {
        let server = |text: &str| {
            let url: Url = text.trim().parse().map_err(|_| BusAddressError::Other)?;
            if !matches!(url.scheme(), "nats" | "tls") || url.host_str().is_none_or(str::is_empty) {
                return Err(BusAddressError::Other);
            }
            if !url.username().is_empty() || url.password().is_some() {
                return Err(BusAddressError::Secret);
            }
            Ok(url)
        };
        text.split(',').map(server).collect::<Result<_, _>>().map(Self)
    }
}

impl TryFrom<String> for BusAddress {
    type Error = BusAddressError;

    fn try_from(text: String) -> Result<Self, BusAddressError> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bus_is_named_by_its_servers_and_never_with_a_password() {
        for text in [
            "nats://10.0.0.5:4222",
            "tls://nats.example.org",
            "nats://a:4222, nats://b:4222",
        ] {
            assert!(text.parse::<BusAddress>().is_ok(), "{text}");
        }
        for (text, wrong) in [
            ("", BusAddressError::Other),
            ("10.0.0.5:4222", BusAddressError::Other),
            ("http://10.0.0.5:4222", BusAddressError::Other),
            ("nats://", BusAddressError::Other),
            ("nats://a:4222,", BusAddressError::Other),
            ("nats://relay:secret@10.0.0.5:4222", BusAddressError::Secret),
        ] {
            assert_eq!(text.parse::<BusAddress>(), Err(wrong), "{text}");
        }
    }
}
