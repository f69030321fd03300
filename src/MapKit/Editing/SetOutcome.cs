namespace MapKit.Editing;

/// <summary>What setting an entry did.</summary>
public enum SetOutcome
{
    /// <summary>The entry had this value already; no byte changed.</summary>
    Unchanged,

    /// <summary>The entry has a new value.</summary>
    Changed,

    /// <summary>There was no such entry; now it is the last.</summary>
    Added,
}
