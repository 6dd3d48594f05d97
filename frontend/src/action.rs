//! What happens to the page.

use core::time::Duration;

use ui::{ExportKind, ExportResult, LoadFault, Loss, Observed, ShareAction};
use wire::{Ask, DecodeAnswer, Record, Report, RunKey, ServerMessage, Stage, Target};

/// Something that happened. Times are counted from the page's start.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// The field's text is another one.
    Edit(String),
    /// The reader left the field.
    Leave,
    /// The reader wants to ask something else than what the result is about.
    Unfold,
    /// The reader wants this browser to forget its last check of this computer, or all of its last checks.
    ForgetRecent(Option<String>),
    /// A connection file was chosen or dropped, or the lines of one were pasted.
    ReadFile {
        /// Its name; absent for pasted lines.
        name: Option<String>,
        /// What is in it.
        bytes: Vec<u8>,
    },
    /// The second field's text is another one.
    EditClientError(String),
    /// The reader left the second field.
    LeaveClientError,
    /// The relay told what a text means, or did not.
    Decoded {
        /// Which question is answered.
        number: u32,
        /// The answer; absent where none came.
        answer: Option<Box<DecodeAnswer>>,
    },
    /// The reader asked for a check.
    Start {
        /// When.
        at: Duration,
        /// What the relay is to keep of its bytes.
        record: Record,
    },
    /// The page was opened at the address of a run.
    Join {
        /// When.
        at: Duration,
        /// The computer.
        target: Target,
        /// What opens the run.
        key: RunKey,
    },
    /// The relay said something.
    Heard {
        /// What.
        message: ServerMessage,
        /// When.
        at: Duration,
    },
    /// The connection to the relay is gone.
    Lost {
        /// How.
        loss: Loss,
        /// When.
        at: Duration,
    },
    /// The reader asked to stop.
    Cancel {
        /// When.
        at: Duration,
    },
    /// Time passed.
    Tick {
        /// The time it is.
        at: Duration,
    },
    /// The reader opened or closed a row.
    Toggle(Stage),
    /// A kept result is to be shown, or what is wrong with it.
    Show(Result<Box<Report>, LoadFault>),
    /// The same of a sealed result, which the relay is not to see.
    Unseal(Result<Box<Report>, LoadFault>),
    /// Something happened in the dialog in which a result is shared.
    Share(ShareAction),
    /// The reader takes the result along.
    Export(ExportKind),
    /// Something was taken along, or not.
    Exported(ExportResult),
    /// The reader wants to sign in to the computer.
    SignIn,
    /// The document that signs in said something.
    SigningIn {
        /// What.
        message: ServerMessage,
        /// When.
        at: Duration,
    },
    /// The relay has forgotten the run that a request named by its key.
    RunGone(Attempt),
    /// The relay told what somebody asks for, or a sentence that says why not.
    Asked(Result<Ask, String>),
    /// The reader agrees that this browser tries the computer's port.
    Reach,
    /// The reader does not want this browser to do that of its own accord any more.
    StopReaching,
    /// What this browser saw of the computer's port.
    Reached {
        /// In which run.
        number: u32,
        /// What it saw.
        observed: Observed,
    },
}

/// What was asked of the relay about its own run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attempt {
    /// What the reader's program meant.
    Decode,
    /// What a level shows.
    Preview,
    /// A link.
    Share,
    /// The run in another form.
    Export(ExportKind),
}
