//! Messages with values in their places, as one language writes them.

use diagnosis::Parameter;

use super::language::Language;
use super::pattern::{Choice, Messages, Part, Pattern};

/// The messages of one language.
pub(crate) struct Locale {
    language: &'static Language,
    patterns: Vec<(String, Pattern)>,
}

/// The values that a message names.
pub(crate) type Values<'a> = &'a [(&'static str, Parameter)];

impl Locale {
    /// Reads the JSON that the build made; absent where it is something else, or in a language that is not known.
    pub(crate) fn read(json: &str) -> Option<Self> {
        let Messages { language, patterns } = serde_json::from_str(json).ok()?;
        let language = Language::of(&language)?;
        Some(Self { language, patterns })
    }

    pub(crate) fn language(&self) -> &'static Language {
        self.language
    }

    /// The message with `values` in their places: a value that is missing shows as `{$name}`, a message as its key.
    pub(crate) fn format(&self, key: &str, values: Values<'_>) -> String {
        let Some(pattern) = self.pattern(key) else {
            return key.to_owned();
        };
        let mut text = String::new();
        self.write(pattern, values, &mut text);
        text
    }

    pub(crate) fn pattern(&self, key: &str) -> Option<&Pattern> {
        let found = self.patterns.binary_search_by(|(known, _)| known.as_str().cmp(key));
        let (_, pattern) = self.patterns.get(found.ok()?)?;
        Some(pattern)
    }

    fn write(&self, pattern: &Pattern, values: Values<'_>, text: &mut String) {
        for part in pattern {
            match part {
                Part::Text(part) => text.push_str(part),
                Part::Value(name) => match value_of(values, name) {
                    Some(Parameter::Text(value)) => text.push_str(value),
                    Some(Parameter::Number(value)) => text.push_str(&self.language.number(*value)),
                    None => text.extend(["{$", name, "}"]),
                },
                Part::Choice(choice) => {
                    if let Some(pattern) = self.choose(choice, value_of(values, &choice.value)) {
                        self.write(pattern, values, text);
                    }
                }
            }
        }
    }

    /// The option for the value, or else for its plural category, or else for all others.
    fn choose<'a>(&self, choice: &'a Choice, value: Option<&Parameter>) -> Option<&'a Pattern> {
        let keyed = |key: &str| choice.options.iter().find(|(known, _)| known == key);
        let chosen = match value {
            Some(Parameter::Text(value)) => keyed(value),
            Some(Parameter::Number(value)) => {
                let whole = |key: &str| {
                    key.parse::<i32>()
                        .is_ok_and(|key| f64::from(key).to_bits() == value.to_bits())
                };
                let exact = choice.options.iter().find(|(key, _)| whole(key));
                exact.or_else(|| keyed((self.language.plural)(*value)))
            }
            None => None,
        };
        let chosen = chosen.or_else(|| choice.options.get(choice.default));
        chosen.map(|(_, pattern)| pattern)
    }

    #[cfg(test)]
    pub(crate) fn patterns(&self) -> &[(String, Pattern)] {
        &self.patterns
    }
}

fn value_of<'a>(values: Values<'a>, name: &str) -> Option<&'a Parameter> {
    values.iter().find(|(known, _)| *known == name).map(|(_, value)| value)
}

#[cfg(test)]
#[path = "../build/compile.rs"]
mod compile;
#[cfg(test)]
use super::pattern;

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
        Ok(Locale::read(&serde_json::to_string(&messages).unwrap()).unwrap())
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
        for wrong in ["", "page-check = Check", "[]", r#"{"language":"tlh","patterns":[]}"#] {
            assert!(Locale::read(wrong).is_none(), "{wrong}");
        }
    }
}
