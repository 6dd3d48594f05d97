//! Event logs of Windows (`.evtx`), chunk by chunk.

use std::sync::Arc;

use evtx::{EvtxChunkData, ParserSettings};

use super::Explained;
use super::kind::Kind;
use super::log::Log;
use crate::{Catalogue, Verdict, event};

/// An event log that is read chunk by chunk.
pub(super) struct EventLog<'c> {
    catalogue: &'c Catalogue,
    log: Log<'c>,
    /// The part of a chunk that has come; before the first, the head of the file.
    pending: Vec<u8>,
    headed: bool,
    settings: Arc<ParserSettings>,
    events: u64,
}

impl<'c> EventLog<'c> {
    pub(super) fn new(catalogue: &'c Catalogue) -> Self {
        Self {
            catalogue,
            log: Log::new(catalogue),
            pending: Vec::new(),
            headed: false,
            settings: Arc::new(ParserSettings::default().validate_checksums(false).indent(false)),
            events: 0,
        }
    }

    pub(super) fn push(&mut self, bytes: &[u8]) {
        self.pending.extend_from_slice(bytes);
        loop {
            let wanted = if self.headed { CHUNK } else { HEADER };
            if self.pending.len() < wanted {
                return;
            }
            let rest = self.pending.split_off(wanted);
            let chunk = core::mem::replace(&mut self.pending, rest);
            if self.headed {
                self.chunk(chunk);
            }
            self.headed = true;
        }
    }

    pub(super) fn finish(mut self, bytes: u64) -> Explained {
        // A file that was cut off still has the events of its last chunk that are whole.
        let mut last = core::mem::take(&mut self.pending);
        if self.headed && !last.is_empty() {
            last.resize(CHUNK, 0);
            self.chunk(last);
        }
        let mut explained = Explained {
            kind: Kind::EventLog,
            lines: self.events,
            ..self.log.finish(bytes)
        };
        // A log without a whole event isn't what nobody entered anything for.
        if explained.decoded.verdict == Verdict::Empty {
            explained.decoded.verdict = Verdict::NothingTold;
        }
        explained
    }

    fn chunk(&mut self, bytes: Vec<u8>) {
        let Ok(mut data) = EvtxChunkData::new(bytes, false) else {
            return;
        };
        let Ok(mut chunk) = data.parse(Arc::clone(&self.settings)) else {
            return;
        };
        for record in chunk.iter() {
            let Ok(xml) = record.and_then(evtx::EvtxRecord::into_xml) else {
                continue;
            };
            self.events += 1;
            let line = line_of(&xml.data);
            // What numbers mean in events of others is theirs to say.
            if !event::is_of_others(&self.catalogue.sentences.providers, &line.to_lowercase()) {
                self.log.push(&line);
            }
        }
    }
}

/// [MS-EVEN6] has no more than the service writes: a head of one page, then chunks of 64 KiB.
const HEADER: usize = 4096;
const CHUNK: usize = 65_536;

/// One line for each event: who wrote it, its number, when, and its data.
fn line_of(xml: &str) -> String {
    let part = |from: &str, to: &str| {
        let start = xml.find(from)?;
        let rest = xml.get(start..)?;
        rest.get(..rest.find(to)? + to.len())
    };
    let data = ["<EventData", "<UserData"]
        .into_iter()
        .find_map(|tag| xml.find(tag))
        .and_then(|at| xml.get(at..));
    let parts = [
        part("<Provider", ">"),
        part("<EventID", "</EventID>"),
        part("<TimeCreated", ">"),
        data,
    ];
    let mut line: String = parts
        .into_iter()
        .flatten()
        .collect::<String>()
        .replace(['\r', '\n'], " ");
    line.push('\n');
    line
}
