//! The file of `rdptrace check --pcapng`.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::PathBuf;

use wire::Record;

use crate::Error;
use crate::net::pcapng::{Secrets, pcapng};
use crate::net::recording::Recording;

/// A new file, empty until the run is over.
#[derive(Debug)]
pub(crate) struct Capture {
    path: PathBuf,
    file: File,
    secrets: Secrets,
}

impl Capture {
    /// Makes the file, so that a name that cannot be used is known before the run. Only its owner can read it.
    ///
    /// # Errors
    ///
    /// Where there is such a file, or none can be made.
    pub(crate) fn create(path: PathBuf, secrets: Secrets) -> Result<Self, Error> {
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        match options.open(&path) {
            Ok(file) => Ok(Self { path, file, secrets }),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(Error::CaptureExists { path }),
            Err(source) => Err(Error::CaptureFile { path, source }),
        }
    }

    /// What has to be recorded for it.
    pub(crate) fn record(&self) -> Record {
        match self.secrets {
            Secrets::LeftOut => Record::Bytes,
            Secrets::Embedded => Record::BytesAndTlsSecrets,
        }
    }

    /// Writes the run down. Where that fails, no half of a file is left behind.
    ///
    /// # Errors
    ///
    /// Where the file cannot be written, such as for lack of space.
    pub(crate) fn write(mut self, recording: &Recording) -> Result<(), Error> {
        let content = pcapng(recording, self.secrets);
        self.file.write_all(&content).map_err(|source| {
            // An error here leaves a file that no reader takes for whole.
            let _ = fs::remove_file(&self.path);
            Error::CaptureFile {
                path: self.path,
                source,
            }
        })
    }
}
