namespace MapKit.Delivery.Rewrite;

/// <summary>An address as the queue manager sees it.</summary>
/// <param name="Recipient">The address in internal form, with a domain.</param>
/// <param name="IsLocal">Whether the domain is in <c>mydestination</c>, or an address of this host.</param>
/// <param name="IsValid">Whether it is a valid address; mail to an invalid one is bounced.</param>
internal sealed record ResolvedAddress(string Recipient, bool IsLocal, bool IsValid)
{
    /// <summary>Why it cannot be resolved: a table of <c>mydestination</c> that cannot answer; null if it can.</summary>
    public string? Failure { get; init; }

    /// <summary>The domain.</summary>
    public string Domain => Recipient[(Recipient.LastIndexOf('@') + 1)..];

    /// <summary>The part before it.</summary>
    public string LocalPart => Recipient[..Recipient.LastIndexOf('@')];
}
