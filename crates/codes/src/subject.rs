//! What a text is about: numbers of other things get no meaning of Remote Desktop's.

use super::label;
use super::number::Number;
use super::origin::{self, Certainty, has_words};
use super::others::WebPorts;

/// What a text is about, judging by what it names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Subject {
    /// Remote Desktop, a connection of some kind, or a code and nothing more.
    Here,
    /// Nothing that has to do with connections: somebody tells what they saw.
    Unsaid,
    /// The same, and it begins with a name: `Veeam: Error code: 0x4`.
    UnsaidByName,
    /// It names something that shows numbers of its own, and nothing of a remote desktop.
    Beside,
    /// A remote desktop of another protocol.
    OtherDesktop,
}

impl Subject {
    /// What `original` is about; `text` is the same in lower case.
    pub(super) fn of(text: &str, original: &str) -> Self {
        let says = |stems: &[&str]| stems.iter().any(|stem| text.contains(stem));
        let names = |list: &[&str]| list.iter().any(|words| has_words(text, words));
        let certain = has_certain_origin(text);
        if names(IN_BETWEEN) && !certain {
            Self::Beside
        } else if says(PROTOCOL) || certain {
            Self::Here
        } else if names(OTHER_DESKTOPS) {
            Self::OtherDesktop
        } else if says(HOME) {
            Self::Here
        } else if names(ELSEWHERE) || words_of_name(original) > 1 {
            Self::Beside
        } else if says(CONNECTING) || is_terse(text) {
            Self::Here
        } else if words_of_name(original) == 1 {
            Self::UnsaidByName
        } else {
            Self::Unsaid
        }
    }

    /// Whose the ports of web servers are in `text`, in lower case: gateways have them where it names remote desktops.
    pub(super) fn web_ports(self, text: &str) -> WebPorts {
        let mut stems = PROTOCOL.iter().chain(HOME).chain(&["gateway"]);
        let is_home = stems.any(|stem| text.contains(stem)) || has_certain_origin(text);
        if self == Self::Here && is_home {
            WebPorts::OfGateways
        } else {
            WebPorts::OfOthers
        }
    }

    /// Whether `number`, which stands in `line`, may be one of Remote Desktop's in a text about this.
    pub(super) fn admits(self, number: &Number, line: &str) -> bool {
        let of_others = || IN_BETWEEN.iter().any(|words| has_words(line, words));
        match self {
            Self::Here => number.is_telling() || !of_others(),
            // Other things that people meet at home show small numbers as decimal ones.
            Self::Unsaid => number.is_short_hex() || number.is_telling() || number.value >= FIRST_LARGE,
            Self::UnsaidByName => number.is_telling() || number.value >= FIRST_LARGE,
            Self::Beside => number.is_telling(),
            Self::OtherDesktop => false,
        }
    }
}

/// Whether it is certain which program `text`, in lower case, is of.
fn has_certain_origin(text: &str) -> bool {
    let named = origin::named(text);
    named.iter().any(|origin| origin.certainty == Certainty::Certain)
}

/// Of how many words the name is that `text` begins with, before a colon, as logs and dialogs name who speaks: `Okta
/// Verify: sign-in failed`. None where it begins otherwise.
fn words_of_name(text: &str) -> usize {
    let Some((lead, _)) = text.lines().next().and_then(|line| line.split_once(':')) else {
        return 0;
    };
    let words: Vec<&str> = words(lead).collect();
    let capital = |word: &&str| word.starts_with(|c: char| c.is_ascii_uppercase());
    let plain = |word: &&str| {
        let word = word.to_lowercase();
        let is_filler = FILLERS.contains(&word.as_str()) || label::is_wording(&word);
        is_filler || CONNECTING.iter().any(|stem| word.starts_with(stem))
    };
    let is_name = words.len() <= MOST_OF_A_NAME && words.iter().all(capital) && !words.iter().all(plain);
    if is_name { words.len() } else { 0 }
}

