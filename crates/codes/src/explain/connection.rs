//! Connection files (`.rdp`, `.rdpw`) and `rdp://` links: where they lead, and the settings that decide.

use core::net::IpAddr;

use wire::{Host, RdpFile, Target};

use super::kind::Kind;
use crate::lookup::Meaning;
use crate::program::{Program, Role};
use crate::sentences::Weight;
use crate::{Catalogue, Code, Decoded, Verdict};

/// What a connection file says about where to connect to and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConnectionFile {
    /// The computer that Remote Desktop Connection goes to; absent where the file names none, or where it is not clear.
    pub target: Option<Target>,
    /// The gateway, as it stands there; absent where the file uses none.
    pub gateway: Option<String>,
    /// Settings by name, in lower case, and their values, in the order of the file.
    settings: Vec<(String, String, String)>,
    doubts: Vec<Doubt>,
}

/// What is not right about a connection file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// An IPv6 address without brackets that may end in a port.
    Brackets(String),
    /// An address that is none.
    Address(String),
    /// No address at all.
    NoAddress,
    /// A line that is no setting.
    Line(String),
}

/// What the text is, if it is a connection file or a link.
pub(super) fn read(text: &str) -> Option<(Kind, ConnectionFile)> {
    let text = text.trim_start_matches('\u{feff}').trim();
    if let Some(link) = text.strip_prefix("rdp://")
        && !text.contains(char::is_whitespace)
    {
        return Some((Kind::Link, ConnectionFile::new(&lines_of_link(link))));
    }
    let lines: Vec<&str> = text
        .split(['\n', '\r'])
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    let settings = lines.iter().filter(|line| setting(line).is_some()).count();
    let known = lines
        .iter()
        .filter_map(|line| setting(line))
        .any(|(name, _)| KNOWN.contains(&name.as_str()));
    let mostly = settings * 2 > lines.len();
    (known && mostly).then(|| (Kind::ConnectionFile, ConnectionFile::new(&lines.join("\n"))))
}

impl ConnectionFile {
    fn new(text: &str) -> Self {
        let mut settings: Vec<(String, String, String)> = Vec::new();
        let mut doubts = Vec::new();
        for line in text.lines() {
            match setting(line) {
                Some((name, value)) => settings.push((name, value.to_owned(), line.to_owned())),
                None if doubts.len() < MOST_DOUBTS => doubts.push(Doubt::Line(line.to_owned())),
                None => {}
            }
        }
        let mut file = Self {
            target: None,
            gateway: None,
            settings,
            doubts,
        };
        file.find_target();
        let unused = matches!(file.value("gatewayusagemethod"), None | Some("0" | "4"));
        file.gateway = file.value("gatewayhostname").filter(|_| !unused).map(str::to_owned);
        file
    }

    /// The value of a setting; absent where it is not set, or empty.
    pub fn value(&self, name: &str) -> Option<&str> {
        let found = self
            .settings
            .iter()
            .find(|(known, value, _)| known == name && !value.is_empty());
        found.map(|(_, value, _)| value.as_str())
    }

    /// What is not right about it.
    pub fn doubts(&self) -> &[Doubt] {
        &self.doubts
    }

    fn find_target(&mut self) {
        // With Remote Desktop Connection, the alternate address always wins.
        let address = self
            .value("alternate full address")
            .or_else(|| self.value("full address"));
        let Some(address) = address.map(str::to_owned) else {
            self.doubts.insert(0, Doubt::NoAddress);
            return;
        };
        if may_end_in_a_port(&address) {
            self.doubts.insert(0, Doubt::Brackets(address));
            return;
        }
        let port = self
            .value("server port")
            .map(|port| format!("\nserver port:i:{port}"))
            .unwrap_or_default();
        match RdpFile::parse(format!("full address:s:{address}{port}").as_bytes()) {
            Ok(file) => self.target = Some(file.target),
            Err(_) => self.doubts.insert(0, Doubt::Address(address)),
        }
    }

