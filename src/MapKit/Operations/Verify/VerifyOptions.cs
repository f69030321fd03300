using MapKit.Entries;
using MapKit.Maps;
using MapKit.Operations.Compile;
using MapKit.Records;

namespace MapKit.Operations.Verify;

/// <summary>Options of <see cref="VerifyOperation"/>.</summary>
public sealed record VerifyOptions
{
    /// <summary>The source to compare with, or null to check only the structure.</summary>
    public string? SourcePath { get; init; }

    /// <summary>One of the named databases in the file, or null for a file that is one map. If its pages are damaged it is not compared.</summary>
    public string? Database { get; init; }

    /// <summary>
    /// How the source is compiled: format, folding, UTF-8 and duplicates are used. Without a format a map with the record
    /// <c>@</c> of alias maps is compared with a source of that syntax.
    /// </summary>
    public CompileOptions Compile { get; init; } = new();

    /// <summary>
    /// The stored forms of quoted alias names, or null for those of the map: Postfix 3.12 stores the quoted form,
    /// older versions the plain form, MapKit both, and none of these is a mistake.
    /// </summary>
    public AliasKeys? AliasKeys { get; init; }

    /// <summary>Receives the problems of the file, before it is compared with the source.</summary>
    public Action<MapProblem>? OnProblem { get; init; }

    /// <summary>Receives each difference from the source: those of the map in its order, then the missing records in source order.</summary>
    public Action<SourceDifference>? OnDifference { get; init; }

    /// <summary>Receives what is done next, in a few words.</summary>
    internal Action<string>? OnStep { get; init; }

    /// <summary>The NUL convention to compare with, or null for that of most keys.</summary>
    internal bool IsNulGiven => Compile.Nul != NulConvention.TypeDefault;
}
