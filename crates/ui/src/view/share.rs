//! The dialog in which a result is shared, above the result as the link will show it.

use wire::{Disclosure, Life};
use words::Words;
use yew::prelude::*;

use super::export_bar::handed;
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
    let title = if state.answered().is_some() {
        "page-ask-share"
    } else {
        "page-share-title"
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
                            <p>{ words.text("page-share-revoked") }</p>
                            <div class="actions">{ close(words, "page-share-done", events) }</div>
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
        (true, _) => "page-share-sending",
        (false, true) => "page-share-send-asked",
        (false, false) => "page-share-send",
    };
    html! {
        <>
            <fieldset class="levels">
                <legend>{ words.text("page-share-level") }</legend>
                { for Disclosure::ALL.into_iter().map(|level| level_choice(words, share, level, events)) }
            </fieldset>
            <fieldset class="lives">
                <legend>{ words.text("page-share-life") }</legend>
                { for lives(state).map(|life| life_choice(words, share, life, events)) }
                <span class="until">
                    { words.text_with("page-share-until", &[("moment", words.moment(share.expires_at_ms()).into())]) }
                </span>
            </fieldset>
            <p class="question">
                <label for="doing">{ words.text("page-share-doing") }</label>
                <input
                    id="doing" type="text" maxlength="256" value={share.doing.clone()} autocomplete="off"
                    disabled={share.sealed} aria-describedby="doing-hint" oninput={events.doing.clone()}
                />
                <span id="doing-hint" class="hint">{ words.text("page-share-doing-hint") }</span>
            </p>
            if state.answered().is_none() {
                { seal_choice(words, share, events) }
            }
            <p class="who-reads">
                { words.text(if state.answered().is_some() { "page-share-who-asked" } else { "page-share-who" }) }
            </p>
            { complaint(share) }
            <div class="actions">
                <button id="share-send" class="primary" type="submit" aria-disabled={(!ready).then_some("true")}>
                    { words.text(send) }
                </button>
                { close(words, "page-share-close", events) }
            </div>
            <p class="preview-note">{ words.text(preview_key(share)) }</p>
        </>
    }
}

fn preview_key(share: &Share) -> &'static str {
    match share.preview {
        Preview::Awaited => "page-share-preview-awaited",
        Preview::Shown(_) => "page-share-preview",
        Preview::Missing => "page-share-preview-missing",
    }
}

/// What became of the reader's last choice, for those who do not see it.
pub(crate) fn news(words: &Words, share: &Share) -> String {
    words.text(match share.step {
        ShareStep::Choosing => preview_key(share),
        ShareStep::Sending => "page-share-sending",
        ShareStep::Shared(_) => "page-share-ready",
        ShareStep::Revoking(_) => "page-share-revoking",
        ShareStep::Revoked => "page-share-revoked",
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
    let key = ["page-share-level-", level.name()].concat();
    let about = [&key, "-about"].concat();
    html! {
        <label class="choice">
            <input
                type="radio" name="level" value={level.name()} checked={share.level == level} disabled={level < share.least}
                onchange={events.act.reform(move |_: Event| ShareAction::Level(level))}
            />
            <span><b>{ words.text(&key) }</b><span class="hint">{ words.text(&about) }</span></span>
        </label>
    }
}

fn life_choice(words: &Words, share: &Share, life: Life, events: &ShareEvents) -> Html {
    html! {
        <label class="choice">
            <input
                type="radio" name="life" value={life.name()} checked={share.life == life}
                onchange={events.act.reform(move |_: Event| ShareAction::Life(life))}
            />
            <span>{ words.text(&["page-share-life-", life.name()].concat()) }</span>
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
            <span><b>{ words.text("page-share-seal") }</b><span class="hint">{ words.text("page-share-seal-about") }</span></span>
        </label>
    }
}

fn shared(words: &Words, state: &PageModel, share: &Share, link: &Link, events: &ShareEvents) -> Html {
    let revoking = matches!(share.step, ShareStep::Revoking(_));
    let moment = [("moment", words.moment(link.receipt.expires_at_ms).into())];
    let made = if state.answered().is_some() {
        "page-share-made-asked"
    } else {
        "page-share-made"
    };
    let copied = match &state.results.exported {
        Some(ExportResult::Done(ExportKind::Link) | ExportResult::NotCopied(_)) => state.results.exported.as_ref(),
        Some(ExportResult::Done(_) | ExportResult::NotSaved) | None => None,
    };
    html! {
        <>
            <p>{ words.text_with(made, &moment) }</p>
            <p class="question">
                <label for="shared-link">{ words.text("page-share-link") }</label>
                <input id="shared-link" type="text" readonly=true translate="no" value={link.address.clone()} />
            </p>
            <div class="actions">
                <button
                    id="copy-link" class="primary" type="button"
                    onclick={events.export.reform(|_: MouseEvent| ExportKind::Link)}
                >
                    { words.text("page-take-copy-link") }
                </button>
                { close(words, "page-share-done", events) }
                { handed(words, copied) }
            </div>
            { complaint(share) }
            <p class="revoke">
                <button
                    id="revoke" type="button" aria-disabled={revoking.then_some("true")}
                    onclick={events.act.reform(|_: MouseEvent| ShareAction::Revoke)}
                >
                    { words.text(if revoking { "page-share-revoking" } else { "page-share-revoke" }) }
                </button>
                <span class="hint">
                    { words.text("page-share-revoke-about") }{ " " }
                    <code translate="no">{ &link.receipt.revoke }</code>
                </span>
            </p>
        </>
    }
}

fn complaint(share: &Share) -> Html {
    html! { <p class="complaint" role="alert">{ share.complaint.clone().unwrap_or_default() }</p> }
}

fn close(words: &Words, key: &str, events: &ShareEvents) -> Html {
    let onclick = events.act.reform(|_: MouseEvent| ShareAction::Close);
    html! { <button id="sharing-close" type="button" {onclick}>{ words.text(key) }</button> }
}
