namespace MapKit.Operations;

/// <summary>
/// How a table differs from the one it is compared with: a map from its source, a table from an earlier one, MapKit's map from
/// that of another program.
/// </summary>
public enum DifferenceKind
{
    /// <summary>Only the other table has the key.</summary>
    Missing,

    /// <summary>Only this table has the key, or has it more often.</summary>
    Extra,

    /// <summary>Both have the key, with different values.</summary>
    Value,

    /// <summary>Only one of the two stores a NUL after key and value.</summary>
    Nul,
}
