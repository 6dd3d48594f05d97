//! Numbers as people and programs write them.

use core::ops::RangeInclusive;

/// A number found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Number {
    /// Its 32 bits.
    pub(super) value: u32,
    /// How it was written.
    pub(super) form: Form,
    /// As it was written, hexadecimal digits in upper case.
    pub(super) typed: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// With `0x` before it.
    Hex,
    /// Hexadecimal digits alone; only a letter among them tells.
    BareHex,
    /// Decimal digits.
    Decimal,
    /// Decimal digits after a minus.
    Signed,
}

/// What stands before the digits of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    /// Nothing.
    Plus,
    /// A minus.
    Minus,
}

impl Number {
    /// Reads a word of ASCII letters and digits, before which `sign` stands. Words without a mark of a
    /// number, such as `beef`, are none.
    pub(super) fn read(word: &str, sign: Sign) -> Option<Self> {
        let negative = sign == Sign::Minus;
        let hex = word.strip_prefix("0x").or_else(|| word.strip_prefix("0X"));
        if let Some(digits) = hex {
            let value = hexadecimal(digits)?;
            return Some(Self {
                value,
                form: Form::Hex,
                typed: format!("0x{}", digits.to_ascii_uppercase()),
            });
        }
        // FreeRDP prints its numbers with all eight digits: `00020008`.
        if word.len() == MOST_HEX_DIGITS
            && (word.starts_with("0001") || word.starts_with("0002"))
            && sign == Sign::Plus
            && let Some(value) = hexadecimal(word)
        {
            let typed = format!("0x{}", word.to_ascii_uppercase());
            return Some(Self {
                value,
                form: Form::Hex,
                typed,
            });
        }
        if word.bytes().all(|byte| byte.is_ascii_digit()) {
            let (value, form) = if negative {
                let value = word.parse::<i64>().ok()?;
                (i32::try_from(-value).ok()?.cast_unsigned(), Form::Signed)
            } else {
                let value = word.parse::<u64>().ok()?;
                (u32::try_from(value).ok().or_else(|| narrowed(value))?, Form::Decimal)
            };
            let typed = if negative { format!("-{word}") } else { word.to_owned() };
            return Some(Self { value, form, typed });
        }
        let digits = word.strip_suffix(['h', 'H']).unwrap_or(word);
        if !digits.bytes().any(|byte| byte.is_ascii_digit()) {
            return None;
        }
        Some(Self {
            value: hexadecimal(digits)?,
            form: Form::BareHex,
            typed: digits.to_ascii_uppercase(),
        })
    }

    /// Reads `Ox4` and `0x2O4`, where people or text recognition took a digit for the letter that looks like it. In a
    /// longer text it may be a postcode.
    pub(super) fn misread(word: &str) -> Option<Self> {
        let digits = word.strip_prefix(['0', 'o', 'O'])?.strip_prefix(['x', 'X'])?;
        let digit = |c| match c {
            'o' | 'O' => '0',
            'i' | 'I' | 'l' | 'L' => '1',
            c => c,
        };
        let mended: String = digits.chars().map(digit).collect();
        let certain = digits.contains(|c: char| c.is_ascii_digit());
        Self::read(&format!("0x{mended}"), Sign::Plus).filter(|_| certain)
    }

    /// Whether it is an error as MIT Kerberos writes it.
    pub(super) fn is_of_kerberos(&self) -> bool {
        kerberos_error(self.value).is_some()
    }

    /// Whether it is in one of FreeRDP's two classes, which no other program's codes are in.
    pub(super) fn is_of_freerdp(&self) -> bool {
        matches!(self.value >> 16, 1 | 2)
    }

    /// Whether few others than Remote Desktop show a number like this: `0x204`, or a status of a sign-in.
    pub(super) fn is_telling(&self) -> bool {
        const FEW: RangeInclusive<u32> = 0x100..=0xffff;
        let status = self.form == Form::Hex && matches!(self.value >> 16, 0x8009 | 0xc000);
        self.is_short_hex() && FEW.contains(&self.value) || status
    }

    /// Whether it is written as Remote Desktop's own are: `0x4`. Stop codes and statuses have eight digits.
    pub(super) fn is_short_hex(&self) -> bool {
        const LONGEST: usize = "0xffff".len();
        self.form == Form::Hex && self.typed.len() <= LONGEST
    }

