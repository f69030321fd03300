namespace MapKit.Delivery.Rewrite;

/// <summary>Where mail for an address goes.</summary>
/// <param name="Address">The recipient.</param>
/// <param name="Class">The class of the address.</param>
/// <param name="Transport">The transport.</param>
/// <param name="NextHop">The next hop, or the text of <c>error:</c> and <c>retry:</c>.</param>
internal sealed record ResolvedRoute(ResolvedAddress Address, AddressClass Class, string Transport, string NextHop)
{
    /// <summary>As a table would have it.</summary>
    public override string ToString() => $"{Transport}:{NextHop}";
}
