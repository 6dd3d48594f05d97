//! What a text or a file is, in sentences.

use codes::{Code, Explained, Kind, LONGEST_FILE, Unread};
use diagnosis::Parameter;

use crate::{Words, key};

impl Words {
    /// What a text or a file is, in one sentence.
    pub fn explained(&self, explained: &Explained) -> String {
        let lines = u32::try_from(explained.lines).unwrap_or(u32::MAX);
        let encoding = explained.encoding.unwrap_or_default();
        let parameters: [(&'static str, Parameter); 2] = [("lines", lines.into()), ("encoding", encoding.into())];
        self.text_with(
            match explained.kind {
                Kind::Empty => key::EXPLAIN_IS_EMPTY,
                Kind::Code => key::EXPLAIN_IS_CODE,
                Kind::Message => key::EXPLAIN_IS_MESSAGE,
                Kind::Log => key::EXPLAIN_IS_LOG,
                Kind::EventLog => key::EXPLAIN_IS_EVENT_LOG,
                Kind::ConnectionFile => key::EXPLAIN_IS_CONNECTION_FILE,
                Kind::Link => key::EXPLAIN_IS_LINK,
                Kind::Capture => key::EXPLAIN_IS_CAPTURE,
                Kind::Unread(Unread::Archive) => key::EXPLAIN_IS_ARCHIVE,
                Kind::Unread(Unread::Picture) => key::EXPLAIN_IS_PICTURE,
                Kind::Unread(Unread::WindowsTrace) => key::EXPLAIN_IS_WINDOWS_TRACE,
                Kind::Unread(Unread::Binary) => key::EXPLAIN_IS_BINARY,
            },
            &parameters,
        )
    }

    /// Where a connection file leads, each in a sentence: to which computer, and through which gateway.
    pub fn explained_way(&self, explained: &Explained) -> Vec<String> {
        let Some(file) = &explained.connection else {
            return Vec::new();
        };
        let to = match &file.target {
            Some(target) => {
                let target = target.to_string();
                self.text_with(key::EXPLAIN_CONNECTS_TO, &[("target", target.into())])
            }
            None => self.text(key::EXPLAIN_CONNECTS_NOWHERE),
        };
        let gateway = file.gateway.as_deref();
        let through =
            gateway.map(|gateway| self.text_with(key::EXPLAIN_CONNECTS_THROUGH, &[("gateway", gateway.into())]));
        core::iter::once(to).chain(through).collect()
    }

    /// That a file was longer than what is read.
    pub fn explained_in_part(&self) -> String {
        self.text_with(key::EXPLAIN_IN_PART, &[("most", most_megabytes().into())])
    }

    /// That nothing of a file is read because it is longer than that.
    pub fn explained_too_large(&self) -> String {
        self.text_with(key::EXPLAIN_TOO_LARGE, &[("most", most_megabytes().into())])
    }

    /// What a line says happened: the first sentence of its meaning.
    pub fn happened(&self, code: &Code) -> String {
        let text = code
            .meanings
            .first()
            .map(|meaning| self.code_meaning(&meaning.row).text)
            .unwrap_or_default();
        text.split_once(". ")
            .map_or_else(|| text.to_owned(), |(first, _)| format!("{first}."))
    }
}

fn most_megabytes() -> u32 {
    u32::try_from(LONGEST_FILE / (1024 * 1024)).unwrap_or(u32::MAX)
}
