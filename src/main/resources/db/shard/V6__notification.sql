-- Telling people: what is said to whom, over which channels, and every attempt at it.

CREATE TABLE notification (
    id           uuid        PRIMARY KEY,
    -- An account, or an integrator's webhook.
    recipient    uuid        NOT NULL,
    type         text        NOT NULL CHECK (length(type) BETWEEN 1 AND 50),
    title        text        NOT NULL,
    message      text        NOT NULL,
    event_id     uuid,
    broadcast_id uuid,
    -- The number of the fact that it comes from.
    fact         bigint,
    -- Whether another channel is worth trying when the first ones reach nobody.
    failover     boolean     NOT NULL DEFAULT true,
    data         jsonb       NOT NULL,
    status       text        NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'delivered', 'failed')),
    created_at   timestamptz NOT NULL,
    read_at      timestamptz
) WITH (fillfactor = 90);

-- A fact may be taken again, when a listener is set back; these make one message of it.
CREATE UNIQUE INDEX notification_of_fact ON notification (fact, recipient) WHERE fact IS NOT NULL;
CREATE UNIQUE INDEX notification_of_broadcast ON notification (broadcast_id, recipient) WHERE broadcast_id IS NOT NULL;
CREATE INDEX notification_of_recipient ON notification (recipient, created_at DESC, id DESC);
CREATE INDEX notification_unread ON notification (recipient, created_at DESC, id DESC) WHERE read_at IS NULL;
CREATE INDEX notification_by_age ON notification (created_at);

-- due: to be tried at due_at; whoever tries moves due_at to the end of a lease first. unreachable: the recipient has no
-- address there. dead: given up, to be looked at by an administrator.
CREATE TABLE delivery (
    notification_id uuid        NOT NULL,
    channel         text        NOT NULL CHECK (channel IN ('websocket', 'email', 'sms', 'push', 'webhook')),
    state           text        NOT NULL DEFAULT 'due'
        CHECK (state IN ('due', 'delivered', 'unreachable', 'dead')),
    attempts        integer     NOT NULL DEFAULT 0,
    due_at          timestamptz NOT NULL,
    -- One of many alike: a person's own news goes first.
    bulk            boolean     NOT NULL DEFAULT false,
    last_error      text,
    updated_at      timestamptz NOT NULL,
    PRIMARY KEY (notification_id, channel)
) WITH (fillfactor = 80);

CREATE INDEX delivery_due ON delivery (channel, bulk, due_at) WHERE state = 'due';
CREATE INDEX delivery_dead ON delivery (updated_at DESC, notification_id) WHERE state = 'dead';

-- The audit: append-only. Addresses are kept as digests.
CREATE TABLE delivery_attempt (
    id              bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    notification_id uuid        NOT NULL,
    channel         text        NOT NULL,
    address         text        NOT NULL,
    outcome         text        NOT NULL CHECK (outcome IN ('delivered', 'retry', 'gone', 'unreachable')),
    detail          text        NOT NULL,
    at              timestamptz NOT NULL
);

CREATE INDEX delivery_attempt_of_notification ON delivery_attempt (notification_id);
CREATE UNIQUE INDEX delivered_once ON delivery_attempt (notification_id, channel, address) WHERE outcome = 'delivered';

-- What was sent and what arrived, for the statistics.
CREATE TABLE channel_count (
    channel   text   PRIMARY KEY,
    sent      bigint NOT NULL DEFAULT 0,
    delivered bigint NOT NULL DEFAULT 0,
    failed    bigint NOT NULL DEFAULT 0
);

-- One message to everybody who has a booking of an event; reached is the last booking whose owner was written to.
CREATE TABLE broadcast (
    id          uuid        PRIMARY KEY,
    event_id    uuid        NOT NULL,
    type        text        NOT NULL,
    title       text        NOT NULL,
    message     text        NOT NULL,
    data        jsonb       NOT NULL DEFAULT '{}',
    -- Null: those that each recipient prefers.
    channels    text[],
    state       text        NOT NULL DEFAULT 'running' CHECK (state IN ('running', 'done')),
    reached     uuid,
    recipients  integer     NOT NULL DEFAULT 0,
    created_by  uuid,
    -- The number of the fact that it comes from.
    fact        bigint      CONSTRAINT broadcast_of_fact UNIQUE,
    created_at  timestamptz NOT NULL,
    finished_at timestamptz
);

CREATE INDEX broadcast_running ON broadcast (created_at) WHERE state = 'running';

CREATE TABLE event_reminder (
    event_id     uuid        NOT NULL,
    lead_minutes integer     NOT NULL,
    broadcast_id uuid        NOT NULL,
    made_at      timestamptz NOT NULL,
    PRIMARY KEY (event_id, lead_minutes)
);

-- Seat counts as storefronts see them move: numbered, and no more often than a few times a second.
CREATE TABLE seat_feed (
    event_id uuid        PRIMARY KEY,
    sequence bigint      NOT NULL DEFAULT 0,
    changed  boolean     NOT NULL,
    told_at  timestamptz NOT NULL
) WITH (fillfactor = 50);

CREATE INDEX seat_feed_changed ON seat_feed (event_id) WHERE changed;
