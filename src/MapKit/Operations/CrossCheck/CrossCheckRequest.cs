using MapKit.Maps;
using MapKit.Tables;

namespace MapKit.Operations.CrossCheck;

/// <summary>One source and one map type to be checked.</summary>
internal sealed record CrossCheckRequest
{
    /// <summary>The source: a regular file.</summary>
    public required string SourcePath { get; init; }

    /// <summary>The map type.</summary>
    public required MapType Type { get; init; }

    /// <summary>The table's format.</summary>
    public required TableFormat Format { get; init; }

    /// <summary>
    /// Absolute path of an empty folder that no other user can write to. It is empty again when the check has ended; the caller
    /// removes it.
    /// </summary>
    public required string WorkFolder { get; init; }

    /// <summary>How many differing records, and how many messages, the report lists; all are counted.</summary>
    public int ListedDifferences { get; init; } = 20;

    /// <summary>Gives up.</summary>
    public CancellationToken Cancellation { get; init; }
}
