namespace MapKit.Delivery.Rewrite;

/// <summary>The route of mail to an address.</summary>
/// <param name="Address">The recipient.</param>
/// <param name="Class">The class of the address.</param>
/// <param name="Transport">The transport.</param>
/// <param name="NextHop">The next hop, or the text of <c>error:</c> and <c>retry:</c>.</param>
internal sealed record ResolvedRoute(ResolvedAddress Address, AddressClass Class, string Transport, string NextHop)
{
    /// <summary>The route as in a transport table.</summary>
    public override string ToString() => $"{Transport}:{NextHop}";
}

/// <summary>The class of an address, which decides how its mail is delivered (ADDRESS_CLASS_README).</summary>
internal enum AddressClass
{
    /// <summary>The domain is this host's.</summary>
    Local,

    /// <summary>The domain is in <c>virtual_alias_domains</c>: all its addresses are aliases.</summary>
    VirtualAlias,

    /// <summary>The domain is in <c>virtual_mailbox_domains</c>.</summary>
    VirtualMailbox,

    /// <summary>The domain is in <c>relay_domains</c>.</summary>
    Relay,

    /// <summary>Every other domain.</summary>
    Default,
}
