//! Signs that copying and retyping put into a number: `0×204`, `0 x 204`, `０ｘ２０４`.

use std::borrow::Cow;

use super::label::{Label, Reach};

/// `text` with its codes as programs write them. Only where the words before a number call it a code, or there is nothing
/// else: `0 × 600` is a size, too.
pub(super) fn mended(text: &str) -> Cow<'_, str> {
    let mut mended: Option<String> = None;
    let mut done = 0;
    for (at, sign) in text.match_indices(SIGNS) {
        let Some((from, to, digits)) = around(text, at, sign).filter(|(from, ..)| *from >= done) else {
            continue;
        };
        let whole = text.get(from..to).unwrap_or_default();
        if whole.is_ascii() && !whole.contains(' ') || !is_called(text, from, to) {
            continue;
        }
        let into = mended.get_or_insert_default();
        into.push_str(text.get(done..from).unwrap_or_default());
        into.push_str("0x");
        into.push_str(&digits);
        done = to;
    }
    match mended {
        Some(mut mended) => {
            mended.push_str(text.get(done..).unwrap_or_default());
            Cow::Owned(mended)
        }
        None => Cow::Borrowed(text),
    }
}

/// Where the number begins and ends that has `sign` at `at` for its x, and its digits.
fn around(text: &str, at: usize, sign: &str) -> Option<(usize, usize, String)> {
    let head = text.get(..at)?;
    let head = head.strip_suffix(' ').unwrap_or(head);
    let before = head.strip_suffix(['0', '０', 'O', 'o'])?;
    if before.ends_with(|c: char| narrow(c).is_ascii_alphanumeric()) {
        return None;
    }
    let tail = text.get(at + sign.len()..)?;
    let tail = tail.strip_prefix(' ').unwrap_or(tail);
    let digits: String = tail
        .chars()
        .map(narrow)
        .take_while(char::is_ascii_alphanumeric)
        .map(digit)
        .take(MOST_DIGITS + 1)
        .collect();
    let is_number = digits.len() <= MOST_DIGITS
        && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
        && digits.bytes().any(|byte| byte.is_ascii_digit());
    let length: usize = tail.chars().take(digits.len()).map(char::len_utf8).sum();
    let to = text.len() - tail.len() + length;
    is_number.then_some((before.len(), to, digits))
}

fn is_called(text: &str, from: usize, to: usize) -> bool {
    let before = text.get(..from).unwrap_or_default();
    let after = text.get(to..).unwrap_or_default();
    if before.trim().is_empty() && after.trim().is_empty() {
        return true;
    }
    let line = before.rsplit('\n').next().unwrap_or(before).to_lowercase();
    let label = Label::read(&line, Reach::LastWords);
    matches!(
        label,
        Label::Error | Label::Extended | Label::Code | Label::Status | Label::SubStatus
    )
}

/// The digit for which a letter was taken that looks like it.
fn digit(c: char) -> char {
    match c {
        'o' | 'O' => '0',
        'i' | 'I' | 'l' | 'L' => '1',
        c => c,
    }
}

/// The character that a full-width one stands for.
fn narrow(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - WIDER_BY).unwrap_or(c),
        c => c,
    }
}

/// What stands for the x of a number.
const SIGNS: [char; 5] = ['x', 'X', '×', 'ｘ', 'Ｘ'];
/// By how much a full-width form is above its ASCII character.
const WIDER_BY: u32 = 0xfee0;
/// Codes have 32 bits.
const MOST_DIGITS: usize = 8;
