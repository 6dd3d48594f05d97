//! How what the page shows changes. Time comes in with the actions, and nothing else goes out.

use core::time::Duration;

use ui::{Asked, Form, Handed, KeptFault, Loss, PageModel, Run, Share, ShareAction, Sharing};
use wire::{Ask, DecodeAnswer, Disclosure, Life, Report, ServerMessage, Stage};

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

/// The app's state: what the page shows, and what else it must remember.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AppState {
    /// What the page shows.
    pub page: PageModel,
    /// How many dialogs there were in which a result is shared.
    dialogs: u32,
}

impl AppState {
    /// The page with `text` in its field, such as from a link.
    pub fn filled(text: impl Into<String>) -> Self {
        let page = PageModel {
            form: Form::filled(text),
            ..PageModel::default()
        };
        Self { page, dialogs: 0 }
    }

    /// The page of whoever follows a link with which somebody asks for a run.
    pub fn asked(id: String) -> Self {
        let ask = Asked {
            id,
            ask: None,
            complaint: None,
        };
        let page = PageModel {
            ask: Some(ask),
            ..PageModel::default()
        };
        Self { page, dialogs: 0 }
    }

    /// Changes what `action` changes.
    pub fn apply(&mut self, action: Action) {
        match action {
            // Somebody else chose the computer.
            Action::Edit(_) | Action::ReadFile { .. } if self.page.is_asked() => {}
            Action::Edit(text) => self.page.form.edit(text),
            Action::Leave => self.page.form.leave(),
            Action::ReadFile { name, bytes } => self.page.form.read_file(name, &bytes),
            Action::EditSaid(text) => self.page.said.edit(text),
            Action::LeaveSaid => self.page.said.ask(),
            Action::Decoded { number, answer } => self.page.said.answered(number, answer),
            Action::Start { at } => self.start(at),
            Action::Heard { message, document, at } => self.hear(message, document, at),
            Action::Lost { loss, at } => self.with_run(|run| run.lose(loss, at)),
            Action::Cancel { at } => self.with_run(|run| run.cancel(at)),
            Action::Tick { at } => self.with_run(|run| run.pass_time(at)),
            Action::Toggle(stage) => self.toggle(stage),
            Action::Show(kept) => self.show(kept, false),
            Action::Unseal(kept) => self.show(kept, true),
            Action::Share(action) => self.share(action),
            Action::Handed(handed) => self.page.handed = Some(handed),
            Action::Asked(answer) => self.asked_for(answer),
        }
    }

    fn start(&mut self, at: Duration) {
        if self.page.is_busy() || self.page.is_sending() {
            return;
        }
        if let Some(target) = self.page.form.submit() {
            let number = self.next_number();
            self.replace(Run::new(number, target, at));
            self.page.said.ask();
        }
    }

    fn hear(&mut self, message: ServerMessage, document: Option<String>, at: Duration) {
        if let ServerMessage::Hello { sharing, .. } = &message {
            self.page.sharing = sharing.map_or(Sharing::Off, Sharing::For);
        }
        let ends = matches!(message, ServerMessage::Finished(_));
        self.with_run(|run| {
            run.hear(message, at);
            if ends {
                run.keep_document(document);
            }
        });
        if ends {
            self.page.said.ask();
        }
    }

    fn show(&mut self, kept: Result<(Box<Report>, String), KeptFault>, sealed: bool) {
        if self.page.is_busy() || self.page.is_sending() {
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
                self.page.said.ask();
            }
            Err(fault) => self.page.fault = Some(fault),
        }
    }

    /// Puts another result in the place of the one that is shown.
    fn replace(&mut self, run: Run) {
        let last = self.page.run.replace(run);
        self.page.before = last
            .filter(|last| !last.is_sealed())
            .and_then(|last| last.document().map(str::to_owned))
            .or_else(|| self.page.before.take());
        self.page.share = None;
        self.page.link = None;
        self.page.handed = None;
        self.page.fault = None;
    }

    fn next_number(&self) -> u32 {
        self.page.run.as_ref().map_or(1, |last| last.number() + 1)
    }

    fn toggle(&mut self, stage: Stage) {
        match self.page.share.as_mut().and_then(Share::previewed_mut) {
            Some(preview) => preview.toggle(stage),
            None => self.with_run(|run| run.toggle(stage)),
        }
    }

    fn share(&mut self, action: ShareAction) {
        match action {
            ShareAction::Open { now_ms, doing } => {
                let longest = match self.page.sharing {
                    Sharing::For(longest) => longest,
                    Sharing::Unknown => Life::Month,
                    Sharing::Off => return,
                };
                let Some(run) = self.page.run.as_ref().filter(|run| run.is_open_to_relay()) else {
                    return;
                };
                let least = run.report().redacted.unwrap_or(Disclosure::Everything);
                if self.page.share.is_none() {
                    self.dialogs += 1;
                    self.page.share = Some(Share::opened(self.dialogs, now_ms, doing, longest, least));
                }
            }
            ShareAction::Reopen(link) => {
                self.dialogs += 1;
                let mut share = Share::opened(self.dialogs, 0, String::new(), Life::Month, Disclosure::Everything);
                share.sealed = true;
                share.reopen(link);
                self.page.share = Some(share);
            }
            // There may be a link already, and then whoever made it is to know.
            ShareAction::Close if self.page.is_sending() => {}
            ShareAction::Close => self.page.share = None,
            ShareAction::Previewed { number, .. }
            | ShareAction::Sent { number, .. }
            | ShareAction::Revoked { number, .. }
                if self.page.share.as_ref().is_none_or(|share| share.number != number) => {}
            ShareAction::Level(_)
            | ShareAction::Life(_)
            | ShareAction::Doing(_)
            | ShareAction::Seal(_)
            | ShareAction::Previewed { .. }
            | ShareAction::Send
            | ShareAction::Sent { .. }
            | ShareAction::Revoke
            | ShareAction::Revoked { .. } => {
                if let Some(share) = &mut self.page.share {
                    share.apply(action);
                    self.page.link = share.link().cloned();
                }
            }
        }
    }

    fn asked_for(&mut self, answer: Result<Ask, String>) {
        let Some(asked) = &mut self.page.ask else { return };
        match answer {
            Ok(ask) => {
                self.page.form = Form::filled(ask.target.as_str());
                asked.ask = Some(ask);
            }
            Err(sentence) => asked.complaint = Some(sentence),
        }
    }

    fn with_run(&mut self, change: impl FnOnce(&mut Run)) {
        if let Some(run) = &mut self.page.run {
            change(run);
        }
    }
}
