//! How what the page shows changes, and what follows from that. Time comes in with the actions.

use core::time::Duration;

use ui::{
    Asked, ExportKind, Form, FormView, LoadFault, PageModel, Phase, Question, Recent, Run, Share, SharingOffer, SignIn,
    Understood,
};
use wire::{Ask, AskProgress, DecodeAnswer, ExportForm, LegEvent, Record, Report, ServerMessage, Stage, StageEvent};

use crate::{Action, Attempt, Body, Effect, News};

mod reaching;
mod sharing;

/// What the page was at before a change.
#[derive(Clone, Copy)]
struct Before {
    /// A run was under way.
    busy: bool,
    /// A request for a run stood open.
    asked: bool,
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
        Self::of(Question {
            form: Form::filled(text),
            ..Question::default()
        })
    }

    /// The page whose field somebody has begun to fill.
    pub fn typed(text: String) -> Self {
        let mut form = Form::default();
        form.edit(text);
        Self::of(Question {
            form,
            ..Question::default()
        })
    }

    /// The same with what the reader's app said, and with the result that stood there before the page was loaded again.
    #[must_use]
    pub fn restored(mut self, said: String, report: Option<Report>) -> Self {
        self.page.question.client_error.edit(said);
        if let Some(report) = report.filter(|report| report.fault().is_none()) {
            self.page.results.run = Some(Run::restored(1, report));
            self.page.question.view = FormView::Folded;
        }
        self
    }

    /// The page of whoever follows a link with which somebody asks for a run.
    pub fn asked(id: String) -> Self {
        let ask = Asked {
            id,
            ask: None,
            complaint: None,
        };
        Self::of(Question {
            ask: Some(ask),
            ..Question::default()
        })
    }

    fn of(question: Question) -> Self {
        let page = PageModel {
            question,
            ..PageModel::default()
        };
        Self { page, dialogs: 0 }
    }

    /// Changes what `action` changes, and says what is to be done.
    pub fn apply(&mut self, action: Action) -> Vec<Effect> {
        let before = Before {
            busy: self.page.is_busy(),
            asked: self.page.is_asked(),
        };
        let mut effects = Vec::new();
        match action {
            // Somebody else chose the computers.
            Action::Edit(text) if self.page.is_asked() => self.choose(text),
            Action::ReadFile { .. } if self.page.is_asked() => {}
            Action::Edit(text) => self.page.question.form.edit(text),
            Action::Leave => self.page.question.form.leave(),
            Action::ForgetRecent(target) => self.forget(target.as_deref(), &mut effects),
            Action::Unfold => self.unfold(&mut effects),
            Action::ReadFile { name, bytes } => {
                self.page.question.form.read_file(name, &bytes);
                self.page.question.view = FormView::Whole;
            }
            Action::EditClientError(text) => self.page.question.client_error.edit(text),
            Action::LeaveClientError => self.decode(&mut effects),
            Action::Decoded { number, answer } => self.decoded(number, answer),
            Action::Start { at, record } => self.start(at, record, &mut effects),
            Action::Join { at, target, key } => {
                effects.push(Effect::Join(key.clone()));
                self.page.question.form = Form::filled(target.to_string());
                self.page.question.view = FormView::Folded;
                let run = Run::rejoined(self.next_number(), target, key, at);
                self.replace(run, &mut effects);
            }
            Action::Heard { message, at } => self.hear(message, at, &mut effects),
            Action::Lost { loss, at } => self.with_run(|run| run.lose(loss, at)),
            Action::Cancel { at } => self.cancel(at, &mut effects),
            Action::Tick { at } => self.with_run(|run| run.pass_time(at)),
            Action::Toggle(stage) => self.toggle(stage),
            Action::Show(report) => self.show(report, Run::kept, &mut effects),
            Action::Unseal(report) => self.show(report, Run::unsealed, &mut effects),
            Action::Share(action) => self.share(action, &mut effects),
            Action::Export(kind) => effects.extend(self.export(kind)),
            Action::Exported(result) => self.page.results.exported = Some(result),
            Action::SignIn => self.page.sign_in = SignIn::Open,
            Action::SigningIn { message, at } => {
                let ends = matches!(message, ServerMessage::Finished(_));
                self.with_run(|run| run.hear_sign_in(message, at));
                if ends {
                    effects.extend(self.remember());
                }
            }
            Action::RunGone(attempt) => self.try_again(attempt, &mut effects),
            Action::Asked(answer) => self.asked_for(answer, &mut effects),
            Action::Reach => self.agree(&mut effects),
            Action::StopReaching => self.disagree(&mut effects),
            Action::Reached { number, observed } => self.reached(number, &observed, &mut effects),
        }
        if before.busy && self.page.tries_itself() {
            effects.extend(self.reach());
            self.with_run(Run::leave_reach);
        }
        if before.busy && !self.page.is_busy() {
            effects.push(Effect::Disconnect);
            effects.extend(self.remember());
            // Whoever waited is led to what came of it.
            effects.push(Effect::Focus("answer"));
            effects.push(Effect::TellPortal(News::Over));
        }
        effects.extend(self.progress(before));
        effects
    }

    /// What whoever asked for the run is to know after a change.
    fn progress(&self, before: Before) -> Option<Effect> {
        let asked = self.page.question.ask.as_ref().filter(|asked| asked.ask.is_some())?;
        let has_result = || self.page.results.run.as_ref().is_some_and(Run::is_worth_taking);
        let progress = match (before.busy, self.page.is_busy()) {
            (false, true) => AskProgress::Running,
            (true, false) if has_result() => AskProgress::Finished,
            (true, false) => AskProgress::Opened,
            (false, false) if !before.asked => AskProgress::Opened,
            (false, false) | (true, true) => return None,
        };
        let ask = asked.id.clone();
        Some(Effect::TellProgress { ask, progress })
    }

    fn start(&mut self, at: Duration, record: Record, effects: &mut Vec<Effect>) {
        if self.page.is_busy() || self.page.is_sending() {
            return;
        }
        match self.page.question.form.submit() {
            Some(Understood { target, route, .. }) => {
                effects.push(Effect::Connect {
                    target: target.clone(),
                    record,
                    route,
                });
                let run = Run::new(self.next_number(), target, at);
                self.replace(run, effects);
                self.page.question.view = FormView::Folded;
                self.decode(effects);
            }
            None => {
                self.page.question.view = FormView::Whole;
                effects.push(Effect::Focus("target"));
            }
        }
    }

    /// Adds the run that has ended to the last checks of this browser, unless it says nothing.
    fn remember(&mut self) -> Option<Effect> {
        let run = self.page.results.run.as_ref().filter(|run| run.has_report())?;
        let recent = Recent {
            target: run.target().to_string(),
            verdict: run.verdict(),
        };
        recent.add(&mut self.page.recent);
        Some(Effect::KeepRecent(self.page.recent.clone()))
    }

    /// Takes one of the last checks of this browser away, or all. The focus goes on, for its button is gone.
    fn forget(&mut self, target: Option<&str>, effects: &mut Vec<Effect>) {
        let recent = &mut self.page.recent;
        recent.retain(|it| target.is_some_and(|target| it.target != target));
        let next = if recent.is_empty() { "target" } else { "forget-recent" };
        effects.push(Effect::KeepRecent(recent.clone()));
        effects.push(Effect::Focus(next));
    }

    fn unfold(&mut self, effects: &mut Vec<Effect>) {
        self.page.question.view = FormView::Whole;
        effects.push(Effect::Focus("target"));
    }

    fn hear(&mut self, message: ServerMessage, at: Duration, effects: &mut Vec<Effect>) {
        if let ServerMessage::Hello { sharing, level, .. } = &message {
            self.page.sharing.offer = sharing.map_or(SharingOffer::Off, SharingOffer::For);
            self.page.sharing.least = *level;
        }
        if let ServerMessage::Started { key: Some(key), .. } = &message {
            effects.push(Effect::ShowRun(key.clone()));
            effects.push(Effect::TellPortal(News::Started));
        }
        if let ServerMessage::Stage(LegEvent {
            event: StageEvent::Reported(report),
            ..
        }) = &message
        {
            let news = News::Stage(report.stage(), report.outcome);
            effects.push(Effect::TellPortal(news));
        }
        let ends = matches!(message, ServerMessage::Finished(_));
        self.with_run(|run| run.hear(message, at));
        if ends {
            self.decode(effects);
        }
    }

    fn cancel(&mut self, at: Duration, effects: &mut Vec<Effect>) {
        let was_checking = self.phase() == Some(&Phase::Checking);
        self.with_run(|run| run.cancel(at));
        if was_checking {
            effects.push(Effect::CancelRun);
        }
    }

    /// The answer to what the reader's program said.
    #[inline(never)] // Where it is part of its caller, the page's module weighs more.
    fn decoded(&mut self, number: u32, mut answer: Option<Box<DecodeAnswer>>) {
        let leg = answer.as_mut().and_then(|answer| answer.leg.take());
        let in_time = self.page.question.client_error.answered(number, answer);
        // What was previewed is what leaves.
        if in_time && self.page.sharing.dialog.is_none() {
            self.with_run(|run| run.be_told(leg));
        }
    }

    /// Asks what the reader's program said means, and why it fits what was found.
    fn decode(&mut self, effects: &mut Vec<Effect>) {
        let input = &mut self.page.question.client_error;
        input.ask();
        let Some(number) = input.awaited() else { return };
        let body = Body {
            members: &[("said", &input.text())],
            run: self.page.results.run.as_ref().filter(|run| run.is_open_to_relay()),
        };
        let body = body.written();
        effects.push(Effect::Decode { number, body });
    }

    fn show(&mut self, report: Result<Box<Report>, LoadFault>, run: fn(u32, Report) -> Run, effects: &mut Vec<Effect>) {
        if self.page.is_busy() || self.page.is_sending() {
            return;
        }
        match report {
            Ok(report) => {
                let run = run(self.next_number(), *report);
                self.replace(run, effects);
                self.page.question.view = FormView::Folded;
                self.decode(effects);
            }
            Err(fault) => self.page.results.fault = Some(fault),
        }
    }

    /// Puts another result in the place of the one that is shown.
    fn replace(&mut self, run: Run, effects: &mut Vec<Effect>) {
        let results = &mut self.page.results;
        if let Some(last) = results.run.replace(run).filter(Run::is_open_to_relay) {
            results.before = Some(Box::new(last));
        }
        if self.page.sign_in == SignIn::Open {
            self.page.sign_in = SignIn::Offered;
        }
        results.link = None;
        results.exported = None;
        results.fault = None;
        self.close_dialog(effects);
    }

    fn next_number(&self) -> u32 {
        self.page.results.run.as_ref().map_or(1, |last| last.number() + 1)
    }

    fn toggle(&mut self, stage: Stage) {
        match self.page.sharing.dialog.as_mut().and_then(Share::previewed_mut) {
            Some(preview) => preview.toggle(stage),
            None => self.with_run(|run| run.toggle(stage)),
        }
    }

    fn export(&self, kind: ExportKind) -> Option<Effect> {
        let results = &self.page.results;
        let run = results.run.as_ref()?;
        let link = results.link.as_ref().map(|link| link.address.clone());
        let form = match kind {
            ExportKind::Line => return Some(Effect::CopyLine(link)),
            ExportKind::Link => {
                let link = self.page.sharing.dialog.as_ref().and_then(Share::link);
                return link.map(|link| Effect::CopyLink(link.address.clone()));
            }
            ExportKind::Json => return run.can_be_saved().then_some(Effect::SaveReport),
            ExportKind::Text => ExportForm::Txt,
            ExportKind::Markdown => ExportForm::Md,
            ExportKind::Html => ExportForm::Html,
        };
        // The key of a sealed link is for readers, and not for the relay.
        let link = link.filter(|link| !link.contains('#'));
        let body = Body {
            members: &[("form", &form), ("link", &link)],
            run: Some(run),
        };
        run.is_open_to_relay().then(|| Effect::Export {
            kind,
            body: body.written(),
        })
    }

    /// The relay has forgotten the run: what was asked by its key is asked again with the report.
    fn try_again(&mut self, attempt: Attempt, effects: &mut Vec<Effect>) {
        self.with_run(Run::forget_key);
        match attempt {
            Attempt::Decode => self.decode(effects),
            Attempt::Preview => effects.extend(self.preview()),
            Attempt::Share => effects.extend(self.send()),
            Attempt::Export(kind) => effects.extend(self.export(kind)),
        }
    }

    fn asked_for(&mut self, answer: Result<Ask, String>, effects: &mut Vec<Effect>) {
        let Some(asked) = &mut self.page.question.ask else {
            return;
        };
        match answer {
            Ok(ask) => {
                self.page.question.form = Form::filled(ask.target.as_str());
                // A portal keeps the focus that it has.
                effects.extend((!ask.launched).then_some(Effect::Focus("check")));
                asked.ask = Some(ask);
            }
            Err(sentence) => asked.complaint = Some(sentence),
        }
    }

    /// The reader chooses one of the computers of which somebody else wants one to be checked.
    fn choose(&mut self, text: String) {
        let question = &mut self.page.question;
        let ask = question.ask.as_ref().and_then(|asked| asked.ask.as_ref());
        if ask.is_some_and(|ask| ask.choices.contains(&text)) {
            question.form = Form::filled(text);
            question.view = FormView::Whole;
        }
    }

    fn phase(&self) -> Option<&Phase> {
        self.page.results.run.as_ref().map(Run::phase)
    }

    fn with_run(&mut self, change: impl FnOnce(&mut Run)) {
        if let Some(run) = &mut self.page.results.run {
            change(run);
        }
    }
}
