//! What databases say, as what it means for whoever wants to keep or read a result.

use sqlx::Error;
use sqlx::error::DatabaseError;

use super::StoreError;

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "whatever else there is or will be, the database cannot be used"
)]
impl From<Error> for StoreError {
    fn from(error: Error) -> Self {
        match &error {
            Error::Database(said) => of_database(said.as_ref()),
            Error::PoolTimedOut => Self::Busy,
            // A row that does not have the columns or the types that were written.
            Error::ColumnDecode { .. } | Error::Decode(_) | Error::ColumnNotFound(_) | Error::TypeNotFound { .. } => {
                Self::Unreadable
            }
            _ => Self::Gone,
        }
    }
}

/// For the log: the code where a database gave one, because its message may repeat a value.
pub(super) fn cause(error: &Error) -> String {
    match error.as_database_error().map(DatabaseError::code) {
        Some(code) => format!("code {}", code.unwrap_or_default()),
        None => error.to_string(),
    }
}

fn of_database(said: &dyn DatabaseError) -> StoreError {
    StoreError::from_code(&said.code().unwrap_or_default())
}

impl StoreError {
    /// SQLite gives its extended result codes in decimal, PostgreSQL its five-character SQLSTATEs.
    pub(super) fn from_code(code: &str) -> Self {
        match code.parse::<u32>() {
            Ok(sqlite) if code.len() < SQLSTATE => of_sqlite(sqlite),
            Ok(_) | Err(_) => of_postgres(code),
        }
    }
}

/// <https://www.sqlite.org/rescode.html>; the lowest byte of an extended code is the primary one.
fn of_sqlite(code: u32) -> StoreError {
    match (code & 0xff, code) {
        // FULL; IOERR_WRITE, as a limit on the size of files shows; IOERR_SHMSIZE, where the file beside the database has no
        // room.
        (13, _) | (_, 778 | 4874) => StoreError::Full,
        // BUSY, LOCKED, INTERRUPT
        (5 | 6 | 9, _) => StoreError::Busy,
        _ => StoreError::Gone,
    }
}

/// <https://www.postgresql.org/docs/current/errcodes-appendix.html>
fn of_postgres(code: &str) -> StoreError {
    match code {
        // disk_full
        "53100" => StoreError::Full,
        // query_canceled (by its time limit), lock_not_available, serialization_failure, deadlock_detected,
        // too_many_connections
        "57014" | "55P03" | "40001" | "40P01" | "53300" => StoreError::Busy,
        _ => StoreError::Gone,
    }
}

/// How long the codes of PostgreSQL are; those of SQLite are shorter.
const SQLSTATE: usize = 5;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_both_databases_say_full_busy_or_gone() {
        for full in [13, 778, 4874] {
            assert!(matches!(of_sqlite(full), StoreError::Full), "{full}");
        }
        for busy in [5, 261, 517, 6, 262, 9] {
            assert!(matches!(of_sqlite(busy), StoreError::Busy), "{busy}");
        }
        for gone in [8, 10, 266, 11, 14, 26] {
            assert!(matches!(of_sqlite(gone), StoreError::Gone), "{gone}");
        }
        assert!(matches!(of_postgres("53100"), StoreError::Full));
        assert!(matches!(of_postgres("57014"), StoreError::Busy));
        assert!(matches!(of_postgres("57P01"), StoreError::Gone));
    }
}
