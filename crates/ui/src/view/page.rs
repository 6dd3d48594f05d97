//! The whole page below its header.

use std::ops::Deref;
use std::rc::Rc;
use words::key;

use wire::{Disclosure, Stage};
use words::Words;
use yew::prelude::*;

use super::administrator::for_administrators;
use super::answer::answer;
use super::causes::causes;
use super::check_form::{FormEvents, check_form};
use super::client_error::said;
use super::evidence::copy_command;
use super::export_bar::{self, ExportEvents, outlets, send};
use super::further_legs::every_leg;
use super::legs::{legs, not_looked_at};
use super::progress::{progress, status};
use super::reach::{ReachEvents, reach};
use super::row_context::RowContext;
use super::share::{self, ShareEvents, share};
use super::sign_in::sign_in;
use super::verdict_icon::verdict_icon;
use super::waterfall::waterfall;
use crate::{FormView, LoadFault, PageModel, Preview, Run, Share, ShareStep};

/// What the reader can do.
#[derive(Clone, Default, PartialEq)]
pub struct PageEvents {
    /// In the form.
    pub form: FormEvents,
    /// Stop the run.
    pub cancel: Callback<MouseEvent>,
    /// Open or close a row.
    pub toggle: Callback<Stage>,
    /// ExportKind the result along.
    pub exports: ExportEvents,
    /// In the dialog in which it is shared.
    pub share: ShareEvents,
    /// Have this browser try the computer's port, or no more.
    pub reach: ReachEvents,
    /// Sign in to the computer.
    pub sign_in: Callback<MouseEvent>,
    /// Forget the last checks of this browser.
    pub forget_recent: Callback<MouseEvent>,
}

/// What the page shows.
pub fn page(words: &Words, state: &PageModel, events: &PageEvents) -> Html {
    let run = state.shown();
    html! {
        <>
            // Who has the answer has done what was asked.
            if run.is_none() || state.question.view != FormView::Folded {
                { ask(words, state, &events.form) }
            }
            <h1 class={(run.is_some() || state.is_asked()).then_some("hidden")}>{ words.text(key::PAGE_HEADING) }</h1>
            { check_form(words, state, &events.form) }
            { fault(words, state) }
            { status(words, run, news(words, state)) }
            if let Some(run) = run.filter(|run| run.is_under_way()) {
                // Two cards that have nothing in common: the one must not be bent into the other, which would carry the
                // steps across the screen.
                <div class="result" key="under-way">
                    <div class="story">{ progress(words, run, &events.cancel, RowContext::Live { site: &state.site, on_toggle: &events.toggle }) }</div>
                    <aside class="panel">
                        { legs(words, Some(run), None) }
                        { reach(words, state, &events.reach) }
                    </aside>
                </div>
            } else if let Some(run) = run {
                { over(words, state, run, events) }
            } else {
                { idle(words, state, &events.forget_recent) }
            }
            { on_own_computer(words, state) }
        </>
    }
}

/// What the check does, how long it takes, and what it never does.
fn idle(words: &Words, state: &PageModel, on_forget: &Callback<MouseEvent>) -> Html {
    html! {
        <>
            <ul class="facts-of-check">
                <li>{ words.text(key::PAGE_INTRO_WHAT) }</li>
                <li>{ words.text(key::PAGE_INTRO_TIME) }</li>
                <li>{ words.text(key::PAGE_INTRO_LIMITS) }</li>
            </ul>
            { recent(words, state, on_forget) }
        </>
    }
}

/// The last checks of this browser; not where somebody else asks for one.
fn recent(words: &Words, state: &PageModel, on_forget: &Callback<MouseEvent>) -> Html {
    if state.recent.is_empty() || state.question.ask.is_some() {
        return Html::default();
    }
    html! {
        <section class="recent" aria-labelledby="recent-title">
            <h2 id="recent-title">{ words.text(key::PAGE_RECENT_TITLE) }</h2>
            <ul>
                { for state.recent.iter().map(|it| html! {
                    <li class="word" data-verdict={it.verdict.name()}>
                        { verdict_icon(it.verdict) }
                        <a href={["?target=", &it.target.replace('[', "%5B").replace(']', "%5D")].concat()} translate="no">{ &it.target }</a>
                        <span>{ words.verdict_name(it.verdict) }</span>
                        <button
                            type="button" value={it.target.clone()} onclick={on_forget.clone()}
                            aria-label={words.text_with(key::PAGE_RECENT_FORGET_ONE, &[("target", (&*it.target).into())])}
                        >{ "✕" }</button>
                    </li>
                }) }
            </ul>
            <p>
                <button id="forget-recent" type="button" onclick={on_forget.clone()}>{ words.text(key::PAGE_RECENT_FORGET) }</button>
                <span class="hint">{ words.text(key::PAGE_RECENT_ABOUT) }</span>
            </p>
        </section>
    }
}

