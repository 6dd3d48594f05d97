//! Plays what a reader does and what a relay says.

use core::time::Duration;

use frontend::{Action, AppState, Effect};
use ui::{Loss, Run};
use wire::{Ask, Disclosure, Elapsed, LegEvent, Life, Record, Report, ServerMessage, Stage, StageEvent, StageReport};

/// A request to check `target`, with nothing besides.
pub(crate) fn ask(target: &str) -> Ask {
    Ask {
        target: target.to_owned(),
        note: "".into(),
        ticket: "".into(),
        expires_at_ms: 1_790_604_800_000,
        answered: false,
        link: None,
        download: None,
        choices: Vec::new(),
        delivered: false,
        launched: false,
        level: None,
    }
}

/// A page, and the time on its clock.
#[derive(Clone, Default)]
pub(crate) struct Player {
    pub(crate) state: AppState,
    /// What followed from the last action.
    pub(crate) effects: Vec<Effect>,
    now: Duration,
}

impl Player {
    /// A page with `text` in its field.
    pub(crate) fn with_text(text: &str) -> Self {
        Self {
            state: AppState::filled(text),
            ..Self::default()
        }
    }

    /// A check of `target` that the relay has greeted after 12 ms.
    pub(crate) fn checking(target: &str) -> Self {
        Self::with_text(target).start().wait(12).greet()
    }

    pub(crate) fn act(mut self, action: Action) -> Self {
        self.effects = self.state.apply(action);
        self
    }

    pub(crate) fn wait(mut self, millis: u64) -> Self {
        self.now += Duration::from_millis(millis);
        let at = self.now;
        self.act(Action::Tick { at })
    }

    pub(crate) fn start(self) -> Self {
        self.start_recording(Record::Bytes)
    }

    pub(crate) fn start_recording(self, record: Record) -> Self {
        let at = self.now;
        self.act(Action::Start { at, record })
    }

    pub(crate) fn cancel(self) -> Self {
        let at = self.now;
        self.act(Action::Cancel { at })
    }

    pub(crate) fn lose(self, loss: Loss) -> Self {
        let at = self.now;
        self.act(Action::Lost { loss, at })
    }

    pub(crate) fn hear(self, message: ServerMessage) -> Self {
        let at = self.now;
        self.act(Action::Heard { message, at })
    }

    /// The document that signs in says something.
    pub(crate) fn sign_in(self, message: ServerMessage) -> Self {
        let at = self.now;
        self.act(Action::SigningIn { message, at })
    }

    pub(crate) fn greet(self) -> Self {
        self.greet_at(None)
    }

    /// The relay greets in the frame of a portal whose results have at least `level`.
    pub(crate) fn greet_at(self, level: Option<Disclosure>) -> Self {
        let version = "0.1.0".to_owned();
        self.hear(ServerMessage::Hello {
            version,
            sharing: Some(Life::Week),
            level,
            agents: Vec::new(),
        })
    }

    /// Something happens on the way to the computer.
    fn tell(self, event: StageEvent) -> Self {
        self.hear(ServerMessage::Stage(LegEvent { leg: 0, event }))
    }

    /// The relay begins `stage`, which it gives up after ten seconds.
    pub(crate) fn begin(self, stage: Stage) -> Self {
        let limit_ms = Elapsed::from(Duration::from_secs(10));
        self.tell(StageEvent::Started { stage, limit_ms })
    }

    pub(crate) fn report(self, report: StageReport) -> Self {
        self.tell(StageEvent::Reported(Box::new(report)))
    }

    /// Plays a whole report, stage by stage, as a relay would have streamed it.
    pub(crate) fn finish(mut self, report: Report) -> Self {
        for stage in report.stages() {
            if let Some(elapsed) = stage.elapsed_ms {
                self = self.begin(stage.stage());
                self = self.wait(u64::from(elapsed.as_micros() / 1000));
            }
            self = self.report(stage.clone());
        }
        self.hear(ServerMessage::Finished(Box::new(report)))
    }

    pub(crate) fn run(&self) -> &Run {
        self.state.page.results.run.as_ref().expect("a run was started")
    }
}
