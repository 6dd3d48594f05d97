//! API tokens: made, listed, revoked, and looked up.

use core::fmt;
use core::time::Duration;

use clap::ValueEnum;
use sqlx::Row as _;

use super::{Store, StoreError, secret, token};
use crate::clock;

/// What a token may be used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Scope {
    /// Start checks (`POST /api/checks`)
    Check,
    /// Launch checks in portals (`POST /api/launches`)
    Launch,
}

impl Scope {
    /// As it stands in the database.
    fn name(self) -> &'static str {
        match self {
            Self::Check => "check",
            Self::Launch => "launch",
        }
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A token as it is listed. What opens is nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiToken {
    /// What it is called in commands.
    pub id: String,
    /// Whose it is.
    pub name: String,
    /// What it may be used for; scopes of newer versions are left out.
    pub scopes: Vec<Scope>,
    /// When it was made, in milliseconds since 1970.
    pub created_at_ms: i64,
    /// When it stops working, in milliseconds since 1970; absent where it does not.
    pub expires_at_ms: Option<i64>,
    /// The day of its last use, in days since 1970; absent before the first.
    pub used_day: Option<i64>,
}

/// A token that was made just now. Its text is nowhere else.
#[derive(Clone)]
pub struct NewToken {
    /// What it is called in commands.
    pub id: String,
    /// What opens.
    pub token: String,
}

/// What opens is not printed by accident.
impl fmt::Debug for NewToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NewToken").field("id", &self.id).finish_non_exhaustive()
    }
}

impl Store {
    /// Makes a token for `name`, which stops working after `life`, or never.
    ///
    /// # Errors
    ///
    /// Where it is not kept.
    pub async fn create_token(
        &self,
        name: &str,
        scopes: &[Scope],
        life: Option<Duration>,
    ) -> Result<NewToken, StoreError> {
        let pools = self.pools()?;
        let new = NewToken {
            id: secret::random()?
                .replace(['-', '_'], "x")
                .chars()
                .take(ID_LENGTH)
                .collect(),
            token: token::random(token::API)?,
        };
        let names: Vec<_> = scopes.iter().map(|scope| scope.name()).collect();
        let now = clock::unix_millis();
        let life = life.map(|life| i64::try_from(life.as_millis()).unwrap_or(NEVER));
        let query = sqlx::query(INSERT)
            .bind(&new.id)
            .bind(secret::hash(&new.token))
            .bind(name)
            .bind(names.join(" "))
            .bind(now)
            .bind(life.map_or(NEVER, |life| now.saturating_add(life)));
        pools.limited(query.execute(&pools.write)).await?;
        Ok(new)
    }

    /// All tokens, the oldest first, also those that have expired.
    ///
    /// # Errors
    ///
    /// Where the database does not say.
    pub async fn tokens(&self) -> Result<Vec<ApiToken>, StoreError> {
        let pools = self.pools()?;
        let rows = pools.limited(sqlx::query(LIST).fetch_all(&pools.read)).await?;
        let tokens = rows.iter().map(ApiToken::of);
        Ok(tokens.collect::<Result<_, sqlx::Error>>()?)
    }

    /// Ends a token for good; `false` where there is none with this id. Relays notice at the next request.
    ///
    /// # Errors
    ///
    /// Where the database does not do it.
    pub async fn revoke_token(&self, id: &str) -> Result<bool, StoreError> {
        let pools = self.pools()?;
        let query = sqlx::query(DELETE).bind(id);
        let removed = pools.limited(query.execute(&pools.write)).await?;
        Ok(removed.rows_affected() > 0)
    }

    /// The token with this text; absent alike where it never was, was revoked or has expired.
    ///
    /// # Errors
    ///
    /// Where the database does not say.
    pub async fn token(&self, text: &str) -> Result<Option<ApiToken>, StoreError> {
        let pools = self.pools()?;
        if !token::is_whole(token::API, text) {
            return Ok(None);
        }
        let now = clock::unix_millis();
        let query = sqlx::query(BY_HASH).bind(secret::hash(text)).bind(now);
        let Some(row) = pools.limited(query.fetch_optional(&pools.read)).await? else {
            return Ok(None);
        };
        let found = ApiToken::of(&row)?;
        let today = now / DAY_MS;
        // Once a day is as much as anybody needs to know which tokens are in use.
        if found.used_day != Some(today) {
            let query = sqlx::query(USED).bind(&found.id).bind(today);
            pools.limited(query.execute(&pools.write)).await?;
        }
        Ok(Some(found))
    }
}

impl ApiToken {
    fn of(row: &sqlx::any::AnyRow) -> Result<Self, sqlx::Error> {
        let scopes: String = row.try_get("scopes")?;
        let expires_at_ms: i64 = row.try_get("expires_at_ms")?;
        let used_day: i64 = row.try_get("used_day")?;
        let all = Scope::value_variants().iter().copied();
        Ok(Self {
            id: row.try_get("id")?,
            name: row.try_get("name")?,
            scopes: all
                .filter(|scope| scopes.split(' ').any(|name| name == scope.name()))
                .collect(),
            created_at_ms: row.try_get("created_at_ms")?,
            expires_at_ms: (expires_at_ms != NEVER).then_some(expires_at_ms),
            used_day: (used_day > 0).then_some(used_day),
        })
    }
}

const INSERT: &str = "INSERT INTO api_tokens (id, hash, name, scopes, created_at_ms, expires_at_ms, used_day) \
                      VALUES ($1, $2, $3, $4, $5, $6, 0)";
const LIST: &str = "SELECT id, name, scopes, created_at_ms, expires_at_ms, used_day FROM api_tokens \
                    ORDER BY created_at_ms, id";
const BY_HASH: &str = "SELECT id, name, scopes, created_at_ms, expires_at_ms, used_day FROM api_tokens \
                       WHERE hash = $1 AND expires_at_ms > $2";
const USED: &str = "UPDATE api_tokens SET used_day = $2 WHERE id = $1";
const DELETE: &str = "DELETE FROM api_tokens WHERE id = $1";
const NEVER: i64 = i64::MAX;
const DAY_MS: i64 = 24 * 60 * 60 * 1000;
/// Short enough to type, and more than enough for those of one relay.
const ID_LENGTH: usize = 8;

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_token_opens_until_it_expires_and_says_on_which_day_it_last_did() {
        let store = Store::in_memory().await;
        let over = store.create_token("over", &[Scope::Check], Some(Duration::ZERO)).await;
        assert_eq!(store.token(&over.unwrap().token).await, Ok(None));

        let new = store.create_token("monitor", &[Scope::Check], None).await.unwrap();
        let last_day = async || {
            let listed = store.tokens().await.unwrap();
            listed.iter().find(|one| one.id == new.id).unwrap().used_day
        };
        assert_eq!(last_day().await, None);
        let today = Some(clock::unix_millis() / DAY_MS);
        for before in [0, 1] {
            let query = sqlx::query("UPDATE api_tokens SET used_day = $1").bind(before);
            query.execute(&store.pools().unwrap().write).await.unwrap();
            let found = store.token(&new.token).await.unwrap().unwrap();
            assert_eq!(
                (found.id.as_str(), found.scopes.as_slice()),
                (new.id.as_str(), &[Scope::Check][..])
            );
            assert!(last_day().await >= today, "{before}");
        }
    }
}
