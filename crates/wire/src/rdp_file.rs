//! Connection files (`.rdp`): `name:type:value` lines, in UTF-16 as mstsc saves them, or in UTF-8.

use crate::text::split_at_first;
use crate::{Gateway, GatewayUsage, PeerText, Port, Route, Target, TargetError};

/// What a connection file says about where to connect to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RdpFile {
    /// `alternate full address` or else `full address`, with `server port` where the address names none.
    pub target: Target,
    /// What else the file says about the way there.
    pub route: Route,
}

/// Why a connection file is of no use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RdpFileError {
    /// Longer than any connection file.
    TooLong,
    /// No `name:type:value` line in it.
    NotAConnectionFile,
    /// No `full address`.
    NoAddress,
    /// The `full address` is none.
    Address(TargetError),
}

impl RdpFile {
    /// Reads the bytes of a file.
    ///
    /// # Errors
    ///
    /// Says what is missing where the file names no computer.
    pub fn parse(bytes: &[u8]) -> Result<Self, RdpFileError> {
        if bytes.len() > LONGEST {
            return Err(RdpFileError::TooLong);
        }
        Self::from_text(&decode(bytes))
    }

    fn from_text(text: &str) -> Result<Self, RdpFileError> {
        let settings: Vec<(String, &str)> = text.split(['\n', '\r']).filter_map(setting).collect();
        if settings.is_empty() {
            return Err(RdpFileError::NotAConnectionFile);
        }
        let value = |name: &str| {
            let found = settings.iter().find(|(key, value)| key == name && !value.is_empty());
            found.map(|(_, value)| *value)
        };

        // With mstsc, the alternate address always wins.
        let address = value("alternate full address").or_else(|| value("full address"));
        let address = address.ok_or(RdpFileError::NoAddress)?;
        if runs_together(address, value("server port")) {
            return Err(RdpFileError::Address(TargetError::Brackets));
        }
        let mut target: Target = address.parse().map_err(RdpFileError::Address)?;
        if !names_port(address)
            && let Some(port) = value("server port")
        {
            let bad_port = || RdpFileError::Address(TargetError::Port { given: port.to_owned() });
            let number = port.parse::<u16>().map_err(|_| bad_port())?;
            target.port = Port::try_from(number).map_err(|_| bad_port())?;
        }
        let route = Route {
            gateway: gateway(value),
            load_balance_info: value("loadbalanceinfo").map(PeerText::from),
            preconnection: value("pcb").map(PeerText::from),
        };
        Ok(Self { target, route })
    }
}

/// The gateway that the settings tell a client to use; one whose name is none is left to the client to complain about.
fn gateway<'a>(value: impl Fn(&str) -> Option<&'a str>) -> Option<Gateway> {
    let named = |text: &str| Target::of_gateway(text).ok();
    // Their computers are reached through the service's own gateway alone, whatever the method says.
    if OF_A_SERVICE.iter().any(|setting| value(setting).is_some()) {
        let target = value("gatewayhostname").and_then(named);
        let target = target.or_else(|| named(SERVICE_NAME))?;
        let usage = GatewayUsage::Service;
        return Some(Gateway { target, usage });
    }
    let usage = match value("gatewayusagemethod") {
        // Without the line, clients use none.
        None | Some("0" | "4") => return None,
        Some("2") => GatewayUsage::Fallback,
        Some(_) => GatewayUsage::Always,
    };
    let target = named(value("gatewayhostname")?)?;
    Some(Gateway { target, usage })
}

/// `name:type:value`, where the type is one letter and the value may hold colons.
fn setting(line: &str) -> Option<(String, &str)> {
    let mut parts = line.trim().splitn(3, ':');
    let (name, kind, value) = (parts.next()?, parts.next()?, parts.next()?);
    let known_kind = matches!(kind, "s" | "i" | "b" | "S" | "I" | "B");
    known_kind.then(|| (name.trim().to_ascii_lowercase(), value.trim()))
}

/// Whether the last group of an IPv6 address without brackets is as well its port, which nobody but the reader can tell.
fn runs_together(address: &str, port: Option<&str>) -> bool {
    let ipv6 = address.matches(':').count() > 1 && !address.starts_with('[');
    let last = address.rsplit(':').next();
    ipv6 && (last == Some("3389") || last == port)
}

fn names_port(address: &str) -> bool {
    split_at_first(address, "]:").is_some() || address.matches(':').count() == 1
}

