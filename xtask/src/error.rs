//! What can keep a step from being done, each with the command that fixes it.

use std::io;
use std::path::{Path, PathBuf};

#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// Another program is not there.
    #[error("`{program}` is not installed")]
    NotInstalled { program: String, fix: String },
    /// Debian packages are missing and cannot be installed from here.
    #[error("these Debian packages are missing: {packages}; {reason}")]
    PackagesMissing {
        packages: String,
        reason: &'static str,
        fix: Option<String>,
    },
    #[error("`{command}` could not be started")]
    NotStarted {
        command: String,
        source: io::Error,
        fix: Option<String>,
    },
    #[error("`{command}` ended with {status}")]
    Failed {
        command: String,
        status: String,
        fix: Option<String>,
    },
    #[error("`{command}` took longer than {seconds} s and was ended")]
    TimedOut {
        command: String,
        seconds: u64,
        fix: Option<String>,
    },
    #[error("cannot {action} {}", path.display())]
    File {
        action: &'static str,
        path: PathBuf,
        source: io::Error,
    },
    /// Something was built or installed, and still does not do what it was wanted for.
    #[error("{what} is in place and does not work")]
    Unusable { what: String, fix: String },
    #[error("{program} answered what cannot be understood: {answer}")]
    Unreadable { program: &'static str, answer: String },
    #[error("{file} names no version of {package}")]
    NotLocked { package: &'static str, file: &'static str },
    #[error("neither $RDPTRACE_CACHE nor $HOME says where the build tools are to be kept")]
    NoCacheFolder,
    #[error("the standard library of {target} cannot be had: {rustup}; {debian}")]
    NoLibrary {
        target: &'static str,
        rustup: Box<Self>,
        debian: Box<Self>,
    },
    /// The page was built, or could be, and would not start in a browser; the text says why.
    #[error("the page cannot be used: {0}")]
    Page(String),
    /// What was packed is not what it should be.
    #[error("the package is wrong: {0}")]
    Package(String),
    #[error("there is no reader {name}; known are {known}")]
    NoReader { name: String, known: String },
    #[error("no tests ran, though this part consists of tests")]
    NoTests,
}

impl Error {
    /// Turns what the system says about a file into an error that names the file.
    pub(crate) fn file(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_path_buf();
        move |source| Self::File { action, path, source }
    }

    /// What is found wrong with a package.
    pub(crate) fn package(what: impl Into<String>) -> Self {
        Self::Package(what.into())
    }

    /// The command that gets a person past this, where one is known.
    pub(crate) fn fix(&self) -> Option<&str> {
        match self {
            Self::NotInstalled { fix, .. } | Self::Unusable { fix, .. } => Some(fix),
            Self::PackagesMissing { fix, .. }
            | Self::NotStarted { fix, .. }
            | Self::Failed { fix, .. }
            | Self::TimedOut { fix, .. } => fix.as_deref(),
            Self::NoCacheFolder => Some("export RDPTRACE_CACHE=<a folder>"),
            Self::NoLibrary { rustup, debian, .. } => debian.fix().or_else(|| rustup.fix()),
            Self::NotLocked { .. }
            | Self::File { .. }
            | Self::Unreadable { .. }
            | Self::Page(_)
            | Self::Package(_)
            | Self::NoReader { .. }
            | Self::NoTests => None,
        }
    }

    /// The command that shows the same failure alone, where there is one.
    pub(crate) fn again(&self) -> Option<&str> {
        match self {
            Self::Failed { command, .. } | Self::TimedOut { command, .. } => Some(command),
            Self::NotInstalled { .. }
            | Self::PackagesMissing { .. }
            | Self::NotStarted { .. }
            | Self::File { .. }
            | Self::Unusable { .. }
            | Self::Unreadable { .. }
            | Self::NotLocked { .. }
            | Self::NoCacheFolder
            | Self::NoLibrary { .. }
            | Self::Page(_)
            | Self::Package(_)
            | Self::NoReader { .. }
            | Self::NoTests => None,
        }
    }
}
