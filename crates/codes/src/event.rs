//! Events of Windows' log: which provider's event with which number a text is.

mod provider;

pub(super) use self::provider::{Provider, Providers};

use self::provider::{Named, provider_named, provider_of};
use super::label::Label;
use super::number::{Form, Number, Sign};
use super::program::Role;
use super::row::Row;
use super::word::{Word, words};

/// What a reason is in an event; absent where it has none.
pub(super) fn reason(row: &Row) -> Option<Role> {
    match row.symbol.as_deref() {
        Some("RDPClient 1026") => Some(Role::ClientReason),
        Some("LocalSessionManager 40") => Some(Role::SessionReason),
        _ => None,
    }
}

/// Events of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Events {
    /// Those that are known, by place among the entries.
    pub(super) known: Vec<usize>,
    /// In which line each of them stands first, from 0.
    pub(super) lines: Vec<usize>,
    /// Those of which the number fits several providers, and none is named.
    pub(super) ambiguous: Vec<Vec<usize>>,
    /// The line that is read.
    now: usize,
    /// Whether the text names numbers of events at all, known or not.
    pub(super) numbered: bool,
    /// Whether it names another provider than those that are known.
    pub(super) foreign: bool,
    /// Whether it names an event that is none of these of a provider who has most to say about other things.
    pub(super) beside: bool,
    /// Whether a number without a provider counts; absent until there is one.
    alone_counts: Option<bool>,
}

/// The events that `text`, in lower case, names by number.
pub(super) fn numbered(providers: &Providers, text: &str) -> Events {
    let mut events = Events::default();
    let mut named = Named::Nobody;
    let mut waiting: Vec<u32> = Vec::new();
    let mut columns = None;
    for (place, line) in text.lines().enumerate() {
        events.now = place;
        if let Some(found) = Columns::of(line) {
            columns = Some(found);
            continue;
        }
        if let Some(id) = columns.as_ref().and_then(|columns| columns.id(line)) {
            events.numbered = true;
            let source = columns.as_ref().and_then(|columns| columns.source(line));
            let named = source.map_or(Named::Nobody, |source| provider_named(providers, source));
            events.add(providers, named, id, text);
            continue;
        }
        let here = provider_of(providers, line);
        if here != Named::Nobody {
            named = here;
            for id in waiting.drain(..) {
                events.add(providers, here, id, text);
            }
        }
        for id in event_numbers(line) {
            events.numbered = true;
            match named {
                Named::Nobody => waiting.push(id),
                Named::Known(_) | Named::Foreign => events.add(providers, named, id, text),
            }
        }
    }
    for id in waiting {
        events.add(providers, Named::Nobody, id, text);
    }
    events
}

/// The numbers of events that a line, in lower case, gives.
fn event_numbers(line: &str) -> impl Iterator<Item = u32> {
    let decimal = |word: &Word<'_>| word.text.bytes().all(|byte| byte.is_ascii_digit());
    words(line).filter(decimal).filter_map(move |word| {
        let before = line.get(..word.at)?;
        // `<EventID Qualifiers="49162">56</EventID>`
        let in_element = before.ends_with('>')
            && before
                .rsplit_once('<')
                .is_some_and(|(_, element)| element.starts_with("eventid"));
        let is_event = in_element || Label::is_event(before);
        let number = Number::read(word.text, Sign::Plus).filter(|_| is_event)?;
        (number.form == Form::Decimal).then_some(number.value)
    })
}

impl Events {
    fn add(&mut self, providers: &Providers, named: Named, id: u32, text: &str) {
        match named {
            Named::Foreign => self.foreign = true,
            Named::Known(place) => match providers.event(place, id) {
                Some(entry) if !self.known.contains(&entry) => {
                    self.known.push(entry);
                    self.lines.push(self.now);
                }
                Some(_) => {}
                None => self.beside |= providers.is_general(place),
            },
            Named::Nobody => {
                let candidates = providers.events(id);
                let counts = self.alone_counts.get_or_insert_with(|| counts_alone(text));
                match candidates.as_slice() {
                    [one] if *counts && !self.known.contains(one) => {
                        self.known.push(*one);
                        self.lines.push(self.now);
                    }
                    [_, _, ..] if *counts => self.ambiguous.push(candidates),
                    _ => {}
                }
            }
        }
    }
}

/// Whether `text`, in lower case, is about Remote Desktop, or hardly more than the number of an event.
fn counts_alone(text: &str) -> bool {
    ABOUT.iter().any(|word| text.contains(word)) || text.split_whitespace().nth(MOST_WORDS_ALONE).is_none()
}

/// Whether a line, in lower case, is the head of a table of events.
pub(super) fn is_head(line: &str) -> bool {
    Columns::of(line).is_some()
}

/// Where a table of events, such as the event viewer saves it, has provider and number.
struct Columns {
    between: char,
    id: usize,
    source: Option<usize>,
}

impl Columns {
    /// The columns, if a line is the head of such a table.
    fn of(line: &str) -> Option<Self> {
        let between = [',', ';', '\t']
            .into_iter()
            .find(|between| line.matches(*between).count() >= FEWEST_COLUMNS)?;
        let place = |names: &[&str]| fields(line, between).position(|field| names.contains(&field));
        Some(Self {
            between,
            id: place(&["event id", "eventid", "id", "ereignis-id"])?,
            source: place(&["source", "provider", "providername", "provider name", "quelle"]),
        })
    }

    fn id(&self, line: &str) -> Option<u32> {
        fields(line, self.between).nth(self.id)?.parse().ok()
    }

    fn source<'l>(&self, line: &'l str) -> Option<&'l str> {
        fields(line, self.between).nth(self.source?)
    }
}

