namespace MapKit.Operations.CrossCheck;

/// <summary>In what a record or message differs.</summary>
internal enum CrossCheckDifferenceKind
{
    /// <summary>The reference has it, MapKit does not.</summary>
    Missing,

    /// <summary>MapKit has it, the reference does not.</summary>
    Extra,

    /// <summary>Both have the key, with different values.</summary>
    Differing,
}
