-- Receivers of portals that answered 410 Gone: nothing is sent to them until the administrator wants it.

CREATE TABLE stopped_receivers (
    tenant TEXT NOT NULL PRIMARY KEY,
    stopped_at_ms BIGINT NOT NULL
);
