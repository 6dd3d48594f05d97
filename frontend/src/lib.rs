//! The page: what it knows, how that changes, and the components that show it.
//!
//! Nothing here touches a browser. [`AppState`] is a pure reducer that tests play messages to; the components take
//! props and return `Html`, so that the same ones render live in the browser and on a server. The browser app beside
//! this library (`main.rs`) owns the WebSocket, the clock and the files, and turns everything into [`Action`]s.

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
