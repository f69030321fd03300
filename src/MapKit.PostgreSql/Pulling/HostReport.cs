using MapKit.PostgreSql.Connections;

namespace MapKit.PostgreSql.Pulling;

/// <summary>Reports of a host to the database: its generation and its last error. A report needs the primary.</summary>
/// <param name="connector">Opens the connection to the primary, where the other one is to a replica.</param>
/// <param name="options">The host.</param>
internal sealed class HostReport(DatabaseConnector connector, PullOptions options)
{
    /// <summary>How often a host reports that nothing has changed.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);

    private (long? Generation, string? Error)? _last;
    private DateTime _next;

    /// <summary>Reports, unless the same was reported a short time before.</summary>
    /// <param name="session">The connection that the host has.</param>
    /// <param name="generation">The generation of its maps; null if unknown.</param>
    /// <param name="error">Why they are not current; null if they are.</param>
    /// <returns>Why the report was not possible; null if it was.</returns>
    public string? Send(DatabaseSession session, long? generation, string? error)
    {
        if (_last == (generation, error) && DateTime.UtcNow < _next) return null;
        try
        {
            if (session.IsReplica) SendToPrimary(generation, error);
            else Send(session, options, generation, error);
            (_last, _next) = ((generation, error), DateTime.UtcNow + Interval);
            return null;
        }
        catch (DatabaseException exception)
        {
            return exception.Message;
        }
    }

    private void SendToPrimary(long? generation, string? error)
    {
        using var primary = connector.OpenPrimary(options.Cancellation);
        Send(primary, options, generation, error);
    }

    private static void Send(DatabaseSession session, PullOptions options, long? generation, string? error) =>
        session.Execute("SELECT mapkit.report($1, $2::bigint, $3, $4)", options.Host, generation is { } number ? number : DBNull.Value, error, options.Program);
}
