using MapKit.Platform;

namespace MapKit.Tables.Transport;

/// <summary>The key of a transport entry.</summary>
/// <param name="Kind">What it matches.</param>
/// <param name="LocalPart">Address: the part before the <c>@</c>, without quotes, with its extension; otherwise null.</param>
/// <param name="Domain">The domain, for <see cref="TransportPatternKind.Subdomains"/> without its dot; empty for <c>*</c>.</param>
public sealed record TransportPattern(TransportPatternKind Kind, string? LocalPart, string Domain)
{
    /// <summary>The pattern as written in a table.</summary>
    public override string ToString() => Kind switch
    {
        TransportPatternKind.Any => "*",
        TransportPatternKind.Subdomains => $".{Domain}",
        TransportPatternKind.Address => $"{Addresses.LocalPart.External(LocalPart ?? "")}@{Domain}",
        _ => Domain,
    };

    internal TransportPattern Decoded() => new(Kind, LosslessText.FromLatin1(LocalPart), LosslessText.FromLatin1(Domain));
}

/// <summary>What a key of a transport table matches (docs/formats/lookups.md#address-lookups, column "transport").</summary>
public enum TransportPatternKind
{
    /// <summary><c>user@domain</c>: one recipient; also its extensions if no longer key is found.</summary>
    Address,

    /// <summary><c>domain</c>: the recipients of exactly this domain, which may be an address literal.</summary>
    Domain,

    /// <summary><c>.domain</c>: the recipients of all its subdomains.</summary>
    Subdomains,

    /// <summary><c>*</c>: every recipient that no other key matches.</summary>
    Any,
}
