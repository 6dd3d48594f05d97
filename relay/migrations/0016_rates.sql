-- What comes back with time and is counted by all servers of this database together, such as checks that a source starts.

CREATE TABLE rates (
    -- SHA-256 of what is counted, and whose it is.
    counted BYTEA NOT NULL PRIMARY KEY,
    -- When all of it has come back, in microseconds since 1970, by the clock of the database. Not indexed, so that counting
    -- changes one row in its place.
    full_us BIGINT NOT NULL
);
