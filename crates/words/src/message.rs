//! Messages with values.

use core::fmt::Display;

use diagnosis::Parameter;
use wire::{LegKind, Stage};

use crate::{Key, Words};

/// The values of a message, which is formatted last.
pub(crate) struct MessageArgs<'a> {
    pub(crate) words: &'a Words,
    pub(crate) values: Vec<(&'static str, Parameter)>,
}

impl MessageArgs<'_> {
    pub(crate) fn with(mut self, name: &'static str, value: &dyn Display) -> Self {
        self.values.push((name, Parameter::Text(value.to_string())));
        self
    }

    pub(crate) fn number(mut self, name: &'static str, value: f64) -> Self {
        self.values.push((name, Parameter::Number(value)));
        self
    }

    pub(crate) fn count(self, name: &'static str, count: usize) -> Self {
        self.number(name, u32::try_from(count).unwrap_or(u32::MAX).into())
    }

    /// Which step of how many.
    pub(crate) fn place(self, leg: LegKind, stage: Stage) -> Self {
        let number = leg.number(stage).unwrap_or_default();
        self.number("number", number.into()).count("of", leg.stages().len())
    }

    pub(crate) fn format(self, key: Key) -> String {
        self.words.text_with(key, &self.values)
    }

    pub(crate) fn format_member(self, key: &str) -> String {
        self.words.member(key, &self.values)
    }
}

impl Words {
    /// A message whose values are named first.
    pub(crate) fn message(&self) -> MessageArgs<'_> {
        MessageArgs {
            words: self,
            values: Vec::new(),
        }
    }
}
