-- What happened, added up as it is told: nothing here is read to book. Everything but refusals can be made anew from bookings, ledger
-- and waitlists.

-- One row for each kind of thing that happened to an event in an hour. Kinds are io.evently.analytics.Happening; the currency is XXX
-- (ISO 4217: none) where no money moved.
CREATE TABLE event_tally (
    event_id  uuid          NOT NULL,
    hour      timestamptz   NOT NULL,
    happening text          NOT NULL,
    currency  text          NOT NULL,
    times     bigint        NOT NULL,
    seats     bigint        NOT NULL,
    amount    numeric(20,2) NOT NULL,
    PRIMARY KEY (event_id, hour, happening, currency)
) WITH (fillfactor = 70);

-- The same over all events of the shard, by minute (for some hours), by day, and since the beginning (begins is then the epoch).
CREATE TABLE span_tally (
    span      text          NOT NULL CHECK (span IN ('minute', 'day', 'total')),
    begins    timestamptz   NOT NULL,
    happening text          NOT NULL,
    currency  text          NOT NULL,
    times     bigint        NOT NULL,
    seats     bigint        NOT NULL,
    amount    numeric(20,2) NOT NULL,
    PRIMARY KEY (span, begins, happening, currency)
) WITH (fillfactor = 50);

-- What a user booked on a day, UTC, and has kept: what was given back is taken off the day of its booking.
CREATE TABLE customer_day (
    user_id  uuid          NOT NULL,
    day      date          NOT NULL,
    currency text          NOT NULL,
    bookings bigint        NOT NULL,
    seats    bigint        NOT NULL,
    amount   numeric(20,2) NOT NULL,
    PRIMARY KEY (user_id, day, currency)
) WITH (fillfactor = 90);

-- How far the sums are. A fact is in them when its number is at most position, or its row of the outbox is included: one that was
-- committed, but not numbered yet, when the sums were made anew. Refusals stand nowhere else, so they have a position of their own.
CREATE TABLE analytics_state (
    only_one boolean     PRIMARY KEY DEFAULT true CHECK (only_one),
    position bigint      NOT NULL DEFAULT 0,
    refusals bigint      NOT NULL DEFAULT 0,
    included bigint[]    NOT NULL DEFAULT '{}',
    -- Null until the sums hold what happened before there were any.
    built_at timestamptz
) WITH (fillfactor = 50);
INSERT INTO analytics_state (built_at)
SELECT CASE WHEN NOT EXISTS (SELECT FROM booking) AND NOT EXISTS (SELECT FROM waitlist_entry) THEN now() END;

-- What the nodes measured of their answers, added up; on the first shard. Hours are kept for days, minutes for hours.
CREATE TABLE service_tally (
    span    text             NOT NULL CHECK (span IN ('minute', 'hour', 'day')),
    begins  timestamptz      NOT NULL,
    measure text             NOT NULL,
    times   bigint           NOT NULL,
    seconds double precision NOT NULL,
    PRIMARY KEY (span, begins, measure)
) WITH (fillfactor = 50);
