//! Licensing: [`Stage::License`], and Set Error Info 0x100 to 0x10A.

use wire::Stage;

use super::session::error_info;
use super::view::ReportView;
use super::{Match, Rule};
use crate::finding::Actor::{Network, You};
use crate::finding::Confidence::Certain;
use crate::steps::Remedy::*;

/// `ERR_NO_LICENSE_SERVER`.
pub(super) const NO_SERVER: Rule = Rule::certain("RDP-LIC-001", Stage::License, |view| {
    said(view, &[6]).or_else(|| error_info(view, &[0x101]))
})
.steps(&[
    AdminSession,
    Send,
    LicenseDiagnoser,
    LicenseServer,
    XrdpLog,
    EventLicense,
]);

/// `ERR_NO_LICENSE`.
pub(super) const NONE_LEFT: Rule = Rule::certain("RDP-LIC-002", Stage::License, |view| {
    said(view, &[2]).or_else(|| error_info(view, &[0x102]))
})
.steps(&[
    AdminSession,
    Send,
    LicenseDiagnoser,
    LicenseCount,
    XrdpLog,
    EventLicense,
]);

/// The license that the client keeps, or its messages. What only a client may say ([MS-RDPBCGR] 2.2.1.12.1.3) is not here.
pub(super) const CLIENT_STORE: Rule = Rule::certain("RDP-LIC-003", Stage::License, |view| {
    said(view, &[3, 4, 8, 0xB, 0xC]).or_else(|| error_info(view, &[0x103, 0x104, 0x105, 0x107, 0x108, 0x109]))
})
.actor(You)
.steps(&[LicenseStore, UpdateProgram, LicenseDiagnoser, XrdpLog]);

pub(super) const INTERRUPTED: Rule = Rule::certain("RDP-LIC-004", Stage::License, |view| error_info(view, &[0x106]))
    .actor(Network)
    .steps(&[Again, SendToNetwork, LicenseServer]);

pub(super) const INTERNAL: Rule = Rule::certain("RDP-LIC-005", Stage::License, |view| error_info(view, &[0x100]))
    .steps(&[Again, Send, LicenseServices, LicenseDiagnoser, XrdpLog, EventLicense]);

pub(super) const NOT_LICENSED: Rule = Rule::certain("RDP-LIC-006", Stage::License, |view| error_info(view, &[0x10A]))
    .steps(&[EnableRdp, Send, LicenseDiagnoser, XrdpLog]);

pub(super) const OTHER: Rule = Rule::certain("RDP-LIC-007", Stage::License, |view| {
    let code = view.license_failure().filter(|_| !view.explained)?;
    Some(Match::plain().with("code", code).at(view.broken()))
})
.steps(&[AdminSession, Send, LicenseDiagnoser, XrdpLog, EventLicense]);

pub(super) const SILENT: Rule = Rule::likely("RDP-LIC-008", Stage::License, |view| {
    (view.unexplained_at(Stage::License) && view.silent(Stage::License)).then(Match::plain)
})
.steps(&[
    AdminSession,
    Send,
    LicenseDiagnoser,
    LicenseServer,
    LicenseServices,
    XrdpLog,
    XrdpRestart,
    EventLicense,
]);

/// A licensing error that did not end the session.
pub(super) const WARNED: Rule = Rule::warning("RDP-LIC-009", Stage::License, Certain, |view| {
    let code = view.license_signal().filter(|_| view.broken().is_none())?;
    Some(Match::plain().with("code", code))
})
.steps(&[Send, LicenseDiagnoser, LicenseServer, XrdpLog, EventLicense]);

fn said(view: &ReportView<'_>, codes: &[u32]) -> Option<Match> {
    let code = view.license_failure().filter(|code| codes.contains(code))?;
    Some(Match::plain().with("code", code).at(view.broken()))
}
