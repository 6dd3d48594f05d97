//! How a result is written into a row, and read back, whichever version wrote it.

use data_encoding::BASE64URL_NOPAD;
use serde::Deserialize as _;
use serde_json::Deserializer;
use wire::{Disclosure, PeerText, Report, SCHEMA, ShareContent};

use super::StoreError;
use crate::compression::{Effort, brotli};

/// The columns of a row that hold the result.
#[derive(Debug)]
pub(super) struct Body {
    pub(super) encoding: Encoding,
    /// The version of the report's shape; 0 where it is sealed.
    pub(super) schema: i64,
    pub(super) doing: String,
    pub(super) bytes: Vec<u8>,
}

/// How the bytes of a body are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    /// JSON of a report.
    Json,
    /// The same, compressed with brotli.
    Brotli,
    /// Nonce and ciphertext of AES-GCM, which nobody here can read.
    Sealed,
}

impl Encoding {
    const ALL: [Self; 3] = [Self::Json, Self::Brotli, Self::Sealed];

    /// Its name in the database.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Brotli => "br",
            Self::Sealed => "sealed",
        }
    }

    /// The encoding with this name in the database; absent where there is none.
    pub(super) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|encoding| encoding.name() == name)
    }
}

impl Body {
    /// Writes a result as it is: how much of a report others may see was decided before.
    ///
    /// # Errors
    ///
    /// Where a sealed one is no base64url or too short to hold anything.
    pub(super) fn write(content: &ShareContent) -> Result<Self, StoreError> {
        match content {
            ShareContent::Open { doing, report, .. } => {
                let json = serde_json::to_vec(report).map_err(|_| StoreError::Unreadable)?;
                let small = brotli(&json, Effort::Often).filter(|small| small.len() < json.len() / 10 * WORTH_IT);
                Ok(Self {
                    encoding: if small.is_some() {
                        Encoding::Brotli
                    } else {
                        Encoding::Json
                    },
                    schema: report.schema.into(),
                    doing: doing.as_ref().map(ToString::to_string).unwrap_or_default(),
                    bytes: small.unwrap_or(json),
                })
            }
            ShareContent::Sealed { sealed } => {
                let bytes = BASE64URL_NOPAD.decode(sealed.as_bytes());
                let bytes = bytes.map_err(|_| StoreError::NotSealed)?;
                if bytes.len() < SHORTEST_SEALED {
                    return Err(StoreError::NotSealed);
                }
                Ok(Self {
                    encoding: Encoding::Sealed,
                    schema: 0,
                    doing: String::new(),
                    bytes,
                })
            }
        }
    }

    /// Reads it back.
    ///
    /// # Errors
    ///
    /// Where a newer version wrote it, or the row is damaged.
    pub(super) fn read(self) -> Result<ShareContent, StoreError> {
        let json = match self.encoding {
            Encoding::Sealed => {
                let sealed = BASE64URL_NOPAD.encode(&self.bytes);
                return Ok(ShareContent::Sealed { sealed });
            }
            Encoding::Json => self.bytes,
            Encoding::Brotli => expanded(&self.bytes)?,
        };
        let report = report(&json, self.schema)?;
        Ok(ShareContent::Open {
            disclosure: report.redacted.unwrap_or(Disclosure::Everything),
            doing: Some(PeerText::from(self.doing)).filter(|doing| !doing.is_empty()),
            report: Box::new(report),
        })
    }
}

/// Reads a report of any version up to our own.
///
/// Reading a [`Report`] turns older shapes into today's; one of each version stands in `fixtures`.
fn report(json: &[u8], schema: i64) -> Result<Report, StoreError> {
    if schema > i64::from(SCHEMA) {
        return Err(StoreError::FromTheFuture);
    }
    if schema < 1 {
        return Err(StoreError::Unreadable);
    }
    Report::deserialize(&mut Deserializer::from_slice(json)).map_err(|_| StoreError::Unreadable)
}

