-- What happened, written by the statement that made it true, one row for each statement, and kept for days, so that any
-- number of listeners read it, each at its own pace and as often as it wants.
CREATE TABLE outbox (
    id     bigint      GENERATED ALWAYS AS IDENTITY,
    -- The number of the row's last fact; given by the relay, which works alone. Numbers have no gaps, and within one event
    -- they grow in the order of the commits: a listener that remembers a number has missed nothing before it. The id has
    -- neither quality: it is drawn before the commit.
    number bigint,
    size   integer     NOT NULL CHECK (size > 0),
    -- A JSON array of as many facts, see R__facts.sql.
    facts  json        NOT NULL,
    at     timestamptz NOT NULL
);

-- Facts are written once, read a few times within the second, and deleted as a whole: compressing them costs more time than
-- it saves, though it would save a third of the log that a booking writes.
ALTER TABLE outbox ALTER COLUMN facts SET STORAGE EXTERNAL;

CREATE INDEX outbox_not_numbered ON outbox (id) WHERE number IS NULL;
CREATE UNIQUE INDEX outbox_number ON outbox (number) WHERE number IS NOT NULL;

-- The number of the last fact. Whoever has locked the row gives the next ones.
CREATE TABLE outbox_head (
    only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
    number   bigint  NOT NULL DEFAULT 0
) WITH (fillfactor = 50);
INSERT INTO outbox_head DEFAULT VALUES;

-- How far each listener is. Whoever has locked the row is the listener, on whichever node.
CREATE TABLE outbox_listener (
    name     text        PRIMARY KEY,
    -- The last fact whose effects are there. May be set back by hand; then facts are taken again.
    position bigint      NOT NULL,
    -- The furthest that it has ever been: up to there a fact is a repetition.
    furthest bigint      NOT NULL,
    -- While it was there the last time; one that has not been seen for as long as facts are kept holds none back.
    seen_at  timestamptz NOT NULL
) WITH (fillfactor = 50);
