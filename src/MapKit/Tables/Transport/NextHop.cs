using MapKit.Platform;

namespace MapKit.Tables.Transport;

/// <summary>One destination of a route.</summary>
/// <param name="Kind">How its server is found.</param>
/// <param name="Host">The name or address without brackets and <c>IPv6:</c>, or the path of a socket.</param>
/// <param name="Port">The port number or service name as written, or null for the default.</param>
public sealed record NextHop(NextHopKind Kind, string Host, string? Port = null)
{
    /// <summary>Whether the host is written in brackets, so that MX records are not looked up.</summary>
    public bool IsBracketed => Kind == NextHopKind.Host;

    /// <summary>Whether the host is an IPv6 address.</summary>
    public bool IsIPv6 => Kind != NextHopKind.UnixSocket && Host.Contains(':', StringComparison.Ordinal);

    /// <summary>The next hop as written in a table.</summary>
    public override string ToString()
    {
        var host = Kind switch
        {
            NextHopKind.UnixSocket => $"unix:{Host}",
            NextHopKind.Host => IsIPv6 ? $"[IPv6:{Host}]" : $"[{Host}]",
            _ => Host,
        };
        return Port is null ? host : $"{host}:{Port}";
    }

    internal NextHop Decoded() => new(Kind, LosslessText.FromLatin1(Host), LosslessText.FromLatin1(Port));
}

/// <summary>How the SMTP or LMTP client finds the server of a next hop.</summary>
public enum NextHopKind
{
    /// <summary>By MX records of the name, or its address records if there are none (LMTP: address records only).</summary>
    Domain,

    /// <summary>In brackets: by the address records of the name, or the address itself.</summary>
    Host,

    /// <summary><c>unix:path</c>: a local socket; LMTP only.</summary>
    UnixSocket,
}
