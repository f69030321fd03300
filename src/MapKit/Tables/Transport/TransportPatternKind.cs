namespace MapKit.Tables.Transport;

/// <summary>What a key of a transport table matches (postfix-tables 5.1, column "transport").</summary>
public enum TransportPatternKind
{
    /// <summary><c>user@domain</c>: one recipient; also its extensions where no longer key has been found.</summary>
    Address,

    /// <summary><c>domain</c>: the recipients of exactly this domain, which may be an address literal.</summary>
    Domain,

    /// <summary><c>.domain</c>: the recipients of all domains below it.</summary>
    Subdomains,

    /// <summary><c>*</c>: every recipient that no other key matches.</summary>
    Any,
}
