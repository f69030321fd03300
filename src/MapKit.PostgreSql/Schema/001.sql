-- The tables of MapKit. Run in one transaction by the role mapkit_publisher, which owns the schema mapkit.

-- What is published, when, and by whom. The oldest row is the oldest generation that can be restored.
CREATE TABLE mapkit.generation (
    id bigint PRIMARY KEY,
    published timestamptz NOT NULL,
    author text NOT NULL,
    host text NOT NULL,
    role text NOT NULL,
    comment text,
    restores bigint
);

-- The tables. The entries of each are in a relation of its own, so that rights can differ.
CREATE TABLE mapkit.lookup_table (
    id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL UNIQUE,
    relation text NOT NULL,
    format text NOT NULL,
    credentials boolean NOT NULL
);

-- The state of a table from one generation to the next that changes it.
CREATE TABLE mapkit.table_version (
    table_id int NOT NULL REFERENCES mapkit.lookup_table,
    generation bigint NOT NULL,
    present boolean NOT NULL,
    entries bigint NOT NULL,
    bytes bigint NOT NULL,
    added bigint NOT NULL,
    removed bigint NOT NULL,
    changed bigint NOT NULL,
    digest bytea NOT NULL,
    credentials boolean NOT NULL,
    PRIMARY KEY (table_id, generation)
);

-- A digest of a short table of passwords would help to guess them.
ALTER TABLE mapkit.table_version ENABLE ROW LEVEL SECURITY;
CREATE POLICY readable ON mapkit.table_version FOR SELECT
    USING (NOT credentials OR pg_has_role('mapkit_credentials', 'MEMBER'));

-- What each host reports.
CREATE TABLE mapkit.host (
    name text PRIMARY KEY,
    generation bigint,
    since timestamptz NOT NULL,
    seen timestamptz NOT NULL,
    error text,
    role text NOT NULL,
    program text NOT NULL
);

CREATE FUNCTION mapkit.report(host text, generation bigint, error text, program text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    INSERT INTO mapkit.host AS h (name, generation, since, seen, error, role, program)
    VALUES ($1, $2, clock_timestamp(), clock_timestamp(), left($3, 1000), session_user, left($4, 100))
    ON CONFLICT (name) DO UPDATE SET
        generation = coalesce(excluded.generation, h.generation),
        since = CASE WHEN excluded.generation IS NULL OR h.generation IS NOT DISTINCT FROM excluded.generation THEN h.since ELSE excluded.since END,
        seen = excluded.seen, error = excluded.error, role = excluded.role, program = excluded.program
$$;

REVOKE ALL ON FUNCTION mapkit.report(text, bigint, text, text) FROM PUBLIC;
GRANT USAGE ON SCHEMA mapkit TO mapkit_reader;
GRANT SELECT ON mapkit.migration, mapkit.generation, mapkit.lookup_table, mapkit.table_version, mapkit.host TO mapkit_reader;
GRANT EXECUTE ON FUNCTION mapkit.report(text, bigint, text, text) TO mapkit_reader;
