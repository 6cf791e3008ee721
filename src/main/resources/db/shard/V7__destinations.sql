-- Deliveries by where they go, so that one place that does not answer is waited for apart from all others; reminders that
-- belong to a date.

-- Null until a node has looked it up, unless it is known from the start.
ALTER TABLE delivery ADD COLUMN destination text;
-- When it was due for the first time, whatever was tried since.
ALTER TABLE delivery ADD COLUMN first_due_at timestamptz NOT NULL DEFAULT now();

CREATE INDEX delivery_of_destination ON delivery (channel, destination, due_at)
 WHERE state = 'due' AND destination IS NOT NULL;

ALTER TABLE delivery_attempt DROP CONSTRAINT delivery_attempt_outcome_check;
ALTER TABLE delivery_attempt ADD CONSTRAINT delivery_attempt_outcome_check
    CHECK (outcome IN ('delivered', 'retry', 'away', 'refused', 'gone', 'unreachable', 'not_wanted')) NOT VALID;

-- Who was reminded of one date was not reminded of another.
ALTER TABLE event_reminder ADD COLUMN event_date timestamptz;
UPDATE event_reminder r SET event_date = e.event_date FROM event e WHERE e.id = r.event_id;
DELETE FROM event_reminder WHERE event_date IS NULL;
ALTER TABLE event_reminder ALTER COLUMN event_date SET NOT NULL;
ALTER TABLE event_reminder DROP CONSTRAINT event_reminder_pkey;
ALTER TABLE event_reminder ADD PRIMARY KEY (event_id, lead_minutes, event_date);
