//! A portal's own colour.

use core::fmt;
use core::str::FromStr;

use serde::Deserialize;
use thiserror::Error;

/// The colour of links and buttons, for a light and for a dark page. Both are readable there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "[String; 2]")]
pub struct Accent {
    light: Colour,
    dark: Colour,
}

/// A colour of sRGB.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Colour([u8; 3]);

/// A colour that cannot be used.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum AccentError {
    /// It is no colour.
    #[error("`{0}` isn't a valid color. Write six hexadecimal digits, as in #2f55c8")]
    NoColour(String),
    /// It cannot be read.
    #[error(
        "the contrast of {colour} on the {page} page is {found:.1}:1, and text needs 4.5:1 (WCAG 2.2, 1.4.3). \
         Choose a {mend} color"
    )]
    Contrast {
        /// The colour.
        colour: String,
        /// `light` or `dark`.
        page: &'static str,
        /// The contrast with the ground that is nearest to it.
        found: f64,
        /// What would be better.
        mend: &'static str,
    },
}

impl Accent {
    /// The value of `--accent` in the page's style sheet.
    pub fn css(&self) -> String {
        format!("light-dark({}, {})", self.light, self.dark)
    }
}

impl TryFrom<[String; 2]> for Accent {
    type Error = AccentError;

    fn try_from([light, dark]: [String; 2]) -> Result<Self, AccentError> {
        let readable = |colour: Colour, grounds: [Colour; 3], page, mend| {
            let contrasts = grounds.map(|ground| colour.contrast(ground));
            let found = contrasts.into_iter().fold(f64::INFINITY, f64::min);
            if found < LEAST_CONTRAST {
                let colour = colour.to_string();
                return Err(AccentError::Contrast {
                    colour,
                    page,
                    found,
                    mend,
                });
            }
            Ok(colour)
        };
        Ok(Self {
            light: readable(light.parse()?, LIGHT_GROUNDS, "light", "darker")?,
            dark: readable(dark.parse()?, DARK_GROUNDS, "dark", "lighter")?,
        })
    }
}

impl Colour {
    /// The contrast of two colours, as WCAG 2.2 has it.
    fn contrast(self, other: Self) -> f64 {
        let (one, other) = (self.luminance(), other.luminance());
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    fn luminance(self) -> f64 {
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 {
                part / 12.92
            } else {
                ((part + 0.055) / 1.055).powf(2.4)
            }
        };
        let [red, green, blue] = self.0.map(linear);
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

impl FromStr for Colour {
    type Err = AccentError;

    fn from_str(text: &str) -> Result<Self, AccentError> {
        let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6);
        let digits = digits.filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let number = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok());
        let number = number.ok_or_else(|| AccentError::NoColour(text.chars().take(LONGEST_SHOWN).collect()))?;
        let [_, red, green, blue] = number.to_be_bytes();
        Ok(Self([red, green, blue]))
    }
}

/// WCAG 2.2, 1.4.3, for text.
const LEAST_CONTRAST: f64 = 4.5;
/// `--ground`, `--fill` and `--on-accent` of the light page: what links stand on, and what stands on buttons.
const LIGHT_GROUNDS: [Colour; 3] = [
    Colour([0xfa, 0xfa, 0xf9]),
    Colour([0xf1, 0xf2, 0xf4]),
    Colour([0xff; 3]),
];
/// The same of the dark page.
const DARK_GROUNDS: [Colour; 3] = [
    Colour([0x1a, 0x1c, 0x20]),
    Colour([0x24, 0x27, 0x2c]),
    Colour([0x0d, 0x10, 0x20]),
];
/// Of a text that is no colour.
const LONGEST_SHOWN: usize = 64;

#[cfg(test)]
mod tests {
    use super::*;

    fn accent(light: &str, dark: &str) -> Result<Accent, AccentError> {
        [light.to_owned(), dark.to_owned()].try_into()
    }

    #[test]
    fn contrast_is_that_of_the_guidelines() {
        let black = Colour([0; 3]);
        let white = Colour([0xff; 3]);

        assert!((white.contrast(black) - 21.0).abs() < 1e-9);
        // The lightest grey that passes on white, and the next one that does not (WebAIM).
        assert!(Colour([0x76; 3]).contrast(white) >= LEAST_CONTRAST);
        assert!(Colour([0x77; 3]).contrast(white) < LEAST_CONTRAST);
    }

    #[test]
    fn colours_that_cannot_be_read_are_refused() {
        assert_eq!(
            accent("#2f55c8", "#8FABFF").unwrap().css(),
            "light-dark(#2f55c8, #8fabff)"
        );
        for (light, dark) in [("#8fabff", "#8fabff"), ("#2f55c8", "#2f55c8"), ("#ffff00", "#ffff00")] {
            assert!(matches!(accent(light, dark), Err(AccentError::Contrast { .. })));
        }
        for light in ["", "2f55c8", "#2f5", "red", "#+2f55c", "#2f55c8;}", "#äää"] {
            assert!(
                matches!(accent(light, "#8fabff"), Err(AccentError::NoColour(_))),
                "{light}"
            );
        }
    }

    #[test]
    fn grounds_are_those_of_the_page() {
        let styles = include_str!("../../../frontend/page.css");
        for name in ["ground", "fill", "on-accent"] {
            let line = styles
                .lines()
                .find(|line| line.trim().starts_with(&format!("--{name}: light-dark(")));
            let line = line.unwrap();
            let light = LIGHT_GROUNDS.iter().any(|colour| line.contains(&format!("({colour},")));
            let sheet = name == "ground" && line.contains("#121316");
            let dark = DARK_GROUNDS.iter().any(|colour| line.contains(&format!(" {colour})")));
            assert!(light && (dark || sheet), "{line}");
        }
    }
}
