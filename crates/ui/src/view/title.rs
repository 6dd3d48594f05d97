//! What the tab says, for whoever looks at another one meanwhile.

use diagnosis::Verdict;
use words::{Words, key};

use crate::{PageModel, Run};

/// The title of the document; absent where it is the one that the page came with.
pub fn title(words: &Words, page: &PageModel) -> Option<String> {
    let run = page.results.run.as_ref()?;
    let host = run.target().host.to_string();
    let said = if run.is_under_way() {
        words.text_with(key::PAGE_STATUS_CHECKING, &[("host", host.into())])
    } else {
        let headline = match run.findings().first() {
            Some(first) => words.title(first),
            None => words.verdict_name(run.verdict()),
        };
        [sign(run.verdict()), " ", &headline, " · ", &host].concat()
    };
    Some([&said, " – rdptrace"].concat())
}

/// The name of what the icon shows; absent where nothing has been checked.
pub fn icon(page: &PageModel) -> Option<&'static str> {
    let run: &Run = page.results.run.as_ref()?;
    Some(if run.is_under_way() {
        "running"
    } else {
        run.verdict().name()
    })
}

fn sign(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Blocked => "✕",
        Verdict::NoAnswer => "…",
        Verdict::ReachesSignIn => "→",
        Verdict::Works => "✓",
        Verdict::PartlyChecked | Verdict::NotChecked => "–",
    }
}
