//! The programs that show codes.

/// A program, or a family of them, that shows codes to people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Program {
    /// Windows App and Microsoft Remote Desktop (Store, msrdc) on Windows.
    WindowsAppOnWindows,
    /// Windows App and Microsoft Remote Desktop on macOS.
    WindowsAppOnMac,
    /// Windows App and Microsoft Remote Desktop on iOS and iPadOS.
    WindowsAppOnIos,
    /// Windows App and Microsoft Remote Desktop on Android.
    WindowsAppOnAndroid,
    /// Remote Desktop Connection, mstsc.exe.
    Mstsc,
    /// Programs that host Microsoft's ActiveX control: RDCMan, mRemoteNG, NETworkManager, 1Remote and others.
    ActiveXHost,
    /// FreeRDP's own clients, such as xfreerdp.
    FreeRdp,
    /// Remmina, which uses FreeRDP.
    Remmina,
    /// Apache Guacamole, which uses FreeRDP.
    Guacamole,
    /// rdesktop.
    Rdesktop,
    /// Clients that are built on IronRDP.
    IronRdp,
    /// Windows' event log, on either side.
    EventLog,
    /// Remote Desktop Gateway, its log and its web server.
    Gateway,
    /// RD Web Access, the page from which RemoteApps are started.
    RdWeb,
    /// The diagnostics of Azure Virtual Desktop.
    VirtualDesktop,
    /// Windows Remote Assistance.
    RemoteAssistance,
    /// Any program that passes on what its system said about a socket.
    System,
    /// Packet captures and logs of the protocol itself.
    Trace,
    /// xrdp and its session manager, on the server.
    Xrdp,
    /// GNOME's server.
    GnomeRemoteDesktop,
    /// KDE's server.
    Krdp,
    /// The console of Hyper-V's virtual machines.
    HyperV,
    /// Teleport, which has a client of its own.
    Teleport,
    /// SSH and programs that carry a port elsewhere, such as frp and cloudflared.
    Tunnel,
}

impl Program {
    /// Every program, in the order in which they are named.
    pub const ALL: [Self; 24] = [
        Self::WindowsAppOnWindows,
        Self::WindowsAppOnMac,
        Self::WindowsAppOnIos,
        Self::WindowsAppOnAndroid,
        Self::Mstsc,
        Self::ActiveXHost,
        Self::FreeRdp,
        Self::Remmina,
        Self::Guacamole,
        Self::Rdesktop,
        Self::IronRdp,
        Self::EventLog,
        Self::Gateway,
        Self::RdWeb,
        Self::VirtualDesktop,
        Self::RemoteAssistance,
        Self::System,
        Self::Trace,
        Self::Xrdp,
        Self::GnomeRemoteDesktop,
        Self::Krdp,
        Self::HyperV,
        Self::Teleport,
        Self::Tunnel,
    ];

    /// The part of its message's key in the locale.
    pub fn name(self) -> &'static str {
        match self {
            Self::WindowsAppOnWindows => "windows-app-on-windows",
            Self::WindowsAppOnMac => "windows-app-on-mac",
            Self::WindowsAppOnIos => "windows-app-on-ios",
            Self::WindowsAppOnAndroid => "windows-app-on-android",
            Self::Mstsc => "mstsc",
            Self::ActiveXHost => "activex-host",
            Self::FreeRdp => "freerdp",
            Self::Remmina => "remmina",
            Self::Guacamole => "guacamole",
            Self::Rdesktop => "rdesktop",
            Self::IronRdp => "ironrdp",
            Self::EventLog => "event-log",
            Self::Gateway => "gateway",
            Self::RdWeb => "rd-web",
            Self::VirtualDesktop => "virtual-desktop",
            Self::RemoteAssistance => "remote-assistance",
            Self::System => "system",
            Self::Trace => "trace",
            Self::Xrdp => "xrdp",
            Self::GnomeRemoteDesktop => "gnome-remote-desktop",
            Self::Krdp => "krdp",
            Self::HyperV => "hyper-v",
            Self::Teleport => "teleport",
            Self::Tunnel => "tunnel",
        }
    }

    /// Whether Microsoft's own core is behind it, with its error code and its extended error code.
    pub fn is_microsoft(self) -> bool {
        match self {
            Self::WindowsAppOnWindows
            | Self::WindowsAppOnMac
            | Self::WindowsAppOnIos
            | Self::WindowsAppOnAndroid
            | Self::Mstsc
            | Self::ActiveXHost => true,
            Self::FreeRdp
            | Self::Remmina
            | Self::Guacamole
            | Self::Rdesktop
            | Self::IronRdp
            | Self::EventLog
            | Self::Gateway
            | Self::RdWeb
            | Self::VirtualDesktop
            | Self::RemoteAssistance
            | Self::System
            | Self::Trace
            | Self::Xrdp
            | Self::GnomeRemoteDesktop
            | Self::Krdp
            | Self::HyperV
            | Self::Teleport
            | Self::Tunnel => false,
        }
    }
}

