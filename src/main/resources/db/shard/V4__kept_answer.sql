-- A booking that was made at once is its own answer: the key keeps its id, and the row is read when the answer is wanted
-- again. Everything else that a key was answered with stands in answer as before.
ALTER TABLE idempotency ADD COLUMN booking_id uuid;
ALTER TABLE idempotency ALTER COLUMN answer DROP NOT NULL;
ALTER TABLE idempotency ADD CONSTRAINT idempotency_answered CHECK (answer IS NOT NULL OR booking_id IS NOT NULL);
