-- Who is served next, joins, leaves, lapses. Everything here happens under the lock of the event's row, which the functions
-- take first. They are volatile, so that each of their statements sees what others committed before they got that lock.

-- Counts entries that begin (1) or cease (-1) to wait, and the seats they want.
CREATE OR REPLACE FUNCTION count_waiting(p_event uuid, turns bigint[], quantities integer[], direction integer) RETURNS void
    LANGUAGE sql VOLATILE AS $$
    INSERT INTO waitlist_slot AS s (event_id, span, slot, entries, seats)
    SELECT p_event, span, t.turn >> span, direction * count(*), direction * sum(t.quantity)
      FROM unnest(turns, quantities) AS t (turn, quantity), unnest('{32,24,16,8}'::integer[]) AS span
     WHERE direction > 0
     GROUP BY span, t.turn >> span
     ORDER BY span, t.turn >> span
        ON CONFLICT (event_id, span, slot)
        DO UPDATE SET entries = s.entries + excluded.entries, seats = s.seats + excluded.seats;

    UPDATE waitlist_slot s
       SET entries = s.entries - c.entries, seats = s.seats - c.seats
      FROM (SELECT span, t.turn >> span AS slot, count(*)::integer AS entries, sum(t.quantity)::integer AS seats
              FROM unnest(turns, quantities) AS t (turn, quantity), unnest('{32,24,16,8}'::integer[]) AS span
             GROUP BY span, t.turn >> span) c
     WHERE direction < 0 AND s.event_id = p_event AND s.span = c.span AND s.slot = c.slot;
$$;

-- How many wait before a place in the order, and how many seats they want.
CREATE OR REPLACE FUNCTION waiting_before(p_event uuid, p_turn bigint, p_id uuid, OUT entries integer, OUT seats integer)
    LANGUAGE sql STABLE AS $$
    SELECT coalesce(sum(part.entries), 0)::integer, coalesce(sum(part.seats), 0)::integer
      FROM (SELECT s.entries, s.seats FROM waitlist_slot s
             WHERE s.event_id = p_event AND s.span = 32 AND s.slot < p_turn >> 32
            UNION ALL
            SELECT s.entries, s.seats FROM waitlist_slot s
             WHERE s.event_id = p_event AND s.span = 24 AND s.slot >= (p_turn >> 32) << 8 AND s.slot < p_turn >> 24
            UNION ALL
            SELECT s.entries, s.seats FROM waitlist_slot s
             WHERE s.event_id = p_event AND s.span = 16 AND s.slot >= (p_turn >> 24) << 8 AND s.slot < p_turn >> 16
            UNION ALL
            SELECT s.entries, s.seats FROM waitlist_slot s
             WHERE s.event_id = p_event AND s.span = 8 AND s.slot >= (p_turn >> 16) << 8 AND s.slot < p_turn >> 8
            UNION ALL
            SELECT 1, w.quantity FROM waitlist_entry w
             WHERE w.event_id = p_event AND w.status = 'waiting'
               AND w.turn >= (p_turn >> 8) << 8 AND (w.turn, w.id) < (p_turn, p_id)) part
$$;

-- Gives what is free to those who wait, in their order, each all that it wants, and says to whom. At most p_seats seats,
-- when that is not null. Whoever does not fit is passed over, a limited number of times while the event is far; then
-- seats are gathered for it. The caller need not have locked the event.
CREATE OR REPLACE FUNCTION serve_waitlist(p_event uuid, p_now timestamptz, p_seats integer)
    RETURNS TABLE (entry_id uuid, user_id uuid, rank integer, quantity integer, expires_at timestamptz, booking_id uuid)
    LANGUAGE plpgsql VOLATILE
    -- The first of an order is read from the index that has it, however few rows the planner believes in.
    SET enable_sort = off SET enable_bitmapscan = off SET jit = off
    AS $$
