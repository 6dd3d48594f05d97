mod plain;

use core::fmt;
use core::net::SocketAddr;
use core::time::Duration;
use std::io;
use std::path::{Path, PathBuf};

use codes::CatalogueError;
use thiserror::Error;
use wire::{ProblemKind, RdpFileError, Target, TargetError};
use words::Words;

use crate::net::policy::{NotAdmitted, Reason};
use crate::store::{StoreError, StorePlace};

/// Why the program does not do what it was asked for. Each is one sentence without its full stop.
#[derive(Debug, Error)]
pub enum Error {
    /// A setting that does not exist or has a value that it cannot have.
    #[error("the setting `{setting}` in {place} isn't valid: {what}")]
    Config {
        /// The setting.
        setting: String,
        /// Where it stands.
        place: String,
        /// What is wrong with it.
        what: String,
    },
    /// The configuration is no TOML.
    #[error("{place} isn't valid TOML: {what}")]
    ConfigSyntax {
        /// The file.
        place: String,
        /// What is wrong with it, and where.
        what: String,
    },
    /// The configuration file that was named cannot be read.
    #[error("can't read the configuration file {}: {}", path.display(), plain::reading(source))]
    ConfigFile {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// Others could use the relay, and nothing says what they may check.
    #[error(
        "{exposed} lets other people use this server, so it needs a policy for what they can check. \
         Set `allow` (names such as *.example.org, networks such as 10.0.0.0/8) or `allow_any_public` \
         under `[policy]` in the configuration file, or use --allow or --allow-any-public"
    )]
    NoPolicy {
        /// The listening address or the origin by which they could.
        exposed: String,
    },
    /// There is a policy, and nothing could be checked.
    #[error(
        "the policy allows nothing, so nothing could be checked. Set `allow` (names such as *.example.org, networks such as \
         10.0.0.0/8) or `allow_any_public` under `[policy]`, or leave out `[policy]` on a server for this computer alone"
    )]
    NothingAllowed,
    /// Browsers would be turned away, because no origin is known for a listener that is not on loopback.
    #[error(
        "{listen} isn't a loopback address, so the server must know which address browsers use. \
         Set `public_origins`, for example to [\"https://rdptrace.example.org\"], or use --public-origin"
    )]
    NoPublicOrigins {
        /// The listening address.
        listen: SocketAddr,
    },
    /// The certificate or its key cannot be used.
    #[error("can't use {} for TLS: {what}. Set `tls.certificate` and `tls.key` to files in PEM that belong together", path.display())]
    Tls {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        what: String,
    },
    /// The bus cannot be used.
    #[error("can't use the bus: {what}. Check `bus`, `bus_nkey`, and `bus_roots`")]
    Bus {
        /// What is wrong with it.
        what: String,
    },
    /// Servers on a bus do not share what they count.
    #[error(
        "servers on a bus share one PostgreSQL database. Set `store` to postgres://HOST/DATABASE, or leave out `bus`"
    )]
    BusWithoutPostgres,
    /// Another program listens there.
    #[error(
        "port {} on {} is in use. Stop the app that uses it, or choose another port, as in {setting} = \"{}:{}\"",
        listen.port(), listen.ip(), bracketed(listen), listen.port().checked_add(1).unwrap_or_default()
    )]
    PortInUse {
        /// The setting.
        setting: &'static str,
        /// The listening address.
        listen: SocketAddr,
    },
    /// The system does not let the program listen there.
    #[error(
        "can't listen on {listen}: {source}. Set `{setting}` to an address of this computer and a free port from 1024 on"
    )]
    Listen {
        /// The setting.
        setting: &'static str,
        /// The listening address.
        listen: SocketAddr,
        /// What the system says.
        source: io::Error,
    },
    /// A relay for its own machine would begin to serve others, or the other way round.
    #[error("a `[policy]` can't be added or removed while the server runs. Restart it")]
    NeedsRestart,
    /// The codes that were built into the program cannot be read.
    #[error("rdptrace was built with a damaged code catalog: {0}")]
    Catalogue(#[source] CatalogueError),
    /// The database of shared results cannot be used.
    #[error("can't keep shared results in {place}: {what}. {mend}")]
    Store {
        /// The database, without a password.
        place: String,
        /// What is wrong with it.
        what: String,
        /// What would help.
        mend: &'static str,
    },
    /// The database of shared results does not do what was asked of it.
    #[error("can't read or change the shared results: {0}")]
    StoreUse(StoreError),
    /// The store is none that this program copies.
    #[error("there's nothing to back up: {what}")]
    NoBackup {
        /// Why, and what would be right.
        what: &'static str,
    },
    /// The copy of the store cannot be written.
    #[error("can't write the backup {}: {}. Choose a new file in a folder you can write to", path.display(), plain::writing(source))]
    BackupFile {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// A file of a portal, such as a key, cannot be used.
    #[error("the setting `{setting}` names {}, which can't be used: {what}", path.display())]
    TenantFile {
        /// The setting.
        setting: String,
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        what: String,
    },
    /// API tokens cannot be made, listed or revoked.
    #[error("can't use the API tokens: {0}. Set `store` to a file or a database that the server uses, too")]
    Tokens(#[source] StoreError),
    /// The server's sockets failed.
    #[error("the server stopped: {0}")]
    Serve(#[source] io::Error),
    /// The asynchronous runtime could not start.
    #[error("rdptrace couldn't start: {0}")]
    Start(#[source] io::Error),
    /// There is a file where the recording was to go.
    #[error("{} already exists and won't be overwritten. Remove it or choose another name", path.display())]
    CaptureExists {
        /// The file.
        path: PathBuf,
    },
    /// The recording could not be written.
    #[error("can't write the file {}: {}", path.display(), plain::writing(source))]
    CaptureFile {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// What was to be printed could not be.
    #[error("couldn't write the output: {0}")]
    Output(#[source] io::Error),
    /// The agent could not be made part of the system.
    #[error("can't install the agent: {0}")]
    Install(String),
    /// The app cannot be offered to others.
    #[error("`downloads`: {}: {what}", path.display())]
    Downloads {
        /// The file or folder.
        path: PathBuf,
        /// What is wrong with it.
        what: String,
    },
    /// A file that was named cannot be read.
    #[error("can't read {}: {}", path.display(), plain::reading(source))]
    TargetFile {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// A connection file names no computer.
    #[error("{}: {}", path.display(), Words::english().rdp_file_error(fault).trim_end_matches('.'))]
    ConnectionFile {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        fault: RdpFileError,
    },
    /// There is no password to be had.
    #[error("can't read the password: {0}")]
    Password(#[source] io::Error),
    /// Somebody signed in as often as is safe for the account.
    #[error(
        "there were {} sign-ins to this computer with this account in 30 minutes, and more could lock the account. \
         You can sign in again in {} minutes", crate::cli::MOST_SIGN_INS, wait.as_secs().div_ceil(60)
    )]
    TooManySignIns {
        /// How long until the next one.
        wait: Duration,
    },
    /// Sign-ins cannot be counted, so that none is made.
    #[error("can't count sign-ins in {}: {source}. Without that, none is made, because more could lock the account", path.display())]
    SignInsNotCounted {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The text of the target is no target.
    #[error("{}", Words::english().target_error(.0).trim_end_matches('.'))]
    BadTarget(TargetError),
    /// The text of the target is something else, and what would be right follows from that.
    #[error("{0}")]
    NotAComputer(String),
    /// A list names no computer.
    #[error("{} doesn't name a computer. Write one on each line, such as pc.example.org or 192.0.2.7", path.display())]
    EmptyList {
        /// The list.
        path: PathBuf,
    },
    /// Nobody said where the server on this machine tells of its agents.
    #[error("set `metrics_listen` on the server, or add --metrics with its address, such as --metrics 127.0.0.1:9390")]
    NoMetrics,
    /// Nothing says where browsers reach this relay.
    #[error("set `public_origins`, or add --server https://rdptrace.example.org")]
    NoAddress,
    /// A page of a portal does not answer.
    #[error("can't read {address}: {}", what.trim_end_matches('.'))]
    Portal {
        /// Where it is.
        address: String,
        /// What is wrong.
        what: String,
    },
    /// The key of an agent cannot be used.
    #[error("can't use the agent's key {}: {what}. `rdptrace agent key` makes one", path.display())]
    AgentKey {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        what: String,
    },
    /// A relay somewhere else cannot be spoken to.
    #[error("can't use {server}: {}", what.trim_end_matches('.'))]
    Remote {
        /// Where it is.
        server: String,
        /// What is wrong.
        what: String,
    },
    /// A relay somewhere else does not do what it was asked for.
    #[error("{server} says: {}", Words::english().problem(*problem).trim_end_matches('.'))]
    Unshared {
        /// Where it is.
        server: String,
        /// Why.
        problem: ProblemKind,
    },
    /// A request is for another computer than the person was shown.
    #[error("the link asks for {asked}, but you were shown {shown}. Nothing was checked, and nothing was sent")]
    AskDiffers {
        /// What the relay says is asked for.
        asked: Target,
        /// What the person was shown.
        shown: Target,
    },
    /// The policy forbids the target.
    #[error("{target} wasn't checked: {reason}")]
    Forbidden {
        /// The target.
        target: Target,
        /// What the decision rests on.
        reason: Reason,
    },
}

impl Error {
    /// Whether nobody reads the output any more, as behind `head`; there is nobody to tell that.
    pub fn is_broken_pipe(&self) -> bool {
        matches!(self, Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe)
    }

    /// The refusal of `target`.
    pub(crate) fn not_admitted(target: &Target, refused: NotAdmitted) -> Self {
        match refused {
            NotAdmitted::BadTarget(error) => Self::BadTarget(error),
            NotAdmitted::Forbidden(reason) => Self::Forbidden {
                target: target.clone(),
                reason,
            },
        }
    }

    /// A file that TLS cannot be ended with.
    pub(crate) fn tls(path: &Path, what: &dyn fmt::Display) -> Self {
        Self::Tls {
            path: path.to_owned(),
            what: what.to_string(),
        }
    }

    /// A database that cannot be used.
    pub(crate) fn store(place: &StorePlace, what: &dyn fmt::Display, mend: &'static str) -> Self {
        Self::Store {
            place: place.to_string(),
            what: what.to_string(),
            mend,
        }
    }

    /// The refusal of a listening address.
    pub(crate) fn listen(setting: &'static str, listen: SocketAddr, source: io::Error) -> Self {
        if source.kind() == io::ErrorKind::AddrInUse {
            Self::PortInUse { setting, listen }
        } else {
            Self::Listen {
                setting,
                listen,
                source,
            }
        }
    }
}

fn bracketed(listen: &SocketAddr) -> String {
    match listen {
        SocketAddr::V4(listen) => listen.ip().to_string(),
        SocketAddr::V6(listen) => format!("[{}]", listen.ip()),
    }
}
