//! Two things at once, whose words do not mix.

use std::fs::File;
use std::{panic, thread};

use crate::error::Error;
use crate::project::{self, Project};
use crate::say;

/// Does `work` in this thread and `beside` in another. The words of the latter are kept in a file called `name`, and shown
/// when both are done. Returns what both made, that of `work` first.
pub(crate) fn beside<W, B: Send>(
    project: &Project,
    name: &str,
    beside: impl FnOnce() -> B + Send,
    work: impl FnOnce() -> W,
) -> Result<(W, B), Error> {
    let path = project.built(&format!("xtask/{name}.log"));
    project::write(&path, "")?;
    let file = File::options().append(true).open(&path);
    let file = file.map_err(Error::file("write", &path))?;
    let both = thread::scope(|scope| {
        let aside = scope.spawn(|| say::aside(file, beside));
        let made = work();
        (
            made,
            aside.join().unwrap_or_else(|panicked| panic::resume_unwind(panicked)),
        )
    });
    let said = project::read(&path)?;
    if !said.is_empty() {
        say::line(said.trim_end());
    }
    Ok(both)
}
