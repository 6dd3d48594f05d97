//! Connection files (`.rdp`): `name:type:value` lines, in UTF-16 as mstsc saves them, or in UTF-8.

use core::net::Ipv6Addr;

use crate::text::split_at_first;
use crate::{FileSetting, Gateway, GatewayUsage, PeerText, Port, Route, Target, TargetError};

mod settings;

pub use settings::{RdpSetting, RdpSettings, lines_of_link};

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
        Self::of(&RdpSettings::read(&decode(bytes)))
    }

    /// What the settings of a file or a link say.
    ///
    /// # Errors
    ///
    /// As [`parse`](Self::parse).
    pub fn of(settings: &RdpSettings) -> Result<Self, RdpFileError> {
        if settings.is_empty() {
            return Err(RdpFileError::NotAConnectionFile);
        }
        // With mstsc, the alternate address always wins.
        let address = settings.value("alternate full address");
        let address = address.or_else(|| settings.value("full address"));
        let address = address.ok_or(RdpFileError::NoAddress)?;
        let port = settings.value("server port");
        if runs_together(address, port) {
            return Err(RdpFileError::Address(TargetError::Brackets));
        }
        let mut target: Target = address.parse().map_err(RdpFileError::Address)?;
        if let Some(given) = port.filter(|_| !names_port(address)) {
            let number = settings
                .number("server port")
                .and_then(|number| u16::try_from(number).ok());
            let port = number.and_then(|number| Port::try_from(number).ok());
            target.port = port.ok_or_else(|| {
                RdpFileError::Address(TargetError::Port {
                    given: given.to_owned(),
                })
            })?;
        }
        let text = |name: &str| settings.value(name).map(PeerText::from);
        let gateway = gateway(settings);
        let route = Route {
            settings: FileSetting::all_of(settings, &target, gateway.as_ref()),
            gateway,
            load_balance_info: text("loadbalanceinfo"),
            preconnection: text("pcb"),
        };
        Ok(Self { target, route })
    }
}

/// The gateway that the settings tell a client to use; one whose name is none is left to the client to complain about.
fn gateway(settings: &RdpSettings) -> Option<Gateway> {
    let usage = GatewayUsage::of(settings)?;
    let named = |text: &str| Target::of_gateway(text).ok();
    let target = settings.value("gatewayhostname").and_then(named);
    let of_service = || (usage == GatewayUsage::Service).then(|| named(SERVICE_NAME)).flatten();
    let target = target.or_else(of_service)?;
    Some(Gateway { target, usage })
}

/// Whether an IPv6 address without brackets may end in a port, which nobody but the reader can tell: the last group is the
/// port of the file or one that Remote Desktop is often given, or what stands before it is an address by itself.
fn runs_together(address: &str, port: Option<&str>) -> bool {
    let Some((before, last)) = address.rsplit_once(':').filter(|(before, _)| before.contains(':')) else {
        return false;
    };
    let is_address = |text: &str| text.parse::<Ipv6Addr>().is_ok();
    if !is_address(address) {
        return is_address(before) && last.parse::<u16>().is_ok();
    }
    let usual = last.parse().is_ok_and(|number: u16| USUAL_PORTS.contains(&number));
    Some(last) == port || (usual && is_address(before))
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
        [0, first, 0, _, ..] if *first != 0 => utf16(bytes, u16::from_be_bytes),
        _ => match str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            // Editors of Western Windows save a letter beyond ASCII as one byte, as Latin-1 has it; those of East Asia as two.
            Err(_)
                if !bytes
                    .array_windows()
                    .any(|[one, other]| !one.is_ascii() && !other.is_ascii()) =>
            {
                bytes.iter().map(|byte| char::from(*byte)).collect()
            }
            Err(_) => String::from_utf8_lossy(bytes).into_owned(),
        },
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let (pairs, _) = bytes.as_chunks::<2>();
    char::decode_utf16(pairs.iter().map(|pair| unit(*pair)))
        .map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect()
}

/// Where clients of Azure Virtual Desktop and Windows 365 begin (Microsoft Learn, "Required FQDNs and endpoints for Azure Virtual Desktop").
const SERVICE_NAME: &str = "rdweb.wvd.microsoft.com";
/// Ports of Remote Desktop that are moved away from 3389 mostly stay in this neighbourhood; as groups of addresses they are
/// rare.
const USUAL_PORTS: core::ops::RangeInclusive<u16> = 3380..=3399;
/// Signed files of RemoteApp programs reach tens of kilobytes, and hundreds with all types of documents.
const LONGEST: usize = 1024 * 1024;

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
        assert_eq!(parse("full address:s:2001:db8::1:33890"), brackets);
        assert_eq!(parse("full address:s:2001:db8:0:1:2:3:4:5:3390"), brackets);
        assert_eq!(
            target("full address:s:2001:db8:0:1:2:3:4:3390"),
            "[2001:db8:0:1:2:3:4:3390]:3389"
        );
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
        let swapped: Vec<u8> = utf16.chunks(2).skip(1).flat_map(|unit| [unit[1], unit[0]]).collect();
        assert_eq!(RdpFile::parse(&swapped).unwrap().target.to_string(), "büro:3389");
        let target = |bytes| RdpFile::parse(bytes).map(|file| file.target.to_string());
        assert_eq!(target(b"full address:s:b\xfcro"), Ok("büro:3389".to_owned()));
        assert!(target(b"full address:s:\xb5\xe7\xc4\xd4").is_err());
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
    fn an_address_is_a_name_only_to_a_gateway_that_is_used() {
        let settings = |lines: &str| {
            let file = parse(&format!(
                "full address:s:192.0.2.7\ngatewayhostname:s:gw.example\n{lines}"
            ));
            file.unwrap().route.settings
        };

        assert_eq!(settings("gatewayusagemethod:i:1"), []);
        assert_eq!(settings("gatewayusagemethod:i:0"), [FileSetting::ByAddress]);
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
        assert_eq!(RdpFile::parse(&[b'x'; LONGEST]), Err(RdpFileError::NotAConnectionFile));
    }
}
