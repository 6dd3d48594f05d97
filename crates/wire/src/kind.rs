//! What kind of thing a name or an address is.
//!
//! Findings depend on these kinds, and redaction keeps them: what stands in the place of a name is of the same kind.

use core::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use crate::text::split_at_first;

/// Whether no computer has `address`: "this network" (RFC 1122 3.2.1.3), multicast, reserved ones and broadcast (RFC 6890).
pub fn is_nobodys(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => matches!(v4.octets()[0], 0 | 224..),
        IpAddr::V6(v6) => match v6.to_ipv4_mapped() {
            Some(v4) => is_nobodys(v4.into()),
            None => v6.is_unspecified() || v6.is_multicast(),
        },
    }
}

/// Whether `address` is set aside for documentation: RFC 5737, RFC 3849 and RFC 9637.
pub fn is_documentation(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => v4.is_documentation(),
        IpAddr::V6(v6) => match (v6.to_ipv4_mapped(), v6.segments()) {
            (Some(v4), _) => v4.is_documentation(),
            (None, [first, second, ..]) => (first, second) == (0x2001, 0xdb8) || (first == 0x3fff && second < 0x1000),
        },
    }
}

/// The network of a private address; absent for addresses of the internet.
pub fn network_of(address: IpAddr) -> Option<IpAddr> {
    let bits = host_bits(address)?;
    Some(match address {
        IpAddr::V4(v4) => IpAddr::V4(Ipv4Addr::from_bits(v4.to_bits() >> bits << bits)),
        IpAddr::V6(v6) => IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() >> bits << bits)),
    })
}

/// How many bits of a private address tell which computer of its network it is; absent for addresses of the internet.
///
/// RFC 1918, RFC 6598 and RFC 3927: the last octet. RFC 4193 and RFC 4291 2.5.6: the interface identifier.
fn host_bits(address: IpAddr) -> Option<u32> {
    match address {
        IpAddr::V4(v4) => {
            let shared = matches!(v4.octets(), [100, 64..=127, ..]);
            (v4.is_private() || v4.is_link_local() || shared).then_some(8)
        }
        IpAddr::V6(v6) => match v6.to_ipv4_mapped() {
            Some(v4) => host_bits(IpAddr::V4(v4)),
            None => (v6.is_unique_local() || v6.is_unicast_link_local()).then_some(64),
        },
    }
}

/// The ending that keeps a name of several parts out of the public name system.
pub fn internal_ending(name: &str) -> Option<&'static str> {
    let (_, ending) = name.rsplit_once('.')?;
    INTERNAL_ENDINGS.into_iter().find(|known| *known == ending)
}

/// The product in an issuer's name that opens TLS on the way, in lower case.
pub fn inspection_product(issuer: &str) -> Option<&'static str> {
    let lower = issuer.to_ascii_lowercase();
    let mut names = INSPECTION_PRODUCTS.into_iter();
    names.find(|name| split_at_first(&lower, name).is_some())
}

/// The name of a protocol that [`Service::Other`](crate::Service::Other) may hold; none where a report says anything else.
pub fn known_protocol(name: &str) -> Option<&'static str> {
    OTHER_PROTOCOLS.into_iter().find(|known| *known == name)
}

/// Reserved, or in use in private networks: RFC 6762, RFC 8375, RFC 9476 and what ICANN keeps out of the root.
const INTERNAL_ENDINGS: [&str; 10] = [
    "local",
    "lan",
    "home",
    "internal",
    "intern",
    "corp",
    "localdomain",
    "alt",
    "arpa",
    "private",
];
/// Protocols that are told by their first words, besides those with a kind of their own.
const OTHER_PROTOCOLS: [&str; 25] = [
    "Telnet",
    "PostgreSQL",
    "LDAP",
    "Citrix ICA",
    "X11",
    "TeamViewer",
    "SQL Server",
    "Oracle",
    "RPC",
    "Redis",
    "SIP",
    "RTSP",
    "AMQP",
    "SPICE",
    "rsync",
    "NoMachine NX",
    "Subversion",
    "ManageSieve",
    "Guacamole",
    "VMware",
    "IRC",
    "Zabbix",
    "XMPP",
    "NNTP",
    "memcached",
];
/// Parts of issuer names of products that open TLS on the way, in lower case.
const INSPECTION_PRODUCTS: [&str; 47] = [
    "fortinet",
    "fortigate",
    "palo alto",
    "zscaler",
    "netskope",
    "sophos",
    "blue coat",
    "bluecoat",
    "check point",
    "watchguard",
    "sonicwall",
    "barracuda",
    "mcafee web gateway",
    "cisco umbrella",
    "kaspersky",
    "eset ssl",
    "avast",
    "bitdefender",
    "mitmproxy",
    "forcepoint",
    "websense",
    "trend micro",
    "stormshield",
    "smoothwall",
    "untangle",
    "iboss",
    "cato networks",
    "menlo security",
    "securly",
    "sangfor",
    "kerio control",
    "portswigger",
    "do_not_trust_fiddler",
    "charles proxy",
    "adguard personal ca",
    "skyhigh",
    "lightspeed",
    "norton web",
    "avg web",
    "dr.web",
    "goguardian",
    "ssl orchestrator",
    "gateway ca - cloudflare",
    "contentkeeper",
    "squid proxy",
    "fiddlerroot",
    "web security service",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn private_addresses_have_a_network_and_others_have_none() {
        for (address, network) in [
            ("10.1.2.3", Some("10.1.2.0")),
            ("172.31.255.1", Some("172.31.255.0")),
            ("192.168.0.9", Some("192.168.0.0")),
            ("100.127.0.9", Some("100.127.0.0")),
            ("169.254.7.9", Some("169.254.7.0")),
            ("fd00:1:2:3:4:5:6:7", Some("fd00:1:2:3::")),
            ("fe80::1", Some("fe80::")),
            ("203.0.113.7", None),
            ("172.32.0.1", None),
            ("100.128.0.1", None),
            ("127.0.0.1", None),
            ("2001:db8::1", None),
        ] {
            let expected: Option<IpAddr> = network.map(|network| network.parse().unwrap());
            assert_eq!(network_of(address.parse().unwrap()), expected, "{address}");
        }
    }

    #[test]
    fn names_of_private_networks_and_issuers_of_inspected_tls_are_known() {
        assert_eq!(internal_ending("pc.corp.local"), Some("local"));
        assert_eq!(internal_ending("local"), None);
        assert_eq!(internal_ending("pc.example.org"), None);
        assert_eq!(inspection_product("CN=FortiGate CA, O=Fortinet"), Some("fortinet"));
        assert_eq!(inspection_product("mitmproxy"), Some("mitmproxy"));
        assert_eq!(inspection_product("Example CA"), None);
    }
}
