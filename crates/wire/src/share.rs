//! What crosses when a result leaves the page: sharing, revoking and asking for a run.
//!
//! Requests and answers are JSON over HTTP (`/api/reports`, `/api/asks`); a request that is not fulfilled is answered
//! with a [`Problem`].

use core::time::Duration;

use serde::{Deserialize, Serialize};

use crate::{PeerText, Report, RunKey};

/// The longest JSON of a report that is taken, in bytes. A full run with all evidence has about 40 KB.
pub const LONGEST_REPORT: usize = 64 * 1024;
/// The longest sealed report, in characters of base64url: a report, the nonce and the tag, a third longer as text.
pub const LONGEST_SEALED: usize = (LONGEST_REPORT + 64).div_ceil(3) * 4;
/// The longest answer to "What were you doing?", in characters: [`PeerText`] keeps no more.
pub const LONGEST_NOTE: usize = 256;

/// How much of a result others are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Disclosure {
    /// As it was recorded.
    Everything,
    /// Without user names, cookies, internal host parts and the names of a certificate that do not match.
    #[default]
    Support,
    /// Without anything that names a computer, an organisation, a person or an address.
    Public,
}

impl Disclosure {
    /// All levels, from the most to the least that is shown.
    pub const ALL: [Self; 3] = [Self::Everything, Self::Support, Self::Public];

    /// Its name on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Self::Everything => "everything",
            Self::Support => "support",
            Self::Public => "public",
        }
    }

    /// The level with this name on the wire; absent where there is none.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.name() == name)
    }
}

/// How long a shared result is kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Life {
    /// One hour.
    Hour,
    /// One day.
    Day,
    /// Seven days.
    #[default]
    Week,
    /// Thirty days.
    Month,
}

impl Life {
    /// All, from the shortest to the longest.
    pub const ALL: [Self; 4] = [Self::Hour, Self::Day, Self::Week, Self::Month];

    /// Its name on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Self::Hour => "hour",
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
        }
    }

    /// The life with this name on the wire; absent where there is none.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|life| life.name() == name)
    }

    /// How long it is.
    pub fn duration(self) -> Duration {
        const HOUR: u64 = 60 * 60;
        Duration::from_secs(match self {
            Self::Hour => HOUR,
            Self::Day => 24 * HOUR,
            Self::Week => 7 * 24 * HOUR,
            Self::Month => 30 * 24 * HOUR,
        })
    }
}

/// `POST /api/reports`: keep this result and make a link to it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "content", rename_all = "snake_case")]
pub enum ShareSource {
    /// The relay's own run.
    Run {
        /// What opens it.
        run: RunKey,
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
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SharedResult {
    /// When it was shared, in milliseconds since 1970.
    pub shared_at_ms: i64,
    /// When it stops working, in milliseconds since 1970.
    pub expires_at_ms: i64,
    /// The result.
    #[serde(flatten)]
    pub content: ShareContent,
}

/// `POST /api/redactions`: what a report looks like at a level. The answer is the report.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RedactionRequest {
    /// The level.
    pub disclosure: Disclosure,
    /// The key of the relay's own run.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub run: Option<RunKey>,
    /// A report from elsewhere; one of the two is there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub report: Option<Box<Report>>,
}

/// `POST /api/asks`: make a link with which somebody runs this check and shares the result with whoever asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskRequest {
    /// What is to be checked, as text.
    pub target: String,
    /// What the person is told; at most [`LONGEST_NOTE`] characters.
    #[serde(default)]
    pub note: PeerText,
    /// How long the link works.
    #[serde(default)]
    pub life: Life,
}

/// The answer to [`AskRequest`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ask {
    /// What is to be checked, as text.
    pub target: String,
    /// What the person is told; may be empty.
    pub note: PeerText,
    /// When the link stops working, in milliseconds since 1970.
    pub expires_at_ms: i64,
    /// Whether a result has been shared already.
    pub answered: bool,
}

/// Why a request over HTTP was not fulfilled, with a sentence for whoever reads it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// Which.
    pub problem: ProblemKind,
    /// What was wrong and what would be right, in the reader's language.
    pub sentence: String,
}

/// The kinds of [`Problem`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProblemKind {
    /// The request is longer than the limit.
    TooLarge,
    /// The request cannot be read, or lacks something.
    Unreadable,
    /// The report was written by a newer version.
    FromTheFuture,
    /// The report contradicts itself, as no run writes it.
    NotAReport,
    /// The administrator allows shorter lives only.
    LifeNotAllowed,
    /// The administrator keeps no results on this relay.
    SharingIsOff,
    /// The relay has no room for more; the result is not kept.
    StoreFull,
    /// The database does not answer in time.
    StoreBusy,
    /// The database is gone.
    StoreGone,
    /// There is no such result or request: never was, expired or revoked.
    Gone,
    /// No run has this key: it never was, or the relay has forgotten it.
    RunGone,
    /// The revoke secret is another one.
    WrongSecret,
    /// The target cannot be read or is not allowed.
    TargetForbidden,
    /// Too many requests; later there may be room.
    Overloaded,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_and_lives_are_found_by_the_names_that_serde_writes() {
        for level in Disclosure::ALL {
            assert_eq!(serde_json::to_string(&level).unwrap(), format!("\"{}\"", level.name()));
            assert_eq!(Disclosure::named(level.name()), Some(level));
        }
        for life in Life::ALL {
            assert_eq!(serde_json::to_string(&life).unwrap(), format!("\"{}\"", life.name()));
            assert_eq!(Life::named(life.name()), Some(life));
        }
        assert!(Life::ALL.windows(2).all(|pair| pair[0].duration() < pair[1].duration()));
    }

    #[test]
    fn the_json_of_a_request_is_what_pages_send() {
        let report = Report::new("pc".parse().unwrap(), 0);
        let report = serde_json::to_value(&report).unwrap();
        let open = serde_json::json!({"content": "open", "disclosure": "public", "life": "day", "report": report});
        let sealed = serde_json::json!({"content": "sealed", "sealed": "AAAA"});

        let open: ShareRequest = serde_json::from_value(open).unwrap();
        let sealed: ShareRequest = serde_json::from_value(sealed).unwrap();
        let run: ShareRequest =
            serde_json::from_str(r#"{"content":"run","run":"AAAA","disclosure":"public"}"#).unwrap();

        assert_eq!(open.life, Life::Day);
        assert!(matches!(
            open.content,
            ShareSource::Open {
                disclosure: Disclosure::Public,
                doing: None,
                ..
            }
        ));
        assert!(matches!(
            run.content,
            ShareSource::Run {
                disclosure: Disclosure::Public,
                ..
            }
        ));
        assert_eq!(sealed.life, Life::Week);
        assert!(matches!(sealed.content, ShareSource::Sealed { .. }));
    }
}
