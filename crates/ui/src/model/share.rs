//! Sharing a result: what is chosen, what it will look like, and the link that comes of it.

use wire::{Disclosure, Life, Report, ShareReceipt};

use crate::Run;

/// The dialog in which a result is shared.
#[derive(Clone, Debug, PartialEq)]
pub struct Share {
    /// Which dialog of this page it is, so that a late answer to an earlier one is known.
    pub number: u32,
    /// The most that can be shown: what the result itself was redacted to.
    pub least: Disclosure,
    /// How much is shown.
    pub level: Disclosure,
    /// How long.
    pub life: Life,
    /// What the person was doing, in their own words; may be empty.
    pub doing: String,
    /// Whether the relay is not to be able to read it.
    pub sealed: bool,
    /// When the dialog was opened, in milliseconds since 1970.
    pub opened_at_ms: i64,
    /// What leaves.
    pub preview: Preview,
    /// When it leaves.
    pub leaves: Leaves,
    /// How far it is.
    pub step: ShareStep,
    /// What went wrong last, as a sentence; absent where nothing did.
    pub complaint: Option<String>,
}

/// When a result leaves, once it is known what does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leaves {
    /// When the reader has looked at it and says so.
    WhenSeen,
    /// At once: the reader agreed to the level and the life before.
    WhenKnown,
}

/// What leaves at the chosen level.
#[derive(Clone, Debug, PartialEq)]
pub enum Preview {
    /// The relay has not told yet.
    Awaited,
    /// Exactly this, as it will be seen.
    Shown(Box<Run>),
    /// The relay did not tell.
    Missing,
}

/// How far sharing is.
#[derive(Clone, Debug, PartialEq)]
pub enum ShareStep {
    /// The reader chooses.
    Choosing,
    /// The relay is to keep it.
    Sending,
    /// There is a link.
    Shared(Link),
    /// The link is to be revoked.
    Revoking(Link),
    /// There was a link.
    Revoked,
}

/// A link to a shared result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The whole address, with the key in its fragment where the result is sealed.
    pub address: String,
    /// What the relay gave.
    pub receipt: ShareReceipt,
}

/// What happens in the dialog.
#[derive(Clone, Debug, PartialEq)]
pub enum ShareAction {
    /// The reader wants to share the result.
    Open {
        /// In milliseconds since 1970.
        now_ms: i64,
        /// What the person was doing, as far as the page knows; may be empty.
        doing: String,
        /// Whether the reader looks at it first.
        leaves: Leaves,
    },
    /// The reader opened a sealed result that this browser shared.
    Reopen(Link),
    /// The reader wants none of it.
    Close,
    /// Another level is chosen.
    Level(Disclosure),
    /// Another life is chosen.
    Life(Life),
    /// The answer to what the person was doing is another one.
    Doing(String),
    /// Sealing is chosen or not.
    Seal(bool),
    /// The relay told what a level shows; absent where it did not.
    Previewed {
        /// In which dialog.
        number: u32,
        /// Which level.
        level: Disclosure,
        /// The report.
        result: Option<Box<Report>>,
    },
    /// The reader wants the link.
    Send,
    /// There is a link, or a sentence that says why not.
    Sent {
        /// In which dialog.
        number: u32,
        /// Which.
        result: Result<Link, String>,
    },
    /// The reader wants the link to work no more.
    Revoke,
    /// It does not, or a sentence that says why it still does.
    Revoked {
        /// In which dialog.
        number: u32,
        /// Which.
        result: Result<(), String>,
    },
}

impl Share {
    /// A dialog about a result that is known at `least` so much redacted.
    pub fn opened(number: u32, now_ms: i64, doing: String, longest: Life, least: Disclosure) -> Self {
        Self {
            number,
            least,
            level: Disclosure::default().max(least),
            life: Life::default().min(longest),
            doing,
            sealed: false,
            opened_at_ms: now_ms,
            preview: Preview::Awaited,
            leaves: Leaves::WhenSeen,
            step: ShareStep::Choosing,
            complaint: None,
        }
    }