fn fields(line: &str, between: char) -> impl Iterator<Item = &str> {
    line.split(between).map(|field| field.trim().trim_matches('"'))
}

/// Whether a line, in lower case, holds a whole event that is none of these, of a provider who has most to say about
/// other things.
pub(super) fn is_of_others(providers: &Providers, line: &str) -> bool {
    line.contains("<provider name=")
        && match provider_of(providers, line) {
            Named::Foreign => true,
            Named::Known(place) => {
                let known = event_numbers(line).any(|id| providers.event(place, id).is_some());
                !known && providers.is_general(place)
            }
            Named::Nobody => false,
        }
}

/// The status that the data of a `TermDD` event hold: its last four bytes, the last first, with the facility bit that
/// the event log sets taken back.
pub(super) fn status_of_data(text: &str) -> Option<u32> {
    let of_xml = || {
        let (_, data) = text.split_once("<binary>")?;
        let (data, _) = data.split_once('<')?;
        let digits: String = data.chars().filter(|c| !c.is_whitespace()).collect();
        last_of_bytes(&digits)
    };
    let status = of_xml().or_else(|| of_dump(text))?;
    // The event log marks a status of the system with 0xD instead of 0xC.
    Some(if status >> 28 == 0xD {
        status & 0x0FFF_FFFF | 0xC000_0000
    } else {
        status
    })
}

/// The last four of bytes in hexadecimal digits, the last first.
fn last_of_bytes(digits: &str) -> Option<u32> {
    if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    let tail = digits.get(digits.len().checked_sub(8)?..)?;
    u32::from_str_radix(tail, 16).ok().map(u32::swap_bytes)
}

/// The same from the Event Viewer's own two forms, `0020: 00000000 D00000B5` and `0028: b5 00 00 d0`. Both may be there;
/// then they say the same.
fn of_dump(text: &str) -> Option<u32> {
    let line = text.lines().filter_map(dumped).next_back()?;
    let is_hex = |word: &&str| word.bytes().all(|byte| byte.is_ascii_hexdigit());
    let words: Vec<&str> = line
        .split_whitespace()
        .take_while(|word| is_hex(word) && matches!(word.len(), 2 | 8))
        .take(BYTES_OF_A_LINE)
        .collect();
    let last = words.last()?;
    if last.len() == 8 {
        return u32::from_str_radix(last, 16).ok();
    }
    last_of_bytes(&words.concat())
}

/// What stands behind the place of a line of such a dump.
fn dumped(line: &str) -> Option<&str> {
    let (place, data) = line.trim().split_once(':')?;
    let is_place = place.len() == 4 && place.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_place.then_some(data)
}

/// The Event Viewer shows eight bytes in a line.
const BYTES_OF_A_LINE: usize = 8;
/// Without a provider, a number counts only beside one of these, or alone.
const ABOUT: &[&str] = &["remote desktop", "remotedesktop", "rdp", "terminal serv", "termserv"];
const MOST_WORDS_ALONE: usize = 6;
/// A line with fewer is a sentence.
const FEWEST_COLUMNS: usize = 2;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sentences::{Saying, Sentences};

    fn names(text: &str) -> Vec<String> {
        let sentences = Sentences::builtin().unwrap();
        let events = numbered(&sentences.providers, &text.to_lowercase());
        let name = |entry: &usize| match &sentences.entries[*entry].saying {
            Saying::Event(row, _) => row.symbol.as_deref().unwrap().to_owned(),
            other @ (Saying::Codes(_) | Saying::Statement(..)) => panic!("{other:?}"),
        };
        events.known.iter().map(name).collect()
    }

    #[test]
    fn an_event_is_a_provider_and_a_number() {
        assert_eq!(names("Source: TermDD\nEvent ID: 56"), ["TermDD 56"]);
        assert_eq!(
            names("<Provider Name=\"TermDD\" /><EventID Qualifiers=\"49162\">56</EventID>"),
            ["TermDD 56"]
        );
        assert_eq!(
            names("Event ID: 1128\nSource: TerminalServices-RemoteConnectionManager"),
            ["RemoteConnectionManager 1128"]
        );
        assert_eq!(
            names("Source: Microsoft-Windows-GroupPolicy\nEvent ID: 1058"),
            ["GroupPolicy 1058"]
        );
        assert!(names("Source: Contoso Backup\nEvent ID: 56").is_empty());
        assert!(names("Application, Contoso Backup, Event ID 56, rdp").is_empty());
        assert_eq!(names("Event ID 261"), ["RemoteConnectionManager 261"]);
        assert!(names("yesterday the machine wrote event id 261 many times over").is_empty());
    }

    #[test]
    fn the_status_is_read_from_the_data() {
        let xml = "<binary>00000400010000000000000038000ac06f0000d0</binary>";
        assert_eq!(status_of_data(xml), Some(0xC000_006F));
        assert_eq!(status_of_data("<binary>840100D0</binary>"), Some(0xC000_0184));
        let words = "in words\n0000: 00040000 002c0001\n0020: 00000000 d00000b5";
        assert_eq!(status_of_data(words), Some(0xC000_00B5));
        let bytes = "in bytes\n0020: 00 00 00 00 00 00 00 00   ........\n0028: b5 00 00 d0               µ..Ð";
        assert_eq!(status_of_data(bytes), Some(0xC000_00B5));
        assert_eq!(status_of_data("10:00: 12 34\nfe80: 0x1"), None);
        for bad in ["<binary>84</binary>", "<binary>zz0100D0</binary>", "<binary>", ""] {
            assert_eq!(status_of_data(bad), None, "{bad}");
        }
    }
}
