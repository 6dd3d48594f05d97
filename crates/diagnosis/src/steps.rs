//! What can be done, once for all findings: the key of a sentence, and where there is one, the line to type.
//!
//! The lines are the same in every language and stand here; the sentences stand in `locales/*/steps.ftl`. `{host}`,
//! `{port}` and `{target}` in a line are those of the report; what the reader has to fill in is in capitals.

mod events;
mod linux;
mod user;
mod windows;

pub(crate) use events::*;
pub(crate) use linux::*;
pub(crate) use user::*;
pub(crate) use windows::*;

/// One thing to do.
#[derive(Clone, Copy)]
pub(crate) struct Remedy {
    /// The sentence's key, without its `step-`.
    pub(crate) key: &'static str,
    /// Where to type what.
    pub(crate) command: Option<(&'static str, &'static str)>,
}

impl Remedy {
    const fn tell(key: &'static str) -> Self {
        Self { key, command: None }
    }

    const fn run(key: &'static str, shell: &'static str, line: &'static str) -> Self {
        Self {
            key,
            command: Some((shell, line)),
        }
    }
}

/// An elevated prompt on the computer, where the sentence does not say otherwise.
pub(crate) const POWERSHELL: &str = "PowerShell";
pub(crate) const TERMINAL: &str = "Terminal";
const GROUP_POLICY: &str = "Group Policy";
const EVENT_VIEWER: &str = "Event Viewer";
const RDP_FILE: &str = ".rdp";
const XRDP_INI: &str = "/etc/xrdp/xrdp.ini";
