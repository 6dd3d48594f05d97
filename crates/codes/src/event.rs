//! Events of Windows' log: which provider's event with which number a text is.

use aho_corasick::AhoCorasick;

use super::fault::Fault;
use super::label::Label;
use super::number::{Form, Number, Sign};
use super::program::Role;
use super::row::Row;
use super::word::{Word, words};

/// Who writes events.
#[derive(Debug)]
pub(super) struct Provider {
    /// Its names in logs, in lower case.
    pub(super) aliases: Vec<String>,
    /// Its events, by place among the entries of the sentences.
    pub(super) events: Vec<(u32, usize)>,
}

/// All providers, and where a line has one of their names.
#[derive(Debug)]
pub(super) struct Providers {
    list: Vec<Provider>,
    names: AhoCorasick,
    /// For each name, whose it is.
    owners: Vec<usize>,
}

impl Providers {
    pub(super) fn new(list: Vec<Provider>) -> Result<Self, Fault> {
        let names = list.iter().enumerate().flat_map(|(owner, provider)| {
            let names = provider.aliases.iter();
            names.map(move |name| (owner, name.as_str()))
        });
        let (owners, names): (Vec<usize>, Vec<&str>) = names.unzip();
        let names = AhoCorasick::new(names).map_err(|_| Fault::TooMany)?;
        Ok(Self { list, names, owners })
    }

    /// Whose name stands in `line`, in lower case; of several the longest.
    fn named_in(&self, line: &str) -> Option<usize> {
        let found = self.names.find_overlapping_iter(line);
        let whole = found.filter(|found| is_name(line, found.start(), found.end()));
        let longest = whole.max_by_key(|found| found.len())?;
        self.owners.get(longest.pattern().as_usize()).copied()
    }

    /// The event `id` of a provider, by place among the entries.
    fn event(&self, provider: usize, id: u32) -> Option<usize> {
        self.list.get(provider)?.event(id)
    }

    /// Whether most of what a provider says is about other things than Remote Desktop.
    fn is_general(&self, provider: usize) -> bool {
        let about = |alias: &String| PARTS_OF_DESKTOPS.iter().any(|part| alias.contains(part));
        let provider = self.list.get(provider);
        !provider.is_some_and(|provider| provider.aliases.iter().any(about))
    }

    /// The event `id` of every provider that has it.
    fn events(&self, id: u32) -> Vec<usize> {
        self.list.iter().filter_map(|provider| provider.event(id)).collect()
    }
}

impl Provider {
    fn event(&self, id: u32) -> Option<usize> {
        let found = self.events.iter().find(|(known, _)| *known == id);
        found.map(|(_, entry)| *entry)
    }
}

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

/// Who writes the events of a line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Named {
    /// The line does not say.
    Nobody,
    /// By place among the providers.
    Known(usize),
    /// Somebody else.
    Foreign,
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

fn provider_named(providers: &Providers, name: &str) -> Named {
    match provider_of(providers, name) {
        Named::Nobody | Named::Foreign => Named::Foreign,
        Named::Known(place) => Named::Known(place),
    }
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

/// What the names of providers hold whose events are about Remote Desktop, or about its encryption.
const PARTS_OF_DESKTOPS: &[&str] = &["terminalservices", "remotedesktop", "rdp", "termdd", "schannel"];

fn provider_of(providers: &Providers, line: &str) -> Named {
    // Other names in an event's data are not its provider.
    let attribute = line
        .split_once("<provider name=")
        .and_then(|(_, after)| after.split(['>', '/']).next());
    let line = attribute.map_or(line, |value| {
        value.trim_matches(|c: char| !c.is_alphanumeric() && c != '.')
    });
    if let Some(place) = providers.named_in(line) {
        return Named::Known(place);
    }
    let start = line.trim_start();
    let value = KEYS
        .iter()
        .find_map(|key| start.strip_prefix(key))
        .or(attribute)
        .map(|value| value.trim_matches(|c: char| !c.is_alphanumeric()));
    if value.is_some_and(|value| !value.is_empty()) {
        return Named::Foreign;
    }
    // `Application, Contoso Backup, Event ID 56`: a list in which the field before the number is a name.
    let listed = EVENT_WORDS
        .iter()
        .find_map(|word| line.split_once(word))
        .map(|(before, _)| before.trim_end());
    let field = listed.and_then(|before| before.strip_suffix([',', ';', '\t', '|']));
    let field = field.map(|before| {
        before
            .rsplit([',', ';', '\t', '|', ':'])
            .next()
            .unwrap_or(before)
            .trim()
    });
    let unknown = |field: &str| field.contains(|c: char| c.is_alphabetic()) && !COMMON.contains(&field);
    if field.is_some_and(unknown) {
        Named::Foreign
    } else {
        Named::Nobody
    }
}

/// Whether what stands at `from..to` of `line` is no part of a longer name.
fn is_name(line: &str, from: usize, to: usize) -> bool {
    let joins = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '-' || c == '_');
    let before = line.get(..from).and_then(|text| text.chars().next_back());
    let mut rest = line.get(to..).unwrap_or_default().chars();
    let after = rest.next();
    // `rdpcorets.dll` is a module, not the provider.
    let ends_file_name = after == Some('.') && rest.next().is_some_and(char::is_alphanumeric);
    !joins(before) && !joins(after) && !ends_file_name
}

/// The status that the data of a `TermDD` event hold: its last four bytes, the last first, with the facility bit that
/// the event log sets taken back.
pub(super) fn status_of_data(text: &str) -> Option<u32> {
    let (_, data) = text.split_once("<binary>")?;
    let (data, _) = data.split_once('<')?;
    let digits: Vec<u32> = data
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| c.to_digit(16))
        .collect::<Option<_>>()?;
    let tail = digits.get(digits.len().checked_sub(8)?..)?;
    let (pairs, _) = tail.as_chunks::<2>();
    let bytes = pairs.iter().rev();
    let status = bytes.fold(0_u32, |status, [high, low]| status << 8 | high << 4 | low);
    // The event log marks a status of the system with 0xD instead of 0xC.
    Some(if status >> 28 == 0xD {
        status & 0x0FFF_FFFF | 0xC000_0000
    } else {
        status
    })
}

/// What stands before the name of a provider, as event viewers write it.
const KEYS: &[&str] = &[
    "source:",
    "source name:",
    "sourcename:",
    "provider:",
    "provider name:",
    "providername:",
    "providername :",
    "event source:",
    "quelle:",
    "origine :",
    "origine:",
    "origen:",
    "origem:",
    "fonte:",
    "bron:",
    "źródło:",
    "источник:",
    "ソース:",
    "来源:",
    "來源:",
    "원본:",
];
const EVENT_WORDS: &[&str] = &["event id", "eventid", "ereignis-id"];
/// Fields of a list that name no provider.
const COMMON: &[&str] = &[
    "application",
    "critical",
    "error",
    "eventlog",
    "information",
    "level",
    "log name",
    "security",
    "setup",
    "source",
    "system",
    "warning",
];
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
        for bad in ["<binary>84</binary>", "<binary>zz0100D0</binary>", "<binary>", ""] {
            assert_eq!(status_of_data(bad), None, "{bad}");
        }
    }
}
