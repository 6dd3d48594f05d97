//! `/api/reports` and `/api/asks`: links to results, and requests for runs.

use frontend::{Action, Attempt, Body};
use ui::{Link, ShareAction};
use wire::json::{WriteJson, written};
use wire::{Ask, AskProgress, AskProgressReport, Life, ShareReceipt};
use words::Words;
use words::key;
use yew::platform::spawn_local;

use super::Dispatch;
use crate::seal::seal;
use crate::{browser, http, json};

/// Has the relay keep a result, and makes a link to it.
pub(in crate::app) fn share(words: &Words, number: u32, body: String, dispatch: Dispatch) {
    let failed = words.text(key::PAGE_SHARE_FAILED);
    send(body, String::new(), number, failed, dispatch);
}

/// The same with a result that the relay is not to read. The link ends with the key, which the relay does not get.
pub(in crate::app) fn share_sealed(
    words: &Words,
    number: u32,
    life: Life,
    ask: Option<String>,
    report: String,
    dispatch: Dispatch,
) {
    let failed = words.text(key::PAGE_SHARE_FAILED);
    spawn_local(async move {
        match seal(&report).await {
            Some(sealed) => {
                let key = ["#", &sealed.key].concat();
                let members: &[(&str, &dyn WriteJson)] = &[
                    ("life", &life),
                    ("ask", &ask),
                    ("content", &"sealed"),
                    ("sealed", &sealed.sealed),
                ];
                let body = Body { members, run: None }.written();
                send(body, key, number, failed, dispatch);
            }
            None => {
                let result = Err(failed);
                dispatch.emit(Action::Share(ShareAction::Sent { number, result }));
            }
        }
    });
}

fn send(body: String, key: String, number: u32, failed: String, dispatch: Dispatch) {
    http::post("/api/reports", body).then(move |answer| {
        if http::is_run_gone(&answer) {
            return dispatch.emit(Action::RunGone(Attempt::Share));
        }
        let receipt = answer.and_then(|text| json::read::<ShareReceipt>(&text).ok_or(None));
        let link = receipt.map(|receipt| {
            browser::remember(&receipt.id, &receipt.revoke);
            let address = [browser::origin().as_str(), &receipt.path, &key].concat();
            Link { address, receipt }
        });
        let result = link.map_err(|problem| http::sentence(problem, failed));
        dispatch.emit(Action::Share(ShareAction::Sent { number, result }));
    });
}

/// Takes a link back.
pub(in crate::app) fn revoke(words: &Words, number: u32, link: &Link, dispatch: Dispatch) {
    let failed = words.text(key::PAGE_SHARE_FAILED);
    let id = link.receipt.id.clone();
    http::delete(&["/api/reports/", &id].concat(), &link.receipt.revoke).then(move |answer| {
        if answer.is_ok() {
            browser::forget(&id);
        }
        let result = answer.map(|_| ()).map_err(|problem| http::sentence(problem, failed));
        dispatch.emit(Action::Share(ShareAction::Revoked { number, result }));
    });
}

/// Asks what somebody wants to have checked.
pub(in crate::app) fn ask(words: &Words, id: &str, dispatch: Dispatch) {
    let failed = words.text(key::PAGE_SHARE_FAILED);
    http::get(&["/api/asks/", id].concat()).then(move |answer| {
        let ask = answer.and_then(|text| json::read::<Ask>(&text).ok_or(None));
        dispatch.emit(Action::Asked(ask.map_err(|problem| http::sentence(problem, failed))));
    });
}

/// Tells whoever asked how far the run is. Where that is not heard, they see a little less, and nobody here can help it.
pub(in crate::app) fn tell_progress(ask: &str, progress: AskProgress) {
    let path = ["/api/asks/", ask, "/progress"].concat();
    http::post(&path, written(&AskProgressReport { progress })).then(|_| {});
}
