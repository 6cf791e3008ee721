-- How seats are taken and how they come back. Volatile functions: each statement sees what others committed before the
-- event's row was locked.

-- First fit in the order of arrival: what is left after this wish, which takes its seats only when all of them are there.
CREATE OR REPLACE FUNCTION take_seats(state integer, available integer, wanted integer) RETURNS integer
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
    remaining integer := coalesce(state, available);
BEGIN
    IF remaining >= wanted THEN
        RETURN remaining - wanted;
    END IF;
    RETURN remaining;
END $$;

CREATE OR REPLACE AGGREGATE seats_left(available integer, wanted integer) (SFUNC = take_seats, STYPE = integer);

-- How many seats of an event a user holds at the moment. Call it once the event's row is locked: being volatile, it sees what
-- others committed until then.
CREATE OR REPLACE FUNCTION seats_held_by(p_event uuid, p_user uuid, p_now timestamptz) RETURNS integer
    LANGUAGE sql VOLATILE AS $$
    SELECT coalesce(sum(quantity), 0)::integer FROM booking
     WHERE user_id = p_user AND event_id = p_event AND status = 'held' AND expires_at > p_now
$$;

-- The one place where seats come back: to those who wait, and only the rest to the public. Returns what the public has.
-- Refused and lapsed offers are not counted as returned, for they were counted before.
CREATE OR REPLACE FUNCTION return_seats(p_event uuid, p_sold integer, p_held integer, p_added integer, p_now timestamptz,
                             p_counted boolean DEFAULT true)
    RETURNS integer LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    waiting   integer;
    available integer;
BEGIN
    UPDATE event
       SET seats_sold = seats_sold - p_sold, seats_held = seats_held - p_held,
           total_capacity = total_capacity + p_added
     WHERE id = p_event
 RETURNING waitlist_count, total_capacity - seats_sold - seats_held INTO STRICT waiting, available;
    IF waiting > 0 THEN
        IF p_counted THEN
            INSERT INTO waitlist_tally AS t (event_id, seats_returned) VALUES (p_event, p_sold + p_held + p_added)
                ON CONFLICT (event_id) DO UPDATE SET seats_returned = t.seats_returned + excluded.seats_returned;
        END IF;
        PERFORM serve_waitlist(p_event, p_now, NULL);
        SELECT total_capacity - seats_sold - seats_held INTO STRICT available FROM event WHERE id = p_event;
    END IF;
    RETURN available;
END $$;
