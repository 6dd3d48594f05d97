//! From the settings to the picture: what the server says when it ends a session, and what each step lacks.

use wire::{Failure, PeerText, Signal, Stage};

use super::view::ReportView;
use super::{Match, Rule};
use crate::finding::Actor::{Network, Nobody, You};
use crate::names;
use crate::steps::Remedy::*;

/// `ERRINFO_IDLE_TIMEOUT`, [MS-RDPBCGR] 2.2.5.1.1, as are those up to [`UNKNOWN_REASON`].
pub(super) const IDLE_LIMIT: Rule = Rule::certain("RDP-SES-001", Stage::Stay, |view| error_info(view, &[3])).steps(&[
    SignInAgain,
    Send,
    TimeLimits,
    XrdpLimits,
    EventSession,
]);

/// `ERRINFO_LOGON_TIMEOUT`: the only 4 that is a time limit.
pub(super) const TIME_LIMIT: Rule = Rule::certain("RDP-SES-002", Stage::Stay, |view| error_info(view, &[4])).steps(&[
    SignInAgain,
    Send,
    TimeLimits,
    XrdpLimits,
    EventSession,
]);

pub(super) const TAKEN_OVER: Rule = Rule::certain("RDP-SES-003", Stage::Stay, |view| error_info(view, &[5]))
    .actor(You)
    .steps(&[OtherDevice, SingleSession, Sessions, XrdpLimits, EventSession]);

pub(super) const OUT_OF_MEMORY: Rule = Rule::certain("RDP-SES-004", Stage::Stay, |view| error_info(view, &[6]))
    .steps(&[RestartComputer, Send, Load, Sessions, LoadLinux]);

pub(super) const DENIED: Rule = Rule::certain("RDP-SES-005", Stage::Logon, |view| error_info(view, &[7])).steps(&[
    Send,
    DrainMode,
    ConnectionLimit,
    Sessions,
    LogonRights,
    XrdpLimits,
    XrdpLog,
    EventSession,
]);

pub(super) const FIPS: Rule = Rule::certain("RDP-SES-006", Stage::Logon, |view| error_info(view, &[8])).steps(&[
    UpdateProgram,
    Send,
    FipsSetting,
    XrdpNegotiate,
]);

pub(super) const NO_RIGHT: Rule = Rule::certain("RDP-SES-007", Stage::Logon, |view| {
    let said = error_info(view, &[9]).or_else(|| logon_error(view, &[0xFFFF_FFFA, 0xFFFF_FFFF]));
    said.map(|found| found.with("account", whose(view)))
})
.steps(&[Send, GrantLogon, LogonRights, XrdpGroups, EventLogons]);

pub(super) const FRESH_CREDENTIALS: Rule = Rule::certain("RDP-SES-008", Stage::Logon, |view| error_info(view, &[0xA]))
    .actor(You)
    .steps(&[TypePassword, PromptPolicy, XrdpLog]);

pub(super) const ENDED_BY_ADMINISTRATOR: Rule =
    Rule::certain("RDP-SES-009", Stage::Stay, |view| error_info(view, &[1, 2])).steps(&[
        AskAdministrator,
        Sessions,
        XrdpLog,
        EventSession,
    ]);

pub(super) const ENDED_BY_USER: Rule = Rule::certain("RDP-SES-010", Stage::Stay, |view| error_info(view, &[0xB, 0xC]))
    .actor(You)
    .steps(&[SignInAgain, Sessions, XrdpSession]);

pub(super) const DISPLAY_DRIVER: Rule = Rule::certain("RDP-SES-011", Stage::Desktop, |view| {
    error_info(view, &[0xF, 0x11, 0x12])
})
.steps(&[LowerDisplay, Send, WddmPolicy, DisplayUpdate, XrdpSession, EventSession]);

pub(super) const CRASHED: Rule = Rule::certain("RDP-SES-012", Stage::Desktop, |view| {
    error_info(view, &[0x10, 0x17, 0x18])
})
.steps(&[
    RestartComputer,
    Send,
    SystemFiles,
    DisplayUpdate,
    XrdpSession,
    EventCrash,
]);

pub(super) const SHUTTING_DOWN: Rule =
    Rule::certain("RDP-SES-013", Stage::Stay, |view| error_info(view, &[0x19, 0x1A]))
        .actor(You)
        .steps(&[WaitRestart, EventsAtThatTime, XrdpStatus]);

pub(super) const BROKER: Rule = Rule::certain("RDP-SES-014", Stage::Logon, |view| {
    view.error_info()
        .filter(|(code, _)| (0x400..=0x412).contains(code))
        .and_then(|_| error_hit(view))
})
.steps(&[ConnectByBroker, Send, BrokerState, XrdpLog]);

