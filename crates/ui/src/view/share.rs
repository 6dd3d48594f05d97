//! The dialog in which a result is shared, above the result as the link will show it.

use wire::{Disclosure, Life};
use words::Words;
use words::{Key, key};
use yew::prelude::*;

use super::export_bar::{handed, into_ticket, write};
use crate::{ExportKind, ExportResult, Link, PageModel, Preview, Share, ShareAction, ShareStep, SharingOffer};

/// What the reader does in the dialog.
#[derive(Clone, Default, PartialEq)]
pub struct ShareEvents {
    /// Choose, send, revoke or close.
    pub act: Callback<ShareAction>,
    /// The text of the question changed.
    pub doing: Callback<InputEvent>,
    /// Copy the link.
    pub export: Callback<ExportKind>,
}

/// The dialog.
pub(crate) fn share(words: &Words, state: &PageModel, share: &Share, events: &ShareEvents) -> Html {
    let title = match (&share.step, state.answers_person()) {
        (ShareStep::Shared(_) | ShareStep::Revoking(_), true) => key::PAGE_ASK_SENT,
        (ShareStep::Choosing | ShareStep::Sending | ShareStep::Revoked, true) => key::PAGE_ASK_SHARE,
        (_, false) => key::PAGE_SHARE_TITLE,
    };
    let on_submit = events.act.reform(|event: SubmitEvent| {
        event.prevent_default();
        ShareAction::Send
    });
    html! {
        <section id="sharing" class="sharing" aria-labelledby="sharing-title" tabindex="-1">
            <h2 id="sharing-title">{ words.text(title) }</h2>
            {
                match &share.step {
                    ShareStep::Choosing | ShareStep::Sending => html! {
                        <form onsubmit={on_submit}>{ choices(words, state, share, events) }</form>
                    },
                    ShareStep::Shared(link) | ShareStep::Revoking(link) => shared(words, state, share, link, events),
                    ShareStep::Revoked => html! {
                        <>
                            <p>{ words.text(key::PAGE_SHARE_REVOKED) }</p>
                            <div class="actions">{ close(words, key::PAGE_SHARE_DONE, events) }</div>
                        </>
                    },
                }
            }
        </section>
    }
}

fn choices(words: &Words, state: &PageModel, share: &Share, events: &ShareEvents) -> Html {
    let sending = share.step == ShareStep::Sending;
    let ready = share.previewed().is_some() && !sending;
    let send = match (sending, state.answered().is_some()) {
        (true, _) => key::PAGE_SHARE_SENDING,
        (false, true) => key::PAGE_SHARE_SEND_ASKED,
        (false, false) => key::PAGE_SHARE_SEND,
    };
    html! {
        <>
            <p class="who-reads">
                { into_ticket(words, state) }
                { words.text(if state.answers_person() { key::PAGE_SHARE_WHO_ASKED } else { key::PAGE_SHARE_WHO }) }
            </p>
            { complaint(share) }
            <div class="actions">
                <button id="share-send" class="primary" type="submit" aria-disabled={(!ready).then_some("true")}>
                    { words.text(send) }
                </button>
                { close(words, key::PAGE_SHARE_CLOSE, events) }
            </div>
            <details class="more">
                <summary>{ words.text(key::PAGE_SHARE_CHANGE) }</summary>
                <fieldset class="levels">
                    <legend>{ words.text(key::PAGE_SHARE_LEVEL) }</legend>
                    { for Disclosure::ALL.into_iter().map(|level| level_choice(words, share, level, events)) }
                </fieldset>
                <fieldset class="lives">
                    <legend>{ words.text(key::PAGE_SHARE_LIFE) }</legend>
                    { for lives(state).map(|life| life_choice(words, share, life, events)) }
                    <span class="until">
                        { words.text_with(key::PAGE_SHARE_UNTIL, &[("moment", words.moment(share.expires_at_ms()).into())]) }
                    </span>
                </fieldset>
                <p class="question">
                    <label for="doing">{ words.text(key::PAGE_SHARE_DOING) }</label>
                    <input
                        id="doing" type="text" maxlength="256" value={share.doing.clone()} autocomplete="off"
                        disabled={share.sealed} aria-describedby="doing-hint" oninput={events.doing.clone()}
                    />
                    <span id="doing-hint" class="hint">{ words.text(key::PAGE_SHARE_DOING_HINT) }</span>
                </p>
                if state.answered().is_none() {
                    { seal_choice(words, share, events) }
                }
            </details>
            <p class="preview-note">{ words.text(preview_key(share)) }</p>
        </>
    }
}

fn preview_key(share: &Share) -> Key {
    match share.preview {
        Preview::Awaited => key::PAGE_SHARE_PREVIEW_AWAITED,
        Preview::Shown(_) => key::PAGE_SHARE_PREVIEW,
        Preview::Missing => key::PAGE_SHARE_PREVIEW_MISSING,
    }
}

/// What became of the reader's last choice, for those who do not see it.
pub(crate) fn news(words: &Words, share: &Share) -> String {
    words.text(match share.step {
        ShareStep::Choosing => preview_key(share),
        ShareStep::Sending => key::PAGE_SHARE_SENDING,
        ShareStep::Shared(_) => key::PAGE_SHARE_READY,
        ShareStep::Revoking(_) => key::PAGE_SHARE_REVOKING,
        ShareStep::Revoked => key::PAGE_SHARE_REVOKED,
    })
}