/// A run that is over: the answer first, what it rests on below, and beside it what can be done with it.
fn over(words: &Words, state: &PageModel, run: &Run, events: &PageEvents) -> Html {
    let sharing = state.sharing.dialog.as_ref();
    let own = sharing.is_none();
    // The link does not show it.
    let fit = state.question.client_error.fit().filter(|_| own);
    let context = RowContext::Live {
        site: &state.site,
        on_toggle: &events.toggle,
    };
    let send = match &state.results.run {
        Some(run) if own && run.is_worth_taking() => send(words, state, run, &events.exports),
        _ => Html::default(),
    };
    html! {
        <>
            if let Some(dialog) = sharing {
                { share(words, state, dialog, &events.share) }
            }
            { kept(words, run, sharing) }
            { paper(words, run, sharing) }
            <div class="result" key="over">
                <div class="story">
                    { answer(words, run, context, fit, send) }
                    if own {
                        { sign_in(words, state, run, &events.sign_in) }
                        { said(words, &state.question.client_error) }
                    }
                    { every_leg(words, run, context, Html::default()) }
                    { causes(words, run, context) }
                    { for_administrators(words, run) }
                    { waterfall(words, run) }
                    { not_looked_at(words, run) }
                </div>
                <aside class="panel">
                    { legs(words, Some(run), None) }
                    { reach(words, state, &events.reach) }
                    if let Some(run) = state.results.run.as_ref().filter(|run| own && run.is_worth_taking()) {
                        { outlets(words, state, run, &events.exports) }
                    }
                </aside>
            </div>
        </>
    }
}

/// What changed besides the run, for those who do not see it.
fn news(words: &Words, state: &PageModel) -> String {
    let handed = export_bar::news(words, state.results.exported.as_ref());
    match &state.sharing.dialog {
        Some(dialog) if handed.is_empty() => share::news(words, dialog),
        Some(_) | None => handed,
    }
}

/// What somebody else asks of the reader.
fn ask(words: &Words, state: &PageModel, events: &FormEvents) -> Html {
    let Some(asked) = &state.question.ask else {
        return Html::default();
    };
    if let Some(complaint) = &asked.complaint {
        return html! {
            <section class="asked"><p>{ complaint }</p><p>{ words.text(key::PAGE_ASK_GONE) }</p></section>
        };
    }
    let Some(ask) = &asked.ask else {
        return Html::default();
    };
    // A portal's own staff are asked by nobody.
    let (title, one, any) = if ask.launched {
        (key::PAGE_LAUNCH_TITLE, key::PAGE_LAUNCH_FOR, key::PAGE_LAUNCH_FOR_ONE)
    } else {
        (key::PAGE_ASK_TITLE, key::PAGE_ASK_FOR, key::PAGE_ASK_FOR_ONE)
    };
    html! {
        <section class="asked" aria-labelledby="asked-title">
            <h2 id="asked-title">{ words.text(title) }</h2>
            if ask.choices.is_empty() {
                <p>{ words.text_with(one, &[("target", ask.target.as_str().into())]) }</p>
            } else {
                <p>{ words.text(any) }</p>
                <fieldset disabled={state.is_busy()}>
                    <legend>{ words.text(key::PAGE_ASK_WHICH) }</legend>
                    { for ask.choices.iter().map(|target| choice(target, state, events)) }
                </fieldset>
            }
            if !ask.note.is_empty() {
                <p dir="auto">{ words.text_with(key::PAGE_ASK_NOTE, &[("note", ask.note.as_str().into())]) }</p>
            }
            if !ask.ticket.is_empty() {
                <p>{ words.text_with(key::PAGE_ASK_TICKET, &[("ticket", ask.ticket.as_str().into())]) }</p>
            }
            <p>{ words.text(if ask.answered { key::PAGE_ASK_ANSWERED } else { key::PAGE_ASK_HOW }) }</p>
        </section>
    }
}

/// How to answer from a terminal of the reader's own computer instead. It stands below what one button does.
fn on_own_computer(words: &Words, state: &PageModel) -> Html {
    let asked = state.question.ask.as_ref().and_then(|asked| asked.ask.as_ref());
    let Some(ask) = asked.filter(|ask| ask.link.is_some() || ask.download.is_some()) else {
        return Html::default();
    };
    html! {
        <section class="asked">
            if let Some(link) = &ask.link {
                <p>{ words.text(key::PAGE_ASK_OWN) }</p>
                <figure class="command">
                    <pre tabindex="0" translate="no"><code>
                        // At the end, the option would be broken in two on a phone.
                        { ["rdptrace answer --for ", state.question.form.text(), " \"", link.as_str(), "\""].concat() }
                    </code></pre>
                    { copy_command(words, key::PAGE_COMMAND_COPY, "one") }
                </figure>
            }
            if let Some(download) = &ask.download {
                <p><a href={download.clone()} target="_blank">{ words.text(key::PAGE_ASK_APP) }</a></p>
            }
        </section>
    }
}

