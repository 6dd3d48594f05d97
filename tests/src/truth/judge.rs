//! Whether what a tool says is right, wrong, or nothing.

use wire::Stage;

use super::subject::Subject;
use super::tools::{Answer, Tool};

/// What becomes of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// It names the step or the cause, or that all is well.
    Right,
    /// It names another one, or a state that is not.
    Wrong,
    /// It names none.
    Silent,
    /// The tool cannot be asked.
    NotAsked,
}

impl Verdict {
    /// As in the tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::Right => "right",
            Self::Wrong => "wrong",
            Self::Silent => "silent",
            Self::NotAsked => "–",
        }
    }
}

/// A phrase of a tool, and where it is right.
#[derive(Clone, Copy, Debug)]
pub struct Claim {
    /// What is searched for, in lower case.
    pub phrase: &'static str,
    /// The steps that it names.
    pub stages: &'static [Stage],
    /// The beginnings of the findings whose cause it names.
    pub findings: &'static [&'static str],
    /// The statuses of CredSSP that it names: they count where no account was named, and no finding tells them apart.
    pub statuses: &'static [u32],
    /// Whether it is true of whatever it is printed for, so that it never is wrong.
    pub remark: bool,
}

/// Everything that counts as a statement about a cause or a step. What stands here for no tool, such as
/// `ERRCONNECT_CONNECT_TRANSPORT_FAILED`, `ERRCONNECT_CONNECT_FAILED`, `ERRCONNECT_CONNECT_CANCELLED` or nmap's `Packet
/// too short`, says only that something failed.
#[rustfmt::skip]
pub const CLAIMS: &[Claim] = &[
    // The name.
    stage("failed to resolve", &[Stage::Resolve]),
    stage("errconnect_dns_", &[Stage::Resolve]),
    // TCP: nmap's port states, and what the system says.
    cause("/tcp closed", &["RDP-TCP-001", "RDP-TCP-006", "RDP-TCP-016", "RDP-TCP-017", "RDP-TCP-018"]),
    cause("/tcp filtered", &["RDP-TCP-002", "RDP-TCP-006"]),
    cause("connection refused", &["RDP-TCP-001", "RDP-TCP-006"]),
    cause("connection timed out", &["RDP-TCP-002", "RDP-TCP-006"]),
    // X.224.
    stage("protocol security negotiation", &[Stage::Negotiate]),
    stage("errconnect_security_nego_connect_failed", &[Stage::Negotiate]),
    remark("native rdp: success", &["RDP-NEG-025", "RDP-NEG-032"]),
    // TLS and certificates.
    stage("errconnect_tls_connect_failed", &[Stage::Secure]),
    remark("certificate has expired", &["RDP-TLS-021"]),
    remark("certificate is not yet valid", &["RDP-TLS-022"]),
    remark("certificate name mismatch", &["RDP-TLS-027", "RDP-TLS-028"]),
    remark("key too small", &["RDP-TLS-024"]),
    remark("md too weak", &["RDP-TLS-025"]),
    remark("certificate purpose", &["RDP-TLS-026"]),
    // NLA: the status by its name, or the step.
    stage("spnego received ntstatus", &[Stage::Authenticate]),
    stage("errconnect_authentication_failed", &[Stage::Authenticate]),
    status("errconnect_logon_failure", &["RDP-NLA-005", "RDP-LGN-001"], &[0xC000_006D, 0xC000_006A, 0xC000_0064, 0x8009_030C]),
    status("errconnect_wrong_password", &["RDP-NLA-005"], &[0xC000_006D, 0xC000_006A, 0xC000_0064, 0x8009_030C]),
    status("errconnect_account_restriction", &["RDP-NLA-006"], &[0xC000_006E]),
    status("errconnect_password_expired", &["RDP-NLA-008"], &[0xC000_0071, 0xC000_0224]),
    status("errconnect_password_must_change", &["RDP-NLA-008"], &[0xC000_0071, 0xC000_0224]),
    status("errconnect_account_disabled", &["RDP-NLA-009"], &[0xC000_0072, 0xC000_0193]),
    status("errconnect_account_expired", &["RDP-NLA-009"], &[0xC000_0072, 0xC000_0193]),
    status("errconnect_account_locked_out", &["RDP-NLA-010"], &[0xC000_0234]),
    status("errconnect_logon_type_not_granted", &["RDP-NLA-011"], &[0xC000_015B, 0xC000_0022]),
    status("errconnect_access_denied", &["RDP-NLA-011"], &[0xC000_015B, 0xC000_0022]),
    remark("system_time: 2020", &["RDP-NLA-019"]),
    // The session.
    stage("gcc_read_conference_create_response", &[Stage::Settings]),
    stage("mcs_recv_connect_response", &[Stage::Settings]),
    stage("errconnect_mcs_connect_initial_error", &[Stage::Settings]),
    stage("mcs_recv_attach_user_confirm", &[Stage::Channels]),
    stage("mcs_recv_channel_join_confirm", &[Stage::Channels]),
    Claim { phrase: "license", stages: &[Stage::License], findings: &["RDP-LIC-"], statuses: &[], remark: false },
    stage(ACTIVATION_TIMEOUT, &[Stage::Capabilities]),
    stage("errconnect_activation_timeout", &[Stage::Capabilities]),
    cause("redirection", &["RDP-SES-021"]),
];

