//! Who writes events, and which provider a line names.

use aho_corasick::AhoCorasick;

use crate::fault::Fault;

/// Who writes events.
#[derive(Debug)]
pub(crate) struct Provider {
    /// Its names in logs, in lower case.
    pub(crate) aliases: Vec<String>,
    /// Its events, by place among the entries of the sentences.
    pub(crate) events: Vec<(u32, usize)>,
}

/// All providers, and where a line has one of their names.
#[derive(Debug)]
pub(crate) struct Providers {
    list: Vec<Provider>,
    names: AhoCorasick,
    /// For each name, whose it is.
    owners: Vec<usize>,
}

impl Providers {
    pub(crate) fn new(list: Vec<Provider>) -> Result<Self, Fault> {
        let names = list.iter().enumerate().flat_map(|(owner, provider)| {
            let names = provider.aliases.iter();
            names.map(move |name| (owner, name.as_str()))
        });
        let (owners, names): (Vec<usize>, Vec<&str>) = names.unzip();
        let names = AhoCorasick::new(names).map_err(|_| Fault::TooMany)?;
        Ok(Self { list, names, owners })
    }

    /// Whose name stands in `line`, in lower case; of several the longest.
    pub(super) fn named_in(&self, line: &str) -> Option<usize> {
        let found = self.names.find_overlapping_iter(line);
        let whole = found.filter(|found| is_name(line, found.start(), found.end()));
        let longest = whole.max_by_key(|found| found.len())?;
        self.owners.get(longest.pattern().as_usize()).copied()
    }

    /// The event `id` of a provider, by place among the entries.
    pub(super) fn event(&self, provider: usize, id: u32) -> Option<usize> {
        self.list.get(provider)?.event(id)
    }

    /// Whether most of what a provider says is about other things than Remote Desktop.
    pub(super) fn is_general(&self, provider: usize) -> bool {
        let about = |alias: &String| PARTS_OF_DESKTOPS.iter().any(|part| alias.contains(part));
        let provider = self.list.get(provider);
        !provider.is_some_and(|provider| provider.aliases.iter().any(about))
    }

    /// The event `id` of every provider that has it.
    pub(super) fn events(&self, id: u32) -> Vec<usize> {
        self.list.iter().filter_map(|provider| provider.event(id)).collect()
    }
}

impl Provider {
    pub(super) fn event(&self, id: u32) -> Option<usize> {
        let found = self.events.iter().find(|(known, _)| *known == id);
        found.map(|(_, entry)| *entry)
    }
}

/// Who writes the events of a line.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Named {
    /// The line does not say.
    Nobody,
    /// By place among the providers.
    Known(usize),
    /// Somebody else.
    Foreign,
}

pub(super) fn provider_named(providers: &Providers, name: &str) -> Named {
    match provider_of(providers, name) {
        Named::Nobody | Named::Foreign => Named::Foreign,
        Named::Known(place) => Named::Known(place),
    }
}

/// What the names of providers hold whose events are about Remote Desktop, or about its encryption.
const PARTS_OF_DESKTOPS: &[&str] = &["terminalservices", "remotedesktop", "rdp", "termdd", "schannel"];

pub(super) fn provider_of(providers: &Providers, line: &str) -> Named {
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

pub(super) const EVENT_WORDS: &[&str] = &["event id", "eventid", "ereignis-id"];

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
