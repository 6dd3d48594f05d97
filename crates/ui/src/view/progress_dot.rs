//! The mark of a step on the line: another shape for every state, so that none is told by colour alone.

use wire::Outcome;
use yew::prelude::*;

use crate::Progress;

/// The mark for `progress`. It repeats what the row says in words, so screen readers pass over it.
pub(crate) fn progress_dot(progress: Progress) -> Html {
    let (body, sign) = match progress {
        Progress::Waiting | Progress::Ended(Outcome::NotReached) => (SMALL_RING, ""),
        Progress::Running { .. } => (RING, "M12 4a8 8 0 0 1 8 8"),
        Progress::Interrupted => (RING, ""),
        Progress::Ended(Outcome::Passed) => (DISC, "m8 12.2 2.8 2.8L16 9.6"),
        Progress::Ended(Outcome::Failed) => ("M12 1 23 12 12 23 1 12z", "m9 9 6 6m0-6-6 6"),
        Progress::Ended(Outcome::Silent) => ("M3 3h18v18H3z", "M7.5 12h.01M12 12h.01M16.5 12h.01"),
        Progress::Ended(Outcome::NotChecked) => (RING, "M8.5 12h7"),
    };
    html! {
        <svg class="station" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" focusable="false">
            <path class="body" d={body} />
            <path class="sign" d={sign} />
        </svg>
    }
}

const SMALL_RING: &str = "M7.5 12a4.5 4.5 0 1 0 9 0 4.5 4.5 0 1 0-9 0z";
const RING: &str = "M4 12a8 8 0 1 0 16 0 8 8 0 1 0-16 0z";
const DISC: &str = "M3 12a9 9 0 1 0 18 0 9 9 0 1 0-18 0z";
