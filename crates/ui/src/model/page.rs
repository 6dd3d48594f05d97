//! Everything that the live page shows.

use core::net::IpAddr;

use wire::{Ask, Disclosure, Life};

use crate::{ClientErrorInput, Form, Link, ReachConsent, Recent, Run, Share};

/// Everything that the page shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PageModel {
    /// What is asked for.
    pub question: Question,
    /// What came of it.
    pub results: Results,
    /// How it can be shared.
    pub sharing: Sharing,
    /// The last checks of this browser, the newest first.
    pub recent: Vec<Recent>,
    /// Whether the reader's own browser may try the computer's port.
    pub reach: ReachConsent,
    /// Whether the reader can sign in to the computer from here.
    pub sign_in: SignIn,
    /// The path below which the relay is, without a slash at the end; empty at the root.
    pub site: String,
}

/// Signing in to the computer of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SignIn {
    /// The page was built without it.
    #[default]
    Off,
    /// It can be opened.
    Offered,
    /// It is open.
    Open,
}

/// What the reader asks for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Question {
    /// The field for the computer.
    pub form: Form,
    /// What the server checks, as a sentence; absent where it checks everything.
    pub scope: Option<String>,
    /// What the reader's own program said.
    pub client_error: ClientErrorInput,
    /// What somebody else asks to be checked; absent on the page that anybody opens.
    pub ask: Option<Asked>,
    /// The agents that can check in place of the server, by their names.
    pub agents: Vec<String>,
    /// How much room it takes.
    pub view: FormView,
}

/// How the form stands beside a result.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FormView {
    /// With its fields.
    #[default]
    Whole,
    /// In one line above the result that came of it.
    Folded,
}

/// The result that is shown, and what became of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Results {
    /// The run that is under way, or the last one, or a kept one; absent before the first.
    pub run: Option<Run>,
    /// The run that was shown before; absent where there was none.
    pub before: Option<Box<Run>>,
    /// Why a result that was to be shown is not; absent where there is nothing to say.
    pub fault: Option<LoadFault>,
    /// What was last copied or saved; absent before.
    pub exported: Option<ExportResult>,
    /// The link to the result that is shown; absent where there is none that works.
    pub link: Option<Link>,
}

/// Sharing the result.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sharing {
    /// What the relay said about it when it greeted last.
    pub offer: SharingOffer,
    /// The level that it said everything shared has at least; absent where every level can be chosen.
    pub least: Option<Disclosure>,
    /// Where support is written to, a mail address or a web page; absent where the relay's owner named none.
    pub contact: Option<String>,
    /// The dialog in which it is done; absent while it is closed.
    pub dialog: Option<Share>,
}

/// Whether results can be shared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SharingOffer {
    /// The relay has not greeted yet. It will say what is wrong, where something is.
    #[default]
    Unknown,
    /// At most for so long.
    For(Life),
    /// Not with this relay.
    Off,
}

/// A request for a run, from the link that somebody sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The link's id.
    pub id: String,
    /// What is asked for; absent until the relay has told.
    pub ask: Option<Ask>,
    /// Why the relay does not tell, as a sentence; absent where it does.
    pub complaint: Option<String>,
}

/// Something that the reader takes along.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportKind {
    /// One line, copied.
    Line,
    /// Text, copied.
    Text,
    /// Markdown, copied.
    Markdown,
    /// A link to a shared result, copied.
    Link,
    /// The JSON, saved.
    Json,
    /// One HTML file, saved.
    Html,
}

/// What became of taking something along.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExportResult {
    /// It is in the clipboard or on its way to a file.
    Done(ExportKind),
    /// The browser does not let us copy; the reader can, from this text.
    NotCopied(String),
    /// The relay did not make the file.
    NotSaved,
}

/// Why a result of another time or place is not shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LoadFault {
    /// The file or answer is no saved result.
    Unreadable,
    /// A newer version wrote it.
    FromTheFuture,
    /// It contradicts itself, as no run writes it.
    NotAReport,
    /// It is longer than any result.
    TooLarge,
    /// The link has stopped working, or never did.
    Gone,
    /// It is sealed, and the key in the link is missing or another one.
    Locked,
    /// The relay that keeps it does not answer.
    Unreachable,
}

impl PageModel {
    /// Whether a check is under way.
    pub fn is_busy(&self) -> bool {
        self.results.run.as_ref().is_some_and(Run::is_under_way)
    }

    /// What is shown: what a link would show while one is being made, else the run.
    pub fn shown(&self) -> Option<&Run> {
        let previewed = self.sharing.dialog.as_ref().and_then(Share::previewed);
        previewed.or(self.results.run.as_ref())
    }

    /// Whether the target is somebody else's choice.
    pub fn is_asked(&self) -> bool {
        self.question.ask.as_ref().is_some_and(|asked| asked.ask.is_some())
    }

    /// The address that this browser may try besides, once the reader agrees; absent where there is nothing to ask.
    pub fn offers_reach(&self) -> Option<IpAddr> {
        let own = self.sharing.dialog.is_none() && self.reach != ReachConsent::NotOffered;
        self.results.run.as_ref().filter(|_| own)?.reachable()
    }

    /// Whether this browser tries of its own accord. Whoever is asked by somebody else is asked for this, too.
    pub fn tries_itself(&self) -> bool {
        self.reach == ReachConsent::Agreed && self.question.ask.is_none()
    }

    /// The request that the result answers: a run on this page, of a computer that was asked for.
    pub fn answered(&self) -> Option<&Asked> {
        let asked = self.question.ask.as_ref()?;
        let run = self.results.run.as_ref().filter(|run| !run.is_kept())?;
        asked.ask.as_ref()?.wants(run.target()).then_some(asked)
    }

    /// Whether the result answers a person, and not a portal's ticket.
    pub fn answers_person(&self) -> bool {
        let is_launched = |asked: &Asked| asked.ask.as_ref().is_some_and(|ask| ask.launched);
        self.answered().is_some_and(|asked| !is_launched(asked))
    }

    /// The level that what is shared has at least, as the portal has it, or whoever asks.
    pub fn least_level(&self) -> Disclosure {
        let ask = self.question.ask.as_ref().and_then(|asked| asked.ask.as_ref());
        let asked = ask.and_then(|ask| ask.level);
        asked.max(self.sharing.least).unwrap_or(Disclosure::Everything)
    }

    /// Whether a link is being made. Until it is there, nothing else takes the result's place.
    pub fn is_sending(&self) -> bool {
        self.sharing.dialog.as_ref().is_some_and(Share::is_sending)
    }
}
