//! Requests that a program may send again without anything happening twice (draft-ietf-httpapi-idempotency-key-header).

use core::time::Duration;

use ring::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use sha2::{Digest as _, Sha256};
use sqlx::Row as _;

use super::{Store, StoreError};
use crate::clock;

/// What is known of a request with such a key.
#[derive(Debug)]
pub enum Claim {
    /// It is the first one, or whoever began it did not come to its end.
    New(Claimed),
    /// This was answered before.
    Answered(Vec<u8>),
    /// The key was used for another request.
    Other,
    /// Somebody is at it.
    UnderWay,
}

/// A request that is being answered for the first time.
pub struct Claimed {
    hash: Vec<u8>,
    /// Only whoever shows the token and the key can read the answer.
    seal: [u8; 32],
}

/// The key to an answer is not printed.
impl core::fmt::Debug for Claimed {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Claimed(..)")
    }
}

impl Store {
    /// Takes up a `request` under the key that its program chose. `token` is the text of the program's token.
    ///
    /// # Errors
    ///
    /// Where the database does not say.
    pub async fn claim(&self, token: &str, key: &str, request: &[u8]) -> Result<Claim, StoreError> {
        let pools = self.pools()?;
        let claimed = Claimed::of(token, key);
        let request_hash = Sha256::digest(request).to_vec();
        let now = clock::unix_millis();
        let later = |life: Duration| now.saturating_add(clock::millis(life));
        let query = sqlx::query(CLAIM)
            .bind(&claimed.hash)
            .bind(&request_hash)
            // No answer yet; by that a request whose lease is over is told from one that has come to its end.
            .bind(Vec::new())
            .bind(later(LEASE))
            .bind(later(LIFE))
            .bind(now);
        if pools.limited(query.execute(&pools.write)).await?.rows_affected() > 0 {
            return Ok(Claim::New(claimed));
        }
        let query = sqlx::query(READ).bind(&claimed.hash);
        let Some(row) = pools.limited(query.fetch_optional(&pools.write)).await? else {
            // It was given up in between, so the next try is the first one again.
            return Ok(Claim::UnderWay);
        };
        if row.try_get::<Vec<u8>, _>("request_hash")? != request_hash {
            return Ok(Claim::Other);
        }
        let answer: Vec<u8> = row.try_get("answer")?;
        Ok(claimed.open(answer).map_or(Claim::UnderWay, Claim::Answered))
    }

    /// Keeps what was answered.
    ///
    /// # Errors
    ///
    /// Where it is not kept.
    pub async fn complete(&self, claimed: &Claimed, answer: &[u8]) -> Result<(), StoreError> {
        let pools = self.pools()?;
        let query = sqlx::query(COMPLETE).bind(claimed.seal(answer)?).bind(&claimed.hash);
        pools.limited(query.execute(&pools.write)).await.map(|_| ())
    }

    /// Lets the request be made again, because nothing came of it.
    ///
    /// # Errors
    ///
    /// Where the database does not do it; then it can be made again when its lease is over.
    pub async fn release(&self, claimed: &Claimed) -> Result<(), StoreError> {
        let pools = self.pools()?;
        let query = sqlx::query(RELEASE).bind(&claimed.hash);
        pools.limited(query.execute(&pools.write)).await.map(|_| ())
    }
}

impl Claimed {
    fn of(token: &str, key: &str) -> Self {
        let digest = |purpose: &str| {
            let mut hash = Sha256::new();
            for part in [purpose, token, key] {
                hash.update(part);
                // None of the parts holds a NUL, so no two lists of parts become the same text.
                hash.update([0]);
            }
            hash.finalize()
        };
        Self {
            hash: digest("idempotency key").to_vec(),
            seal: digest("idempotency seal").into(),
        }
    }

    fn cipher(&self) -> Result<LessSafeKey, StoreError> {
        let key = UnboundKey::new(&AES_256_GCM, &self.seal);
        key.map(LessSafeKey::new).map_err(|_| StoreError::Unreadable)
    }

