-- Keeps event_count. Triggers, so that nodes of the release before keep the numbers as well.

CREATE OR REPLACE FUNCTION count_added_events() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO event_count (status, events)
    SELECT status, count(*) FROM added GROUP BY status ORDER BY status
    ON CONFLICT (status) DO UPDATE SET events = event_count.events + excluded.events;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION count_removed_events() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO event_count (status, events)
    SELECT status, -count(*) FROM removed GROUP BY status ORDER BY status
    ON CONFLICT (status) DO UPDATE SET events = event_count.events + excluded.events;
    RETURN NULL;
END $$;

-- Always in the order of the names, so that nobody waits for another in a circle.
CREATE OR REPLACE FUNCTION count_moved_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE event_count SET events = events + CASE status WHEN NEW.status THEN 1 ELSE -1 END
     WHERE status = least(OLD.status, NEW.status);
    UPDATE event_count SET events = events + CASE status WHEN NEW.status THEN 1 ELSE -1 END
     WHERE status = greatest(OLD.status, NEW.status);
    RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER event_added AFTER INSERT ON event
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION count_added_events();

CREATE OR REPLACE TRIGGER event_removed AFTER DELETE ON event
    REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION count_removed_events();

-- For each row and only of this column: a statement that moves the counters of an event costs it nothing.
CREATE OR REPLACE TRIGGER event_moved AFTER UPDATE OF status ON event
    FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION count_moved_event();

-- The triggers have locked the table against writers until this migration is committed.
UPDATE event_count SET events = coalesce((SELECT count(*) FROM event WHERE event.status = event_count.status), 0);
