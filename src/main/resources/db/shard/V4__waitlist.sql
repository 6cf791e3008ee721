-- Who waits for an event, in which order, and what is offered to whom. The functions are in R__waitlist.sql.

-- How offers are made, one row, written by the nodes from their configuration.
CREATE TABLE waitlist_policy (
    only_one     boolean            PRIMARY KEY DEFAULT true CHECK (only_one),
    -- An offer made more than from_hours[i] before the event lasts window_seconds[i]; made later than any, there is none.
    from_hours     double precision[] NOT NULL,
    window_seconds double precision[] NOT NULL,
    bypass_limit   integer            NOT NULL CHECK (bypass_limit >= 0),
    -- Earlier than this before the event, seats are gathered for an entry that was passed over bypass_limit times.
    gather_hours   double precision   NOT NULL,
    CHECK (cardinality(from_hours) = cardinality(window_seconds))
);
INSERT INTO waitlist_policy (from_hours, window_seconds, bypass_limit, gather_hours)
VALUES ('{96,24,6,0.5}', '{43200,14400,7200,2700}', 3, 48);

CREATE TABLE waitlist_entry (
    id               uuid        PRIMARY KEY,
    event_id         uuid        NOT NULL,
    user_id          uuid        NOT NULL,
    tier             text        NOT NULL CHECK (tier IN ('basic', 'premium', 'vip')),
    quantity         integer     NOT NULL CHECK (quantity > 0),
    auto_book        boolean     NOT NULL,
    accept_partial   boolean     NOT NULL,
    status           text        NOT NULL
        CHECK (status IN ('waiting', 'offered', 'booked', 'expired', 'left', 'closed')),
    -- Milliseconds since 1970: when it joined, less the head start of its tier. The earliest is served first.
    turn             bigint      NOT NULL,
    joined_at        timestamptz NOT NULL,
    -- How often others behind it were served because it did not fit.
    bypassed         integer     NOT NULL DEFAULT 0,
    -- Seats that are kept for it until there are enough; they count as held.
    set_aside        integer     NOT NULL DEFAULT 0 CHECK (set_aside >= 0),
    lapses           integer     NOT NULL DEFAULT 0,
    -- Seats that are on offer; they count as held.
    seats_offered    integer     NOT NULL DEFAULT 0 CHECK (seats_offered >= 0),
    unit_price       numeric(12,2),
    currency         text,
    offer_expires_at timestamptz,
    booking_id       uuid,
    ended_at         timestamptz,
    CHECK (status = 'waiting' OR set_aside = 0),
    CHECK ((status = 'offered') = (seats_offered > 0)),
    CHECK (status <> 'offered' OR offer_expires_at IS NOT NULL AND unit_price IS NOT NULL AND currency IS NOT NULL)
) WITH (fillfactor = 80);

-- The user first: an index that begins with the event would tempt the planner, while it has no statistics, to read a whole
-- list by it and sort.
CREATE UNIQUE INDEX waitlist_entry_once ON waitlist_entry (user_id, event_id) WHERE status IN ('waiting', 'offered');
CREATE INDEX waitlist_entry_of_user ON waitlist_entry (user_id, event_id, joined_at DESC);
CREATE INDEX waitlist_entry_ended ON waitlist_entry (event_id, ended_at DESC, id)
    WHERE status NOT IN ('waiting', 'offered');
CREATE INDEX waitlist_entry_offered ON waitlist_entry (event_id, id) WHERE status = 'offered';
CREATE INDEX waitlist_entry_order ON waitlist_entry (event_id, turn, id) WHERE status = 'waiting';
CREATE INDEX waitlist_entry_fitting ON waitlist_entry (event_id, quantity, turn, id) WHERE status = 'waiting';
CREATE INDEX waitlist_entry_partial ON waitlist_entry (event_id, turn, id) WHERE status = 'waiting' AND accept_partial;
CREATE INDEX waitlist_entry_large ON waitlist_entry (event_id, turn, id) WHERE status = 'waiting' AND quantity > 10;
CREATE INDEX waitlist_entry_bypassed ON waitlist_entry (event_id, turn, id) WHERE status = 'waiting' AND bypassed > 0;
CREATE INDEX waitlist_entry_lapsing ON waitlist_entry (offer_expires_at) WHERE status = 'offered';

-- All entries of an event, each part by its own index.
CREATE VIEW waitlist_entry_by_event AS
    SELECT * FROM waitlist_entry WHERE status = 'waiting'
    UNION ALL
    SELECT * FROM waitlist_entry WHERE status = 'offered'
    UNION ALL
    SELECT * FROM waitlist_entry WHERE status NOT IN ('waiting', 'offered');

-- Every offer and what became of it; what acceptance and recapture are measured by.
CREATE TABLE waitlist_offer (
    id             bigint           GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event_id       uuid             NOT NULL,
    entry_id       uuid             NOT NULL,
    seats          integer          NOT NULL CHECK (seats > 0),
    hours_to_event double precision NOT NULL,
    waited_hours   double precision NOT NULL,
    made_at        timestamptz      NOT NULL,
    outcome        text             CHECK (outcome IN ('accepted', 'declined', 'lapsed', 'closed')),
    ended_at       timestamptz
) WITH (fillfactor = 90);
CREATE UNIQUE INDEX waitlist_offer_open ON waitlist_offer (entry_id) WHERE outcome IS NULL;
CREATE INDEX waitlist_offer_of_event ON waitlist_offer (event_id, id);

-- Seats that came back while somebody waited.
CREATE TABLE waitlist_tally (
    event_id       uuid   PRIMARY KEY,
    seats_returned bigint NOT NULL
);

-- Entries that wait, counted by their turn in steps of 2^span milliseconds: what stands before a turn is a few sums over
-- at most 256 rows each, however many wait (a prefix sum over a tree with 256 branches).
CREATE TABLE waitlist_slot (
    event_id uuid     NOT NULL,
    span     smallint NOT NULL,
    slot     bigint   NOT NULL,
    entries  integer  NOT NULL CHECK (entries >= 0),
    seats    integer  NOT NULL CHECK (seats >= 0),
    PRIMARY KEY (event_id, span, slot)
) WITH (fillfactor = 70);

-- What was learnt of cancellations, by kind of event and time before it; and from which events.
CREATE TABLE cancellation_history (
    category       text             NOT NULL,
    bucket         smallint         NOT NULL,
    exposure_hours double precision NOT NULL,
    cancellations  bigint           NOT NULL,
    PRIMARY KEY (category, bucket)
);
CREATE TABLE cancellation_learnt (
    event_id uuid        PRIMARY KEY,
    at       timestamptz NOT NULL
);
