//! Everything that the page shows, and how it changes. Time comes in with the actions, and nothing else goes out.

use core::time::Duration;

use wire::{Ask, DecodeAnswer, Disclosure, Life, Report, ServerMessage, Stage, Target};

use crate::{Form, Link, Loss, Run, Said, Share, ShareAction};

/// The page's state.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AppState {
    /// The field for the computer.
    pub form: Form,
    /// What the reader's own program said.
    pub said: Said,
    /// The run that is under way, or the last one, or a kept one; absent before the first.
    pub run: Option<Run>,
    /// The result that was shown before, as JSON; absent where there was none.
    pub before: Option<String>,
    /// The dialog in which the result is shared; absent while it is closed.
    pub share: Option<Share>,
    /// What somebody else asks to be checked; absent on the page that anybody opens.
    pub ask: Option<Asked>,
    /// What was last copied or saved; absent before.
    pub handed: Option<Handed>,
    /// Why a result that was to be shown is not; absent where there is nothing to say.
    pub fault: Option<KeptFault>,
    /// What the relay said about sharing when it greeted last.
    pub sharing: Sharing,
    /// The link to the result that is shown; absent where there is none that works.
    pub link: Option<Link>,
    /// How many dialogs there were in which a result is shared.
    pub dialogs: u32,
}

/// Whether results can be shared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sharing {
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
pub enum Take {
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
pub enum Handed {
    /// It is in the clipboard or on its way to a file.
    Done(Take),
    /// The browser does not let us copy; the reader can, from this text.
    NotCopied(String),
    /// The relay did not make the file.
    NotSaved,
}

/// Why a result of another time or place is not shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeptFault {
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

/// Something that happened. Times are counted from the page's start.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// The field's text is another one.
    Edit(String),
    /// The reader left the field.
    Leave,
    /// A connection file was chosen or dropped, or the lines of one were pasted.
    ReadFile {
        /// Its name; absent for pasted lines.
        name: Option<String>,
        /// What is in it.
        bytes: Vec<u8>,
    },
    /// The second field's text is another one.
    EditSaid(String),
    /// The reader left the second field.
    LeaveSaid,
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
    },
    /// The relay said something.
    Heard {
        /// What.
        message: ServerMessage,
        /// The report in it as JSON; absent where the message brings none.
        document: Option<String>,
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
    Show(Result<(Box<Report>, String), KeptFault>),
    /// The same of a sealed result, which the relay is not to see.
    Unseal(Result<(Box<Report>, String), KeptFault>),
    /// Something happened in the dialog in which a result is shared.
    Share(ShareAction),
    /// Something was taken along, or not.
    Handed(Handed),
    /// The relay told what somebody asks for, or a sentence that says why not.
    Asked(Result<Ask, String>),
}

impl AppState {
    /// The page of whoever follows a link with which somebody asks for a run.
    pub fn asked(id: String) -> Self {
        let ask = Asked {
            id,
            ask: None,
            complaint: None,
        };
        Self {
            ask: Some(ask),
            ..Self::default()
        }
    }

    /// Whether a check is under way.
    pub fn is_busy(&self) -> bool {
        self.run.as_ref().is_some_and(Run::is_under_way)
    }

    /// What is shown: what a link would show while one is being made, else the run.
    pub fn shown(&self) -> Option<&Run> {
        let previewed = self.share.as_ref().and_then(Share::previewed);
        previewed.or(self.run.as_ref())
    }

    /// Whether the target is somebody else's choice.
    pub fn is_asked(&self) -> bool {
        self.ask.as_ref().is_some_and(|asked| asked.ask.is_some())
    }

    /// The request that the result answers: a run on this page, of the very computer that was asked for.
    pub fn answered(&self) -> Option<&Asked> {
        let asked = self.ask.as_ref()?;
        let target: Target = asked.ask.as_ref()?.target.parse().ok()?;
        let run = self.run.as_ref().filter(|run| !run.is_kept())?;
        (*run.target() == target).then_some(asked)
    }

    /// Whether a link is being made. Until it is there, nothing else takes the result's place.
    fn is_sending(&self) -> bool {
        self.share.as_ref().is_some_and(Share::is_sending)
    }

    /// Changes what `action` changes.
    pub fn apply(&mut self, action: Action) {
        match action {
            // Somebody else chose the computer.
            Action::Edit(_) | Action::ReadFile { .. } if self.is_asked() => {}
            Action::Edit(text) => self.form.edit(text),
            Action::Leave => self.form.leave(),
            Action::ReadFile { name, bytes } => self.form.read_file(name, &bytes),
            Action::EditSaid(text) => self.said.edit(text),
            Action::LeaveSaid => self.said.ask(),
            Action::Decoded { number, answer } => self.said.answered(number, answer),
            Action::Start { at } => self.start(at),
            Action::Heard { message, document, at } => self.hear(message, document, at),
            Action::Lost { loss, at } => self.with_run(|run| run.lose(loss, at)),
            Action::Cancel { at } => self.with_run(|run| run.cancel(at)),
            Action::Tick { at } => self.with_run(|run| run.pass_time(at)),
            Action::Toggle(stage) => self.toggle(stage),
            Action::Show(kept) => self.show(kept, false),
            Action::Unseal(kept) => self.show(kept, true),
            Action::Share(action) => self.share(action),
            Action::Handed(handed) => self.handed = Some(handed),
            Action::Asked(answer) => self.asked_for(answer),
        }
    }

