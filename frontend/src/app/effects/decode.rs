//! `POST /api/decode`.

use frontend::{Action, Attempt};
use wire::DecodeAnswer;

use super::Dispatch;
use crate::{http, json};

/// Asks what the reader's program meant.
pub(in crate::app) fn decode(number: u32, body: String, dispatch: Dispatch) {
    http::post("/api/decode", body).then(move |answer| {
        if http::is_run_gone(&answer) {
            return dispatch.emit(Action::RunGone(Attempt::Decode));
        }
        let answer = answer.ok().and_then(|text| json::read::<DecodeAnswer>(&text));
        let answer = answer.map(Box::new);
        dispatch.emit(Action::Decoded { number, answer });
    });
}
