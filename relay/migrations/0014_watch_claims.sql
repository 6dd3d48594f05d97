-- Which of the relays on this database checks a watched computer, so that it is checked once. Times are milliseconds since
-- 1970.

CREATE TABLE watch_claims (
    target TEXT NOT NULL PRIMARY KEY,
    -- What the relay calls itself until its next start.
    owner TEXT NOT NULL,
    -- Until when, unless that relay says so again.
    until_ms BIGINT NOT NULL
);