#variable_conflict use_column
DECLARE
    e              event%ROWTYPE;
    policy         waitlist_policy%ROWTYPE;
    hours          double precision;
    lasts          double precision;
    free           integer;
    chosen         waitlist_entry%ROWTYPE;
    gathering      waitlist_entry%ROWTYPE;
    passing        boolean := false;
    last_turn      bigint := -1;
    last_id        uuid := '00000000-0000-0000-0000-000000000000';
    seats          integer;
    sold           integer := 0;
    held           integer := 0;
    offers         integer := 0;
    served         integer := 0;
    served_turns   bigint[] := '{}';
    served_seats   integer[] := '{}';
BEGIN
    SELECT * INTO e FROM event WHERE id = p_event FOR UPDATE;
    IF NOT FOUND OR e.waitlist_count = 0 THEN
        RETURN;
    END IF;
    SELECT * INTO STRICT policy FROM waitlist_policy;
    hours := extract(epoch FROM e.event_date - p_now) / 3600;
    SELECT policy.window_seconds[i] INTO lasts
      FROM generate_subscripts(policy.from_hours, 1) i
     WHERE policy.from_hours[i] < hours
     ORDER BY policy.from_hours[i] DESC
     LIMIT 1;
    IF e.status <> 'active' THEN
        lasts := NULL;
    END IF;
    IF lasts IS NULL OR hours <= policy.gather_hours THEN
        WITH released AS (
            SELECT id, set_aside FROM waitlist_entry
             WHERE event_id = p_event AND status = 'waiting' AND bypassed > 0 AND set_aside > 0),
        taken AS (
            UPDATE waitlist_entry SET set_aside = 0 WHERE id = ANY (ARRAY (SELECT id FROM released)))
        SELECT coalesce(-sum(set_aside), 0) INTO held FROM released;
    END IF;
    free := e.total_capacity - e.seats_sold - e.seats_held - held;
    IF p_seats IS NOT NULL THEN
        free := least(free, p_seats);
    END IF;

    WHILE free > 0 AND lasts IS NOT NULL LOOP
        SELECT * INTO chosen FROM waitlist_entry
         WHERE event_id = p_event AND status = 'waiting' AND (turn, id) > (last_turn, last_id)
         ORDER BY turn, id
         LIMIT 1;
        EXIT WHEN chosen.id IS NULL;
        -- Mostly whoever is next fits, and nobody is passed over.
        IF passing OR chosen.quantity - chosen.set_aside > free THEN
            passing := true;
            -- Those before the last one served fitted even less.
            SELECT w.* INTO chosen
              FROM (SELECT f.*
                      FROM generate_series(1, least(free, 10)) AS wanted
                     CROSS JOIN LATERAL (
                           SELECT * FROM waitlist_entry
                            WHERE event_id = p_event AND status = 'waiting' AND quantity = wanted
                              AND (turn, id) > (last_turn, last_id)
                            ORDER BY turn, id
                            LIMIT 1) f
                    UNION ALL
                    (SELECT * FROM waitlist_entry
                      WHERE event_id = p_event AND status = 'waiting' AND quantity > 10 AND quantity <= free
                        AND (turn, id) > (last_turn, last_id)
                      ORDER BY turn, id
                      LIMIT 1)
                    UNION ALL
                    (SELECT * FROM waitlist_entry
                      WHERE event_id = p_event AND status = 'waiting' AND accept_partial
                        AND (turn, id) > (last_turn, last_id)
                      ORDER BY turn, id
                      LIMIT 1)) w
             ORDER BY w.turn, w.id
             LIMIT 1;
            gathering := NULL;
            IF hours > policy.gather_hours THEN
                SELECT * INTO gathering FROM waitlist_entry
                 WHERE event_id = p_event AND status = 'waiting' AND bypassed > 0 AND bypassed >= policy.bypass_limit
                   AND (turn, id) > (last_turn, last_id)
                 ORDER BY turn, id
                 LIMIT 1;
            END IF;
            IF gathering.id IS NOT NULL AND (chosen.id IS NULL OR (gathering.turn, gathering.id) <= (chosen.turn, chosen.id)) THEN
                chosen := gathering;
            END IF;
            EXIT WHEN chosen.id IS NULL;

        END IF;

        IF chosen.quantity - chosen.set_aside <= free THEN
            seats := chosen.quantity;
        ELSIF chosen.accept_partial THEN
            seats := chosen.set_aside + free;
        ELSE
            UPDATE waitlist_entry SET set_aside = set_aside + free WHERE id = chosen.id;
            held := held + free;
            EXIT;
        END IF;

        IF passing THEN
            UPDATE waitlist_entry SET bypassed = bypassed + 1
             WHERE id = ANY (ARRAY (SELECT id FROM waitlist_entry
                                     WHERE event_id = p_event AND status = 'waiting'
                                       AND (turn, id) < (chosen.turn, chosen.id)
                                     ORDER BY turn, id
                                     LIMIT 100));
        END IF;

        entry_id := chosen.id;
        user_id := chosen.user_id;
        quantity := seats;
        rank := served + 1;
        IF p_seats IS NOT NULL THEN
            -- Those served in this call are counted as waiting until its end.
            SELECT b.entries + 1 INTO rank FROM waiting_before(p_event, chosen.turn, chosen.id) b;
            rank := rank + served;
        END IF;
        IF chosen.auto_book THEN
            expires_at := NULL;
            booking_id := id_beside(p_event, p_now);
            PERFORM book_for_waitlist(booking_id, reference_beside(p_event, p_now), chosen.user_id, e, seats, p_now);
            UPDATE waitlist_entry w
               SET status = 'booked', set_aside = 0, booking_id = serve_waitlist.booking_id, ended_at = p_now
             WHERE w.id = chosen.id;
            sold := sold + seats;
            held := held - chosen.set_aside;
        ELSE
            expires_at := least(p_now + lasts * interval '1 second', e.event_date);
            booking_id := NULL;
            UPDATE waitlist_entry w
               SET status = 'offered', set_aside = 0, seats_offered = seats, unit_price = e.price,
                   currency = e.currency, offer_expires_at = serve_waitlist.expires_at
             WHERE w.id = chosen.id;
            held := held + seats - chosen.set_aside;
            offers := offers + 1;
        END IF;
        INSERT INTO waitlist_offer (event_id, entry_id, seats, hours_to_event, waited_hours, made_at, outcome, ended_at)
        VALUES (p_event, chosen.id, seats, hours, extract(epoch FROM p_now - chosen.joined_at) / 3600, p_now,
                CASE WHEN chosen.auto_book THEN 'accepted' END, CASE WHEN chosen.auto_book THEN p_now END);
        PERFORM announce(waitlist_promoted(chosen, seats, e.price, e.currency, expires_at, booking_id), p_now);
        free := free - (seats - chosen.set_aside);
        served := served + 1;
        served_turns := served_turns || chosen.turn;
        served_seats := served_seats || chosen.quantity;
        last_turn := chosen.turn;
        last_id := chosen.id;
        RETURN NEXT;
    END LOOP;

    IF served > 0 THEN
        PERFORM count_waiting(p_event, served_turns, served_seats, -1);
        PERFORM announce(waitlist_position(p_event, e.waitlist_count - served), p_now);
    END IF;
    IF served > 0 OR held <> 0 THEN
        UPDATE event
           SET seats_sold = seats_sold + sold, seats_held = seats_held + held,
               waitlist_count = waitlist_count - served, offers_out = offers_out + offers,
               waitlist_open = waitlist_count - served > 0 OR offers_out + offers > 0
         WHERE id = p_event;
    END IF;
