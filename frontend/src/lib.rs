//! The page: what it knows, how that changes, and what it looks like.
//!
//! Nothing here touches a browser. [`AppState`] changes by [`Action`]s alone, which tests play to it; [`page`] turns it
//! into `Html`, live in the browser and on a server. The browser app beside this library (`main.rs`) owns the
//! WebSocket, the clock and the files, and turns everything into actions.

mod form;
#[cfg(feature = "server")]
pub mod pages;
mod run;
mod said;
mod share;
mod state;
mod view;

pub use form::{Complaint, Form, Understood, looks_like_a_connection_file};
pub use run::{End, Leg, Loss, Phase, Progress, RELAY_LIMIT, Run};
pub use said::{Answer, Said};
pub use share::{Link, Preview, Share, ShareAction, ShareStep};
pub use state::{Action, AppState, Asked, Handed, KeptFault, Sharing, Take};
pub use view::{FormEvents, Language, OutletEvents, Page, PageEvents, PageProps, ShareEvents, page};
