//! What the app asks of the relay besides checks, and of the browser: each ends in an action.

use frontend::{Action, AppState};
use ui::{Handed, KeptFault, Link, Preview, Run, Share, ShareAction, Take};
use wire::reading::{Json as _, Read as _};
use wire::{Ask, DecodeAnswer, LONGEST_REPORT, Report, SCHEMA, ShareContent, ShareReceipt, SharedResult};
use words::Words;
use words::key;
use yew::Callback;
use yew::platform::spawn_local;

use crate::json::{self, Parsed, quoted};
use crate::seal::{seal, unseal};
use crate::{browser, http};

/// Whom the outcome is told.
type Dispatch = Callback<Action>;

/// Asks what the reader's program meant, where that is waited for.
pub(super) fn decode(state: &AppState, dispatch: Dispatch) {
    let Some(number) = state.page.said.awaited() else {
        return;
    };
    let run = state.page.run.as_ref().filter(|run| run.is_open_to_relay());
    let report = run.and_then(Run::document);
    let report = report.map_or_else(String::new, |report| [",\"report\":", report].concat());
    let request = ["{\"said\":", &quoted(state.page.said.text()), &report, "}"].concat();
    http::post("/api/decode", &request).then(move |answer| {
        let answer = answer.ok().and_then(|text| json::read::<DecodeAnswer>(&text));
        let answer = answer.map(Box::new);
        dispatch.emit(Action::Decoded { number, answer });
    });
}

/// Asks what the chosen level shows, where that is waited for.
pub(super) fn preview(state: &AppState, dispatch: Dispatch) {
    let (Some(share), Some(document)) = (&state.page.share, state.page.run.as_ref().and_then(Run::document)) else {
        return;
    };
    let (number, level) = (share.number, share.level);
    let request = ["{\"disclosure\":\"", level.name(), "\",\"report\":", document, "}"].concat();
    http::post("/api/redactions", &request).then(move |answer| {
        let result = answer.ok().and_then(|text| kept(&text).ok());
        dispatch.emit(Action::Share(ShareAction::Previewed { number, level, result }));
    });
}

/// Shares what the preview showed.
pub(super) fn send(words: &Words, state: &AppState, dispatch: Dispatch) {
    let Some(share) = &state.page.share else { return };
    let Preview::Shown { document, .. } = &share.preview else {
        return;
    };
    let ask = state.page.answered().map(|asked| asked.id.as_str());
    let number = share.number;
    let rest = rest(share, ask);
    let failed = words.text(key::PAGE_SHARE_FAILED);
    if !share.sealed {
        let request = ["{", &rest, &open_content(share, document), "}"].concat();
        return give(&request, String::new(), number, failed, dispatch);
    }
    let document = document.clone();
    spawn_local(async move {
        match seal(&document).await {
            Some(sealed) => {
                let content = ["\"content\":\"sealed\",\"sealed\":", &quoted(&sealed.sealed)].concat();
                let key = ["#", &sealed.key].concat();
                give(&["{", &rest, &content, "}"].concat(), key, number, failed, dispatch);
            }
            None => {
                let result = Err(failed);
                dispatch.emit(Action::Share(ShareAction::Sent { number, result }));
            }
        }
    });
}

/// Gives the relay what it is to keep. The link ends with `key`, which the relay does not get.
fn give(request: &str, key: String, number: u32, failed: String, dispatch: Dispatch) {
    http::post("/api/reports", request).then(move |answer| {
        let receipt = answer.and_then(|text| json::read::<ShareReceipt>(&text).ok_or(None));
        let link = receipt.map(|receipt| {
            browser::remember(&receipt.id, &receipt.revoke);
            let address = [browser::origin().as_str(), &receipt.path, &key].concat();
            Link { address, receipt }
        });
        let result = link.map_err(|sentence| sentence.unwrap_or(failed));
        dispatch.emit(Action::Share(ShareAction::Sent { number, result }));
    });
}

fn open_content(share: &Share, document: &str) -> String {
    let doing = share.doing.trim();
    let doing = if doing.is_empty() {
        String::new()
    } else {
        ["\"doing\":", &quoted(doing), ","].concat()
    };
    let level = share.level.name();
    let head = ["\"content\":\"open\",\"disclosure\":\"", level, "\","].concat();
    [head.as_str(), &doing, "\"report\":", document].concat()
}

fn rest(share: &Share, ask: Option<&str>) -> String {
    let ask = ask.map_or_else(String::new, |ask| ["\"ask\":", &quoted(ask), ","].concat());
    ["\"life\":\"", share.life.name(), "\",", &ask].concat()
}

/// Takes a link back.
pub(super) fn revoke(words: &Words, share: &Share, link: &Link, dispatch: Dispatch) {
    let failed = words.text(key::PAGE_SHARE_FAILED);
    let (number, id) = (share.number, link.receipt.id.clone());
    let request = http::Request {
        method: "DELETE",
        path: &["/api/reports/", &id].concat(),
        header: Some(("authorization", &["Bearer ", &link.receipt.revoke].concat())),
        body: None,
    };
    request.then(move |answer| {
        if answer.is_ok() {
            browser::forget(&id);
        }
        let result = answer.map(|_| ()).map_err(|sentence| sentence.unwrap_or(failed));
        dispatch.emit(Action::Share(ShareAction::Revoked { number, result }));
    });
}

