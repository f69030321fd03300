using MapKit.Maps;
using MapKit.Maps.Replacement;

namespace MapKit.Operations.Compile;

/// <summary>The result of compiling one map.</summary>
/// <param name="Type">The map type.</param>
/// <param name="Path">The map file.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Records">Records in the map.</param>
/// <param name="Bytes">Size of the map file.</param>
/// <param name="Elapsed">Time spent on this map, reading the source included.</param>
/// <param name="Notes">What the administrator should know, such as hard links that hide the change from daemons.</param>
public sealed record CompileResult(
    MapType Type, string Path, CompileOutcome Outcome, int Records, long Bytes, TimeSpan Elapsed, IReadOnlyList<string> Notes)
{
    /// <summary>The outcome of a replacement.</summary>
    internal static CompileOutcome OutcomeFrom(ReplacementOutcome outcome) => outcome switch
    {
        ReplacementOutcome.Unchanged => CompileOutcome.Unchanged,
        ReplacementOutcome.WouldChange => CompileOutcome.WouldChange,
        _ => CompileOutcome.Written,
    };
}

/// <summary>The outcome for one map.</summary>
public enum CompileOutcome
{
    /// <summary>The file already has the same bytes.</summary>
    Unchanged,

    /// <summary>The file was replaced or is new.</summary>
    Written,

    /// <summary>The file would be replaced (check only).</summary>
    WouldChange,

    /// <summary>Findings stopped the work, as requested (<see cref="CompileOptions.Strict"/>, <see cref="Records.RecordOptions.DuplicatesAreErrors"/>); nothing was written.</summary>
    Refused,

    /// <summary>A key does not fit one of the map types; nothing was written.</summary>
    DoesNotFit,
}
