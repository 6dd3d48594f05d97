//! The whole page below its header.

use std::ops::Deref;
use std::rc::Rc;

use diagnosis::Words;
use wire::Stage;
use yew::prelude::*;

use super::check_form::{FormEvents, check_form};
use super::legs::legs;
use super::stage_row::stage_row;
use super::verdict::verdict;
use crate::AppState;

/// What the reader can do.
#[derive(Clone, Default, PartialEq)]
pub struct PageEvents {
    /// In the form.
    pub form: FormEvents,
    /// Stop the run.
    pub cancel: Callback<MouseEvent>,
    /// Open or close a row.
    pub toggle: Callback<Stage>,
}

/// What the page shows.
pub fn page(words: &Words, state: &AppState, events: &PageEvents) -> Html {
    let run = state.run.as_ref();
    let computer = state.form.understood().ok();
    let computer = computer.map(|understood| understood.target.host.to_string());
    html! {
        <>
            <h1>{ words.text("page-heading") }</h1>
            { check_form(words, &state.form, state.is_busy(), run.is_some(), &events.form) }
            { verdict(words, run, &events.cancel) }
            { legs(words, run, computer) }
            <h2 class="hidden">{ words.text("page-steps-title") }</h2>
            <ol class="line">
                { for Stage::ALL.into_iter().map(|stage| stage_row(words, run, stage, &events.toggle)) }
            </ol>
        </>
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
    pub state: AppState,
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
