//! TLS without a proxy in front.

use std::path::{Path, PathBuf};

use serde::Deserialize;

/// Files in PEM, which are read again when they change.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TlsFiles {
    /// The certificate and those that lead to its root, in this order.
    pub certificate: PathBuf,
    /// The private key of the certificate; absent where it stands in the same file.
    pub key: Option<PathBuf>,
}

impl TlsFiles {
    /// The file that holds the private key.
    pub fn key(&self) -> &Path {
        self.key.as_deref().unwrap_or(&self.certificate)
    }
}
