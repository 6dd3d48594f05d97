//! The exit codes of the program.

use std::process::ExitCode;

use wire::{Failure, Report};

use crate::Error;

/// How a check ended for a script, from the best to the worst.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Exit {
    /// Nothing failed.
    Passed,
    /// A step failed or got no answer.
    Failed,
    /// The policy was why.
    Refused,
    /// Nothing was sent to whoever asked, because the person did not agree.
    Unsent,
    /// A line of a list names no computer.
    Unusable,
    /// Ctrl-C.
    Interrupted,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        match exit {
            Exit::Passed => Self::SUCCESS,
            Exit::Failed => Self::FAILURE,
            Exit::Refused => Self::from(REFUSED),
            Exit::Unsent => Self::from(UNSENT),
            Exit::Unusable => Self::from(UNUSABLE),
            Exit::Interrupted => Self::from(INTERRUPTED),
        }
    }
}

/// What a check is to a script: whether something failed, and whether the policy was why.
pub(super) fn of_report(report: &Report) -> Exit {
    match report.stopped().map(|(_, stage)| stage) {
        None => Exit::Passed,
        Some(stage) if stage.failure == Some(Failure::AddressesRefused) => Exit::Refused,
        Some(_) => Exit::Failed,
    }
}

impl Error {
    /// The program's exit code.
    pub fn exit_code(&self) -> u8 {
        if self.is_broken_pipe() {
            return UNREAD;
        }
        match self {
            Self::Forbidden { .. } => REFUSED,
            Self::Remote { .. } | Self::Unshared { .. } => UNSENT,
            Self::Config { .. }
            | Self::Bus { .. }
            | Self::BusWithoutPostgres
            | Self::ConfigSyntax { .. }
            | Self::ConfigFile { .. }
            | Self::NoPolicy { .. }
            | Self::NeedsRestart
            | Self::NoPublicOrigins { .. }
            | Self::Tls { .. }
            | Self::PortInUse { .. }
            | Self::Listen { .. }
            | Self::Catalogue(_)
            | Self::Store { .. }
            | Self::StoreUse(_)
            | Self::NoBackup { .. }
            | Self::BackupFile { .. }
            | Self::Tokens(_)
            | Self::TenantFile { .. }
            | Self::Serve(_)
            | Self::Start(_)
            | Self::CaptureExists { .. }
            | Self::CaptureFile { .. }
            | Self::Install(_)
            | Self::Downloads { .. }
            | Self::Output(_)
            | Self::NoAddress
            | Self::NotAComputer(_)
            | Self::EmptyList { .. }
            | Self::NoMetrics
            | Self::Portal { .. }
            | Self::TargetFile { .. }
            | Self::ConnectionFile { .. }
            | Self::Password(_)
            | Self::TooManySignIns { .. }
            | Self::SignInsNotCounted { .. }
            | Self::AskDiffers { .. }
            | Self::AgentKey { .. }
            | Self::NothingAllowed
            | Self::BadTarget(_) => UNUSABLE,
        }
    }
}

/// The target, a setting or the system keeps the program from what it was asked for.
const UNUSABLE: u8 = 2;
/// The policy does not let the target be checked.
pub(super) const REFUSED: u8 = 3;
/// No result was sent: the server could not be asked, did not take it, or the person did not agree.
const UNSENT: u8 = 4;
/// Nothing has the id or the name that was given.
pub(super) const NOT_FOUND: u8 = 1;
/// What a shell gives for a program that SIGPIPE ended: nobody reads the output any more, as behind `head`.
const UNREAD: u8 = 141;
/// What a shell gives for a program that SIGINT ended.
const INTERRUPTED: u8 = 130;
/// What `--help` of `answer` says of them.
pub(super) const ANSWER_EXIT_CODES: &str = "\
Exit codes:
  0    sent, nothing failed
  1    sent, a step failed or got no answer
  2    invalid input, or the link is for another computer than --for names
  3    never checked (cloud metadata services)
  4    nothing was sent
  130  stopped with Ctrl-C, nothing was sent

Proxies are taken from HTTPS_PROXY, ALL_PROXY, and NO_PROXY, or else from Windows' settings.
Those that a script names, or that the network announces (WPAD), aren't used.";
/// What `--help` says of them.
pub(super) const EXIT_CODES: &str = "\
Exit codes:
  0    nothing failed
  1    a step failed or got no answer
  2    invalid input (computer, option, or setting)
  3    not allowed by the policy (cloud metadata services are never checked)
  4    the result couldn't be sent (with --share)
  130  stopped with Ctrl-C (results so far are printed)

With several computers, the exit code is that of the worst result.
Set NO_COLOR to turn off colors.";
/// What `--help` says of the exit codes.
pub(super) const EXPLAIN_EXIT_CODES: &str = "\
Examples:
  rdptrace explain 0x204
  rdptrace explain \"The Local Security Authority cannot be contacted\"
  rdptrace explain /var/log/xrdp.log
  rdptrace explain capture.pcapng
  journalctl -u gnome-remote-desktop | rdptrace explain -

Exit codes:
  0    understood; of a capture: no connection failed
  1    not understood; of a capture: a connection failed
  2    invalid input (empty, unreadable)";
