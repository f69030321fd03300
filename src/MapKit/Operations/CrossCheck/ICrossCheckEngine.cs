using MapKit.Maps;
using MapKit.Tables;

namespace MapKit.Operations.CrossCheck;

/// <summary>
/// A program or library that builds maps from sources: MapKit, an installed postmap or postalias, a library of the system.
/// <see cref="CrossCheckOperation"/> compares two of them.
/// </summary>
internal interface ICrossCheckEngine
{
    /// <summary>The displayed name, with the version if known, such as <c>postmap 3.7.11</c>.</summary>
    string Name { get; }

    /// <summary>Builds one map beside its source, at <see cref="CrossCheckTask.MapPath"/>. A refusal is not an exception.</summary>
    /// <param name="task">What to build.</param>
    /// <returns>How it went.</returns>
    /// <exception cref="IOException">The engine itself cannot be run.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    CrossCheckBuild Build(CrossCheckTask task);
}

/// <summary>One map that an engine is to build.</summary>
/// <param name="SourcePath">The source, in a separate folder, in which the map is also written; a link to the real one.</param>
/// <param name="Type">The map type.</param>
/// <param name="Format">The table's format, which determines its syntax.</param>
/// <param name="Cancellation">Cancels the work.</param>
internal sealed record CrossCheckTask(string SourcePath, MapType Type, TableFormat Format, CancellationToken Cancellation)
{
    /// <summary>Where the map is expected.</summary>
    public string MapPath => SourcePath + MapTypes.SuffixOf(Type);
}

/// <summary>The result of building a map. The map is in its file.</summary>
internal sealed record CrossCheckBuild
{
    /// <summary>The exit status, or null for an engine that has none: then exit statuses are not compared.</summary>
    public int? ExitStatus { get; init; }

    /// <summary>
    /// The lines it printed, in Postfix's wording, one character for each byte (<see cref="Source.ByteText"/>); null for an engine
    /// without messages: then messages are not compared.
    /// </summary>
    public IReadOnlyList<string>? Messages { get; init; }

    /// <summary>Why this engine cannot build maps of this type, or null if it can.</summary>
    public string? Refusal { get; init; }
}
