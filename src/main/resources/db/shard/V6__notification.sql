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
    outbox_id    bigint,
    data         jsonb       NOT NULL,
    status       text        NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'delivered', 'failed')),
    created_at   timestamptz NOT NULL,
    read_at      timestamptz
) WITH (fillfactor = 90);

-- The relay hands out what it reads at least once; these make it once.
CREATE UNIQUE INDEX notification_of_outbox ON notification (outbox_id, recipient) WHERE outbox_id IS NOT NULL;
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

-- Writes down what came of attempts on one channel, tries the next channel where nothing is left and nothing arrived, and
-- keeps the status. p_attempts is the number that was claimed: a late result of an attempt whose lease ran out says nothing.
-- p_spent false: no attempt was made, and none is counted. p_wanted: the channels that the recipient wants, in their order.
-- Returns whether there are new deliveries.
CREATE FUNCTION settle_deliveries(p_channel text, p_ids uuid[], p_attempts integer[], p_states text[], p_due timestamptz[],
                                  p_errors text[], p_spent boolean[], p_wanted text[], p_now timestamptz)
    RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    failed_over integer;
BEGIN
    -- Two channels of one notification may be settled at the same moment: each must see the other.
    PERFORM FROM notification WHERE id = ANY (p_ids) ORDER BY id FOR UPDATE;

    WITH settled AS (
        UPDATE delivery d
           SET state = r.state, due_at = r.due, last_error = r.error, updated_at = p_now,
               attempts = CASE WHEN r.spent THEN d.attempts ELSE d.attempts - 1 END
          FROM unnest(p_ids, p_attempts, p_states, p_due, p_errors, p_spent) AS r (id, attempts, state, due, error, spent)
         WHERE d.notification_id = r.id AND d.channel = p_channel AND d.state = 'due' AND d.attempts = r.attempts
     RETURNING d.state)
    INSERT INTO channel_count AS c (channel, sent, delivered, failed)
    SELECT p_channel, count(*), count(*) FILTER (WHERE state = 'delivered'), count(*) FILTER (WHERE state = 'dead')
      FROM settled WHERE state IN ('delivered', 'dead')
    HAVING count(*) > 0
        ON CONFLICT (channel) DO UPDATE
           SET sent = c.sent + excluded.sent, delivered = c.delivered + excluded.delivered,
               failed = c.failed + excluded.failed;

    UPDATE notification n SET status = 'delivered'
     WHERE n.id = ANY (p_ids) AND n.status <> 'delivered'
       AND EXISTS (SELECT FROM delivery d WHERE d.notification_id = n.id AND d.state = 'delivered');

    INSERT INTO delivery (notification_id, channel, due_at, bulk, updated_at)
    SELECT r.id, next.channel, p_now, n.broadcast_id IS NOT NULL, p_now
      FROM unnest(p_ids, p_wanted) AS r (id, wanted) JOIN notification n ON n.id = r.id
     CROSS JOIN LATERAL (
            SELECT w.channel
              FROM unnest(string_to_array(r.wanted, ',')) WITH ORDINALITY AS w (channel, nth)
             WHERE NOT EXISTS (SELECT FROM delivery d WHERE d.notification_id = r.id AND d.channel = w.channel)
             ORDER BY nth LIMIT 1) AS next
     WHERE NOT EXISTS (SELECT FROM delivery d
                        WHERE d.notification_id = r.id AND d.state IN ('due', 'delivered'))
        ON CONFLICT DO NOTHING;
    GET DIAGNOSTICS failed_over = ROW_COUNT;

    UPDATE notification n SET status = 'failed'
     WHERE n.id = ANY (p_ids) AND n.status = 'pending'
       AND NOT EXISTS (SELECT FROM delivery d
                        WHERE d.notification_id = n.id AND d.state IN ('due', 'delivered'));
    RETURN failed_over > 0;
END $$;
