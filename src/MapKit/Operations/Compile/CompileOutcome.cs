namespace MapKit.Operations.Compile;

/// <summary>What became of one map.</summary>
public enum CompileOutcome
{
    /// <summary>The file has these very bytes already.</summary>
    Unchanged,

    /// <summary>The file was replaced or is new.</summary>
    Written,

    /// <summary>The file would be replaced (only asked).</summary>
    WouldChange,

    /// <summary>Findings stopped the work, as was asked (<see cref="CompileOptions.Strict"/>, <see cref="Loading.LoadOptions.DuplicatesAreErrors"/>); nothing was written.</summary>
    Refused,

    /// <summary>A key does not fit one of the map types; nothing was written.</summary>
    DoesNotFit,
}
