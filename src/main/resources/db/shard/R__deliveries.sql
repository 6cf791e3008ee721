-- Writes down what came of attempts on one channel, tries the next channel where nothing is left and nothing arrived, and
-- keeps the status. p_attempts is the number that was claimed: a late result of an attempt whose lease ran out says nothing.
-- p_spent false: no attempt was made, and none is counted. p_wanted: the channels that the recipient wants, in their order.
-- p_accepts: the channels that the recipient takes this message on at all; null: not looked up. What is due on another one
-- ends with this, without a turn of its own. p_destinations: where it goes, null when that is not one place.
-- Returns whether there are new deliveries.
CREATE OR REPLACE FUNCTION settle_deliveries(p_channel text, p_ids uuid[], p_attempts integer[], p_states text[], p_due timestamptz[],
                                  p_errors text[], p_spent boolean[], p_wanted text[], p_accepts text[],
                                  p_destinations text[], p_now timestamptz)
    RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    failed_over integer;
BEGIN
    -- Two channels of one notification may be settled at the same moment: each must see the other.
    PERFORM FROM notification WHERE id = ANY (p_ids) ORDER BY id FOR UPDATE;

    WITH settled AS (
        UPDATE delivery d
           SET state = r.state, due_at = r.due, last_error = r.error, updated_at = p_now,
               attempts = CASE WHEN r.spent THEN d.attempts ELSE d.attempts - 1 END,
               destination = coalesce(r.destination, d.destination)
          FROM unnest(p_ids, p_attempts, p_states, p_due, p_errors, p_spent, p_destinations)
               AS r (id, attempts, state, due, error, spent, destination)
         WHERE d.notification_id = r.id AND d.channel = p_channel AND d.state = 'due' AND d.attempts = r.attempts
     RETURNING d.state)
    INSERT INTO channel_count AS c (channel, sent, delivered, failed)
    SELECT p_channel, count(*), count(*) FILTER (WHERE state = 'delivered'), count(*) FILTER (WHERE state = 'dead')
      FROM settled WHERE state IN ('delivered', 'dead')
    HAVING count(*) > 0
        ON CONFLICT (channel) DO UPDATE
           SET sent = c.sent + excluded.sent, delivered = c.delivered + excluded.delivered,
               failed = c.failed + excluded.failed;

    WITH unwanted AS (
        UPDATE delivery d SET state = 'unreachable', last_error = 'not wanted', updated_at = p_now
          FROM unnest(p_ids, p_accepts) AS r (id, accepts)
         WHERE r.accepts IS NOT NULL AND d.notification_id = r.id AND d.channel <> p_channel AND d.state = 'due'
           AND d.attempts = 0 AND d.channel <> ALL (string_to_array(r.accepts, ','))
     RETURNING d.notification_id, d.channel)
    INSERT INTO delivery_attempt (notification_id, channel, address, outcome, detail, at)
    SELECT notification_id, channel, '', 'not_wanted', 'not wanted', p_now FROM unwanted;

    UPDATE notification n SET status = 'delivered'
     WHERE n.id = ANY (p_ids) AND n.status <> 'delivered'
       AND EXISTS (SELECT FROM delivery d WHERE d.notification_id = n.id AND d.state = 'delivered');

    INSERT INTO delivery (notification_id, channel, due_at, first_due_at, bulk, updated_at)
    SELECT r.id, next.channel, p_now, p_now, n.broadcast_id IS NOT NULL, p_now
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

-- What an attendee is told of their own bookings when an event changes: each has its entry in their calendar.
CREATE OR REPLACE FUNCTION bookings_of(p_type text, p_event uuid, p_user uuid) RETURNS jsonb LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN p_type = 'event_update' THEN jsonb_build_object('bookings', coalesce((
               SELECT jsonb_agg(jsonb_build_object('booking_reference', b.reference, 'quantity', b.quantity) ORDER BY b.id)
                 FROM (SELECT id, reference, quantity FROM booking
                        WHERE user_id = p_user AND event_id = p_event AND status = 'confirmed' ORDER BY id LIMIT 20) b), '[]'))
           ELSE '{}' END
$$;
