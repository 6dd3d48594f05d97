-- A request has a ticket and is followed while it is worked on, and keeps every result that was shared for it.

ALTER TABLE asks ADD COLUMN ticket TEXT NOT NULL DEFAULT '';
-- How far whoever was asked has come: opened, running or finished; null until the link is opened.
ALTER TABLE asks ADD COLUMN progress TEXT;
ALTER TABLE asks ADD COLUMN progress_at_ms BIGINT NOT NULL DEFAULT 0;

CREATE TABLE answers (
    -- A result answers one request.
    result_id TEXT NOT NULL PRIMARY KEY,
    ask_id TEXT NOT NULL,
    answered_at_ms BIGINT NOT NULL,
    -- When the result expires, so that its row goes with it.
    expires_at_ms BIGINT NOT NULL
);

CREATE INDEX answers_by_ask ON answers (ask_id, answered_at_ms);
CREATE INDEX answers_by_expiry ON answers (expires_at_ms);

INSERT INTO answers (result_id, ask_id, answered_at_ms, expires_at_ms)
SELECT results.id, asks.id, results.shared_at_ms, results.expires_at_ms
FROM asks JOIN results ON results.id = asks.result_id;

ALTER TABLE asks DROP COLUMN result_id;
