//! What the things of the command line start with: the log, a thread, the folder of what is to last.

use std::io;
use std::path::{Path, PathBuf};

use tokio::runtime;

use crate::store::StorePlace;
use crate::{Error, Log, LogFormat};

pub(super) fn start_log(log: &Log, format: LogFormat) {
    use tracing_subscriber::layer::SubscriberExt as _;
    use tracing_subscriber::util::SubscriberInitExt as _;

    let registry = tracing_subscriber::registry().with(log.0.clone());
    let lines = tracing_subscriber::fmt::layer().with_writer(io::stderr);
    match format {
        LogFormat::Text => registry.with(lines).init(),
        LogFormat::Json => registry.with(lines.json().flatten_event(true)).init(),
    }
}

/// The folder in which this program keeps what is to last; absent where none is known.
pub(super) fn own_state() -> Option<PathBuf> {
    StorePlace::default_file()?.parent().map(Path::to_owned)
}

/// One thread does: a run mostly waits, and starting others costs more than they could save.
pub(super) fn single_thread() -> Result<runtime::Runtime, Error> {
    runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(Error::Start)
}
