//! Which of several codes is the one with which the connection ended.

use crate::label::Label;
use crate::number::Number;
use crate::table::Table;
use crate::{Code, Decoded};

/// A code, and how likely it is the one with which the connection ended.
pub(super) struct Ranked<'m> {
    /// The lower, the likelier.
    pub(super) rank: u8,
    pub(super) label: Label,
    pub(super) code: Code,
    /// As the text has it; absent for a symbol.
    pub(super) number: Option<&'m Number>,
}

impl Ranked<'_> {
    /// What nobody called a code and no program shows is none: addresses of memory, process numbers.
    pub(super) fn is_code(&self) -> bool {
        self.label != Label::None || !self.code.meanings.is_empty()
    }
}

/// How likely a code is the one with which the connection ended: the lower, the likelier.
pub(super) fn rank(label: Label, code: &Code) -> u8 {
    let has = |table| code.meanings.iter().any(|meaning| meaning.row.table == table);
    match label {
        Label::Error => 0,
        Label::Protocol => 1,
        Label::Exit if code.meanings.is_empty() => 7,
        Label::Exit | Label::Reason | Label::Negotiation | Label::License | Label::Http | Label::Fatal => 1,
        Label::Alert | Label::Ultimatum => 4,
        Label::None | Label::ErrorInfo if has(Table::Errinfo) && code.number != Some(0) => 2,
        Label::ErrorInfo => 2,
        Label::SubStatus if code.number == Some(0) => 4,
        Label::None if has(Table::FreerdpErrconnect) => 3,
        Label::SubStatus => 3,
        Label::Code | Label::Status => 4,
        Label::Errno => 6,
        Label::None if code.meanings.is_empty() => 7,
        Label::None => 5,
        Label::Extended | Label::EventId => 8,
    }
}

/// Puts a status before an error code that says nothing, and leaves out what says nothing besides.
pub(super) fn tidy(decoded: &mut Decoded) {
    let nothing = decoded.primary.as_ref().is_some_and(|code| code.number == Some(0));
    let status = |code: &Code| code.number != Some(0) && !code.meanings.is_empty();
    if nothing && let Some(place) = decoded.further.iter().position(status) {
        let telling = decoded.further.remove(place);
        decoded.further.extend(decoded.primary.replace(telling));
    }
    let known: Vec<String> = decoded
        .codes()
        .filter(|code| !code.meanings.is_empty())
        .map(|code| code.typed.clone())
        .collect();
    let idle = |code: &Code| code.number == Some(0) || known.contains(&code.typed);
    decoded.further.retain(|code| !code.meanings.is_empty() || !idle(code));
}
