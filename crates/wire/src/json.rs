//! JSON for the page: the same text that serde reads and writes, by the same attributes.
//!
//! The page has no room for what serde's derives make of tagged enums (see `wire-derive`). Its values are read out of
//! what the browser's own parser has made, which stands behind [`Json`], and written by a [`Writer`]. Both traits are
//! derived; what is written here are the types that serde does not derive either.
//!
//! Readers accept all that serde writes. They take a null for a missing member, and pass over members that they do not
//! know.

use core::net::{IpAddr, SocketAddr};
use core::time::Duration;

pub use wire_derive::{ReadJson, WriteJson};

use crate::Elapsed;

/// A JSON value, as some parser holds it.
pub trait Json: Sized {
    /// A member of an object; absent where there is none, where it is null, and where this is no object.
    fn member(&self, name: &str) -> Option<Self>;
    /// The items of an array.
    fn items(&self) -> Option<Vec<Self>>;
    /// A string.
    fn text(&self) -> Option<String>;
    /// A number.
    fn number(&self) -> Option<f64>;
    /// A boolean.
    fn truth(&self) -> Option<bool>;
    /// Whether it is null.
    fn is_null(&self) -> bool;
}

/// What can be read from JSON.
pub trait ReadJson: Sized {
    /// Reads it; absent where the value has another shape.
    fn read<J: Json>(json: &J) -> Option<Self>;

    /// What stands for a member that is not there; absent where it must be.
    fn missing() -> Option<Self> {
        None
    }
}

/// What can be written as JSON.
pub trait WriteJson {
    /// Writes it as one value.
    fn write(&self, json: &mut Writer);
}

/// What becomes an object, whose members can also stand among those of another one.
pub trait WriteMembers {
    /// Writes its members into the object that is open.
    fn write_members(&self, json: &mut Writer);
}

/// `value` as JSON text.
pub fn written(value: &dyn WriteJson) -> String {
    let mut writer = Writer::default();
    value.write(&mut writer);
    writer.into_text()
}

/// JSON text that is being written.
#[derive(Debug, Default)]
pub struct Writer(String);

impl Writer {
    /// What was written.
    pub fn into_text(self) -> String {
        self.0
    }

    /// An object with the members of `value`.
    pub fn object(&mut self, value: &dyn WriteMembers) {
        self.0.push('{');
        value.write_members(self);
        self.0.push('}');
    }

    /// One member of the object that is open.
    pub fn member(&mut self, name: &str, value: &dyn WriteJson) {
        self.separate();
        self.text(name);
        self.0.push(':');
        value.write(self);
    }

    /// A string.
    pub fn text(&mut self, text: &str) {
        self.0.push('"');
        for c in text.chars() {
            match c {
                '"' | '\\' => {
                    self.0.push('\\');
                    self.0.push(c);
                }
                // RFC 8259 7: these may not stand in a string as they are.
                '\0'..='\u{1f}' => {
                    self.0.push_str("\\u00");
                    let digits = [u32::from(c) >> 4, u32::from(c) & 0xf];
                    self.0
                        .extend(digits.iter().filter_map(|digit| char::from_digit(*digit, 16)));
                }
                _ => self.0.push(c),
            }
        }
        self.0.push('"');
    }

    /// An array.
    pub fn items(&mut self, items: &mut dyn Iterator<Item = &dyn WriteJson>) {
        self.0.push('[');
        for item in items {
            self.separate();
            item.write(self);
        }
        self.0.push(']');
    }

    /// A comma after whatever came before in the same object or array.
    fn separate(&mut self) {
        if !self.0.ends_with(['{', '[']) {
            self.0.push(',');
        }
    }
}

fn erased<T: WriteJson>(value: &T) -> &dyn WriteJson {
    value
}

/// Reads a member.
pub(crate) fn member<T: ReadJson, J: Json>(json: &J, name: &str) -> Option<T> {
    json.member(name).map_or_else(T::missing, |value| T::read(&value))
}

/// Reads a member that has its default where it is missing.
pub(crate) fn member_or_default<T: ReadJson + Default, J: Json>(json: &J, name: &str) -> Option<T> {
    json.member(name)
        .map_or_else(|| Some(T::default()), |value| T::read(&value))
}

impl<T: ReadJson> ReadJson for Option<T> {
    fn read<J: Json>(json: &J) -> Option<Self> {
        if json.is_null() {
            return Some(None);
        }
        T::read(json).map(Some)
    }

    fn missing() -> Option<Self> {
        Some(None)
    }
}

impl<T: WriteJson> WriteJson for Option<T> {
    fn write(&self, json: &mut Writer) {
        match self {
            Some(value) => value.write(json),
            None => json.0.push_str("null"),
        }
    }
}

impl<T: ReadJson> ReadJson for Box<T> {
    fn read<J: Json>(json: &J) -> Option<Self> {
        T::read(json).map(Self::new)
    }
}

impl<T: WriteJson> WriteJson for Box<T> {
    fn write(&self, json: &mut Writer) {
        (**self).write(json);
    }
}

