using MapKit.Maps;
using MapKit.Tables;

namespace MapKit.Operations.CrossCheck;

/// <summary>One source and one map type to check.</summary>
internal sealed record CrossCheckRequest
{
    /// <summary>The source: a regular file.</summary>
    public required string SourcePath { get; init; }

    /// <summary>The map type.</summary>
    public required MapType Type { get; init; }

    /// <summary>The table's format.</summary>
    public required TableFormat Format { get; init; }

    /// <summary>
    /// Absolute path of an empty folder that no other user can write to. It is empty again after the check; the caller
    /// removes it.
    /// </summary>
    public required string WorkFolder { get; init; }

    /// <summary>Maximum number of differing records, and of messages, in the report; all are counted.</summary>
    public int ListedDifferences { get; init; } = 20;

    /// <summary>Cancels the check.</summary>
    public CancellationToken Cancellation { get; init; }
}