    fn start(&mut self, at: Duration) {
        if self.is_busy() || self.is_sending() {
            return;
        }
        if let Some(target) = self.form.submit() {
            let number = self.next_number();
            self.replace(Run::new(number, target, at));
            self.said.ask();
        }
    }

    fn hear(&mut self, message: ServerMessage, document: Option<String>, at: Duration) {
        if let ServerMessage::Hello { sharing, .. } = &message {
            self.sharing = sharing.map_or(Sharing::Off, Sharing::For);
        }
        let ends = matches!(message, ServerMessage::Finished(_));
        self.with_run(|run| {
            run.hear(message, at);
            if ends {
                run.keep_document(document);
            }
        });
        if ends {
            self.said.ask();
        }
    }

    fn show(&mut self, kept: Result<(Box<Report>, String), KeptFault>, sealed: bool) {
        if self.is_busy() || self.is_sending() {
            return;
        }
        match kept {
            Ok((report, document)) => {
                let mut run = Run::kept(self.next_number(), *report);
                run.keep_document(Some(document));
                if sealed {
                    run.seal();
                }
                self.replace(run);
                self.said.ask();
            }
            Err(fault) => self.fault = Some(fault),
        }
    }

    /// Puts another result in the place of the one that is shown.
    fn replace(&mut self, run: Run) {
        let last = self.run.replace(run);
        self.before = last
            .filter(|last| !last.is_sealed())
            .and_then(|last| last.document().map(str::to_owned))
            .or_else(|| self.before.take());
        self.share = None;
        self.link = None;
        self.handed = None;
        self.fault = None;
    }

    fn next_number(&self) -> u32 {
        self.run.as_ref().map_or(1, |last| last.number() + 1)
    }

    fn toggle(&mut self, stage: Stage) {
        match self.share.as_mut().and_then(Share::previewed_mut) {
            Some(preview) => preview.toggle(stage),
            None => self.with_run(|run| run.toggle(stage)),
        }
    }

    fn share(&mut self, action: ShareAction) {
        match action {
            ShareAction::Open { now_ms, doing } => {
                let longest = match self.sharing {
                    Sharing::For(longest) => longest,
                    Sharing::Unknown => Life::Month,
                    Sharing::Off => return,
                };
                let Some(run) = self.run.as_ref().filter(|run| run.is_open_to_relay()) else {
                    return;
                };
                let least = run.report().redacted.unwrap_or(Disclosure::Everything);
                if self.share.is_none() {
                    self.dialogs += 1;
                    self.share = Some(Share::opened(self.dialogs, now_ms, doing, longest, least));
                }
            }
            ShareAction::Reopen(link) => {
                self.dialogs += 1;
                let mut share = Share::opened(self.dialogs, 0, String::new(), Life::Month, Disclosure::Everything);
                share.sealed = true;
                share.reopen(link);
                self.share = Some(share);
            }
            // There may be a link already, and then whoever made it is to know.
            ShareAction::Close if self.is_sending() => {}
            ShareAction::Close => self.share = None,
            ShareAction::Previewed { number, .. }
            | ShareAction::Sent { number, .. }
            | ShareAction::Revoked { number, .. }
                if self.share.as_ref().is_none_or(|share| share.number != number) => {}
            ShareAction::Level(_)
            | ShareAction::Life(_)
            | ShareAction::Doing(_)
            | ShareAction::Seal(_)
            | ShareAction::Previewed { .. }
            | ShareAction::Send
            | ShareAction::Sent { .. }
            | ShareAction::Revoke
            | ShareAction::Revoked { .. } => {
                if let Some(share) = &mut self.share {
                    share.apply(action);
                    self.link = share.link().cloned();
                }
            }
        }
    }

    fn asked_for(&mut self, answer: Result<Ask, String>) {
        let Some(asked) = &mut self.ask else { return };
        match answer {
            Ok(ask) => {
                self.form = Form::filled(ask.target.as_str());
                asked.ask = Some(ask);
            }
            Err(sentence) => asked.complaint = Some(sentence),
        }
    }

    fn with_run(&mut self, change: impl FnOnce(&mut Run)) {
        if let Some(run) = &mut self.run {
            change(run);
        }
    }
}
