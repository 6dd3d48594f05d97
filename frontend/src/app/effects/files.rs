//! Results and connection files that come from elsewhere: from the reader's disk, or out of a sealed link.

use frontend::Action;
use ui::{Link, LoadFault, ShareAction};
use wire::json::{Json as _, ReadJson as _};
use wire::{LONGEST_REPORT, Report, SCHEMA, ShareContent, ShareReceipt, SharedResult};
use yew::platform::spawn_local;

use super::Dispatch;
use crate::json::{self, Parsed};
use crate::seal::unseal;
use crate::{browser, http};

/// Reads a connection file or, where the name says so, a saved result.
pub(in crate::app) fn read(file: web_sys::File, dispatch: Dispatch) {
    spawn_local(async move {
        let name = file.name();
        let bytes = browser::first_bytes(&file).await;
        dispatch.emit(if name.ends_with(".json") {
            let text = String::from_utf8(bytes).map_err(|_| LoadFault::Unreadable);
            Action::Show(text.and_then(|text| report(&text)))
        } else {
            Action::ReadFile {
                name: Some(name),
                bytes,
            }
        });
    });
}

/// Opens a sealed result with the key from its link, and lets whoever shared it from here take it back.
pub(in crate::app) fn open(id: String, key: String, dispatch: Dispatch) {
    http::get(&["/api/reports/", &id].concat()).then(move |answer| {
        let shared = match answer {
            Ok(text) => json::read::<SharedResult>(&text).ok_or(LoadFault::Unreadable),
            Err(Some(_)) => Err(LoadFault::Gone),
            Err(None) => Err(LoadFault::Unreachable),
        };
        match shared {
            Err(fault) => dispatch.emit(Action::Show(Err(fault))),
            Ok(shared) => spawn_local(async move {
                let expires_at_ms = shared.expires_at_ms;
                let text = match shared.content {
                    ShareContent::Sealed { sealed } => unseal(&sealed, &key).await,
                    // The relay renders these itself.
                    ShareContent::Open { .. } => None,
                };
                let shown = text.ok_or(LoadFault::Locked).and_then(|text| report(&text));
                dispatch.emit(Action::Unseal(shown));
                if let Some(revoke) = browser::remembered(&id) {
                    let path = [browser::base().as_str(), "/r/", &id].concat();
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

/// Reads a result that was saved or shared.
///
/// # Errors
///
/// What is wrong with it.
pub(super) fn report(text: &str) -> Result<Box<Report>, LoadFault> {
    if text.len() > LONGEST_SAVED {
        return Err(LoadFault::TooLarge);
    }
    let json = Parsed::parse(text).ok_or(LoadFault::Unreadable)?;
    let schema = json.member("schema").and_then(|schema| u32::read(&schema));
    if schema.ok_or(LoadFault::Unreadable)? > SCHEMA {
        return Err(LoadFault::FromTheFuture);
    }
    let report = Report::read(&json).ok_or(LoadFault::Unreadable)?;
    if report.fault().is_some() {
        return Err(LoadFault::NotAReport);
    }
    Ok(Box::new(report))
}

/// A saved file is spread over lines; the relay's limit is for the same without.
const LONGEST_SAVED: usize = 2 * LONGEST_REPORT;
