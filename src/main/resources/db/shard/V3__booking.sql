-- Bookings, what was charged and refunded for them, and the answers that idempotency keys were given.

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
    -- A booking that was made at once is its own answer: the key keeps its id, and the row is read when the answer is
    -- wanted again. Everything else that a key was answered with stands in answer.
    booking_id  uuid,
    answer      jsonb,
    created_at  timestamptz NOT NULL,
    CONSTRAINT idempotency_key_once PRIMARY KEY (user_id, event_id, key),
    CONSTRAINT idempotency_answered CHECK (answer IS NOT NULL OR booking_id IS NOT NULL)
);

CREATE INDEX idempotency_by_age ON idempotency (created_at);

-- What all facts about a booking say (R__facts.sql). A row is written as JSON at less cost than an object that is put
-- together member by member, and bookings are what there is most of.
CREATE TYPE booking_fact AS (
    topic      text,
    booking_id uuid,
    reference  text,
    event_id   uuid,
    user_id    uuid,
    quantity   integer,
    unit_price numeric,
    total      numeric,
    currency   text,
    -- The status before, null for a new booking; "offered" when it took an offer.
    was        text,
    -- When it was held or, if it never was, confirmed.
    booked_at  timestamptz,
    expires_at timestamptz,
    -- Of the request that did it.
    trace      text
);
