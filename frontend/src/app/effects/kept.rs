//! What outlives a reload: the fields, the result, and the last checks of this browser.

use frontend::AppState;
use ui::{PageModel, Recent};
use wire::json::written;

use super::files::report;
use crate::browser;

/// The page as the address and this tab know it, with what the reader has `typed` before the app was there. A result comes
/// back where the address still names its computer.
pub(crate) fn restored(typed: Option<&str>) -> AppState {
    let kept = browser::kept();
    let said = browser::asked("said");
    let typed = typed.filter(|typed| !typed.is_empty()).map(str::to_owned);
    let mut state = match browser::asked("target") {
        Some(target) if target == kept.checked => {
            let result = report(&kept.result).ok().map(|report| *report);
            AppState::filled(kept.field).restored(said.unwrap_or(kept.said), result)
        }
        // The relay has put it into the field, and the reader may have gone on.
        Some(target) => AppState::filled(typed.unwrap_or(target)).restored(said.unwrap_or_default(), None),
        None => AppState::typed(typed.unwrap_or(kept.field)).restored(said.unwrap_or(kept.said), None),
    };
    state.page.recent = Recent::read(&browser::recent());
    state
}

/// Keeps the result of the run that has ended in this tab, and has the address name its computer.
pub(crate) fn keep_result(page: &PageModel) {
    if let Some(run) = page
        .results
        .run
        .as_ref()
        .filter(|run| run.has_report() && !run.is_kept())
    {
        let target = run.target().to_string();
        browser::keep_result(&target, &written(run.report()));
        if page.question.ask.is_none() {
            browser::show_in_address(&target);
        }
    }
}