    /// What its settings mean, as codes: what decides first.
    pub(super) fn decoded(&self, catalogue: &Catalogue) -> Decoded {
        let mut said: Vec<(Weight, Code)> = Vec::new();
        let mut say = |name: &str, typed: String| {
            let found = catalogue
                .settings()
                .find(|(row, _)| row.symbol.as_deref() == Some(name));
            if let Some((row, weight)) = found {
                let meaning = Meaning {
                    row: row.clone(),
                    programs: vec![Program::Mstsc],
                    role: if weight == Weight::Cause {
                        Role::Field
                    } else {
                        Role::Remark
                    },
                    status: row.status,
                };
                said.push((
                    weight,
                    Code {
                        typed,
                        number: None,
                        meanings: vec![meaning],
                        elsewhere: Vec::new(),
                    },
                ));
            }
        };
        for doubt in &self.doubts {
            match doubt {
                Doubt::Brackets(address) => say("file.ipv6-brackets", address.clone()),
                Doubt::Address(address) => say("file.bad-address", address.clone()),
                Doubt::NoAddress => say("file.no-address", "full address".to_owned()),
                Doubt::Line(line) => say("file.unreadable", line.chars().take(LONGEST_LINE).collect()),
            }
        }
        for (name, deciding) in self.deciding() {
            let line = self
                .settings
                .iter()
                .find(|(known, value, _)| known == deciding && !value.is_empty());
            let typed = line.map_or(deciding, |(_, _, line)| line.as_str());
            let typed: String = typed.chars().take(LONGEST_LINE).collect();
            say(name, typed);
        }
        said.sort_by_key(|(weight, _)| *weight);
        Decoded {
            said: said.into_iter().map(|(_, code)| code).collect(),
            ..Decoded::nothing(Verdict::Understood)
        }
    }

    /// What its settings mean, each with the setting that says so.
    fn deciding(&self) -> Vec<(&'static str, &'static str)> {
        let all = self.about_the_way().into_iter().chain(self.about_the_sign_in());
        all.filter(|(holds, ..)| *holds)
            .map(|(_, name, setting)| (name, setting))
            .collect()
    }

    fn is(&self, name: &str, value: &str) -> bool {
        self.value(name) == Some(value)
    }

    fn has(&self, name: &str) -> bool {
        self.value(name).is_some()
    }

    /// Which way the connection takes: what holds, what it means, and by which setting.
    fn about_the_way(&self) -> Vec<(bool, &'static str, &'static str)> {
        let (cloud, arm) = (self.has("wvd endpoint pool"), self.has("armpath"));
        let other = self.value("alternate full address").zip(self.value("full address"));
        let differs = other.is_some_and(|(other, full)| !full.eq_ignore_ascii_case(other));
        let usage = self.value("gatewayusagemethod");
        let gateway = self.has("gatewayhostname");
        let private = self.target.as_ref().is_some_and(|target| is_private(&target.host));
        let console = self
            .target
            .as_ref()
            .is_some_and(|target| target.port.number() == HYPER_V_CONSOLE);
        vec![
            (arm, "file.cloud-pc", "armpath"),
            (cloud && !arm, "file.cloud-pc", "wvd endpoint pool"),
            (differs, "file.alternate", "alternate full address"),
            (
                gateway && matches!(usage, Some("1" | "3")),
                "file.gateway",
                "gatewayhostname",
            ),
            (gateway && usage == Some("2"), "file.gateway-local", "gatewayhostname"),
            (
                gateway && matches!(usage, None | Some("0" | "4")),
                "file.gateway-off",
                "gatewayhostname",
            ),
            (
                self.gateway.is_some() && private,
                "file.gateway-private",
                "full address",
            ),
            (
                self.has("gatewayaccesstoken"),
                "file.gateway-token",
                "gatewayaccesstoken",
            ),
            (self.has("loadbalanceinfo"), "file.broker", "loadbalanceinfo"),
            (self.has("pcb"), "file.preconnection", "pcb"),
            (console, "file.hyper-v-console", "server port"),
        ]
    }

