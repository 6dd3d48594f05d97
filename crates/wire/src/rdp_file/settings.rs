//! The settings of a connection file, before they mean anything.

use crate::target::percent_decoded;
use crate::text::split_at_first;

/// The settings of a connection file, or of an `rdp://` link, in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RdpSettings(Vec<RdpSetting>);

/// One setting: `name:type:value`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RdpSetting {
    /// In lower case.
    pub name: String,
    /// `s` is text, `i` a number, `b` bytes.
    pub kind: char,
    /// As it stands there, without blanks around it; it may hold colons.
    pub value: String,
}

impl RdpSettings {
    /// Reads the text of a file or a link; what is no setting is passed over.
    pub fn read(text: &str) -> Self {
        let read = |text: &str| text.split(['\n', '\r']).filter_map(RdpSetting::read).collect();
        Self(lines_of_link(text).map_or_else(|| read(text), |lines| read(&lines)))
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The value of a setting by its name in lower case; absent where it is not set, or empty. Of several, the last counts.
    pub fn value(&self, name: &str) -> Option<&str> {
        let mut set = self.of(name).rev();
        set.next().map(|setting| setting.value.as_str())
    }

    /// The value as a number, decimal or as `0x1F`; absent where it is none.
    pub fn number(&self, name: &str) -> Option<u32> {
        let value = self.value(name)?;
        let digits = value.strip_prefix("0x").or_else(|| value.strip_prefix("0X"));
        digits
            .map_or_else(|| value.parse(), |digits| u32::from_str_radix(digits, 16))
            .ok()
    }

    /// Every setting of this name that has a value.
    pub fn of(&self, name: &str) -> impl DoubleEndedIterator<Item = &RdpSetting> {
        self.0
            .iter()
            .filter(move |setting| setting.name == name && !setting.value.is_empty())
    }
}

impl RdpSetting {
    /// Reads a line; absent where it is none of a setting.
    pub fn read(line: &str) -> Option<Self> {
        let mut parts = line.trim_matches(is_blank).splitn(3, ':');
        let (name, kind, value) = (parts.next()?, parts.next()?, parts.next()?);
        let kind = match kind.trim() {
            "s" | "S" => 's',
            "i" | "I" => 'i',
            "b" | "B" => 'b',
            _ => return None,
        };
        Some(Self {
            name: name.trim().to_ascii_lowercase(),
            kind,
            value: value.trim().to_owned(),
        })
    }
}

/// `rdp://full%20address=s:pc:3389&audiomode=i:2` as lines of a file; `rdp://pc` as an address alone. Absent where the
/// text is no link.
pub fn lines_of_link(text: &str) -> Option<String> {
    let (scheme, link) = split_at_first(text.trim_matches(is_blank), "://")?;
    if !scheme.eq_ignore_ascii_case("rdp") || link.contains(char::is_whitespace) {
        return None;
    }
    let link = link.trim_start_matches('?').trim_end_matches('/');
    if !link.contains('=') {
        let host = percent_decoded(link);
        let host = host.rsplit('@').next().unwrap_or_default();
        return Some(["full address:s:", host].concat());
    }
    let line = |pair: &str| percent_decoded(pair).replacen('=', ":", 1);
    Some(link.split('&').map(line).collect::<Vec<_>>().join("\n"))
}

/// Marks of byte order and NUL stand where files were put together or cut.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{feff}' | '\0')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn last_value_counts_and_empty_ones_do_not() {
        let settings = RdpSettings::read("a:i:1\nA:i:0\na:i:\nb:i:0x1F\nc:i:007\nd:s:x:y:z\ne:i:on");

        assert_eq!(settings.number("a"), Some(0));
        assert_eq!(settings.number("b"), Some(31));
        assert_eq!(settings.number("c"), Some(7));
        assert_eq!(settings.value("d"), Some("x:y:z"));
        assert_eq!((settings.number("e"), settings.number("f")), (None, None));
        assert_eq!(settings.of("a").count(), 2);
    }

    #[test]
    fn what_is_no_setting_is_passed_over() {
        for line in [
            "",
            "full address",
            "full address:x:pc",
            "https://a.example/b:c",
            "12:34:56",
        ] {
            assert_eq!(RdpSetting::read(line), None, "{line}");
        }
        let marked = RdpSetting::read("\u{feff} Full Address : S : pc \0").unwrap();
        assert_eq!(
            (marked.name.as_str(), marked.kind, marked.value.as_str()),
            ("full address", 's', "pc")
        );
    }

    #[test]
    fn settings_of_a_link_are_those_of_a_file() {
        let settings = RdpSettings::read("rdp://full%20address=s:pc%3A3390&enablecredsspsupport=i:0/");

        assert_eq!(settings.value("full address"), Some("pc:3390"));
        assert_eq!(settings.number("enablecredsspsupport"), Some(0));
        assert_eq!(RdpSettings::read("RDP://me@pc").value("full address"), Some("pc"));
        assert_eq!(lines_of_link("https://pc"), None);
    }
}
