namespace MapKit.Delivery.Smtpd.Dns;

/// <summary>The records of one name and type.</summary>
/// <param name="Status">What became of the query.</param>
/// <param name="Values">Their values: addresses, names without the last dot, texts; MX hosts in the order of their preference.</param>
internal sealed record DnsReply(DnsStatus Status, IReadOnlyList<string> Values)
{
    /// <summary>Whether there is a record.</summary>
    public bool IsFound => Status == DnsStatus.Found;
}

/// <summary>What became of a query.</summary>
internal enum DnsStatus
{
    /// <summary>There are records.</summary>
    Found,

    /// <summary>There is no such name, or no record of the type.</summary>
    NotFound,

    /// <summary>An MX record that says that the domain takes no mail.</summary>
    NullMx,

    /// <summary>No server answered.</summary>
    Failed,
}
