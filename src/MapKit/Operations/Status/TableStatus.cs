using MapKit.Configuration.References;
using MapKit.Maps;

namespace MapKit.Operations.Status;

/// <summary>The status of one table.</summary>
public sealed record TableStatus
{
    /// <summary>The places where the configuration names it; null for a map that it does not name.</summary>
    public TableReference? Reference { get; init; }

    /// <summary>Its use.</summary>
    public required TableRole Role { get; init; }

    /// <summary>Its type: from the configuration, or that of the file.</summary>
    public required string Type { get; init; }

    /// <summary>Its name: the text after the type.</summary>
    public required string Name { get; init; }

    /// <summary>The name, with secrets masked.</summary>
    public string ShownName => Reference?.ShownName ?? Name;

    /// <summary>The source, or null if there is none.</summary>
    public string? SourcePath { get; init; }

    /// <summary>The map, or null if there is none; for <see cref="TableState.NotCompiled"/> the one to create.</summary>
    public string? MapPath { get; init; }

    /// <summary>The expected type of the map: that of the configuration, or the one that Postfix opens instead.</summary>
    public MapType? MapType { get; init; }

    /// <summary>The type of the existing map.</summary>
    public MapType? FoundType { get; init; }

    /// <summary>Records in the map; for a damaged map those that can be read. Null if they were not read.</summary>
    public long? Entries { get; init; }

    /// <summary>Its state.</summary>
    public required TableState State { get; init; }

    /// <summary>Details of the state, if needed. Never a key or a value.</summary>
    public string? Detail { get; init; }

    /// <summary>The servers of a table that was queried.</summary>
    internal IReadOnlyList<Lookup.ServerState> Servers { get; init; } = [];

    /// <summary>Keys of the source that the map does not have.</summary>
    public long Missing { get; init; }

    /// <summary>Keys of the map that the source does not have.</summary>
    public long Extra { get; init; }

    /// <summary>Keys with another value in the map.</summary>
    public long Changed { get; init; }

    /// <summary>Further notes.</summary>
    public IReadOnlyList<TableNote> Notes { get; init; } = [];

    /// <summary>Whether proxymap opens the map, with the rights of Postfix's user.</summary>
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
