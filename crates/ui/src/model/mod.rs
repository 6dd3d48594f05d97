//! What the page shows: the fields, the run, the dialog in which a result is shared. Each changes by itself, in ways
//! that its own file knows; who tells it what has happened stands elsewhere.

mod client_error;
mod form;
mod page;
mod places;
mod reach;
mod recent;
mod run;
mod share;

pub use self::client_error::{Answer, ClientErrorInput};
pub use self::form::{Complaint, Form, Understood, looks_like_a_connection_file};
pub use self::page::{
    Asked, ExportKind, ExportResult, FormView, LoadFault, PageModel, Question, Results, Sharing, SharingOffer, SignIn,
};
pub use self::places::{EVERYWHERE, places};
pub use self::reach::{Observed, REACH_LIMIT, REACH_PAUSE, ReachConsent};
pub use self::recent::Recent;
pub use self::run::{End, LegProgress, Loss, Phase, Progress, RELAY_LIMIT, Run};
pub use self::share::{Leaves, Link, Preview, Share, ShareAction, ShareStep};
