-- How people want to be told, and where.

CREATE TABLE notification_preference (
    user_id    uuid        PRIMARY KEY REFERENCES account (id),
    -- In the order in which they are tried.
    channels   text[]      NOT NULL,
    phone      text        CHECK (phone ~ '^\+[1-9][0-9]{6,14}$'),
    reminders  boolean     NOT NULL DEFAULT true,
    updated_at timestamptz NOT NULL
);

CREATE TABLE push_subscription (
    id         uuid        PRIMARY KEY,
    user_id    uuid        NOT NULL REFERENCES account (id),
    endpoint   text        NOT NULL CONSTRAINT push_endpoint_unique UNIQUE CHECK (length(endpoint) <= 2048),
    p256dh     text        NOT NULL,
    auth       text        NOT NULL,
    created_at timestamptz NOT NULL
);

CREATE INDEX push_subscription_of_user ON push_subscription (user_id);

-- Integrators' endpoints.
CREATE TABLE webhook (
    id         uuid        PRIMARY KEY,
    url        text        NOT NULL CHECK (length(url) <= 2048),
    secret     text        NOT NULL,
    -- Of the outbox; empty: all.
    topics     text[]      NOT NULL DEFAULT '{}',
    created_by uuid        NOT NULL,
    created_at timestamptz NOT NULL
);

-- What the demonstration would have sent into the world.
CREATE TABLE local_outbox (
    id      bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    channel text        NOT NULL,
    address text        NOT NULL,
    title   text        NOT NULL,
    body    text        NOT NULL,
    at      timestamptz NOT NULL
);
