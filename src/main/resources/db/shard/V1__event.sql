-- One shard: everything of an event, together. Ids are made by the application and carry the shard number. This file: the
-- events, and what their popularity is made of.

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
    offers_out     integer       NOT NULL DEFAULT 0 CHECK (offers_out >= 0),
    -- True while anybody waits or has an offer.
    waitlist_open  boolean       NOT NULL DEFAULT false,
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
-- Names are listed without regard to case and byte by byte, so that all shards agree whatever locale a server has.
CREATE INDEX event_by_name ON event (lower(name) COLLATE "C", id);
CREATE INDEX event_by_creation ON event (created_at, id);
CREATE INDEX event_by_venue ON event (lower(venue));
CREATE INDEX event_search ON event USING gin ((name || ' ' || venue || ' ' || description) gin_trgm_ops);
CREATE INDEX event_refunding ON event (id) WHERE refunding;
CREATE INDEX event_waitlist_open ON event (id) WHERE waitlist_open;

-- One row for each hour in which anything happened to an event; pruned by age.
CREATE TABLE event_hourly (
    event_id uuid        NOT NULL,
    hour     timestamptz NOT NULL,
    views    integer     NOT NULL DEFAULT 0,
    -- Seats sold less seats given back.
    seats    integer     NOT NULL DEFAULT 0,
    PRIMARY KEY (event_id, hour)
) WITH (fillfactor = 80);

CREATE INDEX event_hourly_by_age ON event_hourly (hour);

-- seats_sold is what the last scoring saw: the next one takes the difference for the sales of the hour.
CREATE TABLE event_popularity (
    event_id   uuid         PRIMARY KEY,
    score      numeric(4,2) NOT NULL DEFAULT 0 CHECK (score BETWEEN 0 AND 10),
    seats_sold integer      NOT NULL DEFAULT 0
);

CREATE INDEX event_by_popularity ON event_popularity (score DESC, event_id);
