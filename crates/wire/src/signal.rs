use serde::{Deserialize, Serialize};

use crate::json::{ReadJson, WriteJson};
use crate::{Elapsed, PeerText};

/// Something that the server said of its own accord, wherever in the conversation it came.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ReadJson, WriteJson)]
pub struct ServerSignal {
    /// When, counted from the start of the run.
    pub at_ms: Elapsed,
    /// What it said.
    #[serde(flatten)]
    pub signal: Signal,
}

/// The PDUs by which a server explains itself or changes course.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ReadJson, WriteJson)]
#[serde(tag = "signal", rename_all = "snake_case")]
pub enum Signal {
    /// Set Error Info, [MS-RDPBCGR] 2.2.5.1.1; 0 means that nothing is wrong.
    ErrorInfo {
        /// The errorInfo field, as it came.
        code: u32,
    },
    /// MCS Disconnect Provider Ultimatum, T.125.
    Ultimatum {
        /// The reason, 0 to 4.
        reason: u8,
    },
    /// Save Session Info with logon information, [MS-RDPBCGR] 2.2.10.1.1.
    LoggedOn {
        /// The user name that the server gives, often empty.
        user: PeerText,
    },
    /// Save Session Info with a logon error, [MS-RDPBCGR] 2.2.10.1.1.4.1.1.
    LogonError {
        /// The ErrorNotificationType field.
        notification: u32,
        /// The ErrorNotificationData field: an NTSTATUS or a session id.
        data: u32,
    },
    /// Licensing Error Message other than the usual `STATUS_VALID_CLIENT`.
    LicenseError {
        /// The dwErrorCode field.
        code: u32,
        /// The dwStateTransition field.
        transition: u32,
    },
    /// Server Redirection, [MS-RDPBCGR] 2.2.13.1; shown, never followed.
    Redirection {
        /// The address or the name it points to; empty where only a token was sent.
        target: PeerText,
    },
    /// Deactivate All, [MS-RDPBCGR] 2.2.3.1.
    DeactivateAll,
}