impl<T: WriteMembers> WriteMembers for Box<T> {
    fn write_members(&self, json: &mut Writer) {
        (**self).write_members(json);
    }
}

impl<T: ReadJson> ReadJson for Vec<T> {
    fn read<J: Json>(json: &J) -> Option<Self> {
        let mut list = Self::new();
        for item in json.items()? {
            list.push(T::read(&item)?);
        }
        Some(list)
    }
}

impl<T: WriteJson> WriteJson for Vec<T> {
    fn write(&self, json: &mut Writer) {
        json.items(&mut self.iter().map(erased));
    }
}

impl<A: ReadJson, B: ReadJson> ReadJson for (A, B) {
    fn read<J: Json>(json: &J) -> Option<Self> {
        match json.items()?.as_slice() {
            [a, b] => Some((A::read(a)?, B::read(b)?)),
            _ => None,
        }
    }
}

impl<A: WriteJson, B: WriteJson> WriteJson for (A, B) {
    fn write(&self, json: &mut Writer) {
        let items: [&dyn WriteJson; 2] = [&self.0, &self.1];
        json.items(&mut items.into_iter());
    }
}

impl<A: ReadJson, B: ReadJson, C: ReadJson> ReadJson for (A, B, C) {
    fn read<J: Json>(json: &J) -> Option<Self> {
        match json.items()?.as_slice() {
            [a, b, c] => Some((A::read(a)?, B::read(b)?, C::read(c)?)),
            _ => None,
        }
    }
}

impl<A: WriteJson, B: WriteJson, C: WriteJson> WriteJson for (A, B, C) {
    fn write(&self, json: &mut Writer) {
        let items: [&dyn WriteJson; 3] = [&self.0, &self.1, &self.2];
        json.items(&mut items.into_iter());
    }
}

impl ReadJson for bool {
    fn read<J: Json>(json: &J) -> Option<Self> {
        json.truth()
    }
}

impl WriteJson for bool {
    fn write(&self, json: &mut Writer) {
        json.0.push_str(if *self { "true" } else { "false" });
    }
}

impl ReadJson for i64 {
    fn read<J: Json>(json: &J) -> Option<Self> {
        json.number().and_then(whole)
    }
}

impl WriteJson for i64 {
    fn write(&self, json: &mut Writer) {
        json.0.push_str(&self.to_string());
    }
}

macro_rules! integers {
    ($($integer:ident),+) => {$(
        impl ReadJson for $integer {
            fn read<J: Json>(json: &J) -> Option<Self> {
                Self::try_from(i64::read(json)?).ok()
            }
        }

        impl WriteJson for $integer {
            fn write(&self, json: &mut Writer) {
                i64::from(*self).write(json);
            }
        }
    )+};
}

// No u64: the page's numbers are JavaScript's, which hold 53 bits.
integers!(u8, u16, u32, i32);

/// The whole number that `number` is.
fn whole(number: f64) -> Option<i64> {
    // 2^53: beyond it an f64 leaves whole numbers out, so that one may stand for another.
    const EXACT_UP_TO: f64 = 9_007_199_254_740_992.0;
    #[expect(
        clippy::as_conversions,
        reason = "there is no other way, and within these bounds none that loses"
    )]
    let integer = number as i64;
    (number.fract() == 0.0 && number.abs() <= EXACT_UP_TO).then_some(integer)
}

impl ReadJson for Elapsed {
    fn read<J: Json>(json: &J) -> Option<Self> {
        let seconds = json.number()? / 1000.0;
        Duration::try_from_secs_f64(seconds).ok().map(Self::from)
    }
}

/// Milliseconds with as many decimals as there are, written without the code that writes any fraction.
impl WriteJson for Elapsed {
    fn write(&self, json: &mut Writer) {
        let (millis, micros) = (self.as_micros() / 1000, self.as_micros() % 1000);
        millis.write(json);
        if micros > 0 {
            // A one in front keeps the zeros behind it.
            let decimals = (1000 + micros).to_string();
            json.0.push('.');
            json.0
                .push_str(decimals.get(1..).unwrap_or_default().trim_end_matches('0'));
        }
    }
}

impl ReadJson for String {
    fn read<J: Json>(json: &J) -> Option<Self> {
        json.text()
    }
}

impl WriteJson for String {
    fn write(&self, json: &mut Writer) {
        json.text(self);
    }
}

impl WriteJson for &str {
    fn write(&self, json: &mut Writer) {
        json.text(self);
    }
}

/// What is a string on the wire.
macro_rules! texts {
    ($($text:ident),+) => {$(
        impl $crate::json::ReadJson for $text {
            fn read<J: $crate::json::Json>(json: &J) -> Option<Self> {
                json.text()?.parse().ok()
            }
        }

        impl $crate::json::WriteJson for $text {
            fn write(&self, json: &mut $crate::json::Writer) {
                json.text(&self.to_string());
            }
        }
    )+};
}

pub(crate) use texts;

texts!(IpAddr, SocketAddr);

#[cfg(test)]
mod tests;
