//! The messages of one language, in Project Fluent's syntax.
//!
//! `fluent-syntax` parses; resolving is here, because `fluent-bundle` brings the plural rules of all languages, which
//! alone would be a sixth of what the page may weigh. Left out are functions and arguments of terms; a test refuses
//! locales that use them. A value that is missing shows as `{$name}`, a message that is missing as its key.

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, Variant, VariantKey};
use fluent_syntax::parser::parse_runtime;

use crate::Parameter;

/// What differs between languages besides the messages.
pub(crate) struct Language {
    /// The BCP 47 tag.
    pub(crate) tag: &'static str,
    /// Between whole and fraction.
    pub(crate) decimal: char,
    /// Between groups of three digits, from five digits on.
    pub(crate) group: char,
    /// The plural category of a number, by the Unicode plural rules: `one`, `few`, ... or `other`.
    pub(crate) plural: fn(f64) -> &'static str,
    /// The sources of the messages.
    pub(crate) sources: &'static [&'static str],
}

/// The parsed messages, sorted by key; an attribute stands as `message.attribute`, a term as `-term`.
pub(crate) struct Locale {
    language: &'static Language,
    messages: Vec<(String, Pattern<&'static str>)>,
}

/// The values that a message names.
pub(crate) type Values<'a> = &'a [(&'static str, Parameter)];

impl Locale {
    /// Reads all messages of `language`. Entries that cannot be parsed are left out; the tests know of none.
    pub(crate) fn new(language: &'static Language) -> Self {
        let mut messages = Vec::new();
        for source in language.sources {
            let resource = match parse_runtime(*source) {
                Ok(resource) | Err((resource, _)) => resource,
            };
            for entry in resource.body {
                let (key, value, attributes) = match entry {
                    Entry::Message(message) => (message.id.name.to_owned(), message.value, message.attributes),
                    Entry::Term(term) => (format!("-{}", term.id.name), Some(term.value), term.attributes),
                    Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) | Entry::Junk { .. } => {
                        continue;
                    }
                };
                for attribute in attributes {
                    messages.push((format!("{key}.{}", attribute.id.name), attribute.value));
                }
                if let Some(value) = value {
                    messages.push((key, value));
                }
            }
        }
        messages.sort_by(|(one, _), (other, _)| one.cmp(other));
        Self { language, messages }
    }

    pub(crate) fn language(&self) -> &'static Language {
        self.language
    }

    #[cfg(test)]
    pub(crate) fn messages(&self) -> &[(String, Pattern<&'static str>)] {
        &self.messages
    }

    /// The message with `values` in their places, or the key where there is no such message.
    pub(crate) fn format(&self, key: &str, values: Values<'_>) -> String {
        let Some(pattern) = self.pattern(key) else {
            return key.to_owned();
        };
        let mut text = String::new();
        self.write(pattern, values, DEEPEST, &mut text);
        text
    }

    /// A number as this language writes it: whole from 10 on, else with at most one decimal.
    pub(crate) fn number(&self, value: f64) -> String {
        let written = if value.abs() >= 9.95 {
            format!("{value:.0}")
        } else {
            let written = format!("{value:.1}");
            written.strip_suffix(".0").map(str::to_owned).unwrap_or(written)
        };
        let (whole, fraction) = written.split_once('.').unwrap_or((&written, ""));
        let digits = whole.trim_start_matches('-').len();
        let mut text = String::new();
        for (place, c) in whole.chars().enumerate() {
            let left = whole.len() - place;
            if digits >= GROUPED_FROM && left < digits && left.is_multiple_of(3) {
                text.push(self.language.group);
            }
            text.push(c);
        }
        if !fraction.is_empty() {
            text.push(self.language.decimal);
            text.push_str(fraction);
        }
        text
    }

    fn pattern(&self, key: &str) -> Option<&Pattern<&'static str>> {
        let place = self
            .messages
            .binary_search_by(|(known, _)| known.as_str().cmp(key))
            .ok()?;
        self.messages.get(place).map(|(_, pattern)| pattern)
    }

    fn write(&self, pattern: &Pattern<&'static str>, values: Values<'_>, depth: u8, text: &mut String) {
        for element in &pattern.elements {
            match element {
                PatternElement::TextElement { value } => text.push_str(value),
                PatternElement::Placeable { expression } => self.write_expression(expression, values, depth, text),
            }
        }
    }

    fn write_expression(
        &self,
        expression: &Expression<&'static str>,
        values: Values<'_>,
        depth: u8,
        text: &mut String,
    ) {
        match expression {
            Expression::Inline(inline) => self.write_inline(inline, values, depth, text),
            Expression::Select { selector, variants } => {
                let value = match selector {
                    InlineExpression::VariableReference { id } => value_of(values, id.name),
                    InlineExpression::StringLiteral { .. }
                    | InlineExpression::NumberLiteral { .. }
                    | InlineExpression::FunctionReference { .. }
                    | InlineExpression::MessageReference { .. }
                    | InlineExpression::TermReference { .. }
                    | InlineExpression::Placeable { .. } => None,
                };
                if let Some(chosen) = self.choose(variants, value) {
                    self.write(&chosen.value, values, depth, text);
                }
            }
        }
    }

    fn write_inline(&self, inline: &InlineExpression<&'static str>, values: Values<'_>, depth: u8, text: &mut String) {
        let refer = |key: &str, text: &mut String| match self.pattern(key) {
            Some(pattern) if depth > 0 => self.write(pattern, values, depth - 1, text),
            Some(_) | None => text.push_str(key),
        };
        match inline {
            InlineExpression::StringLiteral { value } | InlineExpression::NumberLiteral { value } => {
                text.push_str(value);
            }
            InlineExpression::VariableReference { id } => match value_of(values, id.name) {
                Some(Parameter::Text(value)) => text.push_str(value),
                Some(Parameter::Number(value)) => text.push_str(&self.number(*value)),
                None => text.extend(["{$", id.name, "}"]),
            },
            InlineExpression::MessageReference { id, attribute: None } => refer(id.name, text),
            InlineExpression::MessageReference {
                id,
                attribute: Some(attribute),
            } => refer(&format!("{}.{}", id.name, attribute.name), text),
            InlineExpression::TermReference { id, .. } => refer(&format!("-{}", id.name), text),
            InlineExpression::FunctionReference { id, .. } => text.push_str(id.name),
            InlineExpression::Placeable { expression } => self.write_expression(expression, values, depth, text),
        }
    }

    /// The variant whose key is the value, or its plural category, or else the default one.
    fn choose<'a>(
        &self,
        variants: &'a [Variant<&'static str>],
        value: Option<&Parameter>,
    ) -> Option<&'a Variant<&'static str>> {
        let fits = |variant: &&Variant<&'static str>| match (&variant.key, value) {
            (VariantKey::Identifier { name }, Some(Parameter::Text(value))) => name == value,
            (VariantKey::Identifier { name }, Some(Parameter::Number(value))) => {
                *name == (self.language.plural)(*value)
            }
            (VariantKey::NumberLiteral { value: key }, Some(Parameter::Number(value))) => {
                key.parse::<f64>().is_ok_and(|key| key.to_bits() == value.to_bits())
            }
            (VariantKey::NumberLiteral { .. }, Some(Parameter::Text(_))) | (_, None) => false,
        };
        let exact = variants
            .iter()
            .find(|variant| matches!(variant.key, VariantKey::NumberLiteral { .. }) && fits(variant));
        exact
            .or_else(|| variants.iter().find(fits))
            .or_else(|| variants.iter().find(|variant| variant.default))
    }
}

