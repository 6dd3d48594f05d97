//! The keys with which portals sign what they launch.

use std::fs;
use std::path::PathBuf;

use serde::Deserialize;

/// A key of a portal, and the only algorithm that it is for.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LaunchKey {
    /// What tokens call it (`kid`).
    pub kid: String,
    /// What it signs with.
    #[serde(default)]
    pub algorithm: KeyAlgorithm,
    /// Where it is: a secret, or a public key in PEM.
    pub file: PathBuf,
}

/// An algorithm of RFC 7518 or RFC 8037.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
pub enum KeyAlgorithm {
    /// HMAC with SHA-256 and a secret that both sides have, which every language can do by itself.
    #[default]
    HS256,
    /// RSASSA-PKCS1-v1_5 with SHA-256.
    RS256,
    /// Ed25519.
    EdDSA,
}

impl LaunchKey {
    /// What is in its file.
    ///
    /// # Errors
    ///
    /// What is wrong with it, and what would be right.
    pub(crate) fn read(&self) -> Result<Vec<u8>, String> {
        let bytes = fs::read(&self.file).map_err(|error| error.to_string())?;
        // Editors end files with a line.
        let secret = bytes.trim_ascii_end();
        if self.algorithm == KeyAlgorithm::HS256 && secret.len() < SHORTEST_SECRET {
            return Err(format!(
                "a secret needs at least {SHORTEST_SECRET} bytes, for example from `openssl rand -hex 32`"
            ));
        }
        Ok(secret.to_vec())
    }
}

/// RFC 7518 section 3.2: as long as the hash.
const SHORTEST_SECRET: usize = 32;
