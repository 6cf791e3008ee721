-- What seats cost, why, and what is learnt from how they sell.

-- Each price that an event had, with the version of the event from which on. Written by the catalogue in the statement that changes
-- the price.
CREATE TABLE price_change (
    event_id   uuid          NOT NULL,
    version    integer       NOT NULL,
    at         timestamptz   NOT NULL,
    -- Null for the price that an event began with.
    price_was  numeric(12,2),
    price      numeric(12,2) NOT NULL,
    currency   text          NOT NULL,
    cause      text          NOT NULL CHECK (cause IN ('created', 'edited', 'manual', 'recommended', 'automatic')),
    reason     text          CHECK (length(reason) <= 500),
    changed_by uuid,
    -- From which a recommended price was computed.
    inputs     json,
    PRIMARY KEY (event_id, version)
);

-- Earlier prices are not known.
INSERT INTO price_change (event_id, version, at, price, currency, cause)
SELECT id, version, created_at, price, currency, 'created' FROM event;

-- What the organiser of an event chose; an event without a row is as usual.
CREATE TABLE pricing_plan (
    event_id    uuid        PRIMARY KEY,
    mode        text        NOT NULL DEFAULT 'recommend' CHECK (mode IN ('manual', 'recommend', 'automatic')),
    min_price   numeric(12,2) CHECK (min_price > 0),
    max_price   numeric(12,2) CHECK (max_price >= min_price),
    monotone_up boolean     NOT NULL DEFAULT false,
    max_changes integer     CHECK (max_changes >= 0),
    -- In the hold-out group: the price stays, so that there is something to compare with.
    hold_out    boolean     NOT NULL DEFAULT false,
    updated_at  timestamptz NOT NULL
);

CREATE INDEX pricing_plan_automatic ON pricing_plan (event_id) WHERE mode = 'automatic' AND NOT hold_out;

-- What was sold at which price in each hour in which anything was: the listener's count of facts.
CREATE TABLE pricing_sales (
    event_id uuid          NOT NULL,
    hour     timestamptz   NOT NULL,
    price    numeric(12,2) NOT NULL,
    orders   integer       NOT NULL DEFAULT 0,
    seats    integer       NOT NULL DEFAULT 0,
    -- Requests for which there were too few seats.
    refused  integer       NOT NULL DEFAULT 0,
    -- How long there were no seats at all.
    sold_out_seconds integer NOT NULL DEFAULT 0,
    PRIMARY KEY (event_id, hour, price)
) WITH (fillfactor = 80);

-- What has been learnt from the whole days that have passed; what is not here is learnt again from pricing_sales.
CREATE TABLE pricing_state (
    event_id   uuid          PRIMARY KEY,
    through    timestamptz   NOT NULL,
    -- It is about prices relative to this one.
    base_price numeric(12,2) NOT NULL,
    state      json          NOT NULL
) WITH (fillfactor = 70);

-- When the orders of events that are over came, and how many there were.
CREATE TABLE pricing_experience (
    only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
    events   integer NOT NULL DEFAULT 0,
    orders   bigint  NOT NULL DEFAULT 0,
    seats    bigint  NOT NULL DEFAULT 0,
    capacity bigint  NOT NULL DEFAULT 0,
    curve    json,
    -- When the owner of this shard's pricing last looked at who is sold out. Whoever has locked the row is the owner.
    swept_at timestamptz
);
INSERT INTO pricing_experience DEFAULT VALUES;

-- What was sold before this release, as far as bookings tell. The listener goes on from there: with the facts that have no number yet. In a new
-- database there is nothing, and the listener begins by itself.
INSERT INTO outbox_listener (name, position, furthest, seen_at)
SELECT 'pricing', number, number, now() FROM outbox_head
 WHERE number > 0 OR EXISTS (SELECT FROM booking);
INSERT INTO pricing_sales (event_id, hour, price, orders, seats)
SELECT event_id, date_trunc('hour', created_at, 'UTC'), unit_price, count(*), sum(quantity)
  FROM booking
 WHERE status <> 'voided' AND created_at < coalesce((SELECT min(at) FROM outbox WHERE number IS NULL), now())
 GROUP BY event_id, date_trunc('hour', created_at, 'UTC'), unit_price;
