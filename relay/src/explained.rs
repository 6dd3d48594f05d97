//! What a text or a file is and says as JSON: the answer of `rdptrace explain --json` and of `POST /api/explain`.

use codes::{Code, Explained, Moment, Verdict};
use serde::Serialize;
use utoipa::ToSchema;
use words::Words;

/// What a text or a file is and says.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ExplainAnswer {
    /// What it is, such as `log` or `event-log`.
    kind: &'static str,
    /// Its encoding, by the name of the WHATWG; absent where it is no text.
    #[serde(skip_serializing_if = "Option::is_none")]
    encoding: Option<&'static str>,
    /// How many bytes were read.
    bytes: u64,
    /// How many lines, or events of an event log.
    lines: u64,
    /// Whether at least one code, sentence or event of it is known.
    understood: bool,
    /// What came of it, in a sentence.
    headline: String,
    /// Whether it goes with the check that it is held against; absent without one.
    #[serde(skip_serializing_if = "Option::is_none")]
    fit: Option<String>,
    /// Which programs it can come from; absent where nothing tells.
    #[serde(skip_serializing_if = "Option::is_none")]
    origin: Option<String>,
    /// What it says, the deciding line first.
    codes: Vec<ExplainedCode>,
    /// What to know besides.
    notes: Vec<String>,
    /// What happened when, in the order of the file.
    timeline: Vec<ExplainedMoment>,
    /// The computer that a connection file leads to.
    #[serde(skip_serializing_if = "Option::is_none")]
    target: Option<String>,
    /// Its gateway.
    #[serde(skip_serializing_if = "Option::is_none")]
    gateway: Option<String>,
}

/// A code, a sentence or an event.
#[derive(Debug, Serialize, ToSchema)]
struct ExplainedCode {
    /// As the text has it.
    title: String,
    meanings: Vec<ExplainedMeaning>,
}

/// What it means to some programs.
#[derive(Debug, Serialize, ToSchema)]
struct ExplainedMeaning {
    /// The code space; `windows_event` and `statement` have names instead of numbers.
    space: &'static str,
    number: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    symbol: Option<String>,
    meaning: String,
    programs: String,
    /// The stage, or what else it speaks of.
    place: &'static str,
    /// How sure that is: documented, observed, inferred or weak.
    status: &'static str,
    sources: Vec<String>,
}

/// Something that happened.
#[derive(Debug, Serialize, ToSchema)]
struct ExplainedMoment {
    line: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    time: Option<String>,
    text: String,
    meaning: String,
}

impl ExplainAnswer {
    /// `explained` in the language of `words`, with whether it goes with a check.
    pub(crate) fn new(explained: Explained, words: &Words, fit: Option<String>) -> Self {
        let decoded = &explained.decoded;
        let told = words.decoded(decoded);
        let codes = decoded.primary.iter().chain(&decoded.extended);
        let codes = codes.chain(&decoded.said).chain(&decoded.further);
        let connection = explained.connection.as_ref();
        let target = connection.and_then(|file| file.target.as_ref());
        Self {
            kind: explained.kind.name(),
            encoding: explained.encoding,
            bytes: explained.bytes,
            lines: explained.lines,
            understood: decoded.verdict == Verdict::Understood,
            headline: told.headline,
            fit,
            origin: told.origin,
            codes: codes
                .zip(told.codes)
                .map(|(code, said)| explained_code(code, said.title, words))
                .collect(),
            notes: told.notes,
            target: target.map(ToString::to_string),
            gateway: connection.and_then(|file| file.gateway.clone()),
            timeline: explained
                .timeline
                .into_iter()
                .map(|moment| explained_moment(moment, words))
                .collect(),
        }
    }
}

fn explained_code(code: &Code, title: String, words: &Words) -> ExplainedCode {
    let meanings = code.meanings.iter().map(|meaning| ExplainedMeaning {
        space: meaning.row.table.name(),
        number: meaning.row.number,
        symbol: meaning.row.symbol.as_deref().map(str::to_owned),
        meaning: words.code_meaning(&meaning.row).text.to_owned(),
        programs: words.programs(&meaning.programs),
        place: meaning.row.place.name(),
        status: meaning.status.name(),
        sources: meaning.row.sources().map(str::to_owned).collect(),
    });
    ExplainedCode {
        title,
        meanings: meanings.collect(),
    }
}

fn explained_moment(moment: Moment, words: &Words) -> ExplainedMoment {
    ExplainedMoment {
        meaning: words.happened(&moment.code),
        line: moment.line,
        time: moment.time,
        text: moment.text,
    }
}