    /// How it signs in, and what the session is.
    fn about_the_sign_in(&self) -> Vec<(bool, &'static str, &'static str)> {
        let (entra, kdc) = (self.is("enablerdsaadauth", "1"), self.has("kdcproxyname"));
        let level = self.value("authentication level");
        vec![
            (
                self.is("enablecredsspsupport", "0"),
                "file.credssp-off",
                "enablecredsspsupport",
            ),
            (entra, "file.entra", "enablerdsaadauth"),
            (
                self.is("targetisaadjoined", "1") && !entra,
                "file.entra",
                "targetisaadjoined",
            ),
            (kdc, "file.kdc-proxy", "kdcproxyname"),
            (self.is("rdgiskdcproxy", "1") && !kdc, "file.kdc-proxy", "rdgiskdcproxy"),
            (
                self.is("restricted admin mode", "1"),
                "file.restricted-admin",
                "restricted admin mode",
            ),
            (
                self.is("restrictedadmin", "1"),
                "file.restricted-admin",
                "restrictedadmin",
            ),
            (
                self.is("remotecredentialguard", "1"),
                "file.remote-guard",
                "remotecredentialguard",
            ),
            (
                self.is("use redirection server name", "0"),
                "file.redirection-name",
                "use redirection server name",
            ),
            (level == Some("0"), "file.authentication-none", "authentication level"),
            (
                level == Some("1"),
                "file.authentication-required",
                "authentication level",
            ),
            (self.has("signature"), "file.signed", "signscope"),
            (
                self.is("administrative session", "1"),
                "file.admin",
                "administrative session",
            ),
            (self.is("connect to console", "1"), "file.admin", "connect to console"),
            (
                self.is("remoteapplicationmode", "1"),
                "file.remote-app",
                "remoteapplicationprogram",
            ),
        ]
    }
}

/// `name:type:value`, where the type is one letter in either case and the value may hold colons.
fn setting(line: &str) -> Option<(String, &str)> {
    let mut parts = line.trim().splitn(3, ':');
    let (name, kind, value) = (parts.next()?, parts.next()?, parts.next()?);
    let known_kind = matches!(kind.trim(), "s" | "i" | "b" | "S" | "I" | "B");
    known_kind.then(|| (name.trim().to_lowercase(), value.trim()))
}

/// `full%20address=s:pc:3389&audiomode=i:2`, as lines of a file; or `user@pc:3389`.
fn lines_of_link(link: &str) -> String {
    let decoded = percent_decoded(link.trim_start_matches('?').trim_end_matches('/'));
    if !decoded.contains('=') {
        let host = decoded.rsplit('@').next().unwrap_or(&decoded);
        return format!("full address:s:{host}");
    }
    let lines: Vec<String> = decoded.split('&').map(|pair| pair.replacen('=', ":", 1)).collect();
    lines.join("\n")
}

fn percent_decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((first, after)) = rest.split_first() {
        let hex = after
            .get(..2)
            .filter(|_| *first == b'%')
            .and_then(|digits| str::from_utf8(digits).ok());
        if let Some(byte) = hex.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            decoded.push(byte);
            rest = after.get(2..).unwrap_or_default();
        } else {
            decoded.push(*first);
            rest = after;
        }
    }
    String::from_utf8_lossy(&decoded).into_owned()
}

/// Whether this is an IPv6 address without brackets whose last group may be a port: eight groups or a `::`, and then
/// decimal digits of a port.
fn may_end_in_a_port(address: &str) -> bool {
    let Some((_, last)) = address.rsplit_once(':') else {
        return false;
    };
    let port = last.len() >= SHORTEST_PORT && last.bytes().all(|byte| byte.is_ascii_digit());
    let brackets = address.contains('[');
    let ipv6 = address.matches(':').count() >= 2;
    port && ipv6 && !brackets
}

fn is_private(host: &Host) -> bool {
    match host.to_string().trim_matches(['[', ']']).parse() {
        Ok(IpAddr::V4(address)) => address.is_private() || address.is_link_local(),
        Ok(IpAddr::V6(address)) => address.is_unique_local() || address.is_unicast_link_local(),
        Err(_) => false,
    }
}

/// Names that stand in connection files and nowhere else; a file has at least one.
const KNOWN: &[&str] = &[
    "full address",
    "alternate full address",
    "server port",
    "screen mode id",
    "gatewayhostname",
    "gatewayusagemethod",
    "authentication level",
    "enablecredsspsupport",
    "redirectclipboard",
    "session bpp",
    "audiomode",
    "loadbalanceinfo",
    "remoteapplicationmode",
    "use multimon",
    "desktopwidth",
    "username",
    "prompt for credentials",
];
const HYPER_V_CONSOLE: u16 = 2179;
/// `:1` to `:999` are groups of addresses more often than ports.
const SHORTEST_PORT: usize = 4;
const MOST_DOUBTS: usize = 8;
const LONGEST_LINE: usize = 160;
