//! The codes that stand in a text, with what the words around say about each.

use std::sync::Arc;

use super::catalogue::Catalogue;
use super::label::{Label, Reach};
use super::number::{Form, Number, Sign};
use super::row::Row;
use super::word::{Word, words};

/// A code in a text.
pub(super) struct CodeMatch {
    pub(super) what: What,
    pub(super) label: Label,
    /// In which line.
    pub(super) line: usize,
    /// Whether something was written before it in its line.
    introduced: bool,
    /// Whether only punctuation stands between it and the code before it.
    adjoins: bool,
}

pub(super) enum What {
    Number(Number),
    Rows(Vec<Arc<Row>>),
}

/// All codes of `text`, which is in lower case, in order; at most [`MOST`].
pub(super) fn scan(catalogue: &Catalogue, text: &str) -> Vec<CodeMatch> {
    let mut found = Vec::new();
    let mut line_before = "";
    for (number, line) in text.lines().enumerate() {
        scan_line(catalogue, line, number, line_before, &mut found);
        if !line.trim().is_empty() {
            line_before = line;
        }
    }
    found.truncate(MOST);
    label_by_position(&mut found);
    found
}

fn scan_line(catalogue: &Catalogue, line: &str, number: usize, line_before: &str, found: &mut Vec<CodeMatch>) {
    let mut seen_to = 0;
    for word in words(line) {
        if word.at < seen_to {
            continue;
        }
        let between = line.get(seen_to..word.at).unwrap_or_default();
        let before = if seen_to == 0 && is_bare(between) {
            line_before
        } else {
            between
        };
        let follows = seen_to > 0 && is_bare(between);
        let after_symbol = follows && matches!(found.last().map(|last| &last.what), Some(What::Rows(_)));
        let (what, label, to) = if let Some((rows, to)) = symbol(catalogue, line, word) {
            (What::Rows(rows), Label::None, to)
        } else if let Some((read, label)) = code(line, word, before) {
            if after_symbol {
                // `ERRCONNECT_DNS_ERROR [0x00020004]` is one code.
                seen_to = word.at + word.text.len();
                continue;
            }
            (What::Number(read), label, word.at + word.text.len())
        } else {
            continue;
        };
        found.push(CodeMatch {
            what,
            label,
            line: number,
            introduced: !is_bare(line.get(..word.at).unwrap_or_default()),
            adjoins: follows,
        });
        seen_to = to;
    }
}

/// The rows whose name begins at `word`, and where that name ends.
fn symbol(catalogue: &Catalogue, line: &str, word: Word<'_>) -> Option<(Vec<Arc<Row>>, usize)> {
    let tail = line.get(word.at..)?;
    // The names of T.125 have hyphens.
    let hyphened =
        matches!(word.text, "rn" | "rt").then(|| tail.find(|c: char| c != '-' && !c.is_ascii_alphanumeric()));
    let name = match hyphened {
        Some(end) => tail.get(..end.unwrap_or(tail.len()))?,
        None => word.text,
    };
    if name.len() < SHORTEST_SYMBOL || EVERYDAY.contains(&name) {
        return None;
    }
    let rows = catalogue.with_name(name).filter(|row| row.table.has_telling_symbols());
    let rows: Vec<Arc<Row>> = rows.map(Arc::clone).collect();
    (!rows.is_empty()).then_some((rows, word.at + name.len()))
}

/// The code that `word` is, with its label. Decimal numbers are codes only where the words before them say so.
fn code(line: &str, word: Word<'_>, before: &str) -> Option<(Number, Label)> {
    let head = line.get(..word.at)?;
    let tail = line.get(word.at + word.text.len()..)?;
    let negative = head.ends_with('-')
        && !head
            .trim_end_matches('-')
            .ends_with(|c: char| c.is_ascii_alphanumeric());
    let sign = if negative { Sign::Minus } else { Sign::Plus };
    let Some(read) = Number::read(word.text, sign) else {
        return misread(word.text, before);
    };
    match read.form {
        Form::Hex if Label::is_identifier(head) || head.ends_with('#') => None,
        Form::Hex => Some((read, Label::read(before, Reach::Anywhere))),
        Form::Decimal | Form::Signed if !is_within_a_longer_number(head, tail) && !numbers_a_list(head, tail) => {
            let label = called(head).unwrap_or_else(|| Label::read(before, Reach::LastWords));
            // `exit status 1` in FreeRDP's log is a yes or no, not the exit status of the process.
            // and `[nla_recv] error: -1` the result of a function.
            let of_function = head.trim_end_matches(['-', ' ', ':']).ends_with("() error");
            let in_log = matches!(label, Label::Exit | Label::Error) && (of_function || line.contains("[com."));
            // A session's own processes end with statuses, too: `Window manager (pid 1181, display 10) exited with ... 2`.
            let of_child = label == Label::Exit && CHILDREN.iter().any(|child| line.contains(child));
            let in_log = in_log || of_child;
            // `error:14094419:SSL routines:` packs three numbers of OpenSSL's.
            let in_log = in_log || tail.starts_with(":ssl routines");
            let is_code = !matches!(label, Label::None | Label::EventId) && !in_log;
            (is_code || read.is_of_kerberos()).then_some((read, label))
        }
        Form::Decimal | Form::Signed | Form::BareHex => None,
    }
}