const ACTIVATION_TIMEOUT: &str = "timeout waiting for activation";

const fn stage(phrase: &'static str, stages: &'static [Stage]) -> Claim {
    Claim {
        phrase,
        stages,
        findings: &[],
        statuses: &[],
        remark: false,
    }
}

const fn cause(phrase: &'static str, findings: &'static [&'static str]) -> Claim {
    Claim {
        phrase,
        stages: &[],
        findings,
        statuses: &[],
        remark: false,
    }
}

const fn status(phrase: &'static str, findings: &'static [&'static str], statuses: &'static [u32]) -> Claim {
    Claim {
        statuses,
        ..cause(phrase, findings)
    }
}

const fn remark(phrase: &'static str, findings: &'static [&'static str]) -> Claim {
    Claim {
        phrase,
        stages: &[],
        findings,
        statuses: &[],
        remark: true,
    }
}

/// Judges what a tool says about a subject.
pub fn judge(subject: &Subject, tool: Tool, answer: &Answer) -> Verdict {
    if tool == Tool::Xfreerdp && !subject.takes_password {
        return Verdict::NotAsked;
    }
    let text = answer.text.to_lowercase();
    let broken = subject.broken();
    let ended = subject.expect.failure.as_deref() == Some("credssp_status");
    let status = subject.expect.code.filter(|_| ended);
    let fits = |claim: &&Claim| {
        let names_stage = broken.is_some_and(|stage| claim.stages.contains(&stage));
        let names_status = status.is_some_and(|status| claim.statuses.contains(&status));
        names_stage || names_status || claim.findings.iter().any(|id| subject.expect.finding.starts_with(id))
    };
    let (right, other): (Vec<&Claim>, Vec<&Claim>) = CLAIMS
        .iter()
        .filter(|claim| text.contains(claim.phrase) && !is_timeout(claim, broken))
        .partition(fits);
    let error_info = error_info(subject, &text);
    if claims_other_protocols(subject, &text) {
        return Verdict::Wrong;
    }
    if !right.is_empty() || error_info == Some(true) {
        return Verdict::Right;
    }
    // What fails only in the tool's own hands is no wrong statement about the server.
    let judged = subject.broken().is_some() || is_sound(subject);
    if judged && (other.iter().any(|claim| !claim.remark) || error_info == Some(false)) {
        return Verdict::Wrong;
    }
    works(subject, tool, answer, &text)
}

/// A time-out that FreeRDP has for everything behind TLS says nothing of a step that is not the activation.
fn is_timeout(claim: &Claim, broken: Option<Stage>) -> bool {
    claim.phrase == ACTIVATION_TIMEOUT && broken != Some(Stage::Capabilities)
}

/// Whether FreeRDP names the server's own reason, by its number in the last error: right where that is what the server
/// said. None where it names none that it knows.
fn error_info(subject: &Subject, text: &str) -> Option<bool> {
    let named = text.contains("errinfo_") && !text.contains("errinfo_unknown") && !text.contains("errinfo_none");
    let said = subject.expect.failure.as_deref() == Some("error_info");
    let code = subject.expect.code.filter(|_| said);
    let fits = code.is_some_and(|code| text.contains(&format!("[0x{:08x}]", 0x1_0000 | code)));
    named.then_some(fits)
}

/// What nmap's script says of each protocol, and the bits of those that are meant.
const SUCCESSES: [(&str, u32); 4] = [
    ("credssp (nla): success", 2 | 8),
    ("credssp with early user auth: success", 8),
    ("ssl: success", 1),
    ("rdstls: success", 4),
];

/// Whether a protocol is said to work that the server does not have.
fn claims_other_protocols(subject: &Subject, text: &str) -> bool {
    let lacks = |protocol: u32| subject.protocols.is_some_and(|protocols| protocols & protocol == 0);
    let mut claimed = SUCCESSES.iter().filter(|(phrase, _)| text.contains(phrase));
    claimed.any(|(_, protocol)| lacks(*protocol))
}

/// What is said of a server that works, or by a success about one that does not.
fn works(subject: &Subject, tool: Tool, answer: &Answer, text: &str) -> Verdict {
    let challenged = text.contains("product_version");
    let success = match tool {
        Tool::Xfreerdp => answer.code == Some(0),
        Tool::Nmap => challenged || SUCCESSES.iter().any(|(phrase, _)| text.contains(phrase)),
    };
    let timed_out = answer.code.is_none() || text.contains(ACTIVATION_TIMEOUT);
    let failure = tool == Tool::Xfreerdp && !success && !timed_out;
    match subject.broken() {
        None if is_sound(subject) && success => Verdict::Right,
        None if is_sound(subject) && failure => Verdict::Wrong,
        // Of what is wrong and turns only some programs away, a success says nothing.
        None => Verdict::Silent,
        Some(stage) if success && stage <= reach(tool) => Verdict::Wrong,
        Some(_) => Verdict::Silent,
    }
}

/// Whether nothing is wrong with it that the tools could name: what only other programs stumble over is not for them.
fn is_sound(subject: &Subject) -> bool {
    ["RDP-DSK-002", "RDP-NLA-025"].contains(&subject.expect.finding.as_str())
}

/// The last step of which a success of the tool speaks: `+auth-only` ends with the activation, nmap's scripts with the
/// negotiation.
fn reach(tool: Tool) -> Stage {
    match tool {
        Tool::Xfreerdp => Stage::Capabilities,
        Tool::Nmap => Stage::Negotiate,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::truth::subjects;

    fn verdict(id: &str, tool: Tool, code: Option<i32>, text: &str) -> Verdict {
        let subjects = subjects();
        let subject = subjects.iter().find(|subject| subject.id == id).unwrap();
        let text = text.to_owned();
        judge(subject, tool, &Answer { code, text })
    }

    #[test]
    fn a_phrase_is_right_where_it_names_the_step_or_the_cause_and_wrong_elsewhere() {
        let tls = "transport_connect_tls ERRCONNECT_TLS_CONNECT_FAILED [0x00020008]";
        assert_eq!(verdict("tls-only-1-0", Tool::Xfreerdp, Some(143), tls), Verdict::Right);
        assert_eq!(verdict("neg-silent", Tool::Xfreerdp, Some(143), tls), Verdict::Wrong);
        let locked = "ERRCONNECT_ACCOUNT_LOCKED_OUT [0x00020018]";
        assert_eq!(
            verdict("nla-status/locked-out", Tool::Xfreerdp, Some(135), locked),
            Verdict::Right
        );
        assert_eq!(
            verdict("nla-status/logon-hours", Tool::Xfreerdp, Some(135), locked),
            Verdict::Wrong
        );
        assert_eq!(
            verdict("tcp-silent-port", Tool::Nmap, Some(0), "1/tcp filtered unknown"),
            Verdict::Right
        );
        assert_eq!(
            verdict("neg-ssh", Tool::Nmap, Some(0), "1/tcp closed unknown"),
            Verdict::Wrong
        );
    }

    #[test]
    fn a_general_failure_and_a_time_out_say_nothing() {
        let general = "ERRCONNECT_CONNECT_TRANSPORT_FAILED [0x0002000D]";
        assert_eq!(
            verdict("tcp-closed-port", Tool::Xfreerdp, Some(147), general),
            Verdict::Silent
        );
        assert_eq!(verdict("neg-silent", Tool::Xfreerdp, None, ""), Verdict::Silent);
        let late = "Timeout waiting for activation ERRCONNECT_CONNECT_CANCELLED";
        assert_eq!(
            verdict("nla-silent-at-token", Tool::Xfreerdp, Some(131), late),
            Verdict::Silent
        );
        assert_eq!(
            verdict("capabilities-silent", Tool::Xfreerdp, Some(131), late),
            Verdict::Right
        );
    }

    #[test]
    fn a_success_is_right_where_all_is_well_and_wrong_before_the_step_that_breaks() {
        assert_eq!(verdict("healthy", Tool::Xfreerdp, Some(0), ""), Verdict::Right);
        assert_eq!(verdict("mcs-refused", Tool::Xfreerdp, Some(0), ""), Verdict::Wrong);
        assert_eq!(verdict("stay-closed", Tool::Xfreerdp, Some(0), ""), Verdict::Silent);
        assert_eq!(
            verdict("tls-certificate-expired", Tool::Xfreerdp, Some(0), ""),
            Verdict::Silent
        );
        assert_eq!(verdict("healthy", Tool::Nmap, Some(0), "SSL: SUCCESS"), Verdict::Right);
        let false_claim = "CredSSP (NLA): SUCCESS\nSSL: SUCCESS";
        assert_eq!(verdict("healthy", Tool::Nmap, Some(0), false_claim), Verdict::Wrong);
    }

    #[test]
    fn the_reason_that_the_server_gave_counts_by_its_number() {
        let idle = "ERRINFO_IDLE_TIMEOUT [0x00010003]";
        assert_eq!(
            verdict("ended-in-session/idle", Tool::Xfreerdp, Some(3), idle),
            Verdict::Right
        );
        assert_eq!(
            verdict("ended-in-session/memory", Tool::Xfreerdp, Some(3), idle),
            Verdict::Wrong
        );
        let unknown = "ERRINFO_UNKNOWN 0x00000008: Unknown error. [0x00010008]";
        assert_eq!(
            verdict("ended-at-logon/fips", Tool::Xfreerdp, Some(131), unknown),
            Verdict::Silent
        );
    }
}