fn expanded(bytes: &[u8]) -> Result<Vec<u8>, StoreError> {
    let mut json = Vec::new();
    // Without a limit: only relays write rows, and what they compress has one.
    brotli::BrotliDecompress(&mut &*bytes, &mut json).map_err(|_| StoreError::Unreadable)?;
    Ok(json)
}

/// Tenths of the length: where compressing saves less than one of ten bytes, reading stays simpler without.
const WORTH_IT: usize = 9;
/// Nonce (12) and tag (16) of AES-GCM around nothing.
const SHORTEST_SEALED: usize = 28;

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;

    fn open(report: Report, disclosure: Disclosure) -> ShareContent {
        ShareContent::Open {
            disclosure,
            doing: Some("printing".into()),
            report: Box::new(report),
        }
    }

    #[test]
    fn report_of_every_schema_stays_readable() {
        let today = fixture(SCHEMA);
        let written = serde_json::from_slice::<serde_json::Value>(&today).unwrap();

        let today = report(&today, SCHEMA.into()).unwrap();

        // Every field that was written is still understood: none is lost on the way through the types.
        assert_eq!(serde_json::to_value(&today).unwrap(), written);
        assert_eq!(today.fault(), None);
        for schema in 1..SCHEMA {
            assert_eq!(
                report(&fixture(schema), schema.into()).unwrap(),
                today,
                "schema {schema}"
            );
        }
    }

    /// The report of a schema, which must be at hand for every one that there was.
    fn fixture(schema: u32) -> Vec<u8> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/store/fixtures");
        let report = folder.join(format!("schema-{schema}.json"));
        fs::read(&report).unwrap_or_else(|error| panic!("{}: {error}", report.display()))
    }

    #[test]
    fn what_is_kept_reads_back_and_says_its_level() {
        let report: Report = serde_json::from_slice(include_bytes!("fixtures/schema-1.json")).unwrap();
        for level in Disclosure::ALL {
            let content = open(redact::redact(&report, level), level);

            let body = Body::write(&content).unwrap();
            let (encoding, length, schema) = (body.encoding, body.bytes.len(), body.schema);

            assert_eq!(body.read().unwrap(), content);
            assert_eq!((encoding, schema), (Encoding::Brotli, i64::from(SCHEMA)));
            assert!(length < serde_json::to_vec(&report).unwrap().len() / 2);
        }
    }

    #[test]
    fn sealed_text_is_kept_as_its_bytes_and_comes_back_the_same() {
        let sealed = BASE64URL_NOPAD.encode(&[7; 100]);
        let content = ShareContent::Sealed { sealed };

        let body = Body::write(&content).unwrap();

        assert_eq!((body.bytes.len(), body.encoding), (100, Encoding::Sealed));
        assert_eq!(body.read().unwrap(), content);
        for sealed in ["", "AAAA", "not base64!", &BASE64URL_NOPAD.encode(&[7; 27])] {
            let content = ShareContent::Sealed { sealed: sealed.into() };
            assert!(matches!(Body::write(&content), Err(StoreError::NotSealed)));
        }
    }

    #[test]
    fn damaged_and_newer_bodies_are_told_apart() {
        let body = |encoding, schema, bytes: &[u8]| Body {
            encoding,
            schema,
            doing: String::new(),
            bytes: bytes.to_vec(),
        };

        for damaged in [
            body(Encoding::Json, 1, b"{\"schema\":1"),
            body(Encoding::Brotli, 1, b"no brotli"),
            body(Encoding::Json, 0, b"{}"),
            body(Encoding::Json, -1, b"{}"),
        ] {
            assert!(matches!(damaged.read(), Err(StoreError::Unreadable)));
        }
        let newer = i64::from(SCHEMA) + 1;
        assert!(matches!(
            body(Encoding::Json, newer, b"{}").read(),
            Err(StoreError::FromTheFuture)
        ));
    }
}
