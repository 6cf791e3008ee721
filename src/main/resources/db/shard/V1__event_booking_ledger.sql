-- One shard: everything of an event, together. Ids are made by the application and carry the shard number.

CREATE EXTENSION IF NOT EXISTS pg_trgm;

CREATE TABLE event (
    id             uuid          PRIMARY KEY,
    name           text          NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    description    text          NOT NULL DEFAULT '' CHECK (length(description) <= 5000),
    venue          text          NOT NULL CHECK (length(venue) BETWEEN 1 AND 200),
    event_date     timestamptz   NOT NULL,
    total_capacity integer       NOT NULL CHECK (total_capacity BETWEEN 1 AND 1000000),
    seats_sold     integer       NOT NULL DEFAULT 0 CHECK (seats_sold >= 0),
    seats_held     integer       NOT NULL DEFAULT 0 CHECK (seats_held >= 0),
    waitlist_count integer       NOT NULL DEFAULT 0 CHECK (waitlist_count >= 0),
    price          numeric(12,2) NOT NULL CHECK (price BETWEEN 0 AND 1000000),
    currency       text          NOT NULL DEFAULT 'USD' CHECK (currency ~ '^[A-Z]{3}$'),
    status         text          NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'cancelled', 'completed')),
    refunding      boolean       NOT NULL DEFAULT false,
    version        integer       NOT NULL DEFAULT 1,
    fence          bigint        NOT NULL DEFAULT 0,
    created_at     timestamptz   NOT NULL,
    updated_at     timestamptz   NOT NULL,
    -- The last word: whatever lock was lost, no seat is sold twice.
    CONSTRAINT event_never_oversold CHECK (seats_sold + seats_held <= total_capacity)
) WITH (fillfactor = 70);

-- No index may name a counter (not even in its predicate): the flush's update of the counters then stays heap-only.
CREATE INDEX event_by_date ON event (event_date, id);
CREATE INDEX event_by_status_and_date ON event (status, event_date, id);
CREATE INDEX event_by_price ON event (price, id);
CREATE INDEX event_by_name ON event (name, id);
CREATE INDEX event_by_creation ON event (created_at, id);
CREATE INDEX event_by_venue ON event (lower(venue));
CREATE INDEX event_search ON event USING gin ((name || ' ' || venue || ' ' || description) gin_trgm_ops);
CREATE INDEX event_refunding ON event (id) WHERE refunding;

-- No foreign key on the hot path: the flush inserts only what it has just read from the locked event row.
CREATE TABLE booking (
    id         uuid          PRIMARY KEY,
    reference  text          NOT NULL CONSTRAINT booking_reference_unique UNIQUE,
    event_id   uuid          NOT NULL,
    user_id    uuid          NOT NULL,
    quantity   integer       NOT NULL CHECK (quantity > 0),
    unit_price numeric(12,2) NOT NULL,
    total      numeric(14,2) NOT NULL CHECK (total = unit_price * quantity),
    currency   text          NOT NULL,
    -- voided: the outcome of its flush was unknown, and this row keeps it from ever being booked.
    status     text          NOT NULL
        CHECK (status IN ('held', 'confirmed', 'cancelled', 'refunded', 'expired', 'voided')),
    expires_at timestamptz   CHECK (status <> 'held' OR expires_at IS NOT NULL),
    created_at timestamptz   NOT NULL,
    updated_at timestamptz   NOT NULL
) WITH (fillfactor = 90);

CREATE INDEX booking_of_user ON booking (user_id, created_at DESC, id DESC);
CREATE INDEX booking_of_event ON booking (event_id, id);
CREATE INDEX booking_lapsing ON booking (expires_at) WHERE status = 'held';

-- Append-only; the key lets a booking be charged once and refunded once.
CREATE TABLE ledger (
    booking_id uuid          NOT NULL,
    kind       text          NOT NULL CHECK (kind IN ('charge', 'refund')),
    event_id   uuid          NOT NULL,
    amount     numeric(14,2) NOT NULL CHECK (amount >= 0),
    currency   text          NOT NULL,
    at         timestamptz   NOT NULL,
    PRIMARY KEY (booking_id, kind)
);

CREATE TABLE idempotency (
    user_id     uuid        NOT NULL,
    event_id    uuid        NOT NULL,
    key         text        NOT NULL CHECK (length(key) <= 255),
    fingerprint text        NOT NULL,
    answer      jsonb       NOT NULL,
    created_at  timestamptz NOT NULL,
    CONSTRAINT idempotency_key_once PRIMARY KEY (user_id, event_id, key)
);

CREATE INDEX idempotency_by_age ON idempotency (created_at);

-- What others must hear of, written by the statement that made it true.
CREATE TABLE outbox (
    id      bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    topic   text        NOT NULL,
    subject uuid        NOT NULL,
    body    jsonb       NOT NULL,
    at      timestamptz NOT NULL
);

-- First fit in the order of arrival: what is left after this wish, which takes its seats only when all of them are there.
CREATE FUNCTION take_seats(state integer, available integer, wanted integer) RETURNS integer
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
    remaining integer := coalesce(state, available);
BEGIN
    IF remaining >= wanted THEN
        RETURN remaining - wanted;
    END IF;
    RETURN remaining;
END $$;

CREATE AGGREGATE seats_left(available integer, wanted integer) (SFUNC = take_seats, STYPE = integer);
