//! The dialog in which a result is shared, and what leaves by it.

use ui::{Leaves, Preview, Run, Share, ShareAction, ShareStep, SharingOffer};
use wire::json::written;
use wire::{Disclosure, Life};

use super::AppState;
use crate::{Body, Effect, News};

impl AppState {
    pub(super) fn share(&mut self, action: ShareAction, effects: &mut Vec<Effect>) {
        match action {
            ShareAction::Open { now_ms, doing, leaves } => {
                self.open_dialog(now_ms, doing, leaves, effects);
            }
            ShareAction::Reopen(link) => {
                self.dialogs += 1;
                let mut share = Share::opened(self.dialogs, 0, String::new(), Life::Month, Disclosure::Everything);
                share.sealed = true;
                share.reopen(link);
                self.page.sharing.dialog = Some(share);
                effects.push(Effect::Focus("sharing"));
            }
            // There may be a link already, and then whoever made it is to know.
            ShareAction::Close if self.page.is_sending() => {}
            ShareAction::Close => self.close_dialog(effects),
            ShareAction::Previewed { number, .. }
            | ShareAction::Sent { number, .. }
            | ShareAction::Revoked { number, .. }
                if self
                    .page
                    .sharing
                    .dialog
                    .as_ref()
                    .is_none_or(|share| share.number != number) => {}
            ShareAction::Level(_)
            | ShareAction::Life(_)
            | ShareAction::Doing(_)
            | ShareAction::Seal(_)
            | ShareAction::Previewed { .. }
            | ShareAction::Send
            | ShareAction::Sent { .. }
            | ShareAction::Revoke
            | ShareAction::Revoked { .. } => self.change_dialog(action, effects),
        }
    }

    fn open_dialog(&mut self, now_ms: i64, doing: String, leaves: Leaves, effects: &mut Vec<Effect>) {
        let longest = match self.page.sharing.offer {
            SharingOffer::For(longest) => longest,
            SharingOffer::Unknown => Life::Month,
            SharingOffer::Off => return,
        };
        let Some(run) = self.page.results.run.as_ref().filter(|run| run.is_open_to_relay()) else {
            return;
        };
        if self.page.sharing.dialog.is_some() {
            return;
        }
        let least = run.report().redacted.unwrap_or(Disclosure::Everything);
        let least = least.max(self.page.least_level());
        self.dialogs += 1;
        let mut share = Share::opened(self.dialogs, now_ms, doing, longest, least);
        share.leaves = leaves;
        self.page.sharing.dialog = Some(share);
        effects.push(Effect::Focus("sharing"));
        effects.extend(self.preview());
    }

    pub(super) fn close_dialog(&mut self, effects: &mut Vec<Effect>) {
        if self.page.sharing.dialog.take().is_some() {
            self.with_run(Run::settle);
            effects.push(Effect::Focus("share"));
        }
    }

    fn change_dialog(&mut self, action: ShareAction, effects: &mut Vec<Effect>) {
        // Whoever asked has the link as soon as it is there.
        let goes_to_support = self.page.answered().is_none();
        let Some(share) = &mut self.page.sharing.dialog else {
            return;
        };
        let changes_level = matches!(action, ShareAction::Level(_));
        let before = share.step.clone();
        share.apply(action);
        self.page.results.link = share.link().cloned();
        if changes_level {
            effects.extend(self.preview());
            return;
        }
        if before == share.step {
            return;
        }
        match &share.step {
            ShareStep::Sending => effects.extend(self.send()),
            ShareStep::Revoking(link) => effects.push(Effect::Revoke {
                number: share.number,
                link: link.clone(),
            }),
            ShareStep::Shared(link) if before == ShareStep::Sending => {
                effects.push(Effect::TellPortal(News::Shared(link.clone())));
                effects.push(Effect::Focus("sharing"));
                if goes_to_support {
                    effects.push(Effect::CopyLink(link.address.clone()));
                    if self.page.sharing.contact.is_some() {
                        effects.push(Effect::WriteToSupport);
                    }
                }
            }
            // What the reader used went away; the dialog stays.
            ShareStep::Shared(_) | ShareStep::Revoked => effects.push(Effect::Focus("sharing")),
            ShareStep::Choosing => {}
        }
    }

    /// What the chosen level shows is asked for, where that is not known.
    pub(super) fn preview(&self) -> Option<Effect> {
        let share = self
            .page
            .sharing
            .dialog
            .as_ref()
            .filter(|share| share.awaits_preview())?;
        let body = Body {
            members: &[("disclosure", &share.level)],
            run: Some(self.page.results.run.as_ref()?),
        };
        Some(Effect::Preview {
            number: share.number,
            level: share.level,
            body: body.written(),
        })
    }

    /// What the preview showed leaves, and nothing else.
    pub(super) fn send(&self) -> Option<Effect> {
        let share = self.page.sharing.dialog.as_ref()?;
        let Preview::Shown(shown) = &share.preview else {
            return None;
        };
        let (number, life) = (share.number, share.life);
        let ask = self.page.answered().map(|asked| asked.id.clone());
        if share.sealed {
            return Some(Effect::ShareSealed {
                number,
                life,
                ask,
                report: written(shown.report()),
            });
        }
        let doing = Some(share.doing.trim()).filter(|doing| !doing.is_empty());
        // The relay redacts its own run as it did for the preview.
        let own = self.page.results.run.as_ref().filter(|run| run.key().is_some());
        let body = Body {
            members: &[
                ("life", &life),
                ("ask", &ask),
                ("content", &own.map_or("open", |_| "run")),
                ("disclosure", &share.level),
                ("doing", &doing),
            ],
            run: Some(own.unwrap_or(shown)),
        };
        let body = body.written();
        Some(Effect::Share { number, body })
    }
}