END $$;

-- Writes the booking of somebody who waited; the caller counts the seats.
CREATE OR REPLACE FUNCTION book_for_waitlist(p_id uuid, p_reference text, p_user uuid, e event, p_seats integer, p_now timestamptz)
    RETURNS void LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    INSERT INTO booking (id, reference, event_id, user_id, quantity, unit_price, total, currency, status, created_at,
                         updated_at)
    VALUES (p_id, p_reference, e.id, p_user, p_seats, e.price, e.price * p_seats, e.currency, 'confirmed', p_now, p_now);
    INSERT INTO ledger (booking_id, kind, event_id, amount, currency, at)
    VALUES (p_id, 'charge', e.id, e.price * p_seats, e.currency, p_now);
    PERFORM announce(to_json(booking_confirmed(p_id, p_reference, e.id, p_user, p_seats, e.price, e.price * p_seats,
                                               e.currency, 'offered', p_now, NULL)), p_now);
END $$;

-- Puts a user on the list. The first column says what became of it: joined, replay, mismatch, unknown, closed, available,
-- already, capacity; the number belongs to it.
CREATE OR REPLACE FUNCTION join_waitlist(p_event uuid, p_id uuid, p_user uuid, p_tier text, p_quantity integer, p_auto boolean,
                              p_partial boolean, p_turn bigint, p_key text, p_fingerprint text, p_now timestamptz,
                              p_trace text, OUT outcome text, OUT detail text, OUT entry uuid, OUT ahead integer,
                              OUT seats_ahead integer)
    LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    e      event%ROWTYPE;
    kept   idempotency%ROWTYPE;
    joined waitlist_entry%ROWTYPE;
