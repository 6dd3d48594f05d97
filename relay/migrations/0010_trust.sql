-- What the servers of this database can rely on. Times are milliseconds since 1970.

-- The latest moment that a server knew of when it swept: a clock that is far ahead of it deletes nothing yet. One row.
CREATE TABLE clock (
    one INTEGER NOT NULL PRIMARY KEY,
    known_ms BIGINT NOT NULL
);

-- The key with which servers mark the reports that they made. One row.
CREATE TABLE report_keys (
    one INTEGER NOT NULL PRIMARY KEY,
    secret BYTEA NOT NULL,
    created_at_ms BIGINT NOT NULL
);

CREATE INDEX results_by_time ON results (shared_at_ms);
