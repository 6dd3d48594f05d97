-- What watched computers were found to be. A row stands for one or more checks in a row that found the same, so that a
-- computer which does not change takes one row. Times are milliseconds since 1970.

CREATE TABLE watch_spans (
    target TEXT NOT NULL,
    -- From where: relay, or the name of an agent.
    place TEXT NOT NULL,
    since_ms BIGINT NOT NULL,
    -- The last check that found this.
    until_ms BIGINT NOT NULL,
    -- up, down or not_run.
    state TEXT NOT NULL,
    -- The step that failed, or why it was not checked; empty where it is up.
    cause TEXT NOT NULL,
    -- The id of the first finding; empty where there was none.
    finding TEXT NOT NULL,
    -- How many checks.
    runs BIGINT NOT NULL,
    PRIMARY KEY (target, place, since_ms)
);

CREATE INDEX watch_spans_by_end ON watch_spans (until_ms);
