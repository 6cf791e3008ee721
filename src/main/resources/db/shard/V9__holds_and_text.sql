-- How often a hold was extended; what a user holds of an event, without reading all of their bookings; text in every script.

ALTER TABLE booking ADD COLUMN extensions smallint NOT NULL DEFAULT 0 CHECK (extensions >= 0);

-- True once a repeat of the request has had the answer. Until then the booking of a request that was answered 503 may be undone.
ALTER TABLE idempotency ADD COLUMN claimed boolean NOT NULL DEFAULT false;

CREATE INDEX booking_held_by ON booking (user_id, event_id) WHERE status = 'held';

-- Upper and lower case mean the same in every database, whatever its locale: a collation of our own, named in each statement
-- that looks at them. PostgreSQL has the rules of Unicode built in since release 17; before that they come from ICU.

DO $$
BEGIN
    IF current_setting('server_version_num')::integer >= 170000 THEN
        EXECUTE 'CREATE COLLATION evently (provider = builtin, locale = ''C.UTF-8'')';
    ELSIF EXISTS (SELECT FROM pg_collation WHERE collprovider = 'i') THEN
        EXECUTE 'CREATE COLLATION evently (provider = icu, locale = ''und'')';
    ELSE
        RAISE EXCEPTION 'This PostgreSQL knows no upper and lower case of Unicode: take release 17 or later, or one with ICU';
    END IF;
END $$;

-- Compared byte by byte once the case is gone, so that all shards agree on the order as well.
DROP INDEX event_by_name, event_by_venue, event_search;
CREATE INDEX event_by_name ON event ((lower(name COLLATE evently) COLLATE "C"), id);
CREATE INDEX event_by_venue ON event ((lower(venue COLLATE evently) COLLATE "C"));
CREATE INDEX event_search ON event
    USING gin ((lower((name || ' ' || venue || ' ' || description) COLLATE evently) COLLATE "C") gin_trgm_ops);
