//! The mark of a verdict: another shape for each, so that none is told by colour alone.

use diagnosis::Verdict;
use yew::prelude::*;

/// The mark for `verdict`. The word stands beside it, so screen readers pass over it.
pub(crate) fn verdict_icon(verdict: Verdict) -> Html {
    let (body, sign) = match verdict {
        Verdict::Blocked => (DISC, "m8.5 8.5 7 7m0-7-7 7"),
        Verdict::NoAnswer => (SQUARE, "M7.5 12h.01M12 12h.01M16.5 12h.01"),
        Verdict::ReachesSignIn => (DISC, "M7 12h9m-3.5-4L16.5 12l-4 4"),
        Verdict::Works => (DISC, "m7.5 12.5 3 3 6-6.5"),
        Verdict::PartlyChecked => (DISC, "M9.5 8v8m5-8v8"),
        Verdict::NotChecked => (DISC, "M8 12h8"),
    };
    html! {
        <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" focusable="false">
            <path class="body" d={body} />
            <path class="sign" d={sign} />
        </svg>
    }
}

const DISC: &str = "M1.5 12a10.5 10.5 0 1 0 21 0 10.5 10.5 0 1 0-21 0z";
const SQUARE: &str = "M6 2h12a4 4 0 0 1 4 4v12a4 4 0 0 1-4 4H6a4 4 0 0 1-4-4V6a4 4 0 0 1 4-4z";
