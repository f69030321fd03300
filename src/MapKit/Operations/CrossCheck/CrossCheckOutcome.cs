namespace MapKit.Operations.CrossCheck;

/// <summary>What a check came to.</summary>
public enum CrossCheckOutcome
{
    /// <summary>Both engines say and store the same.</summary>
    Same,

    /// <summary>They do not.</summary>
    Differs,

    /// <summary>The reference cannot build maps of this type.</summary>
    NotChecked,
}
