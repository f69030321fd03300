using MapKit.Configuration.References;
using MapKit.Maps;

namespace MapKit.Operations.Status;

/// <summary>The status of one table.</summary>
public sealed record TableStatus
{
    /// <summary>Where the configuration names it; null for a map that it does not name.</summary>
    public TableReference? Reference { get; init; }

    /// <summary>What it is used for.</summary>
    public required TableRole Role { get; init; }

    /// <summary>Its type: as the configuration names it, or that of the file.</summary>
    public required string Type { get; init; }

    /// <summary>Its name: what stands after the type.</summary>
    public required string Name { get; init; }

    /// <summary>The name as it may be shown.</summary>
    public string ShownName => Reference?.ShownName ?? Name;

    /// <summary>The source, or null if there is none.</summary>
    public string? SourcePath { get; init; }

    /// <summary>The map, or null if there is none; for <see cref="TableState.NotCompiled"/> the one that is to be made.</summary>
    public string? MapPath { get; init; }

    /// <summary>The type of which the map is to be: that of the configuration, or what Postfix opens in its place.</summary>
    public MapType? MapType { get; init; }

    /// <summary>The type of the map that is there.</summary>
    public MapType? FoundType { get; init; }

    /// <summary>Records in the map; of a damaged one those that can be read. Null if they were not read.</summary>
    public long? Entries { get; init; }

    /// <summary>What it is.</summary>
    public required TableState State { get; init; }

    /// <summary>Why, in words, where the state alone does not say it. Never a key or a value.</summary>
    public string? Detail { get; init; }

    /// <summary>Keys of the source that the map does not have.</summary>
    public long Missing { get; init; }

    /// <summary>Keys of the map that the source does not have.</summary>
    public long Extra { get; init; }

    /// <summary>Keys that have another value in the map.</summary>
    public long Changed { get; init; }

    /// <summary>What else is to be said.</summary>
    public IReadOnlyList<TableNote> Notes { get; init; } = [];

    /// <summary>Whether proxymap opens the map, which it does with the rights of Postfix's own user.</summary>
    public bool IsProxied => Reference?.Uses.Any(use => use.Through.Contains("proxy")) == true;

    /// <summary>Whether the state of the table could not be determined.</summary>
    public bool IsTrouble => State is TableState.Unreadable or TableState.Changing;

    /// <summary>Whether there is something to do.</summary>
    public bool NeedsWork =>
        State is not (TableState.Current or TableState.Direct or TableState.Cache or TableState.Unreferenced) || Notes.Any(note => note.NeedsWork);

    /// <summary>Whether compiling the source makes it current.</summary>
    public bool CanCompile =>
        SourcePath is not null && MapType is not null && IsCompilable && Notes.All(note => note.Kind != TableNoteKind.SharedFile);

    private bool IsCompilable =>
        State is TableState.Stale or TableState.NotCompiled or TableState.Damaged or TableState.WrongType
        || Notes.Any(note => note.Kind == TableNoteKind.OlderThanSource);
}
