namespace MapKit.Lookup;

/// <summary>Which names an entry of a list of names stands for.</summary>
internal enum NameMatching
{
    /// <summary>Itself alone (<c>mydestination</c>, <c>virtual_mailbox_domains</c>).</summary>
    Exact,

    /// <summary>Itself and the names below it (a list that <c>parent_domain_matches_subdomains</c> names).</summary>
    WithSubdomains,

    /// <summary>Itself; where it begins with a dot the names below it.</summary>
    WithDotForSubdomains,
}
