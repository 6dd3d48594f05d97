//! The languages that everything is said in, and which of them a reader gets.

use core::cmp::Reverse;

use super::locale::{Language, Locale};

/// For readers of all languages that have no sentences here. It has every sentence, so it also stands in for those that
/// another language lacks.
pub(super) static ENGLISH: Language = Language {
    tag: "en",
    decimal: '.',
    group: ',',
    plural: one_or_other,
};

pub(super) static GERMAN: Language = Language {
    tag: "de",
    decimal: ',',
    group: '.',
    plural: one_or_other,
};

/// All of them, English first.
pub(super) static LANGUAGES: [&Language; 2] = [&ENGLISH, &GERMAN];

/// The plural rules of English and German, for numbers as they are shown: `1.0` is shown as `1`.
fn one_or_other(number: f64) -> &'static str {
    if number == 1.0 { "one" } else { "other" }
}

/// Where the sentences of a language stand. The page has none of them, so nothing that it calls leads here.
pub(super) struct Sources {
    pub(super) language: &'static Language,
    /// What the live page says.
    of_page: &'static [&'static str],
    /// What only the relay says.
    beside: &'static [&'static str],
}

macro_rules! sources {
    ($language:ident, $tag:literal) => {
        Sources {
            language: &$language,
            of_page: &[
                include_str!(concat!("../locales/", $tag, "/page.ftl")),
                include_str!(concat!("../locales/", $tag, "/share.ftl")),
                include_str!(concat!("../locales/", $tag, "/stages.ftl")),
                include_str!(concat!("../locales/", $tag, "/errors.ftl")),
                include_str!(concat!("../locales/", $tag, "/findings-connection.ftl")),
                include_str!(concat!("../locales/", $tag, "/findings-security.ftl")),
                include_str!(concat!("../locales/", $tag, "/findings-session.ftl")),
                include_str!(concat!("../locales/", $tag, "/steps.ftl")),
                include_str!(concat!("../locales/", $tag, "/text.ftl")),
            ],
            beside: &[
                include_str!(concat!("../locales/", $tag, "/compare.ftl")),
                include_str!(concat!("../locales/", $tag, "/decode.ftl")),
                include_str!(concat!("../locales/", $tag, "/problems.ftl")),
                include_str!(concat!("../locales/", $tag, "/help.ftl")),
                include_str!(concat!("../locales/", $tag, "/result.ftl")),
            ],
        }
    };
}

pub(super) static IN_ENGLISH: Sources = sources!(ENGLISH, "en");
pub(super) static IN_GERMAN: Sources = sources!(GERMAN, "de");
/// In the order of [`LANGUAGES`].
pub(super) static ALL_SOURCES: [&Sources; 2] = [&IN_ENGLISH, &IN_GERMAN];

impl Sources {
    /// Every source, the page's first.
    pub(super) fn all(&self) -> Vec<&'static str> {
        [self.of_page, self.beside].concat()
    }

    /// What the live page says, as one source; with the English sentences that this language lacks.
    pub(super) fn page(&self) -> String {
        let own = Locale::new(self.language, self.of_page);
        let english = Locale::new(&ENGLISH, IN_ENGLISH.of_page);
        let mut page = self.of_page.concat();
        page.push_str(&english.without(&own));
        page
    }
}

/// The tag of the language for a reader whose `Accept-Language` is `accepted`; English where it asks for none that is
/// known.
///
/// The ranges are taken in the order of their weights, and as they stand where these are equal (RFC 9110 12.5.4). Each
/// leads to the language that it begins with (RFC 4647 3.4), as `de-AT` does to `de`. What is no range is passed over.
pub fn preferred_language(accepted: &str) -> &'static str {
    let mut ranges: Vec<(&str, u16)> = accepted.split(',').take(MOST_RANGES).filter_map(range).collect();
    ranges.sort_by_key(|(_, weight)| Reverse(*weight));
    let refused = |tag: &str| {
        let zero = |(range, weight): &(&str, u16)| *weight == 0 && range.eq_ignore_ascii_case(tag);
        ranges.iter().any(zero)
    };
    let chosen = ranges.iter().filter(|(_, weight)| *weight > 0).find_map(|(wanted, _)| {
        LANGUAGES.iter().find(|language| {
            if *wanted == "*" {
                // It stands for what no other range names.
                !ranges.iter().any(|(range, _)| leads_to(range, language.tag))
            } else {
                leads_to(wanted, language.tag) && !refused(language.tag)
            }
        })
    });
    chosen.map_or(ENGLISH.tag, |language| language.tag)
}

