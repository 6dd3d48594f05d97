//! What a server says of a sign-in, by its NTSTATUS in CredSSP ([MS-CSSP] 2.2.1): [`Stage::Authenticate`].
//!
//! Only these findings speak of the account or the password, because only here the server did; and they do so only where it
//! had been told of one.

use wire::{Failure, Signal, Stage};

use super::view::ReportView;
use super::{Match, Rule};
use crate::finding::Actor::{Administrator, Network, You};
use crate::steps::Remedy::*;

/// NTLM is blocked, or a request that asks for it is not supported, so that only Kerberos is left.
pub(super) const NTLM_REFUSED: Rule = Rule::likely("RDP-NLA-004", Stage::Authenticate, |view| {
    let rejected = view.authenticate().is_some_and(|facts| facts.spnego_rejected);
    let at_token = rejected && view.unexplained_at(Stage::Authenticate);
    status(view, &[0xC000_0418, 0xC000_00BB, 0x8009_0302])
        .or_else(|| at_token.then(|| Match::plain().with("status", "spnego")))
})
.steps(&[FullName, Vpn, Send, NtlmPolicy, FreerdpNla]);

pub(super) const WRONG_CREDENTIALS: Rule =
    Rule::certain("RDP-NLA-005", Stage::Authenticate, |view| of_account(view, CREDENTIALS))
        .actor(You)
        .steps(&[
            UserNameForm,
            PasswordNotPin,
            EntraSignIn,
            GrantLogon,
            AccountState,
            LinuxAccount,
            EventLogons,
        ]);

pub(super) const RESTRICTED: Rule = Rule::certain("RDP-NLA-006", Stage::Authenticate, |view| {
    of_account(view, RESTRICTIONS)
})
.actor(You)
.steps(&[SetPassword, FullName, Send, ProtectedUsers, AccountState, LinuxAccount]);

pub(super) const TIME_OR_PLACE: Rule = Rule::certain("RDP-NLA-007", Stage::Authenticate, |view| {
    of_account(view, HOURS_AND_WORKSTATIONS)
})
.steps(&[Send, LogonHours, LinuxAccount]);

pub(super) const PASSWORD_EXPIRED: Rule = Rule::certain("RDP-NLA-008", Stage::Authenticate, |view| {
    of_account(view, EXPIRED_PASSWORDS)
})
.actor(You)
.steps(&[ChangePassword, Send, AccountState, LinuxAccount]);

pub(super) const ACCOUNT_DISABLED: Rule =
    Rule::certain("RDP-NLA-009", Stage::Authenticate, |view| of_account(view, DISABLED)).steps(&[
        Send,
        EnableAccount,
        AccountState,
        LinuxAccount,
    ]);

pub(super) const LOCKED_OUT: Rule = Rule::certain("RDP-NLA-010", Stage::Authenticate, |view| of_account(view, LOCKED))
    .steps(&[
        WaitLockout,
        Send,
        UnlockAccount,
        TooManyCallers,
        LinuxAccount,
        EventLogons,
    ]);

pub(super) const NOT_GRANTED: Rule = Rule::certain("RDP-NLA-011", Stage::Authenticate, |view| of_account(view, RIGHTS))
    .steps(&[Send, GrantLogon, LogonRights, XrdpGroups]);

pub(super) const NO_DOMAIN_CONTROLLER: Rule = Rule::certain("RDP-NLA-012", Stage::Authenticate, |view| {
    status(view, &[0xC000_005E, 0xC000_0233, 0x8009_0311])
})
.steps(&[Again, Send, FindDc, LookUpLinux]);

pub(super) const TRUST_BROKEN: Rule = Rule::certain("RDP-NLA-013", Stage::Authenticate, |view| {
    status(view, &[0xC000_018A, 0xC000_018B, 0xC000_018C, 0xC000_018D, 0xC000_0192])
})
.steps(&[Again, Send, RepairTrust, FindDc, LinuxAccount]);

pub(super) const CLOCKS: Rule = Rule::certain("RDP-NLA-014", Stage::Authenticate, |view| {
    status(view, &[0xC000_0133, 0x8009_0324])
})
.steps(&[CheckOwnClock, Send, SetClock, SetClockLinux]);