pub(super) const GRAPHICS: Rule = Rule::certain("RDP-SES-015", Stage::Capabilities, |view| {
    error_info(view, &[0x112D, 0x112E, 0x112F])
})
.steps(&[LowerDisplay, UpdateProgram, WddmPolicy, AvcPolicy, XrdpUpdate]);

pub(super) const REMOTEAPP_ONLY: Rule = Rule::certain("RDP-SES-016", Stage::Capabilities, |view| {
    error_info(view, &[ONLY_PROGRAMS])
})
.actor(You)
.steps(&[RemoteappFile, RemoteappSetting]);

/// The server does not take what the client sent.
pub(super) const CLIENT_DATA: Rule = Rule::certain("RDP-SES-017", Stage::Capabilities, |view| {
    view.error_info()
        .filter(|(code, _)| (0x10C9..=0x1136).contains(code) && !view.explained)
        .and_then(|_| error_hit(view))
})
.actor(You)
.steps(&[UpdateProgram, LowerDisplay, UpdateServer, XrdpUpdate]);

pub(super) const ENCRYPTION: Rule = Rule::certain("RDP-SES-018", Stage::Settings, |view| {
    view.error_info()
        .filter(|(code, _)| (0x1191..=0x1195).contains(code))
        .and_then(|_| error_hit(view))
})
.steps(&[UpdateProgram, Send, SecurityLayer, FipsSetting, XrdpNegotiate]);

/// `ERRINFO_PEER_DISCONNECTED` and the HRESULTs of a lost or stalled network name.
pub(super) const TRANSPORT_LOST: Rule = Rule::certain("RDP-SES-019", Stage::Stay, |view| {
    error_info(view, &[0x1196, 0x8007_0040, 0x8007_0079])
})
.actor(Network)
.steps(&[
    Cable,
    VpnPacketSize,
    SendToNetwork,
    KeepAlive,
    TcpOnly,
    PathSizeLinux,
    EventSession,
    EventRdpcore,
]);

pub(super) const UNKNOWN_REASON: Rule = Rule::certain("RDP-SES-020", Stage::Stay, |view| {
    error_hit(view).filter(|_| !view.explained)
})
.steps(&[
    Again,
    Send,
    EventsAtThatTime,
    TcpOnly,
    XrdpLog,
    EventSession,
    EventRdpcore,
]);

/// Save Session Info: bad password, or one that must be changed.
pub(super) const LOGON_REFUSED: Rule = Rule::certain("RDP-LGN-001", Stage::Logon, |view| {
    let (status, _) = view.last_signal(|signal| {
        let Signal::LogonError { notification, data } = signal else {
            return None;
        };
        let about_password = *notification < FIRST_LOGON_MESSAGE && *data <= LOGON_FAILED_UPDATE_PASSWORD;
        about_password.then_some(*notification)
    })?;
    let broken = view.broken()?;
    let found = Match::plain().with("code", format!("0x{status:X}")).at(Some(broken));
    Some(found.with("account", whose(view)))
})
.actor(You)
.steps(&[UserNameForm, ChangePassword, AccountState, LinuxAccount, EventLogons]);

/// Save Session Info: somebody else holds the session.
pub(super) const LOGON_CONTENDED: Rule = Rule::certain("RDP-LGN-002", Stage::Logon, |view| {
    logon_error(view, &[0xFFFF_FFF8, 0xFFFF_FFF9, 0xFFFF_FFFB])
})
.actor(You)
.steps(&[AskOtherUser, Sessions, XrdpLimits]);

/// Save Session Info: the logon process ends the session.
pub(super) const LOGON_ENDED: Rule = Rule::certain("RDP-LGN-003", Stage::Logon, |view| {
    logon_error(view, &[0xFFFF_FFFD]).filter(|_| !view.explained)
})
.steps(&[Again, Send, EventsAtThatTime, SystemFiles, XrdpSession, EventSession]);

pub(super) const REDIRECTED: Rule = Rule::certain("RDP-SES-021", Stage::Logon, |view| {
    let Some(Failure::Redirected) = view.failure() else {
        return None;
    };
    let target = view.last_signal(|signal| {
        let Signal::Redirection { target } = signal else {
            return None;
        };
        Some(target.clone())
    });
    let target = target.map(|(target, _): (PeerText, Stage)| target).unwrap_or_default();
    let known = if target.is_empty() { "token" } else { "target" };
    Some(
        Match::plain()
            .with("to", target.as_str())
            .with("known", known)
            .at(view.broken()),
    )
})
.actor(Nobody)
.steps(&[CheckThatOne, RedirectionFile, BrokerState, GnomeRedirection]);

pub(super) const DEACTIVATE_LOOP: Rule = Rule::certain("RDP-CAP-001", Stage::Capabilities, |view| {
    let Some(Failure::DeactivateLoop { times }) = view.failure() else {
        return None;
    };
    Some(Match::plain().with("times", u32::from(*times)).at(view.broken()))
})
.steps(&[LowerDisplay, UpdateProgram, Send, WddmPolicy, UpdateServer, XrdpUpdate]);

