-- Ids and references as the application makes them.

CREATE OR REPLACE FUNCTION epoch_millis(at timestamptz) RETURNS bigint
    LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN floor(extract(epoch FROM at) * 1000)::bigint;

-- The lowest byte of an id is the number of its shard.
CREATE OR REPLACE FUNCTION shard_byte(id uuid) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN right(id::text, 2);

-- An id as the application makes them: version 7, on the shard of the other one.
CREATE OR REPLACE FUNCTION id_beside(other uuid, at timestamptz) RETURNS uuid LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    random text := replace(gen_random_uuid()::text, '-', '');
BEGIN
    RETURN (lpad(to_hex(epoch_millis(at)), 12, '0') || '7' || substr(random, 14, 3) || substr(random, 17, 14)
            || shard_byte(other))::uuid;
END $$;

-- A booking reference as the application makes them, on the shard of an id.
CREATE OR REPLACE FUNCTION reference_beside(other uuid, at timestamptz) RETURNS text LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    random text := replace(gen_random_uuid()::text, '-', '');
    drawn  bigint := ('x0' || substr(random, 1, 12) || substr(random, 14, 3))::bit(64)::bigint;
    made   text := 'EVT' || to_char(at AT TIME ZONE 'UTC', 'YYYYMMDD')
                   || chr(65 + ('x' || shard_byte(other))::bit(8)::integer);
BEGIN
    FOR i IN 1..11 LOOP
        made := made || substr('23456789ABCDEFGHJKMNPQRSTVWXYZ', (drawn % 30)::integer + 1, 1);
        drawn := drawn / 30;
    END LOOP;
    RETURN made;
END $$;