fn choice(target: &str, state: &PageModel, events: &FormEvents) -> Html {
    let checked = state.question.form.text() == target;
    html! {
        <label class="choice">
            <input type="radio" name="asked" value={target.to_owned()} {checked} oninput={events.edit.clone()} />
            <span translate="no">{ target }</span>
        </label>
    }
}

/// Why a result of another time or place is not shown.
fn fault(words: &Words, state: &PageModel) -> Html {
    let key = match state.results.fault {
        None => return Html::default(),
        Some(LoadFault::Unreadable) => key::PAGE_KEPT_FAULT_UNREADABLE,
        Some(LoadFault::FromTheFuture) => key::PAGE_KEPT_FAULT_FROM_THE_FUTURE,
        Some(LoadFault::NotAReport) => key::PAGE_KEPT_FAULT_NOT_A_REPORT,
        Some(LoadFault::TooLarge) => key::PAGE_KEPT_FAULT_TOO_LARGE,
        Some(LoadFault::Gone) => key::PAGE_KEPT_FAULT_GONE,
        Some(LoadFault::Unreachable) => key::PAGE_KEPT_FAULT_UNREACHABLE,
        Some(LoadFault::Locked) => key::PAGE_KEPT_FAULT_LOCKED,
    };
    html! { <p id="kept-fault" class="complaint" role="alert">{ words.text(key) }</p> }
}

/// Of when a kept result is, and what is missing in it.
fn kept(words: &Words, run: &Run, share: Option<&Share>) -> Html {
    // It keeps its room until the preview is there, so that the result does not move.
    let awaited = share.is_some_and(|share| matches!(share.preview, Preview::Awaited));
    if !run.is_kept() && !awaited {
        return Html::default();
    }
    let report = run.report();
    let level = share.filter(|_| awaited).map(|share| share.level);
    let redacted = match report.redacted.or(level) {
        None | Some(Disclosure::Everything) => None,
        Some(Disclosure::Support) => Some(key::PAGE_KEPT_REDACTED_SUPPORT),
        Some(Disclosure::Public) => Some(key::PAGE_KEPT_REDACTED_PUBLIC),
    };
    let doing = share.filter(|share| !share.sealed).map(|share| share.doing.trim());
    html! {
        <>
            <p class={if awaited { "kept pending" } else { "kept" }}>
                { words.text_with(key::PAGE_KEPT_FROM, &[("moment", words.moment(report.started_at_ms).into())]) }
                if let Some(key) = redacted {
                    { " " }{ words.text(key) }
                }
            </p>
            if let Some(doing) = doing.filter(|doing| !doing.is_empty()) {
                <p class="kept" dir="auto">{ words.text_with(key::PAGE_KEPT_DOING, &[("doing", doing.into())]) }</p>
            }
        </>
    }
}

/// What a sheet of paper tells and the screen need not: what was checked, when, and where it can be seen.
fn paper(words: &Words, run: &Run, share: Option<&Share>) -> Html {
    let report = run.report();
    // Where the relay was lost, it may not have said when the run began.
    if report.started_at_ms <= 0 {
        return Html::default();
    }
    let link = if let Some(ShareStep::Shared(link)) = share.map(|share| &share.step) {
        Some(link.address.clone())
    } else {
        None
    };
    html! {
        <p class="on-paper" translate="no">
            { report.target.to_string() }{ " · " }{ words.moment(report.started_at_ms) }
            if let Some(link) = link {
                { " · " }{ link }
            }
        </p>
    }
}

/// The sentences that the page speaks; equal only to themselves.
#[derive(Clone)]
pub struct Language(Rc<Words>);

impl From<Words> for Language {
    fn from(words: Words) -> Self {
        Self(Rc::new(words))
    }
}

impl Deref for Language {
    type Target = Words;

    fn deref(&self) -> &Words {
        &self.0
    }
}

impl PartialEq for Language {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// What [`Page`] needs.
#[derive(Clone, PartialEq, Properties)]
pub struct PageProps {
    /// What it shows.
    pub state: PageModel,
    /// The sentences.
    pub language: Language,
    /// Whom to tell what the reader does.
    #[prop_or_default]
    pub events: PageEvents,
}

/// The page as a component, for Yew's renderers on a server.
#[component]
pub fn Page(props: &PageProps) -> Html {
    page(&props.language, &props.state, &props.events)
}