/// `Error code: Ox3`: a program that reads pictures takes the zero for a letter. `Postcode OX3` is in Oxford.
fn misread(word: &str, before: &str) -> Option<(Number, Label)> {
    let read = Number::misread(word)?;
    let reach = if word.starts_with('0') {
        Reach::Anywhere
    } else {
        Reach::LastWords
    };
    let label = Label::read(before, reach);
    matches!(label, Label::Error | Label::Extended | Label::Protocol).then_some((read, label))
}

/// What the name right before a bracket says about the number in it: `DisconnectState(2055)`.
fn called(head: &str) -> Option<Label> {
    let before = head.strip_suffix('(')?;
    let name = before.rsplit(|c: char| !c.is_ascii_alphanumeric() && c != '_').next()?;
    let tells = |stems: &[&str]| stems.iter().any(|stem| name.contains(stem));
    if tells(&["fatalerror"]) {
        return Some(Label::Fatal);
    }
    tells(&["disconnect", "errorcode"]).then_some(Label::Error)
}

/// Whether a number only counts the items of a list: `1) Remote access isn't enabled`, or `1.` at the start of a line.
fn numbers_a_list(head: &str, tail: &str) -> bool {
    let opens = |c: char| "(（".contains(c);
    let closes = |c: char| ")）".contains(c);
    let is_open = head.matches(opens).count() > head.matches(closes).count();
    let point = |c: char| ".、．".contains(c);
    tail.starts_with(closes) && !is_open || tail.starts_with(point) && is_bare(head)
}

/// Whether digits are a part of a date, a time, an address or a version.
fn is_within_a_longer_number(head: &str, tail: &str) -> bool {
    let joins = |c: char| "./:-".contains(c);
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let mut after = tail.chars();
    let mut before = head.chars().rev();
    let continued = after.next().is_some_and(joins) && digit(after.next()) || is_a_thousand(tail);
    let continues = before.next().is_some_and(joins) && digit(before.next());
    continued || continues
}

/// Whether three digits follow behind a comma: `3,334`, which is no 3.
fn is_a_thousand(tail: &str) -> bool {
    let digits = tail.strip_prefix(',').unwrap_or_default();
    let count = digits.chars().take_while(char::is_ascii_digit).count();
    count == THOUSANDS
}

/// Labels two hexadecimal numbers without a label by where they stand, as Microsoft's programs show them in languages
/// that no list has: the error code, and in the next line or right behind it the extended one.
fn label_by_position(found: &mut [CodeMatch]) {
    let is_hex = |code: &CodeMatch| matches!(&code.what, What::Number(number) if number.form == Form::Hex);
    let [error, extended] = found else {
        return;
    };
    let is_of_freerdp = |code: &CodeMatch| matches!(&code.what, What::Number(number) if number.is_of_freerdp());
    let pair = is_hex(error) && is_hex(extended) && extended.label == Label::None && !is_of_freerdp(extended);
    let lines = error.introduced && extended.introduced && extended.line == error.line + 1;
    let side_by_side = extended.adjoins && extended.line == error.line;
    if pair && matches!(error.label, Label::None | Label::Error) && (lines || side_by_side) {
        error.label = Label::Error;
        extended.label = Label::Extended;
    }
}

/// Whether there is no word in it.
fn is_bare(text: &str) -> bool {
    !text.chars().any(char::is_alphanumeric)
}

/// Digits behind the comma of a number that is written in groups.
const THOUSANDS: usize = 3;
/// Processes of a session whose exit statuses are no client's.
const CHILDREN: &[&str] = &[
    "window manager",
    "x server",
    "xserver",
    "xorg",
    "xvnc",
    "chansrv",
    "(pid ",
];
/// A log may hold many codes; more than these help nobody.
const MOST: usize = 12;
/// `CR` and `OK` are symbols, but nobody means them in a text.
const SHORTEST_SYMBOL: usize = 5;
/// Symbols that are words of everyday language.
const EVERYDAY: &[&str] = &["normal", "refused"];
