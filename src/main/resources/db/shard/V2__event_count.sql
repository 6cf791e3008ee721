-- How many events there are of each status: a list names its exact total without counting. Triggers keep the numbers
-- (R__event_count.sql).
CREATE TABLE event_count (
    status text   PRIMARY KEY,
    events bigint NOT NULL
) WITH (fillfactor = 50);

INSERT INTO event_count (status, events) VALUES ('active', 0), ('cancelled', 0), ('completed', 0);
