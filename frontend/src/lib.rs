//! What the browser app knows and how that changes: [`AppState`] changes by [`Action`]s alone, which tests play to it,
//! and says in [`Effect`]s what is to be done.
//!
//! Nothing here touches a browser. The app beside this library (`main.rs`) owns the WebSocket, the clock and the files:
//! it turns everything that happens into actions, and carries the effects out. `ui` draws the state.

mod action;
mod body;
mod effect;
mod state;

pub use action::{Action, Attempt};
pub use body::Body;
pub use effect::{Effect, News};
pub use state::AppState;
