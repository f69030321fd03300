using System.Text;
using MapKit.Operations;
using MapKit.Operations.Diff;
using MapKit.PostgreSql.Connections;
using MapKit.PostgreSql.Content;
using MapKit.Records;

namespace MapKit.PostgreSql.Publishing;

/// <summary>Writes the entries of a table within the transaction of a generation.</summary>
/// <param name="session">The connection.</param>
/// <param name="generation">The generation.</param>
internal sealed class TableWriter(DatabaseSession session, long generation)
{
    private const int LongestSlug = 30;

    private const string Staged = "pg_temp.mapkit_staged";

    /// <summary>Creates a table with its entries.</summary>
    public TablePublication Create(SourceTable source)
    {
        var id = session.Value<int>(
            "INSERT INTO mapkit.lookup_table (name, relation, format, credentials) VALUES ($1, '', $2, $3) RETURNING id", source.Name, source.Format.Name, source.IsCredentials);
        var table = new PublishedTable(id, source.Name, RelationFor(source.Name, id), source.Format.Name, source.IsCredentials);
        session.Execute("UPDATE mapkit.lookup_table SET relation = $2 WHERE id = $1", id, table.Relation);
        session.Execute($"CREATE TABLE {table.Entries} (key bytea NOT NULL, value bytea NOT NULL)");

        // Written before there is an index, which is then built from sorted keys.
        Copy(table.Entries, source.Records);
        session.ExecuteLong($"ALTER TABLE {table.Entries} ADD PRIMARY KEY (key)");
        session.Execute($"CREATE TABLE {table.Changes} (generation bigint NOT NULL, key bytea NOT NULL, old bytea, new bytea, PRIMARY KEY (generation, key))");
        Grant(table);
        var result = new TablePublication(source.Name, TableOutcome.New, source.Records.Count, source.Records.Count, 0, 0) { IsCredentials = source.IsCredentials, IsCreated = true };
        Add(table.Id, result, source.Bytes, source.Digest, isPresent: true);
        return result;
    }

    /// <summary>Writes the differences between a table and its source.</summary>
    public TablePublication Update(PublishedTable table, SourceTable source)
    {
        if (table.IsCredentials != source.IsCredentials || table.Format != source.Format.Name)
        {
            session.Execute("UPDATE mapkit.lookup_table SET credentials = $2, format = $3 WHERE id = $1", table.Id, source.IsCredentials, source.Format.Name);
            session.Execute("UPDATE mapkit.table_version SET credentials = credentials OR $2 WHERE table_id = $1", table.Id, source.IsCredentials);
            Grant(table with { IsCredentials = source.IsCredentials });
        }

        session.Execute("CREATE TEMPORARY TABLE mapkit_staged (key bytea NOT NULL, value bytea NOT NULL) ON COMMIT DROP");
        Copy(Staged, source.Records);
        session.ExecuteLong($"ANALYZE {Staged}");
        session.ExecuteLong(
            $"""
            INSERT INTO {table.Changes} (generation, key, old, new)
            SELECT $1, coalesce(s.key, e.key), e.value, s.value FROM {Staged} s FULL JOIN {table.Entries} e ON s.key = e.key
            WHERE s.value IS DISTINCT FROM e.value
            """,
            generation);
        session.Execute($"DROP TABLE {Staged}");
        return Apply(table with { IsCredentials = source.IsCredentials }, table.Latest?.IsPresent == true ? TableOutcome.Changed : TableOutcome.New, source.Records.Count, source.Bytes, source.Digest);
    }

    /// <summary>Removes all entries of a table.</summary>
    public TablePublication Remove(PublishedTable table)
    {
        session.ExecuteLong($"INSERT INTO {table.Changes} (generation, key, old, new) SELECT $1, key, value, NULL FROM {table.Entries}", generation);
        return Apply(table, TableOutcome.Removed, 0, 0, default);
    }

