//! Which program a text comes from.

use super::program::{Program, WINDOWS_APP};

/// A program that a text may come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Origin {
    /// Which.
    pub program: Program,
    /// How sure that is.
    pub certainty: Certainty,
    /// What tells it.
    pub clue: Clue,
}

/// How sure it is that a text comes from a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Certainty {
    /// The text says so, or no other program writes like this.
    Certain,
    /// It can come from this program, and from others.
    Guessed,
}

/// What tells where a text comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Clue {
    /// The program's name, or its window's title.
    Named,
    /// The name of a family of programs, without the system.
    FamilyNamed,
    /// The name of the system, and a code as that family shows it.
    SystemNamed,
    /// The form of its lines.
    Form,
    /// A sentence that this program says.
    Sentence,
    /// The code alone: these programs show it.
    Code,
}

impl Clue {
    /// Every clue.
    pub const ALL: [Self; 6] = [
        Self::Named,
        Self::FamilyNamed,
        Self::SystemNamed,
        Self::Form,
        Self::Sentence,
        Self::Code,
    ];

    /// The part of its message's key in the locale.
    pub fn name(self) -> &'static str {
        match self {
            Self::Named => "named",
            Self::FamilyNamed => "family-named",
            Self::SystemNamed => "system-named",
            Self::Form => "form",
            Self::Sentence => "sentence",
            Self::Code => "code",
        }
    }
}

/// `programs`, each as one that the text comes from.
pub(super) fn origins(programs: &[Program], certainty: Certainty, clue: Clue) -> Vec<Origin> {
    let origin = |program: &Program| Origin {
        program: *program,
        certainty,
        clue,
    };
    programs.iter().map(origin).collect()
}

/// The programs that `text`, in lower case, names or whose lines have its form. Empty where it names none.
pub(super) fn named(text: &str) -> Vec<Origin> {
    let marked = MARKS
        .iter()
        .find(|(_, marks)| marks.iter().any(|mark| has_words(text, mark)));
    if let Some((programs, _)) = marked {
        return origins(programs, Certainty::Certain, Clue::Named);
    }
    let family = WINDOWS_APP_NAMES.iter().any(|name| has_words(text, name));
    let system = SYSTEMS
        .iter()
        .find(|(_, names)| names.iter().any(|name| has_words(text, name)));
    if family {
        let on_windows = ON_WINDOWS.iter().any(|mark| has_words(text, mark));
        let system = system.map(|(program, _)| *program);
        return match system.or_else(|| on_windows.then_some(Program::WindowsAppOnWindows)) {
            Some(program) => origins(&[program], Certainty::Certain, Clue::Named),
            None => origins(&WINDOWS_APP, Certainty::Guessed, Clue::FamilyNamed),
        };
    }
    if MSTSC_NAMES.iter().any(|name| has_words(text, name)) {
        return origins(&[Program::Mstsc], Certainty::Certain, Clue::Named);
    }
    system.map_or_else(Vec::new, |(program, _)| {
        origins(&[*program], Certainty::Guessed, Clue::SystemNamed)
    })
}

/// How an error code is written.
#[derive(Clone, Copy, Debug)]
pub(super) struct CodeShape {
    /// Whether an extended code stands beside it.
    pub(super) extended: bool,
    /// Whether it is in hexadecimal; else in decimal.
    pub(super) hex: bool,
}

/// The programs that show an error code of this shape in a text like `text`, which is in lower case.
pub(super) fn formed(text: &str, CodeShape { extended, hex }: CodeShape) -> Vec<Origin> {
    let dialog = text.contains("[window title]") || text.contains("ctrl+c");
    let activity = text.contains("activity id") || text.contains("activityid") || text.contains("aktivitäts-id");
    let stamped = text.contains("(utc)");
    let programs: &[Program] = if !hex {
        &[Program::ActiveXHost]
    } else if stamped && activity {
        &[Program::WindowsAppOnWindows, Program::Mstsc, Program::ActiveXHost]
    } else if stamped || dialog {
        &[Program::Mstsc, Program::ActiveXHost]
    } else if activity {
        &[Program::WindowsAppOnWindows]
    } else if extended {
        &[Program::Mstsc, Program::WindowsAppOnWindows, Program::ActiveXHost]
    } else {
        &[
            Program::WindowsAppOnMac,
            Program::WindowsAppOnIos,
            Program::WindowsAppOnAndroid,
            Program::WindowsAppOnWindows,
            Program::Mstsc,
            Program::ActiveXHost,
        ]
    };
    origins(programs, Certainty::Guessed, Clue::Form)
}

/// Whether `words` stand in `text` and are no part of longer words.
pub(super) fn has_words(text: &str, words: &str) -> bool {
    // Scripts without spaces have no borders between words.
    let is_letter = |c: char| c.is_ascii_alphanumeric();
    let is_part = |c: Option<char>| c.is_some_and(is_letter);
    let starts_inside = |c: Option<char>| is_part(c) && words.starts_with(is_letter);
    let ends_inside = |c: Option<char>| is_part(c) && words.ends_with(is_letter);
    text.match_indices(words).any(|(at, _)| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let after = text.get(at + words.len()..).and_then(|after| after.chars().next());
        !starts_inside(before) && !ends_inside(after)
    })
}

