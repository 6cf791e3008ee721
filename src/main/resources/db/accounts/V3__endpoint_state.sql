-- How endpoints of others do: since when nothing but failures came of them, and whether they are called at all.

ALTER TABLE webhook ADD COLUMN failing_since timestamptz;
ALTER TABLE webhook ADD COLUMN disabled_at timestamptz;
-- gone: it said so itself. failing: it failed for too long.
ALTER TABLE webhook ADD COLUMN disabled_reason text CHECK (disabled_reason IN ('gone', 'failing'));
ALTER TABLE webhook ADD CONSTRAINT webhook_disabled_with_reason CHECK ((disabled_at IS NULL) = (disabled_reason IS NULL));

ALTER TABLE push_subscription ADD COLUMN failing_since timestamptz;

-- How many messages an address was sent on a day, whoever caused them. The address is kept as a digest.
CREATE TABLE message_count (
    channel text    NOT NULL,
    address text    NOT NULL,
    day     date    NOT NULL,
    sent    integer NOT NULL,
    PRIMARY KEY (channel, address, day)
) WITH (fillfactor = 80);

CREATE INDEX message_count_by_day ON message_count (day);
