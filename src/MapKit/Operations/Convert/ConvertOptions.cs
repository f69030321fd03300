using MapKit.Maps;
using MapKit.Platform;
using MapKit.Records;

namespace MapKit.Operations.Convert;

/// <summary>How a map is converted. Its keys are folded already and are taken as they are.</summary>
public sealed record ConvertOptions : RecordOptions
{
    /// <summary>The type of the new map.</summary>
    public required MapType Type { get; init; }

    /// <summary>The file of the new map.</summary>
    public required string OutputPath { get; init; }

    /// <summary>One of the named databases of a Berkeley DB file; null if a file is one map.</summary>
    public string? Database { get; init; }

    /// <summary>Whether the map may take the place of the very file that it is made from, although that is of another type.</summary>
    public bool InPlace { get; init; }

    /// <summary>Whether the map may take the place of a file that is not a map.</summary>
    public bool Force { get; init; }

    /// <summary>The map holds passwords, so that nobody may read the new one who may not read the old one, and no finding shows a key.</summary>
    public bool Secret { get; init; }

    /// <summary>Called while another program keeps the new map locked: after a second, then every five.</summary>
    public Action<HeldLock>? OnWaiting { get; init; }

    /// <summary>Gives up. An unfinished map is gone before <see cref="CancellationTokenSource.Cancel()"/> returns.</summary>
    public CancellationToken Cancellation { get; init; }
}
