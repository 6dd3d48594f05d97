//! The way to a sign-in: a button, and once it was pressed, the frame of the document that signs in.

use wire::{Facts, Outcome, RunKey, Stage, split_at_first};
use words::{Words, key};
use yew::prelude::*;

use crate::{PageModel, Run, SignIn};

/// What stands below the answer; nothing where no sign-in goes on from what the run found.
pub(crate) fn sign_in(words: &Words, state: &PageModel, run: &Run, on_open: &Callback<MouseEvent>) -> Html {
    let Some((key, id)) = run.key().zip(run.id()).filter(|_| is_secured(run)) else {
        return Html::default();
    };
    let label = words.text(key::PAGE_SIGN_IN);
    match (state.sign_in, split_at_first(&state.site, "/embed/")) {
        (SignIn::Off, _) => Html::default(),
        // Nobody is asked for a password in a page of somebody else's.
        (_, Some((site, _))) => html! {
            <p class="sign-in"><a href={[site, "/run/", key.as_str()].concat()} target="_blank" rel="noopener">{ label }</a></p>
        },
        (SignIn::Offered, None) => html! {
            <p class="sign-in"><button type="button" class="primary" onclick={on_open.clone()}>{ label }</button></p>
        },
        (SignIn::Open, None) => document(run, key, id, &state.site, label),
    }
}

/// The document finds here what the check saw.
fn document(run: &Run, key: &RunKey, id: &str, site: &str, title: String) -> Html {
    let report = run.report();
    let (mut nla, mut print) = (None, None);
    for stage in report.stages() {
        if let Facts::Negotiate(facts) = &stage.facts {
            nla = facts.selected.filter(|selected| selected & CREDSSP != 0).map(|_| "");
        } else if let Facts::Secure(facts) = &stage.facts {
            print = facts.certificates.first().map(|own| own.sha256.clone());
        }
    }
    html! {
        <iframe class="sign-in" title={title} src={[site, "/desktop"].concat()} data-run={id.to_owned()}
            data-key={key.as_str().to_owned()} data-target={run.target().to_string()} data-sha256={print} data-nla={nla}></iframe>
    }
}

/// Whether the computer speaks TLS, without which nobody signs in from here.
fn is_secured(run: &Run) -> bool {
    let secure = run.report().stage(Stage::Secure);
    !run.is_kept() && secure.is_some_and(|secure| secure.outcome == Outcome::Passed)
}

/// HYBRID and HYBRID_EX, [MS-RDPBCGR] 2.2.1.2.1.
const CREDSSP: u32 = 2 | 8;
