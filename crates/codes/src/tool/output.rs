//! What the lines of such an output say.

use core::net::IpAddr;

use wire::Told;

/// That somebody tried to reach a port, from where the text comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tried {
    /// The computer as the tool has it, a name or an address; absent where it does not say.
    pub computer: Option<String>,
    /// The port; absent where it does not say.
    pub port: Option<u16>,
    /// Whether it was reached.
    pub reached: Reached,
    /// The computer's address; absent where it does not say.
    pub address: Option<IpAddr>,
    /// What tried, and from where, as far as it says.
    pub told: Told,
}

/// What came of trying to reach a port.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reached {
    /// The connection was taken.
    Yes,
    /// Nothing answered until the tool gave up.
    Silent,
    /// The name led nowhere.
    Unresolved,
    /// It was refused, or the tool does not say why not.
    No,
}

/// What the lines of a text say.
#[derive(Debug, Default)]
pub(super) struct Output<'t> {
    /// Rows of `data/tools.txt` by name, each with the line that says so.
    pub(super) said: Vec<(&'static str, &'t str)>,
    pub(super) tried: Vec<Tried>,
    /// Lines that belong to a tool, whether they say anything or not.
    pub(super) lines: Vec<&'t str>,
}

impl<'t> Output<'t> {
    /// The first line that says something stands for it.
    pub(super) fn say(&mut self, name: &'static str, line: &'t str) {
        self.lines.push(line);
        if !self.said.iter().any(|(known, _)| *known == name) {
            self.said.push((name, line));
        }
    }
}