/// Mostly a product that opens TLS; a strict `LmCompatibilityLevel` gives the same status.
pub(super) const BINDINGS: Rule = Rule::likely("RDP-NLA-015", Stage::Authenticate, |view| {
    status(view, &[0xC000_035B, 0x8009_0346, 0x8009_030F])
})
.actor(Network)
.steps(&[OtherNetwork, SendToNetwork, Inspection, LmLevel]);

pub(super) const FIREWALL: Rule = Rule::certain("RDP-NLA-016", Stage::Authenticate, |view| {
    of_account(view, SELECTIVE_TRUST)
})
.steps(&[Send, AllowedToAuthenticate, LinuxAccount]);

/// The status is about an account, and none had been named: CredSSP names it with the answer to the server's challenge, and
/// Client Info of a check without one is empty.
pub(super) const NO_ACCOUNT_YET: Rule = Rule::certain("RDP-NLA-037", Stage::Authenticate, |view| {
    let about = ABOUT_ACCOUNTS.iter().find_map(|(about, known)| {
        let found = status(view, known)?;
        Some(found.with("about", *about))
    })?;
    let asked = if view.broken() == Some(Stage::Authenticate) {
        "nla"
    } else {
        "session"
    };
    (!is_account_named(view)).then(|| about.with("asked", asked))
})
.steps(&[TryYourApp, Send, NtlmPolicy, UpdateServer, FreerdpNla, EventLogons]);

pub(super) const OTHER_STATUS: Rule = Rule::certain("RDP-NLA-017", Stage::Authenticate, |view| {
    let status = status_of(view).filter(|_| !view.explained)?;
    Some(Match::plain().with("status", format!("0x{status:08X}")))
})
.actor(Administrator)
.steps(&[Send, EventsAtThatTime, AccountState, XrdpLog, EventLogons]);

/// As [`status`], where the server had been told whose sign-in it was.
fn of_account(view: &ReportView<'_>, expected: &[u32]) -> Option<Match> {
    status(view, expected).filter(|_| is_account_named(view))
}

fn is_account_named(view: &ReportView<'_>) -> bool {
    match view.failure() {
        Some(Failure::CredsspStatus { .. }) => view.sign_in().is_some(),
        _ => view.has_account(),
    }
}

fn status(view: &ReportView<'_>, expected: &[u32]) -> Option<Match> {
    let status = status_of(view)?;
    let said = expected.contains(&status) && !view.explained;
    said.then(|| {
        Match::plain()
            .with("status", format!("0x{status:08X}"))
            .at(view.broken())
    })
}

fn status_of(view: &ReportView<'_>) -> Option<u32> {
    if let Some(Failure::CredsspStatus { status }) = view.failure() {
        return Some(*status);
    }
    let (status, _) = view.last_signal(|signal| {
        let Signal::LogonError {
            notification,
            data: LOGON_FAILED_OTHER,
        } = signal
        else {
            return None;
        };
        Some(*notification)
    })?;
    view.broken().map(|_| status)
}

/// [MS-RDPBCGR] 2.2.10.1.1.4.1.1: the notification's type is the NTSTATUS then.
const LOGON_FAILED_OTHER: u32 = 2;
// [MS-ERREF] 2.3.1 and 2.1.1; 5 is that of [MS-RDPBCGR] 5.4.2.2.
const CREDENTIALS: &[u32] = &[0xC000_006D, 0xC000_006A, 0xC000_0064, 0x8009_030C];
const RESTRICTIONS: &[u32] = &[0xC000_006E];
const HOURS_AND_WORKSTATIONS: &[u32] = &[0xC000_006F, 0xC000_0070];
const EXPIRED_PASSWORDS: &[u32] = &[0xC000_0071, 0xC000_0224];
const DISABLED: &[u32] = &[0xC000_0072, 0xC000_0193];
const LOCKED: &[u32] = &[0xC000_0234];
const RIGHTS: &[u32] = &[0xC000_015B, 0xC000_0022, 5];
const SELECTIVE_TRUST: &[u32] = &[0xC000_0413];
/// What each status about an account is about, as its sentence chooses it.
const ABOUT_ACCOUNTS: &[(&str, &[u32])] = &[
    ("credentials", CREDENTIALS),
    ("restriction", RESTRICTIONS),
    ("restriction", HOURS_AND_WORKSTATIONS),
    ("password", EXPIRED_PASSWORDS),
    ("account", DISABLED),
    ("account", LOCKED),
    ("right", RIGHTS),
    ("right", SELECTIVE_TRUST),
];
