//! The field for the computer, what was understood, and what is wrong with it.

use diagnosis::{Parameter, Verdict};
use words::Words;
use words::key;
use yew::prelude::*;

use crate::{Complaint, EVERYWHERE, Form, FormView, PageModel, Question, Run, Understood};

/// The form's events as the browser makes them; whoever owns the browser reads them.
#[derive(Clone, Default, PartialEq)]
pub struct FormEvents {
    /// The field's text changed.
    pub edit: Callback<InputEvent>,
    /// The field lost the focus.
    pub leave: Callback<FocusEvent>,
    /// Something was pasted into the field.
    pub paste: Callback<Event>,
    /// A file was chosen.
    pub choose: Callback<Event>,
    /// What the program said changed.
    pub edit_client_error: Callback<InputEvent>,
    /// Its field lost the focus.
    pub leave_client_error: Callback<FocusEvent>,
    /// Ask something else than what the result is about.
    pub unfold: Callback<MouseEvent>,
    /// A check was asked for.
    pub submit: Callback<SubmitEvent>,
}

/// The fields for the computer and for what the reader's app said; one line with both where a result is shown.
pub(crate) fn check_form(words: &Words, state: &PageModel, events: &FormEvents) -> Html {
    match &state.results.run {
        Some(run) if state.question.view == FormView::Folded => folded(words, state, run, events),
        Some(_) | None => whole(words, state, events),
    }
}

/// What was asked, and how to ask again or something else.
fn folded(words: &Words, state: &PageModel, run: &Run, events: &FormEvents) -> Html {
    let said = state.question.client_error.text().trim();
    let change = if run.is_kept() {
        key::PAGE_CHECK_OTHER
    } else {
        key::PAGE_EDIT
    };
    html! {
        <form class="asked-line" action={[&state.site, "/check"].concat()} method="get" novalidate=true onsubmit={events.submit.clone()}>
            <p>
                <code translate="no">{ run.target().to_string() }</code>
                if !said.is_empty() && !run.is_kept() {
                    <code class="code" translate="no" dir="auto">{ said.to_owned() }</code>
                }
            </p>
            <input type="hidden" name="target" value={run.target().to_string()} />
            <button id="edit" class="quiet" type="button" onclick={events.unfold.clone()}>{ words.text(change) }</button>
            if !run.is_kept() && !run.is_under_way() {
                <button id="check" type="submit">{ words.text(key::PAGE_CHECK_AGAIN) }</button>
                // What it does is a script, which is loaded only then.
                if matches!(run.verdict(), Verdict::Blocked | Verdict::NoAnswer) {
                    <button id="watch" class="quiet" type="button">{ words.text(key::PAGE_WATCH) }</button>
                }
            }
        </form>
    }
}

fn whole(words: &Words, state: &PageModel, events: &FormEvents) -> Html {
    let Question { form, client_error, .. } = &state.question;
    let busy = state.is_busy();
    let complaint = form.complaint().map(|complaint| sentence(words, &complaint));
    let button = if busy { key::PAGE_CHECKING } else { key::PAGE_CHECK };
    let asked = state.is_asked();
    let send = html! {
        <div class="send">
            <button id="check" class="primary" type="submit" aria-disabled={busy.then_some("true")}>
                { words.text(button) }
            </button>
            if !asked {
                <label class="file scripted">
                    <input type="file" accept=".rdp,.rdpw,.remmina,.rdg,.json,.log,.txt,.xml,.csv,.evtx" onchange={events.choose.clone()} />
                    <span>{ words.text(key::PAGE_FILE) }</span>
                </label>
            }
        </div>
    };
    // Where somebody else has filled the form, the button is all there is to do.
    let (first, last) = if asked {
        (send, Html::default())
    } else {
        (Html::default(), send)
    };
    html! {
        <form class="ask" action={[&state.site, "/check"].concat()} method="post" novalidate=true onsubmit={events.submit.clone()}>
            { first }
            <div class="fields">
                <div class="field-of-target">
                    <label for="target">{ words.text(key::PAGE_FIELD) }</label>
                    <input
                        id="target" name="target" type="text" value={form.text().to_owned()} autofocus=true
                        placeholder="pc-01.contoso.com"
                        inputmode="url" enterkeyhint="go" autocapitalize="off" autocorrect="off" spellcheck="false"
                        translate="no" aria-describedby="target-complaint target-understood"
                        aria-invalid={complaint.is_some().then_some("true")}
                        readonly={asked} oninput={events.edit.clone()} onblur={events.leave.clone()} onpaste={events.paste.clone()}
                    />
                    <p id="target-complaint" class="complaint" role="alert">{ complaint.clone().unwrap_or_default() }</p>
                    <div id="target-understood" class="hint">
                        if complaint.is_none() {
                            { understood(words, form) }
                        }
                    </div>
                    if let Some(scope) = &state.question.scope {
                        <p id="scope" class="hint">{ scope }</p>
                    }
                </div>
                <div class="field-of-code">
                    <label for="said">{ words.text(key::PAGE_SAID_FIELD) }</label>
                    <textarea
                        id="said" name="said" rows="1" value={client_error.text().to_owned()} autocapitalize="off" spellcheck="false"
                        placeholder="0x4" translate="no" aria-describedby="said-hint" oninput={events.edit_client_error.clone()}
                        onblur={events.leave_client_error.clone()}
                    />
                    <p id="said-hint" class="hint">{ words.text(key::PAGE_SAID_HINT) }</p>
                </div>
            </div>
            { from(words, &state.question.agents) }
            { last }
        </form>
    }
}

/// From where it is checked, where there is a choice. Whoever sends the form reads it.
fn from(words: &Words, agents: &[String]) -> Html {
    if agents.is_empty() {
        return Html::default();
    }
    html! {
        <p class="from">
            <label for="from">{ words.text(key::PAGE_FROM) }</label>
            <select id="from" name="from">
                // The browser takes the last one otherwise, which is put into the list first.
                <option value="" selected=true>{ words.text(key::PAGE_FROM_SERVER) }</option>
                { for agents.iter().map(|agent| html! { <option value={agent.clone()} translate="no">{ agent }</option> }) }
                <option value={EVERYWHERE}>{ words.text(key::PAGE_FROM_ALL) }</option>
            </select>
        </p>
    }
}

/// What a check would run against, or how to fill the field.
fn understood(words: &Words, form: &Form) -> Html {
    let Ok(understood) = form.understood() else {
        return html! { <p>{ words.text(key::PAGE_FIELD_HINT) }</p> };
    };
    let Understood {
        target,
        from_file,
        file_name,
        route,
    } = understood;
    let mut values: Vec<(_, Parameter)> = vec![
        ("host", target.host.to_string().into()),
        ("port", target.port.to_string().into()),
    ];
    let key = match (from_file, file_name) {
        (_, Some(name)) => {
            values.push(("file", name.into()));
            key::PAGE_UNDERSTOOD_FILE
        }
        (true, None) => key::PAGE_UNDERSTOOD_LINES,
        (false, None) => key::PAGE_UNDERSTOOD,
    };
    html! {
        <>
            <p>{ words.text_with(key, &values) }</p>
            if let Some(gateway) = route.gateway {
                <p>{ words.text_with(key::PAGE_UNDERSTOOD_GATEWAY, &[("gateway", gateway.target.to_string().into())]) }</p>
            }
        </>
    }
}

fn sentence(words: &Words, complaint: &Complaint) -> String {
    match complaint {
        Complaint::Target(error) => words.target_error(error),
        Complaint::File(error) => words.rdp_file_error(error),
    }
}
