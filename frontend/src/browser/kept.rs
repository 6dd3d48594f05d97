//! What outlives a reload: in this tab, and in this browser.

use web_sys::Storage;

/// Keeps the secret that takes a link back, where the browser keeps anything.
pub(crate) fn remember(id: &str, secret: &str) {
    if let Some(storage) = storage() {
        let _kept = storage.set_item(&[REVOKE, id].concat(), secret);
    }
}

/// The secret, where this browser shared the result and still knows.
pub(crate) fn remembered(id: &str) -> Option<String> {
    storage()?.get_item(&[REVOKE, id].concat()).ok()?
}

/// Forgets it.
pub(crate) fn forget(id: &str) {
    if let Some(storage) = storage() {
        let _gone = storage.remove_item(&[REVOKE, id].concat());
    }
}

/// What this browser keeps.
pub(super) fn storage() -> Option<Storage> {
    gloo::utils::window().local_storage().ok()?
}

/// What outlives a reload of this tab.
pub(crate) struct Kept {
    /// The text of the field for the computer.
    pub(crate) field: String,
    /// What the reader's app said.
    pub(crate) said: String,
    /// The computer that `result` is about; empty where there is none.
    pub(crate) checked: String,
    /// The last result, as JSON; empty where there is none.
    pub(crate) result: String,
}

/// What was kept in this tab before; empty where the browser keeps nothing.
pub(crate) fn kept() -> Kept {
    let of = |name: &str| session().and_then(|it| it.get_item(name).ok()?).unwrap_or_default();
    Kept {
        field: of(FIELD),
        said: of(SAID),
        checked: of(CHECKED),
        result: of(RESULT),
    }
}

/// Keeps the texts of the fields.
pub(crate) fn keep_question(field: &str, said: &str) {
    if let Some(session) = session() {
        let _kept = session.set_item(FIELD, field);
        let _kept = session.set_item(SAID, said);
    }
}

/// Keeps a result; in the place of an earlier one, which goes even where this one does not fit.
pub(crate) fn keep_result(checked: &str, result: &str) {
    if let Some(session) = session() {
        let _gone = session.remove_item(RESULT);
        let _kept = session.set_item(CHECKED, checked);
        let _kept = session.set_item(RESULT, result);
    }
}

/// The last checks of this browser, as they were written.
pub(crate) fn recent() -> String {
    storage().and_then(|it| it.get_item(RECENT).ok()?).unwrap_or_default()
}

/// Keeps the last checks; forgets them where `written` is empty.
pub(crate) fn keep_recent(written: &str) {
    if let Some(storage) = storage() {
        let _kept = if written.is_empty() {
            storage.remove_item(RECENT)
        } else {
            storage.set_item(RECENT, written)
        };
    }
}

/// What this tab keeps.
fn session() -> Option<Storage> {
    gloo::utils::window().session_storage().ok()?
}

/// The names of what is kept in a tab, and of the last checks.
const FIELD: &str = "rdptrace-field";

const SAID: &str = "rdptrace-said";

const CHECKED: &str = "rdptrace-checked";

const RESULT: &str = "rdptrace-result";

const RECENT: &str = "rdptrace-recent";

/// Before a result's id, the name under which the secret that takes its link back is kept.
const REVOKE: &str = "rdptrace-revoke-";
