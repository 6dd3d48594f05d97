//! Checks that a portal launches: requests for a run that are opened once.

use core::time::Duration;

use sqlx::Row as _;
use sqlx::any::AnyRow;
use wire::{LONGEST_TICKET, PeerText, Target};

use super::{Store, StoreError, secret, token};
use crate::clock;

/// A check that a portal wants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewLaunch {
    /// The portal.
    pub tenant: String,
    /// The computers of which one can be checked. Never empty.
    pub targets: Vec<Target>,
    /// The portal's ticket; may be empty.
    pub reference: PeerText,
    /// The language of the page as a BCP 47 tag; may be empty.
    pub language: String,
    /// What the person is told; may be empty.
    pub note: PeerText,
}

/// What opens a launch. It is nowhere else.
#[derive(Clone)]
pub struct Launch {
    /// `rdpl_` and 36 letters and digits.
    pub launch: String,
    /// Until when it can be opened, in milliseconds since 1970.
    pub open_until_ms: i64,
}

/// What opens is not printed by accident.
impl core::fmt::Debug for Launch {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Launch(..)")
    }
}

/// A launch that somebody has opened just now, or has before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Launched {
    /// The request that its result answers.
    pub ask: String,
    /// Which portal wants it.
    pub tenant: String,
    /// The computers of which one can be checked.
    pub targets: Vec<String>,
    /// The portal's ticket; may be empty.
    pub reference: String,
    /// The language of the page; may be empty.
    pub language: String,
    /// What the person is told; may be empty.
    pub note: String,
    /// Until when a result can be shared for it, in milliseconds since 1970.
    pub expires_at_ms: i64,
}

impl Store {
    /// Keeps a launch that is made at `now_ms` and can be opened within [`OPEN_LIMIT`].
    ///
    /// # Errors
    ///
    /// Where it is not kept.
    pub async fn launch(&self, new: &NewLaunch, now_ms: i64) -> Result<Launch, StoreError> {
        let launch = token::random(token::LAUNCH)?;
        let open_until_ms = after(now_ms, OPEN_LIMIT);
        self.insert_launch(new, &secret::hash(&launch), open_until_ms, 0)
            .await?;
        Ok(Launch { launch, open_until_ms })
    }

    /// Opens a launch of `tenant` at `now_ms`; absent alike where it never was, was opened already, or waited too long.
    ///
    /// # Errors
    ///
    /// Where the database does not say.
    pub async fn open_launch(&self, tenant: &str, launch: &str, now_ms: i64) -> Result<Option<Launched>, StoreError> {
        let pools = self.pools()?;
        if !token::is_whole(token::LAUNCH, launch) {
            return Ok(None);
        }
        let query = sqlx::query(OPEN).bind(now_ms).bind(secret::hash(launch)).bind(tenant);
        let row = pools.limited(query.fetch_optional(&pools.write)).await?;
        row.map(|row| Launched::of(&row)).transpose()
    }

    /// Keeps a launch that is opened with this: one that a portal signed itself, and named `name`. Absent where one with
    /// this name was opened before.
    ///
    /// # Errors
    ///
    /// Where it is not kept.
    pub async fn open_signed(&self, new: &NewLaunch, name: &str) -> Result<Option<Launched>, StoreError> {
        // Each portal names its own: two of them may use the same name.
        let hash = secret::hash(&format!("{}\0{name}", new.tenant));
        let now = clock::unix_millis();
        let Some(ask) = self.insert_launch(new, &hash, now, now).await? else {
            return Ok(None);
        };
        self.launched(&ask).await
    }

    /// The launch whose result answers the request `ask`; absent where a person asked, or it has expired.
    ///
    /// # Errors
    ///
    /// Where the database does not say.
    pub async fn launched(&self, ask: &str) -> Result<Option<Launched>, StoreError> {
        let pools = self.pools()?;
        let query = sqlx::query(BY_ASK).bind(secret::as_id(ask)).bind(clock::unix_millis());
        let row = pools.limited(query.fetch_optional(&pools.read)).await?;
        row.map(|row| Launched::of(&row)).transpose()
    }

    /// The id of the request; absent where one with this hash is there already.
    async fn insert_launch(
        &self,
        new: &NewLaunch,
        hash: &[u8],
        open_until_ms: i64,
        opened_at_ms: i64,
    ) -> Result<Option<String>, StoreError> {
        let pools = self.pools()?;
        // `nobody` would open the page that waits for an answer, which launches do not have.
        let (id, nobody) = (secret::random()?, secret::random()?);
        let targets: Vec<String> = new.targets.iter().map(ToString::to_string).collect();
        let taken = self.inner.filled.take(self.inner.room, 0)?;
        self.watch_room();
        let _queued = self.queue()?;
        let query = sqlx::query(INSERT)
            .bind(&id)
            .bind(secret::hash(&nobody))
            .bind(targets.first())
            .bind(new.note.as_str())
            .bind(new.reference.as_str().chars().take(LONGEST_TICKET).collect::<String>())
            .bind(after(open_until_ms, LIFE))
            .bind(&new.tenant)
            .bind(serde_json::to_string(&targets).unwrap_or_default())
            .bind(&new.language)
            .bind(hash)
            .bind(open_until_ms)
            .bind(opened_at_ms);
        if pools.limited(query.execute(&pools.write)).await?.rows_affected() == 0 {
            return Ok(None);
        }
        taken.keep();
        Ok(Some(id))
    }
}

