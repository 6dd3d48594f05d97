//! What the app asks of the relay besides checks, and of the browser: each ends in an action.

use diagnosis::Words;
use frontend::{Action, AppState, Handed, KeptFault, Link, Preview, Run, Share, ShareAction, Take};
use wire::reading::{Json as _, Read as _};
use wire::{Ask, DecodeAnswer, LONGEST_REPORT, Report, SCHEMA, ShareContent, ShareReceipt, SharedResult};
use yew::Callback;
use yew::platform::spawn_local;

use crate::json::{self, Parsed, quoted};
use crate::seal::{seal, unseal};
use crate::{browser, http};

/// Whom the outcome is told.
type Dispatch = Callback<Action>;

/// Asks what the reader's program meant, where that is waited for.
pub(super) fn decode(state: &AppState, dispatch: Dispatch) {
    let Some(number) = state.said.awaited() else { return };
    let report = state.run.as_ref().and_then(Run::document);
    let report = report.map_or_else(String::new, |report| [",\"report\":", report].concat());
    let request = ["{\"said\":", &quoted(state.said.text()), &report, "}"].concat();
    spawn_local(async move {
        let answer = http::post("/api/decode", &request).await;
        let answer = answer.and_then(http::Answer::text);
        let answer = answer.and_then(|text| json::read::<DecodeAnswer>(&text).map(Box::new));
        dispatch.emit(Action::Decoded { number, answer });
    });
}

/// Asks what the chosen level shows, where that is waited for.
pub(super) fn preview(state: &AppState, dispatch: Dispatch) {
    let (Some(share), Some(document)) = (&state.share, state.run.as_ref().and_then(Run::document)) else {
        return;
    };
    let level = share.level;
    let request = ["{\"disclosure\":\"", level.name(), "\",\"report\":", document, "}"].concat();
    spawn_local(async move {
        let answer = http::post("/api/redactions", &request).await;
        let result = answer.and_then(http::Answer::text).and_then(|text| kept(&text).ok());
        dispatch.emit(Action::Share(ShareAction::Previewed { level, result }));
    });
}

/// Shares what the preview showed.
pub(super) fn send(words: &Words, state: &AppState, dispatch: Dispatch) {
    let Some(share) = &state.share else { return };
    let Preview::Shown { document, .. } = &share.preview else {
        return;
    };
    let ask = state.ask.as_ref().map(|asked| asked.id.as_str());
    let request = Request {
        seals: share.sealed,
        document: document.clone(),
        open: open_content(share, document),
        rest: rest(share, ask),
    };
    let failed = words.text("share-failed");
    spawn_local(async move {
        let sent = request.send().await;
        let sent = sent.map_err(|sentence| sentence.unwrap_or(failed));
        dispatch.emit(Action::Share(ShareAction::Sent(sent)));
    });
}

/// What the relay is to keep.
struct Request {
    seals: bool,
    /// What is sealed.
    document: String,
    /// What is kept where nothing is sealed.
    open: String,
    /// What is said besides the content.
    rest: String,
}

impl Request {
    /// Gives it to the relay.
    ///
    /// # Errors
    ///
    /// The relay's sentence about what is wrong; absent where it did not answer.
    async fn send(self) -> Result<Link, Option<String>> {
        let (content, key) = if self.seals {
            let sealed = seal(&self.document).await.ok_or(None)?;
            let content = ["\"content\":\"sealed\",\"sealed\":", &quoted(&sealed.sealed)].concat();
            (content, ["#", &sealed.key].concat())
        } else {
            (self.open, String::new())
        };
        let answer = http::post("/api/reports", &["{", &self.rest, &content, "}"].concat()).await;
        let text = answer.ok_or(None)?.into_result()?;
        let receipt: ShareReceipt = json::read(&text).ok_or(None)?;
        browser::remember(&receipt.id, &receipt.revoke);
        let address = [browser::origin().as_str(), &receipt.path, &key].concat();
        Ok(Link { address, receipt })
    }
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
pub(super) fn revoke(words: &Words, link: &Link, dispatch: Dispatch) {
    let failed = words.text("share-failed");
    let receipt = link.receipt.clone();
    spawn_local(async move {
        let answer = http::delete(&["/api/reports/", &receipt.id].concat(), &receipt.revoke).await;
        let revoked = answer.map_or(Err(None), |answer| answer.into_result().map(|_| ()));
        if revoked.is_ok() {
            browser::forget(&receipt.id);
        }
        let revoked = revoked.map_err(|sentence| sentence.unwrap_or(failed));
        dispatch.emit(Action::Share(ShareAction::Revoked(revoked)));
    });
}

/// Copies or saves the result.
pub(super) fn take(words: &Words, state: &AppState, what: Take, dispatch: Dispatch) {
    let Some(run) = &state.run else { return };
    let (report, findings) = (run.report(), run.findings());
    match what {
        Take::Line => copy(words.one_line(report, findings, None), what, dispatch),
        Take::Text => copy(words.as_text(report, findings, None), what, dispatch),
        Take::Markdown => copy(words.as_markdown(report, findings, None), what, dispatch),
        Take::Link => {
            if let Some(link) = state.share.as_ref().and_then(Share::link) {
                copy(link.address.clone(), what, dispatch);
            }
        }
        Take::Json => {
            let json = run.document().and_then(Parsed::parse);
            let text = json.and_then(|json| json.written_for_people());
            let saved = text.and_then(|text| browser::save("rdptrace.json", "application/json", &text));
            dispatch.emit(Action::Handed(handed(saved, what)));
        }
        Take::Html => {
            let Some(document) = run.document() else { return };
            let request = ["{\"form\":\"html\",\"report\":", document, "}"].concat();
            spawn_local(async move {
                let answer = http::post("/api/exports", &request).await;
                let file = answer.and_then(http::Answer::text);
                let saved = file.and_then(|file| browser::save("rdptrace.html", "text/html", &file));
                dispatch.emit(Action::Handed(handed(saved, what)));
            });
        }
    }
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
    let failed = words.text("share-failed");
    let path = ["/api/asks/", id].concat();
    spawn_local(async move {
        let answer = http::get(&path).await;
        let answer = answer.map_or(Err(None), http::Answer::into_result);
        let ask = answer.and_then(|text| json::read::<Ask>(&text).ok_or(None));
        dispatch.emit(Action::Asked(ask.map_err(|sentence| sentence.unwrap_or(failed))));
    });
}

/// Opens a sealed result with the key from its link.
pub(super) fn open(id: &str, key: String, dispatch: Dispatch) {
    let path = ["/api/reports/", id].concat();
    spawn_local(async move {
        let answer = http::get(&path).await.and_then(http::Answer::text);
        let shown = match answer.and_then(|text| json::read::<SharedResult>(&text)) {
            None => Err(KeptFault::Gone),
            Some(shared) => match shared.content {
                ShareContent::Sealed { sealed } => match unseal(&sealed, &key).await {
                    Some(document) => kept(&document),
                    None => Err(KeptFault::Locked),
                },
                // The relay renders these itself.
                ShareContent::Open { .. } => Err(KeptFault::Unreadable),
            },
        };
        dispatch.emit(Action::Show(shown));
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
