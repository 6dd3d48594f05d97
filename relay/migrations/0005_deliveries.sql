-- Results that go into the tickets of portals: written with the result, and sent until they have arrived.

CREATE TABLE deliveries (
    -- The same in every try, so that a receiver knows what it has.
    id TEXT NOT NULL PRIMARY KEY,
    tenant TEXT NOT NULL,
    reference TEXT NOT NULL,
    -- The event as JSON.
    body TEXT NOT NULL,
    -- waiting, done or dead.
    state TEXT NOT NULL,
    -- Tries that have begun.
    attempt BIGINT NOT NULL,
    due_at_ms BIGINT NOT NULL,
    -- Until when whoever tries is at it; a relay that was killed leaves it behind.
    lease_until_ms BIGINT NOT NULL,
    last_error TEXT NOT NULL,
    created_at_ms BIGINT NOT NULL,
    expires_at_ms BIGINT NOT NULL
);

CREATE INDEX deliveries_by_due ON deliveries (state, due_at_ms);
CREATE INDEX deliveries_by_lease ON deliveries (tenant, lease_until_ms);
CREATE INDEX deliveries_by_expiry ON deliveries (expires_at_ms);
