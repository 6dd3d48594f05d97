//! What is taken over from a connection file of another program.

use crate::explain::kind::Kind;
use crate::program::Program;

/// What such a file says of its first connection.
pub(in crate::explain::connection) struct Foreign {
    pub(in crate::explain::connection) kind: Kind,
    pub(in crate::explain::connection) program: Program,
    /// As lines of an `.rdp` file.
    pub(in crate::explain::connection) lines: String,
    /// How the file itself has it, by the name of the setting in these lines.
    pub(in crate::explain::connection) written: Vec<(&'static str, String)>,
    /// What it means besides: rows of `data/settings.txt`, each with what says so.
    pub(in crate::explain::connection) remarks: Vec<(&'static str, String)>,
}

impl Foreign {
    pub(super) fn new(program: Program) -> Self {
        Self {
            kind: Kind::ConnectionFile,
            program,
            lines: String::new(),
            written: Vec::new(),
            remarks: Vec::new(),
        }
    }

    /// Takes a setting over: its name, type and value in an `.rdp` file, and how the file has it. Empty ones say nothing.
    pub(super) fn set(&mut self, name: &'static str, kind: char, value: &str, written: String) {
        let value = value.trim();
        if value.is_empty() || value.contains(['\n', '\r']) {
            return;
        }
        self.lines.push_str(&format!("{name}:{kind}:{value}\n"));
        self.written.push((name, written));
    }

    pub(super) fn remark(&mut self, name: &'static str, written: String) {
        self.remarks.push((name, written));
    }

    /// Says that it holds more connections than the one that is read.
    pub(super) fn count(&mut self, computers: &[String]) {
        if computers.len() < 2 {
            return;
        }
        let named: Vec<&str> = computers.iter().take(MOST_NAMED).map(String::as_str).collect();
        let more = if computers.len() > MOST_NAMED { ", …" } else { "" };
        self.remark("file.many", format!("{}: {}{more}", computers.len(), named.join(", ")));
    }
}

/// Whoever has more of them in one file knows their names.
const MOST_NAMED: usize = 5;
