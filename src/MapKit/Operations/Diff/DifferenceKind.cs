namespace MapKit.Operations.Diff;

/// <summary>What is different about a key of two tables.</summary>
public enum DifferenceKind
{
    /// <summary>Only the second table has it.</summary>
    Added,

    /// <summary>Only the first table has it.</summary>
    Removed,

    /// <summary>Both have it, with different values.</summary>
    Changed,
}
