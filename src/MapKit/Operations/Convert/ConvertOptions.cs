using MapKit.Maps;
using MapKit.Platform.Locks;
using MapKit.Records;
using Microsoft.Win32.SafeHandles;

namespace MapKit.Operations.Convert;

/// <summary>Options for converting a map. Its keys are already folded and are not changed.</summary>
public sealed record ConvertOptions : RecordOptions
{
    /// <summary>The type of the new map.</summary>
    public required MapType Type { get; init; }

    /// <summary>The file of the new map.</summary>
    public required string OutputPath { get; init; }

    /// <summary>One of the named databases of a Berkeley DB file; null if a file is one map.</summary>
    public string? Database { get; init; }

    /// <summary>Whether the map may replace the input file, although that has another type.</summary>
    public bool InPlace { get; init; }

    /// <summary>Whether the map may replace a file that is not a map.</summary>
    public bool Force { get; init; }

    /// <summary>Whether to check only whether the new map would be written.</summary>
    public bool CheckOnly { get; init; }

    /// <summary>The map contains passwords: only users who may read the old map may read the new one, and no finding shows a key.</summary>
    public bool Secret { get; init; }

    /// <summary>Called with the complete new file just before it is put in place. An exception prevents that.</summary>
    internal Action<SafeFileHandle>? OnReady { get; init; }

    /// <summary>Called while another program keeps the new map locked: after a second, then every five.</summary>
    public Action<HeldLock>? OnWaiting { get; init; }

    /// <summary>Cancels the work. An unfinished map is removed before <see cref="CancellationTokenSource.Cancel()"/> returns.</summary>
    public CancellationToken Cancellation { get; init; }
}