/// A range, and its weight in thousandths; absent where it is not written as RFC 9110 wants it.
fn range(text: &str) -> Option<(&str, u16)> {
    let (range, weight) = match text.split_once(';') {
        None => (text, EVEN),
        Some((range, weight)) => {
            let (name, weight) = weight.split_once('=')?;
            let weight = name
                .trim()
                .eq_ignore_ascii_case("q")
                .then(|| thousandths(weight.trim()))?;
            (range, weight?)
        }
    };
    Some((range.trim(), weight))
}

/// `0` to `1` with at most three decimals.
fn thousandths(weight: &str) -> Option<u16> {
    let (whole, decimals) = weight.split_once('.').unwrap_or((weight, ""));
    if decimals.len() > 3 || !decimals.bytes().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    let decimals: u16 = format!("{decimals:0<3}").parse().ok()?;
    match whole {
        "0" => Some(decimals),
        "1" if decimals == 0 => Some(EVEN),
        _ => None,
    }
}

/// Whether `range` is `tag`, or a part of that language.
fn leads_to(range: &str, tag: &str) -> bool {
    let begins = range
        .get(..tag.len())
        .is_some_and(|begin| begin.eq_ignore_ascii_case(tag));
    begins
        && range
            .get(tag.len()..)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}

/// Browsers send a handful. Ranges are held against each other, so endless ones would cost time.
const MOST_RANGES: usize = 64;
/// The weight of a range that names none.
const EVEN: u16 = 1000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readers_get_the_language_that_they_prefer_of_those_that_are_there() {
        for (accepted, expected) in [
            ("de", "de"),
            ("DE", "de"),
            ("de-AT", "de"),
            ("de-CH-1996, en", "de"),
            ("de,en-US;q=0.7,en;q=0.3", "de"),
            ("de-DE,de;q=0.9,en-US;q=0.8,en;q=0.7", "de"),
            ("en-GB,en;q=0.9,de;q=0.8", "en"),
            ("en;q=0.3, de;q=0.5", "de"),
            ("en;q=0.500, de;Q=0.501", "de"),
            ("en ; q=0.3 , de ; q=0.5", "de"),
            ("fr, de;q=0.5, en;q=0.4", "de"),
            ("fr-FR,fr;q=0.9", "en"),
            ("de-AT, de;q=0.2, en;q=0.5", "de"),
            ("en, de", "en"),
            ("de, en", "de"),
        ] {
            assert_eq!(preferred_language(accepted), expected, "{accepted}");
        }
    }

    #[test]
    fn an_asterisk_stands_for_what_is_not_named_and_a_weight_of_zero_rules_out() {
        for (accepted, expected) in [
            ("*", "en"),
            ("fr, *;q=0.1", "en"),
            ("*, de;q=0.5", "en"),
            ("*;q=0.1, de;q=0.5", "de"),
            ("en;q=0, *", "de"),
            ("de;q=0", "en"),
            ("de-AT, DE;q=0", "en"),
            ("de;q=0.000, en;q=0.001", "en"),
            ("en;q=0, de;q=0", "en"),
        ] {
            assert_eq!(preferred_language(accepted), expected, "{accepted}");
        }
    }

    #[test]
    fn what_is_no_range_is_passed_over() {
        for garbage in [
            "",
            ",,;",
            "q=1",
            "deutsch",
            "d",
            "dé",
            "-de",
            "de;q=2",
            "de;q=-1",
            "de;q=1.5",
            "de;q=0.1234",
            "de;q=NaN",
            "de;q=",
            "de;level=1",
            "de;q=0.5;q=0.6",
            "*;*",
            "\u{1f600}",
        ] {
            assert_eq!(preferred_language(garbage), "en", "{garbage}");
        }
        assert_eq!(preferred_language("en;q=x, de;q=0.1"), "de");
        assert_eq!(preferred_language(&format!("{}de", "fr,".repeat(63))), "de");
        assert_eq!(preferred_language(&format!("{}de", "fr,".repeat(64))), "en");
    }
}
