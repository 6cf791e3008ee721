-- Who changed what. An entry is written before it is done and what became of it afterwards, as a row of its own, so that no row ever
-- changes.
CREATE TABLE audit_entry (
    id        uuid        PRIMARY KEY,
    at        timestamptz NOT NULL,
    action    text        NOT NULL,
    actor_id  uuid,
    actor_role text,
    target_id text,
    details   jsonb       NOT NULL,
    trace_id  text,
    origin    text        NOT NULL,
    node      text        NOT NULL
);

CREATE INDEX audit_entry_at ON audit_entry (at);
CREATE INDEX audit_entry_actor ON audit_entry (actor_id, id);
CREATE INDEX audit_entry_target ON audit_entry (target_id, id);
CREATE INDEX audit_entry_action ON audit_entry (action, id);

CREATE TABLE audit_outcome (
    entry_id  uuid        PRIMARY KEY,
    at        timestamptz NOT NULL,
    status    integer     NOT NULL,
    code      text,
    target_id text
);

CREATE INDEX audit_outcome_at ON audit_outcome (at);
CREATE INDEX audit_outcome_target ON audit_outcome (target_id);

CREATE FUNCTION audit_keeps_its_rows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND OLD.at < clock_timestamp() - interval '90 days' THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'The audit log is never changed, and no row of the last 90 days is deleted'
        USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER audit_entry_kept BEFORE UPDATE OR DELETE ON audit_entry
    FOR EACH ROW EXECUTE FUNCTION audit_keeps_its_rows();
CREATE TRIGGER audit_entry_not_emptied BEFORE TRUNCATE ON audit_entry
    FOR EACH STATEMENT EXECUTE FUNCTION audit_keeps_its_rows();
CREATE TRIGGER audit_outcome_kept BEFORE UPDATE OR DELETE ON audit_outcome
    FOR EACH ROW EXECUTE FUNCTION audit_keeps_its_rows();
CREATE TRIGGER audit_outcome_not_emptied BEFORE TRUNCATE ON audit_outcome
    FOR EACH STATEMENT EXECUTE FUNCTION audit_keeps_its_rows();
