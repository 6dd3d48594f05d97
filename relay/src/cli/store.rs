//! `rdptrace store`: what is kept, for whoever runs the server.

use core::fmt::Write as _;
use core::time::Duration;
use std::io::{self, Write as _};
use std::process::ExitCode;

use words::Words;

use super::args::StoreCommand;
use crate::store::{self, MEGABYTE, Removal, Store, StoreError, Stored};
use crate::{Config, Error, clock};

/// Does what was asked for.
pub(super) async fn run(command: StoreCommand, config: Config) -> Result<ExitCode, Error> {
    if let StoreCommand::Backup { file } = command {
        let copied = store::backup(config.store, &file).await?;
        return say(&format!("Backed up {copied} to {}\n", file.display()));
    }
    let store = Store::open(&config.store_settings()).await?;
    let text = match command {
        StoreCommand::Backup { .. } => Ok(Told::Done(String::new())),
        StoreCommand::Stats => {
            let newest = store.list(1).await;
            newest.map(|newest| Told::Done(stats(&store, newest.first())))
        }
        StoreCommand::List { most } => store.list(most).await.map(|stored| Told::Done(table(&stored))),
        StoreCommand::Show { id } => show(&store, id).await,
        StoreCommand::Remove { ids, older_than_days } => {
            let named = (ids.len() == 1).then(|| ids.concat());
            let what = older_than_days.map_or(Removal::Ids(ids), |days| {
                let age = Duration::from_secs(u64::from(days) * 24 * 60 * 60);
                let age = clock::millis(age);
                Removal::SharedBefore(clock::unix_millis().saturating_sub(age))
            });
            store.remove(what).await.map(|removed| removal(removed, named))
        }
    };
    store.close().await;
    match text.map_err(Error::StoreUse)? {
        Told::Done(text) => say(&text),
        Told::NoSuchResult(id) => {
            let told = format!("There's no result {id}. It never existed, has expired, or was deleted.\n");
            io::stderr().write_all(told.as_bytes()).map_err(Error::Output)?;
            Ok(ExitCode::from(NO_SUCH_RESULT))
        }
    }
}

/// What came of it.
enum Told {
    /// It was done, and this is said of it.
    Done(String),
    /// There is nothing with this id.
    NoSuchResult(String),
}

fn say(text: &str) -> Result<ExitCode, Error> {
    io::stdout().write_all(text.as_bytes()).map_err(Error::Output)?;
    Ok(ExitCode::SUCCESS)
}

/// What is said of `removed` results, one of which was to be `named`.
fn removal(removed: u64, named: Option<String>) -> Told {
    match (removed, named) {
        (0, Some(id)) => Told::NoSuchResult(id),
        (0, None) => Told::Done("Removed nothing, because there's no such result.\n".to_owned()),
        (1, _) => Told::Done("Removed 1 result. Running servers use its space within five minutes.\n".to_owned()),
        (removed, _) => Told::Done(format!(
            "Removed {removed} results. Running servers use their space within five minutes.\n"
        )),
    }
}

fn stats(store: &Store, newest: Option<&Stored>) -> String {
    let ((results, bytes), room) = (store.filled(), store.room());
    let newest = newest.map_or_else(|| "none".to_owned(), |stored| moment(stored.shared_at_ms));
    format!(
        "results and requests: {results} of {}\nspace:                {} of {}\nnewest result:        {newest}\n",
        room.results,
        megabytes(bytes),
        megabytes(room.bytes)
    )
}

/// In the unit of the setting `most_megabytes`.
fn megabytes(bytes: u64) -> String {
    let (whole, tenths) = (bytes / MEGABYTE, bytes % MEGABYTE * 10 / MEGABYTE);
    match (whole, tenths) {
        (0, 0) if bytes > 0 => "less than 0.1 MB".to_owned(),
        (whole, 0) => format!("{whole} MB"),
        (whole, tenths) => format!("{whole}.{tenths} MB"),
    }
}

fn table(stored: &[Stored]) -> String {
    let mut text = format!("{:<24}{:<22}{:<22}{:>8}  form\n", "id", "shared", "expires", "bytes");
    for stored in stored {
        let form = if stored.sealed { "encrypted" } else { "readable" };
        let (shared, expires) = (moment(stored.shared_at_ms), moment(stored.expires_at_ms));
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "{:<24}{shared:<22}{expires:<22}{:>8}  {form}",
            stored.id, stored.size
        );
    }
    text
}

async fn show(store: &Store, id: String) -> Result<Told, StoreError> {
    Ok(match store.shared(&id).await? {
        // What the store gave can be written down.
        Some(shared) => Told::Done(serde_json::to_string_pretty(&shared).unwrap_or_default() + "\n"),
        None => Told::NoSuchResult(id),
    })
}

fn moment(unix_millis: i64) -> String {
    Words::english().moment(unix_millis)
}

/// As for a token that is not there.
const NO_SUCH_RESULT: u8 = 1;
