//! What the browser app knows and how that changes: [`AppState`] changes by [`Action`]s alone, which tests play to it.
//!
//! Nothing here touches a browser. The app beside this library (`main.rs`) owns the WebSocket, the clock and the files,
//! and turns everything into actions; `ui` draws the state.

mod state;

pub use state::{Action, AppState};
