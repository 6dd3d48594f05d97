//! Connection files of other programs, as what they mean in the lines of an `.rdp` file: those of Remmina, of Remote
//! Desktop Connection Manager (RDCMan) and of mRemoteNG, and links that add a workspace.
//!
//! Passwords and the names of users in them are not taken over, so that nothing can show them.

mod ini;
mod taken;
mod xml;

pub(super) use self::taken::Foreign;
use crate::explain::kind::Kind;
use crate::program::Program;

/// What the text is, if it is such a file.
pub(super) fn read(text: &str) -> Option<Foreign> {
    ini::remmina(text)
        .or_else(|| xml::rdcman(text))
        .or_else(|| xml::mremoteng(text))
        .or_else(|| workspace_link(text))
}

/// `ms-rd:subscribe?url=…` and `ms-avd:connect?…`, which Windows App and the Remote Desktop app open.
fn workspace_link(text: &str) -> Option<Foreign> {
    let text = text.trim();
    if text.contains(char::is_whitespace) {
        return None;
    }
    let lower = text.to_ascii_lowercase();
    let row = if lower.starts_with("ms-rd:") {
        "file.workspace"
    } else if lower.starts_with("ms-avd:connect") {
        "file.cloud-link"
    } else {
        return None;
    };
    let mut link = Foreign::new(Program::WindowsAppOnWindows);
    link.kind = Kind::Link;
    // What follows may name a user.
    let command = text.split(['?', '&']).next().unwrap_or_default();
    link.remark(row, command.to_owned());
    Some(link)
}
