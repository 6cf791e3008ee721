-- Who someone is. Ids are made by the application.

CREATE TABLE account (
    id            uuid        PRIMARY KEY,
    email         text        NOT NULL CONSTRAINT account_email_unique UNIQUE
        CHECK (email = lower(email) AND email = btrim(email) AND length(email) BETWEEN 3 AND 254),
    name          text        NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    -- A PHC string; null: this account cannot sign in by password.
    password_hash text,
    role          text        NOT NULL DEFAULT 'user' CHECK (role IN ('user', 'admin')),
    tier          text        NOT NULL DEFAULT 'basic' CHECK (tier IN ('basic', 'premium', 'vip')),
    is_active     boolean     NOT NULL DEFAULT true,
    -- Tokens carry the version they were made under; raising it ends all older ones.
    token_version integer     NOT NULL DEFAULT 1 CHECK (token_version >= 1),
    created_at    timestamptz NOT NULL,
    updated_at    timestamptz NOT NULL
);

CREATE INDEX account_by_creation ON account (created_at, id);
CREATE INDEX account_active_admin ON account (id) WHERE role = 'admin' AND is_active;

-- What every node must know to refuse a token before its time. revoked_at is the database's clock, because the nodes
-- read on from the last instant they saw and their own clocks may differ.
CREATE TABLE revocation (
    id              bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind            text        NOT NULL CHECK (kind IN ('token', 'account')),
    token_id        text        CONSTRAINT revocation_token_unique UNIQUE,
    account_id      uuid,
    minimum_version integer,
    revoked_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
    expires_at      timestamptz NOT NULL,
    CHECK ((kind = 'token') = (token_id IS NOT NULL)),
    CHECK ((kind = 'account') = (account_id IS NOT NULL AND minimum_version IS NOT NULL))
);

CREATE INDEX revocation_by_time ON revocation (revoked_at);
CREATE INDEX revocation_by_expiry ON revocation (expires_at);

-- A row is written before the password is checked and taken away when it was right, so that a thousand guesses at once
-- count as a thousand. The e-mail address is kept as a digest only.
CREATE TABLE login_failure (
    id         bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email_hash bytea       NOT NULL,
    address    text        NOT NULL,
    -- False while the password is still being checked.
    settled    boolean     NOT NULL DEFAULT false,
    at         timestamptz NOT NULL
);

CREATE INDEX login_failure_of_address ON login_failure (address, at);
CREATE INDEX login_failure_by_time ON login_failure (at);

-- Secrets that all nodes must share and nobody configured.
CREATE TABLE service_secret (
    name       text        PRIMARY KEY,
    value      text        NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);