fn decode(bytes: &[u8]) -> String {
    match bytes {
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        // UTF-16 without a mark: the second byte of a Latin letter is 0.
        [first, 0, _, 0, ..] if *first != 0 => utf16(bytes, u16::from_le_bytes),
        _ => String::from_utf8_lossy(bytes).into_owned(),
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let (pairs, _) = bytes.as_chunks::<2>();
    char::decode_utf16(pairs.iter().map(|pair| unit(*pair)))
        .map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect()
}

/// What stands only in files of Azure Virtual Desktop and Windows 365, whose computers take no connection from outside.
const OF_A_SERVICE: [&str; 2] = ["wvd endpoint pool", "armpath"];
/// Where clients of that service begin (Microsoft Learn, "Required FQDNs and endpoints for Azure Virtual Desktop").
const SERVICE_NAME: &str = "rdweb.wvd.microsoft.com";
/// Signed RemoteApp files reach some tens of kilobytes.
const LONGEST: usize = 256 * 1024;

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<RdpFile, RdpFileError> {
        RdpFile::parse(text.as_bytes())
    }

    #[test]
    fn address_and_port_are_read_from_their_two_places() {
        let target = |text: &str| parse(text).unwrap().target.to_string();

        assert_eq!(target("full address:s:pc.example.org"), "pc.example.org:3389");
        assert_eq!(target("Full Address:s:pc:3390\r\nserver port:i:1\r\n"), "pc:3390");
        assert_eq!(target("server port:i:3391\nfull address:s:pc"), "pc:3391");
        assert_eq!(target("full address:s:\nalternate full address:s:other"), "other:3389");
        assert_eq!(target("full address:s:[2001:db8::1]:33\n"), "[2001:db8::1]:33");
        assert_eq!(
            target("full address:s:vdi\nalternate full address:s:broker"),
            "broker:3389"
        );
        assert_eq!(target("Full Address:S:pc\rServer Port:I:3392\r"), "pc:3392");
    }

    #[test]
    fn an_address_that_may_end_in_its_port_is_asked_about() {
        let brackets = Err(RdpFileError::Address(TargetError::Brackets));

        assert_eq!(parse("full address:s:2001:db8::1234:3389"), brackets);
        assert_eq!(parse("full address:s:2001:db8::7\nserver port:i:7"), brackets);
        let target = |text: &str| parse(text).unwrap().target.to_string();
        assert_eq!(target("full address:s:2001:db8::1234"), "[2001:db8::1234]:3389");
        assert_eq!(target("full address:s:[2001:db8::3389]:3390"), "[2001:db8::3389]:3390");
    }

    #[test]
    fn files_as_mstsc_saves_them_are_read() {
        let utf16: Vec<u8> = "\u{feff}screen mode id:i:2\r\nfull address:s:büro\r\n"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();

        assert_eq!(RdpFile::parse(&utf16).unwrap().target.to_string(), "büro:3389");
        assert_eq!(RdpFile::parse(&utf16[2..]).unwrap().target.to_string(), "büro:3389");
    }

    fn gateway(lines: &str) -> Option<(String, GatewayUsage)> {
        let gateway = parse(&format!("full address:s:pc\n{lines}")).unwrap().route.gateway?;
        Some((gateway.target.to_string(), gateway.usage))
    }

    #[test]
    fn a_gateway_is_named_only_where_it_is_used() {
        let used = |method: &str| gateway(&format!("gatewayhostname:s:gw.example\n{method}"));
        let taken = |usage| Some(("gw.example:443".to_owned(), usage));

        assert_eq!(used(""), None);
        assert_eq!(used("gatewayusagemethod:i:1"), taken(GatewayUsage::Always));
        assert_eq!(used("gatewayusagemethod:i:2"), taken(GatewayUsage::Fallback));
        assert_eq!(used("gatewayusagemethod:i:0"), None);
        assert_eq!(used("gatewayusagemethod:i:4"), None);
        assert_eq!(gateway("gatewayusagemethod:i:1"), None);
        assert_eq!(gateway("gatewayusagemethod:i:1\ngatewayhostname:s:not a name"), None);
        assert_eq!(
            gateway("gatewayusagemethod:i:3\ngatewayhostname:s:gw.example:8443").map(|(gateway, _)| gateway),
            Some("gw.example:8443".to_owned())
        );
    }

    #[test]
    fn files_of_a_service_go_through_its_own_gateway_whatever_they_say() {
        let pool = "gatewayusagemethod:i:0\nwvd endpoint pool:s:0000";

        assert_eq!(
            gateway(&format!("{pool}\ngatewayhostname:s:gw.wvd.microsoft.com:443")),
            Some(("gw.wvd.microsoft.com:443".to_owned(), GatewayUsage::Service))
        );
        assert_eq!(
            gateway(pool),
            Some(("rdweb.wvd.microsoft.com:443".to_owned(), GatewayUsage::Service))
        );
    }

    #[test]
    fn what_a_broker_or_hyper_v_wants_to_be_told_is_read() {
        let file = parse(concat!(
            "full address:s:hv01\nserver port:i:2179\n",
            "loadbalanceinfo:s:tsv://MS Terminal Services Plugin.1.FARM\npcb:s:0000-0001"
        ));

        let route = file.unwrap().route;
        assert_eq!(
            route.load_balance_info.unwrap().as_str(),
            "tsv://MS Terminal Services Plugin.1.FARM"
        );
        assert_eq!(route.preconnection.unwrap().as_str(), "0000-0001");
        assert!(parse("full address:s:pc").unwrap().route.is_plain());
    }

    #[test]
    fn files_without_a_usable_address_say_what_is_missing() {
        assert_eq!(parse("hello"), Err(RdpFileError::NotAConnectionFile));
        assert_eq!(parse(""), Err(RdpFileError::NotAConnectionFile));
        assert_eq!(parse("audiomode:i:0"), Err(RdpFileError::NoAddress));
        assert!(matches!(
            parse("full address:s:a b"),
            Err(RdpFileError::Address(TargetError::Character { found: ' ' }))
        ));
        assert!(matches!(
            parse("full address:s:pc\nserver port:i:70000"),
            Err(RdpFileError::Address(TargetError::Port { .. }))
        ));
        assert_eq!(RdpFile::parse(&[b'x'; LONGEST + 1]), Err(RdpFileError::TooLong));
    }
}
