//! Messages, read where they stand in the text that the build wrote.

use super::marks::{CHOICE, DEFAULT, END, OPTION, VALUE, VALUE_OF};

/// What a message consists of: its parts, in order.
#[derive(Clone, Copy)]
pub(crate) struct Pattern<'a>(pub(crate) &'a str);

/// A part of a message.
pub(crate) enum Part<'a> {
    /// Text as it stands.
    Text(&'a str),
    /// The value of this name.
    Value(&'a str),
    /// One of several patterns, chosen by a value.
    Choice(Choice<'a>),
}

/// Patterns to choose from.
#[derive(Clone, Copy)]
pub(crate) struct Choice<'a> {
    /// The name of the value that chooses.
    pub(crate) value: &'a str,
    options: &'a str,
}

/// One of the patterns of a [`Choice`].
pub(crate) struct Variant<'a> {
    /// The text, the number or the plural category for which it stands.
    pub(crate) key: &'a str,
    /// Whether it stands for all other values.
    pub(crate) default: bool,
    pub(crate) pattern: Pattern<'a>,
}

impl<'a> Iterator for Pattern<'a> {
    type Item = Part<'a>;

    fn next(&mut self) -> Option<Part<'a>> {
        match self.0.chars().next()? {
            VALUE => bracketed(&mut self.0).map(Part::Value),
            CHOICE => {
                let inside = bracketed(&mut self.0)?;
                let (value, options) = inside.split_at_checked(inside.find([OPTION, DEFAULT])?)?;
                Some(Part::Choice(Choice { value, options }))
            }
            _ => {
                let end = self.0.find([VALUE, CHOICE]).unwrap_or(self.0.len());
                let (text, rest) = self.0.split_at_checked(end)?;
                self.0 = rest;
                Some(Part::Text(text))
            }
        }
    }
}

impl<'a> Iterator for Choice<'a> {
    type Item = Variant<'a>;

    fn next(&mut self) -> Option<Variant<'a>> {
        let default = self.options.starts_with(DEFAULT);
        let (key, pattern) = bracketed(&mut self.options)?.split_once(VALUE_OF)?;
        Some(Variant {
            key,
            default,
            pattern: Pattern(pattern),
        })
    }
}

/// Takes what stands between the mark at the start of `text` and its end; absent where it has none.
fn bracketed<'a>(text: &mut &'a str) -> Option<&'a str> {
    let whole: &'a str = text;
    let mut depth = 0_usize;
    for (at, c) in whole.char_indices() {
        match c {
            VALUE | CHOICE | OPTION | DEFAULT => depth += 1,
            END => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    *text = whole.get(at + 1..)?;
                    return whole.get(1..at);
                }
            }
            _ => {}
        }
    }
    None
}
