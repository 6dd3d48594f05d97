-- Shared results, and requests for runs. SQLite and PostgreSQL read the same statements: SQLite keeps bytes in a column
-- of whatever type. Times are milliseconds since 1970.

CREATE TABLE results (
    -- 128 random bits, base64url.
    id TEXT NOT NULL PRIMARY KEY,
    -- SHA-256 of the secret with which its owner takes it back.
    revoke_hash BYTEA NOT NULL,
    shared_at_ms BIGINT NOT NULL,
    expires_at_ms BIGINT NOT NULL,
    -- How the body is written: json, br (JSON, compressed with brotli) or sealed (AES-GCM, which nobody here can read).
    encoding TEXT NOT NULL,
    -- The version of the report's shape; 0 where the body is sealed.
    schema_version BIGINT NOT NULL,
    -- What the person was doing, in their own words; may be empty.
    doing TEXT NOT NULL,
    body BYTEA NOT NULL,
    -- Bytes of the body, so that the room in use is counted without reading it.
    size BIGINT NOT NULL
);

CREATE INDEX results_by_expiry ON results (expires_at_ms, size);

CREATE TABLE asks (
    -- 128 random bits, base64url.
    id TEXT NOT NULL PRIMARY KEY,
    -- SHA-256 of the secret with which whoever asks sees the answer.
    watch_hash BYTEA NOT NULL,
    target TEXT NOT NULL,
    note TEXT NOT NULL,
    expires_at_ms BIGINT NOT NULL,
    -- The result that was shared for it last; null until then.
    result_id TEXT
);

CREATE UNIQUE INDEX asks_by_watch ON asks (watch_hash);
CREATE INDEX asks_by_expiry ON asks (expires_at_ms);
