//! The messages of one language, in the part of Project Fluent's syntax that they use.
//!
//! Read here and not with `fluent-bundle`, because that brings the plural rules of all languages and a parser whose
//! trees the page has no use for: a quarter of what the page may weigh. The tests hold every message against
//! `fluent-bundle`, so both say the same. Left out are functions, arguments of terms, texts of several lines and braces
//! in string literals. A value that is missing shows as `{$name}`, a message that is missing as its key.

use diagnosis::Parameter;

/// What differs between languages besides the messages.
#[derive(Debug)]
pub(crate) struct Language {
    /// The BCP 47 tag.
    pub(crate) tag: &'static str,
    /// Between whole and fraction.
    pub(crate) decimal: char,
    /// Between groups of three digits, from five digits on.
    pub(crate) group: char,
    /// The plural category of a number, by the Unicode plural rules: `one`, `few`, ... or `other`.
    pub(crate) plural: fn(f64) -> &'static str,
}

/// The messages of one language.
pub(crate) struct Locale {
    language: &'static Language,
    messages: Vec<Message>,
}

/// A message, one of its attributes, or a term.
pub(crate) struct Message {
    pub(crate) id: &'static str,
    pub(crate) part: Part<'static>,
    /// As it stands in the source, without the space around.
    pattern: &'static str,
}

/// Which of the patterns that may stand under one identifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part<'a> {
    Value,
    Attribute(&'a str),
    Term,
}

/// The values that a message names.
pub(crate) type Values<'a> = &'a [(&'static str, Parameter)];

/// One of the texts that a select chooses from.
struct Variant<'a> {
    key: &'a str,
    default: bool,
    pattern: &'a str,
}

impl Locale {
    /// Finds all messages of `language` in their sources.
    pub(crate) fn new(language: &'static Language, sources: &[&'static str]) -> Self {
        let mut messages = Vec::new();
        for source in sources {
            list(source, &mut messages);
        }
        Self { language, messages }
    }

    pub(crate) fn language(&self) -> &'static Language {
        self.language
    }

    /// The messages that `other` lacks, as a source.
    pub(crate) fn without(&self, other: &Self) -> String {
        let mut source = String::new();
        let has = |message: &Message| {
            let same = |own: &Message| own.id == message.id && own.part == message.part;
            other.messages.iter().any(same)
        };
        for Message { id, part, pattern } in self.messages.iter().filter(|message| !has(message)) {
            let head = match part {
                Part::Value => (*id).to_owned(),
                Part::Attribute(name) => format!("{id} =\n    .{name}"),
                Part::Term => format!("-{id}"),
            };
            source.extend([&head, " = ", pattern, "\n"]);
        }
        source
    }

    #[cfg(test)]
    pub(crate) fn messages(&self) -> &[Message] {
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

    /// The pattern of a key: `message`, `message.attribute` or `-term`.
    ///
    /// Some thousand short comparisons cost microseconds; an index would cost the page more in size.
    fn pattern(&self, key: &str) -> Option<&'static str> {
        let (id, part) = match (key.strip_prefix('-'), key.split_once('.')) {
            (Some(id), _) => (id, Part::Term),
            (None, Some((id, attribute))) => (id, Part::Attribute(attribute)),
            (None, None) => (key, Part::Value),
        };
        let fits = |message: &&Message| message.id == id && message.part == part;
        self.messages.iter().find(fits).map(|message| message.pattern)
    }

    fn write(&self, pattern: &str, values: Values<'_>, depth: u8, text: &mut String) {
        let mut rest = pattern;
        while let Some((before, behind)) = rest.split_once('{') {
            text.push_str(before);
            let (inside, after) = behind.split_at(closing(behind));
            self.write_placeable(inside.trim(), values, depth, text);
            rest = after.strip_prefix('}').unwrap_or_default();
        }
        text.push_str(rest);
    }

    fn write_placeable(&self, inside: &str, values: Values<'_>, depth: u8, text: &mut String) {
        if let Some((selector, variants)) = inside.split_once("->") {
            let value = selector
                .trim()
                .strip_prefix('$')
                .and_then(|name| value_of(values, name));
            if let Some(pattern) = self.choose(&list_variants(variants), value) {
                self.write(pattern, values, depth, text);
            }
        } else if let Some(name) = inside.strip_prefix('$') {
            match value_of(values, name) {
                Some(Parameter::Text(value)) => text.push_str(value),
                Some(Parameter::Number(value)) => text.push_str(&self.number(*value)),
                None => text.extend(["{$", name, "}"]),
            }
        } else if let Some(literal) = inside.strip_prefix('"') {
            text.push_str(literal.strip_suffix('"').unwrap_or(literal));
        } else if let Some(pattern) = self.pattern(inside).filter(|_| depth > 0) {
            self.write(pattern, values, depth - 1, text);
        } else {
            text.push_str(inside);
        }
    }

    /// The variant whose key is the value, or else its plural category, or else the default one.
    fn choose<'a>(&self, variants: &[Variant<'a>], value: Option<&Parameter>) -> Option<&'a str> {
        let keyed = |key: &str| variants.iter().find(|variant| variant.key == key);
        let chosen = match value {
            Some(Parameter::Text(value)) => keyed(value),
            Some(Parameter::Number(value)) => {
                let whole = |key: &str| {
                    key.parse::<i32>()
                        .is_ok_and(|key| f64::from(key).to_bits() == value.to_bits())
                };
                let exact = variants.iter().find(|variant| whole(variant.key));
                exact.or_else(|| keyed((self.language.plural)(*value)))
            }
            None => None,
        };
        let default = || variants.iter().find(|variant| variant.default);
        chosen.or_else(default).map(|variant| variant.pattern)
    }
}

