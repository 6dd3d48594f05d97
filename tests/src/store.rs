//! Databases of shared results, and what is done to them behind the relay's back.

use std::fs;
use std::path::{Path, PathBuf};

use fixtures::http::{Answer, Client};
use serde_json::{Value, json};
use sqlx::{AnyConnection, AssertSqlSafe, Connection, Row};
use tempfile::TempDir;
use tokio::runtime::Runtime;

use crate::postgres::Postgres;
use crate::rdptrace::Relay;

/// A database.
#[derive(Debug)]
pub enum Database {
    /// A file of SQLite in a folder of its own.
    Sqlite(TempDir),
    /// PostgreSQL.
    Postgres(Box<Postgres>),
}

impl Database {
    /// A file that is not there yet.
    pub fn sqlite() -> Self {
        Self::Sqlite(TempDir::new().expect("a folder"))
    }

    /// A cluster of its own.
    pub fn postgres() -> Self {
        Self::Postgres(Box::new(Postgres::start()))
    }

    /// The cluster, to be ended and started again.
    ///
    /// # Panics
    ///
    /// Where this is a file.
    pub fn cluster(&mut self) -> &mut Postgres {
        match self {
            Self::Postgres(postgres) => postgres,
            Self::Sqlite(_) => panic!("servers on a bus share one PostgreSQL"),
        }
    }

    /// What `store` is set to.
    pub fn url(&self) -> String {
        match self {
            Self::Sqlite(folder) => format!("sqlite:{}", file(folder).display()),
            Self::Postgres(postgres) => postgres.url(),
        }
    }

    /// The file of SQLite.
    pub fn file(&self) -> PathBuf {
        match self {
            Self::Sqlite(folder) => file(folder),
            Self::Postgres(_) => panic!("PostgreSQL has many files"),
        }
    }

    /// A relay that keeps results there.
    pub fn relay(&self) -> Relay {
        self.relay_with(&[])
    }

    /// The same with more settings.
    pub fn relay_with(&self, settings: &[(&str, &str)]) -> Relay {
        Relay::start_with(|command| {
            command.env("RDPTRACE_STORE", self.url());
            command.envs(settings.iter().copied());
        })
    }

    /// Every byte of it: the files of SQLite with its log, or every row of every table of PostgreSQL as text, in which
    /// bytes are hexadecimal digits.
    pub fn contents(&self) -> Vec<u8> {
        match self {
            Self::Sqlite(folder) => {
                let files = fs::read_dir(folder.path().join(STATE)).expect("the relay has made it");
                let files = files.map(|entry| fs::read(entry.expect("our own folder").path()).expect("a file"));
                files.collect::<Vec<_>>().concat()
            }
            Self::Postgres(_) => {
                let mut session = self.connect();
                let tables = session.texts("SELECT CAST(tablename AS TEXT) FROM pg_tables WHERE schemaname = 'public'");
                let rows = tables
                    .iter()
                    .flat_map(|table| session.texts(&format!("SELECT CAST(whole AS TEXT) FROM \"{table}\" AS whole")));
                rows.collect::<Vec<_>>().join("\n").into_bytes()
            }
        }
    }

    /// A connection past the relay.
    pub fn connect(&self) -> Session {
        Session::open(&match self {
            Self::Sqlite(folder) => format!("sqlite://{}", file(folder).display()),
            Self::Postgres(postgres) => postgres.url(),
        })
    }
}

fn file(folder: &TempDir) -> PathBuf {
    folder.path().join(STATE).join("results.db")
}

/// Where the relay makes its file.
const STATE: &str = "state";

/// A connection to a database.
#[derive(Debug)]
pub struct Session {
    runtime: Runtime,
    connection: AnyConnection,
}

impl Session {
    /// Connects to the database of a file.
    pub fn of(file: &Path) -> Self {
        Self::open(&format!("sqlite://{}", file.display()))
    }

    fn open(url: &str) -> Self {
        sqlx::any::install_default_drivers();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.expect("a runtime");
        let connection = runtime.block_on(AnyConnection::connect(url));
        Self {
            connection: connection.unwrap_or_else(|error| panic!("cannot open the database: {error}")),
            runtime,
        }
    }

    /// Executes a statement, and says how many rows it touched.
    pub fn execute(&mut self, statement: &str) -> u64 {
        let query = sqlx::query(AssertSqlSafe(statement.to_owned())).execute(&mut self.connection);
        let done = self.runtime.block_on(query);
        done.unwrap_or_else(|error| panic!("{statement}: {error}"))
            .rows_affected()
    }

    /// The number that a query gives.
    pub fn number(&mut self, query: &str) -> i64 {
        self.row(query).get(0)
    }

    /// The text that a query gives.
    pub fn text(&mut self, query: &str) -> String {
        self.row(query).get(0)
    }

    /// All texts that a query gives.
    pub fn texts(&mut self, query: &str) -> Vec<String> {
        let rows = sqlx::query(AssertSqlSafe(query.to_owned())).fetch_all(&mut self.connection);
        let rows = self.runtime.block_on(rows);
        let rows = rows.unwrap_or_else(|error| panic!("{query}: {error}"));
        rows.iter().map(|row| row.get(0)).collect()
    }

    fn row(&mut self, query: &str) -> sqlx::any::AnyRow {
        let row = sqlx::query(AssertSqlSafe(query.to_owned())).fetch_one(&mut self.connection);
        let row = self.runtime.block_on(row);
        row.unwrap_or_else(|error| panic!("{query}: {error}"))
    }
}

/// What a relay gave for a result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// Its id.
    pub id: String,
    /// The secret with which it is taken back.
    pub revoke: String,
}

impl Receipt {
    /// Reads an answer to a result that was shared.
    pub fn of(answer: &Answer) -> Self {
        assert_eq!(answer.status, 201, "{}", String::from_utf8_lossy(&answer.body));
        Self {
            id: answer.text("id"),
            revoke: answer.text("revoke"),
        }
    }

    /// Where the result is read and revoked.
    pub fn path(&self) -> String {
        format!("/api/reports/{}", self.id)
    }
}

/// A report of a whole run, as a relay wrote it with schema 1.
pub fn report() -> Value {
    serde_json::from_str(include_str!("../../relay/src/store/fixtures/schema-2.json")).expect("a report")
}

/// A request to share that report, with a note to know it by.
pub fn share_request(note: &str) -> Value {
    json!({ "content": "open", "disclosure": "everything", "life": "day", "doing": note, "report": report() })
}

/// Shares that report.
pub fn share(client: &Client, note: &str) -> Receipt {
    Receipt::of(&client.post("/api/reports", &share_request(note)))
}
