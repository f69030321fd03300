namespace MapKit.Tables.Transport;

/// <summary>How the SMTP or LMTP client finds the server of a next hop.</summary>
public enum NextHopKind
{
    /// <summary>By MX records of the name, or its address records where there are none (LMTP: address records only).</summary>
    Domain,

    /// <summary>In brackets: by the address records of the name, or the address itself.</summary>
    Host,

    /// <summary><c>unix:path</c>: a local socket; LMTP only.</summary>
    UnixSocket,
}