/// Whether `text`, in lower case, is a number with its label and nothing more.
fn is_terse(text: &str) -> bool {
    words(text)
        .all(|word| word.contains(|c: char| c.is_ascii_digit()) || FILLERS.contains(&word) || label::is_wording(word))
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    let inside = |c: char| c.is_alphanumeric() || "-'’$?_".contains(c);
    text.split(move |c: char| !inside(c))
        .filter(|word| word.contains(char::is_alphanumeric))
}

/// Numbers from here on are those of FreeRDP, of gateways, and statuses, which mean the same everywhere.
const FIRST_LARGE: u32 = 0x1_0000;
/// Longer leads are sentences.
const MOST_OF_A_NAME: usize = 4;
/// What people write around a code.
const FILLERS: &[&str] = &[
    "a", "an", "and", "i", "get", "got", "it", "my", "says", "see", "the", "what", "with", "help", "please", "ich",
    "habe", "der", "die", "und", "mit", "is", "was", "ist", "lautet", "ext", "rdp", "hi", "hello", "hallo", "subject",
    "betreff", "re", "aw", "fwd", "wg", "ticket", "question", "problem", "issue", "note", "hilfe",
];

/// What texts about this protocol name, as stems of words.
const PROTOCOL: &[&str] = &[
    "rdp",
    "mstsc",
    "3389",
    "credssp",
    "remmina",
    "guac",
    "windows app",
    "remote desktop c",
    "remotedesktop",
    "remoteapp",
    "terminalservices",
];

/// What texts about remote desktops of any kind name, as stems of words.
const HOME: &[&str] = &[
    "remote desktop",
    "remote pc",
    "remote computer",
    "remote session",
    "remote access",
    "desktop session",
    "terminal serv",
    "rd gateway",
    "rd web",
    "terminalserver",
    "remotecomputer",
    "bureau à distance",
    "ordinateur distant",
    "escritorio remoto",
    "equipo remoto",
    "área de trabalho remota",
    "ambiente de trabalho remoto",
    "computador remoto",
    "desktop remoto",
    "computer remoto",
    "extern bureaublad",
    "externe computer",
    "pulpit zdaln",
    "pulpitu zdaln",
    "komputer zdaln",
    "удален",
    "удалён",
    "リモート",
    "远程",
    "遠端",
    "원격",
];

/// What has to do with connections, as stems of words. A small number beside nothing of this is of something else.
const CONNECTING: &[&str] = &[
    "connect",
    "session",
    "sign in",
    "sign-in",
    "signin",
    "log in",
    "log on",
    "login",
    "logon",
    "remote",
    "desktop",
    "computer",
    "server",
    "gateway",
    "kerberos",
    "kinit",
    "krb5",
    "credential",
    "password",
    "negotiat",
    "handshake",
    "tls",
    "ssl",
    "socket",
    "verbind",
    "verbund",
    "sitzung",
    "anmeld",
    "getrennt",
    "rechner",
    "connexion",
    "déconn",
    "ordinateur",
    "serveur",
    "conexi",
    "conect",
    "sesión",
    "equipo",
    "servidor",
    "conexão",
    "sessão",
    "computador",
    "conness",
    "connett",
    "sessione",
    "verbinding",
    "sessie",
    "połącz",
    "sesj",
    "komputer",
    "подключ",
    "соедин",
    "сеанс",
    "компьютер",
    "сервер",
    "接続",
    "セッション",
    "コンピューター",
    "サインイン",
    "连接",
    "連線",
    "会话",
    "工作階段",
    "计算机",
    "電腦",
    "登录",
    "登入",
    "연결",
    "세션",
    "컴퓨터",
];

