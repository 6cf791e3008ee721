-- Numbers at most p_most rows of the outbox that have no number yet, in the order of their ids. All facts of an event are
-- written under the lock of its row, so their ids are in the order of the commits, and whoever sees one of them sees those
-- before it. mine is false while somebody else is at it. facts: how many were numbered; full: there may be more rows.
CREATE OR REPLACE FUNCTION number_facts(p_most integer, OUT mine boolean, OUT facts integer, OUT full_batch boolean,
                                        OUT head bigint)
    LANGUAGE plpgsql VOLATILE AS $$
#variable_conflict use_column
DECLARE
    taken integer;
BEGIN
    mine := true;
    facts := 0;
    full_batch := false;
    -- A look that finds nothing locks nothing and so costs no commit.
    IF NOT EXISTS (SELECT FROM outbox WHERE number IS NULL) THEN
        SELECT number INTO head FROM outbox_head;
        RETURN;
    END IF;
    SELECT number INTO head FROM outbox_head FOR UPDATE SKIP LOCKED;
    mine := FOUND;
    IF NOT mine THEN
        SELECT number INTO head FROM outbox_head;
        RETURN;
    END IF;
    -- A statement of its own: its snapshot is younger than the lock.
    WITH fresh AS MATERIALIZED (
        SELECT id, size FROM outbox WHERE number IS NULL ORDER BY id LIMIT p_most),
    placed AS MATERIALIZED (
        SELECT id, size, number_facts.head + sum(size) OVER (ORDER BY id) AS place FROM fresh),
    numbered AS (
        UPDATE outbox o SET number = p.place FROM placed p WHERE o.id = p.id AND o.number IS NULL)
    SELECT coalesce(sum(size), 0), count(*) INTO facts, taken FROM placed;
    full_batch := taken = p_most;
    IF facts > 0 THEN
        head := head + facts;
        UPDATE outbox_head SET number = head;
    END IF;
END $$;

-- When the oldest fact was written that a listener has not taken; null when there is none.
CREATE OR REPLACE FUNCTION oldest_waiting(p_listener text) RETURNS timestamptz LANGUAGE sql STABLE AS $$
    SELECT least(
        (SELECT o.at FROM outbox_listener l JOIN LATERAL (
                SELECT at FROM outbox WHERE number > l.position ORDER BY number LIMIT 1) o ON true
          WHERE l.name = p_listener),
        (SELECT at FROM outbox WHERE number IS NULL ORDER BY id LIMIT 1))
$$;
