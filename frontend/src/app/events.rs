//! What the reader does, as actions.

use frontend::Action;
use ui::{
    ExportEvents, FormEvents, Leaves, PageEvents, PageModel, ReachEvents, ShareAction, ShareEvents,
    looks_like_a_connection_file,
};
use wire::Record;
use words::Words;
use words::key;
use yew::prelude::*;

use super::effects::files::read;
use crate::browser;

/// As long as the longest codes, such as `0xC000006D`.
const LONGEST_CODE: usize = 12;

/// Everything that the reader can do on the page.
pub(super) fn events(words: &Words, page: &PageModel, act: &Callback<Action>) -> PageEvents {
    let doing = doing(words, page);
    let export = act.reform(Action::Export);
    let share = act.reform(Action::Share);
    PageEvents {
        cancel: act.reform(|_| Action::Cancel { at: browser::now() }),
        toggle: act.reform(Action::Toggle),
        form: form_events(act),
        reach: ReachEvents {
            agree: act.reform(|_| Action::Reach),
            stop: act.reform(|_| Action::StopReaching),
        },
        sign_in: act.reform(|_| Action::SignIn),
        forget_recent: act.reform(|event: MouseEvent| Action::ForgetRecent(browser::pressed(&event))),
        exports: ExportEvents {
            share: share.reform({
                let doing = doing.clone();
                move |_| opened(&doing, Leaves::WhenSeen)
            }),
            answer: share.reform(move |_| opened(&doing, Leaves::WhenKnown)),
            export: export.clone(),
            print: Callback::from(|_| browser::print()),
            record_secrets: act.reform(|_| Action::Start {
                at: browser::now(),
                record: Record::BytesAndTlsSecrets,
            }),
        },
        share: ShareEvents {
            doing: share.reform(|event: InputEvent| ShareAction::Doing(browser::typed(&event))),
            act: share,
            export,
        },
    }
}

fn opened(doing: &str, leaves: Leaves) -> ShareAction {
    ShareAction::Open {
        now_ms: browser::unix_millis(),
        doing: doing.to_owned(),
        leaves,
    }
}

/// What support will want to know first: the code that the reader has typed already. A whole message may name what is
/// nobody's business, and is left out.
fn doing(words: &Words, page: &PageModel) -> String {
    let said = page.question.client_error.text().trim();
    if said.is_empty() || said.len() > LONGEST_CODE || !said.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return String::new();
    }
    words.text_with(key::PAGE_SHARE_DOING_SAID, &[("said", said.into())])
}

fn form_events(act: &Callback<Action>) -> FormEvents {
    FormEvents {
        edit: act.reform(|event: InputEvent| Action::Edit(browser::typed(&event))),
        leave: act.reform(|_| Action::Leave),
        unfold: act.reform(|_| Action::Unfold),
        paste: Callback::from({
            let act = act.clone();
            move |event: Event| paste(&event, &act)
        }),
        choose: Callback::from({
            let act = act.clone();
            move |event: Event| {
                if let Some(file) = browser::chosen_file(&event) {
                    read(file, act.clone());
                }
            }
        }),
        edit_client_error: act.reform(|event: InputEvent| Action::EditClientError(browser::typed(&event))),
        leave_client_error: act.reform(|_| Action::LeaveClientError),
        submit: act.reform(|event: SubmitEvent| {
            event.prevent_default();
            Action::Start {
                at: browser::now(),
                record: Record::Bytes,
            }
        }),
    }
}

/// A field of one line would run the lines of a connection file together, so these are read before it does.
fn paste(event: &Event, dispatch: &Callback<Action>) {
    let Some(pasted) = browser::pasted(event) else {
        return;
    };
    if let Some(file) = pasted.file {
        event.prevent_default();
        read(file, dispatch.clone());
    } else if looks_like_a_connection_file(&pasted.text) {
        event.prevent_default();
        dispatch.emit(Action::ReadFile {
            name: None,
            bytes: pasted.text.into_bytes(),
        });
    }
}