/// What stands before or between the parts of a remote desktop and shows numbers of its own: second factors, jump hosts,
/// agents that lend passwords. A text that names no client of Remote Desktop is about them.
const IN_BETWEEN: &[&str] = &[
    "duo",
    "duoauthproxy",
    "okta",
    "rsa securid",
    "fortitoken",
    "authlite",
    "privacyidea",
    "multiotp",
    "rohos",
    "azure bastion",
    "bastion",
    "bastionhost",
    "cyberark",
    "psmsr126e",
    "beyondtrust",
    "thycotic",
    "delinea",
    "wallix",
    "keycloak",
    "adfs",
    "ad fs",
    "radius",
    "freeradius",
    "network policy server",
    "netzwerkrichtlinienserver",
];

/// Remote desktops of other protocols.
const OTHER_DESKTOPS: &[&str] = &[
    "teamviewer",
    "anydesk",
    "rustdesk",
    "splashtop",
    "parsec",
    "nomachine",
    "logmein",
    "chrome remote desktop",
    "x2go",
    "vnc",
    "realvnc",
    "tightvnc",
    "ultravnc",
    "vncviewer",
    "citrix",
    "vmware horizon",
    "horizon client",
    "vdpconnect_rejected",
    "screenconnect",
    "dameware",
    "apple remote desktop",
];

/// Things that show error numbers of their own and have no part in a remote desktop.
const ELSEWHERE: &[&str] = &[
    "npm",
    "yarn",
    "pip",
    "printer",
    "drucker",
    "imprimante",
    "impresora",
    "stampante",
    "impressora",
    "drukarka",
    "принтер",
    "プリンター",
    "打印机",
    "印表機",
    "프린터",
    "scanner",
    "bluetooth",
    "headset",
    "windows update",
    "update kb",
    "windows-update",
    "outlook",
    "excel",
    "powerpoint",
    "onedrive",
    "sharepoint",
    "microsoft store",
    "steam",
    "xbox",
    "playstation",
    "minecraft",
    "directx",
    "bitlocker",
    "chkdsk",
    "bluescreen",
    "blue screen",
    "ora-12541",
    "sql server",
    "postgresql",
    "mysqld",
    "mongodb",
    "smtp",
    "imap",
    "apt-get",
    "dpkg",
    "docker",
    "kubectl",
    "git push",
    "gradle",
    "maven",
    "fetching page",
    "web page",
    "webpage",
    "nginx",
    "apache2",
    "upstream timed out",
    "fortigate",
    "ssl-exit-error",
    "anyconnect",
    "forticlient",
    "globalprotect",
    "openvpn",
    "wireguard",
    "fritz!box",
    "sap gui",
    "sapgui",
    "zoom",
    "webex",
    "skype",
    "microsoft teams",
    "vpn client",
    "vpn connection",
    "vpn-verbindung",
    "connexion vpn",
    "conexión vpn",
    "conexão vpn",
    "l2tp",
    "ikev2",
    "pptp",
    "netextender",
    "sonicwall",
    "softether",
    "zscaler",
    "pulse secure",
    "ivanti",
    "cisco secure client",
    "sophos connect",
    "check point",
    "checkpoint",
    "palo alto",
    "tailscale",
    "zerotier",
    "winscp",
    "putty",
    "filezilla",
    "sftp",
    "ftp",
    "mqtt",
    "amqp",
    "kafka",
    "redis",
    "mysql",
    "mariadb",
    "odbc",
    "jdbc",
    "ldap",
    "ldaperr",
    "wpa_supplicant",
    "hostapd",
    "wlan",
    "wlan0",
    "wi-fi",
    "wifi",
    "deauthenticated",
    "hci",
    "sip",
    "voip",
    "voicemail",
    "modem",
    "vsphere",
    "vcenter",
    "proxmox",
    "virtualbox",
    "kubernetes",
    "terraform",
    "ansible",
    "jenkins",
    "docker desktop",
    "github desktop",
    "rsync",
    "robocopy",
    "veeam",
    "intune",
    "jira",
    "elasticsearch",
    "grafana",
    "zabbix",
    "prometheus",
    "iis",
    "api gateway",
    "payment gateway",
];
