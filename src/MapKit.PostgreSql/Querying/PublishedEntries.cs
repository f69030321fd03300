using System.Text;
using MapKit.Lookup;
using MapKit.Maps;
using MapKit.PostgreSql.Connections;
using MapKit.PostgreSql.Content;
using MapKit.Tables;

namespace MapKit.PostgreSql.Querying;

/// <summary>The entries of a published table, read by a role that can look them up.</summary>
/// <param name="relation">The relation with the entries, in the schema <c>mapkit</c>.</param>
internal sealed class PublishedEntries(string relation)
{
    /// <summary>All entries.</summary>
    public List<MapRecord> Read(DatabaseSession session) => session.Run(() =>
    {
        using var stream = session.Link.BeginRawBinaryCopy($"COPY (SELECT key, value FROM mapkit.\"{relation}\") TO STDOUT (FORMAT binary)");
        stream.ReadTimeout = session.DataLimit * 1000;
        var reader = new CopyReader(stream);
        var records = new List<MapRecord>();
        while (reader.Read()) records.Add(new MapRecord(reader.Key.ToArray(), reader.Value.ToArray()));
        return records;
    });

    /// <summary>What is published; without it if the role may look up entries and nothing else.</summary>
    public ServerState StateIn(DatabaseSession session) => new(session.ServerName, null) { Published = Find(session)?.State };

    /// <summary>Compares the entries with the published digest, both of one moment.</summary>
    public ServerState Check(DatabaseSession session)
    {
        session.Execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
        var digest = new TableDigest();
        foreach (var (key, value) in Read(session)) digest.Add(key.Span, value.Span);
        var published = Find(session);
        session.Execute("ROLLBACK");
        return new ServerState(session.ServerName, published is { } found && !found.Digest.Equals(digest) ? "the entries do not have the published digest: they were changed by another program; publish the table again" : null) { Published = published?.State };
    }

    private (PublishedState State, TableDigest Digest)? Find(DatabaseSession session)
    {
        try
        {
            // Names are not converted to the encoding of the connection, which may not have their characters.
            var rows = session.Rows<(PublishedState, TableDigest)?>(
                """
                SELECT convert_to(t.name, 'UTF8'), t.format, t.credentials, v.entries, v.digest, g.id
                FROM mapkit.lookup_table t
                JOIN LATERAL (SELECT * FROM mapkit.table_version WHERE table_id = t.id ORDER BY generation DESC LIMIT 1) v ON true
                CROSS JOIN (SELECT max(id) AS id FROM mapkit.generation) g
                WHERE t.relation = $1
                """,
                reader => (
                    new PublishedState(Encoding.UTF8.GetString(reader.GetFieldValue<byte[]>(0)), TableFormat.ByName(reader.GetString(1)), reader.GetBoolean(2), reader.GetInt64(5), reader.GetInt64(3)),
                    TableDigest.FromBytes(reader.GetFieldValue<byte[]>(4)) ?? default),
                relation);
            return rows.FirstOrDefault();
        }
        catch (DatabaseException exception) when (!exception.IsTransient)
        {
            return null;
        }
    }
}