/// The first that is named counts: a log's own format before the programs that it writes about, and programs that use
/// FreeRDP before FreeRDP.
const MARKS: &[(&[Program], &[&str])] = &[
    (
        &[Program::EventLog],
        &[
            "event id",
            "eventid",
            "ereignis-id",
            "log name:",
            "protokollname:",
            "clientactivex",
            "terminalservices-localsessionmanager",
            "terminalservices-rdpclient",
            "rdpcorets",
            "has been disconnected, reason code",
            "an account failed to log on",
            "fehler beim anmelden eines kontos",
            "schannel",
            "listener rdp-tcp received a connection",
            "server accepted a new tcp connection from client",
            "failed because the user name or password is not correct",
        ],
    ),
    (&[Program::Krdp, Program::FreeRdp], &["krdpserver", "org.kde.krdp"]),
    (
        &[Program::GnomeRemoteDesktop, Program::FreeRdp],
        &["gnome-remote-desktop-daemon", "gnome-remote-de"],
    ),
    (
        &[Program::Xrdp],
        &["xrdp_mm_connect", "xrdp_rdp_incoming", "xrdp_sec_incoming"],
    ),
    (&[Program::Gateway], &["terminalservices-gateway"]),
    (
        &[Program::VirtualDesktop],
        &["wvdconnections", "wvderrors", "codesymbolic"],
    ),
    (
        &[Program::Guacamole],
        &["guacamole", "guacd", "rdp server closed/refused connection"],
    ),
    (&[Program::Remmina, Program::FreeRdp], &["remmina"]),
    (
        &[Program::FreeRdp],
        &[
            "com.freerdp",
            "com.winpr",
            "xfreerdp",
            "xfreerdp3",
            "wlfreerdp",
            "sdl-freerdp",
            "freerdp",
            "freerdp_set_last_error",
            "freerdp_set_last_error_ex",
        ],
    ),
    (&[Program::Rdesktop], &["rdesktop"]),
    (
        &[Program::IronRdp],
        &["ironrdp", "ironrdp_connector", "iron-remote-desktop"],
    ),
    (
        &[Program::RemoteAssistance],
        &["remote assistance", "msra", "msra.exe", "remoteunterstützung"],
    ),
    (
        &[Program::ActiveXHost],
        &[
            "mremoteng",
            "mremote",
            "rdcman",
            "remote desktop connection manager",
            "networkmanager",
            "1remote",
            "premotem",
            "remote desktop manager",
            "royal ts",
            "rdpcheck",
            "rdpcheck.exe",
            "iap desktop",
            "mstscax",
            "axmsrdpclient",
            "axmsrdpclient09host",
            "rdp disconnected!",
            "onfatalerror",
            "not foud in resources",
        ],
    ),
    (
        &[Program::Trace],
        &["wireshark", "tshark", "suricata", "rdp_neg_failure", "tpkt"],
    ),
];

const WINDOWS_APP_NAMES: &[&str] = &[
    "windows app",
    "microsoft remote desktop",
    "remote desktop app",
    "remote desktop client",
    "rd client",
    "msrdc",
    "your session ended because of an error",
];

/// The title of mstsc's window in its languages.
const MSTSC_NAMES: &[&str] = &[
    "mstsc",
    "mstsc.exe",
    "remote desktop connection",
    "remotedesktopverbindung",
    "connexion bureau à distance",
    "conexión a escritorio remoto",
    "conexão de área de trabalho remota",
    "ligação ao ambiente de trabalho remoto",
    "connessione desktop remoto",
    "verbinding met extern bureaublad",
    "podłączanie pulpitu zdalnego",
    "подключение к удаленному рабочему столу",
    "リモート デスクトップ接続",
    "远程桌面连接",
    "遠端桌面連線",
    "원격 데스크톱 연결",
    "uzak masaüstü bağlantısı",
];

const SYSTEMS: &[(Program, &[&str])] = &[
    (
        Program::WindowsAppOnMac,
        &[
            "mac",
            "macos",
            "mac os",
            "macbook",
            "imac",
            "os x",
            "com.microsoft.rdc.macos",
        ],
    ),
    (Program::WindowsAppOnIos, &["ios", "ipados", "iphone", "ipad"]),
    (
        Program::WindowsAppOnAndroid,
        &["android", "chromebook", "com.microsoft.rdc.androidx"],
    ),
];

/// What tells that Windows App ran on Windows, once it is known to be Windows App.
const ON_WINDOWS: &[&str] = &[
    "windows 10",
    "windows 11",
    "microsoft store",
    "[window title]",
    "extended error code",
    "erweiterter fehlercode",
];
