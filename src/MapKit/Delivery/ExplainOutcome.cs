namespace MapKit.Delivery;

/// <summary>How an explanation ends.</summary>
public enum ExplainOutcome
{
    /// <summary>A table answered.</summary>
    Found,

    /// <summary>No table has an answer.</summary>
    NotFound,

    /// <summary>A table cannot be asked, or Postfix cannot use an answer.</summary>
    Trouble,
}
