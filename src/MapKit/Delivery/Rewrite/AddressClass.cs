namespace MapKit.Delivery.Rewrite;

/// <summary>The class of an address, which decides who delivers its mail (ADDRESS_CLASS_README).</summary>
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
