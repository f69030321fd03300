using MapKit.Maps;
using MapKit.Tables;

namespace MapKit.Operations.CrossCheck;

/// <summary>
/// Something that builds maps from sources in its own way: MapKit, an installed postmap or postalias, a library of the system.
/// <see cref="CrossCheckOperation"/> holds two of them against one another.
/// </summary>
internal interface ICrossCheckEngine
{
    /// <summary>The name for people, with the version where it is known, such as <c>postmap 3.7.11</c>.</summary>
    string Name { get; }

    /// <summary>Builds one map beside its source, at <see cref="CrossCheckTask.MapPath"/>. What it refuses to build is no exception.</summary>
    /// <param name="task">What to build.</param>
    /// <returns>How it went.</returns>
    /// <exception cref="IOException">The engine itself cannot be run.</exception>
    /// <exception cref="OperationCanceledException">As was asked.</exception>
    CrossCheckBuild Build(CrossCheckTask task);
}

/// <summary>One map that an engine is to build.</summary>
/// <param name="SourcePath">The source, in a folder of its own where the map goes too; a link to the real one.</param>
/// <param name="Type">The map type.</param>
/// <param name="Format">The table's format, which says how its lines are read.</param>
/// <param name="Cancellation">Gives up.</param>
internal sealed record CrossCheckTask(string SourcePath, MapType Type, TableFormat Format, CancellationToken Cancellation)
{
    /// <summary>Where the map is expected.</summary>
    public string MapPath => SourcePath + MapTypes.SuffixOf(Type);
}

/// <summary>How the building of a map went. The map itself is in its file.</summary>
internal sealed record CrossCheckBuild
{
    /// <summary>The exit status, or null for an engine that has none: then exit statuses are not compared.</summary>
    public int? ExitStatus { get; init; }

    /// <summary>
    /// The lines it said, in Postfix's wording, one character for each byte (<see cref="Source.ByteText"/>); null for an engine
    /// without words: then messages are not compared.
    /// </summary>
    public IReadOnlyList<string>? Messages { get; init; }

    /// <summary>Why this engine cannot build maps of this type at all, or null if it can.</summary>
    public string? Refusal { get; init; }
}
