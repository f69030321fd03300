namespace MapKit.Delivery.Queue;

/// <summary>One recipient of a message, as the queue manager gives it to a delivery agent.</summary>
/// <param name="Transport">The service.</param>
/// <param name="NextHop">The next hop; for <c>error:</c> and <c>retry:</c> the reason.</param>
/// <param name="Recipient">The recipient in internal form.</param>
/// <param name="Mail">The message.</param>
internal sealed record DeliveryRequest(string Transport, string NextHop, string Recipient, Mail Mail)
{
    /// <summary>The class of the address; default for mail that goes to a content filter.</summary>
    public Rewrite.AddressClass Class { get; init; } = Rewrite.AddressClass.Default;

    /// <summary>The route as in a transport table.</summary>
    public string Route => $"{Transport}:{NextHop}";

    /// <summary>The request that local(8) passes on to another service (<c>deliver_pass</c>).</summary>
    /// <param name="service"><c>transport:nexthop</c>, both as written; without a next hop it is that of the request.</param>
    /// <param name="recipient">The recipient in internal form.</param>
    public DeliveryRequest PassedOn(string service, string recipient)
    {
        var colon = service.IndexOf(':', StringComparison.Ordinal);
        var nextHop = colon < 0 || colon == service.Length - 1 ? NextHop : service[(colon + 1)..];
        return this with { Transport = colon < 0 ? service : service[..colon], NextHop = nextHop, Recipient = recipient };
    }
}