fn value_of<'a>(values: Values<'a>, name: &str) -> Option<&'a Parameter> {
    values.iter().find(|(known, _)| *known == name).map(|(_, value)| value)
}

/// How deep messages may refer to others; more is a circle.
const DEEPEST: u8 = 4;
/// `1024` reads better without a mark, `10,000` with one.
const GROUPED_FROM: usize = 5;

#[cfg(test)]
mod tests {
    use super::*;

    static PLAIN: Language = Language {
        tag: "en",
        decimal: '.',
        group: ',',
        plural: |n| if n == 1.0 { "one" } else { "other" },
        sources: &["
-tool = Test
hello = Hello, { $name }!
    .short = hi
count = { $n ->
    [0] none
    [one] one piece
   *[other] { $n } pieces
}
kind = { $kind ->
    [a] first
   *[b] second
}
refers = { -tool }: { hello.short } { hello }
circle = x{ circle }
two = one line
    and another
"],
    };

    fn shown(key: &str, values: Values<'_>) -> String {
        Locale::new(&PLAIN).format(key, values)
    }

    fn text(value: &str) -> Parameter {
        Parameter::Text(value.to_owned())
    }

    #[test]
    fn values_are_put_in_their_places_without_isolation_marks() {
        assert_eq!(shown("hello", &[("name", text("Anna"))]), "Hello, Anna!");
        assert_eq!(shown("two", &[]), "one line\nand another");
        assert_eq!(shown("refers", &[("name", text("you"))]), "Test: hi Hello, you!");
    }

    #[test]
    fn missing_messages_and_values_show_their_names() {
        assert_eq!(shown("no-such-key", &[]), "no-such-key");
        assert_eq!(shown("hello", &[]), "Hello, {$name}!");
        assert_eq!(shown("circle", &[]), "xxxxxcircle");
    }

    #[test]
    fn variants_are_chosen_by_number_category_and_text() {
        let count = |n: f64| shown("count", &[("n", Parameter::Number(n))]);

        assert_eq!(count(0.0), "none");
        assert_eq!(count(1.0), "one piece");
        assert_eq!(count(12_345.0), "12,345 pieces");
        assert_eq!(shown("kind", &[("kind", text("a"))]), "first");
        assert_eq!(shown("kind", &[("kind", text("z"))]), "second");
        assert_eq!(shown("kind", &[]), "second");
    }

    #[test]
    fn numbers_are_rounded_to_what_a_reader_needs() {
        let number = |value| Locale::new(&PLAIN).number(value);

        assert_eq!(number(0.44), "0.4");
        assert_eq!(number(3.0), "3");
        assert_eq!(number(9.96), "10");
        assert_eq!(number(1023.6), "1024");
        assert_eq!(number(1_234_567.0), "1,234,567");
        assert_eq!(number(-12_345.0), "-12,345");
    }
}
