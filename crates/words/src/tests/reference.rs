//! Held against the Fluent project's own reader.

use super::*;

/// What a message depends on: the names of its values, and the options that it chooses from.
#[derive(Default)]
struct Mentions {
    values: BTreeSet<String>,
    options: BTreeSet<String>,
}

impl Mentions {
    fn of(pattern: Pattern<'_>) -> Self {
        let mut mentions = Self::default();
        mentions.gather(pattern);
        mentions
    }

    fn gather(&mut self, pattern: Pattern<'_>) {
        for part in pattern {
            match part {
                Part::Text(_) => {}
                Part::Value(name) => {
                    self.values.insert(name.to_owned());
                }
                Part::Choice(choice) => {
                    self.values.insert(choice.value.to_owned());
                    for variant in choice {
                        self.options.insert(variant.key.to_owned());
                        self.gather(variant.pattern);
                    }
                }
            }
        }
    }
}

fn mentions(locale: &Locale) -> BTreeMap<String, Mentions> {
    let patterns = locale.patterns().iter();
    patterns
        .map(|(key, pattern)| ((*key).to_owned(), Mentions::of(Pattern(pattern))))
        .collect()
}

fn number(language: &'static Language, value: &FluentValue<'_>) -> Option<String> {
    match value {
        FluentValue::Number(number) => Some(language.number(number.value)),
        FluentValue::String(_) | FluentValue::Custom(_) | FluentValue::None | FluentValue::Error => None,
    }
}

/// The Fluent project's own reader, set to write numbers as ours does.
fn reference(tag: &str) -> FluentBundle<FluentResource> {
    let mut bundle = FluentBundle::new(vec![tag.parse().unwrap()]);
    bundle.set_use_isolating(false);
    // A formatter holds nothing, so there is one per language.
    bundle.set_formatter(Some(match tag {
        "en" => |value, _| number(&ENGLISH, value),
        "de" => |value, _| number(&GERMAN, value),
        other => panic!("{other}"),
    }));
    for source in sources(tag) {
        bundle.add_resource(FluentResource::try_new(source).unwrap()).unwrap();
    }
    bundle
}

#[test]
fn every_message_reads_as_the_fluent_project_reads_it() {
    for language in LANGUAGES {
        assert_reads_as_the_reference(language);
    }
}

fn assert_reads_as_the_reference(language: &'static Language) {
    let bundle = reference(language.tag);
    let locale = locale(language);
    for (key, Mentions { values: names, options }) in mentions(&locale) {
        let key = key.as_str();
        let leak = |text: &String| -> &'static str { text.clone().leak() };
        let names: BTreeSet<&'static str> = names.iter().map(leak).collect();
        let variants: BTreeSet<&'static str> = options.iter().map(leak).collect();
        // A number that stands as a key is chosen by a number only.
        let texts = variants.into_iter().map(|key| {
            key.parse::<f64>()
                .map_or_else(|_| Parameter::from(key), Parameter::from)
        });
        let numbers = [0.0, 1.0, 2.9, 12_345.0].map(Parameter::from);
        for chosen in texts.chain(numbers).chain([Parameter::from("some text")]) {
            for others in [Parameter::from(1.0), Parameter::from(7.0)] {
                for picked in names.iter().map(Some).chain([None]) {
                    let value = |name| {
                        if picked.is_none_or(|picked| picked == name) {
                            &chosen
                        } else {
                            &others
                        }
                    };
                    let values: Vec<_> = names.iter().map(|name| (*name, value(name).clone())).collect();

                    assert_eq!(
                        locale.format(key, &values),
                        theirs(&bundle, key, &values),
                        "{key} {values:?}"
                    );
                }
            }
        }
        assert_eq!(
            locale.format(key, &[]),
            theirs(&bundle, key, &[]),
            "{key} without values"
        );
    }
}

fn theirs(bundle: &FluentBundle<FluentResource>, key: &str, values: &[(&'static str, Parameter)]) -> String {
    let (id, attribute) = key.split_once('.').map_or((key, None), |(id, name)| (id, Some(name)));
    let message = bundle.get_message(id).unwrap();
    let pattern = match attribute {
        Some(name) => message.get_attribute(name).unwrap().value(),
        None => message.value().unwrap(),
    };
    let mut arguments = FluentArgs::new();
    for (name, value) in values {
        match value {
            Parameter::Text(text) => arguments.set(*name, text.as_str()),
            Parameter::Number(number) => arguments.set(*name, *number),
        }
    }
    bundle
        .format_pattern(pattern, Some(&arguments), &mut Vec::new())
        .into_owned()
}

#[test]
fn every_language_says_everything_with_the_same_values_and_choices() {
    let english = mentions(&locale(&ENGLISH));
    for language in LANGUAGES {
        let other = mentions(&locale(language));
        let tag = language.tag;
        for (key, wanted) in &english {
            let found = &other[key];
            // Languages have plural categories of their own.
            let choices = |mentions: &Mentions| -> BTreeSet<String> {
                let is_plural = |key: &String| ["zero", "one", "two", "few", "many", "other"].contains(&key.as_str());
                let options = mentions.options.iter();
                options.filter(|key| !is_plural(key)).cloned().collect()
            };

            assert_eq!(found.values, wanted.values, "{tag}: {key}");
            assert_eq!(choices(found), choices(wanted), "{tag}: {key}");
        }
    }
}