/// Those that the relay's owner allows.
fn lives(state: &PageModel) -> impl Iterator<Item = Life> {
    let longest = match state.sharing.offer {
        SharingOffer::For(longest) => longest,
        SharingOffer::Unknown | SharingOffer::Off => Life::Month,
    };
    Life::ALL.into_iter().filter(move |life| *life <= longest)
}

fn level_choice(words: &Words, share: &Share, level: Disclosure, events: &ShareEvents) -> Html {
    let (name, about) = match level {
        Disclosure::Everything => (key::PAGE_SHARE_LEVEL_EVERYTHING, key::PAGE_SHARE_LEVEL_EVERYTHING_ABOUT),
        Disclosure::Support => (key::PAGE_SHARE_LEVEL_SUPPORT, key::PAGE_SHARE_LEVEL_SUPPORT_ABOUT),
        Disclosure::Public => (key::PAGE_SHARE_LEVEL_PUBLIC, key::PAGE_SHARE_LEVEL_PUBLIC_ABOUT),
    };
    html! {
        <label class="choice">
            <input
                type="radio" name="level" value={level.name()} checked={share.level == level} disabled={level < share.least}
                onchange={events.act.reform(move |_: Event| ShareAction::Level(level))}
            />
            <span><b>{ words.text(name) }</b><span class="hint">{ words.text(about) }</span></span>
        </label>
    }
}

fn life_choice(words: &Words, share: &Share, life: Life, events: &ShareEvents) -> Html {
    let name = match life {
        Life::Hour => key::PAGE_SHARE_LIFE_HOUR,
        Life::Day => key::PAGE_SHARE_LIFE_DAY,
        Life::Week => key::PAGE_SHARE_LIFE_WEEK,
        Life::Month => key::PAGE_SHARE_LIFE_MONTH,
    };
    html! {
        <label class="choice">
            <input
                type="radio" name="life" value={life.name()} checked={share.life == life}
                onchange={events.act.reform(move |_: Event| ShareAction::Life(life))}
            />
            <span>{ words.text(name) }</span>
        </label>
    }
}

fn seal_choice(words: &Words, share: &Share, events: &ShareEvents) -> Html {
    let sealed = !share.sealed;
    html! {
        <label class="choice">
            <input
                id="seal" type="checkbox" checked={share.sealed}
                onchange={events.act.reform(move |_: Event| ShareAction::Seal(sealed))}
            />
            <span><b>{ words.text(key::PAGE_SHARE_SEAL) }</b><span class="hint">{ words.text(key::PAGE_SHARE_SEAL_ABOUT) }</span></span>
        </label>
    }
}

fn shared(words: &Words, state: &PageModel, share: &Share, link: &Link, events: &ShareEvents) -> Html {
    let revoking = matches!(share.step, ShareStep::Revoking(_));
    let moment = [("moment", words.moment(link.receipt.expires_at_ms).into())];
    let made = if state.answers_person() {
        key::PAGE_SHARE_MADE_ASKED
    } else {
        key::PAGE_SHARE_MADE
    };
    let copied = match &state.results.exported {
        Some(ExportResult::Done(ExportKind::Link) | ExportResult::NotCopied(_)) => state.results.exported.as_ref(),
        Some(ExportResult::Done(_) | ExportResult::NotSaved) | None => None,
    };
    html! {
        <>
            <p>{ words.text_with(made, &moment) }</p>
            <p class="question">
                <label for="shared-link">{ words.text(key::PAGE_SHARE_LINK) }</label>
                <input id="shared-link" type="text" readonly=true translate="no" value={link.address.clone()} />
            </p>
            <div class="actions">
                <button
                    id="copy-link" class="primary" type="button"
                    onclick={events.export.reform(|_: MouseEvent| ExportKind::Link)}
                >
                    { words.text(key::PAGE_TAKE_COPY_LINK) }
                </button>
                if state.answered().is_none() {
                    { write(words, state) }
                }
                { close(words, key::PAGE_SHARE_DONE, events) }
                { handed(words, copied) }
            </div>
            { complaint(share) }
            <p class="revoke">
                <button
                    id="revoke" type="button" aria-disabled={revoking.then_some("true")}
                    onclick={events.act.reform(|_: MouseEvent| ShareAction::Revoke)}
                >
                    { words.text(if revoking { key::PAGE_SHARE_REVOKING } else { key::PAGE_SHARE_REVOKE }) }
                </button>
                <span class="hint">
                    { words.text(key::PAGE_SHARE_REVOKE_ABOUT) }{ " " }
                    <code translate="no">{ &link.receipt.revoke }</code>
                </span>
            </p>
        </>
    }
}

fn complaint(share: &Share) -> Html {
    html! { <p class="complaint" role="alert">{ share.complaint.clone().unwrap_or_default() }</p> }
}

fn close(words: &Words, key: Key, events: &ShareEvents) -> Html {
    let onclick = events.act.reform(|_: MouseEvent| ShareAction::Close);
    html! { <button id="sharing-close" type="button" {onclick}>{ words.text(key) }</button> }
}
