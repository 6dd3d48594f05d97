//! What a page is about: findings, codes, results and requests for runs, as pages need them.

use core::time::Duration;
use std::sync::Arc;
use words::key;

use wire::{AskProgress, Disclosure, Life, Maker, PeerText, Report, StageReport, WatchState};
use words::Words;

use super::reading::Reading;

/// What a page is about.
#[derive(Clone, Debug, PartialEq)]
pub enum Topic {
    /// The document that signs in.
    SignIn,
    /// The API.
    Api(Arc<ApiReference>),
    /// All findings.
    Findings,
    /// What the words of the protocol mean.
    Glossary,
    /// The finding with this id.
    Finding(&'static str),
    /// That there is no finding with this id.
    NoFinding(String),
    /// All codes, and how to search them.
    Codes,
    /// This number.
    Code(u32),
    /// That this is no code.
    NoCode(String),
    /// What was found for these words, or what this message means.
    Search(String),
    /// That what was to be searched is too long.
    TooLong,
    /// This result.
    Result(Arc<Shown>),
    /// That there is no such result, with the longest life that this relay gives; absent where it keeps none.
    Gone(Option<Life>),
    /// That something cannot be shown.
    Trouble {
        /// In a few words.
        title: String,
        /// Why, and what can be done about it.
        sentence: String,
    },
    /// These two results.
    Compared(Arc<Compared>),
    /// A text or a file, and what it says.
    Explain(Reading),
    /// The links that the reader's own browser has made.
    Links,
    /// Watched computers.
    Watch(Arc<Watched>),
    /// The app for people's own computers.
    Download(Vec<App>),
    /// The form that asks for a run.
    Ask(Asking),
    /// A run that was asked for.
    Asked(Asked),
}

/// The app for one system, as people are told of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct App {
    /// For which.
    pub system: AppSystem,
    /// What the file is called.
    pub file: &'static str,
    /// How large it is.
    pub bytes: u64,
    /// Its SHA-256, in hexadecimal digits.
    pub sha256: String,
}

/// What the app is built for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AppSystem {
    /// Windows 10 or later.
    Windows,
    /// Linux on x86-64.
    Linux,
}

/// What a page needs from the server that it comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frame {
    /// The addresses of the style sheets, in order.
    pub styles: Vec<&'static str>,
    /// A style sheet that stands in the document itself, which then is a file of its own: it needs no relay.
    pub inlined: Option<String>,
    /// The address of the script.
    pub script: Option<&'static str>,
    /// The address of the icon.
    pub icon: Option<&'static str>,
}

/// The address of the page that explains the words of the protocol.
pub(crate) const GLOSSARY: &str = "/help/words";

/// The address of a finding's page.
pub fn finding_path(id: &str) -> String {
    format!("/help/{id}")
}

/// The address of a number's page.
pub fn code_path(number: u32) -> String {
    format!("/codes/0x{number:X}")
}

/// A result as a page shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Shown {
    /// What is known.
    pub report: Report,
    /// What the person was doing, in their own words; absent where they did not say.
    pub doing: Option<PeerText>,
    /// Where the relay is reached, such as `https://rdp.example.org`, without a slash at the end.
    pub origin: String,
    /// The whole link to it; absent for a result that is not shared.
    pub link: Option<String>,
    /// How it is kept; absent for a result that is not shared, or where only the link is known.
    pub kept: Option<Kept>,
    /// Who made it; absent where that is not known.
    pub made_by: Option<Maker>,
    /// When it is read, in milliseconds since 1970.
    pub now_ms: i64,
    /// Whose bytes are shown.
    pub bytes: Bytes,
}

/// How a shared result is kept, and for how long.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Its id.
    pub id: String,
    /// When it was shared, in milliseconds since 1970.
    pub shared_at_ms: i64,
    /// When the link stops working, in milliseconds since 1970.
    pub expires_at_ms: i64,
}

/// The messages whose bytes a page shows. All else about a message is always shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bytes {
    /// Those of all messages.
    All,
    /// Those of the step that broke, for a page that would be too large otherwise.
    OfBrokenStep,
}

impl Kept {
    /// The link to the result, below the relay's own origin.
    pub fn path(&self) -> String {
        format!("/r/{}", self.id)
    }
}

impl Shown {
    /// How much of the result others see.
    pub fn disclosure(&self) -> Disclosure {
        disclosure(&self.report)
    }

    /// The report without the bytes that are not shown.
    pub(crate) fn visible_report(&self) -> Report {
        let mut report = self.report.clone();
        let broken = report.broken().map(StageReport::stage);
        match self.bytes {
            Bytes::All => {}
            Bytes::OfBrokenStep => {
                let stages = report.legs.iter_mut().flat_map(|leg| &mut leg.stages);
                let others = stages.filter(|stage| Some(stage.stage()) != broken);
                for exchange in others.flat_map(|stage| &mut stage.exchanges) {
                    exchange.bytes = Default::default();
                }
            }
        }
        report
    }
}

/// How much of a report others see.
pub(crate) fn disclosure(report: &Report) -> Disclosure {
    report.redacted.unwrap_or(Disclosure::Everything)
}

