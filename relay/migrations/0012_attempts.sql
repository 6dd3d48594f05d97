-- What may be done so often within a period, by all servers of this database together, such as signing in to a computer.

CREATE TABLE attempts (
    id TEXT NOT NULL PRIMARY KEY,
    -- SHA-256 of whose it is and what was tried.
    counted BYTEA NOT NULL,
    -- Milliseconds since 1970.
    at_ms BIGINT NOT NULL
);

CREATE INDEX attempts_by_counted ON attempts (counted, at_ms);
CREATE INDEX attempts_by_time ON attempts (at_ms);
