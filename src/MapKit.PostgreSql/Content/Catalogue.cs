using MapKit.PostgreSql.Connections;
using Npgsql;

namespace MapKit.PostgreSql.Content;

/// <summary>What is published: the tables and the generations.</summary>
internal static class Catalogue
{
    private const string VersionColumns = "v.generation, v.present, v.entries, v.bytes, v.digest, v.added, v.removed, v.changed";

    /// <summary>The number of the latest generation; 0 if nothing is published.</summary>
    public static long Latest(DatabaseSession session) => session.Value<long>("SELECT coalesce(max(id), 0) FROM mapkit.generation");

    /// <summary>The oldest generation that can be restored, and from which changes are known; 0 if nothing is published.</summary>
    public static long Oldest(DatabaseSession session) => session.Value<long>("SELECT coalesce(min(id), 0) FROM mapkit.generation");

    /// <summary>The tables in the order of their names, removed ones included, with their latest versions.</summary>
    public static List<PublishedTable> Tables(DatabaseSession session) => TablesAt(session, long.MaxValue);

    /// <summary>The tables as they were in a generation.</summary>
    public static List<PublishedTable> TablesAt(DatabaseSession session, long generation) => session.Rows(
        $"""
        SELECT t.id, t.name, t.relation, t.format, t.credentials, {VersionColumns}
        FROM mapkit.lookup_table t
        LEFT JOIN LATERAL (SELECT * FROM mapkit.table_version WHERE table_id = t.id AND generation <= $1 ORDER BY generation DESC LIMIT 1) v ON true
        ORDER BY t.name COLLATE "C"
        """,
        reader => new PublishedTable(reader.GetInt32(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetBoolean(4)) { Latest = VersionIn(reader, 5) },
        generation);

    /// <summary>The generations, the latest first.</summary>
    public static List<Generation> Generations(DatabaseSession session) => session.Rows(
        "SELECT id, published, author, host, role, comment, restores FROM mapkit.generation ORDER BY id DESC",
        reader => new Generation(reader.GetInt64(0), reader.GetDateTime(1), reader.GetString(2), reader.GetString(3), reader.GetString(4), reader.IsDBNull(5) ? null : reader.GetString(5), reader.IsDBNull(6) ? null : reader.GetInt64(6)));

    /// <summary>The versions of tables, the latest first: of one table, or of all.</summary>
    public static List<(string Table, TableVersion Version)> Versions(DatabaseSession session, string? table) => session.Rows(
        $"""
        SELECT t.name, {VersionColumns} FROM mapkit.table_version v JOIN mapkit.lookup_table t ON t.id = v.table_id
        WHERE $1::text IS NULL OR t.name = $1 ORDER BY v.generation DESC, t.name COLLATE "C"
        """,
        reader => (reader.GetString(0), VersionIn(reader, 1)!),
        table);

    private static TableVersion? VersionIn(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null
        : new TableVersion(reader.GetInt64(column), reader.GetBoolean(column + 1), reader.GetInt64(column + 2), reader.GetInt64(column + 3), TableDigest.FromBytes(reader.GetFieldValue<byte[]>(column + 4)) ?? default)
        {
            Added = reader.GetInt64(column + 5),
            Removed = reader.GetInt64(column + 6),
            Changed = reader.GetInt64(column + 7),
        };
}
