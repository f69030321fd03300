using MapKit.Configuration.References;
using MapKit.Platform;

namespace MapKit.Operations.Status;

/// <summary>The status of a configuration's tables.</summary>
/// <param name="Tables">The tables in the order of the configuration, then the maps that it does not name.</param>
/// <param name="Problems">Parameters whose tables cannot be determined.</param>
public sealed record StatusReport(IReadOnlyList<TableStatus> Tables, IReadOnlyList<ReferenceProblem> Problems)
{
    private SourceSet? _sources;

    /// <summary>Whether there is a table whose state could not be determined.</summary>
    public bool HasTrouble => Problems.Count > 0 || Tables.Any(table => table.IsTrouble);

    /// <summary>Number of tables about which something has to be done.</summary>
    public int ToDo => Tables.Count(table => table.NeedsWork);

    /// <summary>The sources of all tables, which no map may replace.</summary>
    internal SourceSet Sources => _sources ??= new SourceSet(Tables.Select(table => table.SourcePath).OfType<string>());
}
