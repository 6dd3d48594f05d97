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

/// The parsed messages of one language.
pub(crate) struct Locale {
    language: &'static Language,
    messages: Vec<Message>,
}

/// A message, one of its attributes, or a term.
pub(crate) struct Message {
    pub(crate) id: &'static str,
    pub(crate) part: Part<'static>,
    pub(crate) pattern: Pattern<&'static str>,
}

/// Which of the patterns that may stand under one identifier.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part<'a> {
    Value,
    Attribute(&'a str),
    Term,
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
                let (id, part, value, attributes) = match entry {
                    Entry::Message(it) => (it.id.name, Part::Value, it.value, it.attributes),
                    Entry::Term(it) => (it.id.name, Part::Term, Some(it.value), Vec::new()),
                    Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) | Entry::Junk { .. } => {
                        continue;
                    }
                };
                messages.extend(value.map(|pattern| Message { id, part, pattern }));
                messages.extend(attributes.into_iter().map(|attribute| Message {
                    id,
                    part: Part::Attribute(attribute.id.name),
                    pattern: attribute.value,
                }));
            }
        }
        Self { language, messages }
    }

    pub(crate) fn language(&self) -> &'static Language {
        self.language
    }

    #[cfg(test)]
    pub(crate) fn messages(&self) -> &[Message] {
        &self.messages
    }

    /// The message with `values` in their places, or the key where there is no such message.
    pub(crate) fn format(&self, key: &str, values: Values<'_>) -> String {
        let found = match key.split_once('.') {
            Some((id, attribute)) => self.pattern(id, Part::Attribute(attribute)),
            None => self.pattern(key, Part::Value),
        };
        let Some(pattern) = found else {
            return key.to_owned();
        };
        let mut text = String::new();
        self.write(pattern, values, DEEPEST, &mut text);
        text
    }

    /// A number as this language writes it: whole from 10 on, else with at most one decimal.
    pub(crate) fn number(&self, value: f64) -> String {
        // Whole numbers, because the standard library's way to write fractions weighs 6 KB on the page.
        let tenths = tenths(value.abs());
        let (whole, tenth) = if tenths < 100 {
            (tenths / 10, tenths % 10)
        } else {
            ((tenths + 5) / 10, 0)
        };
        let digits = whole.to_string();
        let mut text = String::new();
        if value < 0.0 && tenths > 0 {
            text.push('-');
        }
        for (place, digit) in digits.chars().enumerate() {
            let left = digits.len() - place;
            if place > 0 && digits.len() >= GROUPED_FROM && left.is_multiple_of(3) {
                text.push(self.language.group);
            }
            text.push(digit);
        }
        if tenth > 0 {
            text.push(self.language.decimal);
            text.push_str(&tenth.to_string());
        }
        text
    }

    /// Some thousand short comparisons cost microseconds; an index would cost the page more in size.
    fn pattern(&self, id: &str, part: Part<'_>) -> Option<&Pattern<&'static str>> {
        let found = self
            .messages
            .iter()
            .find(|message| message.id == id && message.part == part);
        found.map(|message| &message.pattern)
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
        let refer = |id: &str, part: Part<'_>, text: &mut String| match self.pattern(id, part) {
            Some(pattern) if depth > 0 => self.write(pattern, values, depth - 1, text),
            Some(_) | None => text.push_str(id),
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
            InlineExpression::MessageReference { id, attribute } => {
                let part = attribute.as_ref().map_or(Part::Value, |it| Part::Attribute(it.name));
                refer(id.name, part, text);
            }
            InlineExpression::TermReference { id, .. } => refer(id.name, Part::Term, text),
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
            (VariantKey::NumberLiteral { value: key }, Some(Parameter::Number(value))) => key
                .parse::<i32>()
                .is_ok_and(|key| f64::from(key).to_bits() == value.to_bits()),
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

#[expect(
    clippy::as_conversions,
    reason = "a float that is too large, or is none, ends at the nearest whole number"
)]
fn tenths(value: f64) -> u64 {
    (value * 10.0).round() as u64
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
        assert_eq!(number(0.0), "0");
        assert_eq!(number(9.94), "9.9");
        assert_eq!(number(f64::NAN), "0");
    }
}
