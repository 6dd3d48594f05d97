//! What rdptrace looks like: the live page, and the documents that a relay renders.
//!
//! `model` holds what is shown, `view` turns it into `Html`, and [`pages`] makes whole documents of the same rows and
//! findings. Nothing here touches a browser: the same code runs in one, on a server and in tests.

mod model;
#[cfg(feature = "server")]
pub mod pages;
mod view;

pub use self::model::{
    Answer, Asked, ClientErrorInput, Complaint, EVERYWHERE, End, ExportKind, ExportResult, Form, FormView, Leaves,
    LegProgress, Link, LoadFault, Loss, Observed, PageModel, Phase, Preview, Progress, Question, REACH_LIMIT,
    REACH_PAUSE, RELAY_LIMIT, ReachConsent, Recent, Results, Run, Share, ShareAction, ShareStep, Sharing, SharingOffer,
    SignIn, Understood, looks_like_a_connection_file, places,
};
pub use self::view::{
    ExportEvents, FormEvents, Language, Page, PageEvents, PageProps, ReachEvents, ShareEvents, icon, letter, page,
    title,
};
