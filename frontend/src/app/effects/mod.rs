//! What the app asks of the relay besides checks, and of the browser. Whatever has an outcome tells it in an action.

use frontend::Action;
use yew::Callback;

pub(super) mod decode;
pub(super) mod export;
pub(super) mod files;
pub(super) mod kept;
pub(super) mod portal;
pub(super) mod preview;
pub(super) mod reach;
pub(super) mod share;

/// Where the resulting [`Action`] goes.
type Dispatch = Callback<Action>;