/// Windows App on every system.
pub const WINDOWS_APP: [Program; 4] = [
    Program::WindowsAppOnWindows,
    Program::WindowsAppOnMac,
    Program::WindowsAppOnIos,
    Program::WindowsAppOnAndroid,
];

/// How a program writes a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Notation {
    /// `0x204`.
    Hex,
    /// `0x0002000C`: all eight digits.
    WideHex,
    /// `516`.
    Decimal,
    /// `-1073741715`: the 32 bits read as a signed number.
    Signed,
}

impl Notation {
    /// `number` as it is written in this notation.
    pub fn write(self, number: u32) -> String {
        match self {
            Self::Hex => format!("0x{number:X}"),
            Self::WideHex => format!("0x{number:08X}"),
            Self::Decimal => number.to_string(),
            Self::Signed => number.cast_signed().to_string(),
        }
    }
}

/// What a number is to the program that shows it. Numbers of different roles are never explained by each other's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// The error code, the one with which the connection ended.
    Error,
    /// The extended error code of Microsoft's programs: the reason that the server sent.
    Extended,
    /// The exit status of a command.
    Exit,
    /// The reason in a client's event about a disconnect.
    ClientReason,
    /// The reason in a server's event about a session.
    SessionReason,
    /// A status of the sign-in.
    Status,
    /// A TLS alert.
    Alert,
    /// An error of the system below.
    Errno,
    /// A status of HTTP.
    Http,
    /// The failure code of the negotiation.
    Negotiation,
    /// The argument of the control's event about a fatal error.
    Fatal,
    /// A field of a message, seen in logs and captures.
    Field,
    /// A step that worked, or a remark: no failure by itself.
    Remark,
}

/// How far a program shows the numbers of a code space.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Standing {
    /// The space is the program's own.
    Own,
    /// The space continues the program's own, by documentation.
    Continued,
    /// The program shows such numbers, but nobody documents that they mean the same.
    Assumed,
}

/// One way in which the numbers of a code space are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Shown {
    /// By which program.
    pub program: Program,
    /// As what.
    pub role: Role,
    /// Written how.
    pub notation: Notation,
    pub(super) standing: Standing,
}

impl Shown {
    pub(super) const fn own(program: Program, role: Role, notation: Notation) -> Self {
        Self {
            program,
            role,
            notation,
            standing: Standing::Own,
        }
    }

    pub(super) const fn continued(program: Program, role: Role, notation: Notation) -> Self {
        Self {
            program,
            role,
            notation,
            standing: Standing::Continued,
        }
    }

    pub(super) const fn assumed(program: Program, role: Role, notation: Notation) -> Self {
        Self {
            program,
            role,
            notation,
            standing: Standing::Assumed,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_programs_write_them() {
        assert_eq!(Notation::Hex.write(0x204), "0x204");
        assert_eq!(Notation::WideHex.write(0x2000c), "0x0002000C");
        assert_eq!(Notation::Decimal.write(0x204), "516");
        assert_eq!(Notation::Signed.write(0xC000_006D), "-1073741715");
    }
}