/// Copies or saves the result.
pub(super) fn take(words: &Words, state: &AppState, what: Take, dispatch: Dispatch) {
    let Some(run) = &state.page.run else { return };
    let link = state.page.link.as_ref().map(|link| link.address.as_str());
    match what {
        Take::Line => copy(words.one_line(run.report(), run.findings(), link), what, dispatch),
        Take::Text => export(run, link, "txt", what, dispatch),
        Take::Markdown => export(run, link, "md", what, dispatch),
        Take::Html => export(run, link, "html", what, dispatch),
        Take::Link => {
            if let Some(link) = state.page.share.as_ref().and_then(Share::link) {
                copy(link.address.clone(), what, dispatch);
            }
        }
        Take::Json => {
            let json = run.document().and_then(Parsed::parse);
            let text = json.and_then(|json| json.written_for_people());
            let saved = text.and_then(|text| browser::save("rdptrace.json", "application/json", &text));
            dispatch.emit(Action::Handed(handed(saved, what)));
        }
    }
}

/// Has the relay write the result in another form, and copies or saves that.
fn export(run: &Run, link: Option<&str>, form: &str, what: Take, dispatch: Dispatch) {
    let Some(document) = run.document() else { return };
    // A key is for readers, and not for the relay.
    let link = link.filter(|link| !link.contains('#'));
    let link = link.map_or_else(String::new, |link| ["\"link\":", &quoted(link), ","].concat());
    let request = ["{\"form\":\"", form, "\",", &link, "\"report\":", document, "}"].concat();
    http::post("/api/exports", &request).then(move |answer| match (answer, what) {
        (Ok(text), Take::Html) => {
            let saved = browser::save("rdptrace.html", "text/html", &text);
            dispatch.emit(Action::Handed(handed(saved, what)));
        }
        (Ok(text), _) => copy(text, what, dispatch),
        (Err(_), _) => dispatch.emit(Action::Handed(Handed::NotSaved)),
    });
}

fn handed(saved: Option<()>, what: Take) -> Handed {
    saved.map_or(Handed::NotSaved, |()| Handed::Done(what))
}

fn copy(text: String, what: Take, dispatch: Dispatch) {
    spawn_local(async move {
        let handed = if browser::copy(&text).await {
            Handed::Done(what)
        } else {
            Handed::NotCopied(text)
        };
        dispatch.emit(Action::Handed(handed));
    });
}

/// Asks what somebody wants to have checked.
pub(super) fn ask(words: &Words, id: &str, dispatch: Dispatch) {
    let failed = words.text(key::PAGE_SHARE_FAILED);
    http::get(&["/api/asks/", id].concat()).then(move |answer| {
        let ask = answer.and_then(|text| json::read::<Ask>(&text).ok_or(None));
        dispatch.emit(Action::Asked(ask.map_err(|sentence| sentence.unwrap_or(failed))));
    });
}

/// Opens a sealed result with the key from its link, and lets whoever shared it from here take it back.
pub(super) fn open(id: String, key: String, dispatch: Dispatch) {
    http::get(&["/api/reports/", &id].concat()).then(move |answer| {
        let shared = match answer {
            Ok(text) => json::read::<SharedResult>(&text).ok_or(KeptFault::Unreadable),
            Err(Some(_)) => Err(KeptFault::Gone),
            Err(None) => Err(KeptFault::Unreachable),
        };
        match shared {
            Err(fault) => dispatch.emit(Action::Show(Err(fault))),
            Ok(shared) => spawn_local(async move {
                let expires_at_ms = shared.expires_at_ms;
                let document = match shared.content {
                    ShareContent::Sealed { sealed } => unseal(&sealed, &key).await,
                    // The relay renders these itself.
                    ShareContent::Open { .. } => None,
                };
                let shown = document.ok_or(KeptFault::Locked);
                let shown = shown.and_then(|document| kept(&document));
                dispatch.emit(Action::Unseal(shown));
                if let Some(revoke) = browser::remembered(&id) {
                    let path = ["/r/", &id].concat();
                    let address = [browser::origin().as_str(), &path, "#", &key].concat();
                    let receipt = ShareReceipt {
                        id,
                        path,
                        expires_at_ms,
                        revoke,
                    };
                    dispatch.emit(Action::Share(ShareAction::Reopen(Link { address, receipt })));
                }
            }),
        }
    });
}

/// Reads a result that was saved or shared, and gives it back with its text.
///
/// # Errors
///
/// What is wrong with it.
pub(super) fn kept(text: &str) -> Result<(Box<Report>, String), KeptFault> {
    if text.len() > LONGEST_SAVED {
        return Err(KeptFault::TooLarge);
    }
    let json = Parsed::parse(text).ok_or(KeptFault::Unreadable)?;
    let schema = json.member("schema").and_then(|schema| u32::read(&schema));
    if schema.ok_or(KeptFault::Unreadable)? > SCHEMA {
        return Err(KeptFault::FromTheFuture);
    }
    let report = Report::read(&json).ok_or(KeptFault::Unreadable)?;
    if report.fault().is_some() {
        return Err(KeptFault::NotAReport);
    }
    Ok((Box::new(report), json.written().ok_or(KeptFault::Unreadable)?))
}

/// A saved file is spread over lines; the relay's limit is for the same without.
const LONGEST_SAVED: usize = 2 * LONGEST_REPORT;
