//! Marks of the reports that this relay made, so that others can be told from them.

use std::sync::Arc;

use data_encoding::BASE64URL_NOPAD;
use ring::hmac;
use sqlx::Row as _;
use tracing::warn;
use wire::{Hex, Maker, Report};

use super::{Pools, StoreError};
use crate::clock;

/// A key that all relays on one store share. Where nothing is kept it lives as long as the process.
#[derive(Clone, Debug)]
pub(crate) struct ReportKey {
    key: Arc<hmac::Key>,
    /// In milliseconds since 1970. What was shared before bears no mark, whoever made it.
    since_ms: i64,
}

impl ReportKey {
    /// A key that nobody else has.
    ///
    /// # Panics
    ///
    /// Where the system's random source does not work.
    pub(super) fn random() -> Self {
        let mut secret = [0; SECRET_BYTES];
        getrandom::fill(&mut secret).expect("the system's random source works");
        Self::of(&secret, clock::unix_millis())
    }

    fn of(secret: &[u8], since_ms: i64) -> Self {
        Self {
            key: Arc::new(hmac::Key::new(hmac::HMAC_SHA256, secret)),
            since_ms,
        }
    }

    /// The key that lies in the database, which is put there where none does.
    ///
    /// # Errors
    ///
    /// Where the database does not give it.
    pub(super) async fn load(pools: &Pools) -> Result<Self, StoreError> {
        let mut secret = [0; SECRET_BYTES];
        getrandom::fill(&mut secret).map_err(|_| StoreError::NoRandomness)?;
        let query = sqlx::query(PUT).bind(secret.to_vec()).bind(clock::unix_millis());
        pools.limited(query.execute(&pools.write)).await?;
        let row = pools.limited(sqlx::query(GET).fetch_one(&pools.read)).await?;
        let secret: Vec<u8> = row.try_get("secret")?;
        Ok(Self::of(&secret, row.try_get("created_at_ms")?))
    }

    /// Marks a report as one that this relay made.
    pub(crate) fn sign(&self, report: &mut Report) {
        report.mac = None;
        match serde_json::to_vec(report) {
            Ok(json) => report.mac = Some(Hex::from(hmac::sign(&self.key, &json).as_ref())),
            // What was read from JSON, or made here, can be written as JSON.
            Err(error) => warn!(%error, "a report was not marked"),
        }
    }

    /// Whether the mark of a report is ours, and the report is as it was when it got it.
    pub(crate) fn made(&self, report: &Report) -> bool {
        let Some(mac) = &report.mac else {
            return false;
        };
        let bare = Report {
            mac: None,
            ..report.clone()
        };
        let json = serde_json::to_vec(&bare);
        json.is_ok_and(|json| hmac::verify(&self.key, &json, mac.as_bytes()).is_ok())
    }

    /// What shows later, to any relay on this store, that one of them said `text`.
    pub(crate) fn mark(&self, text: &str) -> String {
        BASE64URL_NOPAD.encode(hmac::sign(&self.key, text.as_bytes()).as_ref())
    }

    /// Whether `mark` shows that.
    pub(crate) fn is_mark_of(&self, text: &str, mark: &str) -> bool {
        let mark = BASE64URL_NOPAD.decode(mark.as_bytes());
        mark.is_ok_and(|mark| hmac::verify(&self.key, text.as_bytes(), &mark).is_ok())
    }

    /// Who made a report that was shared at this time, in milliseconds since 1970; absent where that cannot be told.
    pub(super) fn maker(&self, report: &Report, shared_at_ms: i64) -> Option<Maker> {
        if self.made(report) {
            Some(Maker::Server)
        } else if shared_at_ms < self.since_ms {
            None
        } else {
            Some(Maker::Unknown)
        }
    }
}

/// As long as the hash: [RFC 2104] section 3.
///
/// [RFC 2104]: https://www.rfc-editor.org/rfc/rfc2104
const SECRET_BYTES: usize = 32;
const PUT: &str =
    "INSERT INTO report_keys (one, secret, created_at_ms) VALUES (1, $1, $2) ON CONFLICT (one) DO NOTHING";
const GET: &str = "SELECT secret, created_at_ms FROM report_keys WHERE one = 1";

#[cfg(test)]
mod tests {
    use super::*;

    fn report() -> Report {
        serde_json::from_slice(include_bytes!("fixtures/schema-2.json")).unwrap()
    }

    #[test]
    fn report_is_ours_until_a_word_of_it_is_changed() {
        let key = ReportKey::random();
        let mut report = report();

        let before = key.made(&report);
        key.sign(&mut report);
        let signed: Report = serde_json::from_str(&serde_json::to_string(&report).unwrap()).unwrap();
        let mut changed = signed.clone();
        changed.target = "payroll.bank.example".parse().unwrap();

        assert_eq!((before, key.made(&signed), key.made(&changed)), (false, true, false));
        assert!(!ReportKey::random().made(&signed), "another server's");
    }

    #[test]
    fn nothing_is_said_of_what_was_shared_before_there_were_marks() {
        let key = ReportKey::of(&[7; SECRET_BYTES], 1000);

        assert_eq!(key.maker(&report(), 999), None);
        assert_eq!(key.maker(&report(), 1000), Some(Maker::Unknown));
    }
}
