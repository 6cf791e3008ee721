-- Tokens may live for thirty days under one configuration and for a minute under another: what ended the tokens of an
-- account is remembered for the longest life there is. Earlier entries were kept for the life that their writer gave.
UPDATE revocation
   SET expires_at = greatest(expires_at, revoked_at + interval '30 days 2 minutes')
 WHERE kind = 'account';

-- One row once a demo has run on this database, whose accounts have public passwords. Production does not start on it.
CREATE TABLE demo_mark (
    only_row  boolean     PRIMARY KEY DEFAULT true CHECK (only_row),
    marked_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

INSERT INTO demo_mark (only_row)
SELECT true WHERE EXISTS (SELECT FROM account WHERE email IN ('admin2@evently.com', 'user@evently.com'));
