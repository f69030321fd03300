namespace MapKit.Delivery.Smtpd.Dns;

/// <summary>The types of DNS records that smtpd queries.</summary>
internal enum DnsType
{
    /// <summary>An IPv4 address.</summary>
    A = 1,

    /// <summary>A name server.</summary>
    Ns = 2,

    /// <summary>The name of an address.</summary>
    Ptr = 12,

    /// <summary>A mail host.</summary>
    Mx = 15,

    /// <summary>A text.</summary>
    Txt = 16,

    /// <summary>An IPv6 address.</summary>
    Aaaa = 28,
}
