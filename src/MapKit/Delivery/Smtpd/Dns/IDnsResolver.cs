namespace MapKit.Delivery.Smtpd.Dns;

/// <summary>Asks DNS.</summary>
internal interface IDnsResolver
{
    /// <summary>The records of a name.</summary>
    /// <param name="name">The name, one character per byte.</param>
    /// <param name="type">Their type.</param>
    DnsReply Query(string name, DnsType type);
}
