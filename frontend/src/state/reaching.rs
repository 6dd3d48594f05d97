//! That the reader's own browser tries the computer's port.

use core::net::SocketAddr;

use ui::{Observed, ReachConsent};

use super::AppState;
use crate::Effect;

impl AppState {
    /// The reader wants their own browser to try the computer's port.
    pub(super) fn agree(&mut self, effects: &mut Vec<Effect>) {
        effects.extend(self.reach());
        if self.page.reach == ReachConsent::Asked && self.page.question.ask.is_none() {
            self.page.reach = ReachConsent::Agreed;
            effects.push(Effect::KeepReachConsent(ReachConsent::Agreed));
        }
    }

    pub(super) fn disagree(&mut self, effects: &mut Vec<Effect>) {
        if self.page.reach == ReachConsent::Agreed {
            self.page.reach = ReachConsent::Asked;
            effects.push(Effect::KeepReachConsent(ReachConsent::Asked));
        }
    }

    /// Has the reader's browser try the address of the run that is shown, where there is one to try.
    pub(super) fn reach(&mut self) -> Option<Effect> {
        let address = self.page.offers_reach()?;
        let run = self.page.results.run.as_mut()?;
        run.reach(address);
        Some(Effect::Reach {
            number: run.number(),
            address: SocketAddr::new(address, run.target().port.number()),
        })
    }

    pub(super) fn reached(&mut self, number: u32, observed: &Observed, effects: &mut Vec<Effect>) {
        let Some(run) = self.page.results.run.as_mut().filter(|run| run.number() == number) else {
            return;
        };
        run.reached(observed);
        // What was previewed is what leaves.
        if self.page.sharing.dialog.is_none() {
            run.settle();
        }
        if run.has_report() {
            effects.extend(self.remember());
        }
    }
}
