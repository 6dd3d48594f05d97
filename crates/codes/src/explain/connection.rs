//! Connection files (`.rdp`, `.rdpw`, and those of other programs) and links: where they lead, and the settings that
//! decide.

use wire::{
    FileSetting, GatewayUsage, RdpFile, RdpFileError, RdpSetting, RdpSettings, Target, TargetError, lines_of_link,
};

use self::foreign::Foreign;
use super::kind::Kind;
use crate::lookup::Meaning;
use crate::program::{Program, Role};
use crate::sentences::Weight;
use crate::{Catalogue, Code, Decoded, Verdict};

mod conditions;
mod foreign;

/// What a connection file says about where to connect to and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConnectionFile {
    /// The computer that Remote Desktop Connection goes to; absent where the file names none, or where it is not clear.
    pub target: Option<Target>,
    /// The gateway, as it stands there; absent where the file uses none.
    pub gateway: Option<String>,
    settings: RdpSettings,
    /// The program that takes such files.
    program: Program,
    /// How the file itself has settings that it writes otherwise than an `.rdp` file, by their names there.
    written: Vec<(&'static str, String)>,
    /// What it means besides its settings: rows of `data/settings.txt`, each with what says so.
    remarks: Vec<(&'static str, String)>,
    /// What it asks of its computer; nothing where it leads to none.
    asked: Vec<FileSetting>,
    doubts: Vec<Doubt>,
}

/// What is not right about a connection file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// An IPv6 address without brackets that may end in a port.
    Brackets(String),
    /// An address that is none.
    Address(String),
    /// A port that is none.
    Port(String),
    /// No address at all.
    NoAddress,
    /// A setting that stands there with several values, which follow it.
    Several(String),
    /// A setting of another type than programs look for.
    Kind(String),
    /// A line that is no setting.
    Line(String),
}

/// What the text is, if it is a connection file or a link.
pub(super) fn read(text: &str) -> Option<(Kind, ConnectionFile)> {
    let text = text.trim_start_matches('\u{feff}').trim();
    if let Some(lines) = lines_of_link(text) {
        return Some((Kind::Link, ConnectionFile::new(&lines)));
    }
    if let Some(foreign) = foreign::read(text) {
        return Some((foreign.kind, ConnectionFile::of_foreign(foreign)));
    }
    let lines: Vec<&str> = text
        .split(['\n', '\r'])
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    let settings = || lines.iter().filter_map(|line| RdpSetting::read(line));
    let known = settings().any(|setting| KNOWN.contains(&setting.name.as_str()));
    let mostly = settings().count() * 2 > lines.len();
    // `full address:pc:s`, `full address=s:pc`: meant as one.
    let meant = |line: &&&str| {
        let line = line.to_ascii_lowercase();
        let rest = KNOWN.iter().find_map(|name| line.strip_prefix(name));
        rest.is_some_and(|rest| rest.trim_start().starts_with([':', '=']))
    };
    let mistyped = !lines.is_empty() && lines.iter().filter(meant).count() == lines.len();
    ((known && mostly) || mistyped).then(|| (Kind::ConnectionFile, ConnectionFile::new(&lines.join("\n"))))
}

impl ConnectionFile {
    fn new(text: &str) -> Self {
        let settings = RdpSettings::read(text);
        let (target, asked, mut doubts) = match RdpFile::of(&settings) {
            Ok(file) => (Some(file.target), file.route.settings, Vec::new()),
            Err(fault) => (None, Vec::new(), vec![doubted(&settings, fault)]),
        };
        doubts.extend(DECIDED_ONCE.iter().filter_map(|name| several(&settings, name)));
        let kinds = KINDS.iter().filter(|(name, kind)| {
            let last = settings.of(name).next_back();
            last.is_some_and(|setting| setting.kind != *kind)
        });
        doubts.extend(kinds.map(|(name, _)| Doubt::Kind((*name).to_owned())));
        let strangers = text.lines().filter(|line| RdpSetting::read(line).is_none());
        doubts.extend(strangers.take(MOST_DOUBTS).map(|line| Doubt::Line(line.to_owned())));
        let used = GatewayUsage::of(&settings).is_some();
        let gateway = settings.value("gatewayhostname").filter(|_| used).map(str::to_owned);
        Self {
            target,
            gateway,
            settings,
            program: Program::Mstsc,
            written: Vec::new(),
            remarks: Vec::new(),
            asked,
            doubts,
        }
    }

    /// One of another program, by what its settings are in an `.rdp` file.
    fn of_foreign(foreign: Foreign) -> Self {
        let mut file = Self::new(&foreign.lines);
        // What is said instead tells why it leads nowhere.
        if foreign.lines.is_empty() && !foreign.remarks.is_empty() {
            file.doubts.clear();
        }
        Self {
            program: foreign.program,
            written: foreign.written,
            remarks: foreign.remarks,
            ..file
        }
    }

