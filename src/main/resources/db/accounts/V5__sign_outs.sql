-- Whoever signs in and out all day makes a row each time. Beyond a number of them for one account, those that end first
-- are taken away, and a row here refuses every token of the account that ends by then. revoked_at is as in revocation.
CREATE TABLE revocation_of_older (
    account_id uuid        PRIMARY KEY,
    ending_by  timestamptz NOT NULL,
    revoked_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

CREATE INDEX revocation_of_older_by_time ON revocation_of_older (revoked_at);
CREATE INDEX revocation_of_older_by_end ON revocation_of_older (ending_by);

-- Rows of tokens name their account from now on; those from before do not, and run out by themselves.
CREATE INDEX revocation_of_account ON revocation (account_id, kind, expires_at, id);
