using MapKit.PostgreSql.Connections;

namespace MapKit.PostgreSql.Fleet;

/// <summary>A host that pulls, as the database knows it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Generation">The generation of its maps; null if it has not reported one.</param>
/// <param name="Since">Since when it has that generation.</param>
/// <param name="Seen">When it last reported.</param>
/// <param name="Error">Why its maps are not current, by its last report.</param>
/// <param name="Role">The role under which it reported.</param>
/// <param name="Program">Its version of mapkit.</param>
internal sealed record HostStatus(string Name, long? Generation, DateTime Since, DateTime Seen, string? Error, string Role, string Program)
{
    /// <summary>How many generations it lacks.</summary>
    public long Behind { get; init; }

    /// <summary>How long the first generation that it lacks has been published.</summary>
    public TimeSpan Lag { get; init; }

    /// <summary>Reads all hosts, in the order of their names.</summary>
    public static List<HostStatus> Read(DatabaseSession session) => session.Rows(
        """
        SELECT h.name, h.generation, h.since, h.seen, h.error, h.role, h.program,
               (SELECT count(*) FROM mapkit.generation g WHERE g.id > coalesce(h.generation, 0)),
               coalesce(extract(epoch FROM clock_timestamp() - (SELECT min(published) FROM mapkit.generation g WHERE g.id > coalesce(h.generation, 0)))::float8, 0)
        FROM mapkit.host h ORDER BY h.name COLLATE "C"
        """,
        reader => new HostStatus(reader.GetString(0), reader.IsDBNull(1) ? null : reader.GetInt64(1), reader.GetDateTime(2), reader.GetDateTime(3), reader.IsDBNull(4) ? null : reader.GetString(4), reader.GetString(5), reader.GetString(6))
        {
            Behind = reader.GetInt64(7),
            Lag = TimeSpan.FromSeconds(Math.Max(reader.GetDouble(8), 0)),
        });
}
