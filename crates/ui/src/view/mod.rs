//! What the page looks like: functions from what is known to `Html`. None touches a browser.
//!
//! They are functions and not components of their own, because everything on the page follows from one state: none of
//! them has a state to keep or a part to draw alone. [`Page`] is the one for whoever renders.

pub(crate) mod administrator;
pub(crate) mod answer;
pub(crate) mod breakable;
pub(crate) mod causes;
mod check_form;
mod client_error;
pub(crate) mod evidence;
mod export_bar;
pub(crate) mod further_legs;
mod hex_dump;
pub(crate) mod legs;
mod letter;
mod page;
pub(crate) mod phases;
mod place;
pub(crate) mod progress;
pub(crate) mod progress_dot;
mod reach;
pub(crate) mod row_context;
pub(crate) mod rows;
mod share;
mod sign_in;
pub(crate) mod stage_row;
mod title;
mod todo;
mod verdict_icon;
pub(crate) mod waterfall;

pub use check_form::FormEvents;
pub use export_bar::ExportEvents;
pub use letter::letter;
pub use page::{Language, Page, PageEvents, PageProps, page};
pub use reach::ReachEvents;
pub use share::ShareEvents;
pub use title::{icon, title};

pub(crate) use place::place;