impl Launched {
    fn of(row: &AnyRow) -> Result<Self, StoreError> {
        let choices: String = row.try_get("choices")?;
        Ok(Self {
            ask: row.try_get("id")?,
            tenant: row.try_get("tenant")?,
            targets: serde_json::from_str(&choices).map_err(|_| StoreError::Unreadable)?,
            reference: row.try_get("ticket")?,
            language: row.try_get("language")?,
            note: row.try_get("note")?,
            expires_at_ms: row.try_get("expires_at_ms")?,
        })
    }
}

fn after(at_ms: i64, time: Duration) -> i64 {
    at_ms.saturating_add(clock::millis(time))
}

const INSERT: &str = "INSERT INTO asks (id, watch_hash, target, note, ticket, expires_at_ms, tenant, choices, language, \
                      launch_hash, open_until_ms, opened_at_ms) \
                      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) \
                      ON CONFLICT (launch_hash) DO NOTHING";
const OPEN: &str = "UPDATE asks SET opened_at_ms = $1 \
                    WHERE launch_hash = $2 AND tenant = $3 AND opened_at_ms = 0 AND open_until_ms > $1 \
                    RETURNING id, tenant, choices, ticket, language, note, expires_at_ms";
const BY_ASK: &str = "SELECT id, tenant, choices, ticket, language, note, expires_at_ms FROM asks \
                      WHERE id = $1 AND expires_at_ms > $2 AND tenant <> ''";
/// A page that the portal shows is opened at once.
pub const OPEN_LIMIT: Duration = Duration::from_secs(300);
/// How long after that a result can be shared: a check and somebody who reads it take minutes.
const LIFE: Duration = Duration::from_secs(60 * 60);

#[cfg(test)]
mod tests {
    use super::*;

    fn new() -> NewLaunch {
        NewLaunch {
            tenant: "helpdesk".to_owned(),
            targets: vec!["pc-17".parse().unwrap(), "pc-18".parse().unwrap()],
            reference: PeerText::from("IT-42".to_owned()),
            language: "de".to_owned(),
            note: PeerText::default(),
        }
    }

    #[tokio::test]
    async fn a_launch_is_opened_once_and_by_its_own_tenant() {
        let (store, now) = (Store::in_memory().await, clock::unix_millis());
        let launch = store.launch(&new(), now).await.unwrap();

        assert_eq!(store.open_launch("other", &launch.launch, now).await, Ok(None));
        let opened = store.open_launch("helpdesk", &launch.launch, now).await;
        let opened = opened.unwrap().unwrap();
        assert_eq!(
            opened.targets,
            ["pc-17:3389", "pc-18:3389"].map(|target| { target.parse::<Target>().unwrap().to_string() })
        );
        assert_eq!((opened.reference.as_str(), opened.language.as_str()), ("IT-42", "de"));
        assert_eq!(
            store.open_launch("helpdesk", &launch.launch, now).await,
            Ok(None),
            "once"
        );
        assert_eq!(store.launched(&opened.ask).await, Ok(Some(opened)));
    }

    #[tokio::test]
    async fn a_launch_is_opened_for_300_seconds_and_no_longer() {
        let (store, now) = (Store::in_memory().await, clock::unix_millis());
        for (waited_ms, opens) in [(299_999, true), (300_000, false), (86_400_000, false)] {
            let launch = store.launch(&new(), now).await.unwrap();
            assert_eq!(launch.open_until_ms, now + 300_000);

            let opened = store.open_launch("helpdesk", &launch.launch, now + waited_ms).await;

            assert_eq!(opened.unwrap().is_some(), opens, "{waited_ms} ms");
        }
    }

    #[tokio::test]
    async fn what_a_portal_signed_is_opened_once_for_each_name() {
        let store = Store::in_memory().await;

        assert!(store.open_signed(&new(), "a").await.unwrap().is_some());
        assert!(store.open_signed(&new(), "a").await.unwrap().is_none());
        assert!(store.open_signed(&new(), "b").await.unwrap().is_some());
        let other = NewLaunch {
            tenant: "other".to_owned(),
            ..new()
        };
        assert!(store.open_signed(&other, "a").await.unwrap().is_some());
    }

    #[tokio::test]
    async fn a_result_can_be_shared_for_an_hour_after_the_time_to_open() {
        let (store, now) = (Store::in_memory().await, clock::unix_millis());
        let launch = store.launch(&new(), now).await.unwrap();

        let opened = store
            .open_launch("helpdesk", &launch.launch, now)
            .await
            .unwrap()
            .unwrap();

        assert_eq!(opened.expires_at_ms, now + 300_000 + 3_600_000);
    }
}
