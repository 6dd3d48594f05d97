//! What comes back with time, counted by all relays of a PostgreSQL together.

use core::time::Duration;

use data_encoding::HEXLOWER;
use serde_json::json;
use sqlx::Row as _;
use sqlx::any::AnyRow;

use super::{Store, StoreError};
use crate::limits::{Denied, Later, Left, Share};

impl Store {
    /// Uses up what `shares` say, and says what is left of the first; where one is used up, none of them is used. One
    /// statement, whose time is the database's: the clocks of relays differ.
    ///
    /// Of relays that count at the same moment, none is let through beyond a limit; what one of them used of the other limits
    /// by then stays used.
    ///
    /// # Errors
    ///
    /// Where the database does not say, or is none that relays share.
    pub(super) async fn use_up(&self, shares: &[Share]) -> Result<Result<Option<Left>, Denied>, StoreError> {
        let pools = self.pools()?;
        if pools.remote.is_none() {
            return Err(StoreError::Off);
        }
        let query = sqlx::query(TAKE).bind(wanted(shares));
        let rows = pools.limited(query.fetch_all(&pools.write)).await?;
        let counts: Vec<Counted> = rows.iter().map(Counted::of).collect::<Result<_, _>>()?;
        let counts = || shares.iter().zip(&counts);
        if counts().all(|(_, count)| count.taken_us.is_some()) {
            return Ok(Ok(counts().next().map(|(share, count)| count.left(share))));
        }
        let used_up = counts().find(|(share, count)| count.is_used_up(share));
        // Another relay took the last one since this one looked.
        let raced = || counts().find(|(_, count)| count.taken_us.is_none());
        let Some((share, count)) = used_up.or_else(raced) else {
            return Ok(Ok(None));
        };
        Ok(Err(Denied::used_up(share.limit)(count.later(share))))
    }
}

/// What the database says of one share, in microseconds since 1970 by its clock.
struct Counted {
    now_us: u64,
    /// When all would have come back as it was before.
    known_us: u64,
    /// The same after what is wanted; absent where it was not taken.
    taken_us: Option<u64>,
}

impl Counted {
    fn of(row: &AnyRow) -> Result<Self, sqlx::Error> {
        let (now, known): (i64, i64) = (row.try_get("now_us")?, row.try_get("known_us")?);
        let taken: Option<i64> = row.try_get("taken_us")?;
        let whole = |micros: i64| u64::try_from(micros).unwrap_or_default();
        Ok(Self {
            now_us: whole(now),
            known_us: whole(known),
            taken_us: taken.map(whole),
        })
    }

    fn is_used_up(&self, share: &Share) -> bool {
        self.known_us + share.cost_us() > self.now_us + share.period_us()
    }

    fn left(&self, share: &Share) -> Left {
        let until = self.taken_us.unwrap_or(self.known_us);
        let room = (self.now_us + share.period_us()).saturating_sub(until);
        Left {
            most: share.most.get(),
            remaining: u32::try_from(room / share.between_us()).unwrap_or(u32::MAX),
            period: share.period,
        }
    }

    fn later(&self, share: &Share) -> Later {
        let free = (self.known_us + share.cost_us()).saturating_sub(self.now_us + share.period_us());
        // Of one that another relay took meanwhile, the next one comes back by then.
        let after = if free == 0 { share.between_us() } else { free };
        // More than there ever is never comes back: the relay's own count says a period then, too.
        let after = after.min(share.period_us());
        Later {
            most: share.most.get(),
            after: Duration::from_micros(after),
            period: share.period,
        }
    }
}

fn wanted(shares: &[Share]) -> String {
    let wanted = shares.iter().zip(0_u32..).map(|(share, place)| {
        json!({
            "place": place,
            "id": HEXLOWER.encode(&share.counted),
            "cost_us": share.cost_us(),
            "period_us": share.period_us(),
        })
    });
    serde_json::Value::from_iter(wanted).to_string()
}

/// All are looked at first, and then each is taken if there is still room for it; rows are locked in one order everywhere.
const TAKE: &str = "
    WITH clock AS (SELECT CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000000 AS BIGINT) AS now_us),
    wanted AS (
        SELECT place, decode(id, 'hex') AS counted, cost_us, period_us
        FROM json_to_recordset(CAST($1 AS json)) AS wanted (place BIGINT, id TEXT, cost_us BIGINT, period_us BIGINT)
    ),
    known AS (
        SELECT place, counted, cost_us, now_us, now_us + period_us AS most_us, GREATEST(full_us, now_us) AS full_us
        FROM wanted CROSS JOIN clock LEFT JOIN rates USING (counted)
    ),
    taken AS (
        INSERT INTO rates (counted, full_us)
        SELECT counted, now_us + cost_us FROM known
        WHERE (SELECT bool_and(full_us + cost_us <= most_us) FROM known)
        ORDER BY counted
        ON CONFLICT (counted) DO UPDATE
        SET full_us = EXCLUDED.full_us + GREATEST(rates.full_us - (SELECT now_us FROM clock), 0)
        WHERE EXCLUDED.full_us + GREATEST(rates.full_us - (SELECT now_us FROM clock), 0)
            <= (SELECT most_us FROM known WHERE known.counted = EXCLUDED.counted)
        RETURNING counted, full_us
    )
    SELECT known.now_us, known.full_us AS known_us, taken.full_us AS taken_us
    FROM known LEFT JOIN taken USING (counted) ORDER BY place";
/// Of a row that has had all for an hour, nothing is lost. It is looked at once more when it is deleted, because a relay may
/// have counted meanwhile.
pub(super) const RATES_BATCH: &str = "
    WITH clock AS (SELECT CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000000 AS BIGINT) - 3600000000 AS until_us)
    DELETE FROM rates WHERE full_us <= (SELECT until_us FROM clock) AND counted IN
        (SELECT counted FROM rates WHERE full_us <= (SELECT until_us FROM clock) LIMIT $1)";