    /// The value of a setting; absent where it is not set, or empty.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.settings.value(name)
    }

    /// What is not right about it.
    pub fn doubts(&self) -> &[Doubt] {
        &self.doubts
    }

    /// What its settings mean, as codes: what decides first.
    pub(super) fn decoded(&self, catalogue: &Catalogue) -> Decoded {
        let mut said: Vec<(Weight, Code)> = Vec::new();
        let mut say = |name: &str, typed: String| say(catalogue, &mut said, (name, self.program), typed);
        for doubt in &self.doubts {
            match doubt {
                Doubt::Brackets(address) => say("file.ipv6-brackets", address.clone()),
                Doubt::Address(address) => say("file.bad-address", address.clone()),
                Doubt::Port(port) => say("file.bad-port", port.clone()),
                Doubt::NoAddress => say("file.no-address", "full address".to_owned()),
                Doubt::Several(name) => say("file.several", name.clone()),
                Doubt::Kind(name) => say("file.other-type", self.shown(name)),
                Doubt::Line(line) => say("file.unreadable", line.clone()),
            }
        }
        for (name, deciding) in self.deciding() {
            say(name, self.shown(deciding));
        }
        for (name, written) in &self.remarks {
            say(name, written.clone());
        }
        decoded(said)
    }

    /// What its settings mean, each with the setting that says so.
    fn deciding(&self) -> Vec<(&'static str, &'static str)> {
        let all = self.about_the_way().into_iter().chain(self.about_the_sign_in());
        all.filter(|(holds, ..)| *holds)
            .map(|(_, name, setting)| (name, setting))
            .collect()
    }

    /// The line of a setting as it counts, without what only its owner may see.
    fn shown(&self, name: &str) -> String {
        if let Some((_, written)) = self.written.iter().find(|(known, _)| *known == name) {
            return written.clone();
        }
        let Some(RdpSetting { name, kind, value }) = self.settings.of(name).next_back() else {
            return name.to_owned();
        };
        let value = if name == TOKEN { "…" } else { value };
        format!("{name}:{kind}:{value}")
    }
}

/// What is wrong with the address of a file that leads nowhere.
fn doubted(settings: &RdpSettings, fault: RdpFileError) -> Doubt {
    let address = settings.value("alternate full address");
    let address = address.or_else(|| settings.value("full address"));
    let address = address.unwrap_or_default().to_owned();
    match fault {
        // Groups of hexadecimal digits, and no IPv4 address with two ports.
        RdpFileError::Address(TargetError::Brackets)
            if address.contains(':') && address.chars().all(|c| c.is_ascii_hexdigit() || c == ':') =>
        {
            Doubt::Brackets(address)
        }
        RdpFileError::Address(TargetError::Port { given }) if !given.is_empty() => Doubt::Port(given),
        RdpFileError::Address(_) => Doubt::Address(address),
        RdpFileError::TooLong | RdpFileError::NotAConnectionFile | RdpFileError::NoAddress => Doubt::NoAddress,
    }
}

fn several(settings: &RdpSettings, name: &str) -> Option<Doubt> {
    let last = settings.value(name)?;
    let mut values = settings.of(name).map(|setting| setting.value.as_str());
    let other = values.find(|value| !value.eq_ignore_ascii_case(last))?;
    Some(Doubt::Several(format!("{name}: {other}, {last}")))
}

/// Whether the text is a page of the web, such as a sign-in that a portal sent in place of a file.
pub(super) fn is_web_page(text: &str) -> bool {
    let start: String = text.trim_start().chars().take(LONGEST_DOCTYPE).collect();
    let start = start.to_ascii_lowercase();
    start.starts_with("<!doctype html") || start.starts_with("<html")
}

/// Says that a web page is none of the files that are read here.
pub(super) fn web_page(catalogue: &Catalogue) -> Decoded {
    let mut said = Vec::new();
    say(
        catalogue,
        &mut said,
        ("file.web-page", Program::Mstsc),
        "<html>".to_owned(),
    );
    decoded(said)
}

/// Says what the table has under `name`, of what stands there as `typed` in a file of `program`.
fn say(catalogue: &Catalogue, said: &mut Vec<(Weight, Code)>, (name, program): (&str, Program), typed: String) {
    let found = catalogue
        .settings()
        .find(|(row, _)| row.symbol.as_deref() == Some(name));
    let Some((row, weight)) = found else {
        return;
    };
    let meaning = Meaning {
        row: row.clone(),
        programs: vec![program],
        role: if weight == Weight::Cause {
            Role::Field
        } else {
            Role::Remark
        },
        status: row.status,
    };
    let code = Code {
        typed: typed.chars().take(LONGEST_LINE).collect(),
        number: None,
        meanings: vec![meaning],
        elsewhere: Vec::new(),
    };
    said.push((weight, code));
}

fn decoded(mut said: Vec<(Weight, Code)>) -> Decoded {
    said.sort_by_key(|(weight, _)| *weight);
    Decoded {
        said: said.into_iter().map(|(_, code)| code).collect(),
        ..Decoded::nothing(Verdict::Understood)
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
    "negotiate security layer",
    "enablerdsaadauth",
    "restricted admin mode",
    "remoteapplicationprogram",
    "alternate shell",
    "pcb",
];
/// What lets whoever holds it through the gateway.
const TOKEN: &str = "gatewayaccesstoken";
/// Settings of which files should hold one value: programs differ in which of several they take.
const DECIDED_ONCE: [&str; 12] = [
    "full address",
    "alternate full address",
    "server port",
    "gatewayhostname",
    "gatewayusagemethod",
    "enablecredsspsupport",
    "negotiate security layer",
    "authentication level",
    "enablerdsaadauth",
    "loadbalanceinfo",
    "remoteapplicationmode",
    "remoteapplicationprogram",
];
/// The types that settings have (FreeRDP client/common/file.c); with another type they do not count there.
const KINDS: [(&str, char); 13] = [
    ("full address", 's'),
    ("alternate full address", 's'),
    ("server port", 'i'),
    ("gatewayhostname", 's'),
    ("gatewayusagemethod", 'i'),
    ("enablecredsspsupport", 'i'),
    ("negotiate security layer", 'i'),
    ("authentication level", 'i'),
    ("enablerdsaadauth", 'i'),
    ("loadbalanceinfo", 's'),
    ("pcb", 's'),
    ("remoteapplicationmode", 'i'),
    ("remoteapplicationprogram", 's'),
];
/// `<!doctype html` and a little more.
const LONGEST_DOCTYPE: usize = 20;
const MOST_DOUBTS: usize = 8;
const LONGEST_LINE: usize = 160;