/// How long ago `then_ms` was, in words. Pages that say the same need not be rendered anew.
pub fn age(words: &Words, then_ms: i64, now_ms: i64) -> String {
    let seconds = now_ms.saturating_sub(then_ms).max(0).unsigned_abs() / 1000;
    if seconds < 60 {
        return words.text(key::PAGE_SHARED_JUST_NOW);
    }
    // Whole minutes at first: a page is not rendered anew for seconds that nobody needs.
    let whole = Duration::from_secs(if seconds < 7200 { seconds / 60 * 60 } else { seconds });
    let span = if whole.as_secs() < 120 {
        words.text(key::PAGE_SHARED_A_MINUTE)
    } else {
        words.lasting(whole)
    };
    words.text_with(key::PAGE_SHARED_AGO, &[("span", span.into())])
}

/// Two results side by side, or what is missing for that.
#[derive(Clone, Debug, PartialEq)]
pub struct Compared {
    /// The left and the right one.
    pub sides: [Side; 2],
    /// Whether what was given came in the address, so that the page has one of its own.
    pub addressed: bool,
}

/// One of two results.
#[derive(Clone, Debug, PartialEq)]
pub struct Side {
    /// What was given: a link, an id or the JSON of a report. Empty where nothing was.
    pub given: String,
    /// What it led to.
    pub found: Found,
}

/// What a link or a file led to.
#[derive(Clone, Debug, PartialEq)]
pub enum Found {
    /// Nothing was given.
    Nothing,
    /// No link to a result; a link looks like this one.
    NoLink(String),
    /// A result that only a browser with the whole link can read.
    Sealed,
    /// Something else was wrong with it, in a sentence.
    Problem(String),
    /// A result, with the path of its page where it has one.
    Result {
        /// What is known.
        report: Arc<Report>,
        /// Such as `/r/<id>`.
        path: Option<String>,
    },
}

/// The form with which support asks for a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asking {
    /// The target, as it was typed.
    pub target: String,
    /// What the person is to be told, as it was typed.
    pub note: String,
    /// The ticket reference, as it was typed.
    pub ticket: String,
    /// The lives that may be chosen, with the one that is.
    pub lives: Vec<(Life, bool)>,
    /// What was wrong with it, in a sentence; absent where nothing was.
    pub problem: Option<String>,
}

/// A run that support asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// What is to be checked.
    pub target: String,
    /// What the person is told; may be empty.
    pub note: PeerText,
    /// The ticket reference; may be empty.
    pub ticket: PeerText,
    /// How far whoever was asked has come, and since when, in milliseconds since 1970; absent until the link is opened.
    pub progress: Option<(AskProgress, i64)>,
    /// The results that were shared for it, the latest first.
    pub answers: Vec<Answer>,
    /// The whole link to give away.
    pub link: String,
    /// Where events come from when there is news.
    pub events: String,
    /// When the link stops working, in milliseconds since 1970.
    pub expires_at_ms: i64,
}

/// A result that was shared for a run that was asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// The id of the result.
    pub result: String,
    /// When it was shared, in milliseconds since 1970.
    pub at_ms: i64,
    /// What was shared, where the page says what it came to.
    pub report: Option<Arc<Report>>,
}

/// The API, as a page tells of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiReference {
    /// What it is, a paragraph each.
    pub about: Vec<String>,
    /// Its routes, by what they are for.
    pub groups: Vec<ApiGroup>,
}

/// The routes for one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiGroup {
    /// What it is called, in lower case.
    pub name: String,
    /// What it is, in a sentence.
    pub about: String,
    /// Its routes.
    pub operations: Vec<ApiOperation>,
}

/// A method of a route.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiOperation {
    /// Such as `POST`.
    pub method: String,
    /// Such as `/api/checks`.
    pub path: String,
    /// What it does, in a few words.
    pub summary: String,
    /// The same in more, a paragraph each; may be empty.
    pub about: Vec<String>,
    /// The scopes of the API token that it wants; empty where it wants none.
    pub scopes: Vec<String>,
    /// What its address and its head hold.
    pub parameters: Vec<ApiField>,
    /// What it brings.
    pub body: Vec<ApiField>,
    /// What it is answered with.
    pub answers: Vec<ApiField>,
}

/// A part of a request or an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiField {
    /// What it is called.
    pub name: String,
    /// What kind of thing it is; may be empty.
    pub kind: String,
    /// What it is for; may be empty.
    pub about: String,
}

/// What watched computers were found to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Watched {
    /// Where the timelines begin, in milliseconds since 1970.
    pub since_ms: i64,
    /// Where they end: when it is read.
    pub now_ms: i64,
    /// Each computer from each place.
    pub rows: Vec<WatchedFrom>,
}

/// A watched computer from one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WatchedFrom {
    /// Which computer.
    pub target: String,
    /// The agent; absent where the relay itself looks.
    pub place: Option<String>,
    /// What was found, the oldest first.
    pub stretches: Vec<Stretch>,
    /// What was known of it a day ago, where it is not the same now.
    pub day_ago: Option<DayAgo>,
}

/// What was known of a watched computer a day ago.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayAgo {
    /// It was not watched then.
    Unwatched,
    /// It was this.
    Was(WatchState),
}

/// A time in which every check found the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// The first check, in milliseconds since 1970.
    pub since_ms: i64,
    /// The end of the time, in milliseconds since 1970.
    pub until_ms: i64,
    /// The last check, in milliseconds since 1970.
    pub checked_at_ms: i64,
    /// What was found.
    pub state: WatchState,
    /// The step that failed, or why nothing was checked; empty where it is up.
    pub cause: String,
    /// The id of the first finding; empty where there was none.
    pub finding: String,
}

/// Whether the reader is led to the watched computers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WatchedLink {
    /// They may see some.
    Shown,
    /// There are none for them.
    Hidden,
}
