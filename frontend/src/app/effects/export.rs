//! Copying and saving a result.

use frontend::{Action, Attempt};
use ui::{ExportKind, ExportResult, PageModel};
use wire::filled;
use wire::json::written;
use words::Words;
use yew::platform::spawn_local;

use super::Dispatch;
use crate::json::Parsed;
use crate::{browser, http};

/// Copies the result as one line.
pub(in crate::app) fn copy_line(words: &Words, page: &PageModel, link: Option<&str>, dispatch: Dispatch) {
    if let Some(run) = &page.results.run {
        let line = words.one_line(run.report(), run.findings(), link);
        copy(line, ExportKind::Line, dispatch);
    }
}

/// Copies a link.
pub(in crate::app) fn copy_link(link: String, dispatch: Dispatch) {
    copy(link, ExportKind::Link, dispatch);
}

/// Saves the report as a file, into which a person may look.
pub(in crate::app) fn save_report(page: &PageModel, dispatch: &Dispatch) {
    let Some(run) = &page.results.run else { return };
    // The relay says with its report when the run began. Of one that was lost, this browser knows only that it just was.
    let now = ["\"started_at_ms\":", &browser::unix_millis().to_string()].concat();
    let json = Parsed::parse(&filled(&written(run.report()), UNDATED, &now));
    let text = json.and_then(|json| json.written_for_people());
    let saved = text.and_then(|text| browser::save("rdptrace.json", "application/json", &text));
    dispatch.emit(Action::Exported(result(saved, ExportKind::Json)));
}

/// Has the relay write the result in another form, and copies or saves that.
pub(in crate::app) fn export(kind: ExportKind, body: String, dispatch: Dispatch) {
    http::post("/api/exports", body).then(move |answer| {
        if http::is_run_gone(&answer) {
            return dispatch.emit(Action::RunGone(Attempt::Export(kind)));
        }
        match (answer, kind) {
            (Ok(text), ExportKind::Html) => {
                let saved = browser::save("rdptrace.html", "text/html", &text);
                dispatch.emit(Action::Exported(result(saved, kind)));
            }
            (Ok(text), _) => copy(text, kind, dispatch),
            (Err(_), _) => dispatch.emit(Action::Exported(ExportResult::NotSaved)),
        }
    });
}

/// What stands in a report without a time; any other time begins with another digit.
const UNDATED: &str = "\"started_at_ms\":0";

fn result(saved: Option<()>, kind: ExportKind) -> ExportResult {
    saved.map_or(ExportResult::NotSaved, |()| ExportResult::Done(kind))
}

fn copy(text: String, kind: ExportKind, dispatch: Dispatch) {
    spawn_local(async move {
        let result = if browser::copy(&text).await {
            ExportResult::Done(kind)
        } else {
            ExportResult::NotCopied(text)
        };
        dispatch.emit(Action::Exported(result));
    });
}