    /// <summary>Gives a table the entries of an earlier version.</summary>
    /// <param name="table">The table.</param>
    /// <param name="version">The version; null if the table did not exist.</param>
    /// <param name="then">The generation to restore.</param>
    public TablePublication Restore(PublishedTable table, TableVersion? version, long then)
    {
        if (version is not { IsPresent: true }) return Remove(table);
        session.ExecuteLong(
            $"""
            INSERT INTO {table.Changes} (generation, key, old, new)
            SELECT $1, c.key, e.value, c.old
            FROM (SELECT DISTINCT ON (key) key, old FROM {table.Changes} WHERE generation > $2 ORDER BY key, generation) c
            LEFT JOIN {table.Entries} e ON e.key = c.key
            WHERE e.value IS DISTINCT FROM c.old
            """,
            generation,
            then);
        return Apply(table, table.Latest?.IsPresent == true ? TableOutcome.Changed : TableOutcome.New, version.Entries, version.Bytes, version.Digest);
    }

    /// <summary>The changes of a table in this generation, in the order of the keys.</summary>
    /// <param name="table">The table.</param>
    /// <param name="isCreated">Whether all entries are new, of which there is no log.</param>
    public IEnumerable<TableDifference> Differences(PublishedTable table, bool isCreated) => session.Rows(
        isCreated ? $"SELECT key, NULL::bytea, value FROM {table.Entries} WHERE $1 > 0 ORDER BY key" : $"SELECT key, old, new FROM {table.Changes} WHERE generation = $1 ORDER BY key",
        reader =>
        {
            var (old, @new) = (reader.IsDBNull(1) ? null : reader.GetFieldValue<byte[]>(1), reader.IsDBNull(2) ? null : reader.GetFieldValue<byte[]>(2));
            return new TableDifference(old is null ? DifferenceKind.Extra : @new is null ? DifferenceKind.Missing : DifferenceKind.Value, reader.GetFieldValue<byte[]>(0), old, @new);
        },
        generation);

    /// <summary>Changes the entries as the log of changes says.</summary>
    private TablePublication Apply(PublishedTable table, TableOutcome outcome, long entries, long bytes, TableDigest digest)
    {
        var removed = session.ExecuteLong($"DELETE FROM {table.Entries} e USING {table.Changes} c WHERE c.generation = $1 AND c.new IS NULL AND e.key = c.key", generation);
        var changed = session.ExecuteLong($"UPDATE {table.Entries} e SET value = c.new FROM {table.Changes} c WHERE c.generation = $1 AND c.old IS NOT NULL AND c.new IS NOT NULL AND e.key = c.key", generation);
        var added = session.ExecuteLong($"INSERT INTO {table.Entries} (key, value) SELECT key, new FROM {table.Changes} WHERE generation = $1 AND old IS NULL", generation);
        var result = new TablePublication(table.Name, outcome, entries, added, removed, changed) { IsCredentials = table.IsCredentials };
        Add(table.Id, result, bytes, digest, outcome != TableOutcome.Removed);
        return result;
    }

    private void Add(int id, TablePublication result, long bytes, TableDigest digest, bool isPresent) => session.Execute(
        """
        INSERT INTO mapkit.table_version (table_id, generation, present, entries, bytes, added, removed, changed, digest, credentials)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        """,
        id, generation, isPresent, result.Entries, bytes, result.Added, result.Removed, result.Changed, digest.ToBytes(), result.IsCredentials);

    private void Copy(string relation, in StoredRecords entries)
    {
        var records = entries;
        session.Run(() =>
        {
            using var stream = session.Link.BeginRawBinaryCopy($"COPY {relation} (key, value) FROM STDIN (FORMAT binary)");
            stream.WriteTimeout = session.DataLimit * 1000;
            var writer = new CopyWriter(stream);
            writer.Begin();
            for (var i = 0; i < records.Count; i++) writer.Write(records.Key(i), records.Value(i));
            writer.End();
            return true;
        });
    }

    private void Grant(PublishedTable table)
    {
        session.Execute($"REVOKE ALL ON {table.Entries}, {table.Changes} FROM mapkit_reader, mapkit_credentials");
        session.Execute($"GRANT SELECT ON {table.Entries}, {table.Changes} TO {(table.IsCredentials ? "mapkit_credentials" : "mapkit_reader")}");
    }

    private static string RelationFor(string name, int id)
    {
        var slug = new StringBuilder();
        foreach (var character in name.ToLowerInvariant().TrimStart('/'))
        {
            if (slug.Length == LongestSlug) break;
            slug.Append(char.IsAsciiLetterOrDigit(character) ? character : '_');
        }

        return $"{slug}_{id}";
    }
}
