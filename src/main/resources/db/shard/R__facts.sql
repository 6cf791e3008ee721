-- The facts, one function for each: the only place that names their topics and members. Each says enough to rebuild any
-- figure from it alone. The records that read them are io.evently.booking.BookingFact, io.evently.waitlist.WaitlistFact,
-- io.evently.catalog.EventFact, io.evently.contact.EndpointFact and io.evently.notification.AlertFact. Plain expressions, so that PostgreSQL puts them into
-- the statement that calls them.

CREATE OR REPLACE FUNCTION booking_held(id uuid, reference text, event_id uuid, user_id uuid, quantity integer,
                                        unit_price numeric, total numeric, currency text, booked_at timestamptz,
                                        expires_at timestamptz, trace text)
    RETURNS booking_fact LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN ROW('booking.held', id, reference, event_id, user_id, quantity, unit_price, total, currency, NULL, booked_at,
               expires_at, trace)::booking_fact;

-- Until expires_at.
CREATE OR REPLACE FUNCTION hold_extended(b booking, trace text)
    RETURNS booking_fact LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN ROW('hold.extended', b.id, b.reference, b.event_id, b.user_id, b.quantity, b.unit_price, b.total, b.currency,
               'held', b.created_at, b.expires_at, trace)::booking_fact;

CREATE OR REPLACE FUNCTION booking_confirmed(id uuid, reference text, event_id uuid, user_id uuid, quantity integer,
                                             unit_price numeric, total numeric, currency text, was text,
                                             booked_at timestamptz, trace text)
    RETURNS booking_fact LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN ROW('booking.confirmed', id, reference, event_id, user_id, quantity, unit_price, total, currency, was,
               booked_at, NULL, trace)::booking_fact;

CREATE OR REPLACE FUNCTION booking_cancelled(b booking, was text, trace text)
    RETURNS booking_fact LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN ROW('booking.cancelled', b.id, b.reference, b.event_id, b.user_id, b.quantity, b.unit_price, b.total,
               b.currency, was, b.created_at, NULL, trace)::booking_fact;

-- By an event that was called off.
CREATE OR REPLACE FUNCTION booking_refunded(b booking)
    RETURNS booking_fact LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN ROW('booking.refunded', b.id, b.reference, b.event_id, b.user_id, b.quantity, b.unit_price, b.total,
               b.currency, 'confirmed', b.created_at, NULL, NULL)::booking_fact;

CREATE OR REPLACE FUNCTION hold_expired(b booking)
    RETURNS booking_fact LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN ROW('hold.expired', b.id, b.reference, b.event_id, b.user_id, b.quantity, b.unit_price, b.total,
               b.currency, 'held', b.created_at, b.expires_at, NULL)::booking_fact;

-- Requests for which there were too few seats, counted for a while, and the seats that they asked for.
CREATE OR REPLACE FUNCTION booking_refused(event_id uuid, requests integer, seats integer)
    RETURNS json LANGUAGE sql STABLE PARALLEL SAFE
    RETURN json_build_object('topic', 'booking.refused', 'event_id', event_id, 'requests', requests, 'seats', seats);

CREATE OR REPLACE FUNCTION waitlist_joined(w waitlist_entry, place integer, trace text)
    RETURNS json LANGUAGE sql STABLE PARALLEL SAFE
    RETURN json_build_object('topic', 'waitlist.joined', 'entry_id', w.id, 'event_id', w.event_id, 'user_id', w.user_id,
                             'tier', w.tier, 'quantity', w.quantity, 'position', place, 'trace', trace);

-- An offer, or with auto_book at once a booking.
CREATE OR REPLACE FUNCTION waitlist_promoted(w waitlist_entry, quantity integer, unit_price numeric, currency text,
                                             offer_expires_at timestamptz, booking_id uuid)
    RETURNS json LANGUAGE sql STABLE PARALLEL SAFE
    RETURN json_build_object('topic', 'waitlist.promoted', 'entry_id', w.id, 'event_id', w.event_id,
                             'user_id', w.user_id, 'quantity', quantity, 'unit_price', unit_price, 'currency', currency,
                             'joined_at', w.joined_at, 'offer_expires_at', offer_expires_at, 'booking_id', booking_id);

CREATE OR REPLACE FUNCTION offer_accepted(entry_id uuid, event_id uuid, user_id uuid, booking_id uuid, quantity integer,
                                          unit_price numeric, currency text, trace text)
    RETURNS json LANGUAGE sql STABLE PARALLEL SAFE
    RETURN json_build_object('topic', 'offer.accepted', 'entry_id', entry_id, 'event_id', event_id, 'user_id', user_id,
                             'quantity', quantity, 'unit_price', unit_price, 'currency', currency,
                             'booking_id', booking_id, 'trace', trace);

-- By leaving the list while there was an offer.
CREATE OR REPLACE FUNCTION offer_refused(w waitlist_entry, trace text)
    RETURNS json LANGUAGE sql STABLE PARALLEL SAFE
    RETURN json_build_object('topic', 'offer.refused', 'entry_id', w.id, 'event_id', w.event_id, 'user_id', w.user_id,
                             'quantity', w.seats_offered, 'unit_price', w.unit_price, 'currency', w.currency,
                             'trace', trace);

