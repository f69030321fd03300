using MapKit.Entries;
using MapKit.Maps;
using MapKit.Operations.Compile;
using MapKit.Records;

namespace MapKit.Operations.Verify;

/// <summary>How <see cref="VerifyOperation"/> works.</summary>
public sealed record VerifyOptions
{
    /// <summary>The source that the map should say the same as, or null to check the structure alone.</summary>
    public string? SourcePath { get; init; }

    /// <summary>One of the named databases in the file, or null for a file that is one map. Where its pages are damaged it is not compared.</summary>
    public string? Database { get; init; }

    /// <summary>
    /// How the source is compiled: format, folding, UTF-8 and duplicates count. Without a format a map with the record
    /// <c>@</c> of alias maps is compared with a source of that syntax.
    /// </summary>
    public CompileOptions Compile { get; init; } = new();

    /// <summary>
    /// The stored forms of quoted alias names, or null for those that the map has: Postfix 3.12 stores the quoted form,
    /// older versions the plain form, MapKit both, and none of these is a mistake.
    /// </summary>
    public AliasKeys? AliasKeys { get; init; }

    /// <summary>Takes the problems of the file itself, before it is compared with the source.</summary>
    public Action<MapProblem>? OnProblem { get; init; }

    /// <summary>Takes each difference from the source: those of the map in its order, then what is missing, in the order of the source.</summary>
    public Action<SourceDifference>? OnDifference { get; init; }

    /// <summary>Whether the map is to be compared with a certain NUL convention, or with that of most of its keys.</summary>
    internal bool IsNulGiven => Compile.Nul != NulConvention.TypeDefault;
}
