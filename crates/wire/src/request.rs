//! What crosses when a result leaves the page: sharing, saving, and asking for a run.
//!
//! Requests and answers are JSON over HTTP (`/api/reports`, `/api/redactions`, `/api/exports`, `/api/asks`); a request
//! that is not fulfilled is answered with a [`Problem`](crate::Problem).

use serde::{Deserialize, Serialize};

use crate::json::{ReadJson, WriteJson};
use crate::{Disclosure, Leg, Life, Maker, PeerText, Report, RunKey, Target};

/// The longest JSON of a report that is taken, in bytes. A full run with all evidence has about 40 KB.
pub const LONGEST_REPORT: usize = 64 * 1024;
/// The longest sealed report, in characters of base64url: a report, the nonce and the tag, a third longer as text.
pub const LONGEST_SEALED: usize = (LONGEST_REPORT + 64).div_ceil(3) * 4;
/// The longest answer to "What were you doing?", in characters: [`PeerText`] keeps no more.
pub const LONGEST_NOTE: usize = 256;
/// The longest ticket reference, in characters: ticket systems count, or name by a prefix and a number.
pub const LONGEST_TICKET: usize = 64;

/// `POST /api/reports`: keep this result and make a link to it.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ReadJson, WriteJson)]
pub struct ShareRequest {
    /// For how long.
    #[serde(default)]
    pub life: Life,
    /// The link's request for a run that this answers; absent where nobody asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ask: Option<String>,
    /// The result.
    #[serde(flatten)]
    pub content: ShareSource,
}

/// What is to be shared: a run that the relay has, a report that somebody brings, or what only a browser can read.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ReadJson, WriteJson)]
#[serde(tag = "content", rename_all = "snake_case")]
pub enum ShareSource {
    /// The relay's own run.
    Run {
        /// What opens it.
        run: RunKey,
        /// What the reader's browser saw itself, which the relay's run does not have: legs of [`crate::Node::Browser`].
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        legs: Vec<Leg>,
        /// How much of it is kept.
        #[serde(default)]
        disclosure: Disclosure,
        /// What the person was doing, in their own words.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        doing: Option<PeerText>,
    },
    /// A report from elsewhere, such as a file.
    Open {
        /// How much of it is kept.
        #[serde(default)]
        disclosure: Disclosure,
        /// What the person was doing, in their own words.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        doing: Option<PeerText>,
        /// The report as the run ended with it.
        report: Box<Report>,
    },
    /// A report that was redacted and encrypted in the browser; the relay cannot read it.
    Sealed {
        /// Nonce and ciphertext of AES-GCM, base64url without padding.
        sealed: String,
    },
}

/// What is kept of a shared result.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ReadJson, WriteJson)]
#[serde(tag = "content", rename_all = "snake_case")]
pub enum ShareContent {
    /// A report that the relay renders.
    Open {
        /// How much of it is kept.
        #[serde(default)]
        disclosure: Disclosure,
        /// What the person was doing, in their own words.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        doing: Option<PeerText>,
        /// As much of the report as the level leaves.
        report: Box<Report>,
    },
    /// A report that was redacted and encrypted in the browser; the relay cannot read it.
    Sealed {
        /// Nonce and ciphertext of AES-GCM, base64url without padding.
        sealed: String,
    },
}

/// The answer to [`ShareRequest`].
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ReadJson, WriteJson)]
pub struct ShareReceipt {
    /// 128 random bits, base64url without padding: 22 characters.
    pub id: String,
    /// The link below the relay's own origin: `/r/<id>`.
    pub path: String,
    /// When it stops working, in milliseconds since 1970.
    pub expires_at_ms: i64,
    /// What `DELETE /api/reports/<id>` wants to see in `Authorization: Bearer`: known to whoever shared, and shown once.
    pub revoke: String,
}

/// `GET /api/reports/<id>`: a result that is kept.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ReadJson, WriteJson)]
pub struct SharedResult {
    /// When it was shared, in milliseconds since 1970.
    pub shared_at_ms: i64,
    /// When it stops working, in milliseconds since 1970.
    pub expires_at_ms: i64,
    /// Who made its report; absent where nobody can tell: the result is sealed, or older than the marks of reports.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub made_by: Option<Maker>,
    /// The result.
    #[serde(flatten)]
    pub content: ShareContent,
}