CREATE OR REPLACE FUNCTION offer_expired(entry_id uuid, event_id uuid, user_id uuid, quantity integer,
                                         unit_price numeric, currency text, waits_on boolean)
    RETURNS json LANGUAGE sql STABLE PARALLEL SAFE
    RETURN json_build_object('topic', 'offer.expired', 'entry_id', entry_id, 'event_id', event_id, 'user_id', user_id,
                             'quantity', quantity, 'unit_price', unit_price, 'currency', currency,
                             'waits_on', waits_on);

CREATE OR REPLACE FUNCTION waitlist_left(w waitlist_entry, trace text)
    RETURNS json LANGUAGE sql STABLE PARALLEL SAFE
    RETURN json_build_object('topic', 'waitlist.left', 'entry_id', w.id, 'event_id', w.event_id, 'user_id', w.user_id,
                             'quantity', w.quantity, 'trace', trace);

CREATE OR REPLACE FUNCTION waitlist_closed(entry_id uuid, event_id uuid, user_id uuid, quantity integer)
    RETURNS json LANGUAGE sql STABLE PARALLEL SAFE
    RETURN json_build_object('topic', 'waitlist.closed', 'entry_id', entry_id, 'event_id', event_id,
                             'user_id', user_id, 'quantity', quantity);

-- For all whose position changed: who wants to know theirs asks.
CREATE OR REPLACE FUNCTION waitlist_position(event_id uuid, waiting integer)
    RETURNS json LANGUAGE sql STABLE PARALLEL SAFE
    RETURN json_build_object('topic', 'waitlist.position', 'event_id', event_id, 'waiting', waiting);

-- What the public has after seats came back: those that were sold, that were held, that did not exist before.
CREATE OR REPLACE FUNCTION seats_returned(event_id uuid, sold integer, held integer, added integer, available integer)
    RETURNS json LANGUAGE sql STABLE PARALLEL SAFE
    RETURN json_build_object('topic', 'seats.returned', 'event_id', event_id, 'sold', sold, 'held', held,
                             'added', added, 'available_seats', available);

-- What all facts about an event say.
CREATE OR REPLACE FUNCTION event_fact(topic text, event_id uuid, name text, venue text, event_date timestamptz,
                                      price numeric, currency text, status text, version integer,
                                      total_capacity integer, changed text[])
    RETURNS json LANGUAGE sql STABLE PARALLEL SAFE
    RETURN json_build_object('topic', topic, 'event_id', event_id, 'name', name, 'venue', venue,
                             'event_date', event_date, 'price', price, 'currency', currency, 'status', status,
                             'version', version, 'total_capacity', total_capacity, 'changed', changed);

CREATE OR REPLACE FUNCTION event_created(e event)
    RETURNS json LANGUAGE sql STABLE PARALLEL SAFE
    RETURN event_fact('event.created', e.id, e.name, e.venue, e.event_date, e.price, e.currency, e.status, e.version,
                      e.total_capacity, '{}');

-- changed: which of name, venue, event_date. A larger capacity is there before its seats are.
CREATE OR REPLACE FUNCTION event_updated(e event, total_capacity integer, changed text[])
    RETURNS json LANGUAGE sql STABLE PARALLEL SAFE
    RETURN event_fact('event.updated', e.id, e.name, e.venue, e.event_date, e.price, e.currency, e.status, e.version,
                      total_capacity, changed);

CREATE OR REPLACE FUNCTION event_cancelled(e event)
    RETURNS json LANGUAGE sql STABLE PARALLEL SAFE
    RETURN event_fact('event.cancelled', e.id, e.name, e.venue, e.event_date, e.price, e.currency, e.status, e.version,
                      e.total_capacity, '{}');

CREATE OR REPLACE FUNCTION event_completed(e event)
    RETURNS json LANGUAGE sql STABLE PARALLEL SAFE
    RETURN event_fact('event.completed', e.id, e.name, e.venue, e.event_date, e.price, e.currency, e.status, e.version,
                      e.total_capacity, '{}');

-- Beside event.updated, when the price or its currency became another.
CREATE OR REPLACE FUNCTION event_repriced(event_id uuid, price_was numeric, currency_was text, price numeric,
                                          currency text, version integer)
    RETURNS json LANGUAGE sql STABLE PARALLEL SAFE
    RETURN json_build_object('topic', 'event.repriced', 'event_id', event_id, 'price_was', price_was,
                             'currency_was', currency_was, 'price', price, 'currency', currency, 'version', version);

-- Its owner is told; integrators are not. About no event, so it is on whichever shard noticed.
CREATE OR REPLACE FUNCTION webhook_disabled(webhook_id uuid, user_id uuid, url text, reason text)
    RETURNS json LANGUAGE sql STABLE PARALLEL SAFE
    RETURN json_build_object('topic', 'webhook.disabled', 'webhook_id', webhook_id, 'user_id', user_id, 'url', url,
                             'reason', reason);

CREATE OR REPLACE FUNCTION system_alert(id uuid, title text, message text)
    RETURNS json LANGUAGE sql STABLE PARALLEL SAFE
    RETURN json_build_object('topic', 'system.alert', 'alert_id', id, 'title', title, 'message', message);

-- Writes down one fact. Statements that make many write them in one row themselves: io.evently.outbox.Announcement.
CREATE OR REPLACE FUNCTION announce(fact json, at timestamptz) RETURNS void LANGUAGE sql VOLATILE
    BEGIN ATOMIC
        INSERT INTO outbox (size, facts, at) VALUES (1, json_build_array(fact), at);
    END;
