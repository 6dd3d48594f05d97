//! The languages that everything is said in, and which of them a reader gets.

use core::cmp::Reverse;

/// What differs between languages besides the messages.
#[derive(Debug)]
pub(crate) struct Language {
    /// The BCP 47 tag.
    pub(crate) tag: &'static str,
    /// Between whole and fraction.
    decimal: char,
    /// Between groups of three digits, from five digits on.
    group: char,
    /// The plural category of a number, by the Unicode plural rules: `one`, `few`, ... or `other`.
    pub(crate) plural: fn(f64) -> &'static str,
}

/// The messages of a language, as the build made them. They stand apart from [`Language`], because the page knows every
/// language and fetches the messages of one: what a `Language` leads to would be part of the first load.
struct Messages {
    /// Every message.
    all: &'static str,
    /// Those of the live page.
    of_page: &'static str,
}

macro_rules! messages {
    ($file:literal) => {
        include_str!(concat!(env!("OUT_DIR"), "/", $file))
    };
}

/// For readers of all languages that have no sentences here.
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

/// By the tags of their languages.
static MESSAGES: [(&str, Messages); 2] = [
    (
        "en",
        Messages {
            all: messages!("en.txt"),
            of_page: messages!("en.page.txt"),
        },
    ),
    (
        "de",
        Messages {
            all: messages!("de.txt"),
            of_page: messages!("de.page.txt"),
        },
    ),
];

/// The plural rules of English and German, for numbers as they are shown: `1.0` is shown as `1`.
fn one_or_other(number: f64) -> &'static str {
    if number == 1.0 { "one" } else { "other" }
}

fn messages_of(tag: &str) -> Option<&'static Messages> {
    let mut all = MESSAGES.iter();
    all.find(|(known, _)| *known == tag).map(|(_, messages)| messages)
}

impl Language {
    /// The language of a BCP 47 tag; absent where it is none of ours.
    pub(crate) fn of(tag: &str) -> Option<&'static Self> {
        LANGUAGES.into_iter().find(|language| language.tag == tag)
    }

    /// Every message, as [`Locale::read`](super::locale::Locale::read) takes it.
    pub(crate) fn messages(&self) -> &'static str {
        messages_of(self.tag).map_or("", |messages| messages.all)
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
                text.push(self.group);
            }
            text.push(digit);
        }
        if tenth > 0 {
            text.push(self.decimal);
            text.push_str(&tenth.to_string());
        }
        text
    }
}

/// The sentences of the live page in the language of `tag`, for [`Words::of_page`](super::Words::of_page); absent where
/// that is no language of ours.
pub fn page_source(tag: &str) -> Option<&'static str> {
    messages_of(tag).map(|messages| messages.of_page)
}

#[expect(
    clippy::as_conversions,
    reason = "a float that is too large, or is none, ends at the nearest whole number"
)]
fn tenths(value: f64) -> u64 {
    (value * 10.0).round() as u64
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
/// `1024` reads better without a mark, `10,000` with one.
const GROUPED_FROM: usize = 5;

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

    #[test]
    fn numbers_are_rounded_to_what_a_reader_needs() {
        let number = |value| ENGLISH.number(value);

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
