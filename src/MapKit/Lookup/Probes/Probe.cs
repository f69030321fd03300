namespace MapKit.Lookup.Probes;

/// <summary>One key that Postfix looks up.</summary>
/// <param name="Key">The key before it is folded, one character per byte.</param>
/// <param name="Reason">What it is of what was given.</param>
/// <param name="IsPartial">Whether it is only a part of it: pattern tables are then skipped (docs/formats/lookups.md#partial-keys).</param>
public sealed record Probe(string Key, ProbeReason Reason, bool IsPartial = false)
{
    /// <summary>Whether it is the second form of a key, without quotes, which is looked up if the first one is not found.</summary>
    public bool IsUnquoted { get; init; }

    /// <summary>The extension, delimiter included, that was cut off; null if none was.</summary>
    public string? Extension { get; init; }
}

/// <summary>Which part of an address, host or destination a key is.</summary>
public enum ProbeReason
{
    /// <summary><c>user+ext@domain</c>, or any other subject, as a whole.</summary>
    Address,

    /// <summary><c>user@domain</c> for <c>user+ext@domain</c>.</summary>
    AddressWithoutExtension,

    /// <summary><c>user+ext</c>, because the domain is one of this host's.</summary>
    LocalPart,

    /// <summary><c>user</c> for <c>user+ext</c>, because the domain is one of this host's.</summary>
    LocalPartWithoutExtension,

    /// <summary><c>@domain</c>.</summary>
    AtDomain,

    /// <summary><c>domain</c>.</summary>
    Domain,

    /// <summary>A parent domain, with or without a leading dot, according to <c>parent_domain_matches_subdomains</c>.</summary>
    ParentDomain,

    /// <summary><c>user+ext@</c>, at any domain.</summary>
    LocalPartAt,

    /// <summary><c>user@</c> for <c>user+ext@</c>.</summary>
    LocalPartAtWithoutExtension,

    /// <summary><c>*</c>, which matches everything that no other key matches.</summary>
    Wildcard,

    /// <summary>The key for the null address.</summary>
    NullAddress,

    /// <summary>The name of a host.</summary>
    HostName,

    /// <summary>The address of a host.</summary>
    NetworkAddress,

    /// <summary>A network: the address without its last part or parts.</summary>
    Network,

    /// <summary>The name of an alias: the local part of an address.</summary>
    Alias,

    /// <summary>The name of an alias without the extension.</summary>
    AliasWithoutExtension,

    /// <summary><c>owner-NAME</c>: the owner, who receives the bounces of the alias.</summary>
    Owner,

    /// <summary>The name of the server that the SMTP client is connected to.</summary>
    Server,

    /// <summary>The destination, exactly as in the configuration or a table.</summary>
    Destination,

    /// <summary>A header of a message with its name, or a line of its body.</summary>
    Content,
}
