namespace MapKit.Operations.Verify;

/// <summary>How a map differs from its source.</summary>
public enum SourceDifferenceKind
{
    /// <summary>The source has the key, the map has not.</summary>
    Missing,

    /// <summary>The map has the key, the source has not, or the map has it twice.</summary>
    Extra,

    /// <summary>Both have the key, with different values.</summary>
    Value,

    /// <summary>Key or value do not end in a NUL where those of the map do, or the reverse.</summary>
    Nul,
}