/// Adds the messages of `source`: each begins at the left margin, an attribute with a dot, and both go on until the next
/// one or a comment.
fn list(source: &'static str, messages: &mut Vec<Message>) {
    let mut open: Option<(&'static str, Part<'static>, usize)> = None;
    let mut at = 0;
    let mut close = |open: Option<(&'static str, Part<'static>, usize)>, end: usize| {
        let Some((id, part, begin)) = open else { return };
        let pattern = source.get(begin..end).unwrap_or_default().trim();
        // A message of attributes only has no pattern of its own.
        if !pattern.is_empty() {
            messages.push(Message { id, part, pattern });
        }
    };
    for line in source.split_inclusive('\n') {
        let head = line.split_once('=').and_then(|(name, value)| {
            let begin = at + line.len() - value.len();
            let name = name.trim_end();
            if let Some(attribute) = name.trim_start().strip_prefix('.') {
                open.map(|(id, ..)| (id, Part::Attribute(attribute), begin))
            } else if let Some(id) = name.strip_prefix('-') {
                Some((id, Part::Term, begin))
            } else {
                let named = name.starts_with(|first: char| first.is_ascii_alphabetic());
                named.then_some((name, Part::Value, begin))
            }
        });
        if head.is_some() || line.starts_with('#') {
            close(open, at);
            open = head;
        }
        at += line.len();
    }
    close(open, at);
}

/// Where the brace closes that was opened before `text`.
fn closing(text: &str) -> usize {
    let mut depth = 0;
    let closes = |c: char| {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        depth < 0
    };
    text.find(closes).unwrap_or(text.len())
}

/// The variants of a select: each begins a line with its key in brackets, the default one after an asterisk.
fn list_variants(source: &str) -> Vec<Variant<'_>> {
    let mut begins = Vec::new();
    let (mut at, mut depth) = (0, 0);
    for line in source.split_inclusive('\n') {
        if depth == 0 && line.trim_start().starts_with(['[', '*']) {
            begins.push(at);
        }
        depth += line.matches('{').count();
        depth -= line.matches('}').count().min(depth);
        at += line.len();
    }
    let ends = begins.iter().copied().skip(1).chain([source.len()]);
    let chunk = |(begin, end): (usize, usize)| {
        let chunk = source.get(begin..end)?.trim();
        let default = chunk.strip_prefix('*');
        let (key, pattern) = default.unwrap_or(chunk).strip_prefix('[')?.split_once(']')?;
        Some(Variant {
            key: key.trim(),
            default: default.is_some(),
            pattern: pattern.trim(),
        })
    };
    begins.iter().copied().zip(ends).filter_map(chunk).collect()
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
    };

    const SOURCE: &str = "
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
only-attributes =
    .one = yes
# A comment ends a message.
";

    fn shown(key: &str, values: Values<'_>) -> String {
        Locale::new(&PLAIN, &[SOURCE]).format(key, values)
    }

    fn text(value: &str) -> Parameter {
        Parameter::Text(value.to_owned())
    }

    #[test]
    fn values_are_put_in_their_places_without_isolation_marks() {
        assert_eq!(shown("hello", &[("name", text("Anna"))]), "Hello, Anna!");
        assert_eq!(shown("only-attributes.one", &[]), "yes");
        assert_eq!(shown("only-attributes", &[]), "only-attributes");
        assert_eq!(shown("circle", &[]), "xxxxxcircle");
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
    fn what_another_locale_lacks_is_a_source_of_its_own() {
        let whole = Locale::new(&PLAIN, &[SOURCE]);
        let part = Locale::new(
            &PLAIN,
            &["hello = Hallo, { $name }!\nonly-attributes =\n    .two = zwei\n"],
        );

        let lacking = whole.without(&part).leak();

        let both = Locale::new(&PLAIN, &["hello = Hallo, { $name }!\n", lacking]);
        assert_eq!(both.format("hello", &[("name", text("Anna"))]), "Hallo, Anna!");
        assert_eq!(both.format("hello.short", &[]), "hi");
        assert_eq!(both.format("only-attributes.one", &[]), "yes");
        assert_eq!(both.format("refers", &[("name", text("you"))]), "Test: hi Hallo, you!");
        assert_eq!(both.format("count", &[("n", Parameter::Number(1.0))]), "one piece");
        assert_eq!(whole.without(&whole), "");
    }

    #[test]
    fn numbers_are_rounded_to_what_a_reader_needs() {
        let number = |value| Locale::new(&PLAIN, &[]).number(value);

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
