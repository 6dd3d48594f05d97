//! Messages with values in their places, as one language writes them.

use diagnosis::Parameter;

use super::language::Language;
use super::marks::{BETWEEN, VALUE_OF};
use super::pattern::{Choice, Part, Pattern, Variant};

/// The messages of one language.
#[derive(Clone)]
pub(crate) struct Locale {
    language: &'static Language,
    /// By key, sorted.
    patterns: Vec<(&'static str, &'static str)>,
}

/// The values that a message names.
pub(crate) type Values<'a> = &'a [(&'static str, Parameter)];

impl Locale {
    /// Takes the text that the build made; absent where it is something else, or in a language that is not known.
    pub(crate) fn read(text: &'static str) -> Option<Self> {
        let mut records = text.split(BETWEEN);
        let language = Language::of(records.next()?)?;
        let patterns = records.map(|record| record.split_once(VALUE_OF));
        Some(Self {
            language,
            patterns: patterns.collect::<Option<_>>()?,
        })
    }

    pub(crate) fn language(&self) -> &'static Language {
        self.language
    }

    /// The message with `values` in their places: a value that is missing shows as `{$name}`, a message as its key.
    pub(crate) fn format(&self, key: &str, values: Values<'_>) -> String {
        let Ok(at) = self.patterns.binary_search_by(|(known, _)| (*known).cmp(key)) else {
            return key.to_owned();
        };
        let mut text = String::new();
        if let Some((_, pattern)) = self.patterns.get(at) {
            self.write(Pattern(pattern), values, &mut text);
        }
        text
    }

    fn write(&self, pattern: Pattern<'_>, values: Values<'_>, text: &mut String) {
        for part in pattern {
            match part {
                Part::Text(part) => text.push_str(part),
                Part::Value(name) => match value_of(values, name) {
                    Some(Parameter::Text(value)) => text.push_str(value),
                    Some(Parameter::Number(value)) => text.push_str(&self.language.number(*value)),
                    None => text.extend(["{$", name, "}"]),
                },
                Part::Choice(choice) => {
                    if let Some(pattern) = self.choose(choice, value_of(values, choice.value)) {
                        self.write(pattern, values, text);
                    }
                }
            }
        }
    }

    /// The option for the value, or else for its plural category, or else for all others.
    fn choose<'a>(&self, choice: Choice<'a>, value: Option<&Parameter>) -> Option<Pattern<'a>> {
        let rank = |variant: &Variant<'_>| match value {
            Some(Parameter::Text(value)) if value == variant.key => 3,
            Some(Parameter::Number(value)) if is_written(variant.key, *value) => 3,
            Some(Parameter::Number(value)) if (self.language.plural)(*value) == variant.key => 2,
            _ => u8::from(variant.default),
        };
        let mut best = (0, None);
        for variant in choice {
            let rank = rank(&variant);
            if rank > best.0 {
                best = (rank, Some(variant.pattern));
            }
        }
        best.1
    }

    #[cfg(test)]
    pub(crate) fn patterns(&self) -> &[(&'static str, &'static str)] {
        &self.patterns
    }
}

fn value_of<'a>(values: Values<'a>, name: &str) -> Option<&'a Parameter> {
    values.iter().find(|(known, _)| *known == name).map(|(_, value)| value)
}

/// Whether `key` is `value` as a whole number.
fn is_written(key: &str, value: f64) -> bool {
    key.parse::<i32>()
        .is_ok_and(|key| f64::from(key).to_bits() == value.to_bits())
}

#[cfg(test)]
#[path = "../build/compile.rs"]
mod compile;
#[cfg(test)]
#[path = "../build/messages.rs"]
mod messages;
#[cfg(test)]
use super::marks;

#[cfg(test)]
mod tests {
    use super::compile::{Source, compile};
    use super::*;

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
escaped = { \"\\u007B\" }
only-attributes =
    .one = yes
# A comment ends a message.
";

    fn compiled(text: &str) -> Result<Locale, String> {
        let source = Source {
            name: "page".to_owned(),
            text: text.to_owned(),
        };
        let messages = compile("en", &[source], |_| true)?;
        Ok(Locale::read(messages.written().leak()).unwrap())
    }

    fn shown(key: &str, values: Values<'_>) -> String {
        compiled(SOURCE).unwrap().format(key, values)
    }

    fn text(value: &str) -> Parameter {
        Parameter::Text(value.to_owned())
    }

    #[test]
    fn values_are_put_in_their_places_without_isolation_marks() {
        assert_eq!(shown("hello", &[("name", text("Anna"))]), "Hello, Anna!");
        assert_eq!(shown("only-attributes.one", &[]), "yes");
        assert_eq!(shown("only-attributes", &[]), "only-attributes");
        assert_eq!(shown("escaped", &[]), "{");
        assert_eq!(shown("refers", &[("name", text("you"))]), "Test: hi Hello, you!");
    }

    #[test]
    fn missing_messages_and_values_show_their_names() {
        assert_eq!(shown("no-such-key", &[]), "no-such-key");
        assert_eq!(shown("hello", &[]), "Hello, {$name}!");
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
    fn what_is_not_taken_of_the_syntax_does_not_compile() {
        for (wrong, fault) in [
            ("circle = x{ circle }", "refers to itself"),
            ("lost = { nowhere }", "there is no nowhere"),
            ("-term = { $value }\nuses = { -term }", "-term names a value"),
            ("given = { NUMBER($n) }", "NUMBER() is not taken"),
            ("twice = a\ntwice = b", "twice stands twice"),
            ("= x", "this is not Fluent"),
        ] {
            let said = compiled(wrong).err().unwrap_or_default();
            assert!(
                said.contains(fault) || fault == "this is not Fluent" && !said.is_empty(),
                "{wrong}: {said}"
            );
        }
    }

    #[test]
    fn what_the_build_did_not_make_is_not_read() {
        for wrong in ["", "page-check = Check", "{}", "tlh", "en\u{1e}page-check"] {
            assert!(Locale::read(wrong).is_none(), "{wrong}");
        }
    }
}