BEGIN
    SELECT * INTO e FROM event WHERE id = p_event FOR UPDATE;
    IF NOT FOUND THEN
        outcome := 'unknown';
        RETURN;
    END IF;
    IF p_key IS NOT NULL THEN
        SELECT * INTO kept FROM idempotency WHERE user_id = p_user AND event_id = p_event AND key = p_key;
        IF FOUND THEN
            outcome := CASE WHEN kept.fingerprint = p_fingerprint AND kept.answer->>'outcome' = 'joined'
                            THEN 'replay' ELSE 'mismatch' END;
            entry := (kept.answer->>'entry_id')::uuid;
            ahead := (kept.answer->>'ahead')::integer;
            seats_ahead := (kept.answer->>'seats_ahead')::integer;
            RETURN;
        END IF;
    END IF;
    IF e.status <> 'active' OR e.event_date <= p_now THEN
        outcome := 'closed';
        detail := CASE WHEN e.status <> 'active' THEN e.status ELSE 'completed' END;
        RETURN;
    END IF;
    IF EXISTS (SELECT FROM waitlist_entry w
                WHERE w.event_id = p_event AND w.user_id = p_user AND w.status IN ('waiting', 'offered')) THEN
        outcome := 'already';
        RETURN;
    END IF;
    IF p_quantity > e.total_capacity THEN
        outcome := 'capacity';
        detail := e.total_capacity;
        RETURN;
    END IF;
    IF e.total_capacity - e.seats_sold - e.seats_held >= p_quantity THEN
        outcome := 'available';
        detail := e.total_capacity - e.seats_sold - e.seats_held;
        RETURN;
    END IF;
    INSERT INTO waitlist_entry (id, event_id, user_id, tier, quantity, auto_book, accept_partial, status, turn, joined_at)
    VALUES (p_id, p_event, p_user, p_tier, p_quantity, p_auto, p_partial, 'waiting', p_turn, p_now)
    RETURNING * INTO joined;
    PERFORM count_waiting(p_event, ARRAY[p_turn], ARRAY[p_quantity], 1);
    UPDATE event SET waitlist_count = waitlist_count + 1, waitlist_open = true WHERE id = p_event;
    SELECT b.entries, b.seats INTO ahead, seats_ahead FROM waiting_before(p_event, p_turn, p_id) b;
    entry := p_id;
    outcome := 'joined';
    PERFORM announce(waitlist_joined(joined, ahead + 1, p_trace), p_now);
    IF p_key IS NOT NULL THEN
        INSERT INTO idempotency (user_id, event_id, key, fingerprint, answer, created_at)
        VALUES (p_user, p_event, p_key, p_fingerprint,
                jsonb_build_object('outcome', 'joined', 'entry_id', p_id, 'ahead', ahead, 'seats_ahead', seats_ahead),
                p_now);
    END IF;
    IF p_partial AND e.total_capacity > e.seats_sold + e.seats_held THEN
        PERFORM serve_waitlist(p_event, p_now, NULL);
    END IF;
