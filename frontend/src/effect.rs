//! What follows from an action besides another page: what the app asks of the relay and of the browser.

use core::net::SocketAddr;

use ui::{ExportKind, Link, ReachConsent, Recent};
use wire::{AskProgress, Disclosure, Life, Outcome, Record, Route, RunKey, Stage, Target};

/// Something that the app is to do. Whatever has an outcome tells it in an action.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Open a connection to the relay and ask for a check.
    Connect {
        /// Of what.
        target: Target,
        /// What the relay is to keep of its bytes.
        record: Record,
        /// What a connection file says about the way there.
        route: Route,
    },
    /// Open a connection to the relay and follow a run that is there.
    Join(RunKey),
    /// Have the address bar name the run.
    ShowRun(RunKey),
    /// Ask the relay to stop the run.
    CancelRun,
    /// Let the connection go: the run is over for the page.
    Disconnect,
    /// Put the focus on the element with this id, once the page is drawn.
    Focus(&'static str),
    /// Have the browser keep these as its last checks, or none.
    KeepRecent(Vec<Recent>),
    /// Ask what the reader's program meant.
    Decode {
        /// Which question it is.
        number: u32,
        /// A [`wire::DecodeRequest`].
        body: String,
    },
    /// Ask what a level shows.
    Preview {
        /// In which dialog.
        number: u32,
        /// Which level.
        level: Disclosure,
        /// A [`wire::RedactionRequest`].
        body: String,
    },
    /// Have the relay keep a result that it can read.
    Share {
        /// In which dialog.
        number: u32,
        /// A [`wire::ShareRequest`].
        body: String,
    },
    /// Have the relay keep a result that it cannot read.
    ShareSealed {
        /// In which dialog.
        number: u32,
        /// For how long.
        life: Life,
        /// The request for a run that it answers; absent where nobody asked.
        ask: Option<String>,
        /// What is sealed: a [`wire::Report`] as JSON.
        report: String,
    },
    /// Open a message to support with the link in it.
    WriteToSupport,
    /// Tell whoever asked for the run how far it is.
    TellProgress {
        /// The id of the request.
        ask: String,
        /// How far it is.
        progress: AskProgress,
    },
    /// Tell the portal around the page, where there is one.
    TellPortal(News),
    /// Take a link back.
    Revoke {
        /// In which dialog.
        number: u32,
        /// Which link.
        link: Link,
    },
    /// Copy the result as one line, with a link to it where there is one.
    CopyLine(Option<String>),
    /// Copy a link.
    CopyLink(String),
    /// Have this browser try the computer's port.
    Reach {
        /// In which run.
        number: u32,
        /// Where.
        address: SocketAddr,
    },
    /// Have this browser remember whether it tries of its own accord.
    KeepReachConsent(ReachConsent),
    /// Save the report.
    SaveReport,
    /// Have the relay write the result in another form, and copy or save that.
    Export {
        /// What the reader takes along.
        kind: ExportKind,
        /// A [`wire::ExportRequest`].
        body: String,
    },
}

/// What a portal hears of the check.
#[derive(Clone, Debug, PartialEq)]
pub enum News {
    /// It began.
    Started,
    /// A step ended.
    Stage(Stage, Outcome),
    /// It is over.
    Over,
    /// There is a link to its result.
    Shared(Link),
}
