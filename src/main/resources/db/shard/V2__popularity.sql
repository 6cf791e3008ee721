-- What the popularity of events is made of, and the score it comes to.

-- Names are listed without regard to case and byte by byte, so that all shards agree whatever locale a server has.
DROP INDEX event_by_name;
CREATE INDEX event_by_name ON event (lower(name) COLLATE "C", id);

-- One row for each hour in which anything happened to an event; pruned by age.
CREATE TABLE event_hourly (
    event_id uuid        NOT NULL,
    hour     timestamptz NOT NULL,
    views    integer     NOT NULL DEFAULT 0,
    -- Seats sold less seats given back.
    seats    integer     NOT NULL DEFAULT 0,
    PRIMARY KEY (event_id, hour)
) WITH (fillfactor = 80);

CREATE INDEX event_hourly_by_age ON event_hourly (hour);

-- seats_sold is what the last scoring saw: the next one takes the difference for the sales of the hour.
CREATE TABLE event_popularity (
    event_id   uuid         PRIMARY KEY,
    score      numeric(4,2) NOT NULL DEFAULT 0 CHECK (score BETWEEN 0 AND 10),
    seats_sold integer      NOT NULL DEFAULT 0
);

CREATE INDEX event_by_popularity ON event_popularity (score DESC, event_id);
