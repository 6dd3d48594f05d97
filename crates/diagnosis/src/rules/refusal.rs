//! What a server says of a sign-in, by its NTSTATUS in CredSSP ([MS-CSSP] 2.2.1): [`Stage::Authenticate`].
//!
//! Only these findings speak of the account or the password, because only here the server did.

use wire::{Failure, Signal, Stage};

use super::case::Case;
use super::{Hit, Rule};
use crate::Actor::{Administrator, Network, You};
use crate::steps::*;

/// NTLM is blocked or not supported, so that only Kerberos is left.
pub(super) const NTLM_REFUSED: Rule = Rule::certain("RDP-NLA-004", Stage::Authenticate, |case| {
    status(case, &[0xC000_0418, 0xC000_00BB, 0x8009_0302, 0xC000_0002])
})
.user(&[FULL_NAME, VPN, SEND])
.administrator(&[NTLM_POLICY])
.linux(&[FREERDP_NLA]);

pub(super) const WRONG_CREDENTIALS: Rule = Rule::certain("RDP-NLA-005", Stage::Authenticate, |case| {
    status(case, &[0xC000_006D, 0xC000_006A, 0xC000_0064, 0x8009_030C])
})
.actor(You)
.user(&[USER_NAME_FORM, PASSWORD_NOT_PIN, ENTRA_SIGN_IN])
.administrator(&[GRANT_LOGON, ACCOUNT_STATE])
.linux(&[LINUX_ACCOUNT])
.confirmed_by(&[EVENT_LOGONS]);

pub(super) const RESTRICTED: Rule =
    Rule::certain("RDP-NLA-006", Stage::Authenticate, |case| status(case, &[0xC000_006E]))
        .actor(You)
        .user(&[SET_PASSWORD, FULL_NAME, SEND])
        .administrator(&[PROTECTED_USERS, ACCOUNT_STATE])
        .linux(&[LINUX_ACCOUNT]);

pub(super) const TIME_OR_PLACE: Rule = Rule::certain("RDP-NLA-007", Stage::Authenticate, |case| {
    status(case, &[0xC000_006F, 0xC000_0070])
})
.user(&[SEND])
.administrator(&[LOGON_HOURS])
.linux(&[LINUX_ACCOUNT]);

pub(super) const PASSWORD_EXPIRED: Rule = Rule::certain("RDP-NLA-008", Stage::Authenticate, |case| {
    status(case, &[0xC000_0071, 0xC000_0224])
})
.actor(You)
.user(&[CHANGE_PASSWORD, SEND])
.administrator(&[ACCOUNT_STATE])
.linux(&[LINUX_ACCOUNT]);

pub(super) const ACCOUNT_DISABLED: Rule = Rule::certain("RDP-NLA-009", Stage::Authenticate, |case| {
    status(case, &[0xC000_0072, 0xC000_0193])
})
.user(&[SEND])
.administrator(&[ENABLE_ACCOUNT, ACCOUNT_STATE])
.linux(&[LINUX_ACCOUNT]);

pub(super) const LOCKED_OUT: Rule =
    Rule::certain("RDP-NLA-010", Stage::Authenticate, |case| status(case, &[0xC000_0234]))
        .user(&[WAIT_LOCKOUT, SEND])
        .administrator(&[UNLOCK_ACCOUNT, TOO_MANY_CALLERS])
        .linux(&[LINUX_ACCOUNT])
        .confirmed_by(&[EVENT_LOGONS]);

pub(super) const NOT_GRANTED: Rule = Rule::certain("RDP-NLA-011", Stage::Authenticate, |case| {
    status(case, &[0xC000_015B, 0xC000_0022, 5])
})
.user(&[SEND])
.administrator(&[GRANT_LOGON, LOGON_RIGHTS])
.linux(&[XRDP_GROUPS]);

pub(super) const NO_DOMAIN_CONTROLLER: Rule = Rule::certain("RDP-NLA-012", Stage::Authenticate, |case| {
    status(case, &[0xC000_005E, 0xC000_0233, 0x8009_0311])
})
.user(&[AGAIN, SEND])
.administrator(&[FIND_DC])
.linux(&[LOOK_UP_LINUX]);

pub(super) const TRUST_BROKEN: Rule = Rule::certain("RDP-NLA-013", Stage::Authenticate, |case| {
    status(case, &[0xC000_018A, 0xC000_018B, 0xC000_018C, 0xC000_018D, 0xC000_0192])
})
.user(&[AGAIN, SEND])
.administrator(&[REPAIR_TRUST, FIND_DC])
.linux(&[LINUX_ACCOUNT]);

pub(super) const CLOCKS: Rule = Rule::certain("RDP-NLA-014", Stage::Authenticate, |case| {
    status(case, &[0xC000_0133, 0x8009_0324])
})
.user(&[CHECK_OWN_CLOCK, SEND])
.administrator(&[SET_CLOCK])
.linux(&[SET_CLOCK_LINUX]);

pub(super) const BINDINGS: Rule = Rule::certain("RDP-NLA-015", Stage::Authenticate, |case| {
    status(case, &[0xC000_035B, 0x8009_0346, 0x8009_030F])
})
.actor(Network)
.user(&[OTHER_NETWORK, SEND_TO_NETWORK])
.administrator(&[INSPECTION, LM_LEVEL])
.linux(&[INSPECTION]);

pub(super) const FIREWALL: Rule =
    Rule::certain("RDP-NLA-016", Stage::Authenticate, |case| status(case, &[0xC000_0413]))
        .user(&[SEND])
        .administrator(&[ALLOWED_TO_AUTHENTICATE])
        .linux(&[LINUX_ACCOUNT]);

pub(super) const OTHER_STATUS: Rule = Rule::certain("RDP-NLA-017", Stage::Authenticate, |case| {
    let status = status_of(case).filter(|_| !case.explained)?;
    Some(Hit::plain().with("status", format!("0x{status:08X}")))
})
.actor(Administrator)
.user(&[SEND])
.administrator(&[EVENTS_AT_THAT_TIME, ACCOUNT_STATE])
.linux(&[XRDP_LOG])
.confirmed_by(&[EVENT_LOGONS]);

fn status(case: &Case<'_>, expected: &[u32]) -> Option<Hit> {
    let status = status_of(case)?;
    let said = expected.contains(&status) && !case.explained;
    said.then(|| Hit::plain().with("status", format!("0x{status:08X}")).at(case.broken()))
}

fn status_of(case: &Case<'_>) -> Option<u32> {
    if let Some(Failure::CredsspStatus { status }) = case.failure() {
        return Some(*status);
    }
    let (status, _) = case.last_signal(|signal| {
        let Signal::LogonError {
            notification,
            data: LOGON_FAILED_OTHER,
        } = signal
        else {
            return None;
        };
        Some(*notification)
    })?;
    case.broken().map(|_| status)
}

/// [MS-RDPBCGR] 2.2.10.1.1.4.1.1: the notification's type is the NTSTATUS then.
const LOGON_FAILED_OTHER: u32 = 2;
