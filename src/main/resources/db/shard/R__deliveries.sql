-- Writes down what came of attempts on one channel and tries the next channel where nothing is left and nothing arrived.
-- p_attempts is the number that was claimed: a late result of an attempt whose lease ran out says nothing. p_spent false: no
-- attempt was made, and none is counted. p_wanted: the channels that the recipient wants, in their order. p_accepts: the
-- channels that the recipient takes this message on at all; null: not looked up. What is due on another one ends with this,
-- without a turn of its own, when nothing arrived. p_destinations: where it goes, null when that is not one place.
-- p_addresses, p_outcomes, p_details: the attempt that ended the delivery, null where none did or where they are many.
-- Returns whether there are new deliveries.
CREATE OR REPLACE FUNCTION end_deliveries(p_channel text, p_ids uuid[], p_attempts integer[], p_states text[], p_due timestamptz[],
                                  p_errors text[], p_spent boolean[], p_wanted text[], p_accepts text[],
                                  p_destinations text[], p_addresses text[], p_outcomes text[], p_details text[],
                                  p_now timestamptz)
    RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    -- Those that ended and did not arrive.
    lost        uuid[] := ARRAY(SELECT r.id FROM unnest(p_ids, p_states) AS r (id, state)
                                 WHERE r.state NOT IN ('due', 'delivered'));
    failed_over integer := 0;
BEGIN
    -- Two channels of one notification may be lost at the same moment: each must see the other.
    IF lost <> '{}' THEN
        PERFORM FROM notification WHERE id = ANY (lost) ORDER BY id FOR UPDATE;
    END IF;

    -- The channel and the state come with the ids, so that no index serves them alone: each id is looked up, even by a plan that
    -- was made while the table was empty.
    WITH settled AS (
        UPDATE delivery d
           SET state = r.state, due_at = r.due, last_error = r.error, updated_at = p_now,
               attempts = CASE WHEN r.spent THEN d.attempts ELSE d.attempts - 1 END,
               destination = coalesce(r.destination, d.destination),
               address = r.address, outcome = r.outcome, detail = r.detail
          FROM (SELECT *, p_channel AS channel, 'due' AS was
                  FROM unnest(p_ids, p_attempts, p_states, p_due, p_errors, p_spent, p_destinations, p_addresses, p_outcomes,
                              p_details)
                       AS a (id, attempts, state, due, error, spent, destination, address, outcome, detail)
                OFFSET 0) AS r
         WHERE d.notification_id = r.id AND d.channel = r.channel AND d.state = r.was
           AND d.attempts = r.attempts
     RETURNING d.state)
    INSERT INTO channel_count AS c (channel, sent, delivered, failed)
    SELECT p_channel, count(*), count(*) FILTER (WHERE state = 'delivered'), count(*) FILTER (WHERE state = 'dead')
      FROM settled WHERE state IN ('delivered', 'dead')
    HAVING count(*) > 0
        ON CONFLICT (channel) DO UPDATE
           SET sent = c.sent + excluded.sent, delivered = c.delivered + excluded.delivered,
               failed = c.failed + excluded.failed;

    IF lost = '{}' THEN
        RETURN false;
    END IF;

    UPDATE delivery d SET state = 'unreachable', last_error = 'not wanted', updated_at = p_now,
                          address = '', outcome = 'not_wanted', detail = 'not wanted'
      FROM (SELECT *, 'due' AS was FROM unnest(p_ids, p_accepts) AS a (id, accepts) OFFSET 0) AS r
     WHERE r.id = ANY (lost) AND r.accepts IS NOT NULL AND d.notification_id = r.id AND d.channel <> p_channel
       AND d.state = r.was AND d.attempts = 0
       AND d.channel <> ALL (string_to_array(r.accepts, ','));

    INSERT INTO delivery (notification_id, channel, due_at, first_due_at, bulk, updated_at)
    SELECT r.id, next.channel, p_now, p_now, n.broadcast_id IS NOT NULL, p_now
      FROM unnest(p_ids, p_wanted) AS r (id, wanted) JOIN notification n ON n.id = r.id
     CROSS JOIN LATERAL (
            SELECT w.channel
              FROM unnest(string_to_array(r.wanted, ',')) WITH ORDINALITY AS w (channel, nth)
             WHERE NOT EXISTS (SELECT FROM delivery d WHERE d.notification_id = r.id AND d.channel = w.channel)
             ORDER BY nth LIMIT 1) AS next
     WHERE r.id = ANY (lost)
       AND NOT EXISTS (SELECT FROM delivery d
                        WHERE d.notification_id = r.id AND d.state IN ('due', 'delivered') OFFSET 0)
        ON CONFLICT DO NOTHING;
    GET DIAGNOSTICS failed_over = ROW_COUNT;
    RETURN failed_over > 0;
END $$;

-- Every attempt that was made, and every delivery that ended without one, wherever it is kept.
CREATE OR REPLACE VIEW every_attempt AS
SELECT notification_id, channel, address, outcome, detail, at, id AS nth FROM delivery_attempt
 UNION ALL
SELECT notification_id, channel, address, outcome, detail, updated_at, NULL FROM delivery WHERE outcome IS NOT NULL;

-- Of all its deliveries; a notification that went to nobody's sockets and nowhere else has none.
CREATE OR REPLACE VIEW notification_status AS
SELECT n.id, (SELECT CASE WHEN bool_or(d.state = 'delivered') THEN 'delivered'
                          WHEN bool_or(d.state = 'due') THEN 'pending'
                          ELSE 'failed' END
                FROM delivery d WHERE d.notification_id = n.id) AS status
  FROM notification n;

-- What an attendee is told of their own bookings when an event changes: each has its entry in their calendar.
CREATE OR REPLACE FUNCTION bookings_of(p_type text, p_event uuid, p_user uuid) RETURNS jsonb LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN p_type = 'event_update' THEN jsonb_build_object('bookings', coalesce((
               SELECT jsonb_agg(jsonb_build_object('booking_reference', b.reference, 'quantity', b.quantity) ORDER BY b.id)
                 FROM (SELECT id, reference, quantity FROM booking
                        WHERE user_id = p_user AND event_id = p_event AND status = 'confirmed' ORDER BY id LIMIT 20) b), '[]'))
           ELSE '{}' END
$$;
