namespace MapKit.Delivery.Smtpd.Restrictions;

/// <summary>What a restriction decides.</summary>
internal enum Verdict
{
    /// <summary>Nothing: smtpd evaluates the next restriction.</summary>
    Undecided,

    /// <summary>The rest of the list is skipped.</summary>
    Permit,

    /// <summary>The request is refused.</summary>
    Reject,
}