    /// The same digits read as hexadecimal, for decimal digits before which somebody may have left out the `0x`.
    pub(super) fn as_hex(&self) -> Option<Self> {
        let long_enough = self.form == Form::Decimal && self.typed.len() >= SHORTEST_WITHOUT_PREFIX;
        let digits = long_enough.then_some(self.typed.as_str())?;
        Self::read(&format!("0x{digits}"), Sign::Plus)
    }
}

fn hexadecimal(digits: &str) -> Option<u32> {
    let digits_only = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    if digits_only && digits.len() == 2 * MOST_HEX_DIGITS {
        return narrowed(u64::from_str_radix(digits, 16).ok()?);
    }
    let fits = digits_only && digits.len() <= MOST_HEX_DIGITS;
    fits.then(|| u32::from_str_radix(digits, 16).ok())?
}

/// A status that a 64-bit app widened with its sign, such as `0xFFFFFFFF80090302`.
fn narrowed(value: u64) -> Option<u32> {
    const SIGNS: u64 = 0xffff_ffff_8000_0000;
    let low = u32::try_from(value & u64::from(u32::MAX)).ok()?;
    (value & SIGNS == SIGNS).then_some(low)
}

/// Codes have 32 bits.
const MOST_HEX_DIGITS: usize = 8;
/// Shorter digit strings are never re-read as hex: `4` means 4, but `204` is no decimal code and `0x204` a well-known one.
const SHORTEST_WITHOUT_PREFIX: usize = 3;

/// The error of RFC 4120 that a number of MIT Kerberos is, such as 6 of `-1765328378`; absent for its other numbers.
pub(super) fn kerberos_error(number: u32) -> Option<u32> {
    let error = number.checked_sub(KERBEROS_BASE)?;
    (error < KERBEROS_ERRORS).then_some(error)
}

/// ERROR_TABLE_BASE_krb5.
const KERBEROS_BASE: u32 = (-1_765_328_384_i32).cast_unsigned();
/// How many numbers after the base are those of the protocol.
const KERBEROS_ERRORS: u32 = 128;

/// A number as the tables write it: `0x204`, `516` or `-1`.
pub(super) fn written(text: &str) -> Option<u32> {
    match text.strip_prefix("0x") {
        Some(digits) => u32::from_str_radix(digits, 16).ok(),
        None if text.starts_with('-') => text.parse().ok().map(i32::cast_unsigned),
        None => text.parse().ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(word: &str) -> Option<(u32, Form)> {
        Number::read(word, Sign::Plus).map(|number| (number.value, number.form))
    }

    #[test]
    fn every_way_of_writing_a_number_is_read() {
        assert_eq!(value("0x4"), Some((4, Form::Hex)));
        assert_eq!(value("0X0002000c"), Some((0x2000c, Form::Hex)));
        assert_eq!(value("Ox4"), None);
        assert_eq!(Number::misread("Ox4").map(|number| number.value), Some(4));
        assert_eq!(value("2825"), Some((0xb09, Form::Decimal)));
        assert_eq!(value("3221225581"), Some((0xc000_006d, Form::Decimal)));
        assert_eq!(value("c000006d"), Some((0xc000_006d, Form::BareHex)));
        assert_eq!(value("204h"), Some((0x204, Form::BareHex)));
        let negative = Number::read("1073741715", Sign::Minus).unwrap();
        assert_eq!((negative.value, negative.form), (0xc000_006d, Form::Signed));
        assert_eq!(negative.typed, "-1073741715");
    }

    #[test]
    fn words_and_numbers_beyond_32_bits_are_none() {
        for word in [
            "",
            "0x",
            "beef",
            "code",
            "0x123456789",
            "4294967296",
            "99999999999999999999",
            "0xg",
        ] {
            assert_eq!(value(word), None, "{word}");
        }
        assert!(Number::read("2147483649", Sign::Minus).is_none());
    }

    #[test]
    fn a_forgotten_prefix_is_only_assumed_where_it_is_likely() {
        let as_hex = |word: &str| {
            Number::read(word, Sign::Plus)
                .unwrap()
                .as_hex()
                .map(|number| number.value)
        };

        assert_eq!(as_hex("204"), Some(0x204));
        assert_eq!(as_hex("4"), None);
        assert_eq!(as_hex("0x204"), None);
    }
}
