//! What the page looks like: functions from what is known to `Html`. None touches a browser.
//!
//! They are functions and not components of their own, because everything on the page follows from one state, and
//! because each component of Yew's adds two kilobytes to the first load. [`Page`] is the one for whoever renders.

use diagnosis::Parameter;
use wire::Stage;
use words::Words;

#[cfg(feature = "server")]
pub(crate) mod asked;
mod check_form;
#[cfg(feature = "server")]
pub(crate) mod codes;
#[cfg(feature = "server")]
pub(crate) mod compare;
#[cfg(feature = "server")]
pub(crate) mod document;
mod evidence;
mod finding_card;
#[cfg(feature = "server")]
pub(crate) mod help;
mod hex_dump;
mod legs;
mod outlets;
mod page;
#[cfg(feature = "server")]
pub(crate) mod result;
mod said;
mod share;
#[cfg(feature = "server")]
mod source;
mod stage_row;
mod station;
mod verdict;

pub use check_form::FormEvents;
pub use outlets::OutletEvents;
pub use page::{Language, Page, PageEvents, PageProps, page};
pub use share::ShareEvents;

/// What sentences about a stage name: `$number` and `$stage`.
fn place(words: &Words, stage: Stage) -> [(&'static str, Parameter); 2] {
    [
        ("number", u32::from(stage.number()).into()),
        ("stage", words.stage(stage).into()),
    ]
}
