//! Everything that the page shows, and how it changes. Time comes in with the actions, and nothing else goes out.

use core::time::Duration;

use wire::{ServerMessage, Stage};

use crate::{Form, Loss, Run};

/// The page's state.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AppState {
    /// The field for the computer.
    pub form: Form,
    /// The run that is under way, or the last one; absent before the first.
    pub run: Option<Run>,
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
    /// The reader asked for a check.
    Start {
        /// When.
        at: Duration,
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
}

impl AppState {
    /// Whether a check is under way.
    pub fn is_busy(&self) -> bool {
        self.run.as_ref().is_some_and(Run::is_under_way)
    }

    /// Changes what `action` changes.
    pub fn apply(&mut self, action: Action) {
        match action {
            Action::Edit(text) => self.form.edit(text),
            Action::Leave => self.form.leave(),
            Action::ReadFile { name, bytes } => self.form.read_file(name, &bytes),
            Action::Start { at } => self.start(at),
            Action::Heard { message, at } => self.with_run(|run| run.hear(message, at)),
            Action::Lost { loss, at } => self.with_run(|run| run.lose(loss, at)),
            Action::Cancel { at } => self.with_run(|run| run.cancel(at)),
            Action::Tick { at } => self.with_run(|run| run.pass_time(at)),
            Action::Toggle(stage) => self.with_run(|run| run.toggle(stage)),
        }
    }

    fn start(&mut self, at: Duration) {
        if self.is_busy() {
            return;
        }
        if let Some(target) = self.form.submit() {
            let number = self.run.as_ref().map_or(1, |last| last.number() + 1);
            self.run = Some(Run::new(number, target, at));
        }
    }

    fn with_run(&mut self, change: impl FnOnce(&mut Run)) {
        if let Some(run) = &mut self.run {
            change(run);
        }
    }
}
