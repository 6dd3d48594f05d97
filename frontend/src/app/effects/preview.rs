//! `POST /api/redactions`.

use frontend::{Action, Attempt};
use ui::ShareAction;
use wire::Disclosure;

use super::{Dispatch, files};
use crate::http;

/// Asks what a level shows.
pub(in crate::app) fn preview(number: u32, level: Disclosure, body: String, dispatch: Dispatch) {
    http::post("/api/redactions", body).then(move |answer| {
        if http::is_run_gone(&answer) {
            return dispatch.emit(Action::RunGone(Attempt::Preview));
        }
        let result = answer.ok().and_then(|text| files::report(&text).ok());
        dispatch.emit(Action::Share(ShareAction::Previewed { number, level, result }));
    });
}
