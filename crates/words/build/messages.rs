//! Messages as the build compiles them: what [Project Fluent]'s syntax says, without the syntax.
//!
//! The build reads the locales with the project's own parser and writes these down; the relay has them inside, and the
//! page fetches those of its reader's language. References to other messages are filled in by then, so whoever shows a
//! message needs no other.
//!
//! [Project Fluent]: https://projectfluent.org

use super::marks::{BETWEEN, CHOICE, DEFAULT, END, OPTION, VALUE, VALUE_OF};

/// The messages of one language.
#[derive(Debug)]
pub(crate) struct Messages {
    /// The BCP 47 tag.
    pub(crate) language: String,
    /// By key, sorted: a message's name, with an attribute behind a dot.
    pub(crate) patterns: Vec<(String, Pattern)>,
}

/// What a message consists of, in order.
pub(crate) type Pattern = Vec<Part>;

/// A part of a message.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Part {
    /// Text as it stands.
    Text(String),
    /// The value of this name.
    Value(String),
    /// One of several patterns, chosen by a value.
    Choice(Choice),
}

/// Patterns to choose from.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Choice {
    /// The name of the value that chooses.
    pub(crate) value: String,
    /// Each with the text, the number or the plural category for which it stands.
    pub(crate) options: Vec<(String, Pattern)>,
    /// Which of them stands for all other values.
    pub(crate) default: usize,
}

impl Messages {
    /// The text that `Locale::read` takes.
    pub(crate) fn written(&self) -> String {
        let mut text = self.language.clone();
        for (key, pattern) in &self.patterns {
            text.extend([&*BETWEEN.to_string(), key, &*VALUE_OF.to_string()]);
            write(pattern, &mut text);
        }
        text
    }
}

fn write(pattern: &[Part], text: &mut String) {
    for part in pattern {
        match part {
            Part::Text(part) => text.push_str(part),
            Part::Value(name) => {
                text.push(VALUE);
                text.push_str(name);
                text.push(END);
            }
            Part::Choice(choice) => {
                text.push(CHOICE);
                text.push_str(&choice.value);
                for (place, (key, pattern)) in choice.options.iter().enumerate() {
                    text.push(if place == choice.default { DEFAULT } else { OPTION });
                    text.push_str(key);
                    text.push(VALUE_OF);
                    write(pattern, text);
                    text.push(END);
                }
                text.push(END);
            }
        }
    }
}
