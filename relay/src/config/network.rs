//! Networks of people, proxies and receivers.

use core::net::IpAddr;

use ipnet::IpNet;
use serde::{Deserialize, Deserializer};

/// A network as a setting names it: one address alone, or all that its bits mean.
struct Network(IpNet);

impl<'de> Deserialize<'de> for Network {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        use serde::de::Error as _;

        let text = String::deserialize(deserializer)?;
        if let Ok(address) = text.parse::<IpAddr>() {
            return Ok(Self(address.into()));
        }
        let network: IpNet = text.parse().map_err(|_| D::Error::custom(NO_NETWORK))?;
        // Whoever writes the address of one computer and the bits of its network means one of the two.
        if network.addr() != network.network() {
            let (whole, one) = (network.trunc(), IpNet::from(network.addr()));
            return Err(D::Error::custom(format!(
                "`{text}` isn't a network. Use `{whole}` for the network, or `{one}` for one address"
            )));
        }
        Ok(Self(network))
    }
}

/// Networks that somebody is trusted in or shown something in: none larger than it looks.
pub(super) fn networks<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<IpNet>, D::Error> {
    let networks = Vec::<Network>::deserialize(deserializer)?;
    Ok(networks.into_iter().map(|Network(network)| network).collect())
}

/// `wrong` knows it, and adds the right form.
pub(super) const NO_NETWORK: &str = "this isn't a network";

#[cfg(test)]
mod tests {
    use figment::Figment;
    use figment::providers::{Format as _, Toml};

    use crate::Config;

    fn read(networks: &str) -> Result<Vec<String>, String> {
        let toml = format!("trusted_proxies = {networks}");
        let read = Figment::from(Toml::string(&toml)).extract::<Config>();
        read.map(|config| config.trusted_proxies.iter().map(ToString::to_string).collect())
            .map_err(|error| error.to_string())
    }

    #[test]
    fn no_network_is_larger_than_it_looks() {
        assert_eq!(
            read(r#"["10.0.0.0/8", "10.0.0.7", "10.0.0.7/32", "2001:db8::7", "2001:db8::/32"]"#).unwrap(),
            [
                "10.0.0.0/8",
                "10.0.0.7/32",
                "10.0.0.7/32",
                "2001:db8::7/128",
                "2001:db8::/32"
            ]
        );
        let told = read(r#"["10.0.0.7/8"]"#).unwrap_err();
        assert!(
            told.contains("`10.0.0.0/8` for the network, or `10.0.0.7/32` for one"),
            "{told}"
        );
        let told = read(r#"["2001:db8::7/64"]"#).unwrap_err();
        assert!(
            told.contains("`2001:db8::/64`") && told.contains("`2001:db8::7/128`"),
            "{told}"
        );
        assert!(read(r#"["10.0.0.0/33"]"#).unwrap_err().contains(super::NO_NETWORK));
    }
}
