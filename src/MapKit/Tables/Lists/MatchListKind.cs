namespace MapKit.Tables.Lists;

/// <summary>What a match list is compared with (docs/formats/configuration.md#match-lists).</summary>
public enum MatchListKind
{
    /// <summary>Words, such as commands or names of users.</summary>
    Words,

    /// <summary>Whole domains: <c>mydestination</c>, <c>virtual_alias_domains</c>, <c>virtual_mailbox_domains</c>.</summary>
    WholeDomains,

    /// <summary>Domains and their subdomains: <c>relay_domains</c>, <c>fast_flush_domains</c>.</summary>
    Domains,

    /// <summary>Names and addresses of hosts, and networks: <c>mynetworks</c>.</summary>
    Hosts,

    /// <summary>Addresses and networks: <c>postscreen_allowlist_interfaces</c>.</summary>
    Addresses,
}