    fn seal(&self, answer: &[u8]) -> Result<Vec<u8>, StoreError> {
        let mut nonce = [0; NONCE_LEN];
        getrandom::fill(&mut nonce).map_err(|_| StoreError::NoRandomness)?;
        let mut sealed = answer.to_vec();
        let cipher = self.cipher()?;
        let done = cipher.seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::empty(), &mut sealed);
        done.map_err(|_| StoreError::Unreadable)?;
        Ok([&nonce[..], &sealed].concat())
    }

    fn open(&self, answer: Vec<u8>) -> Option<Vec<u8>> {
        let (nonce, sealed) = answer.split_first_chunk::<NONCE_LEN>()?;
        let mut sealed = sealed.to_vec();
        let nonce = Nonce::assume_unique_for_key(*nonce);
        let opened = self.cipher().ok()?.open_in_place(nonce, Aad::empty(), &mut sealed);
        opened.ok().map(|answer| answer.to_vec())
    }
}

const CLAIM: &str = "INSERT INTO idempotency_keys (hash, request_hash, answer, lease_until_ms, expires_at_ms) \
                     VALUES ($1, $2, $3, $4, $5) ON CONFLICT (hash) DO UPDATE SET \
                     request_hash = excluded.request_hash, answer = excluded.answer, \
                     lease_until_ms = excluded.lease_until_ms, expires_at_ms = excluded.expires_at_ms \
                     WHERE idempotency_keys.expires_at_ms <= $6 \
                     OR (idempotency_keys.lease_until_ms <= $6 AND LENGTH(idempotency_keys.answer) = 0)";
const READ: &str = "SELECT request_hash, answer FROM idempotency_keys WHERE hash = $1";
const COMPLETE: &str = "UPDATE idempotency_keys SET answer = $1 WHERE hash = $2";
const RELEASE: &str = "DELETE FROM idempotency_keys WHERE hash = $1";
/// As long as programs are known to try again.
const LIFE: Duration = Duration::from_secs(24 * 60 * 60);
/// More than any request takes until its answer is kept.
const LEASE: Duration = Duration::from_secs(60);

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn an_answer_is_given_again_to_the_same_request_of_the_same_program_only() {
        let store = Store::in_memory().await;
        let Claim::New(claimed) = store.claim("token", "key", b"request").await.unwrap() else {
            panic!("it is new");
        };
        assert!(matches!(
            store.claim("token", "key", b"request").await,
            Ok(Claim::UnderWay)
        ));
        store.complete(&claimed, b"answer").await.unwrap();

        let again = store.claim("token", "key", b"request").await.unwrap();
        assert!(
            matches!(&again, Claim::Answered(answer) if answer == b"answer"),
            "{again:?}"
        );
        assert!(matches!(store.claim("token", "key", b"other").await, Ok(Claim::Other)));
        assert!(matches!(
            store.claim("other", "key", b"request").await,
            Ok(Claim::New(_))
        ));
        assert!(matches!(
            store.claim("token", "yek", b"request").await,
            Ok(Claim::New(_))
        ));
    }

    #[tokio::test]
    async fn a_request_of_which_nothing_came_can_be_made_again() {
        let store = Store::in_memory().await;
        let Claim::New(claimed) = store.claim("token", "key", b"request").await.unwrap() else {
            panic!("it is new");
        };
        store.release(&claimed).await.unwrap();

        assert!(matches!(
            store.claim("token", "key", b"request").await,
            Ok(Claim::New(_))
        ));
    }

    #[tokio::test]
    async fn whoever_died_over_a_request_holds_it_for_a_minute_and_an_answer_stays_a_day() {
        let store = Store::in_memory().await;
        let Claim::New(claimed) = store.claim("token", "key", b"request").await.unwrap() else {
            panic!("it is new");
        };
        let age = async |by: Duration| {
            let query = sqlx::query(
                "UPDATE idempotency_keys SET lease_until_ms = lease_until_ms - $1, expires_at_ms = expires_at_ms - $1",
            );
            let write = &store.pools().unwrap().write;
            query.bind(clock::millis(by)).execute(write).await.unwrap();
        };
        age(LEASE).await;
        let again = store.claim("token", "key", b"request").await;
        assert!(matches!(again, Ok(Claim::New(_))), "{again:?}");

        store.complete(&claimed, b"answer").await.unwrap();
        age(LEASE * 2).await;
        let answered = store.claim("token", "key", b"request").await;
        assert!(matches!(answered, Ok(Claim::Answered(_))), "{answered:?}");
        age(LIFE).await;
        let later = store.claim("token", "key", b"request").await;
        assert!(matches!(later, Ok(Claim::New(_))), "{later:?}");
    }

    /// What finds a row is in the table; what opens its answer is not.
    #[test]
    fn an_answer_is_not_sealed_with_what_finds_it() {
        let claimed = Claimed::of("token", "key");

        assert_ne!(claimed.hash, claimed.seal);
    }
}
