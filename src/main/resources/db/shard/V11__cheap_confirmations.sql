-- Telling somebody of a booking costs fewer rows and fewer index entries.

-- The attempt that ended a delivery stands in its row; delivery_attempt keeps those that did not end it, and those of a delivery
-- to several addresses. The view every_attempt has them all.
ALTER TABLE delivery ADD COLUMN address text;
ALTER TABLE delivery ADD COLUMN outcome text;
ALTER TABLE delivery ADD COLUMN detail  text;

-- A fact is taken again only when somebody sets a cursor back by hand; its messages are then found by recipient and time.
DROP INDEX notification_of_fact;
-- Ids are in order of time.
DROP INDEX notification_by_age;
-- Reading is rare beside writing, and without it marking as read touches no index.
DROP INDEX notification_unread;