/// MCS Connect Response with a failure, T.125.
pub(super) const MCS_REFUSED: Rule = Rule::certain("RDP-MCS-001", Stage::Settings, |view| {
    let Some(Failure::McsRefused { result }) = view.failure() else {
        return None;
    };
    Some(
        Match::plain()
            .with("code", names::mcs_result(*result))
            .at(view.broken()),
    )
})
.steps(&[
    UpdateProgram,
    LowerDisplay,
    Send,
    ConnectionLimit,
    UpdateServer,
    XrdpUpdate,
    XrdpLog,
]);

pub(super) const CHANNEL_REFUSED: Rule = Rule::certain("RDP-CHN-001", Stage::Channels, |view| {
    let Some(Failure::ChannelRefused { channel, confirmed }) = view.failure() else {
        return None;
    };
    let how = if confirmed.is_some() { "other" } else { "refused" };
    let found = Match::plain().with("channel", channel.to_string()).with("how", how);
    let confirmed = confirmed.map(|other| other.to_string()).unwrap_or_default();
    Some(found.with("confirmed", confirmed).at(view.broken()))
})
.steps(&[UpdateProgram, Send, ChannelPolicy, UpdateServer, XrdpChannels]);

pub(super) const NO_DEMAND_ACTIVE: Rule = Rule::likely("RDP-CAP-002", Stage::Capabilities, |view| {
    (view.unexplained_at(Stage::Capabilities) && view.silent(Stage::Capabilities)).then(Match::plain)
})
.steps(&[
    Again,
    RestartComputer,
    Send,
    Load,
    LicenseDiagnoser,
    Sessions,
    WddmPolicy,
    LoadLinux,
    XrdpSession,
    EventSession,
    EventLicense,
]);

pub(super) const NO_PICTURE: Rule = Rule::likely("RDP-DSK-001", Stage::Desktop, |view| {
    (view.unexplained_at(Stage::Desktop) && view.silent(Stage::Desktop)).then(Match::plain)
})
.steps(&[
    LowerDisplay,
    RestartComputer,
    Send,
    WddmPolicy,
    DisplayUpdate,
    Load,
    XrdpSession,
    LoadLinux,
    EventCrash,
]);

/// The server ended the conversation in an orderly way and gave no reason.
pub(super) const ULTIMATUM: Rule = Rule::certain("RDP-SES-022", Stage::Stay, |view| {
    let reason = view.ultimatum().filter(|_| !view.explained)?;
    let by = if reason == USER_REQUESTED { "user" } else { "server" };
    Some(
        Match::plain()
            .with("code", u32::from(reason))
            .with("by", by)
            .at(view.broken()),
    )
})
.steps(&[
    Again,
    OtherDevice,
    Send,
    EventsAtThatTime,
    LicenseDiagnoser,
    Sessions,
    XrdpLog,
    XrdpSession,
    EventSession,
    EventRdpcore,
]);

/// Applies where the server's Set Error Info is one of `codes`.
pub(super) fn error_info(view: &ReportView<'_>, codes: &[u32]) -> Option<Match> {
    let (code, _) = view.error_info()?;
    codes.contains(&code).then(|| error_hit(view)).flatten()
}

/// Whose sign-in the server speaks of: that of somebody, or the empty one of a check.
fn whose(view: &ReportView<'_>) -> &'static str {
    if view.has_account() { "named" } else { "none" }
}

fn error_hit(view: &ReportView<'_>) -> Option<Match> {
    let (code, stage) = view.error_info()?;
    let stage = view.broken().unwrap_or(stage);
    Some(Match::plain().with("code", format!("0x{code:X}")).at(Some(stage)))
}

/// Applies where it broke, and the server had sent a logon error with one of `notifications`.
fn logon_error(view: &ReportView<'_>, notifications: &[u32]) -> Option<Match> {
    let (notification, _) = view.last_signal(|signal| {
        let Signal::LogonError { notification, .. } = signal else {
            return None;
        };
        Some(*notification)
    })?;
    let broken = view.broken()?;
    notifications.contains(&notification).then(|| {
        Match::plain()
            .with("code", format!("0x{notification:X}"))
            .at(Some(broken))
    })
}

/// ERRINFO_REMOTEAPPSNOTENABLED, [MS-RDPBCGR] 2.2.5.1.1: programs alone.
pub(super) const ONLY_PROGRAMS: u32 = 0x10F3;
/// `rn-user-requested`, T.125.
const USER_REQUESTED: u8 = 3;
/// [MS-RDPBCGR] 2.2.10.1.1.4.1.1: types from here on are messages, those below an NTSTATUS.
const FIRST_LOGON_MESSAGE: u32 = 0xFFFF_FFF8;
/// The same place: 0 is a bad password, 1 one that must be changed.
const LOGON_FAILED_UPDATE_PASSWORD: u32 = 1;