    /// When the link would stop working if it were made now, in milliseconds since 1970.
    pub fn expires_at_ms(&self) -> i64 {
        self.opened_at_ms + i64::try_from(self.life.duration().as_millis()).unwrap_or(0)
    }

    /// The result as the link will show it; absent until that is known.
    pub fn previewed(&self) -> Option<&Run> {
        match &self.preview {
            Preview::Shown(run) => Some(run),
            Preview::Awaited | Preview::Missing => None,
        }
    }

    /// The same, to open and close its rows.
    pub fn previewed_mut(&mut self) -> Option<&mut Run> {
        match &mut self.preview {
            Preview::Shown(run) => Some(run),
            Preview::Awaited | Preview::Missing => None,
        }
    }

    /// The link, once there is one.
    pub fn link(&self) -> Option<&Link> {
        match &self.step {
            ShareStep::Shared(link) | ShareStep::Revoking(link) => Some(link),
            ShareStep::Choosing | ShareStep::Sending | ShareStep::Revoked => None,
        }
    }

    /// Whether the relay has still to tell what the chosen level shows.
    pub fn awaits_preview(&self) -> bool {
        matches!(self.preview, Preview::Awaited)
    }

    /// Whether the relay is being given the result.
    pub fn is_sending(&self) -> bool {
        self.step == ShareStep::Sending
    }

    /// Shows a link that was made before.
    pub fn reopen(&mut self, link: Link) {
        self.preview = Preview::Missing;
        self.step = ShareStep::Shared(link);
    }

    /// Whether the reader may still choose.
    pub fn is_choosing(&self) -> bool {
        self.step == ShareStep::Choosing
    }

    /// Changes what `action` changes in a dialog that is open.
    pub fn apply(&mut self, action: ShareAction) {
        match action {
            ShareAction::Open { .. } | ShareAction::Reopen(_) | ShareAction::Close => {}
            // What leaves is what was chosen when it was sent.
            ShareAction::Level(_) | ShareAction::Life(_) | ShareAction::Doing(_) | ShareAction::Seal(_)
                if !self.is_choosing() => {}
            ShareAction::Level(level) => {
                // What was agreed to is another one.
                self.leaves = Leaves::WhenSeen;
                self.level = level;
                self.preview = Preview::Awaited;
            }
            ShareAction::Life(life) => self.life = life,
            ShareAction::Doing(text) => self.doing = text,
            ShareAction::Seal(sealed) => self.sealed = sealed,
            ShareAction::Previewed { level, result, .. } => self.preview(level, result),
            ShareAction::Send => {
                // What nobody has seen does not leave.
                if self.is_choosing() && self.previewed().is_some() {
                    self.complaint = None;
                    self.step = ShareStep::Sending;
                }
            }
            ShareAction::Sent { result, .. } => match result {
                Ok(link) => self.step = ShareStep::Shared(link),
                Err(sentence) => {
                    self.complaint = Some(sentence);
                    self.step = ShareStep::Choosing;
                }
            },
            ShareAction::Revoke => {
                if let ShareStep::Shared(link) = &self.step {
                    self.complaint = None;
                    self.step = ShareStep::Revoking(link.clone());
                }
            }
            ShareAction::Revoked { result, .. } => {
                if let ShareStep::Revoking(link) = &self.step {
                    match result {
                        Ok(()) => self.step = ShareStep::Revoked,
                        Err(sentence) => {
                            self.complaint = Some(sentence);
                            self.step = ShareStep::Shared(link.clone());
                        }
                    }
                }
            }
        }
    }

    fn preview(&mut self, level: Disclosure, result: Option<Box<Report>>) {
        if level != self.level || !self.awaits_preview() {
            return;
        }
        self.preview = result.map_or(Preview::Missing, |report| {
            Preview::Shown(Box::new(Run::kept(PREVIEW, *report)))
        });
        // Once: what the relay refuses is the reader's to decide on.
        let leaves = core::mem::replace(&mut self.leaves, Leaves::WhenSeen);
        if leaves == Leaves::WhenKnown && self.is_choosing() && self.previewed().is_some() {
            self.step = ShareStep::Sending;
        }
    }
}

