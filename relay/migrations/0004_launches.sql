-- A portal launches a check: a request that can be opened once, and is bound to the portal.

-- Whose it is; empty where a person asked.
ALTER TABLE asks ADD COLUMN tenant TEXT NOT NULL DEFAULT '';
-- A JSON list of the computers of which one can be checked; empty where a person asked.
ALTER TABLE asks ADD COLUMN choices TEXT NOT NULL DEFAULT '';
-- A BCP 47 tag; empty for that of the reader's browser.
ALTER TABLE asks ADD COLUMN language TEXT NOT NULL DEFAULT '';
-- SHA-256 of what opens it, once; null where the link does.
ALTER TABLE asks ADD COLUMN launch_hash BYTEA;
ALTER TABLE asks ADD COLUMN open_until_ms BIGINT NOT NULL DEFAULT 0;
-- 0 until it is opened.
ALTER TABLE asks ADD COLUMN opened_at_ms BIGINT NOT NULL DEFAULT 0;

CREATE UNIQUE INDEX asks_by_launch ON asks (launch_hash);
