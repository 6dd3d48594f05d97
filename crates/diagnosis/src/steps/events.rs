//! Where the computer's logs confirm a finding.

use super::{EVENT_VIEWER, Remedy, TERMINAL};

pub(crate) const EVENT_SERVICE: Remedy = Remedy::run(
    "event-service",
    EVENT_VIEWER,
    "System: 7031, 7034; Application: 1000 (termsrv.dll, rdpcorets.dll)",
);
pub(crate) const EVENT_LISTENER: Remedy = Remedy::run(
    "event-listener",
    EVENT_VIEWER,
    "Microsoft-Windows-TerminalServices-RemoteConnectionManager/Operational: 261",
);
pub(crate) const EVENT_PENDING: Remedy = Remedy::run(
    "event-pending",
    EVENT_VIEWER,
    "Microsoft-Windows-TerminalServices-RemoteConnectionManager/Operational: 1006",
);
pub(crate) const EVENT_RDPCORE: Remedy = Remedy::run(
    "event-rdpcore",
    EVENT_VIEWER,
    "Microsoft-Windows-RemoteDesktopServices-RdpCoreTS/Operational: 131, 140, 226",
);
pub(crate) const EVENT_CERTIFICATE: Remedy = Remedy::run(
    "event-certificate",
    EVENT_VIEWER,
    "System, source TerminalServices-RemoteConnectionManager: 1057, 1058",
);
pub(crate) const EVENT_SCHANNEL: Remedy = Remedy::run(
    "event-schannel",
    EVENT_VIEWER,
    "System, source Schannel: 36870, 36871, 36872, 36874, 36888",
);
pub(crate) const EVENT_LOGONS: Remedy = Remedy::run("event-logons", EVENT_VIEWER, "Security: 4625, 4740");
pub(crate) const EVENT_SESSION: Remedy = Remedy::run(
    "event-session",
    EVENT_VIEWER,
    "Microsoft-Windows-TerminalServices-LocalSessionManager/Operational: 24, 25, 40",
);
pub(crate) const EVENT_LICENSE: Remedy = Remedy::run(
    "event-license",
    EVENT_VIEWER,
    "System, source TerminalServices-RemoteConnectionManager: 1069, 1128",
);
pub(crate) const EVENT_CRASH: Remedy = Remedy::run("event-crash", EVENT_VIEWER, "Application: 1000");
pub(crate) const EVENT_CLIENT: Remedy = Remedy::run(
    "event-client",
    EVENT_VIEWER,
    "Microsoft-Windows-TerminalServices-RDPClient/Operational: 1026",
);
pub(crate) const LOG_XRDP: Remedy = Remedy::run("log-xrdp", TERMINAL, "sudo journalctl -u xrdp -u xrdp-sesman -n 50");
