-- Tokens with which programs use the relay.

CREATE TABLE api_tokens (
    -- What it is called in lists and commands; opens nothing.
    id TEXT NOT NULL PRIMARY KEY,
    -- SHA-256 of the token.
    hash BYTEA NOT NULL,
    -- Whose it is, in the administrator's words.
    name TEXT NOT NULL,
    -- What it may be used for, with spaces between.
    scopes TEXT NOT NULL,
    created_at_ms BIGINT NOT NULL,
    -- The largest number where it never expires.
    expires_at_ms BIGINT NOT NULL,
    -- The day on which it was used last, in days since 1970; 0 before its first use.
    used_day BIGINT NOT NULL
);

CREATE UNIQUE INDEX api_tokens_by_hash ON api_tokens (hash);

CREATE TABLE idempotency_keys (
    -- SHA-256 of the token's id and of the key that the program chose.
    hash BYTEA NOT NULL PRIMARY KEY,
    -- SHA-256 of the request.
    request_hash BYTEA NOT NULL,
    -- What was answered, encrypted with what only the program has; empty until there is an answer.
    answer BYTEA NOT NULL,
    -- Until when whoever began it may still be at it.
    lease_until_ms BIGINT NOT NULL,
    expires_at_ms BIGINT NOT NULL
);

CREATE INDEX idempotency_keys_by_expiry ON idempotency_keys (expires_at_ms);
