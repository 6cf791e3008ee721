-- What was forecast of events and what came, so that the accuracy that is stated is the one that was measured.

-- Written when the event comes within the horizon, and never changed while its date stands.
CREATE TABLE forecast (
    event_id uuid             NOT NULL,
    -- Days before the start.
    horizon  integer          NOT NULL CHECK (horizon IN (1, 3, 7, 14, 28)),
    -- The date of the event at that time: an event that moves is forecast anew.
    starts_at timestamptz     NOT NULL,
    made_at  timestamptz      NOT NULL,
    expected double precision NOT NULL,
    low      double precision NOT NULL,
    high     double precision NOT NULL,
    sell_out_probability double precision NOT NULL CHECK (sell_out_probability BETWEEN 0 AND 1),
    method   text             NOT NULL CHECK (method IN ('category_prior', 'pickup', 'regression')),
    -- Seats that were booked and kept at the start; null until that is known.
    actual   integer          CHECK (actual >= 0),
    PRIMARY KEY (event_id, horizon)
);

CREATE INDEX forecast_by_start ON forecast (starts_at);
CREATE INDEX forecast_open ON forecast (starts_at) WHERE actual IS NULL;