/// `POST /api/redactions`: what a report looks like at a level. The answer is the report.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ReadJson, WriteJson)]
pub struct RedactionRequest {
    /// The level.
    pub disclosure: Disclosure,
    /// The key of the relay's own run.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub run: Option<RunKey>,
    /// What the reader's browser saw itself, as in [`ShareSource::Run`]; empty without `run`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub legs: Vec<Leg>,
    /// A report from elsewhere; one of the two is there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub report: Option<Box<Report>>,
}

/// `POST /api/exports`: a result in another form. The answer is the file.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ReadJson, WriteJson)]
pub struct ExportRequest {
    /// The form.
    pub form: ExportForm,
    /// The link to the result, where it was shared; none but the relay's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
    /// The key of the relay's own run.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub run: Option<RunKey>,
    /// What the reader's browser saw itself, as in [`ShareSource::Run`]; empty without `run`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub legs: Vec<Leg>,
    /// A report from elsewhere; one of the two is there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub report: Option<Box<Report>>,
}

/// A form in which a result is saved, by the ending of its file's name.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ReadJson, WriteJson)]
#[serde(rename_all = "lowercase")]
pub enum ExportForm {
    /// The report itself.
    Json,
    /// Markdown.
    Md,
    /// Plain text.
    Txt,
    /// One page that needs nothing else.
    Html,
}

/// `POST /api/asks`: make a link with which somebody runs this check and shares the result with whoever asks.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ReadJson, WriteJson)]
pub struct AskRequest {
    /// What is to be checked, as text.
    pub target: String,
    /// What the person is told; at most [`LONGEST_NOTE`] characters.
    #[serde(default)]
    pub note: PeerText,
    /// The reference by which whoever asks knows it; at most [`LONGEST_TICKET`] characters, the rest is left off.
    #[serde(default)]
    pub ticket: PeerText,
    /// How long the link works.
    #[serde(default)]
    pub life: Life,
}

/// The answer to [`AskRequest`].
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ReadJson, WriteJson)]
pub struct AskReceipt {
    /// 128 random bits, base64url without padding.
    pub id: String,
    /// The link for the person: `/?ask=<id>`.
    pub path: String,
    /// The page for whoever asks, on which the result appears: `/asked/<secret>`.
    pub watch: String,
    /// When both stop working, in milliseconds since 1970.
    pub expires_at_ms: i64,
}

/// `GET /api/asks/<id>`: what somebody asks to be checked.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ReadJson, WriteJson)]
pub struct Ask {
    /// What is to be checked, as text.
    pub target: String,
    /// What the person is told; may be empty.
    pub note: PeerText,
    /// The ticket of whoever asks; may be empty.
    #[serde(default)]
    pub ticket: PeerText,
    /// When the link stops working, in milliseconds since 1970.
    pub expires_at_ms: i64,
    /// Whether a result has been shared already.
    pub answered: bool,
    /// The link itself, in full, for another program than the browser; absent where it is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
    /// The page with the app for one's own computer, in full; absent where the server does not offer it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub download: Option<String>,
    /// The computers of which one is to be checked, as whoever is asked chooses; `target` is the first of them. Empty
    /// where there is no choice.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<String>,
    /// Whether a summary of what is shared goes into the ticket by itself.
    #[serde(default)]
    pub delivered: bool,
    /// Whether a portal asks, for a ticket of its own, and not a person.
    #[serde(default)]
    pub launched: bool,
    /// The level that what is shared has at least, whatever its owner chooses; absent where every level can be chosen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<Disclosure>,
}

impl Ask {
    /// Whether a check of `target` is what is asked for.
    pub fn wants(&self, target: &Target) -> bool {
        let mut wanted = self.choices.iter().chain([&self.target]);
        wanted.any(|text| text.parse().is_ok_and(|wanted: Target| wanted == *target))
    }
}

/// How far whoever was asked has come. Says nothing of what the run finds: that needs their consent.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ReadJson, WriteJson)]
#[serde(rename_all = "snake_case")]
pub enum AskProgress {
    /// The link is open.
    Opened,
    /// The check runs.
    Running,
    /// The check is over, and its result waits for consent.
    Finished,
}

/// `POST /api/asks/<id>/progress`: whoever asks is to know.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ReadJson, WriteJson)]
pub struct AskProgressReport {
    /// How far it is.
    pub progress: AskProgress,
}
