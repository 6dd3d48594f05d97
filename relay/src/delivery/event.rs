//! What is told of a shared result, and how tickets show it.

use serde::{Deserialize, Serialize};

use time::OffsetDateTime;

use crate::clock;

/// What a delivery says, in the forms that ticket systems take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Event {
    /// The delivery's id.
    pub(super) id: String,
    /// The result in one line.
    pub(super) summary: String,
    /// Where it is.
    pub(super) link: String,
}

/// The body of a webhook.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Body {
    /// `result.shared`, or `watch.changed`.
    pub(crate) r#type: String,
    /// When, as ISO 8601.
    pub(crate) timestamp: String,
    /// What.
    pub(crate) data: Data,
}

/// A result, or a change of a watched computer.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Data {
    /// The portal's ticket.
    pub(crate) reference: String,
    /// The result in one line.
    pub(crate) summary: String,
    /// The findings, what a person reads first before the others.
    pub(crate) findings: Vec<String>,
    /// Where it is.
    pub(crate) link: String,
}

impl Body {
    /// That a result was shared now.
    pub(crate) fn new(data: Data) -> Self {
        Self::of("result.shared", data)
    }

    /// That a watched computer is not what it was.
    pub(crate) fn changed(data: Data) -> Self {
        Self::of("watch.changed", data)
    }

    fn of(kind: &str, data: Data) -> Self {
        let now = OffsetDateTime::from_unix_timestamp(clock::unix_millis() / 1000);
        let now = now.unwrap_or(OffsetDateTime::UNIX_EPOCH);
        Self {
            r#type: kind.to_owned(),
            timestamp: format!(
                "{}T{:02}:{:02}:{:02}Z",
                now.date(),
                now.hour(),
                now.minute(),
                now.second()
            ),
            data,
        }
    }
}

impl Event {
    /// What the delivery `id` says.
    pub(super) fn of(id: &str, body: &Body) -> Self {
        Self {
            id: id.to_owned(),
            summary: body.data.summary.clone(),
            link: body.data.link.clone(),
        }
    }

    /// The address with the delivery's id behind it, by which a repeated comment is known.
    fn address(&self) -> String {
        format!("{}#{}", self.link, self.id)
    }

    pub(super) fn text(&self) -> String {
        format!("{}\n{}", self.summary, self.address())
    }

    pub(super) fn markdown(&self) -> String {
        let mut summary = String::new();
        for character in self.summary.chars() {
            if character.is_ascii_punctuation() {
                summary.push('\\');
            }
            summary.push(character);
        }
        format!("{summary}\n\n<{}>", self.address())
    }

    pub(super) fn html(&self) -> String {
        let escaped = |text: &str| {
            let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
            text.replace('"', "&quot;")
        };
        let (summary, address) = (escaped(&self.summary), escaped(&self.address()));
        format!("<p>{summary}</p><p><a href=\"{address}\">{address}</a></p>")
    }
}