/// A preview is none of the page's runs, which are counted from 1 on.
const PREVIEW: u32 = 0;

#[cfg(test)]
mod tests {
    use super::*;

    fn report() -> Box<Report> {
        Box::new(Report::new("pc.example.org".parse().unwrap(), wire::Place::Relay, 0))
    }

    fn link() -> Link {
        Link {
            address: "http://localhost/r/A".to_owned(),
            receipt: ShareReceipt {
                id: "A".to_owned(),
                path: "/r/A".to_owned(),
                expires_at_ms: 1,
                revoke: "S".to_owned(),
            },
        }
    }

    fn opened(longest: Life) -> Share {
        Share::opened(1, 0, String::new(), longest, Disclosure::Everything)
    }

    fn sent(result: Result<Link, String>) -> ShareAction {
        ShareAction::Sent { number: 1, result }
    }

    fn revoked(result: Result<(), String>) -> ShareAction {
        ShareAction::Revoked { number: 1, result }
    }

    fn previewed(level: Disclosure) -> ShareAction {
        ShareAction::Previewed {
            number: 1,
            level,
            result: Some(report()),
        }
    }

    #[test]
    fn nothing_is_sent_that_was_not_shown() {
        let mut share = opened(Life::Month);

        share.apply(ShareAction::Send);
        assert!(share.is_choosing());

        share.apply(previewed(Disclosure::Support));
        share.apply(ShareAction::Level(Disclosure::Public));
        share.apply(ShareAction::Send);
        assert!(share.is_choosing(), "the preview was of another level");

        share.apply(previewed(Disclosure::Support));
        assert_eq!(share.preview, Preview::Awaited, "it came too late");

        share.apply(previewed(Disclosure::Public));
        share.apply(ShareAction::Send);
        assert_eq!(share.step, ShareStep::Sending);
    }

    #[test]
    fn life_is_the_usual_one_or_what_the_relay_allows() {
        assert_eq!(opened(Life::Month).life, Life::Week);
        assert_eq!(opened(Life::Hour).life, Life::Hour);
        assert_eq!(
            Share::opened(1, 1000, String::new(), Life::Hour, Disclosure::Everything).expires_at_ms(),
            3_601_000
        );
    }

    #[test]
    fn what_the_relay_refuses_can_be_tried_again() {
        let mut share = opened(Life::Month);
        share.apply(previewed(Disclosure::Support));
        share.apply(ShareAction::Send);

        share.apply(sent(Err("No room.".to_owned())));
        assert!(share.is_choosing() && share.previewed().is_some());
        assert_eq!(share.complaint.as_deref(), Some("No room."));

        share.apply(ShareAction::Send);
        assert_eq!((share.complaint.as_deref(), &share.step), (None, &ShareStep::Sending));
    }

    #[test]
    fn link_that_could_not_be_revoked_is_still_shown() {
        let mut share = opened(Life::Month);
        share.apply(previewed(Disclosure::Support));
        share.apply(ShareAction::Send);
        share.apply(sent(Ok(link())));

        share.apply(ShareAction::Revoke);
        share.apply(revoked(Err("Try again.".to_owned())));
        assert_eq!(share.step, ShareStep::Shared(link()));
        assert_eq!(share.complaint.as_deref(), Some("Try again."));

        share.apply(ShareAction::Revoke);
        assert_eq!(share.complaint, None);
        share.apply(revoked(Ok(())));
        assert_eq!(share.step, ShareStep::Revoked);
    }

    #[test]
    fn what_was_chosen_stays_while_it_is_sent() {
        let mut share = opened(Life::Month);
        share.apply(previewed(Disclosure::Support));
        share.apply(ShareAction::Send);

        share.apply(ShareAction::Level(Disclosure::Public));
        share.apply(ShareAction::Seal(true));

        assert_eq!((share.level, share.sealed), (Disclosure::Support, false));
        assert!(share.previewed().is_some());
    }

    #[test]
    fn result_that_was_redacted_is_offered_at_its_level() {
        let share = Share::opened(1, 0, String::new(), Life::Month, Disclosure::Public);

        assert_eq!(share.level, Disclosure::Public);
    }
}