END $$;

-- Ends a user's entry; what it had goes on. gone is false when there was none.
CREATE OR REPLACE FUNCTION leave_waitlist(p_event uuid, p_user uuid, p_now timestamptz, p_trace text,
                               OUT gone boolean, OUT moved_up integer, OUT seats integer)
    LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    e event%ROWTYPE;
    w waitlist_entry%ROWTYPE;
BEGIN
    gone := false;
    moved_up := 0;
    seats := 0;
    SELECT * INTO e FROM event WHERE id = p_event FOR UPDATE;
    SELECT * INTO w FROM waitlist_entry
     WHERE event_id = p_event AND user_id = p_user AND status IN ('waiting', 'offered');
    IF w.id IS NULL THEN
        RETURN;
    END IF;
    gone := true;
    seats := w.seats_offered + w.set_aside;
    UPDATE waitlist_entry SET status = 'left', seats_offered = 0, set_aside = 0, ended_at = p_now WHERE id = w.id;
    IF w.status = 'waiting' THEN
        PERFORM count_waiting(p_event, ARRAY[w.turn], ARRAY[w.quantity], -1);
        SELECT e.waitlist_count - 1 - b.entries INTO moved_up FROM waiting_before(p_event, w.turn, w.id) b;
        PERFORM announce(waitlist_left(w, p_trace), p_now);
    ELSE
        PERFORM announce(offer_refused(w, p_trace), p_now);
        UPDATE waitlist_offer SET outcome = 'declined', ended_at = p_now WHERE entry_id = w.id AND outcome IS NULL;
    END IF;
    UPDATE event
       SET waitlist_count = waitlist_count - (w.status = 'waiting')::integer,
           offers_out = offers_out - (w.status = 'offered')::integer,
           waitlist_open = waitlist_count + offers_out > 1
     WHERE id = p_event;
    IF moved_up > 0 THEN
        PERFORM announce(waitlist_position(p_event, e.waitlist_count - 1), p_now);
    END IF;
    IF seats > 0 THEN
        PERFORM return_seats(p_event, 0, seats, 0, p_now, false);
        SELECT moved_up + e.waitlist_count - (w.status = 'waiting')::integer - waitlist_count INTO moved_up
          FROM event WHERE id = p_event;
    END IF;
END $$;

-- Ends the offers of an event that nobody took in time: the first time the entry goes behind all who wait, the second time
-- it is over; the seats go on. Returns how many lapsed.
CREATE OR REPLACE FUNCTION lapse_offers(p_event uuid, p_now timestamptz) RETURNS integer LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    ids        uuid[];
    lapsed     integer;
    behind     integer;
    seats      integer;
    turns      bigint[];
    quantities integer[];
