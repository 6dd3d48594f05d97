//! A code that somebody typed by itself.

use super::{Reader, is_extended};
use crate::catalogue::Catalogue;
use crate::label::Label;
use crate::number::{Form, Number, Sign};
use crate::sayings::Sayings;
use crate::scan::What;
use crate::{Decoded, Note, Verdict};

/// A text that is one code and nothing more.
pub(in super::super) fn bare(catalogue: &Catalogue, text: &str) -> Option<Decoded> {
    let word = text.trim_matches(|c: char| c.is_whitespace() || "\"'`.,;:!?()[]{}<>„“”".contains(c));
    let name = if catalogue.with_name(text).next().is_some() {
        text
    } else {
        word
    };
    let rows: Vec<_> = catalogue.with_name(name).cloned().collect();
    let what = if rows.is_empty() {
        let negative = word.strip_prefix('-').map(|digits| (digits, Sign::Minus));
        let (digits, sign) = negative.unwrap_or((word, Sign::Plus));
        What::Number(Number::read(digits, sign).or_else(|| Number::misread(word))?)
    } else {
        What::Rows(rows)
    };
    let reader = Reader {
        catalogue,
        text,
        original: text,
        origins: Vec::new(),
        sayings: Sayings::default(),
        matches: Vec::new(),
        beside: false,
    };
    let mut decoded = Decoded::nothing(Verdict::UnknownCode);
    let code = reader.code(&what, Label::None);
    if is_extended(&what) {
        decoded.extended = Some(code);
    } else {
        decoded.primary = Some(code);
    }
    if let What::Number(number) = &what {
        reader.assume_hex(number, &mut decoded);
        if number.form == Form::BareHex && decoded.primary.as_ref().is_some_and(|code| !code.meanings.is_empty()) {
            decoded.notes.push(Note::AssumedHex);
        }
    }
    Some(reader.conclude(decoded))
}
