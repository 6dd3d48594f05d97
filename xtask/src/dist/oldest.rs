//! A store as the first rdptrace left it.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use crate::error::Error;
use crate::invocation::Invocation;
use crate::project::{self, Project};

/// The id of the result that is in it.
pub(super) const RESULT: &str = "AAAAAAAAAAAAAAAAAAAAAA";
/// What that result is about.
pub(super) const TARGET: &str = "127.0.0.1:33891";

/// Makes `file` a database with the tables of the first version, and one result in the first shape.
pub(super) fn store(project: &Project, file: &Path) -> Result<(), Error> {
    let migration = project.path("relay/migrations/0001_results.sql");
    let report = project.path("relay/src/store/fixtures/schema-1.json");
    let report = fs::read(&report).map_err(Error::file("read", &report))?;
    let sum = Invocation::new("sha384sum").arg(&migration).answer()?;
    let sum = sum.split_whitespace().next().unwrap_or_default().to_owned();
    let (tables, size) = (project::read(&migration)?, report.len());
    let body = report.iter().fold(String::new(), |mut digits, byte| {
        // Writing to a string cannot fail.
        let _ = write!(digits, "{byte:02x}");
        digits
    });
    let now = "CAST(strftime('%s', 'now') AS INTEGER) * 1000";
    let script = format!(
        "{tables}\n\
         CREATE TABLE _sqlx_migrations (version BIGINT PRIMARY KEY, description TEXT NOT NULL, \
         installed_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP, success BOOLEAN NOT NULL, checksum BLOB NOT NULL, \
         execution_time BIGINT NOT NULL);\n\
         INSERT INTO _sqlx_migrations VALUES (1, 'results', CURRENT_TIMESTAMP, TRUE, X'{sum}', 0);\n\
         INSERT INTO results VALUES ('{RESULT}', X'00', {now}, {now} + {DAY}, 'json', 1, '', X'{body}', {size});\n"
    );
    let commands = project.built("xtask/oldest.sql");
    project::write(&commands, script)?;
    // It makes the file, and not the folder.
    project::write(file, "")?;
    let read = format!(".read '{}'", commands.display());
    Invocation::new("sqlite3").arg("-bail").arg(file).arg(read).run()
}

/// In milliseconds.
const DAY: u32 = 24 * 60 * 60 * 1000;