BEGIN
    PERFORM FROM event WHERE id = p_event FOR UPDATE;
    ids := ARRAY (SELECT id FROM waitlist_entry
                   WHERE event_id = p_event AND status = 'offered' AND offer_expires_at <= p_now);
    WITH due AS (
        SELECT id, user_id, seats_offered, quantity, lapses, unit_price, currency FROM waitlist_entry
         WHERE id = ANY (ids)),
    ended AS (
        UPDATE waitlist_entry
           SET status = CASE WHEN lapses = 0 THEN 'waiting' ELSE 'expired' END,
               turn = epoch_millis(p_now), lapses = lapses + 1, bypassed = 0, seats_offered = 0,
               offer_expires_at = NULL,
               ended_at = CASE WHEN lapses = 0 THEN NULL ELSE p_now END
         WHERE id = ANY (ids)),
    noted AS (
        UPDATE waitlist_offer SET outcome = 'lapsed', ended_at = p_now
         WHERE entry_id = ANY (ids) AND outcome IS NULL),
    announced AS (
        INSERT INTO outbox (size, facts, at)
        SELECT count(*), json_agg(offer_expired(id, p_event, user_id, seats_offered, unit_price, currency, lapses = 0)),
               p_now
          FROM due HAVING count(*) > 0)
    SELECT count(*), count(*) FILTER (WHERE lapses = 0), coalesce(sum(seats_offered), 0),
           array_agg(epoch_millis(p_now)) FILTER (WHERE lapses = 0), array_agg(quantity) FILTER (WHERE lapses = 0)
      INTO lapsed, behind, seats, turns, quantities
      FROM due;
    IF lapsed > 0 THEN
        IF behind > 0 THEN
            PERFORM count_waiting(p_event, turns, quantities, 1);
        END IF;
        UPDATE event
           SET waitlist_count = waitlist_count + behind, offers_out = offers_out - lapsed,
               waitlist_open = waitlist_count + behind + offers_out - lapsed > 0
         WHERE id = p_event;
        PERFORM return_seats(p_event, 0, seats, 0, p_now, false);
    END IF;
    RETURN lapsed;
END $$;

-- Ends at most p_most entries of an event that is over or called off; how many.
CREATE OR REPLACE FUNCTION close_waitlist(p_event uuid, p_now timestamptz, p_most integer) RETURNS integer
    LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    ids        uuid[];
    closed     integer;
    waiting    integer;
    offered    integer;
    seats      integer;
    turns      bigint[];
    quantities integer[];
BEGIN
    PERFORM FROM event WHERE id = p_event AND status <> 'active' FOR UPDATE;
    IF NOT FOUND THEN
        RETURN 0;
    END IF;
    ids := ARRAY (SELECT id FROM waitlist_entry
                   WHERE event_id = p_event AND status = 'offered' LIMIT p_most);
    ids := ids || ARRAY (SELECT id FROM waitlist_entry
                          WHERE event_id = p_event AND status = 'waiting' LIMIT p_most - cardinality(ids));
    WITH due AS (
        SELECT id, user_id, status, turn, quantity, seats_offered + set_aside AS taken
          FROM waitlist_entry WHERE id = ANY (ids)),
    ended AS (
        UPDATE waitlist_entry SET status = 'closed', seats_offered = 0, set_aside = 0, ended_at = p_now
         WHERE id = ANY (ids)),
    noted AS (
        UPDATE waitlist_offer SET outcome = 'closed', ended_at = p_now
         WHERE entry_id = ANY (ids) AND outcome IS NULL),
    announced AS (
        INSERT INTO outbox (size, facts, at)
        SELECT count(*), json_agg(waitlist_closed(id, p_event, user_id, quantity)), p_now
          FROM due HAVING count(*) > 0)
    SELECT count(*), count(*) FILTER (WHERE status = 'waiting'), count(*) FILTER (WHERE status = 'offered'),
           coalesce(sum(taken), 0),
           array_agg(turn) FILTER (WHERE status = 'waiting'), array_agg(quantity) FILTER (WHERE status = 'waiting')
      INTO closed, waiting, offered, seats, turns, quantities
      FROM due;
    IF waiting > 0 THEN
        PERFORM count_waiting(p_event, turns, quantities, -1);
    END IF;
    UPDATE event
       SET waitlist_count = waitlist_count - waiting, offers_out = offers_out - offered, seats_held = seats_held - seats,
           waitlist_open = waitlist_count - waiting + offers_out - offered > 0
     WHERE id = p_event;
    RETURN closed;
END $$;
