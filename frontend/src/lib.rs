//! The page: what it knows, how that changes, and what it looks like.
//!
//! Nothing here touches a browser. [`AppState`] changes by [`Action`]s alone, which tests play to it; [`page`] turns it
//! into `Html`, live in the browser and on a server. The browser app beside this library (`main.rs`) owns the
//! WebSocket, the clock and the files, and turns everything into actions.

mod form;
#[cfg(feature = "server")]
pub mod pages;
mod run;
mod state;
mod view;

pub use form::{Complaint, Form, Understood, looks_like_a_connection_file};
pub use run::{End, Leg, Loss, Phase, Progress, RELAY_LIMIT, Run};
pub use state::{Action, AppState};
pub use view::{FormEvents, Language, Page, PageEvents, PageProps, page};
